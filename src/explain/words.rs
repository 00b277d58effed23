//! What each word and sign of the language does, with an example.

use super::page::Page;
use crate::catalog::{data_source, report_fields, wire};
use crate::syntax::words;

/// A word or a sign with its explanation: one row.
struct Explained {
    /// The word, or the sign.
    text: &'static str,
    /// What it does, a few sentences.
    about: &'static str,
    /// Statements that use it; none where another word's example shows it.
    example: &'static str,
}

const fn row(text: &'static str, about: &'static str, example: &'static str) -> Explained {
    Explained { text, about, example }
}

const DECIDE: &str =
    "decide {\n  allow: liveness.detected and confirm.confirmed\n  check: incomplete\n  block: else\n}";
const TEST: &str = "decide {\n  allow: liveness.detected and confirm.confirmed\n  block: else\n}\n\ntest \"a denied payment is blocked\" {\n  liveness.detected, confirm.denied => closing, block\n}";
const ENSURE: &str = "decide {\n  allow: liveness.detected and confirm.confirmed\n  block: else\n}\n\nensure allow requires liveness.detected\nensure never allow with liveness.deepfake";
const GRANT: &str = "decide {\n  grant allow: liveness.detected and confirm.confirmed\n  block: else\n}";
const REASON: &str = "decide {\n  allow: liveness.detected and confirm.confirmed\n  block because \"the user said no\": confirm.denied\n  block: else\n}";
const LET: &str =
    "decide {\n  let seen = liveness.detected\n  allow: seen and confirm.confirmed\n  block: else\n}";
const COUNT: &str =
    "decide {\n  allow: 2 of (liveness.detected, confirm.confirmed, extracted.age >= 18)\n  block: else\n}";
const AMBIGUOUS: &str =
    "decide {\n  allow: liveness.detected and confirm.confirmed\n  check: ambiguous\n  block: else\n}";
const VALUE: &str =
    "decide {\n  allow: liveness.detected and report.ai_analysis.age_min >= 18\n  block: else\n}";
const STOP: &str = "decide {\n  allow: liveness.detected and confirm.confirmed\n  check: incomplete\n  block: else\n}\n\ntest \"who leaves is called\" {\n  liveness.detected stops at confirm => check\n}";
const RULE: &str = "by_age: field_condition -> < when extracted.age >= 18: closing, else: closing >";

/// The word for literal speech.
const SAY: &str = "say";

