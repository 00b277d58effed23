//! Names that mean something in the languages of the code, that stand there already, or that differ only by case.

use std::collections::BTreeMap;

use serde_json::json;

use super::values::{Sample, check};
use crate::project;

/// What the parameters of `names.fsflow` are called in the languages, in the order of the engines.
const NAMES: &[(&str, [&str; 3])] = &[
    ("class", ["class", "class_", "Class"]),
    ("function", ["function", "function", "Function"]),
    ("def", ["def", "def_", "Def"]),
    ("None", ["none", "none", "None"]),
    ("lambda", ["lambda", "lambda_", "Lambda"]),
    ("await", ["await", "await_", "Await"]),
    ("arguments", ["arguments", "arguments", "Arguments"]),
    ("constructor", ["constructor_", "constructor", "Constructor"]),
    ("__proto__", ["proto", "proto", "Proto"]),
    ("to_string", ["toString_", "to_string", "ToString"]),
    ("undefined", ["undefined", "undefined", "Undefined"]),
    ("str", ["str", "str_", "Str"]),
    ("flow", ["flow", "flow", "Flow"]),
    ("session", ["session", "session", "Session"]),
    ("params", ["params", "params", "Params"]),
    ("checked", ["checked", "checked", "Checked"]),
    ("card_last4", ["cardLast4", "card_last4", "CardLast4"]),
    ("cardLast4", ["cardLast4_2", "card_last4_2", "CardLast42"]),
    ("card-last4", ["cardLast4_3", "card_last4_3", "CardLast43"]),
    ("rate", ["rate", "rate", "Rate"]),
    ("limit", ["limit", "limit", "Limit"]),
    ("self", ["self", "self", "Self"]),
    ("json", ["json", "json", "JSON"]),
    ("Params", ["params_2", "params_2", "Params2"]),
];

/// The parameters that have a default.
const DEFAULTS: &[&str] = &["flow", "session", "params", "checked", "rate", "limit"];

/// The flow with values for its parameters, those with a default included or left out.
pub(super) fn sample(with_defaults: bool) -> Sample {
    let path = "tests/it/code/names.fsflow";
    let given = NAMES.iter().filter(|(name, _)| with_defaults || !DEFAULTS.contains(name));
    let value = |name: &str| match name {
        "checked" => json!(false),
        "rate" => json!(2.5),
        "limit" => json!(7),
        name => json!(format!("the value of {name}")),
    };
    let given: BTreeMap<_, _> = given.map(|(name, _)| ((*name).to_owned(), value(name))).collect();
    let mut sample = Sample::new(path, &project::read(path), given);
    sample.names = NAMES;
    sample
}

#[test]
fn any_name_can_be_used() {
    check("names in code", &[sample(true), sample(false)]);
}
