//! Owns the rule that a node which asks for permissions makes a difference.

use super::check::Context;
use super::phrase::{node, quote};
use crate::diag::{Diagnostic, Edit};
use crate::flow::{Node, NodeId};
use crate::syntax::words::{Position, spell};

crate::code! {
    /// A `permissions` node leads to the same node whatever the user answers. The API asks for camera and microphone by itself
    /// where a flow has no such node, so this one only adds a step; and a user who refused goes on without a camera.
    ///
    /// ```fsflow wrong
    /// start -> ask
    /// ask: permissions say "Please allow the camera and the microphone." {
    ///   permissions: { camera: true, microphone: true }
    /// } -> < granted | denied: closing >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> ask
    /// ask: permissions say "Please allow the camera and the microphone." {
    ///   permissions: { camera: true, microphone: true }
    /// } -> < granted: closing, denied: refused >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that it does not work without a camera." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static DEFAULT_PERMISSIONS = warning(Suspicious) "default-permissions";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    for (id, asking) in ctx.flow.nodes().filter(|(_, node)| node.traits().asks_permission) {
        let Some(target) = only_target(asking) else { continue };
        let name = quote(&asking.id);
        let message = format!("{name} leads to {} whatever the user answers", node(ctx.flow, target));
        let place = asking.edges.first().map_or(asking.id_span, |edge| edge.target_span);
        let mut diagnostic =
            Diagnostic::new(&DEFAULT_PERMISSIONS, place, message).label("where every outcome leads").help(
                format!("leave {name} out, as the API asks by itself, or lead a user who refuses elsewhere"),
            );
        if let Some(edits) = bypass(ctx, id, target).filter(|_| ctx.flow.complete) {
            diagnostic = diagnostic.fix_all(format!("leave {name} out"), edits);
        }
        out.push(diagnostic);
    }
}

/// The node that all outcomes lead to, when there are several outcomes.
fn only_target(node: &Node) -> Option<NodeId> {
    let (first, others) = node.edges.split_first()?;
    let shared = first.target.filter(|_| !others.is_empty() && node.edges_known)?;
    others.iter().all(|edge| edge.target == Some(shared)).then_some(shared)
}

/// The edits that lead around a node and drop it.
fn bypass(ctx: &Context<'_>, id: NodeId, target: NodeId) -> Option<Vec<Edit>> {
    let dropped = super::repair::whole_lines(ctx.sources, ctx.flow.node(id).statement)?;
    let arrivals = ctx.graph.incoming(id);
    if arrivals.is_empty() || arrivals.iter().any(|edge| edge.from == id) {
        return None;
    }
    let spelling = spell(&ctx.flow.node(target).id, Position::Target);
    let mut edits: Vec<Edit> = arrivals
        .iter()
        .map(|edge| Edit { span: ctx.graph.edge(*edge).target_span, text: spelling.clone().into_owned() })
        .collect();
    edits.push(Edit { span: dropped, text: String::new() });
    edits.sort();
    edits.dedup();
    Some(edits)
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        crate::checks::tests::snapshot(
            "default-permissions",
            &[
                (
                    "both answers lead on",
                    r#"start -> ask
/// Asks.
ask: permissions say "Please allow the camera." { permissions: { camera: true, microphone: true } } -> < granted: a, denied: a > // why
a: conversation "Ask." -> closing"#,
                ),
                (
                    "by a plain route, reached twice",
                    r#"start -> a
a: conversation "Ask." -> < x: ask when "The user agreed", y: ask when "Anything else" >
ask: permissions say "Please allow the camera." { permissions: { camera: true, microphone: true } } -> closing"#,
                ),
                (
                    "different answers",
                    r#"start -> ask
ask: permissions say "Please allow the camera." { permissions: { camera: true, microphone: true } } -> < granted: closing, denied: refused >"#,
                ),
            ],
        );
    }
}
