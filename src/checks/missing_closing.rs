//! Owns the rule that every flow ends with a closing conversation.

use super::Context;
use super::phrase::{all_of, quote, spell};
use super::repair::{Repair, closes};
use crate::diag::{Diagnostic, Edit};
use crate::model::{Edge, Node, NodeId};

crate::code! {
    /// A route leads into `end` from something else than a closing conversation. The session then stops without a word, and the
    /// user does not know whether it worked or broke.
    ///
    /// A closing conversation speaks the last words; all its outcomes lead to `end`.
    ///
    /// ```fsflow wrong
    /// start -> enter_email
    /// enter_email -> < entered: closing, canceled: end >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> enter_email
    /// enter_email -> < entered: closing, canceled: gave_up >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// gave_up: conversation "Say that the user can come back later." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static MISSING_CLOSING = warning "missing-closing";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let mut repair = None;
    for (id, node) in ctx.flow.nodes().filter(|(_, node)| node.ty.row.is_some() && !ends_well(ctx, node)) {
        let ends: Vec<&Edge> = node.edges.iter().filter(|edge| leads_to_end(ctx, edge)).collect();
        let Some(first) = ends.first() else { continue };
        let repair = repair.get_or_insert_with(|| Repair::new(ctx));
        let message = format!("{} the session without a closing conversation", subject(node, &ends));
        let diagnostic =
            Diagnostic::new(&MISSING_CLOSING, first.target_span, message).label("nobody says goodbye");
        out.push(with_help(ctx, repair, id, &ends, diagnostic));
    }
}

/// `` `scan` ends ``, `` `cancelled` of `scan` ends ``, `` `cancelled` and `timeout` of `scan` end ``
fn subject(node: &Node, ends: &[&Edge]) -> String {
    let name = quote(&node.id);
    match ends {
        _ if ends.len() == node.edges.len() => format!("{name} ends"),
        [only] => format!("{} of {name} ends", quote(&only.name())),
        _ => format!("{} of {name} end", all_of(ends.iter().map(|edge| edge.name()))),
    }
}

/// Whether the routes into `end` are those of a closing, or nothing can be said because some could not be read.
fn ends_well(ctx: &Context<'_>, node: &Node) -> bool {
    closes(ctx, node) || (node.traits().speaks && !node.edges_known)
}

fn leads_to_end(ctx: &Context<'_>, edge: &Edge) -> bool {
    edge.target.is_some_and(|target| ctx.flow.node(target).is("end"))
}

fn with_help(
    ctx: &Context<'_>,
    repair: &Repair<'_>,
    id: NodeId,
    ends: &[&Edge],
    diagnostic: Diagnostic,
) -> Diagnostic {
    let others: Vec<NodeId> = repair.closings().iter().copied().filter(|closing| *closing != id).collect();
    let [closing] = others.as_slice() else {
        let sample = "closing: conversation \"Thank the user and say goodbye.\" { does_not_require_reply: true } -> end";
        return diagnostic.help(match others.first() {
            Some(_) => "lead to one of the closing conversations instead".to_owned(),
            None => format!("lead to a conversation that says goodbye, such as `{sample}`"),
        });
    };
    let target = spell(&ctx.flow.node(*closing).id);
    let mut places: Vec<_> = ends.iter().map(|edge| edge.target_span).collect();
    places.dedup();
    let edits = places.into_iter().map(|span| Edit { span, text: target.clone().into_owned() }).collect();
    diagnostic
        .help(format!("lead to {} instead, which says goodbye", quote(&ctx.flow.node(*closing).id)))
        .fix_all(format!("lead to {}", quote(&ctx.flow.node(*closing).id)), edits)
}
