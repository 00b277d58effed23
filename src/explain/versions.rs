//! What a version of the API brought.

use super::page::Page;
use crate::catalog::{
    Field, Kind, NEWEST, NODE_TYPES, SESSION_FIELDS, TIMELINE, Version, VersionRow, report_fields, snake_case,
};

/// Writes the page of a version: `1.0.44`.
pub(super) fn write(name: &str, page: &mut Page) -> bool {
    let Some(version) = Version::parse(name) else { return false };
    let Some(row) = TIMELINE.iter().find(|row| row.version == version) else {
        return write_between(version, page);
    };
    let date = row.date.map_or_else(String::new, |date| format!(", of {date}"));
    let newest = if version == NEWEST { ", the newest that this compiler knows" } else { "" };
    page.paragraph(&format!("{version} (version of the sessions API{date}{newest})"));
    page.paragraph(&format!("{}.", row.summary));
    let brought = brought(version);
    if !brought.is_empty() {
        page.heading("Since this version");
        page.table(brought);
    }
    page.paragraph(&format!("`api \"{version}\"` at the top of a file keeps the flow to it."));
    page.origin(&row.origin);
    true
}

/// A version that is not on the list: it changed nothing for flows, or is newer than the compiler.
fn write_between(version: Version, page: &mut Page) -> bool {
    let known = |row: &&VersionRow| row.version < version;
    let Some(before) = TIMELINE.iter().rev().find(known) else { return false };
    page.paragraph(&format!("{version} (version of the sessions API)"));
    page.paragraph(&if version > NEWEST {
        format!("It is newer than this compiler, which knows the API up to {NEWEST}.")
    } else {
        format!("It changed nothing for flows; what is known of {} holds for it.", before.version)
    });
    true
}

/// What a version was the first to have.
fn brought(version: Version) -> Vec<(String, Vec<String>)> {
    let mut rows: Vec<(String, Vec<String>)> = Vec::new();
    let mut add = |name: String, what: String| {
        if rows.iter().all(|(known, _)| *known != name) {
            rows.push((name, vec![what]));
        }
    };
    for row in NODE_TYPES.iter().filter(|row| row.since == version) {
        add(row.written().to_owned(), format!("node type: {}", row.summary));
    }
    for row in NODE_TYPES.iter().filter(|row| row.since < version) {
        for outcome in row.outcomes().iter().chain(row.exits()).filter(|outcome| outcome.since == version) {
            add(outcome.written(), format!("outcome of {}: {}", row.written(), outcome.summary));
        }
        for field in fields(row.fields, version) {
            add(snake_case(field.name), format!("field of {}: {}", row.written(), field.summary));
        }
    }
    if Some(version) != TIMELINE.first().map(|row| row.version) {
        for field in fields(SESSION_FIELDS, version) {
            add(snake_case(field.name), format!("session setting: {}", field.summary));
        }
        for row in report_fields().filter(|row| row.since == version) {
            add(row.path().to_owned(), format!("field of the report: {}", row.summary));
        }
    }
    rows
}

/// The fields of a list, and of objects in it, that came with a version; of an object that came with it, the object alone.
fn fields(list: &'static [Field], version: Version) -> Vec<&'static Field> {
    let mut found = Vec::new();
    let mut open: Vec<&'static Field> = list.iter().rev().collect();
    while let Some(field) = open.pop() {
        if field.since == version {
            found.push(field);
        } else if let Kind::Object(inner) = field.kind {
            open.extend(inner.iter().rev());
        }
    }
    found
}

/// All versions, with what each changed.
pub(super) fn rows() -> Vec<(String, String)> {
    TIMELINE.iter().map(|row| (row.version.to_string(), row.summary.to_owned())).collect()
}

/// All spellings.
pub(super) fn spellings() -> Vec<String> {
    TIMELINE.iter().map(|row| row.version.to_string()).collect()
}
