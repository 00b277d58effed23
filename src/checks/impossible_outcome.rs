//! Owns the conditions and promises that speak of what no session can do.

use super::check::Context;
use super::decided::{answers, atoms, spelled, when};
use crate::diag::Diagnostic;
use crate::flow::{Atom, Subject};

crate::code! {
    /// A condition or promise speaks of a node that no path comes through. It can never hold.
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
    /// island: recognition -> < recognized | new_user: closing, no_face: refused >
    /// decide { accept: island.recognized, reject: else }
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
    /// ```
    pub static IMPOSSIBLE_OUTCOME = warning(Correctness) "impossible-outcome";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    if !answers(ctx) {
        return;
    }
    let rules = ctx.flow.decide.iter().flat_map(|decide| &decide.rules).filter_map(when).flat_map(atoms);
    let ensures = ctx.flow.ensures.iter().flat_map(|ensure| {
        let subject = match &ensure.subject {
            Subject::Atom(atom) => Some(*atom),
            Subject::Decision(_) => None,
        };
        subject.into_iter().chain(atoms(&ensure.condition))
    });
    for atom in rules.chain(ensures).filter(|atom| !ctx.graph.is_reachable(atom.node)) {
        out.push(impossible(ctx, atom));
    }
}

fn impossible(ctx: &Context<'_>, atom: Atom) -> Diagnostic {
    let message = format!("no path meets {}", spelled(ctx.flow, atom));
    let node = ctx.flow.node(atom.node);
    Diagnostic::new(&IMPOSSIBLE_OUTCOME, atom.span, message)
        .related(node.id_span, "no path from `start` comes here")
        .help("lead a route to the node, or remove the condition")
}
