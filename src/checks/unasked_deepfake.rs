//! Owns the rules that let a forged or unclear video through because they do not ask about it.

use super::check::Context;
use super::decided::{story, when};
use super::flips::Flips;
use super::phrase::quote;
use super::unasked_grant::help;
use super::unmarked_grant::looks_like_one;
use crate::diag::Diagnostic;
use crate::flow::Expression;

crate::code! {
    /// A rule decides sessions whose liveness check found a deepfake or was inconclusive, and does not ask about that check: had
    /// every such check been passed, it would have decided the same. Ask for the outcome that passes, or name the bad one in the
    /// condition. Rules with `else` or `incomplete` alone are not meant: they take what is left. Where some decision
    /// is marked with `grant`, only decisions that look like a grant are: by their name, or since they ask for a passed check. An
    /// inconclusive check is settled by a later one of the same type that was passed.
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
    /// decide { grant accept: liveness.detected and not code.cancelled, reject: else }
    /// ```
    pub static UNASKED_DEEPFAKE = warning(Correctness) "unasked-deepfake";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let mut reported = std::collections::BTreeSet::new();
    for flips in Flips::all(ctx) {
        let decide = flips.decided.decide;
        let is_marked = decide.rules.iter().any(|rule| rule.grant.is_some());
        for (number, rule) in decide.rules.iter().enumerate().filter(|(_, rule)| !decide.grants(&rule.name)) {
            let Some(condition) = when(rule) else { continue };
            // Where grants are marked, the others refuse or ask a person, whatever the face: unless one looks like a grant.
            let is_left_out = is_marked && !looks_like_one(ctx, rule);
            if matches!(condition, Expression::Incomplete) || is_left_out {
                continue;
            }
            let Some(found) = flips.of_rule(ctx, number) else { continue };
            if !reported.insert(number) {
                continue;
            }
            let message = format!(
                "{} is decided with {}, which the rule does not ask about",
                quote(&rule.name),
                quote(&found.bad)
            );
            out.push(
                Diagnostic::new(&UNASKED_DEEPFAKE, rule.span, message)
                    .label(format!("decides {}", story(ctx.flow, &found.path)))
                    .help(help(condition, &found.bad)),
            );
        }
    }
}
