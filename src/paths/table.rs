//! Owns the decision table: which decision each class of paths gets, with one path and how many there are.

use std::collections::{BTreeMap, HashMap};

use super::Count;
use super::mentioned::{Mentioned, TooMany};
use super::states::{State, States};
use crate::graph::{EdgeId, Graph};
use crate::model::{Condition, Decide};

/// The decision table of a flow.
#[derive(Debug)]
pub struct Table {
    /// What is mentioned: the mask of each class speaks of it.
    pub mentioned: Mentioned,
    /// The classes of completed sessions, by rule and then by mask.
    pub classes: Vec<Class>,
    /// Those of sessions that stopped on the way, when a rule names `incomplete`; without counts.
    pub stopped: Vec<Class>,
}

/// All paths that have the same mentioned outcomes behind them.
#[derive(Debug)]
pub struct Class {
    /// Which of the mentioned outcomes they have.
    pub mask: u32,
    /// The number of the rule that decides them.
    pub rule: usize,
    /// One of them.
    pub witness: Vec<EdgeId>,
    /// How many there are; 0 for sessions that stopped.
    pub paths: Count,
}

/// What `decide` mentions.
#[must_use]
pub fn mentioned(decide: &Decide) -> Mentioned {
    let mut mentioned = Mentioned::default();
    for rule in &decide.rules {
        if let Some(Condition::When(when)) = &rule.condition {
            when.atoms(&mut |atom| mentioned.add(atom));
        }
    }
    mentioned
}

/// The table of `decide`.
///
/// # Errors
/// When the rules mention more outcomes than can be combined.
pub fn table(graph: &Graph<'_>, decide: &Decide) -> Result<Table, TooMany> {
    let states = States::new(graph, mentioned(decide))?;
    let counts = counts(&states);
    let mut classes: BTreeMap<(usize, u32), Class> = BTreeMap::new();
    for state in states.completed() {
        let Some(rule) = rule(decide, &states, state, false) else { continue };
        let class = classes.entry((rule, state.mask)).or_insert_with(|| Class {
            mask: state.mask,
            rule,
            witness: states.witness(state),
            paths: Count::default(),
        });
        class.paths += counts.get(&state).cloned().unwrap_or_default();
    }
    let names_incomplete = |rule: &crate::model::Decision| matches!(&rule.condition, Some(Condition::When(when)) if when.names_incomplete());
    let mut stopped: BTreeMap<(usize, u32), Class> = BTreeMap::new();
    if decide.rules.iter().any(names_incomplete) {
        for state in states.stopped() {
            let Some(rule) = rule(decide, &states, state, true) else { continue };
            stopped.entry((rule, state.mask)).or_insert_with(|| Class {
                mask: state.mask,
                rule,
                witness: states.witness(state),
                paths: Count::default(),
            });
        }
    }
    let mentioned = states.mentioned().clone();
    Ok(Table {
        mentioned,
        classes: classes.into_values().collect(),
        stopped: stopped.into_values().collect(),
    })
}

/// The number of the rule that decides a session in this state.
#[must_use]
pub fn rule(decide: &Decide, states: &States<'_>, state: State, incomplete: bool) -> Option<usize> {
    decide.rule(&|atom| states.mentioned().holds(atom, state.mask), incomplete)
}

/// How many paths come to each state at an `end`. Counts of nodes that are done with are dropped on the way.
fn counts(states: &States<'_>) -> HashMap<State, Count> {
    let graph = states.graph();
    let mentioned = states.mentioned();
    let mut open: HashMap<State, Count> = HashMap::new();
    let mut done = HashMap::new();
    let (Some(start), Some(order)) = (graph.start(), graph.order()) else { return done };
    open.insert(State { node: start, mask: mentioned.of_node(start) }, Count::from(1_u8));
    for node in order {
        let is_end = graph.flow().node(*node).is("end");
        for state in states.at(*node) {
            let Some(paths) = open.remove(&state) else { continue };
            for (edge, target) in graph.outgoing(*node) {
                let mask = state.mask | mentioned.of_edge(edge) | mentioned.of_node(target);
                *open.entry(State { node: target, mask }).or_default() += &paths;
            }
            if is_end {
                done.insert(state, paths);
            }
        }
    }
    done
}
