//! Owns the rule that a flow never comes back to a node.

use super::check::Context;
use super::phrase::{self, all_of, node};
use crate::diag::Diagnostic;
use crate::flow::{EdgeId, NodeId};
use crate::graph::Witness;
use crate::resolve::wording::quote;
use crate::syntax::words::{Position, spell};

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
    let (outcomes, verb) = outcomes(ctx, back);
    let help = if ctx.flow.node(back.from).traits().speaks {
        format!(
            "drop {outcomes} and put the retry into the prompt: the session stays until a condition holds"
        )
    } else {
        format!(
            "lead on to a conversation whose prompt holds the retry, and from there to a second node like {name}"
        )
    };
    Diagnostic::new(&CYCLE, ctx.graph.edge(back).target_span, format!("{name} leads to itself"))
        .label(format!("{outcomes} {verb} back"))
        .help(help)
}

fn circle(ctx: &Context<'_>, back: EdgeId, before: &[EdgeId]) -> Diagnostic {
    let target = ctx.graph.edge(back).target.unwrap_or(back.from);
    let cycle: Vec<EdgeId> = before.iter().copied().chain([back]).collect();
    let nodes = cycle.iter().map(|edge| edge.from).chain([target]).collect();
    let message = format!("the flow runs in a circle: {}", phrase::path(ctx.flow, &Witness::of(nodes)));
    let mut diagnostic =
        Diagnostic::new(&CYCLE, ctx.graph.edge(back).target_span, message).label(step(ctx, back, "back to"));
    let skipped = before.len().saturating_sub(MOST_LABELS);
    for (index, edge) in before.iter().enumerate() {
        if index < MOST_LABELS / 2 || index >= MOST_LABELS / 2 + skipped {
            diagnostic = diagnostic.related(ctx.graph.edge(*edge).target_span, step(ctx, *edge, "to"));
        }
    }
    diagnostic.help(onwards(ctx, back))
}

/// What to do instead of going back: ask again within the conversation, or go on to a second node like the first.
fn onwards(ctx: &Context<'_>, back: EdgeId) -> String {
    let at = ctx.flow.node(back.from);
    if at.traits().speaks {
        return format!(
            "a flow can't go back: let the prompt of {} ask again, or lead {} to a node further on",
            quote(&at.id),
            subject(ctx, back).0
        );
    }
    format!(
        "a flow can't go back: lead {} to a second attempt, a node of its own such as `{}`",
        subject(ctx, back).0,
        second(ctx, back)
    )
}

/// A second node like the one that leads back, with its ways: `liveness_2: liveness -> < detected: bye, no_face: … >`.
fn second(ctx: &Context<'_>, back: EdgeId) -> String {
    let at = ctx.flow.node(back.from);
    let is_taken = |id: &str| ctx.flow.nodes.iter().any(|node| node.id == id);
    let id = (2..).map(|number| format!("{}_{number}", at.id)).find(|id| !is_taken(id)).unwrap_or_default();
    let target = ctx.graph.edge(back).target;
    let mut ways: Vec<(String, Vec<String>)> = Vec::new();
    for edge in &at.edges {
        let known = edge.target.filter(|found| Some(*found) != target);
        let to = known
            .map_or("…".to_owned(), |found| spell(&ctx.flow.node(found).id, Position::Target).into_owned());
        match ways.iter_mut().find(|(other, _)| *other == to) {
            Some((_, names)) => names.push(edge.spelled()),
            None => ways.push((to, vec![edge.spelled()])),
        }
    }
    let entries: Vec<String> =
        ways.iter().map(|(to, names)| format!("{}: {to}", names.join(" | "))).collect();
    let ty = at.ty.row.map_or(at.ty.name.as_ref(), |row| row.written());
    format!("{}: {ty} -> < {} >", spell(&id, Position::NodeId), entries.join(", "))
}

