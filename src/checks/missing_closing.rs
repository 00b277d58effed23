//! Owns the rule that every flow ends with a closing conversation.

use super::check::Context;
use super::phrase::{all_of, quote};
use super::repair::{Repair, closes};
use crate::diag::{Diagnostic, Edit};
use crate::flow::{Edge, Node, NodeId};
use crate::syntax::words::{Position, spell};

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
    pub static MISSING_CLOSING = warning(Experience) "missing-closing";
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
    edge.target.is_some_and(|target| ctx.flow.node(target).is_end())
}

fn with_help(
    ctx: &Context<'_>,
    repair: &Repair<'_>,
    id: NodeId,
    ends: &[&Edge],
    diagnostic: Diagnostic,
) -> Diagnostic {
    let others = repair.closings().iter().copied().filter(|closing| *closing != id);
    let others: Vec<NodeId> = others.take(2).collect();
    match others.as_slice() {
        [] => diagnostic.help(
            "lead to a conversation that says goodbye, such as \
             `closing: conversation \"Thank the user and say goodbye.\" { does_not_require_reply: true } -> end`",
        ),
        [only] => {
            let name = quote(&ctx.flow.node(*only).id);
            let diagnostic = diagnostic.help(format!("lead to {name}, or to another conversation that says goodbye"));
            if fits(ctx, id, *only, ends) {
                let text = spell(&ctx.flow.node(*only).id, Position::Target);
                let mut places: Vec<_> = ends.iter().map(|edge| edge.target_span).collect();
                places.dedup();
                let edits = places.into_iter().map(|span| Edit { span, text: text.clone().into_owned() }).collect();
                diagnostic.fix_all(format!("lead to {name}"), edits)
            } else {
                diagnostic
            }
        }
        [..] => diagnostic.help("lead to a conversation that says goodbye"),
    }
}

/// Whether the only closing of the flow can be proposed: its words are for other sessions when the node leads there with
/// another outcome, and what suits an outcome of the author's own only the author knows.
fn fits(ctx: &Context<'_>, id: NodeId, closing: NodeId, ends: &[&Edge]) -> bool {
    let edges = &ctx.flow.node(id).edges;
    edges.iter().all(|edge| edge.target != Some(closing))
        && ends.iter().all(|edge| edge.condition().is_none())
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        crate::checks::tests::snapshot(
            "missing-closing",
            &[
                ("no conversation at all", "start -> end"),
                (
                    "some outcomes, one closing to lead to",
                    "start -> scan
scan: document_scan { scanning_mode: automatic, allowed_document_types: [passport] } -> <
  success: closing
  cancelled: end
  timeout: end
>",
                ),
                (
                    "the only closing is not where other outcomes lead",
                    r#"start -> scan
scan: document_scan { scanning_mode: automatic, allowed_document_types: [passport] } -> <
  success: a
  cancelled | timeout: end
>
a: conversation "Ask." -> closing"#,
                ),
                (
                    "some outcomes, two closings to choose from",
                    r#"start -> scan
scan: document_scan { scanning_mode: automatic, allowed_document_types: [passport] } -> < success: closing, cancelled | timeout: end >
b: conversation "Ask." -> refused"#,
                ),
                (
                    "every outcome",
                    "start -> scan
scan: document_scan { scanning_mode: automatic, allowed_document_types: [passport] } -> end",
                ),
                (
                    "a conversation that branches is no closing",
                    r#"start -> a
a: conversation "Ask." -> <
  yes: end when "The user agreed"
  no: refused when "The user said nothing"
>"#,
                ),
                (
                    "any conversation that ends the flow is one",
                    r#"start -> a
a: conversation "Ask for the name and say goodbye." -> end"#,
                ),
            ],
        );
    }
}