/// The words.
static ROWS: &[Explained] = &[
    row(
        "api",
        "Says for which version of the sessions API the flow is written; it stands once, before the nodes. Without it the \
         flow is written for the newest version that the compiler knows.",
        "api \"1.0.44\"",
    ),
    row(
        "param",
        "Declares a parameter: a value that the flow is given when it is built. Strings name it as `${amount}`, and a field \
         can be `${amount}` alone. Behind `:` stands its type (`string`, `number`, `boolean`), behind `=` its value when \
         none is given.",
        "param amount: number\nparam shop = \"the shop\"",
    ),
    row(
        "text",
        "Declares a text under a name, which strings name as `${name}`. With `by` a parameter picks one of several texts.",
        "",
    ),
    row("by", "Behind `text`: names the parameter whose value picks the text.", ""),
    row(
        "part",
        "Declares a node type of the author's own: nodes with parameters and named ways out, to be used several times.",
        "",
    ),
    row(
        "import",
        "Brings in the nodes and parameters of another file; the path is relative to this one. Ids share one space.",
        "import \"./common.fsflow\"",
    ),
    row(
        "session",
        "Holds the rest of the body of `POST /sessions`, one block in a file. `fsflowc build --emit session` writes the \
         whole body. Its settings are explained by their names.",
        "session {\n  client_reference_id: \"order-17\"\n  langs: [en, de]\n}",
    ),
    row(
        "decide",
        "Says what the application decides when a session has ended: rules that are tried in order, the last one `else`. \
         `node.outcome` holds when the session left the node by that outcome, `node` alone when it came there. The \
         compiler proves on all paths that a rule can hold, and writes the decision as code.",
        DECIDE,
    ),
    row(
        "ensure",
        "Promises something of all paths: `ensure DECISION requires CONDITION`, or `ensure never DECISION with CONDITION`. \
         A path that breaks the promise is an error that shows it.",
        ENSURE,
    ),
    row(
        "test",
        "A case in words: on the left of `=>` the outcomes where the way can branch, on the right the nodes that have to \
         be passed and the decision. `fsflowc test` runs the cases.",
        TEST,
    ),
    row(
        SAY,
        "Before a prompt: the avatar speaks the text as it stands. A prompt without `say` is an instruction, which the \
         avatar puts in words of its own, in the language of the user.",
        "greeting: conversation say \"Hello! I will take a short look at you, and then we go through the payment.\" -> liveness",
    ),
    row(
        "when",
        "In routes: the condition of an outcome. In a conversation it is a sentence in English, as in `yes: target when \"The \
         user agreed\"`; in a field_condition it is a comparison.",
        RULE,
    ),
    row(
        "else",
        "In routes: all outcomes of the type that are not named, or of a field_condition the way when no rule holds. In \
         `decide`: the decision when no rule holds; it comes last.",
        "liveness -> < detected: confirm, else: closing >",
    ),
    row("and", "In conditions: both sides have to hold. It binds more closely than `or`.", DECIDE),
    row(
        "or",
        "In conditions: at least one side has to hold.",
        "decide {\n  allow: liveness.detected and (confirm.confirmed or confirm.denied)\n  block: else\n}",
    ),
    row(
        "not",
        "In conditions: what follows must not hold. Before `exists`: there is no such value.",
        "decide {\n  allow: confirm.confirmed and not liveness.deepfake\n  block: else\n}",
    ),
    row("requires", "In `ensure`: on every path to the decision, the condition behind it holds.", ENSURE),
    row(
        "never",
        "In `ensure`: begins a promise that something does not come together: `never … with …`.",
        ENSURE,
    ),
    row("with", "In `ensure never … with …`: what must not come together with the decision.", ENSURE),
    row(
        "incomplete",
        "In `decide`: holds for a session that did not reach an `end`: the user left, or the time ran out. Without a rule \
         that names it, such a session falls to `else`.",
        DECIDE,
    ),
    row("ambiguous", "In `decide`: what a report gets that can't tell the decisions apart.", AMBIGUOUS),
    row(
        "grant",
        "In `decide`: marks a decision that gives something; it is held to more than others.",
        GRANT,
    ),
    row("let", "In `decide`: names a condition for the rules below.", LET),
    row("because", "In `decide`: the reason that goes with a decision.", REASON),
    row("of", "In conditions: `2 of (a, b, c)` holds when at least two of them do.", COUNT),
    row("report", "In conditions: a field of the session's report, `report.ai_analysis.age_min`.", VALUE),
    row("stops", "In a test: `stops at NODE` ends the case there, as a session that did not complete.", STOP),
    row("at", "In a test: `stops at NODE` ends the case there, as a session that did not complete.", STOP),
    row(
        "exists",
        "In a rule: whether there is such a value. `not exists` is the contrary. Of a value that is missing, only \
         `not exists` and `!=` can hold.",
        "known: field_condition -> < when provided.tier exists: closing, else: closing >",
    ),
    row(
        "true",
        "The value of a field or parameter that is on, as in JSON.",
        "permissions { permissions: { camera: true, microphone: false } } -> closing",
    ),
    row(
        "false",
        "The value of a field or parameter that is off, as in JSON.",
        "permissions { permissions: { camera: true, microphone: false } } -> closing",
    ),
    row(
        "null",
        "No value, as in JSON: inside `metadata`, where any JSON may stand.",
        "session { metadata: { shop: null } }",
    ),
    row(
        "string",
        "The type of a parameter: any text. It is the type of one that names none.",
        "param shop: string = \"the shop\"",
    ),
    row("number", "The type of a parameter: a number.", "param amount: number = 10"),
    row("boolean", "The type of a parameter: `true` or `false`.", "param vip: boolean = false"),
    row(
        "extracted",
        "Before a dot: a value that was extracted from the conversation. The session's `extraction_schema` says which \
         there are.",
        RULE,
    ),
    row(
        "provided",
        "Before a dot: a value that came with the session in `provided_data`, or with the answer of an external_call.",
        "session { provided_data: { tier: \"gold\" } }\n\nknown: field_condition -> < when provided.tier == \"gold\": closing, else: closing >",
    ),
    row(
        "then",
        "No word of fsflow: a route is `-> target`.",
        "liveness -> < detected: confirm, else: closing >",
    ),
    row(
        "goto",
        "No word of fsflow: a route is `-> target`.",
        "liveness -> < detected: confirm, else: closing >",
    ),
];

