//! Random flows with odd names in which faults are planted, as people make them.

use fsflow::import;

use crate::choices::Choices;
use crate::random_flows;

/// Statements that are added, right or wrong.
const STATEMENTS: &[&str] = &[
    "param shop = \"the shop\"",
    "param shop: int = 5",
    "param \"odd name\"",
    "param vip: boolean = \"true\"",
    "@allow(unused-param, \"it is not\")\nparam other",
    "@allow(unused-parm, \"it is not\")\nparam other",
    "@allow(cycle, \"it is not\")\nparam other",
    "api \"1.0.12\"",
    "api 1.0.47",
    "api \"v1.0.46\"",
    "import \"./missing.fsflow\"",
    "decide {\n  accept: liveness.detected\n}",
    "decide {\n}",
    "decide {\n  accept: liveness.Detected and plain\n  \"else\": not plain\n}",
    "decide {\n  accept: plain\n  reject: else\n}\n\nensure acept requires plain",
    "ensure liveness requires plian",
    "test \"a\" {\n  liveness.detected => end\n}",
    "test \"a\" {\n  liveness.detected -> end\n}",
    "test \"a\" {\n  livenes.detected => accept\n}",
    "talk: conversation \"Ask ${shop} and ${shpo}.\" -> end",
    "talk: conversation \"Ask.\" { await_external: { timeout_ms: 5000 } } -> next",
    "check: field_condition -> < when extracted.age > 17: end >",
    "check: field_condition -> < when extracted.age => 17: end, else: end >",
    "look: liveness -> < detected: end >",
    "look: liveness -> < detected: \"when\", deepfake: end >",
    "look: liveness",
    "look: liveness -> <\n  detected: end // here\n  deepfake: plain >",
    "\"a.b\": liveness -> < detected: end, else: \"a.b\" >",
    "\"${x}\": conversation \"Ask.\" -> \"${x}\"",
    "otp: two_factor_email -> end",
    "otp: email_otp { otpLength: \"6\" } -> < Verified: end, else: end >",
    "scan: document_scan { scanning_mode: \"automatic\", allowed_document_types: passport } -> end",
    "lookup: recognition -> end",
    "perms: permissions { permissions: { camera: True } } -> end",
    "perms: permissions \"Please allow it.\" { permissions: { camera: true } } -> < granted: end, else: end >",
    "start -> end",
    "end -> plain",
    "plain is some prose",
    "x -> else",
    "x: -> end",
    "stop: livenes -> end",
    "session { langs: [en, de], default_lang: it }",
    "session { Langs: [en] metadata: { a: 1 b: 2 } }",
    "bye: conversation \"Say goodbye.\" { does_not_require_reply: ture } -> end",
    "bye: conversation say \"Bye.\" { prompt: \"x\", does_not_require_reply: \"true\" } -> end",
    "bye: conversation { prompt: \"Say goodbye.\" } -> end",
];

/// What is written where something else should be.
const SWAPS: &[(&str, &[&str])] = &[
    ("->", &["=>", "→", "-->", "- >", ">", ":", "-> goto", ""]),
    (":", &["=", "", "::", " ->", "=>"]),
    (",", &["", ";", ",,"]),
    ("<", &["", "{", "<<", "["]),
    (">", &["", "}", ">>", "]"]),
    ("{", &["", "<"]),
    ("}", &["", ">"]),
    ("]", &["", ")"]),
    ("\"", &["'", "", "`", "\"\"", "\u{201c}"]),
    ("true", &["True", "\"true\"", "yes"]),
    ("false", &["False", "FALSE"]),
    ("end", &["END", "End", "edn"]),
    ("when", &["When", "WHEN", "if", "whne"]),
    ("else", &["Else", "ELSE", "default", "esle"]),
    ("say", &["Say", "say:", "syas"]),
    ("start", &["START", "strat"]),
    ("session", &["Session", "session:"]),
    ("|", &["||", ",", "/"]),
    (".", &["..", ""]),
    ("exists", &["exist", "is set"]),
    ("==", &["=", "===", "eq"]),
    ("\n", &[" ", "\r", ";\n", "\n# note\n", "\n/* note */\n", "\n\u{200b}", "\u{202e}\n"]),
    ("0", &["00", "+0", "0.", ".0", "0_0", "0m"]),
    ("${", &["$", "${{", "{{"]),
];

/// A flow, laid out as a rule, with one to four faults.
pub fn flow(choices: &mut Choices) -> String {
    let mut text = sound(choices);
    for _ in 0..1 + choices.below(4) {
        match choices.below(6) {
            0 | 1 => add(choices, &mut text),
            2 | 3 => drop(swap(choices, &mut text)),
            4 => misspell(choices, &mut text),
            _ => take_out(choices, &mut text),
        }
    }
    text
}

/// A flow, laid out as a rule, without a fault of ours.
pub fn sound(choices: &mut Choices) -> String {
    let body = serde_json::to_string(&random_flows::body(choices)).unwrap();
    import::import("flow.json", &body, &import::Options::default()).text
}

/// Plants one fault, and says which: a token in place of another, a letter of a word, a line.
pub fn one(choices: &mut Choices, text: &mut String) -> String {
    match choices.below(5) {
        0..=2 => swap(choices, text),
        3 => {
            misspell(choices, text);
            "a letter".to_owned()
        }
        _ => {
            take_out(choices, text);
            "a line".to_owned()
        }
    }
}

fn add(choices: &mut Choices, text: &mut String) {
    let statement = choices.pick(STATEMENTS);
    if choices.one_in(3) {
        *text = format!("{statement}\n\n{text}");
    } else {
        *text += &format!("\n{statement}\n");
    }
}

fn swap(choices: &mut Choices, text: &mut String) -> String {
    let (right, wrong) = choices.pick(SWAPS);
    let places: Vec<usize> = text.match_indices(right).map(|(at, _)| at).collect();
    if places.is_empty() {
        return String::new();
    }
    let at = *choices.pick(&places);
    let wrong = choices.pick::<&str>(wrong);
    text.replace_range(at..at + right.len(), wrong);
    format!("{right:?} is {wrong:?}")
}

/// Words of the text: a letter is doubled, dropped, exchanged with the next, or made a capital.
fn misspell(choices: &mut Choices, text: &mut String) {
    let letters: Vec<usize> =
        text.char_indices().filter(|(_, ch)| ch.is_ascii_lowercase()).map(|(at, _)| at).collect();
    if letters.is_empty() {
        return;
    }
    let at = *choices.pick(&letters);
    let letter = text[at..=at].to_owned();
    match choices.below(4) {
        0 => text.insert_str(at, &letter),
        1 => text.replace_range(at..=at, ""),
        2 => text.replace_range(at..=at, &letter.to_ascii_uppercase()),
        _ => text.replace_range(at..=at, "x"),
    }
}

/// A line goes, or comes a second time.
fn take_out(choices: &mut Choices, text: &mut String) {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let at = choices.below(lines.len());
    if choices.one_in(3) {
        lines.insert(at, lines[at]);
    } else {
        lines.remove(at);
    }
    *text = lines.concat();
}
