//! Owns the promises that no session could break.

use super::check::Context;
use super::decided::{Decided, atoms};
use super::phrase::quote;
use super::promises;
use crate::diag::Diagnostic;
use crate::flow::{Ensure, Subject};
use crate::paths::{Family, States};

crate::code! {
    /// A promise can't be broken, whatever the routes are: it is about a decision that no session gets, it requires what holds
    /// always, or it forbids what holds never. It proves nothing.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// decide { accept: closing, reject: else }
    /// ensure never closing with incomplete
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// decide { accept: closing, reject: else }
    /// ensure accept requires closing
    /// ```
    pub static VACUOUS_PROMISE = warning(Correctness) "vacuous-promise" since "0.2.0";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    promises::ask(ctx, decision, atom, out);
}

fn decision(ctx: &Context<'_>, decided: &Decided<'_>, ensure: &Ensure) -> Option<Diagnostic> {
    let Subject::Decision(name) = &ensure.subject else { return None };
    let rules = decided.decide.rules.iter().enumerate().filter(|(_, rule)| rule.name == *name);
    let comes =
        rules.flat_map(|(number, _)| decided.of_rule(number)).any(|(sessions, _)| !sessions.is_none());
    if !comes {
        return Some(vacuous(ensure, &format!("no session gets {}", quote(name))));
    }
    let states = &decided.states;
    let all = [(states.completed(), false), (states.stopped(), true)];
    empty(ctx, states, ensure, &all)
}

fn atom(ctx: &Context<'_>, states: &States<'_>, ensure: &Ensure) -> Option<Diagnostic> {
    let sessions = if ensure.never { states.completed() } else { states.stopped() };
    empty(ctx, states, ensure, &[(sessions, false)])
}

/// The fault of a promise whose condition is the same for all sessions. One about what no path comes to was reported.
fn empty(
    ctx: &Context<'_>,
    states: &States<'_>,
    ensure: &Ensure,
    all: &[(Family, bool)],
) -> Option<Diagnostic> {
    if atoms(&ensure.condition).iter().any(|atom| !ctx.graph.is_reachable(atom.node)) {
        return None;
    }
    let is_same = all.iter().all(|(sessions, incomplete)| {
        let holding = states.holding(&ensure.condition, *sessions, *incomplete);
        if ensure.never { holding.is_none() } else { holding == *sessions }
    });
    let why = if ensure.never { "what it forbids never holds" } else { "what it requires always holds" };
    is_same.then(|| vacuous(ensure, why))
}

fn vacuous(ensure: &Ensure, why: &str) -> Diagnostic {
    Diagnostic::new(&VACUOUS_PROMISE, ensure.span, format!("this promise can't be broken: {why}"))
        .label("proves nothing")
        .help("promise what a change of the routes could break, or remove the promise")
}
