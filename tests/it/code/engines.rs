//! Owns the running of generated code by the languages of the machine: all cases of a test in one process each.

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
    script: &'static str,
    /// The name of a parameter, from its name in words of small letters.
    pub parameter: fn(&str) -> String,
}

pub static ENGINES: &[Engine] = &[
    Engine {
        name: "node",
        target: "js",
        tool: "node",
        script: include_str!("run.mjs"),
        parameter: |name| {
            let mut words = name.split('_');
            let first = words.next().unwrap_or_default().to_owned();
            words.fold(first, |name, word| name + &word[..1].to_uppercase() + &word[1..])
        },
    },
    Engine {
        name: "python3",
        target: "py",
        tool: "python",
        script: include_str!("run.py"),
        parameter: str::to_owned,
    },
];

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
    pub decisions: Vec<Value>,
    pub reports: Vec<Value>,
}

/// The text of a module.
pub fn code(flow: &Flow, target: &str) -> String {
    let graph = Graph::new(Arc::new(flow.clone()));
    emit::target(target).unwrap().text(&graph, &emit::Options::default())
}

/// The engines of this machine, one after the other. One that is missing is told, or fails where it is required.
pub fn each(test: &str, mut run: impl FnMut(&Engine)) {
    for engine in ENGINES {
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
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        let mut calls = Vec::new();
        for (number, case) in cases.iter().enumerate() {
            let module = format!("case_{number}");
            write(&format!("{module}.{}", self.target), &code(case.flow, self.target));
            calls.push(json!({ "module": module, "params": case.params, "sessions": case.sessions }));
        }
        write("package.json", r#"{"type": "module"}"#);
        write("cases.json", &json!(calls).to_string());
        let script = if self.target == "js" { "run.mjs" } else { "run.py" };
        write(script, self.script);
        let output = Command::new(self.program())
            .arg(script)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .current_dir(folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}: {said}", self.name);
        assert_eq!(said, "", "{}", self.name);
        let answers = fs::read_to_string(folder.path().join("answers.json")).unwrap();
        serde_json::from_str(&answers).unwrap()
    }
}
