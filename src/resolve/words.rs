//! Owns enumeration values: the words that a field takes.

use super::interpolation;
use super::scope::Scope;
use super::slot::Slot;
use super::wording::{hint, quote, some_of, spelt};
use crate::catalog::{self, Kind, RetiredPlace};
use crate::diag::{Diagnostic, did_you_mean, same_letters};
use crate::flow::{Literal, Param, TextPart, ValueKind};
use crate::source::Span;
use crate::syntax::ast;

crate::code! {
    /// A field takes one of a few words, and this is none of them. `default_lang` must also be one of `langs` when those are
    /// given.
    ///
    /// ```fsflow wrong
    /// start -> scan
    /// scan: document_scan { scanning_mode: double, allowed_document_types: [passport] } -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> scan
    /// scan: document_scan { scanning_mode: automatic, allowed_document_types: [passport] } -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static UNKNOWN_VALUE = error "unknown-value";
}

/// How many words a help names.
const SHOWN: usize = 14;

/// The words of an enumeration.
pub(super) type Words = &'static [&'static str];

/// The API's spelling of a word, if it is one of them.
pub(super) fn resolve(
    scope: &mut Scope<'_>,
    all: Words,
    slot: &Slot<'_>,
    word: &str,
    span: Span,
) -> Option<&'static str> {
    let found = catalog::word(all, word);
    if found.is_none() {
        let diagnostic = explain(scope, all, slot, word, span);
        scope.report(diagnostic);
    }
    found
}

/// An enumeration value in quotes, perhaps with parameters; then it is checked when their values are known.
pub(super) fn resolve_text(
    scope: &mut Scope<'_>,
    all: Words,
    slot: &Slot<'_>,
    written: &ast::Text,
) -> Option<ValueKind> {
    if let Some(word) = written.as_literal() {
        return resolve(scope, all, slot, word, written.span).map(ValueKind::Word);
    }
    let text = interpolation::resolve(scope, written);
    let mut whole = String::new();
    for part in &text.parts {
        match part {
            TextPart::Literal(literal) => whole.push_str(literal),
            TextPart::Param(id) => match id.and_then(|id| scope.params.typed(id)?.value.as_ref()) {
                Some(value) => whole.push_str(value.as_text()),
                None => return Some(ValueKind::Text(text)),
            },
        }
    }
    if all.contains(&whole.as_str()) {
        return Some(ValueKind::Text(text));
    }
    let mut diagnostic = unknown(all, slot, &whole, written.span);
    for part in &text.parts {
        let TextPart::Param(Some(id)) = part else { continue };
        if let Some(param) = scope.params.typed(*id) {
            diagnostic = diagnostic.related(param.name_span, declared(param));
        }
    }
    scope.report(diagnostic);
    None
}

/// What a declaration is to a value that is wrong because of it.
pub(super) fn declared(param: &Param) -> String {
    match &param.value {
        Some(Literal::Text(text)) => format!("its value is {}", quote(text)),
        Some(value) => format!("its value is {}", value.as_text()),
        None => "declared here".to_owned(),
    }
}

/// The value of a parameter is none of the words; it has to be the API's own spelling.
pub(super) fn unknown(all: Words, slot: &Slot<'_>, word: &str, span: Span) -> Diagnostic {
    let diagnostic = new(slot, word, span);
    match did_you_mean(word, all.iter().copied()) {
        Some(near) => diagnostic.help(format!("the value has to be {}", quote(near))),
        None => diagnostic.help(format!("the value has to be {}", some_of(all, SHOWN))),
    }
}

/// `` `a`, `b` or `c` `` as a file writes them.
pub(super) fn list(all: Words) -> String {
    let words: Vec<_> = all.iter().map(|word| spelt(word)).collect();
    some_of(&words, SHOWN)
}

fn new(slot: &Slot<'_>, word: &str, span: Span) -> Diagnostic {
    let message = format!("{} can't be {}", quote(slot.written), quote(word));
    Diagnostic::new(&UNKNOWN_VALUE, span, message).label("not one of its values")
}

fn explain(scope: &mut Scope<'_>, all: Words, slot: &Slot<'_>, word: &str, span: Span) -> Diagnostic {
    let diagnostic = new(slot, word, span);
    if let Some(row) = catalog::retired(RetiredPlace::Value(slot.field.name), word) {
        let diagnostic = diagnostic.help(row.note);
        return match row.new {
            Some(new) => diagnostic.fix(format!("use `{new}`"), span, spelt(new)).safe(),
            None => diagnostic,
        };
    }
    // `en-US` is the language `en`.
    let general = word.split(['-', '_']).next().filter(|part| *part != word);
    if let Some(general) = all.iter().find(|known| Some(**known) == general) {
        let text = format!("use `{general}`");
        return diagnostic
            .help(format!("it takes {} without a region", quote(general)))
            .fix(text, span, *general);
    }
    match scope.suggest.near(word, all.iter().copied()) {
        Some(near) => {
            let near = spelt(near);
            let safe = same_letters(word, &near);
            diagnostic.help(hint(word, &near)).fix(format!("use `{near}`"), span, near).safe_if(safe)
        }
        None if matches!(slot.field.kind, Kind::Photo(_)) => {
            diagnostic.help(format!("it takes {}, or `provided.KEY`", list(all)))
        }
        None => diagnostic.help(format!("it takes {}", list(all))),
    }
}
