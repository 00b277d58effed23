//! Owns the sentences about what the import changes, keeps and leaves out.

use crate::diag::Diagnostic;
use crate::source::Span;

crate::code! {
    /// An older form of flow was made into today's: the `edges` of a `{nodes, edges}` object became routes, `transitions`
    /// became outcomes, and what the older form left open was filled in. The message says what was done in this place.
    ///
    /// ```json wrong
    /// { "nodes": [{ "id": "start", "type": "start" }, { "id": "end", "type": "end" }],
    ///   "edges": [{ "id": "e1", "source": "start", "target": "end" }] }
    /// ```
    ///
    /// ```json right
    /// [{ "id": "start", "type": "start", "outcome": "end" }, { "id": "end", "type": "end" }]
    /// ```
    pub static IMPORTED_LEGACY = warning(Suspicious) "imported-legacy";
}

crate::code! {
    /// An older or other spelling was replaced by the one that the API has today.
    ///
    /// ```json wrong
    /// [{ "id": "start", "type": "start", "outcome": "email" },
    ///  { "id": "email", "type": "email_input", "outcomes": { "emailEntered": "end", "cancelled": "end" } },
    ///  { "id": "end", "type": "end" }]
    /// ```
    ///
    /// ```json right
    /// [{ "id": "start", "type": "start", "outcome": "email" },
    ///  { "id": "email", "type": "enter_email", "outcomes": { "emailEntered": "end", "canceled": "end" } },
    ///  { "id": "end", "type": "end" }]
    /// ```
    pub static RENAMED_ON_IMPORT = warning(Suspicious) "renamed-on-import";
}

crate::code! {
    /// Something that the catalog does not know, or a value that it does not allow, was kept in quotes, so that it passes to
    /// the JSON as it stands. What is in quotes is not checked.
    ///
    /// ```json wrong
    /// [{ "id": "start", "type": "start", "outcome": "end", "color": "blue" }, { "id": "end", "type": "end" }]
    /// ```
    ///
    /// ```json right
    /// [{ "id": "start", "type": "start", "outcome": "end" }, { "id": "end", "type": "end" }]
    /// ```
    pub static KEPT_AS_QUOTED = warning(Suspicious) "kept-as-quoted";
}

crate::code! {
    /// Something has no place in a flow and was left out: a key beside `nodes` and `edges`, the properties of an edge, what
    /// surrounds a session.
    ///
    /// ```json wrong
    /// { "version": "1.0", "nodes": [{ "id": "start", "type": "start" }, { "id": "end", "type": "end" }],
    ///   "edges": [{ "source": "start", "target": "end" }] }
    /// ```
    ///
    /// ```json right
    /// [{ "id": "start", "type": "start", "outcome": "end" }, { "id": "end", "type": "end" }]
    /// ```
    pub static LEFT_OUT_ON_IMPORT = warning(Suspicious) "left-out-on-import";
}

crate::code! {
    /// An edge of an older flow contradicts the outcomes of the node that it leaves, or does not say which outcome it is
    /// for. It was left out.
    ///
    /// ```json wrong
    /// { "nodes": [{ "id": "start", "type": "start", "outcome": "end" }, { "id": "end", "type": "end" }],
    ///   "edges": [{ "source": "start", "target": "other" }] }
    /// ```
    ///
    /// ```json right
    /// [{ "id": "start", "type": "start", "outcome": "end" }, { "id": "end", "type": "end" }]
    /// ```
    pub static IMPORT_CONFLICT = warning(Suspicious) "import-conflict";
}

/// The user's word in a message.
pub(super) fn quote(word: &str) -> String {
    let short: String = word.chars().take(60).collect();
    if short.len() < word.len() { format!("`{short}…`") } else { format!("`{word}`") }
}

/// `what` says what the old name is, as in “the outcome `match` of face_scan”.
pub(super) fn renamed(span: Span, what: &str, new: &str) -> Diagnostic {
    let message = format!("{what} is written {}", quote(new));
    Diagnostic::new(&RENAMED_ON_IMPORT, span, message).label("the older or other spelling")
}

pub(super) fn kept(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(&KEPT_AS_QUOTED, span, message).label("kept in quotes, not checked")
}

pub(super) fn left_out(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(&LEFT_OUT_ON_IMPORT, span, message).label("left out")
}

pub(super) fn legacy(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(&IMPORTED_LEGACY, span, message)
}

pub(super) fn conflict(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(&IMPORT_CONFLICT, span, message).label("left out")
}

/// How many further places one diagnostic names.
const SHOWN: usize = 3;

/// Renamings that a flow has in many places: each is said once.
#[derive(Debug, Default)]
pub(super) struct Renamings {
    list: Vec<(String, &'static str, &'static str, Vec<Span>)>,
}

impl Renamings {
    /// Takes note of a place where `old` became `new`.
    pub(super) fn add(&mut self, span: Span, old: &str, new: &'static str, note: &'static str) {
        match self.list.iter_mut().find(|(known, ..)| known == old) {
            Some((.., places)) => places.push(span),
            None => self.list.push((old.to_owned(), new, note, vec![span])),
        }
    }

    pub(super) fn report(&self, diagnostics: &mut Vec<Diagnostic>) {
        for (old, new, note, places) in &self.list {
            let Some((first, others)) = places.split_first() else { continue };
            let what = format!("the key {}{}", quote(old), also(others));
            diagnostics.push(with_others(renamed(*first, &what, new).help(*note), others));
        }
    }
}

/// The condition that an older flow had for “always”, in all its places.
pub(super) fn always(places: &[Span]) -> Option<Diagnostic> {
    let (first, others) = places.split_first()?;
    let message = format!("the condition `true`{} is the empty one", also(others));
    Some(with_others(legacy(*first, message).label("always holds"), others))
}

fn also(others: &[Span]) -> String {
    match others.len() {
        0 => String::new(),
        1 => " here and in another place".to_owned(),
        count => format!(" here and in {count} other places"),
    }
}

fn with_others(diagnostic: Diagnostic, others: &[Span]) -> Diagnostic {
    others.iter().take(SHOWN).fold(diagnostic, |diagnostic, place| diagnostic.related(*place, "and here"))
}
