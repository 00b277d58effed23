//! The formats that are told from fsflow, each by how its files begin. A new one is a row.

use super::keyed::yaml_key;
use super::lines::{first_word, lines};
use super::sketch::Sketch;
use super::{edges, keyed};

/// Whether a flow in this format can be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Import {
    /// As JSON of the API.
    Json,
    /// No.
    None,
}

/// A format.
pub struct Format {
    /// What it is called, as it stands after “this is”.
    pub name: &'static str,
    /// Whether a text that begins so is in this format; the first line says something.
    tells: fn(&str) -> bool,
    /// Its nodes.
    pub sketch: fn(&str) -> Vec<Sketch>,
    /// Whether it can be imported.
    pub import: Import,
}

/// The formats; the first that fits is it.
static FORMATS: &[Format] = &[
    row("Mermaid", is_mermaid, edges::sketches),
    row("PlantUML", |text| text.starts_with("@start"), edges::sketches),
    row("DOT", is_dot, edges::sketches),
    row("a state diagram", |text| text.starts_with("[*]"), edges::sketches),
    row("a diagram", is_diagram, edges::sketches),
    row("BPMN", |text| is_xml(text) && (has(text, "bpmn") || has(text, "BPMN")), none),
    row("SCXML", |text| is_xml(text) && has(text, "<scxml"), none),
    row("a drawing of draw.io", |text| is_xml(text) && has(text, "<mxfile"), none),
    row("XML", is_xml, none),
    row("Amazon States Language", |text| is_json(text) && has(text, "\"StartAt\""), keyed::states),
    row("an XState machine", |text| is_json(text) && has(text, "\"states\""), keyed::states),
    row("JSON of another tool", |text| is_json(text) && is_other_json(text), keyed::sketches),
    Format { name: "JSON", tells: is_json, sketch: none, import: Import::Json },
    row("an XState machine", |text| is_script(text) && has(text, "createMachine("), keyed::sketches),
    row("TypeScript", |text| is_script(text) && has_types(text), keyed::sketches),
    row("JavaScript", is_script, keyed::sketches),
    row("Python", is_python, keyed::sketches),
    row("HCL", is_hcl, none),
    row("TOML", is_toml, none),
    row("Gherkin", |text| text.starts_with("Feature:") || text.starts_with("Scenario:"), none),
    row("YAML", is_yaml, yaml),
];

const fn row(name: &'static str, tells: fn(&str) -> bool, sketch: fn(&str) -> Vec<Sketch>) -> Format {
    Format { name, tells, sketch, import: Import::None }
}

/// The format of a text; `None` when it may be fsflow.
pub fn of(text: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| (format.tells)(text))
}

fn none(_: &str) -> Vec<Sketch> {
    Vec::new()
}

fn has(text: &str, part: &str) -> bool {
    text.contains(part)
}

// ---- Diagrams

fn is_mermaid(text: &str) -> bool {
    let (word, rest) = first_word(text);
    let direction = || ["TD", "TB", "BT", "LR", "RL"].contains(&first_word(rest).0);
    match word {
        "flowchart" | "graph" => direction(),
        "stateDiagram" | "stateDiagram-v2" | "sequenceDiagram" | "journey" => {
            rest.is_empty()
                || text
                    .get(word.len()..)
                    .is_some_and(|rest| rest.trim_start_matches(' ').starts_with(['\n', '\r']))
        }
        _ => false,
    }
}

fn is_dot(text: &str) -> bool {
    let (word, rest) = first_word(text);
    let (word, rest) = if word == "strict" { first_word(rest) } else { (word, rest) };
    let rest = if rest.starts_with('"') {
        rest.trim_start_matches('"').split_once('"').map_or("", |it| it.1)
    } else {
        first_word(rest).1
    };
    matches!(word, "digraph" | "graph") && rest.trim_start().starts_with('{')
}

/// Edges and nothing else.
fn is_diagram(text: &str) -> bool {
    let is_edge = |line: &str| line.contains("-->") && !line.contains([':', '"', '<', '{']);
    let first = || lines(text).take(3);
    first().count() == 3 && first().all(|(_, line)| is_edge(line))
}

// ---- Data

fn is_xml(text: &str) -> bool {
    let second = text.strip_prefix('<').and_then(|rest| rest.chars().next());
    second.is_some_and(|ch| ch.is_ascii_alphabetic() || ch == '?' || ch == '!')
        && (has(text, "</") || has(text, "/>"))
}

/// No statement of fsflow begins with a brace or a square bracket.
fn is_json(text: &str) -> bool {
    let inner = text.trim_start_matches(['{', '[', ' ', '\t', '\r', '\n']);
    let opens =
        text.starts_with('{') || (text.starts_with('[') && !is_toml(text) && !text.starts_with("[*]"));
    opens
        && (inner.is_empty()
            || inner.starts_with(['"', '\'', ']', '}', '-'])
            || yaml_key(first_word(inner).0)
            || {
                let (word, rest) = first_word(inner);
                !word.is_empty() && (rest.starts_with([':', ',', ']']))
            })
}

