//! Owns what the checks of decisions share: the states of the flow, how they are decided, and how a path is told.

use super::check::Context;
use super::phrase::quote;
use crate::flow::{Atom, Condition, Decide, Decision, EdgeId, Expression, Flow};
use crate::paths::{self, Divided, Family, MAX_MENTIONED, Mentioned, States};
use crate::simulate::shortened;

/// How all paths of a flow are decided.
#[derive(Debug)]
pub(super) struct Decided<'a> {
    pub(super) decide: &'a Decide,
    pub(super) states: States<'a>,
    pub(super) divided: Divided,
}

impl<'a> Decided<'a> {
    /// `None` without `decide`, when a rule of it was reported, in a flow that has errors of its own, and when too much is
    /// mentioned, which has a check of its own.
    pub(super) fn new(ctx: &Context<'a>, also: impl FnOnce(&mut Mentioned)) -> Option<Self> {
        let decide = ctx.flow.decide.as_ref()?;
        let is_known = decide.rules.iter().all(|rule| rule.condition.is_some());
        if !is_known || !answers(ctx) {
            return None;
        }
        let mut mentioned = paths::mentioned(decide);
        if mentioned.len() > MAX_MENTIONED {
            return None;
        }
        also(&mut mentioned);
        let states = States::new(ctx.graph, mentioned).ok()?;
        let divided = states.divided(decide);
        Some(Self { decide, states, divided })
    }

    /// The number of the rule that decides a session with this mask.
    pub(super) fn rule(&self, mask: u64, incomplete: bool) -> Option<usize> {
        self.decide.rule(&|fact| self.states.mentioned().has(fact, mask), incomplete)
    }

    /// The sessions that a rule decides: the completed ones, and those that stopped.
    pub(super) fn of_rule(&self, number: usize) -> [(Family, bool); 2] {
        let of = |rules: &[Family]| rules.get(number).copied().unwrap_or(Family::NONE);
        [(of(&self.divided.completed), false), (of(&self.divided.stopped), true)]
    }

    /// The sessions for which a condition holds where it is a rule's, whatever rules stand above.
    pub(super) fn meeting(&self, condition: &Expression) -> [(Family, bool); 2] {
        let completed = self.states.holding(condition, self.states.completed(), false);
        let stopped = match condition.names_incomplete() {
            true => self.states.holding(condition, self.states.stopped(), true),
            false => Family::NONE,
        };
        [(completed, false), (stopped, true)]
    }

    /// One of the sessions in words: its outcomes, and where it stops.
    pub(super) fn story_of(&self, flow: &Flow, mask: u64, incomplete: bool) -> String {
        let Some(state) = self.states.place(mask, incomplete) else { return String::new() };
        let path = story(flow, &self.states.witness(state));
        match incomplete {
            true => format!("{path} and stops at {}", quote(&flow.node(state.node).id)),
            false => path,
        }
    }
}

/// Whether the graph can be asked about all paths.
pub(super) fn answers(ctx: &Context<'_>) -> bool {
    paths::is_whole(ctx.graph)
}

/// The expression of a rule; `None` for `else`.
pub(super) fn when(rule: &Decision) -> Option<&Expression> {
    match &rule.condition {
        Some(Condition::When(when)) => Some(when),
        _ => None,
    }
}

/// The atoms of an expression.
pub(super) fn atoms(expression: &Expression) -> Vec<Atom> {
    let mut atoms = Vec::new();
    expression.atoms(&mut |atom| atoms.push(atom));
    atoms
}

/// An atom as it is written.
pub(super) fn spelled(flow: &Flow, atom: Atom) -> String {
    let node = flow.node(atom.node);
    match atom.edge.and_then(|edge| node.outcome(edge)) {
        Some(edge) => quote(&format!("{}.{}", node.id, edge.spelled())),
        None => quote(&node.id),
    }
}

/// A path outcome by outcome: those of nodes that have several. A long one is shortened in the middle.
pub(super) fn story(flow: &Flow, path: &[EdgeId]) -> String {
    const MOST: usize = 10;
    let branching = |edge: &&EdgeId| flow.node(edge.from).edges.len() > 1;
    let steps: Vec<String> = path
        .iter()
        .filter(branching)
        .map(|edge| {
            let node = flow.node(edge.from);
            let name = node.outcome(edge.index).map_or_else(String::new, crate::flow::Edge::spelled);
            quote(&format!("{}.{name}", node.id))
        })
        .collect();
    if steps.is_empty() {
        return "the only path".to_owned();
    }
    shortened(steps, MOST).join(", ")
}
