//! The suite that every output language passes: for each example one file of parameters with the body that they give, and of
//! sessions with what is right to answer, while more may come and at last: decision, rule and reason, or the error. A language that is not tested here can read the same files.
//!
//! `FSFLOW_CONFORMANCE=write cargo test --test it conformance` writes the files from the naive judge; look at what changed.

use std::fmt::Write;
use std::fs;

use serde_json::{Value, json};

use super::attacks;
use super::decisions::questions;
use super::engines::{self, Case};
use super::judge::{Judge, Session, filled_in};
use super::values::{Sample, is_same};
use super::verdict::Verdict;
use super::{names, values};
use crate::choices::Choices;
use crate::{examples, project};

const FOLDER: &str = "tests/conformance";

/// A flow whose sessions get every kind of answer, as those of the examples do not.
const ANSWERS: &str = "tests/conformance/answers.fsflow";

/// How many whole sessions the questions of a flow are made from.
const SESSIONS: usize = 8;

fn samples() -> Vec<Sample> {
    let answers = Sample::new(ANSWERS, &project::read(ANSWERS), [("amount".to_owned(), json!(20))].into());
    examples::flows().iter().map(|path| values::example(path)).chain([names::sample(true), answers]).collect()
}

fn path(sample: &Sample) -> String {
    let folders = ["examples/", "tests/it/code/", "tests/conformance/"];
    let stem = folders.iter().fold(sample.name.as_str(), |name, folder| name.trim_start_matches(folder));
    format!("{FOLDER}/{}.json", stem.trim_end_matches(".fsflow").replace('/', "-"))
}

/// Sessions to decide about: some with parts of their reports, some whose values are there.
fn sessions(judge: &Judge<'_>) -> Vec<Value> {
    let step = (judge.sessions.len() / SESSIONS).max(1);
    let some: Vec<&Session> = judge.sessions.iter().step_by(step).collect();
    let mut choices = Choices::new(super::numbers(some.len() as u64, 10_000));
    let mut found: Vec<Value> =
        questions(judge, &some, &mut choices).into_iter().map(|question| question.session).collect();
    found.extend(attacks::true_sessions(judge, 4, &mut choices));
    found
}

/// The file of a flow: what it is called with, and a session a line.
fn file(sample: &Sample) -> String {
    let flow = &sample.compilation.flow;
    let whole = filled_in(flow);
    let judge = flow.decide.is_some().then(|| Judge::new(&whole, 5000).unwrap());
    let mut lines: Vec<String> = Vec::new();
    for (judge, session) in
        judge.iter().flat_map(|judge| sessions(judge).into_iter().map(move |it| (judge, it)))
    {
        let [answer, last] = [false, true].map(|at_last| judge.verdict(&session, at_last).shown());
        let line = json!({ "session": session, "answer": answer, "final": last }).to_string();
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    let mut out = format!("{{\n\"flow\": {},\n\"params\": {},\n", json!(sample.name), json!(sample.given));
    write!(out, "\"body\": {:#},\n\"sessions\": [\n{}\n]\n}}\n", sample.session, lines.join(",\n")).unwrap();
    out
}

#[test]
fn the_files_of_the_suite_are_what_the_judge_says() {
    let write = std::env::var("FSFLOW_CONFORMANCE").is_ok_and(|value| value == "write");
    for sample in samples() {
        let (path, text) = (path(&sample), file(&sample));
        if write {
            fs::create_dir_all(project::root().join(FOLDER)).unwrap();
            fs::write(project::root().join(&path), &text).unwrap();
        }
        let found: Value = serde_json::from_str(&project::read(&path)).unwrap();
        let expected: Value = serde_json::from_str(&text).unwrap();
        assert!(found == expected, "{path} is not what FSFLOW_CONFORMANCE=write would write");
    }
    let files = project::files(FOLDER, ".json");
    assert_eq!(files.len(), samples().len(), "a file without its flow: {files:?}");
}

#[test]
fn every_language_passes_the_suite() {
    let samples = samples();
    let files: Vec<Value> =
        samples.iter().map(|sample| serde_json::from_str(&project::read(&path(sample))).unwrap()).collect();
    let sessions = |file: &Value| file["sessions"].as_array().unwrap().clone();
    // Every kind of answer is asked for.
    let all: Vec<Value> = files.iter().flat_map(sessions).map(|it| it["answer"].clone()).collect();
    for kind in [Verdict::Pending, Verdict::Ambiguous, Verdict::Unknown] {
        assert!(all.contains(&kind.shown()), "{kind:?}");
    }
    let has = |member: &str| all.iter().any(|answer| !answer[member].is_null());
    assert!(has("reason") && has("rule") && all.iter().any(|answer| answer["decision"] == "grant"));
    engines::each("the conformance suite", |engine| {
        let cases: Vec<Case<'_>> = samples
            .iter()
            .zip(&files)
            .map(|(sample, file)| Case {
                sessions: sessions(file).iter().map(|it| it["session"].clone()).collect(),
                ..sample.case(engine)
            })
            .collect();
        for (file, found) in files.iter().zip(engine.run(&cases)) {
            let at = format!("{} in {}", file["flow"], engine.name);
            assert!(is_same(&found.session, &file["body"]), "{at}\n{}", found.session);
            assert!(is_same(&found.flow, &file["body"]["flow"]), "{at}\n{}", found.flow);
            for ((asked, said), last) in sessions(file).iter().zip(&found.answers).zip(&found.finals) {
                assert_eq!(Verdict::of(said), asked["answer"], "{at} {}", asked["session"]);
                assert_eq!(Verdict::of(last), asked["final"], "{at}, at last, {}", asked["session"]);
            }
            assert_eq!(sessions(file).len(), found.answers.len());
        }
    });
}