/// The signs.
static SIGNS: &[Explained] = &[
    row(
        "@allow",
        "Before a statement: silences a warning there, and says why. One that silences nothing is reported.",
        "@allow(no-way-out, \"the terminal asks again by itself\")\nconfirm: conversation \"Ask whether the payment is right.\" -> <\n  confirmed: closing when \"The user clearly said yes\"\n  denied:    closing when \"The user said no\"\n>",
    ),
    row(
        "->",
        "Leads on: `-> target` takes every outcome there, `-> < outcome: target >` names them one by one.",
        "liveness -> < detected: confirm, else: closing >",
    ),
    row(
        "|",
        "Between outcomes: they lead to the same node.",
        "liveness -> < detected: confirm, deepfake | no_face | inconclusive: closing >",
    ),
    row("=>", "In a test: the outcomes stand on its left, what is expected on its right.", TEST),
    row(
        "//",
        "Begins a comment, to the end of the line. Comments never change the JSON.",
        "// Asked before every payment.\nliveness -> < detected: confirm, else: closing >",
    ),
    row(
        "///",
        "Begins a comment that documents the statement below; it shows in hover, pictures and code.",
        "/// Is somebody there?\nliveness -> < detected: confirm, else: closing >",
    ),
    row("//!", "At the top of a file: begins a comment that documents the flow.", ""),
    row(
        "${}",
        "In a string: the value of a parameter, `${amount}`. As a field's value, `${amount}` alone is the value with its type.",
        "param amount: number\nconfirm: conversation \"Ask whether paying ${amount} is right.\" -> closing",
    ),
    row(
        "\"\"\"",
        "Begins and ends a long text: its line breaks become blanks, an empty line becomes a line break.",
        "confirm: conversation \"\"\"\n  Ask whether the payment is right,\n  and wait for a clear answer.\n\"\"\" -> closing",
    ),
];

/// Writes the page of a word or a sign.
pub(super) fn write(name: &str, page: &mut Page) -> bool {
    let name = match name {
        "allow" => "@allow",
        _ if name.starts_with("${") => "${}",
        _ => name,
    };
    let Some(row) = explained(name) else { return false };
    page.paragraph(&format!(
        "{} ({})",
        row.text,
        if is_sign(row) { "sign of the language" } else { "word of the language" }
    ));
    page.paragraph(row.about);
    page.gap();
    page.example(row.example, |_| None);
    if row.text == words::REPORT {
        page.heading("Its fields");
        let fields = report_fields();
        page.table(fields.map(|it| (it.path().to_owned(), vec![it.summary.to_owned()])).collect());
    }
    // Where a rule of the API comes in, it says where that is known from.
    let speech = (row.text == SAY).then_some(wire::SPEECH_ORIGIN);
    if let Some(origin) = data_source(row.text).map(|source| source.origin).or(speech) {
        page.origin(&origin);
    }
    true
}

fn is_sign(row: &Explained) -> bool {
    SIGNS.iter().any(|sign| sign.text == row.text)
}

/// The row of a word that the language has, or of a sign.
fn explained(name: &str) -> Option<&'static Explained> {
    all().find(|row| row.text == name)
}

/// What the language has: rows of words that it does not have yet say nothing.
fn all() -> impl Iterator<Item = &'static Explained> {
    ROWS.iter().filter(|row| words::is_word(row.text)).chain(SIGNS)
}

/// All words and signs, with the first sentence of each.
pub(super) fn rows() -> Vec<(String, String)> {
    let first =
        |text: &str| text.split_once(". ").map_or_else(|| text.to_owned(), |(first, _)| format!("{first}."));
    all().map(|row| (row.text.to_owned(), first(row.about))).collect()
}

