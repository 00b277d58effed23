//! The suite that every output language passes: for each example one file of parameters with the body that they give, and of
//! sessions with the decisions about them. A language that is not tested here can read the same files.
//!
//! `FSFLOW_CONFORMANCE=write cargo test --test it conformance` writes the files from the naive judge; look at what changed.

use std::fmt::Write;
use std::fs;

use serde_json::{Value, json};

use super::decisions::{Question, answered, questions};
use super::engines::{self, Case};
use super::judge::{Judge, Session, Verdict};
use super::values::{Sample, is_same};
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

/// What is right to answer, as the files have it.
fn answer(verdict: &Verdict) -> Value {
    match verdict {
        Verdict::Decision(decision) => json!(decision),
        Verdict::Pending => json!("pending"),
        Verdict::Ambiguous => json!({ "error": "AmbiguousReportError" }),
        Verdict::Unknown => json!({ "error": "UnknownReportError" }),
    }
}

/// The file of a flow: what it is called with, and a session a line.
fn file(sample: &Sample) -> String {
    let flow = &sample.compilation.flow;
    let judge = flow.decide.is_some().then(|| Judge::new(flow, 5000).unwrap());
    let asked: Vec<Question> = judge
        .iter()
        .flat_map(|judge| {
            let step = (judge.sessions.len() / SESSIONS).max(1);
            let some: Vec<&Session> = judge.sessions.iter().step_by(step).collect();
            questions(judge, &some, &mut Choices::new(super::numbers(some.len() as u64, 10_000)))
        })
        .collect();
    let mut lines: Vec<String> = Vec::new();
    for question in &asked {
        let line = json!({ "session": question.session(), "answer": answer(&question.verdict) }).to_string();
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
    for kind in [json!("pending"), answer(&Verdict::Ambiguous), answer(&Verdict::Unknown)] {
        assert!(all.contains(&kind), "{kind}");
    }
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
            for (asked, said) in sessions(file).iter().zip(&found.decisions()) {
                assert_eq!(answer(&answered(said)), asked["answer"], "{at} {}", asked["session"]);
            }
            assert_eq!(sessions(file).len(), found.answers.len());
        }
    });
}
