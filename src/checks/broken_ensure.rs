//! Owns the promises that some path breaks.

use super::check::Context;
use super::decided::{Decided, atoms, spelled, story, when};
use super::phrase::quote;
use super::promises;
use crate::diag::Diagnostic;
use crate::flow::{Ensure, Fact, Subject};
use crate::paths::{self, State, States, edge_of};
use crate::simulate::spelled_comparison;

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
    /// decide { grant accept: code.verified, reject: else }
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
    /// decide { grant accept: code.verified, reject: else }
    /// ensure accept requires liveness.detected
    /// ```
    pub static BROKEN_ENSURE = error "broken-ensure";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    promises::ask(ctx, decision, atom, out);
}

/// A promise about a decision, over every session that gets it.
fn decision(ctx: &Context<'_>, decided: &Decided<'_>, ensure: &Ensure) -> Option<Diagnostic> {
    let Subject::Decision(name) = &ensure.subject else { return None };
    let of_name = decided.decide.rules.iter().enumerate().filter(|(_, rule)| rule.name == *name);
    let of_name: Vec<usize> = of_name.map(|(number, _)| number).collect();
    let (mask, incomplete) = [false, true].into_iter().find_map(|stopped| {
        of_name.iter().find_map(|number| {
            let (sessions, incomplete) = decided.of_rule(*number)[usize::from(stopped)];
            let broken = paths::breaking(&decided.states, ensure, sessions, incomplete);
            Some((decided.states.first(broken)?, incomplete))
        })
    })?;
    let rule = decided.rule(mask, incomplete).and_then(|rule| decided.decide.rules.get(rule));
    let mut diagnostic = broken(ctx, ensure, &quote(name), &decided.story_of(ctx.flow, mask, incomplete));
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
fn atom(ctx: &Context<'_>, states: &States<'_>, ensure: &Ensure) -> Option<Diagnostic> {
    let Subject::Atom(subject) = ensure.subject else { return None };
    let place = match edge_of(subject) {
        Some(edge) => ctx.graph.edge(edge).target.unwrap_or(edge.from),
        None => subject.node,
    };
    let leads_nowhere = edge_of(subject).filter(|edge| ctx.graph.edge(*edge).target.is_none());
    let all = match leads_nowhere {
        _ if ensure.never => states.completed(),
        Some(edge) => states.stopped_with(edge),
        None => states.at(place),
    };
    let about = states.having(all, states.mentioned().of_fact(Fact::Passed(subject)));
    let mask = states.first(paths::breaking(states, ensure, about, false))?;
    let state = match ensure.never {
        true => states.place(mask, false)?,
        false => State { node: place, mask },
    };
    let path = story(ctx.flow, &states.witness(state));
    Some(broken(ctx, ensure, &spelled(ctx.flow, subject), &path))
}

fn broken(ctx: &Context<'_>, ensure: &Ensure, subject: &str, path: &str) -> Diagnostic {
    let mut listed: Vec<String> =
        atoms(&ensure.condition).into_iter().map(|atom| spelled(ctx.flow, atom)).collect();
    ensure.condition.comparisons(&mut |it| listed.push(quote(&spelled_comparison(it))));
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
