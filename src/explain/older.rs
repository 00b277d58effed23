//! What an older name, or a word that people write for it, is called now.

use super::page::Page;
use crate::catalog::{NodeType, RetiredName, RetiredPlace, meant, node_type, retired_names, snake_case};

/// Writes the page of a name that the API had once: `transitions`, `deepfaceDetected`, `identityVerification`.
pub(super) fn write(name: &str, page: &mut Page) -> bool {
    let is_named = |row: &&RetiredName| row.old == name || snake_case(row.old) == name;
    let found: Vec<&RetiredName> = retired_names().filter(is_named).collect();
    let Some(first) = found.first() else { return false };
    page.paragraph(&format!("{name} (an older name, or none of the API's)"));
    page.gap();
    page.table(found.iter().map(|row| (place(row.place), vec![row.note.to_owned()])).collect());
    page.origin(&first.origin);
    true
}

/// Where an older name stood, in words.
fn place(place: RetiredPlace) -> String {
    match place {
        RetiredPlace::NodeType => "node type".to_owned(),
        RetiredPlace::Outcome(of) => format!("outcome of {}", written(of)),
        RetiredPlace::Value(of) => format!("value of {}", snake_case(of)),
        RetiredPlace::Key => "key of a node".to_owned(),
        RetiredPlace::Field(of) => format!("field of {}", written(of)),
        RetiredPlace::Setting => "key of the body".to_owned(),
        RetiredPlace::Module => "module".to_owned(),
        RetiredPlace::Report => "in the report".to_owned(),
    }
}

fn written(name: &'static str) -> &'static str {
    node_type(name).map_or(name, NodeType::written)
}

/// Writes the page of a word that is no name of the API, but means one: `otp`, `selfie`, `german`.
pub(super) fn write_meant(name: &str, page: &mut Page) -> bool {
    let types = meant(RetiredPlace::NodeType, name);
    let outcomes = meant(RetiredPlace::Outcome(""), name);
    let languages = meant(RetiredPlace::Value("langs"), name);
    if types.iter().chain(outcomes).chain(languages).all(|known| *known == name) {
        return false;
    }
    page.paragraph(&format!("{name} (no name of the API)"));
    let list =
        |names: &[&'static str]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let mut rows = Vec::new();
    if !types.is_empty() {
        let names: Vec<&str> = types.iter().map(|name| written(name)).collect();
        rows.push(("as a node type".to_owned(), vec![format!("did you mean {}?", list(&names))]));
    }
    if !outcomes.is_empty() {
        let names: Vec<String> = outcomes.iter().map(|name| format!("`{}`", snake_case(name))).collect();
        rows.push(("as an outcome".to_owned(), vec![format!("did you mean {}?", names.join(", "))]));
    }
    if !languages.is_empty() {
        rows.push(("as a language".to_owned(), vec![format!("write {}", list(languages))]));
    }
    page.gap();
    page.table(rows);
    true
}

/// All older names, with what each is called now.
pub(super) fn rows() -> Vec<(String, String)> {
    let mut rows: Vec<(String, String)> = Vec::new();
    for row in retired_names() {
        if rows.iter().all(|(known, _)| known != row.old) {
            rows.push((row.old.to_owned(), format!("{}: {}", place(row.place), row.note)));
        }
    }
    rows
}

/// All spellings.
pub(super) fn spellings() -> Vec<String> {
    retired_names().flat_map(|row| [row.old.to_owned(), snake_case(row.old)]).collect()
}

/// No names of their own: the list would be one of words that are wrong.
pub(super) fn no_rows() -> Vec<(String, String)> {
    Vec::new()
}

/// No spellings to compare with.
pub(super) fn no_spellings() -> Vec<String> {
    Vec::new()
}
