//! Owns what `fsflowc explain` says: the documentation of checks, and node types as the catalog has them, as plain text that
//! reads as Markdown too.

use std::fmt;

use crate::catalog::{
    Absent, Field, Kind, NODE_TYPES, NodeType, Outcome, Prompt, RetiredPlace, Routing, Version,
    node_type as find_type, retired, snake_case, type_words, wire,
};
use crate::checks;
use crate::diag::{Code, Level, did_you_mean};
use crate::import;

/// The longest line of running text, in characters.
const WIDTH: usize = 100;

/// The most words of an enumeration that stand with the other facts of a field.
const FEW_WORDS: usize = 8;

/// How far names stand from the left.
const INDENT: usize = 2;

/// A name that is neither a check nor a node type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// The name as given.
    pub name: String,
    /// The name that was probably meant.
    pub near: Option<&'static str>,
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no check or node type `{}`", self.name)?;
        self.near.map_or(Ok(()), |near| write!(f, "; did you mean `{near}`?"))
    }
}

impl std::error::Error for Unknown {}

/// What there is to say about a check or a node type of this name.
///
/// # Errors
/// When there is neither.
pub fn named(name: &str) -> Result<String, Unknown> {
    check(name).or_else(|_| node_type(name))
}

/// The documentation of the check with this name: why, a wrong example, a right example.
///
/// # Errors
/// When there is no such check.
pub fn check(name: &str) -> Result<String, Unknown> {
    let found = checks::find(name).or_else(|| import::CODES.iter().copied().find(|code| code.name == name));
    found.map(code).ok_or_else(|| unknown(name))
}

/// What the catalog knows of the node type with this name or short name.
///
/// # Errors
/// When there is no such type.
pub fn node_type(name: &str) -> Result<String, Unknown> {
    find_type(name).map(type_page).ok_or_else(|| unknown(name))
}

/// All checks and all node types, each with one line.
#[must_use]
pub fn list() -> String {
    let mut page = Page::default();
    for (level, title) in [(Level::Error, "Errors"), (Level::Warning, "Warnings")] {
        let codes = checks::codes().iter().filter(|code| code.level == level);
        page.heading(title);
        page.table(codes.map(|code| (code.name.to_owned(), vec![code.summary()])).collect());
    }
    page.heading("What the import of JSON says");
    page.table(import::CODES.iter().map(|code| (code.name.to_owned(), vec![code.summary()])).collect());
    page.heading("Node types");
    page.table(NODE_TYPES.iter().map(|row| (type_name(row), vec![row.summary.to_owned()])).collect());
    page.text
}

fn unknown(name: &str) -> Unknown {
    let new_name = retired(RetiredPlace::NodeType, name).and_then(|row| row.new);
    let codes = checks::codes().iter().chain(import::CODES);
    let words = || codes.clone().map(|code| code.name).chain(type_words());
    Unknown { name: name.to_owned(), near: new_name.or_else(|| did_you_mean(name, words())) }
}

fn code(code: &Code) -> String {
    let mut page = Page::default();
    page.line(&format!("{} ({})", code.name, code.level.as_str()));
    let mut paragraph = String::new();
    let mut in_example = false;
    for line in code.doc.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)) {
        match line.strip_prefix("```") {
            Some(_) if in_example => in_example = false,
            Some(tag) => {
                page.paragraph(&std::mem::take(&mut paragraph));
                in_example = true;
                page.heading(if tag.ends_with("wrong") { "Wrong" } else { "Right" });
            }
            None if in_example => page.line(&format!("    {line}")),
            None if line.trim().is_empty() => page.paragraph(&std::mem::take(&mut paragraph)),
            None => {
                paragraph.push_str(line);
                paragraph.push(' ');
            }
        }
    }
    page.paragraph(&paragraph);
    page.text
}