/// Keys that files of other tools have and bodies of the API have not.
static OTHER_KEYS: &[&str] =
    &["\"connections\"", "\"fields\"", "\"intents\"", "\"steps\"", "\"screens\"", "\"transitions\""];

fn is_other_json(text: &str) -> bool {
    !has(text, "\"outcome") && !has(text, "\"flow\"") && OTHER_KEYS.iter().any(|key| has(text, key))
}

fn is_toml(text: &str) -> bool {
    let line = text.lines().next().unwrap_or("").trim();
    let name = line.trim_matches(['[', ']']);
    line.starts_with('[')
        && line.ends_with(']')
        && !name.is_empty()
        && name.chars().all(|ch| ch.is_alphanumeric() || "_-.".contains(ch))
        && text.lines().nth(1).is_some_and(|line| line.contains(" = "))
}

fn is_hcl(text: &str) -> bool {
    let (word, rest) = first_word(text);
    ["resource", "variable", "provider", "module", "terraform", "data"].contains(&word)
        && rest.lines().next().is_some_and(|line| line.starts_with('"') && line.trim_end().ends_with('{'))
}

/// Keys above items or further keys, and nothing else.
fn is_yaml(text: &str) -> bool {
    if text.starts_with("---") || text.starts_with("%YAML") {
        return true;
    }
    let mut nested = false;
    let mut before = 0;
    for (count, (indent, line)) in lines(text).take(12).enumerate() {
        let item = line.trim_start_matches("- ");
        if !(yaml_key(item) || line.starts_with("- ") || line == "-") || is_node(item) {
            return false;
        }
        nested |= line.starts_with("- ") || (count > 0 && indent > before);
        before = indent;
    }
    nested
}

/// `id: type "…"` and `id: type -> …` look like YAML and are none.
fn is_node(line: &str) -> bool {
    let value = line.split_once(':').map_or("", |(_, value)| value.trim());
    value.contains("->")
        || (!value.starts_with(['"', '\'']) && value.contains(['"', '{']) && !value.starts_with(['{', '[']))
}

/// Nodes in a list, or one below each key.
fn yaml(text: &str) -> Vec<Sketch> {
    let listed = keyed::sketches(text);
    if !listed.is_empty() {
        return listed;
    }
    let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1));
    starts.filter_map(|at| keyed::item(text, at)).map(|item| item.sketch).take(2).collect()
}

// ---- Programs

/// The lines of a program that may begin a flow as well, when nothing else follows.
fn is_weak(line: &str) -> bool {
    let (word, rest) = first_word(line);
    matches!(word, "const" | "let" | "var") && !opens_value(rest) || word == "import" || word == "from"
}

/// `x = [`, `x: T = {`, `x = f(`
fn opens_value(rest: &str) -> bool {
    rest.split_once('=').is_some_and(|(_, value)| {
        let value = value.trim_start().trim_start_matches('>').trim_start();
        let (word, after) = first_word(value);
        value.starts_with(['[', '{', '('])
            || matches!(word, "require" | "await" | "new" | "async" | "function")
            || (!word.is_empty() && after.starts_with(['(', '.']))
    })
}

/// The first line at the margin for which `is_strong` holds, when only weak ones stand before it.
fn is_program(text: &str, is_strong: fn(&str) -> bool) -> bool {
    for (_, line) in lines(text).filter(|(indent, _)| *indent == 0).take(50) {
        if is_strong(line) {
            return true;
        }
        if !is_weak(line) && !line.starts_with(['}', ')', ']']) {
            return false;
        }
    }
    false
}

fn is_script(text: &str) -> bool {
    is_program(text, |line| {
        let (word, rest) = first_word(line);
        match word {
            "const" | "let" | "var" => opens_value(rest),
            "export" | "async" => !rest.starts_with([':', '-', '=']) && !rest.is_empty(),
            "function" => rest.contains('('),
            "class" | "interface" | "enum" => rest.trim_end().ends_with('{'),
            "module" => rest.starts_with(".exports"),
            "type" => rest.contains(" = "),
            _ => {
                line.starts_with("#!/usr/bin/env node")
                    || matches!(line.trim_end_matches(';'), "'use strict'" | "\"use strict\"")
                    || is_call(line)
            }
        }
    })
}

/// `machine.start()`, `createMachine({`
fn is_call(line: &str) -> bool {
    let end = line.find(|ch: char| !(ch.is_alphanumeric() || "_.$".contains(ch))).unwrap_or(line.len());
    end > 0 && line.get(end..).is_some_and(|rest| rest.starts_with('(')) && !line.starts_with('.')
}

fn has_types(text: &str) -> bool {
    ["interface ", ": string", ": number", "import type ", " as const", "[] = [", "satisfies "]
        .iter()
        .any(|part| has(text, part))
}

fn is_python(text: &str) -> bool {
    is_program(text, |line| {
        let (word, rest) = first_word(line);
        match word {
            "def" => rest.contains('('),
            "class" => rest.trim_end().ends_with(':'),
            "from" => rest.contains(" import "),
            "if" => rest.starts_with("__name__"),
            _ => {
                line.starts_with("#!/usr/bin/env python")
                    || (rest.starts_with('=') && !rest.starts_with("=>") && opens_value(rest))
            }
        }
    })
}
