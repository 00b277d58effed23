//! What the command line writes for programs is what the schemas say.

use std::collections::BTreeSet;

use fsflow::documents::schema::DOCUMENTS;
use serde_json::Value;

use crate::project;

/// The arguments by which a command writes a document, and the document.
const WRITTEN_BY: &[(&str, &[&str])] = &[
    ("diagnostics", &["fsflowc check", "--format json"]),
    ("decide", &["fsflowc decide", "--format json"]),
    ("paths", &["fsflowc paths", "--format json"]),
    ("tests", &["fsflowc test", "--format json"]),
    ("session", &["fsflowc run", "--json"]),
];

/// The name of the document that a command of a session writes.
fn document_of(command: &str) -> Option<&'static str> {
    let writes = |words: &&[&str]| words.iter().all(|word| command.contains(word));
    WRITTEN_BY.iter().find(|(_, words)| writes(words)).map(|(name, _)| *name)
}

/// The documents that stand in the recorded sessions: name, command and JSON.
fn recorded() -> Vec<(&'static str, String, Value)> {
    let mut found = Vec::new();
    for path in project::files("tests/it/cmd", ".trycmd") {
        let text = project::read(&path);
        for session in text.split("```console\n").skip(1).filter_map(|part| part.split("```").next()) {
            for step in session.split("$ ").skip(1) {
                let (command, output) = step.split_once('\n').unwrap();
                let output =
                    output.trim_start_matches(|ch: char| ch == '?' || ch.is_ascii_digit() || ch == ' ');
                let begins = if output.starts_with('{') { Some(0) } else { output.find("\n{") };
                let Some(at) = begins else { continue };
                // What went to standard error stands before or behind the document.
                let mut values = serde_json::Deserializer::from_str(&output[at..]).into_iter::<Value>();
                if let (Some(name), Some(Ok(value))) = (document_of(command), values.next()) {
                    found.push((name, format!("{path}: {command}"), value));
                }
            }
        }
    }
    found
}

#[test]
fn the_schemas_are_of_the_draft_that_they_name_and_allow_what_is_written() {
    let mut seen = BTreeSet::new();
    let recorded = recorded();
    for row in DOCUMENTS {
        let schema: Value =
            serde_json::from_str(&project::read(&format!("grammar/{}.schema.json", row.name))).unwrap();
        assert!(jsonschema::draft202012::meta::is_valid(&schema), "{}", row.name);
        let validator = jsonschema::draft202012::new(&schema).unwrap();
        for (_, command, document) in recorded.iter().filter(|(name, ..)| *name == row.name) {
            let faults: Vec<String> =
                validator.iter_errors(document).map(|error| error.to_string()).collect();
            assert_eq!(faults, Vec::<String>::new(), "{command}");
            seen.insert(row.name);
        }
    }
    let all: BTreeSet<&str> = DOCUMENTS.iter().map(|row| row.name).collect();
    assert_eq!(seen, all, "each document is written by a command of some session");
}

#[test]
fn a_schema_refuses_a_document_without_what_it_promises() {
    for (name, _, document) in recorded() {
        let schema: Value =
            serde_json::from_str(&project::read(&format!("grammar/{name}.schema.json"))).unwrap();
        let validator = jsonschema::draft202012::new(&schema).unwrap();
        for key in schema["required"].as_array().unwrap() {
            let mut broken = document.clone();
            broken.as_object_mut().unwrap().remove(key.as_str().unwrap());
            assert!(!validator.is_valid(&broken), "{name} without {key}");
        }
    }
}
