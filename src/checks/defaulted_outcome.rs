//! Owns the warning about outcomes that the API fills in by itself.

use super::phrase::{all_of, code, node, quote, spell};
use super::repair::Repair;
use super::{Context, missing_outcome, no_outcomes};
use crate::catalog::{Absent, Outcome, Verdict};
use crate::diag::Diagnostic;
use crate::model::{Node, NodeId};

crate::code! {
    /// An outcome is left out that the API fills in by itself. The flow is accepted, but where the session then goes is decided
    /// elsewhere: `inconclusive` goes where `no_face` goes, and for the `error` of a one-time code the API's documentation
    /// does not say.
    ///
    /// ```fsflow wrong
    /// start -> greeting
    /// greeting: conversation say """
    ///   Hello! Before we go on I will take a short look at you, so please stay in front of the camera.
    /// """ -> liveness
    /// liveness -> < detected: closing, deepfake | no_face: refused >
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
    pub static DEFAULTED_OUTCOME = warning "defaulted-outcome";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let mut repair = None;
    for (id, node) in ctx.flow.nodes().filter(|(_, node)| !no_outcomes::has_none(node)) {
        let missing = missing_outcome::missing(node, ctx.flow.version);
        // What is missing altogether was reported with these among it.
        if missing.iter().any(|outcome| outcome.absent == Absent::Error) {
            continue;
        }
        for outcome in missing {
            let repair = repair.get_or_insert_with(|| Repair::new(ctx));
            out.push(diagnostic(ctx, repair, id, outcome));
        }
    }
}

fn diagnostic(ctx: &Context<'_>, repair: &Repair<'_>, id: NodeId, outcome: &'static Outcome) -> Diagnostic {
    let at = ctx.flow.node(id);
    let (name, missing) = (quote(&at.id), quote(&outcome.written()));
    let filled = filled(at, outcome);
    let message = match &filled {
        Some((other, target)) => {
            format!(
                "{name} has no route for {missing}, which goes where {} goes: to {}",
                quote(other),
                node(ctx.flow, *target)
            )
        }
        None => format!("{name} has no route for {missing}; where the session then goes is not documented"),
    };
    let diagnostic = Diagnostic::new(&DEFAULTED_OUTCOME, at.id_span, message)
        .label(format!("{missing}: {}", outcome.summary));
    let target = match filled {
        Some((_, target)) => Some(target).filter(|target| !is_pass(at, *target)),
        None => repair.fallback(id, None),
    };
    let Some(target) = target else {
        return diagnostic
            .help(format!("add an entry that says where {} leads", all_of([outcome.written()])));
    };
    let entry = format!("{}: {}", outcome.written(), spell(&ctx.flow.node(target).id));
    let diagnostic = diagnostic.help(format!("say where it leads, such as {}", code(&entry)));
    match repair.add(at, &[entry]) {
        Some(edits) => diagnostic.fix_all("add the outcome", edits),
        None => diagnostic,
    }
}

/// The outcome whose target the API takes, and that target.
fn filled(node: &Node, outcome: &Outcome) -> Option<(String, NodeId)> {
    let Absent::TakenFrom(other) = outcome.absent else { return None };
    let edge = node.edge(other)?;
    Some((edge.name(), edge.target?))
}

/// Whether the node leads there when its check is passed.
fn is_pass(node: &Node, target: NodeId) -> bool {
    let pass = |edge: &&crate::model::Edge| edge.row().is_some_and(|row| row.verdict == Verdict::Pass);
    node.edges.iter().filter(pass).any(|edge| edge.target == Some(target))
}
