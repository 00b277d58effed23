//! Owns the rule that every outcome of a node leads somewhere.

use super::check::Context;
use super::no_outcomes;
use super::phrase::{all_of, code, quote};
use super::repair::{Repair, word};
use crate::catalog::{Absent, Outcome, Routing};
use crate::diag::Diagnostic;
use crate::flow::NodeId;
use crate::syntax::words::{Position, spell};

crate::code! {
    /// An outcome of a node leads nowhere. The API needs a target for each; a session whose outcome has none stops in front
    /// of the user and is never complete.
    ///
    /// `else` stands for all outcomes that are not named. Naming them is safer where one of them must not go where the
    /// others go.
    ///
    /// ```fsflow wrong
    /// start -> greeting
    /// greeting: conversation say """
    ///   Hello! Before we go on I will take a short look at you, so please stay in front of the camera.
    /// """ -> liveness
    /// liveness -> < detected: closing, deepfake: refused, inconclusive: refused >
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
    pub static MISSING_OUTCOME = error "missing-outcome";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let mut repair = None;
    for (id, node) in ctx.flow.nodes().filter(|(_, node)| !no_outcomes::has_none(node)) {
        let missing = node.left_out(ctx.flow.version);
        if missing.iter().any(|outcome| outcome.absent == Absent::Error) {
            let repair = repair.get_or_insert_with(|| Repair::new(ctx));
            out.push(diagnostic(ctx, repair, id, &missing));
        }
    }
}

