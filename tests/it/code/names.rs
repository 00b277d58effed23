//! Names that mean something in the languages of the code, that stand there already, or that differ only by case.

use std::collections::BTreeMap;

use serde_json::json;

use super::values::{Sample, check};
use crate::project;

/// What the parameters of `names.fsflow` are called in JavaScript and in Python.
const NAMES: &[(&str, [&str; 2])] = &[
    ("class", ["class", "class_"]),
    ("function", ["function", "function"]),
    ("def", ["def", "def_"]),
    ("None", ["none", "none"]),
    ("lambda", ["lambda", "lambda_"]),
    ("await", ["await", "await_"]),
    ("arguments", ["arguments", "arguments"]),
    ("constructor", ["constructor_", "constructor"]),
    ("__proto__", ["proto", "proto"]),
    ("to_string", ["toString_", "to_string"]),
    ("undefined", ["undefined", "undefined"]),
    ("str", ["str", "str_"]),
    ("flow", ["flow", "flow"]),
    ("session", ["session", "session"]),
    ("params", ["params", "params"]),
    ("checked", ["checked", "checked"]),
    ("card_last4", ["cardLast4", "card_last4"]),
    ("cardLast4", ["cardLast4_2", "card_last4_2"]),
    ("card-last4", ["cardLast4_3", "card_last4_3"]),
    ("rate", ["rate", "rate"]),
    ("limit", ["limit", "limit"]),
    ("self", ["self", "self"]),
    ("json", ["json", "json"]),
    ("Params", ["params_2", "params_2"]),
];

/// The parameters that have a default.
const DEFAULTS: &[&str] = &["flow", "session", "params", "checked", "rate", "limit"];

#[test]
fn any_name_can_be_used() {
    let path = "tests/it/code/names.fsflow";
    let text = project::read(path);
    let sample = |with_defaults: bool| {
        let given = NAMES.iter().filter(|(name, _)| with_defaults || !DEFAULTS.contains(name));
        let value = |name: &str| match name {
            "checked" => json!(false),
            "rate" => json!(2.5),
            "limit" => json!(7),
            name => json!(format!("the value of {name}")),
        };
        let given: BTreeMap<_, _> = given.map(|(name, _)| ((*name).to_owned(), value(name))).collect();
        let mut sample = Sample::new(path, &text, given);
        sample.names = NAMES;
        sample
    };
    check("names in code", &[sample(true), sample(false)]);
}
