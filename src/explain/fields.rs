//! What a field of a node, a setting of the session, or a word that one of them takes is.

use super::kinds::{kind, many_words, words};
use super::page::Page;
use crate::catalog::{Field, Kind, NODE_TYPES, Origin, SETTINGS, snake_case};

/// A field with where it stands: `email_otp`, `the session`, `the session: customization.controls`.
struct Placed {
    owner: String,
    path: String,
    field: &'static Field,
}

/// Writes the page of a field or setting: `otp_length`, `otpLength`, `customization.controls`, `email_otp.otp_length`.
pub(super) fn write(name: &str, page: &mut Page) -> bool {
    let snake = name.split('.').map(snake_case).collect::<Vec<_>>().join(".");
    let is_meant = |placed: &Placed| {
        placed.path == snake
            || placed.path.ends_with(&format!(".{snake}"))
            || format!("{}.{}", placed.owner, placed.path) == snake
    };
    let found: Vec<Placed> = all().into_iter().filter(is_meant).collect();
    let Some(first) = found.first() else { return false };
    let is_setting = found.iter().all(|placed| placed.owner == SESSION);
    let noun = if is_setting { "session setting" } else { "field of a node" };
    let since = if is_own(first.field) { String::new() } else { format!(", since {}", first.field.since) };
    page.paragraph(&format!("{} ({noun}{since})", snake_case(first.field.name)));
    page.gap();
    page.table(found.iter().map(|placed| (place(placed), about(placed.field))).collect());
    let mut told: Vec<Origin> = Vec::new();
    for placed in found {
        if !told.contains(&placed.field.origin) {
            told.push(placed.field.origin);
            page.origin(&placed.field.origin);
        }
    }
    true
}

/// Writes the page of a word that a field takes: `automatic`, `passport`, `de`.
pub(super) fn write_word(name: &str, page: &mut Page) -> bool {
    let takes = |placed: &Placed| words(&placed.field.kind).contains(&name);
    let found: Vec<Placed> = all().into_iter().filter(takes).collect();
    let Some(first) = found.first() else { return false };
    page.paragraph(&format!("{name} (value)"));
    page.gap();
    page.table(
        found
            .iter()
            .map(|placed| {
                (format!("of {}", placed.path), vec![placed.field.summary.to_owned(), place(placed)])
            })
            .collect(),
    );
    page.origin(&first.field.origin);
    true
}

const SESSION: &str = "session";

/// `of email_otp`, `of the session, in customization.controls`
fn place(placed: &Placed) -> String {
    let owner = if placed.owner == SESSION { "the session" } else { placed.owner.as_str() };
    match placed.path.rsplit_once('.') {
        Some((outer, _)) => format!("of {owner}, in {outer}"),
        None => format!("of {owner}"),
    }
}

/// Whether the API does not have it.
fn is_own(field: &Field) -> bool {
    field.origin.sources.is_empty()
}

fn about(field: &Field) -> Vec<String> {
    let mut facts = vec![kind(&field.kind)];
    if field.required {
        facts.push("required".to_owned());
    }
    facts.extend(field.default.map(|default| format!("default {}", default.trim_matches('"'))));
    facts.extend((!is_own(field)).then(|| format!("since {}", field.since)));
    if snake_case(field.name) != field.name {
        facts.push(format!("API name {}", field.name));
    }
    let words = many_words(&field.kind).map(|words| format!("One of: {}", words.join(", ")));
    let inner = match field.kind {
        Kind::Object(inner) | Kind::List { item: &Kind::Object(inner), .. } => {
            let names: Vec<String> = inner.iter().map(|field| snake_case(field.name)).collect();
            Some(format!("Its fields: {}", names.join(", ")))
        }
        _ => None,
    };
    [facts.join("; "), field.summary.to_owned()].into_iter().chain(words).chain(inner).collect()
}

/// All fields and settings, also those of objects in them.
fn all() -> Vec<Placed> {
    let mut found = Vec::new();
    let nodes = NODE_TYPES.iter().map(|row| (row.written(), row.fields));
    for (owner, fields) in nodes.chain([(SESSION, SETTINGS)]) {
        let mut open: Vec<(String, &'static Field)> =
            fields.iter().rev().map(|field| (String::new(), field)).collect();
        while let Some((outer, field)) = open.pop() {
            let path = format!("{outer}{}", snake_case(field.name));
            if let Kind::Object(inner) | Kind::List { item: &Kind::Object(inner), .. } = field.kind {
                open.extend(inner.iter().rev().map(|field| (format!("{path}."), field)));
            }
            found.push(Placed { owner: owner.to_owned(), path, field });
        }
    }
    found
}

/// The fields of nodes, each once, with the types that have it.
pub(super) fn rows() -> Vec<(String, String)> {
    let mut rows: Vec<(String, String)> = Vec::new();
    for placed in all().into_iter().filter(|placed| placed.owner != SESSION) {
        match rows.iter_mut().find(|(name, _)| *name == placed.path) {
            Some((_, owners)) => *owners += &format!(", {}", placed.owner),
            None => rows.push((placed.path, format!("of {}", placed.owner))),
        }
    }
    rows
}

/// The settings of the session, with what each is.
pub(super) fn settings() -> Vec<(String, String)> {
    let settings = all().into_iter().filter(|placed| placed.owner == SESSION);
    settings.map(|placed| (placed.path, placed.field.summary.to_owned())).collect()
}

/// All spellings.
pub(super) fn spellings() -> Vec<String> {
    let spellings =
        |placed: Placed| [snake_case(placed.field.name), placed.field.name.to_owned(), placed.path];
    all().into_iter().flat_map(spellings).collect()
}

/// All words that fields take.
pub(super) fn all_words() -> Vec<String> {
    let words = |placed: Placed| words(&placed.field.kind).iter().map(|word| (*word).to_owned());
    all().into_iter().flat_map(words).collect()
}
