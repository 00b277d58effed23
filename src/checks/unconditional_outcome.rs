//! Owns the rule that an outcome without a condition stands alone.

use super::check::Context;
use super::phrase::{all_of, quote};
use crate::diag::Diagnostic;
use crate::flow::{Edge, Node};

crate::code! {
    /// An outcome without a condition stands next to others. Conditions are tried in order and an empty one always holds: what
    /// follows it is never tried, and a conversation does not wait for the conditions before it to come true.
    ///
    /// Beside the exits of `await_external` it ends the wait before it begins.
    ///
    /// A data_validation may end its list with such an outcome, for everything else: it waits for nobody.
    ///
    /// ```fsflow wrong
    /// start -> confirm
    /// confirm: conversation "Ask whether the payment is theirs." -> <
    ///   confirmed: thanks
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
    pub static UNCONDITIONAL_OUTCOME = warning(Correctness) "unconditional-outcome";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    out.extend(ctx.flow.nodes.iter().filter_map(diagnostic));
}

fn diagnostic(node: &Node) -> Option<Diagnostic> {
    let is_empty = |edge: &Edge| edge.condition().is_some_and(|condition| condition.is_empty());
    if node.edges.len() < 2 || !node.edges_known || !node.edges.iter().any(is_empty) {
        return None;
    }
    let choices: Vec<&Edge> = node.edges.iter().filter(|edge| edge.condition().is_some()).collect();
    let at = choices.iter().position(|edge| is_empty(edge))?;
    let (empty, before, after) = (choices.get(at)?, choices.get(..at)?, choices.get(at + 1..)?);
    let exit = node.edges.iter().find(|edge| edge.row().is_some());
    let waits = exit.is_some() && node.traits().speaks;
    if after.is_empty() && !waits && (before.is_empty() || !node.traits().speaks) {
        return None;
    }
    // Without a target, whatever else is missing was reported with that.
    empty.target?;
    let name = quote(&empty.name());
    let (message, label) = if waits && after.is_empty() && before.is_empty() {
        (
            format!("{name} of {} has no condition, so the call is never waited for", quote(&node.id)),
            "always holds",
        )
    } else if after.is_empty() {
        (
            format!(
                "{name} of {} has no condition, so the session does not wait for those before it",
                quote(&node.id)
            ),
            "always holds",
        )
    } else {
        let names = all_of(after.iter().map(|edge| edge.name()));
        (
            format!("{name} of {} has no condition, so {names} can never happen", quote(&node.id)),
            "always holds",
        )
    };
    let mut diagnostic = Diagnostic::new(&UNCONDITIONAL_OUTCOME, empty.span, message).label(label);
    if let Some(exit) = exit.filter(|_| waits) {
        diagnostic = diagnostic.related(exit.span, "an exit of the call that is waited for");
    }
    for edge in after.iter().take(4) {
        diagnostic = diagnostic.related(edge.span, "never tried");
    }
    let empties = after.iter().filter(|edge| is_empty(edge));
    let names: Vec<String> = std::iter::once(empty).chain(empties).map(|edge| edge.name()).collect();
    Some(diagnostic.help(match names.as_slice() {
        [_] => format!("say when it holds: {name} needs a `when \"…\"` after its target"),
        _ => format!("say when each holds: {} need a `when \"…\"` after their targets", all_of(&names)),
    }))
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        crate::checks::tests::snapshot(
            "unconditional-outcome",
            &[
                (
                    "two targets and no condition",
                    r#"start -> a
a: conversation "Ask." -> <
  yes: closing
  no: refused
>"#,
                ),
                (
                    "last of a conversation",
                    r#"start -> a
a: conversation "Ask." -> <
  yes: closing when "The user agreed"
  no: refused
>"#,
                ),
                (
                    "last of a validation",
                    r#"start -> v
v: data_validation { validation: { field: "email", action: "contains", value: "@x.example" } } -> <
  valid: closing when "Validation passed"
  invalid: refused
>"#,
                ),
                (
                    "alone",
                    r#"start -> a
a: conversation "Ask." -> < next: closing >"#,
                ),
                (
                    "beside the exits of an awaited call",
                    r#"start -> a
a: conversation "Ask." { await_external: { request: { url: "https://x.example" }, poll: { interval_ms: 1000, timeout_ms: 9000 } } } -> < next: closing, else: refused >"#,
                ),
            ],
        );
    }
}
