//! Owns the rule that a flow has an `end`.

use super::check::Context;
use super::repair::line_break;
use crate::catalog::{Routing, node_type};
use crate::diag::Diagnostic;
use crate::flow::Node;
use crate::source::Span;

crate::code! {
    /// The flow has no `end`. A session is complete only when it reaches one; without it every session is reported as
    /// `incomplete`, whatever the user did.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true }
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static NO_END = error "no-end";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    if !ctx.flow.complete || ctx.flow.nodes.iter().any(may_be_end) || is_missed(ctx) {
        return;
    }
    let Some(file) = ctx.sources.get(ctx.flow.file) else { return };
    let length = file.text().len();
    let newline = line_break(file);
    let separator = if file.text().ends_with('\n') || length == 0 { "" } else { newline };
    let place = ctx.flow.nodes.iter().rfind(|node| !node.imported).map(|node| node.id_span);
    out.push(
        Diagnostic::new(
            &NO_END,
            place.unwrap_or_else(|| Span::new(ctx.flow.file, 0, 0)),
            "the flow has no `end`, so no session is ever complete",
        )
        .help("add the line `end`, and lead the closing conversation to it")
        .fix(
            "add an `end`",
            Span::new(ctx.flow.file, length, length),
            format!("{separator}{newline}end{newline}"),
        ),
    );
}

/// Whether the node is an `end` or of a type that was reported as unknown, which may be a misspelt one.
fn may_be_end(node: &Node) -> bool {
    node.is_end() || (node.ty.row.is_none() && !node.ty.quoted)
}

/// Whether a route names an `end` that is not there: then that was reported.
fn is_missed(ctx: &Context<'_>) -> bool {
    let missing = ctx.flow.nodes.iter().flat_map(|node| &node.edges).filter(|edge| edge.target.is_none());
    let mut words = missing.map(|edge| ctx.sources.slice(edge.target_span).trim_matches('"'));
    words.any(|word| node_type(word).is_some_and(|row| matches!(row.routing, Routing::None)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        crate::checks::tests::snapshot(
            "no-end",
            &[
                (
                    "no end, and nothing leads to one",
                    r#"// alone
start -> a
a: external_call { request: { url: "https://x.example" } }"#,
                ),
                (
                    "routes to a missing end are the fault",
                    r#"// alone
start -> a
a: conversation "Say goodbye." -> end"#,
                ),
                ("an empty file", "// alone"),
            ],
        );
    }
}
