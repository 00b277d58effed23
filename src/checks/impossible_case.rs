//! Owns the cases of tests that no session can run as they are written.

use super::check::Context;
use super::decided::{answers, spelled, story};
use super::phrase::{all_of, node, quote};
use crate::diag::Diagnostic;
use crate::flow::{Atom, Case, EdgeId, NodeId};
use crate::paths::edge_of;
use crate::simulate::{Given, WalkError, along, spelled as spelled_edge};

crate::code! {
    /// The outcomes of a test make no path: one is missing at a node that leads to several places, or that
    /// the expected decision depends on, one is given for a node that
    /// the session does not come to, or two are given for one node.
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
    /// test "a forged face is refused" { liveness.deepfake, code.verified => refused }
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
    /// test "a forged face is refused" { liveness.deepfake => refused }
    /// ```
    pub static IMPOSSIBLE_CASE = error "impossible-case";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    if !answers(ctx) {
        return;
    }
    for case in ctx.flow.tests.iter().flat_map(|test| &test.cases) {
        let walked = Given::of(case).and_then(|given| Ok((along(ctx.graph, &given)?, given)));
        match walked {
            Ok((walk, given)) if case.decision.is_some() || !case.no_decisions.is_empty() => {
                out.extend(given.undecided(&walk).map(|at| depends(ctx, case, at)));
            }
            Err(WalkError::Undecided(at)) => out.push(undecided(ctx, case, at)),
            Err(WalkError::Twice(at)) => out.extend(twice(ctx, case, at)),
            Err(WalkError::NotPassed(atom)) => out.push(not_passed(ctx, case, atom)),
            Err(WalkError::Contradicted { given, matched }) => {
                out.push(contradicted(ctx, case, given, matched));
            }
            Err(WalkError::NoStop(at)) => out.extend(no_stop(ctx, case, at)),
            Ok(_) | Err(WalkError::Stuck) => {}
        }
    }
}

fn undecided(ctx: &Context<'_>, case: &Case, at: NodeId) -> Diagnostic {
    let message = format!("the test comes to {} and gives no outcome for it", node(ctx.flow, at));
    Diagnostic::new(&IMPOSSIBLE_CASE, case.span, message).help(format!("add one of {}", outcomes(ctx, at)))
}

/// The decision that the test expects is not the same for all outcomes of a node that it leaves out.
fn depends(ctx: &Context<'_>, case: &Case, at: NodeId) -> Diagnostic {
    let there = node(ctx.flow, at);
    let message = format!("the decision depends on the outcome of {there}, and the test gives none");
    Diagnostic::new(&IMPOSSIBLE_CASE, case.span, message).help(format!("add one of {}", outcomes(ctx, at)))
}

fn outcomes(ctx: &Context<'_>, at: NodeId) -> String {
    let node = ctx.flow.node(at);
    all_of(node.outcomes().map(|edge| format!("{}.{}", node.id, edge.spelled())))
}

fn twice(ctx: &Context<'_>, case: &Case, at: NodeId) -> Option<Diagnostic> {
    let mut given = case.given.iter().filter(|atom| atom.node == at && atom.edge.is_some());
    let first = given.next()?;
    let second = given.find(|atom| atom.edge != first.edge)?;
    let message = format!("the test gives two outcomes for {}", node(ctx.flow, at));
    let diagnostic =
        Diagnostic::new(&IMPOSSIBLE_CASE, second.span, message).related(first.span, "the first one");
    Some(diagnostic.help("write a case of its own for the other one: a session passes a node once"))
}

/// The values of the test lead another way than the outcome that it gives.
fn contradicted(ctx: &Context<'_>, case: &Case, given: EdgeId, matched: EdgeId) -> Diagnostic {
    let at = case.given.iter().find(|atom| edge_of(**atom) == Some(given));
    let name = |edge: EdgeId| quote(&spelled_edge(ctx.flow, edge));
    let message = format!("the test gives {}, and its values lead to {}", name(given), name(matched));
    Diagnostic::new(&IMPOSSIBLE_CASE, at.map_or(case.span, |atom| atom.span), message)
        .help("leave the outcome out, or give other values")
}

/// The session ends before it comes to the node where it should stop.
fn no_stop(ctx: &Context<'_>, case: &Case, at: NodeId) -> Option<Diagnostic> {
    let (_, span) = case.stops_at?;
    if ctx.flow.node(at).is_end() {
        let message = format!("a session that comes to {} did not stop: it is complete", node(ctx.flow, at));
        let help = "leave `stops at …` out, or let the session stop at a node before";
        return Some(Diagnostic::new(&IMPOSSIBLE_CASE, span, message).help(help));
    }
    let message = format!("the session of the test does not come to {}", node(ctx.flow, at));
    let help = "give the outcomes that lead there, or let it stop at a node that it comes to";
    Some(Diagnostic::new(&IMPOSSIBLE_CASE, span, message).help(help))
}

fn not_passed(ctx: &Context<'_>, case: &Case, atom: Atom) -> Diagnostic {
    let there = node(ctx.flow, atom.node);
    let message = format!("the test gives {} and does not come to {there}", spelled(ctx.flow, atom));
    let diagnostic = Diagnostic::new(&IMPOSSIBLE_CASE, atom.span, message);
    let others: Vec<Atom> = case.given.iter().copied().filter(|other| other.node != atom.node).collect();
    let diagnostic = match Given::new(&others).and_then(|given| along(ctx.graph, &given)) {
        Ok(walk) => diagnostic.label(format!("the session ends after {}", story(ctx.flow, walk.path()))),
        Err(_) => diagnostic,
    };
    let path = ctx.graph.from_start().path(atom.node);
    let branches = |edge: &EdgeId| ctx.flow.node(edge.from).edges.len() > 1;
    diagnostic.help(match ctx.graph.is_reachable(atom.node) {
        true if path.iter().any(branches) => {
            format!("leave it out, or come to {there} by {}", story(ctx.flow, &path))
        }
        true => "leave it out".to_owned(),
        false => format!("no path from `start` comes to {there}; leave it out"),
    })
}
