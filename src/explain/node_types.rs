//! What the catalog knows of a node type: a flow's line first, then its fields, its outcomes and their form in JSON.

use super::kinds::{kind, many_words};
use super::page::Page;
use crate::catalog::{
    Absent, Field, Kind, NODE_TYPES, NodeType, Outcome, Prompt, Routing, Version, node_type, snake_case,
    type_words, wire,
};

/// Writes the page of a type.
pub(super) fn write(name: &str, page: &mut Page) -> bool {
    let Some(row) = node_type(name) else { return false };
    let api = row.short.map_or_else(String::new, |_| format!(", in the API {}", row.name));
    page.paragraph(&format!("{}{api} (node type, since {})", row.written(), row.since));
    page.gap();
    page.example(row.example, |_| None);
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
    outcomes(row, page);
    page.heading("JSON");
    for line in json(row) {
        page.example_line(&line, None);
    }
    page.origin(&row.origin);
    true
}

/// All types, each as `liveness (liveness_detection)`.
pub(super) fn rows() -> Vec<(String, String)> {
    let name = |row: &NodeType| {
        row.short.map_or_else(|| row.name.to_owned(), |short| format!("{short} ({})", row.name))
    };
    NODE_TYPES.iter().map(|row| (name(row), row.summary.to_owned())).collect()
}

/// All words that a type is written with.
pub(super) fn spellings() -> Vec<String> {
    type_words().map(str::to_owned).collect()
}

fn outcomes(row: &NodeType, page: &mut Page) {
    let table = |list: &[Outcome]| {
        list.iter().map(|outcome| (outcome.written(), vec![about(outcome, row)])).collect()
    };
    match row.routing {
        Routing::None => page.paragraph("Outcomes: none, the session is complete."),
        Routing::Single(_) => page.paragraph("Outcomes: a single one, written `-> target`."),
        Routing::Fixed(list) => {
            page.heading("Outcomes");
            page.table(table(list));
        }
        Routing::Choices(exits) => {
            page.paragraph(
                "Outcomes: your own, tried in order, each with a condition in plain English: `-> < name: target when \
                 \"…\" >`. A plain `-> target` is one that always holds.",
            );
            if let Some(exits) = exits {
                page.heading(&format!("Outcomes that `{}` adds", snake_case(exits.field)));
                page.table(table(exits.outcomes));
            }
        }
        Routing::Rules(_) => page.paragraph(
            "Outcomes: your own rules, tried in order, and `else` when none holds: `-> < when extracted.age >= 18: \
             target, else: target >`. Equality compares trimmed texts, so `1234` and `\" 1234 \"` are equal; order \
             compares numbers; of a value that is missing only `not exists` and `!=` can hold.",
        ),
    }
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

/// What there is to know about an outcome of a type.
pub(super) fn about(outcome: &Outcome, row: &NodeType) -> String {
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
    facts.join("; ")
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
