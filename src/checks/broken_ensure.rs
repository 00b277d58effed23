//! Owns the promises that some path breaks.

use super::check::Context;
use super::decided::{Decided, answers, atoms, spelled, story, when};
use super::phrase::quote;
use crate::diag::Diagnostic;
use crate::flow::{Ensure, Subject};
use crate::paths::{Mentioned, State, States, edge_of};

crate::code! {
    /// A path breaks what `ensure` promises. The message shows one such path. A promise about a decision holds for sessions that did
    /// not complete as well: they fall to `else` unless a rule names `incomplete`.
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
    /// decide { accept: code.verified, reject: else }
    /// ensure reject requires liveness.deepfake
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
    /// decide { accept: code.verified, reject: else }
    /// ensure accept requires liveness.detected
    /// ```
    pub static BROKEN_ENSURE = error "broken-ensure";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    if !answers(ctx) {
        return;
    }
    for ensure in &ctx.flow.ensures {
        let broken = match &ensure.subject {
            Subject::Decision(name) => decision(ctx, ensure, name),
            Subject::Atom(_) => atom(ctx, ensure),
        };
        out.extend(broken);
    }
}

/// A promise about a decision, over every session that gets it.
fn decision(ctx: &Context<'_>, ensure: &Ensure, name: &str) -> Option<Diagnostic> {
    let decided = Decided::new(ctx, |mentioned| {
        atoms(&ensure.condition).into_iter().for_each(|atom| mentioned.add(atom))
    })?;
    let (state, incomplete) = decided.sessions().find(|(state, incomplete)| {
        let rule = decided.rule(*state, *incomplete).and_then(|rule| decided.decide.rules.get(rule));
        rule.is_some_and(|rule| rule.name == name)
            && decided.holds(&ensure.condition, *state, *incomplete) == ensure.never
    })?;
    let path = story(ctx.flow, &decided.states.witness(state));
    let stopped = if incomplete {
        format!(" and stops at {}", quote(&ctx.flow.node(state.node).id))
    } else {
        String::new()
    };
    let rule = decided.rule(state, incomplete).and_then(|rule| decided.decide.rules.get(rule));
    let mut diagnostic = broken(ctx, ensure, &quote(name), &format!("{path}{stopped}"));
    if let Some(rule) = rule {
        diagnostic = diagnostic.related(rule.span, "this rule decides that path");
        if when(rule).is_none() {
            diagnostic =
                diagnostic.help("write the condition of the decision as a rule of its own, above `else`");
        }
    }
    Some(diagnostic)
}

/// A promise about a node or an outcome, over every path that comes to it; a `never` over completed sessions.
fn atom(ctx: &Context<'_>, ensure: &Ensure) -> Option<Diagnostic> {
    let Subject::Atom(subject) = ensure.subject else { return None };
    let mut mentioned = Mentioned::default();
    mentioned.add(subject);
    atoms(&ensure.condition).into_iter().for_each(|atom| mentioned.add(atom));
    let states = States::new(ctx.graph, mentioned).ok()?;
    let holds =
        |state: State| ensure.condition.holds(&|fact| states.mentioned().has(fact, state.mask), false);
    let state = if ensure.never {
        states.completed().find(|state| states.mentioned().holds(subject, state.mask) && holds(*state))
    } else {
        let place = match edge_of(subject) {
            Some(edge) => ctx.graph.edge(edge).target?,
            None => subject.node,
        };
        states.at(place).find(|state| states.mentioned().holds(subject, state.mask) && !holds(*state))
    }?;
    let path = story(ctx.flow, &states.witness(state));
    Some(broken(ctx, ensure, &spelled(ctx.flow, subject), &path))
}

fn broken(ctx: &Context<'_>, ensure: &Ensure, subject: &str, path: &str) -> Diagnostic {
    let listed: Vec<String> =
        atoms(&ensure.condition).into_iter().map(|atom| spelled(ctx.flow, atom)).collect();
    let condition = match listed.as_slice() {
        [only] => only.clone(),
        _ => "what is promised".to_owned(),
    };
    let message = match ensure.never {
        true => format!("a path comes to {subject} with {condition}: {path}"),
        false => format!("a path comes to {subject} without {condition}: {path}"),
    };
    Diagnostic::new(&BROKEN_ENSURE, ensure.span, message)
        .label("this promise is broken")
        .help("change the routes or the rules so that the path is impossible, or promise less")
}
