//! Owns the rule that only a farewell does without a reply.

use super::check::Context;
use super::phrase::{self, quote};
use crate::catalog::snake_case;
use crate::diag::Diagnostic;
use crate::flow::{Field, Node, NodeId, ValueKind};
use crate::graph::Reach;

crate::code! {
    /// A conversation that does not wait for a reply is no farewell. `does_not_require_reply` lets the session go on as soon as
    /// the avatar has spoken: conditions on what the user says can't be judged, and in the middle of a flow the next node
    /// begins before the user could say anything.
    ///
    /// It belongs to the last conversation before `end`, with one outcome and no condition.
    ///
    /// ```fsflow wrong
    /// start -> confirm
    /// confirm: conversation "Ask whether the payment is theirs." { does_not_require_reply: true } -> <
    ///   confirmed: closing when "The user said that the payment is theirs"
    ///   unclear: closing when "Four exchanges have passed without a clear answer"
    /// >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> confirm
    /// confirm: conversation "Ask whether the payment is theirs." -> <
    ///   confirmed: closing when "The user said that the payment is theirs"
    ///   unclear: closing when "Four exchanges have passed without a clear answer"
    /// >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static FAREWELL_REPLY = warning(Experience) "farewell-reply";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let mut ahead = None;
    for (id, node) in ctx.flow.nodes() {
        let Some(field) = no_reply(node) else { continue };
        let choices: Vec<_> = node.edges.iter().filter_map(|edge| edge.condition()).collect();
        let name = quote(&node.id);
        if choices.len() > 1 {
            let text = format!("{name} has several outcomes, but waits for no reply to choose one");
            out.push(diagnostic(field, text));
        } else if let Some(condition) = choices.into_iter().find(|condition| !condition.is_empty()) {
            let text = format!("{name} has a condition, but waits for no reply to judge it by");
            out.push(diagnostic(field, text).related(condition.span, "for a reply that nobody waits for"));
        } else {
            let ahead = ahead.get_or_insert_with(|| before_answers(ctx));
            let Some(last) = ahead.root(id) else { continue };
            let text = format!(
                "{name} waits for no reply, but is no farewell: {} follows",
                phrase::node(ctx.flow, last)
            );
            let way = format!("comes after it: {}", phrase::path(ctx.flow, &ahead.witness(id)));
            out.push(diagnostic(field, text).related(ctx.flow.node(last).id_span, way));
        }
    }
}

fn diagnostic(field: &Field, message: String) -> Diagnostic {
    let diagnostic = Diagnostic::new(&FAREWELL_REPLY, field.span, message)
        .label("the session goes on without waiting for an answer")
        .help(format!(
            "leave {} out here; it is for the last words before `end`",
            quote(&snake_case(&field.key))
        ));
    match &field.value {
        Some(value) => diagnostic.fix("wait for the reply", value.span, "false"),
        None => diagnostic,
    }
}

/// Whether the node goes on without waiting for the user.
pub(super) fn waits_for_nobody(node: &Node) -> bool {
    no_reply(node).is_some()
}

fn no_reply(node: &Node) -> Option<&Field> {
    let field = node.field(node.traits().no_reply?)?;
    matches!(field.value.as_ref()?.kind, ValueKind::Bool(true)).then_some(field)
}

/// Everything from which a node is reached that takes something from the user.
fn before_answers(ctx: &Context<'_>) -> Reach {
    let takes = |node: &Node| {
        let traits = node.traits();
        let camera = traits.needs_warm_up || traits.asks_permission || traits.photo.is_some();
        let input = traits.sends_code_to.is_some() || traits.collects.is_some();
        camera || input || (traits.speaks && !waits_for_nobody(node))
    };
    let goals: Vec<NodeId> = ctx.flow.nodes().filter(|(_, node)| takes(node)).map(|(id, _)| id).collect();
    ctx.graph.reach_back(&goals, |_| true)
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        crate::checks::tests::snapshot(
            "farewell-reply",
            &[
                (
                    "several outcomes",
                    r#"start -> a
a: conversation "Ask." { does_not_require_reply: true } -> <
  yes: closing when "The user agreed"
  no: refused when "The user said nothing"
>"#,
                ),
                (
                    "a condition",
                    r#"start -> a
a: conversation "Say goodbye." { does_not_require_reply: true } -> end when "The user agreed""#,
                ),
                (
                    "far from the end",
                    r#"start -> greeting
GREETING { does_not_require_reply: true } -> fetch
fetch: external_call { request: { url: "https://x.example" } } -> liveness
liveness -> < detected: closing, deepfake | no_face | inconclusive: refused >"#,
                ),
                (
                    "directly before a question",
                    r#"start -> a
a: conversation "Say hello." { does_not_require_reply: true } -> b
b: conversation "Ask." -> closing"#,
                ),
                (
                    "two farewells in a row",
                    r#"start -> a
a: conversation "Say that it is done." { does_not_require_reply: true } -> closing"#,
                ),
                (
                    "false is the default",
                    r#"start -> a
a: conversation "Ask." { does_not_require_reply: false } -> closing"#,
                ),
            ],
        );
    }
}