fn type_page(row: &NodeType) -> String {
    let mut page = Page::default();
    let api = row.short.map_or_else(String::new, |_| format!(", in the API {}", row.name));
    page.line(&format!("{}{api} (node type, since {})", row.written(), row.since));
    page.paragraph(row.summary);
    page.paragraph(&format!("Placement: {}", row.placement));
    match row.prompt {
        Prompt::None => {}
        Prompt::Optional(since) => {
            let since = later(since, row).map_or_else(String::new, |since| format!(", since {since}"));
            page.paragraph(&format!("Prompt: optional{since}, after the type: `\"…\"` or `say \"…\"`."));
        }
        Prompt::Required => page.paragraph("Prompt: required, after the type: `\"…\"` or `say \"…\"`."),
    }
    if !row.fields.is_empty() {
        page.heading("Fields");
        page.table(fields(row));
    }
    let outcomes =
        |list: &[Outcome]| list.iter().map(|outcome| (outcome.written(), about(outcome, row))).collect();
    match row.routing {
        Routing::None => page.paragraph("Outcomes: none, the session is complete."),
        Routing::Single(_) => page.paragraph("Outcomes: a single one, written `-> target`."),
        Routing::Fixed(list) => {
            page.heading("Outcomes");
            page.table(outcomes(list));
        }
        Routing::Choices(exits) => {
            page.paragraph(
                "Outcomes: your own, tried in order, each with a condition in plain English: `-> < name: target when \
                 \"…\" >`. A plain `-> target` is one that always holds.",
            );
            if let Some(exits) = exits {
                page.heading(&format!("Outcomes that `{}` adds", snake_case(exits.field)));
                page.table(outcomes(exits.outcomes));
            }
        }
        Routing::Rules(_) => page.paragraph(
            "Outcomes: your own rules, tried in order, and `else` when none holds: `-> < when extracted.age >= 18: \
             target, else: target >`.",
        ),
    }
    page.heading("JSON");
    for line in json(row) {
        page.line(&format!("    {line}"));
    }
    page.text
}

/// `liveness (liveness_detection)`
fn type_name(row: &NodeType) -> String {
    row.short.map_or_else(|| row.name.to_owned(), |short| format!("{short} ({})", row.name))
}

/// The version, when it is later than that of the type.
fn later(since: Version, row: &NodeType) -> Option<Version> {
    Some(since).filter(|since| *since > row.since)
}

/// The fields of a type and of the objects in them: the name to write, and what to know.
fn fields(row: &NodeType) -> Vec<(String, Vec<String>)> {
    let mut rows = Vec::new();
    let mut open: Vec<(String, &Field)> =
        row.fields.iter().rev().map(|field| (String::new(), field)).collect();
    while let Some((path, field)) = open.pop() {
        let name = format!("{path}{}", snake_case(field.name));
        if let Kind::Object(inner) = field.kind {
            open.extend(inner.iter().rev().map(|field| (format!("{name}."), field)));
        }
        let mut facts = vec![kind(&field.kind)];
        if field.required {
            facts.push("required".to_owned());
        }
        facts.extend(field.default.map(|default| format!("default {}", default.trim_matches('"'))));
        facts.extend(later(field.since, row).map(|since| format!("since {since}")));
        if snake_case(field.name) != field.name {
            facts.push(format!("API name {}", field.name));
        }
        let words = many_words(&field.kind).map(|words| format!("One of: {}", words.join(", ")));
        rows.push((name, [facts.join("; "), field.summary.to_owned()].into_iter().chain(words).collect()));
    }
    rows
}

/// The words of an enumeration that is too long to stand with the other facts.
fn many_words(kind: &Kind) -> Option<&'static [&'static str]> {
    match *kind {
        Kind::Enum(words) => Some(words).filter(|words| words.len() > FEW_WORDS),
        Kind::List { item, .. } => many_words(item),
        _ => None,
    }
}

