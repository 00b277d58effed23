//! Owns the rule that a branching conversation has an exit for silence or no clear answer.

use super::check::Context;
use super::farewell_reply::waits_for_nobody;
use super::phrase::{code, quote};
use super::repair::Repair;
use super::way_out;
use crate::diag::Diagnostic;
use crate::flow::{Edge, Node, NodeId};
use crate::syntax::words::{Position, spell};

crate::code! {
    /// A conversation branches and has no exit for silence or an unclear answer. The session stays on the node until one of
    /// its conditions holds; a user who says nothing, or something else, is asked for ever and the session is never complete.
    ///
    /// One of the conditions should be about attempts, exchanges, silence, time or refusal.
    ///
    /// ```fsflow wrong
    /// start -> confirm
    /// confirm: conversation "Ask whether the payment is theirs." -> <
    ///   confirmed: thanks when "The user said that the payment is theirs"
    ///   denied: block_card when "The user said that the payment is not theirs"
    /// >
    /// thanks: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// block_card: conversation "Explain how to block the card." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> confirm
    /// confirm: conversation "Ask whether the payment is theirs." -> <
    ///   confirmed: thanks when "The user said that the payment is theirs"
    ///   denied: block_card when "The user said that the payment is not theirs"
    ///   unclear: block_card when "Four exchanges have passed without a clear answer"
    /// >
    /// thanks: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// block_card: conversation "Explain how to block the card." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static NO_WAY_OUT = warning(Experience) "no-way-out";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let mut repair = None;
    for (id, node) in ctx.flow.nodes() {
        let can_stall = node.traits().speaks && conditions(node) > 1 && !waits_for_nobody(node);
        if !can_stall || way_out::exists(node) {
            continue;
        }
        let repair = repair.get_or_insert_with(|| Repair::new(ctx));
        let message = format!("{} has no way out for a user who gives no clear answer", quote(&node.id));
        out.push(add_way_out(
            ctx,
            repair,
            id,
            Diagnostic::new(&NO_WAY_OUT, node.id_span, message)
                .label("the session stays here until a condition holds"),
        ));
    }
}

/// How many conditions a node has when all its outcomes have one and all are known; 0 otherwise.
pub(super) fn conditions(node: &Node) -> usize {
    let has_condition = |edge: &Edge| edge.condition().is_none_or(|condition| !condition.is_empty());
    if node.edges_known && node.edges.iter().all(has_condition) {
        node.edges.iter().filter(|edge| edge.condition().is_some()).count()
    } else {
        0
    }
}

/// Says how to add an outcome for no clear answer, with a fix where there is a closing that it can lead to.
pub(super) fn add_way_out(
    ctx: &Context<'_>,
    repair: &Repair<'_>,
    id: NodeId,
    diagnostic: Diagnostic,
) -> Diagnostic {
    let node = ctx.flow.node(id);
    let (names, condition) = if node.traits().speaks {
        (["unclear", "no_answer", "no_clear_answer"], "Four exchanges have passed without a clear answer")
    } else {
        (["invalid", "failed", "otherwise"], "Validation failed")
    };
    let taken = |name: &str| node.edges.iter().any(|edge| edge.name() == name);
    let name = names.into_iter().find(|name| !taken(name)).unwrap_or("way_out");
    let entry = |target: &str| format!("{name}: {target} when \"{condition}\"");
    // A second outcome that leads where the only one leads would change nothing.
    let useless = |target: NodeId| matches!(node.edges.as_slice(), [only] if only.target == Some(target));
    let target = repair.closings().iter().copied().find(|target| *target != id && !useless(*target));
    let Some(target) = target else {
        return diagnostic.help(format!("add an outcome such as {}", code(&entry("target"))));
    };
    let entry = entry(&spell(&ctx.flow.node(target).id, Position::Target));
    let diagnostic = diagnostic.help(format!("add an outcome such as {}", code(&entry)));
    match repair.add(node, &[entry]) {
        Some(edits) => diagnostic.fix_all("add an outcome for no clear answer", edits),
        None => diagnostic,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        crate::checks::tests::snapshot(
            "no-way-out",
            &[
                (
                    "yes and no",
                    r#"start -> a
a: conversation "Ask." -> <
  yes: closing when "The user agreed"
  no: refused when "The user disagreed"
>"#,
                ),
                (
                    "a name is taken",
                    r#"start -> a
a: conversation "Ask." -> < unclear: closing when "The user agreed", no: refused when "The user disagreed" >"#,
                ),
                (
                    "silence is thought of",
                    r#"start -> a
a: conversation "Ask." -> <
  yes: closing when "The user agreed"
  no: refused when "The user said nothing three times"
>"#,
                ),
                (
                    "the outcome's name says it",
                    r#"start -> a
a: conversation "Ask." -> <
  yes: closing when "The user agreed"
  timeout: refused when "The talk is over"
>"#,
                ),
                (
                    "the exits of an awaited call are a way out",
                    r#"start -> a
a: conversation "Ask." { await_external: { request: { url: "https://x.example" }, poll: { interval_ms: 1000, timeout_ms: 9000 } } } -> <
  yes: closing when "The user agreed"
  no: refused when "The user disagreed"
  else: refused
>"#,
                ),
                (
                    "a validation waits for nobody",
                    r#"start -> v
v: data_validation { validation: { field: "email", action: "contains", value: "@x.example" } } -> <
  valid: closing when "Validation passed"
  invalid: refused when "Validation failed"
>"#,
                ),
                (
                    "a condition that the caller gives can not be judged",
                    r#"param when_to_go
start -> a
a: conversation "Ask." -> <
  yes: closing when "The user agreed"
  no: refused when "${when_to_go}"
>"#,
                ),
            ],
        );
    }
}
