//! Owns the rules that depend on what a session's report does not tell.

use std::collections::BTreeMap;

use super::check::Context;
use super::decided::{Decided, atoms, when};
use super::phrase::{all_of, node, quote};
use crate::catalog::Routing;
use crate::diag::Diagnostic;
use crate::flow::{Atom, EdgeId, NodeId};
use crate::paths::edge_of;
use crate::source::Span;

crate::code! {
    /// The decision depends on which of several outcomes happened that lead to the same node. For conversations, data_validation and
    /// field_condition a session's report names the node that came next, so it can't tell these outcomes apart. Give each a target
    /// of its own, or let all of them decide alike.
    ///
    /// ```fsflow wrong
    /// start -> question
    /// end
    /// question: conversation "Ask whether the payment is theirs." -> < yes: bye when "Yes", no: bye when "No or silence" >
    /// bye: conversation "Say goodbye." { does_not_require_reply: true } -> end
    /// decide { accept: question.yes, reject: else }
    /// ```
    ///
    /// ```fsflow right
    /// start -> question
    /// end
    /// question: conversation "Ask whether the payment is theirs." -> < yes: bye when "Yes", no: sorry when "No or silence" >
    /// bye: conversation "Say goodbye." { does_not_require_reply: true } -> end
    /// sorry: conversation "Say that nothing is paid." { does_not_require_reply: true } -> end
    /// decide { accept: question.yes, reject: else }
    /// ```
    pub static INDISTINGUISHABLE_OUTCOMES = warning(Correctness) "indistinguishable-outcomes";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let Some(decided) = Decided::new(ctx, |_| {}) else { return };
    let mut groups: BTreeMap<(NodeId, NodeId), Group> = BTreeMap::new();
    let conditions = decided.decide.rules.iter().filter_map(when);
    for (atom, edge) in conditions.flat_map(atoms).filter_map(|atom| Some((atom, edge_of(atom)?))) {
        let Some(target) = target_in_report(ctx, atom, edge) else { continue };
        groups.entry((atom.node, target)).or_insert_with(|| Group::new(ctx, atom, target));
    }
    let mut groups: Vec<Group> = groups.into_values().filter(|group| group.edges.len() > 1).collect();
    groups.sort_by_key(|group| group.span);
    for group in &groups {
        let differing = group.differing(&decided);
        if let Some(differing) = differing {
            out.push(report(ctx, group, &differing));
        }
    }
}

/// The node by which a report tells the outcome; `None` where it tells the outcome by its own name.
fn target_in_report(ctx: &Context<'_>, atom: Atom, edge: EdgeId) -> Option<NodeId> {
    let row = ctx.flow.node(atom.node).ty.row?;
    let by_target = matches!(row.routing, Routing::Choices(_));
    ctx.graph.edge(edge).target.filter(|_| by_target)
}

/// The outcomes of a node that lead to one place.
struct Group {
    /// Where the rules ask for one of them first.
    span: Span,
    target: NodeId,
    edges: Vec<EdgeId>,
}

/// Two outcomes of a group, and the decision that comes out with each, all else being equal.
type Differing<'d> = [(EdgeId, &'d str); 2];

impl Group {
    fn new(ctx: &Context<'_>, atom: Atom, target: NodeId) -> Self {
        let edges = ctx.graph.outgoing(atom.node).filter(|(_, to)| *to == target).map(|(edge, _)| edge);
        Self { span: atom.span, target, edges: edges.collect() }
    }

    /// Since they join the same two nodes, a session with one of them could have had any other in its place.
    fn differing<'d>(&self, decided: &Decided<'d>) -> Option<Differing<'d>> {
        let bit = |edge: EdgeId| decided.states.mentioned().own(edge);
        let name = |number: usize| decided.decide.rules.get(number).map(|rule| rule.name.as_str());
        let mentioned: Vec<EdgeId> = self.edges.iter().copied().filter(|edge| bit(*edge) != 0).collect();
        let rules = 0..decided.decide.rules.len();
        rules.flat_map(|number| decided.of_rule(number).map(|it| (number, it))).find_map(|(number, it)| {
            let (sessions, incomplete) = it;
            mentioned.iter().find_map(|taken| {
                let having = decided.states.having(sessions, bit(*taken));
                self.edges.iter().filter(|other| *other != taken).find_map(|other| {
                    let swapped = decided.states.swapped(having, bit(*taken), bit(*other));
                    let mask = decided.states.decided(decided.decide, swapped, incomplete);
                    let another = mask.iter().enumerate().find_map(|(other, sessions)| {
                        (!sessions.is_none() && name(other) != name(number)).then(|| name(other))?
                    })?;
                    Some([(*taken, name(number)?), (*other, another)])
                })
            })
        })
    }
}

fn report(ctx: &Context<'_>, group: &Group, differing: &Differing<'_>) -> Diagnostic {
    let name = |edge: EdgeId| format!("{}.{}", ctx.flow.node(edge.from).id, ctx.graph.edge(edge).spelled());
    let names = all_of(group.edges.iter().map(|edge| name(*edge)));
    let all = if group.edges.len() == 2 { "both" } else { "all" };
    let message =
        format!("a report can't tell {names} apart: {all} lead to {}", node(ctx.flow, group.target));
    let [(one, decision), (other, another)] = differing;
    let label = format!(
        "{} decides {}, {} decides {}",
        quote(&name(*one)),
        quote(decision),
        quote(&name(*other)),
        quote(another)
    );
    let place = |edge: EdgeId| ctx.graph.edge(edge).target_span;
    let mut diagnostic = Diagnostic::new(&INDISTINGUISHABLE_OUTCOMES, group.span, message).label(label);
    diagnostic = diagnostic.related(place(*one), "leads there");
    if place(*other) != place(*one) {
        diagnostic = diagnostic.related(place(*other), "leads there too");
    }
    diagnostic.help("give each of them a target of its own, or let all of them decide alike")
}
