//! Owns the warning about nodes that no path reaches.

use super::check::Context;
use super::no_outcomes;
use super::phrase::{all_of, node, quote};
use crate::catalog::Absent;
use crate::diag::{Diagnostic, Tag};
use crate::flow::{Node, NodeId};

crate::code! {
    /// No path from `start` reaches a node. It is written to the output and never runs: a route to it was forgotten, or it is a
    /// leftover. What can only be reached from such a node is named with it.
    ///
    /// Imported nodes that a flow does not reach are left out of its output, without a warning.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// question: conversation "Ask the user for the reason of the call." -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> question
    /// question: conversation "Ask the user for the reason of the call." -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static UNREACHABLE_NODE = warning(Suspicious) "unreachable-node";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let lost: Vec<NodeId> =
        ctx.flow.nodes().map(|(id, _)| id).filter(|id| !ctx.graph.is_reachable(*id)).collect();
    if lost.is_empty() || ctx.graph.start().is_none() || !ctx.flow.complete || may_lead_on(ctx) {
        return;
    }
    for (head, behind) in by_head(ctx, &lost) {
        let own = ctx.flow.node(head);
        let has_wrong_type = own.ty.row.is_none() && !own.ty.quoted;
        if own.imported || has_wrong_type {
            continue;
        }
        let mut diagnostic = Diagnostic::new(
            &UNREACHABLE_NODE,
            own.id_span,
            format!("no path from `start` reaches {}", quote(&own.id)),
        )
        .label("never runs")
        .tag(Tag::Unnecessary);
        let behind: Vec<NodeId> = behind.into_iter().filter(|id| !ctx.flow.node(*id).imported).collect();
        for id in behind.iter().take(MORE) {
            diagnostic = diagnostic.related(ctx.flow.node(*id).id_span, "nor is this, which comes after it");
        }
        let rest = if behind.len() > MORE {
            let names = all_of(behind.iter().map(|id| &ctx.flow.node(*id).id));
            format!("; nor does it reach {names}")
        } else {
            String::new()
        };
        out.push(
            diagnostic.help(format!("lead some outcome to {}, or remove it{rest}", node(ctx.flow, head))),
        );
    }
}

/// How many nodes behind an unreached one get a label of their own.
const MORE: usize = 3;

/// Whether a reached node has routes that could not be resolved or were forgotten: they may be meant to lead to the others,
/// and that was reported.
fn may_lead_on(ctx: &Context<'_>) -> bool {
    let forgets = |node: &Node| {
        let missing = node.left_out(ctx.flow.version);
        missing.iter().any(|outcome| outcome.absent == Absent::Error) || no_outcomes::has_none(node)
    };
    ctx.flow.nodes().filter(|(id, _)| ctx.graph.is_reachable(*id)).any(|(_, node)| {
        !node.edges_known || node.edges.iter().any(|edge| edge.target.is_none()) || forgets(node)
    })
}

/// The unreached nodes that no other leads to, each with those behind it; of unreached nodes in a circle the first.
fn by_head(ctx: &Context<'_>, lost: &[NodeId]) -> Vec<(NodeId, Vec<NodeId>)> {
    let is_head = |id: &NodeId| ctx.graph.incoming(*id).iter().all(|edge| edge.from == *id);
    let candidates = lost.iter().copied().filter(is_head).chain(lost.iter().copied());
    let mut taken = vec![false; ctx.flow.nodes.len()];
    let mut heads = Vec::new();
    for head in candidates {
        if std::mem::replace(&mut taken[head.0 as usize], true) {
            continue;
        }
        let mut behind = Vec::new();
        let mut queue = vec![head];
        while let Some(at) = queue.pop() {
            for (_, target) in ctx.graph.outgoing(at) {
                let is_lost = !ctx.graph.is_reachable(target);
                if is_lost && !std::mem::replace(&mut taken[target.0 as usize], true) {
                    behind.push(target);
                    queue.push(target);
                }
            }
        }
        behind.sort();
        heads.push((head, behind));
    }
    heads
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        crate::checks::tests::snapshot(
            "unreachable-node",
            &[
                (
                    "a chain is one fault",
                    r#"start -> closing
a: conversation "Ask." -> b
b: conversation "Ask." -> c
c: conversation "Ask." -> closing"#,
                ),
                (
                    "a long chain",
                    r#"start -> closing
a0: conversation "Ask." -> a1
a1: conversation "Ask." -> a2
a2: conversation "Ask." -> a3
a3: conversation "Ask." -> a4
a4: conversation "Ask." -> a5
a5: conversation "Ask." -> a6
a6: conversation "Ask." -> closing"#,
                ),
                (
                    "two faults",
                    r#"start -> closing
a: conversation "Ask." -> b
b: conversation "Ask." -> closing
x: conversation "Ask." -> b"#,
                ),
                (
                    "an unresolved route may lead there",
                    r#"start -> gretting
greeting: conversation "Ask." -> closing
other: conversation "Ask." -> closing"#,
                ),
                (
                    "a forgotten outcome may lead there",
                    r#"start -> mail
mail: enter_email -> < entered: closing >
other: conversation "Ask." -> closing"#,
                ),
                (
                    "a broken statement may lead there",
                    r#"start -> closing
other: conversation "Ask." -> closing
}} {{ what"#,
                ),
                (
                    "unreached imports are silent",
                    r#"import "./other.fsflow"
start -> bye
own: conversation "Ask." -> bye
end
//// other.fsflow
bye: conversation "Bye." { does_not_require_reply: true } -> end
lost: conversation "Ask." -> bye"#,
                ),
            ],
        );
    }
}
