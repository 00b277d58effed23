//! Owns the outcomes that are called as the node is to which another outcome of the same node leads.

use super::check::Context;
use super::phrase::{node, quote};
use crate::catalog::Routing;
use crate::diag::Diagnostic;
use crate::flow::{Edge, Node};

crate::code! {
    /// An outcome of a conversation is called as the node is to which another outcome leads. Some servers report an outcome by its
    /// own name and others by the node that came next, so the same word in a report would mean two opposite things.
    ///
    /// ```fsflow wrong
    /// start -> ask
    /// ask: conversation "Ask whether the payment is theirs." -> <
    ///   paid: refused when "They have paid already, or are silent"
    ///   yes: paid when "They say yes"
    /// >
    /// paid: conversation "Say that it is paid." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that it is not." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> ask
    /// ask: conversation "Ask whether the payment is theirs." -> <
    ///   before: refused when "They have paid already, or are silent"
    ///   yes: paid when "They say yes"
    /// >
    /// paid: conversation "Say that it is paid." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that it is not." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static OUTCOME_AS_TARGET = warning(Correctness) "outcome-as-target" since "0.2.0";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let is_choice = |at: &&Node| at.ty.row.is_some_and(|row| matches!(row.routing, Routing::Choices(_)));
    for at in ctx.flow.nodes.iter().filter(is_choice) {
        for edge in at.edges.iter().filter(|edge| edge.condition().is_some()) {
            let name = edge.name();
            let leads = |other: &&Edge| {
                other.target != edge.target && other.target.is_some_and(|to| ctx.flow.node(to).id == name)
            };
            let Some(other) = at.edges.iter().find(leads) else { continue };
            let Some(target) = other.target else { continue };
            let message = format!(
                "{} of {} is called as the node is to which {} leads",
                quote(&name),
                quote(&at.id),
                quote(&other.name())
            );
            out.push(
                Diagnostic::new(&OUTCOME_AS_TARGET, edge.span, message)
                    .related(other.target_span, format!("leads to {}", node(ctx.flow, target)))
                    .help("give the outcome another name: a report may tell either by this word"),
            );
        }
    }
}
