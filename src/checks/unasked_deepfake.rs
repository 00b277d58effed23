//! Owns the rules that let a forged or unclear video through because they do not ask about it.

use super::check::Context;
use super::decided::{Decided, atoms, story, when};
use super::phrase::quote;
use crate::catalog::Verdict;
use crate::diag::Diagnostic;
use crate::flow::{Decision, EdgeId, Expression, NodeId};
use crate::paths::edge_of;

crate::code! {
    /// A rule decides sessions whose liveness check found a deepfake or was inconclusive, and does not ask about that check. Ask for
    /// the outcome that passes, or name the bad one in the condition. The rule `else` is not meant: it takes what is left.
    ///
    /// ```fsflow wrong
    /// start -> greeting
    /// greeting: conversation say """
    ///   Hello! Before we go on I will take a short look at you, so please stay in front of the camera.
    /// """ -> liveness
    /// liveness -> < detected: code, deepfake | no_face | inconclusive: refused >
    /// code: email_otp -> < verified: closing, else: refused >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that the check did not succeed." { does_not_require_reply: true } -> end
    /// end
    /// session { provided_data: { email: "user@example.com" } }
    /// decide { accept: not code.cancelled, reject: else }
    /// ```
    ///
    /// ```fsflow right
    /// start -> greeting
    /// greeting: conversation say """
    ///   Hello! Before we go on I will take a short look at you, so please stay in front of the camera.
    /// """ -> liveness
    /// liveness -> < detected: code, deepfake | no_face | inconclusive: refused >
    /// code: email_otp -> < verified: closing, else: refused >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that the check did not succeed." { does_not_require_reply: true } -> end
    /// end
    /// session { provided_data: { email: "user@example.com" } }
    /// decide { accept: liveness.detected and not code.cancelled, reject: else }
    /// ```
    pub static UNASKED_DEEPFAKE = warning(Correctness) "unasked-deepfake";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let bad: Vec<EdgeId> = ctx
        .flow
        .nodes()
        .flat_map(|(id, _)| edges(ctx, id, &[Verdict::Deepfake, Verdict::Inconclusive]))
        .collect();
    if bad.is_empty() {
        return;
    }
    let rules = ctx.flow.decide.iter().flat_map(|decide| &decide.rules).enumerate();
    for (number, rule) in rules {
        let Some(condition) = when(rule) else { continue };
        let unasked: Vec<EdgeId> = bad.iter().filter(|edge| !asks(ctx, condition, **edge)).copied().collect();
        if !unasked.is_empty() {
            out.extend(decided_unasked(ctx, number, rule, &unasked));
        }
    }
}

/// The fault of a rule that decides a session with one of these outcomes.
fn decided_unasked(
    ctx: &Context<'_>,
    number: usize,
    rule: &Decision,
    unasked: &[EdgeId],
) -> Option<Diagnostic> {
    // Other rules may mention some of them.
    let decided = Decided::new(ctx, |mentioned| {
        let unseen: Vec<EdgeId> =
            unasked.iter().copied().filter(|edge| mentioned.of_edge(*edge) == 0).collect();
        mentioned.watch(unseen);
    })?;
    let bits = unasked.iter().fold(0, |bits, edge| bits | decided.states.mentioned().of_edge(*edge));
    let state = decided
        .states
        .completed()
        .find(|state| state.mask & bits != 0 && decided.rule(*state, false) == Some(number))?;
    let path = decided.states.witness(state);
    let edge = path.iter().copied().find(|edge| unasked.contains(edge))?;
    let node = ctx.flow.node(edge.from);
    let outcome = quote(&format!("{}.{}", node.id, ctx.graph.edge(edge).name()));
    let message =
        format!("{} is decided with {outcome}, which the rule does not ask about", quote(&rule.name));
    let mut diagnostic = Diagnostic::new(&UNASKED_DEEPFAKE, rule.span, message)
        .label(format!("decides {}", story(ctx.flow, &path)));
    if let Some(pass) = edges(ctx, edge.from, &[Verdict::Pass]).next() {
        let text = format!("{}.{}", node.id, ctx.graph.edge(pass).name());
        diagnostic = diagnostic.help(format!("add {} to the condition", quote(&format!("and {text}"))));
    }
    Some(diagnostic)
}

/// The edges of a node that say one of these of the user.
fn edges<'c>(
    ctx: &'c Context<'_>,
    node: NodeId,
    verdicts: &'static [Verdict],
) -> impl Iterator<Item = EdgeId> + use<'c> {
    ctx.graph
        .outgoing(node)
        .map(|(edge, _)| edge)
        .filter(move |edge| ctx.graph.edge(*edge).row().is_some_and(|row| verdicts.contains(&row.verdict)))
}

/// Whether a condition asks about a bad outcome: by its name, or by that of the outcome that passes.
fn asks(ctx: &Context<'_>, condition: &Expression, bad: EdgeId) -> bool {
    atoms(condition).into_iter().filter_map(edge_of).any(|asked| {
        asked == bad
            || (asked.from == bad.from
                && ctx.graph.edge(asked).row().is_some_and(|row| row.verdict == Verdict::Pass))
    })
}
