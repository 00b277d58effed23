//! What comes of fixing whole flows, written as the texts before and after.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Fixed, Left, Scope, Subject, fix};
use crate::diag::Applicability;
use crate::resolve::Options;
use crate::source::SourceFile;

/// Fixes all files whose names begin with none of `closed`; the first is the flow, and those of `more` are flows too.
fn fixed(files: &[(&str, &str)], flows: usize, closed: &str, upto: Applicability) -> Fixed {
    let texts: BTreeMap<String, String> =
        files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    let identity = |name: &str| (name != closed).then(|| name.to_owned());
    let subject = |(name, text): &(&str, &str)| Subject {
        source: Arc::new(SourceFile::new(*name, *text)),
        options: Options::default(),
    };
    let scope = Scope { files: &texts, identity: &identity, upto };
    fix(files.iter().take(flows).map(subject).collect(), &scope)
}

fn check(upto: Applicability, text: &str, after: &str) -> Fixed {
    let fixed = fixed(&[("main.fsflow", text)], 1, "", upto);
    let now = fixed.files.first().map_or(text, |file| &file.after);
    assert_eq!(now, after);
    let again = self::fixed(&[("main.fsflow", now)], 1, "", upto);
    assert_eq!(again.files, [], "a second run changes nothing");
    fixed
}

const CLOSING: &str =
    "closing: conversation \"Say goodbye.\" { does_not_require_reply: true } -> end\n\nend\n";

#[test]
fn safe_fixes_are_made_and_guesses_are_left() {
    let fixed = check(
        Applicability::Safe,
        &format!("start => closng\n\n{CLOSING}"),
        &format!("start -> closng\n\n{CLOSING}"),
    );
    assert_eq!(fixed.left, Left { unsafe_fixes: 1, ..Left::default() });
    let made = fixed.made.iter().map(|made| (made.file.as_str(), made.code.name, made.title.as_str()));
    assert_eq!(made.collect::<Vec<_>>(), [("main.fsflow", "wrong-arrow", "write `->`")]);
}

#[test]
fn guesses_are_made_when_they_are_asked_for() {
    let fixed = check(
        Applicability::Unsafe,
        &format!("start => closng\n\n{CLOSING}"),
        &format!("start -> closing\n\n{CLOSING}"),
    );
    assert_eq!(fixed.left, Left::default());
    assert!(fixed.flows.iter().all(|flow| flow.diagnostics.is_empty()));
}

#[test]
fn a_file_that_was_laid_out_is_laid_out_afterwards_and_another_keeps_its_form() {
    let flow = |entries: &str| {
        format!(
            "start -> hello\n\nhello: conversation \"Ask.\" -> look\n\nlook: liveness -> <\n{entries}>\n\n{CLOSING}"
        )
    };
    check(
        Applicability::Safe,
        &flow("  detected:          closing\n  NoFace | deepfake: closing\n  inconclusive:      closing\n"),
        &flow(
            "  detected:           closing\n  no_face | deepfake: closing\n  inconclusive:       closing\n",
        ),
    );
    check(
        Applicability::Safe,
        &flow("  detected: closing\n  NoFace | deepfake: closing\n  inconclusive: closing\n"),
        &flow("  detected: closing\n  no_face | deepfake: closing\n  inconclusive: closing\n"),
    );
}

#[test]
fn an_import_is_fixed_with_its_flow_where_it_may_be_changed() {
    let main = "import \"./shared.fsflow\"\n\nstart -> closing\n";
    let shared = CLOSING.replace("does_not_require_reply", "doesNotRequire_reply");
    let files = [("main.fsflow", main), ("shared.fsflow", &shared)];
    let fixed = self::fixed(&files, 1, "", Applicability::Safe);
    let names: Vec<_> = fixed.files.iter().map(|file| (file.name.as_str(), file.after.as_str())).collect();
    assert_eq!(names, [("shared.fsflow", CLOSING)]);
    let fixed = self::fixed(&files, 1, "shared.fsflow", Applicability::Safe);
    assert_eq!(fixed.files, []);
    assert_eq!(fixed.left.elsewhere, BTreeMap::from([("shared.fsflow".to_owned(), 1)]));
}

#[test]
fn a_fault_in_a_file_of_two_flows_is_fixed_once() {
    let main = "import \"./shared.fsflow\"\n\nstart -> closing\n";
    let shared = CLOSING.replace("{ does", "{ Does");
    let files = [("a.fsflow", main), ("b.fsflow", main), ("shared.fsflow", &shared)];
    let fixed = self::fixed(&files, 2, "", Applicability::Safe);
    assert_eq!(fixed.files.len(), 1);
    assert_eq!(fixed.files[0].after, CLOSING);
    assert_eq!(fixed.made.len(), 1);
    assert!(fixed.flows.iter().all(|flow| flow.diagnostics.is_empty()));
}

#[test]
fn what_a_fix_brings_to_light_is_fixed_too() {
    check(
        Applicability::Unsafe,
        &format!("start => closng;\n\n{}", CLOSING.replace("-> end", "=> END")),
        &format!("start -> closing\n\n{CLOSING}"),
    );
}

#[test]
fn a_thousand_faults_in_one_file_are_fixed_in_few_rounds() {
    let nodes = |arrow: &str, next: &dyn Fn(usize) -> String| -> String {
        let node = |at: usize| format!("n{at}: conversation \"Ask for something.\" {arrow} {}\n\n", next(at));
        (0..1000).map(node).collect()
    };
    let text = |arrow: &str| {
        let next = |at: usize| if at == 999 { "closing".to_owned() } else { format!("n{}", at + 1) };
        format!("start -> n0\n\n{}{CLOSING}", nodes(arrow, &next))
    };
    let fixed = fixed(&[("main.fsflow", &text("=>"))], 1, "", Applicability::Safe);
    assert_eq!(fixed.made.len(), 1000);
    assert_eq!(fixed.files[0].after, text("->"));
}
