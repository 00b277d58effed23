//! Owns what a decision that grants something is held to.

use super::check::Context;
use super::decided::{Decided, story, when};
use super::flips::Flips;
use super::phrase::quote;
use crate::diag::Diagnostic;
use crate::flow::{Decision, Expression};

crate::code! {
    /// A decision that grants something stands in `else`: whatever no rule speaks of would be granted, sessions that stopped among
    /// it. Say what has to be proven, and let `else` refuse.
    ///
    /// ```fsflow wrong
    /// start -> greeting
    /// greeting: conversation say """
    ///   Hello! Before we go on I will take a short look at you, so please stay in front of the camera.
    /// """ -> liveness
    /// liveness -> < detected: code, deepfake: refused, no_face | inconclusive: refused >
    /// code: email_otp -> < verified: closing, else: refused >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that the check did not succeed." { does_not_require_reply: true } -> end
    /// end
    /// session { provided_data: { email: "user@example.com" } }
    /// decide { reject: liveness.deepfake, grant accept: else }
    /// ```
    ///
    /// ```fsflow right
    /// start -> greeting
    /// greeting: conversation say """
    ///   Hello! Before we go on I will take a short look at you, so please stay in front of the camera.
    /// """ -> liveness
    /// liveness -> < detected: code, deepfake: refused, no_face | inconclusive: refused >
    /// code: email_otp -> < verified: closing, else: refused >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that the check did not succeed." { does_not_require_reply: true } -> end
    /// end
    /// session { provided_data: { email: "user@example.com" } }
    /// decide { grant accept: liveness.detected and code.verified, reject: else }
    /// ```
    pub static ELSE_GRANT = error "else-grant" since "0.2.0";
}

crate::code! {
    /// A decision that grants something comes of sessions that did not complete. Whoever leaves in the middle has not done what the
    /// flow asks for.
    ///
    /// ```fsflow wrong
    /// start -> greeting
    /// greeting: conversation say """
    ///   Hello! Before we go on I will take a short look at you, so please stay in front of the camera.
    /// """ -> liveness
    /// liveness -> < detected: code, deepfake: refused, no_face | inconclusive: refused >
    /// code: email_otp -> < verified: closing, else: refused >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that the check did not succeed." { does_not_require_reply: true } -> end
    /// end
    /// session { provided_data: { email: "user@example.com" } }
    /// decide { grant accept: incomplete and liveness.detected, reject: else }
    /// ```
    ///
    /// ```fsflow right
    /// start -> greeting
    /// greeting: conversation say """
    ///   Hello! Before we go on I will take a short look at you, so please stay in front of the camera.
    /// """ -> liveness
    /// liveness -> < detected: code, deepfake: refused, no_face | inconclusive: refused >
    /// code: email_otp -> < verified: closing, else: refused >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that the check did not succeed." { does_not_require_reply: true } -> end
    /// end
    /// session { provided_data: { email: "user@example.com" } }
    /// decide { grant accept: liveness.detected and code.verified, reject: else }
    /// ```
    pub static STOPPED_GRANT = error "stopped-grant" since "0.2.0";
}

crate::code! {
    /// A decision that grants something comes of sessions with a deepfake, or with a check that was inconclusive, and the rule did
    /// not ask: had the check been passed, it would have decided the same. An inconclusive check is settled by a later one of the
    /// same type that was passed; a deepfake never is.
    ///
    /// ```fsflow wrong
    /// start -> greeting
    /// greeting: conversation say """
    ///   Hello! Before we go on I will take a short look at you, so please stay in front of the camera.
    /// """ -> liveness
    /// liveness -> < detected: code, deepfake: code, no_face | inconclusive: refused >
    /// code: email_otp -> < verified: closing, else: refused >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that the check did not succeed." { does_not_require_reply: true } -> end
    /// end
    /// session { provided_data: { email: "user@example.com" } }
    /// decide { grant accept: liveness.detected or code.verified, reject: else }
    /// ```
    ///
    /// ```fsflow right
    /// start -> greeting
    /// greeting: conversation say """
    ///   Hello! Before we go on I will take a short look at you, so please stay in front of the camera.
    /// """ -> liveness
    /// liveness -> < detected: code, deepfake: code, no_face | inconclusive: refused >
    /// code: email_otp -> < verified: closing, else: refused >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that the check did not succeed." { does_not_require_reply: true } -> end
    /// end
    /// session { provided_data: { email: "user@example.com" } }
    /// decide { grant accept: liveness.detected and code.verified, reject: else }
    /// ```
    pub static UNASKED_GRANT = error "unasked-grant" since "0.2.0";
}

