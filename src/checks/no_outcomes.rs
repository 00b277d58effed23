//! Owns the rule that a node whose outcomes are the author's own has at least one.

use super::check::Context;
use super::phrase::{code, quote};
use super::repair::{Repair, ends_its_line};
use crate::catalog::{Routing, Verdict};
use crate::diag::Diagnostic;
use crate::flow::{Node, NodeId};
use crate::syntax::words::{Position, spell};

crate::code! {
    /// A conversation or data_validation has no outcome of its own. The API refuses an empty list; the session could never
    /// leave the node.
    ///
    /// `-> target` is one outcome that always holds; `-> < name: target when "…" >` has one for each case. The exits of
    /// `await_external` come beside them, not in their place.
    ///
    /// ```fsflow wrong
    /// start -> greeting
    /// greeting: conversation "Greet the user and ask how you can help."
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> greeting
    /// greeting: conversation "Greet the user and ask how you can help." -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static NO_OUTCOMES = error "no-outcomes";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let mut repair = None;
    for (id, _) in ctx.flow.nodes().filter(|(_, node)| has_none(node)) {
        let repair = repair.get_or_insert_with(|| Repair::new(ctx));
        out.push(diagnostic(ctx, repair, id));
    }
}

/// Whether outcomes of the author's own are needed and there is none.
pub(super) fn has_none(node: &Node) -> bool {
    let needed = node.edges_known && matches!(node.ty.row.map(|row| &row.routing), Some(Routing::Choices(_)));
    needed && !node.edges.iter().any(|edge| edge.condition().is_some())
}

fn diagnostic(ctx: &Context<'_>, repair: &Repair<'_>, id: NodeId) -> Diagnostic {
    let node = ctx.flow.node(id);
    if !node.edges.is_empty() {
        return beside_exits(ctx, repair, id);
    }
    let message = format!("{} has no outcome", quote(&node.id));
    let diagnostic =
        Diagnostic::new(&NO_OUTCOMES, node.id_span, message).label("the session could never leave it");
    let Some(next) = repair.next(id) else {
        return diagnostic.help("add `->` and the id of the node that comes next");
    };
    let target = spell(&ctx.flow.node(next).id, Position::Target);
    if node.routes.is_none() {
        let route = format!("-> {target}");
        let diagnostic = diagnostic.help(format!("say which node comes next: add {}", code(&route)));
        if !ends_its_line(ctx.sources, node.statement) {
            return diagnostic;
        }
        let title = "lead to the next node of the file";
        return diagnostic.fix(title, node.statement.at_end(), format!(" {route}"));
    }
    let entry = format!("next: {target}");
    let edits = repair.add(node, std::slice::from_ref(&entry));
    let diagnostic = diagnostic.help(format!("add an outcome, such as {}", code(&entry)));
    match edits {
        Some(edits) => diagnostic.fix_all("add an outcome", edits),
        None => diagnostic,
    }
}

/// A conversation that waits for a call needs an outcome of its own beside the exits: one with a condition, since one without
/// would be taken at once and never wait.
fn beside_exits(ctx: &Context<'_>, repair: &Repair<'_>, id: NodeId) -> Diagnostic {
    let node = ctx.flow.node(id);
    let message = format!("{} has only the exits of its call, and no outcome of its own", quote(&node.id));
    let diagnostic = Diagnostic::new(&NO_OUTCOMES, node.id_span, message)
        .label("a conversation needs at least one outcome beside them");
    let entry = |target: &str| {
        format!("tired_of_waiting: {target} when \"The user does not want to wait any longer\"")
    };
    let late = node.edges.iter().find(|edge| edge.row().is_some_and(|row| row.verdict != Verdict::Pass));
    let Some(target) = late.and_then(|edge| edge.target) else {
        return diagnostic.help(format!("add one with a condition, such as {}", code(&entry("target"))));
    };
    let entry = entry(&spell(&ctx.flow.node(target).id, Position::Target));
    let diagnostic = diagnostic.help(format!("add one with a condition, such as {}", code(&entry)));
    match repair.add(node, std::slice::from_ref(&entry)) {
        Some(edits) => diagnostic.fix_all("add an outcome for a user who does not want to wait", edits),
        None => diagnostic,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        crate::checks::tests::snapshot(
            "no-outcomes",
            &[
                (
                    "a conversation without routes",
                    r#"start -> greeting
greeting: conversation "Hello.""#,
                ),
                (
                    "another statement on the same line gets no route in between",
                    r#"start -> greeting
greeting: conversation "Hello."closing{ }"#,
                ),
                (
                    "an empty list",
                    r#"start -> greeting
greeting: conversation "Hello." -> < >"#,
                ),
                (
                    "the exits of an awaited call are not enough",
                    r#"start -> wait
wait: conversation "Talk." { await_external: { request: { url: "https://x.example" }, poll: { interval_ms: 1000, timeout_ms: 9000 } } } -> < on_data_ready: closing, on_timeout | on_error: refused >"#,
                ),
                (
                    "an awaited call without any routes",
                    r#"start -> wait
wait: conversation "Talk." { await_external: { request: { url: "https://x.example" }, poll: { interval_ms: 1000, timeout_ms: 9000 } } }"#,
                ),
                (
                    "a validation without routes",
                    r#"start -> v
v: data_validation { validation: { field: "email", action: "contains", value: "@x.example" } }"#,
                ),
                (
                    "the last node",
                    r#"// alone
start -> bye
end
bye: conversation "Bye.""#,
                ),
            ],
        );
    }
}