/// What may stand in a field, in words.
fn kind(kind: &Kind) -> String {
    match *kind {
        Kind::Text => "string".to_owned(),
        Kind::Bool => "true or false".to_owned(),
        Kind::Integer { min, max: i64::MAX } => format!("whole number, {min} or more"),
        Kind::Integer { min, max } => format!("whole number, {min} to {max}"),
        Kind::Number { min, max } => format!("number, {min} to {max}"),
        Kind::Enum(words) if words.len() > FEW_WORDS => "one of the words below".to_owned(),
        Kind::Enum(words) => words.join(" | "),
        Kind::List { item, not_empty } => {
            let least = if not_empty { "not empty, " } else { "" };
            let item =
                if many_words(item).is_some() { "the words below".to_owned() } else { self::kind(item) };
            format!("list, {least}of {item}")
        }
        Kind::Object(_) => "object".to_owned(),
        Kind::Free => "object with any keys and values".to_owned(),
        Kind::Scalars => "object with any keys; strings, numbers, true and false".to_owned(),
        Kind::Texts(words) => format!("object of strings, with the keys {}", words.join(" | ")),
        Kind::Vars => "`{ name: value }`, each a literal or a reference (`provided.key`)".to_owned(),
        Kind::Photo(words) => {
            let words: Vec<String> = words.iter().map(|word| snake_case(word)).collect();
            format!("{} | provided.KEY", words.join(" | "))
        }
    }
}

fn about(outcome: &Outcome, row: &NodeType) -> Vec<String> {
    let mut facts = vec![outcome.summary.to_owned()];
    match outcome.absent {
        Absent::Error => {}
        Absent::TakenFrom(other) => {
            let other = row
                .outcomes()
                .iter()
                .find(|row| row.name == other)
                .map_or_else(String::new, Outcome::written);
            facts.push(format!("goes where {other} goes when it is left out"));
        }
        Absent::Accepted => facts.push("may be left out, where it then goes is not documented".to_owned()),
    }
    facts.extend(later(outcome.since, row).map(|since| format!("since {since}")));
    if outcome.written() != outcome.name {
        facts.push(format!("API name {}", outcome.name));
    }
    vec![facts.join("; ")]
}

/// How the node's routes look in JSON.
fn json(row: &NodeType) -> Vec<String> {
    let member = |key: &str, value: &str| format!("\"{key}\": {value}");
    let name = |key: &str, word: &str| member(key, &format!("\"{word}\""));
    let head = format!("{{ {}, {}", name(wire::ID, "ID"), name(wire::TYPE, row.name));
    let mut lines = match row.routing {
        Routing::None => return vec![format!("{head} }}")],
        Routing::Single(one) => return vec![format!("{head}, …, {} }}", name(one.name, "TARGET"))],
        _ => vec![format!("{head}, …,")],
    };
    match row.routing {
        Routing::None | Routing::Single(_) => {}
        Routing::Fixed(outcomes) => {
            lines.push(format!("  {}", member(wire::OUTCOMES, "{")));
            lines.extend(targets(outcomes));
            lines.push("  } }".to_owned());
        }
        Routing::Choices(exits) => {
            if let Some(exits) = exits {
                let inner = member(exits.key, "{");
                lines.push(format!("  {}", member(exits.field, &format!("{{ …, {inner}"))));
                lines.extend(targets(exits.outcomes));
                lines.push("  } },".to_owned());
            }
            let values = wire::CHOICE.into_iter().zip(["NAME", "TARGET", "…"]);
            let choice: Vec<String> = values.map(|(key, value)| name(key, value)).collect();
            lines.push(format!("  {}", member(wire::OUTCOMES, "[")));
            lines.push(format!("    {{ {} }}", choice.join(", ")));
            lines.push("  ] }".to_owned());
        }
        Routing::Rules(default) => {
            let left: Vec<String> = wire::LOOKED_AT.into_iter().map(|key| member(key, "…")).collect();
            let left = format!("{{ {} }}", left.join(", "));
            let values = wire::COMPARISON.into_iter().zip([left.as_str(), "…", "…", "\"TARGET\""]);
            let rule: Vec<String> = values.map(|(key, value)| member(key, value)).collect();
            lines.push(format!("  {}", member(wire::RULES, "[")));
            lines.push(format!("    {{ {} }}", rule.join(", ")));
            lines.push("  ],".to_owned());
            lines.push(format!("  {} }}", name(default.name, "TARGET")));
        }
    }
    lines
}

