//! Owns the rules that depend on what a session's report does not tell.

use super::Context;
use super::decided::{answers, atoms, spelled, when};
use super::phrase::{all_of, node};
use crate::catalog::Routing;
use crate::diag::Diagnostic;
use crate::graph::EdgeId;
use crate::model::Atom;
use crate::paths::edge_of;

crate::code! {
    /// A rule asks for one of several outcomes that lead to the same node. For conversations, data_validation and field_condition a
    /// session's report names the node that came next, so it can't tell these outcomes apart. Give each a target of its own, or
    /// ask for all of them.
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
    pub static INDISTINGUISHABLE_OUTCOMES = warning "indistinguishable-outcomes";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    if !answers(ctx) {
        return;
    }
    for condition in ctx.flow.decide.iter().flat_map(|decide| &decide.rules).filter_map(when) {
        let asked = atoms(condition);
        let edges: Vec<EdgeId> = asked.iter().filter_map(|atom| edge_of(*atom)).collect();
        for atom in &asked {
            let Some(edge) = edge_of(*atom) else { continue };
            let twins = twins(ctx, edge);
            if twins.iter().any(|twin| !edges.contains(twin)) {
                out.push(report(ctx, *atom, edge, &twins));
            }
        }
    }
}

/// The other outcomes of the node that a report shows in the same way.
fn twins(ctx: &Context<'_>, edge: EdgeId) -> Vec<EdgeId> {
    let row = ctx.flow.node(edge.from).ty.row;
    let by_target = row.is_some_and(|row| matches!(row.routing, Routing::Choices(_) | Routing::Rules(_)));
    let target = ctx.graph.edge(edge).target;
    let others = ctx.graph.outgoing(edge.from).filter(|(other, to)| *other != edge && Some(*to) == target);
    if by_target { others.map(|(other, _)| other).collect() } else { Vec::new() }
}

fn report(ctx: &Context<'_>, atom: Atom, edge: EdgeId, twins: &[EdgeId]) -> Diagnostic {
    let names = all_of(twins.iter().map(|twin| ctx.graph.edge(*twin).name()));
    let target = ctx.graph.edge(edge).target.map_or_else(String::new, |target| node(ctx.flow, target));
    let message =
        format!("a report can't tell {} from {names}: all lead to {target}", spelled(ctx.flow, atom));
    let mut diagnostic = Diagnostic::new(&INDISTINGUISHABLE_OUTCOMES, atom.span, message);
    for twin in twins.iter().take(3) {
        diagnostic = diagnostic.related(ctx.graph.edge(*twin).target_span, "leads there too");
    }
    diagnostic.help("give each of them a target of its own, or ask for all of them")
}
