//! Owns the rule that a deepfake does not lead where a living person leads.

use super::check::Context;
use super::phrase::{node, quote};
use crate::catalog::Verdict;
use crate::diag::{Code, Diagnostic};

crate::code! {
    /// A deepfake goes on as a living person does. The outcomes for a forged video and for a living person share a target, so
    /// the flow treats both alike, and only the session's report still tells them apart.
    ///
    /// ```fsflow wrong
    /// start -> greeting
    /// greeting: conversation say """
    ///   Hello! Before we go on I will take a short look at you, so please stay in front of the camera.
    /// """ -> liveness
    /// liveness -> < detected | deepfake: closing, no_face | inconclusive: refused >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that the check did not succeed." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> greeting
    /// greeting: conversation say """
    ///   Hello! Before we go on I will take a short look at you, so please stay in front of the camera.
    /// """ -> liveness
    /// liveness -> < detected: closing, deepfake | no_face | inconclusive: refused >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that the check did not succeed." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static DEEPFAKE_IGNORED = warning(Experience) "deepfake-ignored";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    // With `decide` it is asked what the rules make of such sessions.
    if ctx.flow.decide.is_none() {
        shared_with_pass(ctx, Verdict::Deepfake, &DEEPFAKE_IGNORED, out);
    }
}

/// Reports each outcome with this verdict that leads where the same node leads when its check is passed.
pub(super) fn shared_with_pass(
    ctx: &Context<'_>,
    verdict: Verdict,
    code: &'static Code,
    out: &mut Vec<Diagnostic>,
) {
    // While an outcome is unknown, what `else` stands for is not known either.
    for at in ctx.flow.nodes.iter().filter(|at| at.edges_known) {
        let says = |verdict: Verdict| {
            at.edges.iter().find(move |edge| edge.row().is_some_and(|row| row.verdict == verdict))
        };
        let (Some(bad), Some(pass)) = (says(verdict), says(Verdict::Pass)) else { continue };
        let Some(target) = bad.target.filter(|target| pass.target == Some(*target)) else { continue };
        let (bad_name, pass_name) = (quote(&bad.name()), quote(&pass.name()));
        let message = format!("{bad_name} of {} leads where {pass_name} leads", quote(&at.id));
        let mut diagnostic = Diagnostic::new(code, bad.target_span, message)
            .label(format!("{} follows either way", node(ctx.flow, target)));
        if pass.target_span != bad.target_span {
            diagnostic = diagnostic.related(pass.target_span, format!("{pass_name} leads here too"));
        }
        out.push(
            diagnostic.help(format!("lead {bad_name} to a node of its own, such as a closing that refuses")),
        );
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        crate::checks::tests::snapshot(
            "deepfake-ignored",
            &[
                (
                    "in one entry",
                    "start -> greeting
GREETING -> liveness
liveness -> < detected | deepfake: closing, no_face | inconclusive: refused >",
                ),
                (
                    "in two entries",
                    "start -> greeting
GREETING -> liveness
liveness -> <
  deepfake: closing
  no_face: refused
  inconclusive: refused
  detected: closing
>",
                ),
                (
                    "everything goes to one place",
                    "start -> greeting
GREETING -> liveness
liveness -> closing",
                ),
            ],
        );
    }
}