crate::code! {
    /// A decision that grants something rests on nothing that a report could show: it only says what must not have happened. A
    /// report that lacks something would be enough for it.
    ///
    /// ```fsflow wrong
    /// start -> greeting
    /// greeting: conversation say """
    ///   Hello! Before we go on I will take a short look at you, so please stay in front of the camera.
    /// """ -> liveness
    /// liveness -> < detected: code, deepfake: refused, no_face | inconclusive: refused >
    /// code: email_otp -> < verified: closing, else: refused >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that the check did not succeed." { does_not_require_reply: true } -> end
    /// end
    /// session { provided_data: { email: "user@example.com" } }
    /// decide { grant accept: not liveness.deepfake and not refused, reject: else }
    /// ```
    ///
    /// ```fsflow right
    /// start -> greeting
    /// greeting: conversation say """
    ///   Hello! Before we go on I will take a short look at you, so please stay in front of the camera.
    /// """ -> liveness
    /// liveness -> < detected: code, deepfake: refused, no_face | inconclusive: refused >
    /// code: email_otp -> < verified: closing, else: refused >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that the check did not succeed." { does_not_require_reply: true } -> end
    /// end
    /// session { provided_data: { email: "user@example.com" } }
    /// decide { grant accept: liveness.detected and code.verified, reject: else }
    /// ```
    pub static UNPROVEN_GRANT = error "unproven-grant" since "0.2.0";
}

/// The rules of decisions that grant something, with their numbers.
fn granting<'d>(decided: &Decided<'d>) -> impl Iterator<Item = (usize, &'d Decision)> {
    let decide = decided.decide;
    decide.rules.iter().enumerate().filter(|(_, rule)| decide.grants(&rule.name))
}

pub(super) fn in_else(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let Some(decide) = ctx.flow.decide.as_ref() else { return };
    let is_else = |rule: &&Decision| matches!(rule.condition, Some(crate::flow::Condition::Else));
    for rule in decide.rules.iter().filter(is_else).filter(|rule| decide.grants(&rule.name)) {
        let message = format!("{} grants something and stands in `else`", quote(&rule.name));
        out.push(
            Diagnostic::new(&ELSE_GRANT, rule.span, message)
                .label("every session that no rule speaks of is granted")
                .help("write what has to be proven as its condition, and a decision that refuses for `else`"),
        );
    }
}

pub(super) fn of_stopped(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    if !has_grants(ctx) {
        return;
    }
    let Some(decided) = Decided::new(ctx, |_| {}) else { return };
    for (number, rule) in granting(&decided).filter(|(_, rule)| when(rule).is_some()) {
        let [_, (stopped, _)] = decided.of_rule(number);
        let Some(mask) = decided.states.first(stopped) else { continue };
        let message = format!("{} is granted to sessions that did not complete", quote(&rule.name));
        out.push(
            Diagnostic::new(&STOPPED_GRANT, rule.span, message)
                .label(format!("decides {}", decided.story_of(ctx.flow, mask, true)))
                .help("leave `incomplete` out of the condition"),
        );
    }
}

pub(super) fn unasked(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    if !has_grants(ctx) {
        return;
    }
    let mut reported = std::collections::BTreeSet::new();
    for flips in Flips::all(ctx) {
        for (number, rule) in granting(&flips.decided) {
            let Some(condition) = when(rule) else { continue };
            let Some(found) = flips.of_grant(ctx, number) else { continue };
            if !reported.insert(number) {
                continue;
            }
            let bad = quote(&found.bad);
            let message = format!(
                "{} is granted with {bad}, and would be just so with {}",
                quote(&rule.name),
                quote(&found.good)
            );
            let diagnostic = Diagnostic::new(&UNASKED_GRANT, rule.span, message)
                .label(format!("grants {}", story(ctx.flow, &found.path)));
            out.push(diagnostic.help(help(condition, &found.bad)));
        }
    }
}

/// What to add to a condition so that it asks about an outcome.
pub(super) fn help(condition: &Expression, bad: &str) -> String {
    let and = quote(&format!("and not {bad}"));
    match condition {
        Expression::Or(_) => format!("put the condition in parentheses and add {and} behind it"),
        _ => format!("add {and} to the condition"),
    }
}

pub(super) fn unproven(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    if !has_grants(ctx) {
        return;
    }
    let Some(decided) = Decided::new(ctx, |_| {}) else { return };
    for (number, rule) in granting(&decided) {
        let Some(condition) = when(rule) else { continue };
        let [(completed, _), _] = decided.of_rule(number);
        let unproven = decided.states.holding_on_nothing(condition, completed, false);
        let Some(mask) = decided.states.first(unproven) else { continue };
        let message = format!("{} is granted on nothing that a report shows", quote(&rule.name));
        out.push(
            Diagnostic::new(&UNPROVEN_GRANT, rule.span, message)
                .label(format!("grants {}", decided.story_of(ctx.flow, mask, false)))
                .help("ask for an outcome that proves it, such as the one by which a check is passed"),
        );
    }
}

fn has_grants(ctx: &Context<'_>) -> bool {
    ctx.flow.decide.iter().flat_map(|decide| &decide.rules).any(|rule| rule.grant.is_some())
}
