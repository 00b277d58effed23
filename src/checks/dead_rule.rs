//! Owns the rules of `decide` that decide no session.

use super::check::Context;
use super::decided::{Decided, answers, atoms, when};
use super::phrase::{code, quote};
use crate::diag::{Diagnostic, Tag};
use crate::flow::{Atom, Expression};
use crate::paths::edge_of;
use crate::simulate::spelled_atom;

crate::code! {
    /// A rule of `decide` can never hold: no path meets its condition. Either the condition is wrong, or a way through the flow is
    /// missing.
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
    /// decide { accept: liveness.deepfake and code.verified, reject: else }
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
    /// decide { grant accept: liveness.detected and code.verified, reject: else }
    /// ```
    pub static DEAD_RULE = warning(Correctness) "dead-rule";
}

crate::code! {
    /// A rule of `decide` never decides: each session that it holds for is decided by a rule above it.
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
    /// decide { unproven: not liveness.detected, forged: liveness.deepfake, grant accept: code.verified, other: else }
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
    /// decide { forged: liveness.deepfake, unproven: not liveness.detected, grant accept: code.verified, other: else }
    /// ```
    pub static HIDDEN_RULE = warning(Correctness) "hidden-rule";
}

pub(super) fn dead_rule(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let Some(decided) = Decided::new(ctx, |_| {}) else { return };
    for rule in &decided.decide.rules {
        let Some(condition) = when(rule) else { continue };
        let met = decided.meeting(condition).iter().any(|(sessions, _)| !sessions.is_none());
        if !met && !names_impossible(ctx, condition) {
            let message = format!("no path meets the condition of {}", quote(&rule.name));
            out.push(
                Diagnostic::new(&DEAD_RULE, rule.span, message)
                    .label("this never holds")
                    .help(help(ctx, condition))
                    .tag(Tag::Unnecessary),
            );
        }
    }
}

pub(super) fn hidden_rule(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let Some(decided) = Decided::new(ctx, |_| {}) else { return };
    for (number, rule) in decided.decide.rules.iter().enumerate() {
        let Some(condition) = when(rule) else { continue };
        let of_rule = decided.of_rule(number);
        if of_rule.iter().any(|(sessions, _)| !sessions.is_none()) {
            continue;
        }
        let first = decided
            .meeting(condition)
            .into_iter()
            .find_map(|(sessions, incomplete)| Some((decided.states.first(sessions)?, incomplete)));
        let Some((mask, incomplete)) = first else { continue };
        let above = decided.rule(mask, incomplete).and_then(|above| decided.decide.rules.get(above));
        let message = format!("rules above {} decide every session that it holds for", quote(&rule.name));
        let mut diagnostic = Diagnostic::new(&HIDDEN_RULE, rule.span, message).label("this never decides");
        if let Some(above) = above {
            let path = decided.story_of(ctx.flow, mask, incomplete);
            diagnostic = diagnostic.related(above.span, format!("decides {path}"));
        }
        out.push(
            diagnostic.help("move the rule up, or make the rules above it narrower").tag(Tag::Unnecessary),
        );
    }
}

/// An outcome that the API fills in and that leads nowhere is one of sessions that stopped.
fn help(ctx: &Context<'_>, condition: &Expression) -> String {
    let leads_nowhere =
        |atom: &Atom| edge_of(*atom).is_some_and(|edge| ctx.graph.edge(edge).target.is_none());
    match atoms(condition).into_iter().find(leads_nowhere) {
        Some(atom) => {
            let name = spelled_atom(ctx.flow, atom);
            let asked = code(&format!("incomplete and {name}"));
            format!(
                "{} has no route, and no session completes with it: write one, or ask {asked}",
                quote(&name)
            )
        }
        None => "change the condition, or remove the rule".to_owned(),
    }
}

/// Whether the condition mentions what no path can meet, which is reported by itself.
fn names_impossible(ctx: &Context<'_>, condition: &Expression) -> bool {
    answers(ctx) && atoms(condition).iter().any(|atom| !ctx.graph.is_reachable(atom.node))
}
