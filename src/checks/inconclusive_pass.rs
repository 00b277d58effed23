//! Owns the rule that an inconclusive check does not count as passed.

use super::check::Context;
use super::deepfake_ignored::shared_with_pass;
use crate::catalog::Verdict;
use crate::diag::Diagnostic;

crate::code! {
    /// An inconclusive check goes on as a passed one does. `inconclusive` says that the check gave no verdict, for whatever
    /// reason: who covers the camera would get through. A second try, another factor or a person who looks are right answers.
    ///
    /// ```fsflow wrong
    /// start -> greeting
    /// greeting: conversation say """
    ///   Hello! Before we go on I will take a short look at you, so please stay in front of the camera.
    /// """ -> liveness
    /// liveness -> < detected | inconclusive: closing, deepfake | no_face: refused >
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
    pub static INCONCLUSIVE_PASS = warning(Suspicious) "inconclusive-pass";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    shared_with_pass(ctx, Verdict::Inconclusive, &INCONCLUSIVE_PASS, out);
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        crate::checks::tests::snapshot(
            "inconclusive-pass",
            &[(
                "by else",
                "start -> greeting
GREETING -> liveness
liveness -> < deepfake | no_face: refused, else: closing >",
            )],
        );
    }
}