fn diagnostic(
    ctx: &Context<'_>,
    repair: &Repair<'_>,
    id: NodeId,
    missing: &[&'static Outcome],
) -> Diagnostic {
    let node = ctx.flow.node(id);
    if matches!(node.ty.row.map(|row| &row.routing), Some(Routing::Single(_))) {
        return without_target(ctx, repair, id);
    }
    let names: Vec<String> = missing.iter().map(|outcome| word(node, outcome)).collect();
    let nowhere = if node.edges.is_empty() { "leads nowhere: it " } else { "" };
    let message = format!("{} {nowhere}has no route for {}", quote(&node.id), all_of(&names));
    let mut diagnostic = Diagnostic::new(&MISSING_OUTCOME, node.id_span, message);
    if let [only] = missing {
        diagnostic = diagnostic.label(format!("{}: {}", quote(&word(node, only)), only.summary));
    }
    if node.edges.is_empty() && matches!(node.ty.row.map(|row| &row.routing), Some(Routing::Rules(_))) {
        return diagnostic.help("write `-> < when extracted.KEY == \"…\": target, else: target >`");
    }
    let Some(entries) = repair.entries(id, missing) else {
        let sample = code(&format!("{}: target", names.first().map_or("else", String::as_str)));
        return diagnostic.help(format!("say where each leads: {sample} in the list after `->`"));
    };
    let (title, them) = match missing {
        [_] => ("add the missing outcome", "it"),
        _ => ("add the missing outcomes", "them"),
    };
    let diagnostic = diagnostic.help(format!("add {}, or lead {them} elsewhere", code(&entries.join(", "))));
    match repair.add(node, &entries) {
        Some(edits) => diagnostic.fix_all(title, edits),
        None => diagnostic,
    }
}

/// A node with a single outcome and no route.
fn without_target(ctx: &Context<'_>, repair: &Repair<'_>, id: NodeId) -> Diagnostic {
    let node = ctx.flow.node(id);
    let message = format!("{} leads nowhere", quote(&node.id));
    let diagnostic = Diagnostic::new(&MISSING_OUTCOME, node.id_span, message);
    match repair.next(id) {
        Some(next) => {
            let route = format!("-> {}", spell(&ctx.flow.node(next).id, Position::Target));
            diagnostic.help(format!("say which node comes next: add {}", code(&route))).fix(
                "lead to the next node of the file",
                node.statement.at_end(),
                format!(" {route}"),
            )
        }
        None => diagnostic.help("say which node comes next: add `->` and its id"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Verdict;
    use crate::checks::tests::apply;
    use crate::diag::Level;
    use crate::flow::Edge;
    use crate::resolve::Options;
    use crate::source::NoFiles;

    #[test]
    fn cases() {
        crate::checks::tests::snapshot(
            "missing-outcome",
            &[
                (
                    "one in a list on one line",
                    "start -> greeting
GREETING -> liveness
liveness -> < detected: closing, deepfake: refused, inconclusive: refused >",
                ),
                (
                    "one, with a trailing comma",
                    "start -> greeting
GREETING -> liveness
liveness -> < detected: closing, deepfake: refused, inconclusive: refused, >",
                ),
                (
                    "several in a list of many lines with a comment",
                    "start -> greeting
GREETING -> liveness
liveness -> <
  detected: closing // and on
  inconclusive: refused // not sure
>",
                ),
                (
                    "a list that closes on its last line",
                    "start -> greeting
GREETING -> liveness
liveness -> <
    detected: closing
    inconclusive: refused >",
                ),
                (
                    "no routes at all",
                    "start -> greeting
GREETING -> liveness
liveness",
                ),
                (
                    "no routes and many outcomes",
                    "start -> email
email: enter_email -> < entered: otp, canceled: refused >
otp: email_otp { otp_length: 6 }",
                ),
                (
                    "the passed outcome is missing, and the next node is known",
                    "start -> greeting
GREETING -> liveness
liveness -> < deepfake | no_face | inconclusive: refused >",
                ),
                (
                    "the only closing is where the passed check leads",
                    r#"start -> greeting
GREETING -> liveness
liveness -> < detected: bye >
bye: conversation "Say goodbye." { does_not_require_reply: true } -> end
end"#,
                ),
                (
                    "a start without a target",
                    r#"start
greeting: conversation "Hello." -> closing"#,
                ),
                (
                    "a call without a target",
                    r#"start -> fetch
fetch: external_call { request: { url: "https://x.example" } }"#,
                ),
                (
                    "rules without a default",
                    r#"start -> fetch
fetch: external_call { request: { url: "https://x.example" } } -> check
check: field_condition -> < when provided.tier == "gold": closing >"#,
                ),
                (
                    "exits of an awaited call",
                    r#"start -> wait
wait: conversation "Talk." { await_external: { request: { url: "https://x.example" }, poll: { interval_ms: 1000, timeout_ms: 9000 } } } -> < done: closing, on_timeout: refused >"#,
                ),
                (
                    "permissions where only one answer is routed",
                    r#"start -> ask
ask: permissions say "Please allow the camera." { permissions: { camera: true } } -> < granted: greeting >
greeting: conversation "Hello." -> closing"#,
                ),
                (
                    "before 1.0.44 nothing is missing",
                    r#"api "1.0.43"
start -> greeting
GREETING -> liveness
liveness -> < detected: closing, deepfake | no_face: refused >"#,
                ),
                (
                    "an unknown outcome may be the missing one",
                    "start -> greeting
GREETING -> liveness
liveness -> < detected: closing, depfake: refused, no_face | inconclusive: refused >",
                ),
                (
                    "a quoted type has whatever outcomes it has",
                    r#"start -> x
x: "new_check" -> < "ok": closing >"#,
                ),
                (
                    "windows line ends",
                    "start -> email
email: enter_email -> <
  entered: closing
>",
                ),
            ],
        );
    }

    /// A flow of random nodes whose routes lead forward, some outcomes forgotten.
    fn random_flow(random: &mut impl FnMut(u64) -> u64) -> String {
        let size = 2 + random(5);
        let mut text = String::from("start -> n0\n");
        for at in 0..size {
            let mut target = || match random(size - at + 2) {
                0 => "closing".to_owned(),
                1 => "refused".to_owned(),
                step if at + step - 1 < size => format!("n{}", at + step - 1),
                _ => "closing".to_owned(),
            };
            let (head, outcomes): (&str, &[&str]) = match at % 5 {
                0 => ("liveness", &["detected", "deepfake", "no_face", "inconclusive"]),
                1 => ("enter_email", &["entered", "canceled"]),
                2 => {
                    ("email_otp", &["verified", "delivery_failed", "failed_unverified", "cancelled", "error"])
                }
                3 => ("recognition", &["recognized", "new_user", "no_face"]),
                _ => ("field_condition", &["when provided.a == 1", "else"]),
            };
            let entries: Vec<String> = outcomes.iter().map(|name| format!("{name}: {}", target())).collect();
            let kept: Vec<String> = entries.into_iter().filter(|_| random(3) > 0).collect();
            text += &match random(3) {
                _ if kept.is_empty() => format!("n{at}: {head}\n"),
                0 => format!("n{at}: {head} -> < {} >\n", kept.join(", ")),
                1 => format!("n{at}: {head} -> <\n  {} >\n", kept.join("\n  ")),
                _ => format!("n{at}: {head} -> <\n  {} // so\n>\n", kept.join("\n  ")),
            };
        }
        text + "closing: conversation \"Bye.\" -> end\nrefused: conversation \"No.\" -> end\nend\n"
    }

    #[test]
    fn a_fix_makes_the_node_whole_and_never_leads_where_the_passed_check_leads() {
        let mut seed: u64 = 3;
        let mut random = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below
        };
        let compile =
            |text: &str| crate::compilation::compile("x.fsflow", text, &NoFiles, &Options::default());
        let mut tried = 0;
        for _ in 0..120 {
            let text = random_flow(&mut random);
            let before = compile(&text);
            for fault in before.diagnostics.iter().filter(|fault| fault.code == &MISSING_OUTCOME) {
                let Some(fix) = fault.fixes.first() else { continue };
                tried += 1;
                let fixed = apply(&text, fix);
                let after = compile(&fixed);
                let errors = |it: &crate::compilation::Compilation| {
                    it.diagnostics.iter().filter(|it| it.level == Level::Error).count()
                };
                let said: Vec<&str> = after.diagnostics.iter().map(|it| it.message.as_str()).collect();
                assert!(errors(&after) < errors(&before), "{text}\n{fixed}\n{said:#?}");
                for (old, new) in before.flow.nodes.iter().zip(&after.flow.nodes) {
                    let is_pass = |edge: &&Edge| edge.row().is_some_and(|row| row.verdict == Verdict::Pass);
                    let pass = old.edges.iter().find(is_pass).and_then(|edge| edge.target);
                    let added = new.edges.iter().skip(old.edges.len());
                    assert!(
                        added.filter(|edge| !is_pass(edge)).all(|edge| edge.target != pass),
                        "{text}\n{fixed}"
                    );
                }
            }
        }
        assert!(tried > 150, "{tried}");
    }
}
