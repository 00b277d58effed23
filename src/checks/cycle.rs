//! Owns the rule that a flow never comes back to a node.

use super::Context;
use super::phrase::{self, all_of, node, quote};
use crate::diag::Diagnostic;
use crate::graph::EdgeId;
use crate::model::NodeId;

crate::code! {
    /// The flow runs in a circle. FaceSign refuses a flow in which a node can come twice, a node that leads to itself
    /// included, so a retry can't be a route back.
    ///
    /// A conversation repeats by itself: the session stays on it until one of its conditions holds. What should happen
    /// again (ask once more, explain, be patient) is written into its prompt, and an outcome such as "four exchanges have
    /// passed" leads out. To try a check once more, place a second node of the type behind the first.
    ///
    /// ```fsflow wrong
    /// start -> confirm
    /// confirm: conversation "Ask whether the user really made this payment." -> <
    ///   confirmed: closing when "The user said that the payment is theirs"
    ///   unclear: again when "The user gave no clear answer"
    /// >
    /// again: conversation "Say that you did not understand." -> confirm
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> confirm
    /// confirm: conversation """
    ///   Ask whether the user really made this payment. Ask again, in other words, until the answer is clear.
    /// """ -> <
    ///   confirmed: closing when "The user said that the payment is theirs"
    ///   unclear: closing when "Four exchanges have passed without a clear answer"
    /// >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static CYCLE = error "cycle";
}

/// The most edges of a circle that get a label of their own.
const MOST_LABELS: usize = 12;

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    for cycle in ctx.graph.cycles() {
        if let Some((back, before)) = cycle.split_last() {
            out.push(if before.is_empty() {
                leads_to_itself(ctx, *back)
            } else {
                circle(ctx, *back, before)
            });
        }
    }
}

fn leads_to_itself(ctx: &Context<'_>, back: EdgeId) -> Diagnostic {
    let name = node(ctx.flow, back.from);
    let speaks = ctx.flow.node(back.from).traits().speaks;
    let diagnostic = Diagnostic::new(
        &super::cycle::CYCLE,
        ctx.graph.edge(back).target_span,
        format!("{name} leads to itself"),
    )
    .label(format!("{} leads back", parallel(ctx, back)));
    if speaks {
        diagnostic.help(
            "put the retry into the prompt: the session stays on the node until a condition holds; drop this outcome",
        )
    } else {
        diagnostic.help(format!(
            "a node runs once: lead on to a conversation that puts the retry into its prompt, and to a second node like {name}"
        ))
    }
}

fn circle(ctx: &Context<'_>, back: EdgeId, before: &[EdgeId]) -> Diagnostic {
    let target = ctx.graph.edge(back).target.unwrap_or(back.from);
    let cycle: Vec<EdgeId> = before.iter().copied().chain([back]).collect();
    let message = format!("the flow runs in a circle: {}", phrase::path(ctx.flow, target, &cycle));
    let mut diagnostic = Diagnostic::new(&CYCLE, ctx.graph.edge(back).target_span, message).label(format!(
        "{} of {} leads back to {}",
        parallel(ctx, back),
        node(ctx.flow, back.from),
        node(ctx.flow, target)
    ));
    let skipped = before.len().saturating_sub(MOST_LABELS);
    for (index, edge) in before.iter().enumerate() {
        if index < MOST_LABELS / 2 || index >= MOST_LABELS / 2 + skipped {
            diagnostic = diagnostic.related(ctx.graph.edge(*edge).target_span, step(ctx, *edge));
        }
    }
    diagnostic.help(format!(
        "lead {} onwards; a conversation repeats by itself, so a retry belongs into its prompt",
        parallel(ctx, back)
    ))
}

/// `` `granted` of `ask` leads to `greeting` ``
fn step(ctx: &Context<'_>, id: EdgeId) -> String {
    let edge = ctx.graph.edge(id);
    let target = edge.target.map_or_else(String::new, |target| node(ctx.flow, target));
    format!("{} of {} leads to {target}", quote(&edge.name()), node(ctx.flow, id.from))
}

/// The names of all outcomes that lead from the same node to the same target.
fn parallel(ctx: &Context<'_>, id: EdgeId) -> String {
    let target: Option<NodeId> = ctx.graph.edge(id).target;
    let edges = ctx.flow.node(id.from).edges.iter().filter(|edge| edge.target == target);
    all_of(edges.map(crate::model::Edge::name))
}