/// `"livenessDetected": "TARGET",`, a line each.
fn targets(outcomes: &[Outcome]) -> impl Iterator<Item = String> {
    let last = outcomes.len().saturating_sub(1);
    outcomes.iter().enumerate().map(move |(at, outcome)| {
        format!("    \"{}\": \"TARGET\"{}", outcome.name, if at == last { "" } else { "," })
    })
}

/// A text in the making.
#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A line between empty ones.
    fn heading(&mut self, title: &str) {
        self.gap();
        self.line(&format!("{title}:"));
        self.gap();
    }

    /// Running text after an empty line; nothing for an empty text.
    fn paragraph(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.gap();
            self.wrapped("", 0, text);
        }
    }

    /// Names in one column, what to know about each in the next.
    fn table(&mut self, rows: Vec<(String, Vec<String>)>) {
        let widest = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
        let column = INDENT + widest + 2;
        for (name, texts) in rows {
            let mut head = format!("{:INDENT$}{name}", "");
            for text in texts {
                self.wrapped(&head, column, &text);
                head.clear();
            }
        }
    }

    /// Text in lines of at most [`WIDTH`] characters that begin at `column`, the first of them after `head`.
    fn wrapped(&mut self, head: &str, column: usize, text: &str) {
        let mut line = format!("{head:column$}");
        let mut length = line.chars().count();
        let mut begins = true;
        for word in text.split_whitespace() {
            let wide = word.chars().count();
            if !begins && length + 1 + wide > WIDTH {
                self.line(&line);
                line = " ".repeat(column);
                length = column;
                begins = true;
            }
            if !begins {
                line.push(' ');
                length += 1;
            }
            line.push_str(word);
            length += wide;
            begins = false;
        }
        self.line(&line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_has_a_page() {
        let listed = list();
        for code in checks::codes() {
            assert!(check(code.name).is_ok_and(|page| page.starts_with(code.name)));
            assert!(listed.contains(code.name), "{}", code.name);
        }
        for word in type_words() {
            assert!(node_type(word).is_ok(), "{word}");
            assert!(listed.contains(word), "{word}");
        }
        let pages = checks::codes()
            .iter()
            .map(|code| code.name)
            .chain(type_words())
            .filter_map(|name| named(name).ok());
        for page in pages.chain([listed]) {
            let running = page.lines().filter(|line| !line.starts_with("    "));
            assert!(running.clone().all(|line| line.chars().count() <= WIDTH), "{page}");
            assert!(!page.contains("\n\n\n") && page.ends_with('\n'), "{page}");
        }
    }

    #[test]
    fn pages_as_the_terminal_shows_them() {
        let pages =
            ["unused-param", "liveness", "enter_email", "conversation", "external_call", "field_condition"];
        for name in pages.into_iter().chain(["face_compare", "document_scan", "two_factor_sms", "end"]) {
            insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
                insta::assert_snapshot!(format!("explain-{name}"), named(name).expect("it exists"));
            });
        }
    }

    #[test]
    fn an_unknown_name_is_answered_with_a_near_one() {
        let said = |name| named(name).map_err(|unknown| unknown.to_string());
        assert_eq!(
            said("mising-outcome"),
            Err("there is no check or node type `mising-outcome`; did you mean `missing-outcome`?".into())
        );
        assert_eq!(
            said("email_input"),
            Err("there is no check or node type `email_input`; did you mean `enter_email`?".into())
        );
        assert_eq!(said("xyzzy"), Err("there is no check or node type `xyzzy`".into()));
    }
}
