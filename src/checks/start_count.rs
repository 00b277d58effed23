//! Owns the rule that a flow has exactly one `start`.

use super::check::Context;
use super::phrase;
use super::phrase::code;
use super::repair::{first_line, line_break};
use crate::diag::{Diagnostic, Edit};
use crate::flow::{Node, NodeId};
use crate::source::Span;
use crate::syntax::words::{Position, spell};

crate::code! {
    /// The flow has no `start`. A session begins there; without it the API does not know which node comes first. An
    /// imported file needs none.
    ///
    /// ```fsflow wrong
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static NO_START = error "no-start";
}

crate::code! {
    /// The flow has more than one `start`. A session begins at one node; where flows for several purposes share nodes,
    /// each is a file of its own that imports them.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// begin: start -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static SEVERAL_STARTS = error "several-starts";
}

pub(super) fn no_start(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let may_have_one = !ctx.flow.complete || ctx.flow.nodes.iter().any(may_be_start);
    if may_have_one {
        return;
    }
    let message = "the flow has no `start`";
    let Some((id, first)) = first_node(ctx) else {
        let place = Span::new(ctx.flow.file, 0, 0);
        out.push(
            Diagnostic::new(&NO_START, place, message).help("add `start -> ` and the id of the first node"),
        );
        return;
    };
    let route = format!("start -> {}", spell(&first.id, Position::Target));
    let mut diagnostic = Diagnostic::new(&NO_START, first.id_span, message)
        .label("the session could begin here")
        .help(format!("add the line {}", code(&route)));
    if let Some(edit) = before(ctx, id, &route) {
        diagnostic = diagnostic.fix_all("add a `start`", vec![edit]);
    }
    out.push(diagnostic);
}

pub(super) fn several_starts(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let Some((first, others)) = ctx.graph.starts().split_first() else { return };
    for other in others {
        let message = format!("{} is another `start`", phrase::node(ctx.flow, *other));
        out.push(
            Diagnostic::new(&SEVERAL_STARTS, ctx.flow.node(*other).id_span, message)
                .label("a flow has only one")
                .related(ctx.flow.node(*first).id_span, "the first one is here")
                .help("keep one of them, and lead it to the node that comes first"),
        );
    }
}

/// Whether the node is a `start` or of a type that was reported as unknown, which may be a misspelt one.
fn may_be_start(node: &Node) -> bool {
    node.is_start() || (node.ty.row.is_none() && !node.ty.quoted)
}

/// The first of the file's own nodes that no route leads to; the first one at all if there is none such.
fn first_node<'a>(ctx: &Context<'a>) -> Option<(NodeId, &'a Node)> {
    let own = || ctx.flow.nodes().filter(|(_, node)| !node.imported && !node.is_end());
    own().find(|(id, _)| ctx.graph.incoming(*id).is_empty()).or_else(|| own().next())
}

/// The edit that puts a line before a node and the comments above it.
fn before(ctx: &Context<'_>, id: NodeId, line: &str) -> Option<Edit> {
    let node = ctx.flow.node(id);
    let file = ctx.sources.get(node.statement.file)?;
    let offset = file.line_range(first_line(file, node.statement)).start;
    let newline = line_break(file);
    Some(Edit {
        span: Span::new(node.statement.file, offset, offset),
        text: format!("{line}{newline}{newline}"),
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        crate::checks::tests::snapshot(
            "start-count",
            &[
                ("no start", r#"greeting: conversation "Hello." -> closing"#),
                (
                    "no start, and a doc comment above the first node",
                    r#"/// Greets.
@allow(short-greeting, "why not")
greeting: conversation "Hello." -> closing"#,
                ),
                ("a flow of nothing but an end", "end"),
                (
                    "three starts",
                    r#"start -> closing
other: start -> closing
"a third": start -> refused"#,
                ),
                ("a start of an unknown type is no second fault", "begin: strat -> closing"),
                (
                    "a statement that can not be read may be the start",
                    "start x y z
foo } bar",
                ),
            ],
        );
    }
}