/// All words and signs.
pub(super) fn spellings() -> Vec<String> {
    all().map(|row| row.text.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::catalog::{NODE_TYPES, NodeType, Role};
    use crate::compilation::compile;
    use crate::resolve::Options;
    use crate::syntax::words::WORDS;

    /// The nodes that an example may name, left out where it has them itself.
    const NODES: &[(&str, &str)] = &[
        (
            "greeting",
            "greeting: conversation say \"Hello! I will take a short look at you, and after that we go through the payment.\" -> FIRST",
        ),
        ("liveness", "liveness -> < detected: confirm, deepfake | no_face | inconclusive: refused >"),
        (
            "confirm",
            "confirm: conversation \"Ask whether the payment is right.\" -> <\n  confirmed: closing when \"The user clearly said yes\"\n  denied: refused when \"The user said no\"\n  stall: refused when \"Four exchanges have passed without a clear answer\"\n>",
        ),
        ("closing", "closing: conversation \"Say goodbye.\" { does_not_require_reply: true } -> end"),
        (
            "refused",
            "refused: conversation \"Say that it did not work.\" { does_not_require_reply: true } -> end",
        ),
        ("end", "end"),
    ];

    const SESSION: &str = "session {\n  provided_data: { name: \"Ada\", email: \"ada@example.com\", phone: \"+15550100\", photo: \"https://example.com/a.jpg\" }\n  extraction_schema: [{ field_name: \"age\", type: number, description: \"The age of the user\" }]\n}\n";

    /// The faults of a flow that is an example and what it needs.
    fn faults(example: &str, all_nodes: bool) -> Vec<String> {
        let has = |id: &str| {
            example.lines().any(|line| {
                line == id || line.starts_with(&format!("{id}:")) || line.starts_with(&format!("{id} "))
            })
        };
        let first: String = example
            .lines()
            .find(|line| !line.starts_with(['@', '/', ' ']))
            .map(|line| line.chars().take_while(|ch| ch.is_ascii_alphanumeric() || *ch == '_').collect())
            .unwrap_or_default();
        let first = if all_nodes || matches!(first.as_str(), "start" | "end") {
            "liveness".to_owned()
        } else {
            first
        };
        let mut text = String::new();
        if !has("session") {
            text += SESSION;
        }
        text += example;
        text.push('\n');
        if !has("start") {
            text += "start -> greeting\n";
        }
        for (id, node) in NODES {
            let asked = *id != "refused" && *id != "confirm" && *id != "liveness";
            if !has(id)
                && (asked
                    || all_nodes
                    || text
                        .split(|ch: char| !ch.is_ascii_alphanumeric() && ch != '_')
                        .any(|word| word == *id)
                    || first == *id)
            {
                text += &format!("{}\n", node.replace("FIRST", &first));
            }
        }
        let files = BTreeMap::from([("common.fsflow".to_owned(), "param unused = 1\n".to_owned())]);
        let compiled = compile("example.fsflow", text.as_str(), &files, &Options::default());
        let found = compiled.diagnostics.iter().filter(|it| {
            it.level == crate::diag::Level::Error || (!all_nodes && it.code.name != "unreachable-node")
        });
        found.map(|it| format!("{}: {} in\n{text}", it.code.name, it.message)).collect()
    }

    #[test]
    fn every_word_of_the_language_is_explained() {
        let missing: Vec<&str> =
            WORDS.iter().map(|word| word.text).filter(|word| explained(word).is_none()).collect();
        assert!(missing.is_empty(), "explain these in this file: {missing:?}");
    }

    #[test]
    fn the_examples_of_words_compile() {
        let found: Vec<String> = all().flat_map(|row| faults(row.example, true)).collect();
        assert!(found.is_empty(), "{}", found.join("\n"));
    }

    #[test]
    fn the_examples_of_node_types_compile_and_have_the_type_in_their_first_line() {
        let mut found = Vec::new();
        for row in NODE_TYPES {
            let line = row.example.lines().next().unwrap_or_default();
            let words = [Some(row.name), row.short];
            let is_own = |row: &NodeType| {
                words.iter().flatten().any(|word| line.contains(word)) && row.role != Role::Start
            };
            if !is_own(row) && row.role != Role::Start {
                found.push(format!("{}: {line}", row.name));
            }
            found.extend(faults(row.example, row.role != Role::Step));
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}
