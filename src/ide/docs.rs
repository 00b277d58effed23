//! The rows of the catalog as Markdown, for hover and completion.

use crate::catalog::{Absent, Field, Kind, NodeType, Outcome, Prompt, Routing, snake_case};

/// A node type: what it does, where it belongs, its fields and outcomes.
#[must_use]
pub fn node_type(row: &NodeType) -> String {
    let short = row.short.map_or_else(String::new, |short| format!(" (short `{short}`)"));
    let mut out =
        format!("**{}**{short}, since {}\n\n{}\n\n{}", row.name, row.since, row.summary, row.placement);
    let prompt = match row.prompt {
        Prompt::None => "",
        Prompt::Optional(_) => "\n- a prompt, if you like",
        Prompt::Required => "\n- a prompt (required)",
    };
    if !prompt.is_empty() || !row.fields.is_empty() {
        out.push_str("\n\nFields:\n");
        out.push_str(prompt);
        for it in row.fields {
            let required = if it.required { " (required)" } else { "" };
            out.push_str(&format!(
                "\n- `{}`: {}{required}. {}",
                snake_case(it.name),
                kind(&it.kind),
                it.summary
            ));
        }
    }
    match row.routing {
        Routing::None => out.push_str("\n\nNo outcomes."),
        Routing::Single(_) => out.push_str("\n\nOne way on: `-> target`."),
        Routing::Choices(_) => {
            out.push_str("\n\nOutcomes of your own, each with a condition, tried in order.")
        }
        Routing::Rules(_) => out.push_str("\n\nRules, tried in order, and `else`."),
        Routing::Fixed(_) => {}
    }
    let listed: &[Outcome] =
        if matches!(row.routing, Routing::Fixed(_)) { row.outcomes() } else { row.exits() };
    if !listed.is_empty() {
        out.push_str("\n\nOutcomes:\n");
        for it in listed {
            out.push_str(&format!("\n- `{}`: {}", it.written(), it.summary));
        }
    }
    out
}

/// An outcome of a type.
#[must_use]
pub fn outcome(row: &NodeType, outcome: &Outcome) -> String {
    let mut out = format!(
        "**{}** of {}, since {}\n\nWhen {}.",
        outcome.written(),
        row.name,
        outcome.since,
        outcome.summary
    );
    if outcome.written() != outcome.name {
        out.push_str(&format!("\n\nThe API calls it `{}`.", outcome.name));
    }
    match outcome.absent {
        Absent::Error => {}
        Absent::TakenFrom(other) => {
            out.push_str(&format!("\n\nWithout a route the API goes where `{other}` leads."))
        }
        Absent::Accepted => out.push_str(
            "\n\nThe API accepts a node without it; where the session then goes is not documented.",
        ),
    }
    out
}

/// A field: its type, default, and what it is for.
#[must_use]
pub fn field(row: &Field) -> String {
    let required = if row.required { ", required" } else { "" };
    let default = row.default.map_or_else(String::new, |value| format!(", {value} when not given"));
    let mut out = format!(
        "**{}**: {}{required}{default}, since {}\n\n{}",
        snake_case(row.name),
        kind(&row.kind),
        row.since,
        row.summary
    );
    if snake_case(row.name) != row.name {
        out.push_str(&format!("\n\nThe API calls it `{}`.", row.name));
    }
    out
}

/// What values a field takes, in a few words.
#[must_use]
pub fn kind(kind: &Kind) -> String {
    match kind {
        Kind::Text => "string".to_owned(),
        Kind::Bool => "true or false".to_owned(),
        Kind::Integer { min, max: i64::MAX } => format!("whole number, {min} or more"),
        Kind::Integer { min, max } => format!("whole number, {min} to {max}"),
        Kind::Number { min, max } => format!("number, {min} to {max}"),
        Kind::Enum(words) | Kind::Photo(words) => {
            const SHOWN: usize = 6;
            let mut listed: Vec<String> =
                words.iter().take(SHOWN).map(|word| format!("`{}`", snake_word(word))).collect();
            if words.len() > SHOWN {
                listed.push("…".to_owned());
            }
            if matches!(kind, Kind::Photo(_)) {
                listed.push("`provided.KEY`".to_owned());
            }
            listed.join(", ")
        }
        Kind::List { item, .. } => match item {
            Kind::Object(_) => "list of objects".to_owned(),
            other => format!("list of {}", self::kind(other)),
        },
        Kind::Object(_) => "object".to_owned(),
        Kind::Free => "object with keys of your own".to_owned(),
        Kind::Scalars => "object of strings, numbers and booleans".to_owned(),
        Kind::Texts(_) => "object from language to text".to_owned(),
        Kind::Vars => "object of named values".to_owned(),
    }
}

/// A word of an enumeration as the formatter writes it: only camelCase words change.
#[must_use]
pub fn snake_word(word: &str) -> String {
    if word.starts_with(|ch: char| ch.is_ascii_lowercase()) { snake_case(word) } else { word.to_owned() }
}
