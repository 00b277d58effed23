//! Owns the warning about outcomes that the API fills in by itself.

use super::check::Context;
use super::no_outcomes;
use super::phrase::{code, node, quote};
use super::repair::Repair;
use crate::catalog::{Absent, Outcome, Verdict};
use crate::diag::Diagnostic;
use crate::flow::{Node, NodeId};
use crate::syntax::words::{Position, spell};

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
    pub static DEFAULTED_OUTCOME = warning(Experience) "defaulted-outcome";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let mut repair = None;
    for (id, node) in ctx.flow.nodes().filter(|(_, node)| !no_outcomes::has_none(node)) {
        let missing = node.left_out(ctx.flow.version);
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
    let then = match &filled {
        Filled::From { name, target: Some(target) } => {
            format!(", which goes where {} goes: to {}", quote(name), node(ctx.flow, *target))
        }
        Filled::From { name, target: None } => format!(", which goes where {} goes", quote(name)),
        Filled::Somehow => "; where the session then goes is not documented".to_owned(),
    };
    let message = format!("{name} has no route for {missing}{then}");
    let diagnostic = Diagnostic::new(&DEFAULTED_OUTCOME, at.id_span, message)
        .label(format!("{missing}: {}", outcome.summary));
    let target = match filled {
        Filled::From { target, .. } => target.filter(|target| !is_pass(at, *target)),
        Filled::Somehow => repair.fallback(id, None),
    };
    let Some(target) = target else {
        return diagnostic.help(format!("add an entry that leads {missing} to where it should go"));
    };
    let entry = format!("{}: {}", outcome.written(), spell(&ctx.flow.node(target).id, Position::Target));
    let diagnostic = diagnostic.help(format!("say where it leads: add {}", code(&entry)));
    match repair.add(at, &[entry]) {
        Some(edits) => diagnostic.fix_all("add the outcome", edits),
        None => diagnostic,
    }
}

/// How the API fills in an outcome.
enum Filled {
    /// With the target of another one.
    From { name: String, target: Option<NodeId> },
    /// In a way that is not documented.
    Somehow,
}

fn filled(node: &Node, outcome: &Outcome) -> Filled {
    let Absent::TakenFrom(other) = outcome.absent else { return Filled::Somehow };
    match node.edge(other) {
        Some(edge) => Filled::From { name: edge.name(), target: edge.target },
        None => Filled::Somehow,
    }
}

/// Whether the node leads there when its check is passed.
fn is_pass(node: &Node, target: NodeId) -> bool {
    let pass = |edge: &&crate::flow::Edge| edge.row().is_some_and(|row| row.verdict == Verdict::Pass);
    node.edges.iter().filter(pass).any(|edge| edge.target == Some(target))
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        crate::checks::tests::snapshot(
            "defaulted-outcome",
            &[
                (
                    "inconclusive goes where no_face goes",
                    r#"start -> greeting
GREETING -> liveness
liveness -> < detected: closing, deepfake: refused, no_face: again >
again: conversation "Say that nobody is to be seen." -> refused"#,
                ),
                (
                    "where that is the passed one there is no fix",
                    "start -> greeting
GREETING -> liveness
liveness -> < detected | no_face: closing, deepfake: refused >",
                ),
                (
                    "the error of a code",
                    r#"session { provided_data: { email: "a@x.example" } }
start -> email_otp
email_otp -> <
  verified: closing
  delivery_failed | failed_unverified: refused
  cancelled: closing
>"#,
                ),
                (
                    "an unresolved no_face",
                    "start -> greeting
GREETING -> liveness
liveness -> < detected: closing, deepfake: refused, no_face: agian >",
                ),
            ],
        );
    }
}
