//! The running of generated code by the languages of the machine: all cases of a test in one process each.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;
use std::sync::Arc;

use fsflow::emit;
use fsflow::flow::Flow;
use fsflow::graph::Graph;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::tools;

/// A language that runs generated code.
pub struct Engine {
    pub name: &'static str,
    /// Which code it runs.
    pub target: &'static str,
    /// What brings it, among [`tools::TOOLS`].
    tool: &'static str,
    /// What it is called with to run all cases.
    run: &'static [&'static str],
    /// The files that it needs for that.
    files: fn(&[Case<'_>]) -> Vec<(&'static str, String)>,
    /// The name of a parameter, from its name in words of small letters.
    pub parameter: fn(&str) -> String,
    /// The error that says that a parameter has no right value.
    pub refusal: &'static str,
    /// Whether its compiler refuses values of a wrong type, so that none can be tried.
    pub is_compiled: bool,
    /// How many flows of a test it runs at most, where each is costly.
    pub most: usize,
}

pub static ENGINES: &[Engine] = &[
    Engine {
        name: "node",
        target: "js",
        tool: "node",
        run: &["run.mjs"],
        files: |_| {
            let package = r#"{"type": "module"}"#;
            vec![("run.mjs", include_str!("run.mjs").to_owned()), ("package.json", package.to_owned())]
        },
        parameter: |name| {
            let pascal = capitalized(name);
            pascal[..1].to_lowercase() + &pascal[1..]
        },
        refusal: "TypeError",
        is_compiled: false,
        most: usize::MAX,
    },
    Engine {
        name: "python3",
        target: "py",
        tool: "python",
        run: &["run.py"],
        files: |_| vec![("run.py", include_str!("run.py").to_owned())],
        parameter: str::to_owned,
        refusal: "TypeError",
        is_compiled: false,
        most: usize::MAX,
    },
    Engine {
        name: "go",
        target: "go",
        tool: "go",
        run: &["run", "."],
        files: super::go::files,
        parameter: |name| capitalized(name).replace("Id", "ID").replace("Url", "URL"),
        refusal: "ParamError",
        is_compiled: true,
        most: 60,
    },
];

/// The words of a name, each with a capital letter.
fn capitalized(name: &str) -> String {
    name.split('_').map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}

/// A module and what to call.
pub struct Case<'f> {
    pub flow: &'f Flow,
    /// `None` to call without parameters; an object `{"odd": "NaN"}` is a value that JSON does not have.
    pub params: Option<BTreeMap<String, Value>>,
    /// What to decide about.
    pub sessions: Vec<Value>,
}

/// What came back; an error is an object with its name and message.
#[derive(Debug, Deserialize)]
pub struct Answer {
    pub flow: Value,
    pub session: Value,
    /// What is decided about each session.
    pub answers: Vec<Value>,
    /// The same, when nothing more is waited for.
    pub finals: Vec<Value>,
    pub reports: Vec<Value>,
}

impl Answer {
    /// The decision about each session, or the error.
    pub fn decisions(&self) -> Vec<Value> {
        decisions(&self.answers)
    }
}

/// The decision of each answer, or the error.
pub fn decisions(answers: &[Value]) -> Vec<Value> {
    let decision = |answer: &Value| match answer["error"].is_null() {
        true => answer["decision"].clone(),
        false => answer.clone(),
    };
    answers.iter().map(decision).collect()
}

/// The text of a module.
pub fn code(flow: &Flow, target: &str) -> String {
    let graph = Graph::new(Arc::new(flow.clone()));
    emit::target(target).unwrap().text(&graph, &emit::Options::default())
}

/// The engines of this machine, one after the other. One that is missing is told, or fails where it is required.
pub fn each(test: &str, run: impl FnMut(&Engine)) {
    each_of(ENGINES, test, run);
}

/// Those of these engines that this machine has. One that is missing is told, or fails where it is required.
pub fn each_of<'e>(engines: impl IntoIterator<Item = &'e Engine>, test: &str, mut run: impl FnMut(&Engine)) {
    for engine in engines {
        if tools::find(engine.tool, &format!("{test} in {}", engine.name)).is_some() {
            run(engine);
        }
    }
}

impl Engine {
    /// The program that runs the language.
    pub fn program(&self) -> String {
        tools::program(self.tool)
    }

    /// Runs all cases.
    pub fn run(&self, cases: &[Case<'_>]) -> Vec<Answer> {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        let mut calls = Vec::new();
        for (number, case) in cases.iter().enumerate() {
            let module = format!("case_{number}");
            let options = emit::Options {
                stem: Some(module.clone()),
                package: Some(module.clone()),
                ..emit::Options::default()
            };
            let graph = Graph::new(Arc::new(case.flow.clone()));
            for file in emit::target(self.target).unwrap().files(&graph, &options) {
                write(&file.name, &file.text);
            }
            calls.push(json!({ "module": module, "params": case.params, "sessions": case.sessions }));
        }
        write("cases.json", &json!(calls).to_string());
        (self.files)(cases).iter().for_each(|(name, text)| write(name, text));
        let mut command = Command::new(self.program());
        command.args(self.run).env("PYTHONDONTWRITEBYTECODE", "1").current_dir(folder.path());
        let output = super::go::offline(&mut command).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}: {said}", self.name);
        assert_eq!(said, "", "{}", self.name);
        let answers = fs::read_to_string(folder.path().join("answers.json")).unwrap();
        serde_json::from_str(&answers).unwrap()
    }
}