/// `` `granted` of `ask` leads to `greeting` ``
fn step(ctx: &Context<'_>, id: EdgeId, to: &str) -> String {
    let (subject, verb) = subject(ctx, id);
    let target = ctx.graph.edge(id).target.map_or_else(String::new, |target| node(ctx.flow, target));
    format!("{subject} {verb} {to} {target}")
}

/// `` `ask` leads ``, or `` `granted` of `ask` leads `` when other outcomes of the node lead elsewhere.
fn subject(ctx: &Context<'_>, id: EdgeId) -> (String, &'static str) {
    let name = node(ctx.flow, id.from);
    let target = ctx.graph.edge(id).target;
    if ctx.flow.node(id.from).edges.iter().all(|edge| edge.target == target) {
        return (name, "leads");
    }
    let (outcomes, verb) = outcomes(ctx, id);
    (format!("{outcomes} of {name}"), verb)
}

/// The names of all outcomes that lead from the same node to the same target, and the verb that agrees with them.
fn outcomes(ctx: &Context<'_>, id: EdgeId) -> (String, &'static str) {
    let target: Option<NodeId> = ctx.graph.edge(id).target;
    let edges = ctx.flow.node(id.from).edges.iter().filter(|edge| edge.target == target);
    let names: Vec<String> = edges.map(crate::flow::Edge::name).collect();
    (all_of(&names), if names.len() == 1 { "leads" } else { "lead" })
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        crate::checks::tests::snapshot(
            "cycle",
            &[
                (
                    "a retry",
                    r#"start -> greeting
GREETING -> liveness
liveness -> < detected: closing, no_face | inconclusive: again, deepfake: refused >
again: conversation "Ask the user to look into the camera." -> liveness"#,
                ),
                (
                    "a conversation that leads to itself",
                    r#"start -> ask
ask: conversation "Ask for the name." -> <
  named: closing when "The user said a name"
  again: ask when "Two exchanges have passed"
>"#,
                ),
                (
                    "a camera node that leads to itself",
                    "start -> greeting
GREETING -> liveness
liveness -> < detected: closing, no_face | inconclusive: liveness, deepfake: refused >",
                ),
                (
                    "two circles that share nodes",
                    r#"start -> a
a: conversation "One." -> < x: b when "no answer", y: closing when "an answer" >
b: conversation "Two." -> < x: a when "no answer", y: c when "an answer" >
c: conversation "Three." -> b"#,
                ),
                (
                    "a long circle",
                    r#"start -> n0
n0: external_call { request: { url: "https://x.example" } } -> n1
n1: external_call { request: { url: "https://x.example" } } -> n2
n2: external_call { request: { url: "https://x.example" } } -> n3
n3: external_call { request: { url: "https://x.example" } } -> n4
n4: external_call { request: { url: "https://x.example" } } -> n5
n5: external_call { request: { url: "https://x.example" } } -> n6
n6: external_call { request: { url: "https://x.example" } } -> n7
n7: external_call { request: { url: "https://x.example" } } -> n8
n8: external_call { request: { url: "https://x.example" } } -> n9
n9: external_call { request: { url: "https://x.example" } } -> n10
n10: external_call { request: { url: "https://x.example" } } -> n11
n11: external_call { request: { url: "https://x.example" } } -> n12
n12: external_call { request: { url: "https://x.example" } } -> n13
n13: external_call { request: { url: "https://x.example" } } -> n14
n14: external_call { request: { url: "https://x.example" } } -> n15
n15: external_call { request: { url: "https://x.example" } } -> n16
n16: external_call { request: { url: "https://x.example" } } -> n17
n17: external_call { request: { url: "https://x.example" } } -> n18
n18: external_call { request: { url: "https://x.example" } } -> n19
n19: external_call { request: { url: "https://x.example" } } -> n20
n20: conversation "Ask." -> < again: n0 when "no answer", done: closing when "an answer" >"#,
                ),
            ],
        );
    }
}
