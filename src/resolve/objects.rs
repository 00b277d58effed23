//! Owns objects whose keys are the author's own: free ones, named values, translations; and where photos come from.

use std::borrow::Cow;

use super::fields::{Keys, report_repeated};
use super::scope::Scope;
use super::values::{self, Slot};
use super::wording::quote;
use super::{references, words};
use crate::catalog::{DataSource, Kind};
use crate::diag::Diagnostic;
use crate::flow::{Field, Operand, Photo, Value, ValueKind, Var};
use crate::source::Span;
use crate::syntax::ast;
use crate::syntax::quote::quoted;

/// An object of one of these kinds.
pub(super) fn resolve<'a>(
    scope: &mut Scope<'_>,
    kind: &'static Kind,
    slot: &Slot<'a>,
    entries: &'a [ast::Field],
) -> ValueKind {
    match kind {
        Kind::Vars => ValueKind::Vars(vars(scope, entries)),
        Kind::Scalars => ValueKind::Object(scalars(scope, entries)),
        Kind::Texts(all) => ValueKind::Object(texts(scope, all, slot, entries)),
        _ => ValueKind::Object(free_fields(scope, entries)),
    }
}

/// The fields of a free object: keys as they stand, any JSON inside.
pub(super) fn free_fields(scope: &mut Scope<'_>, entries: &[ast::Field]) -> Vec<Field> {
    each_key(scope, entries, |scope, entry| {
        Some(own(&entry.key, entry.span, values::free(scope, &entry.key.text, &entry.value)))
    })
}

/// The entries in order, each key once.
fn each_key<T>(
    scope: &mut Scope<'_>,
    entries: &[ast::Field],
    mut resolve: impl FnMut(&mut Scope<'_>, &ast::Field) -> Option<T>,
) -> Vec<T> {
    let mut keys = Keys::default();
    let mut out = Vec::with_capacity(entries.len());
    for entry in entries {
        let resolved = resolve(scope, entry);
        match keys.seen(Cow::Borrowed(entry.key.text.as_str()), entry.key.span) {
            Some(first) => report_repeated(scope, &entry.key, first),
            None => out.extend(resolved),
        }
    }
    out
}

fn own(key: &ast::Name, span: Span, value: Option<Value>) -> Field {
    Field { key: Cow::Owned(key.text.clone()), key_span: key.span, span, row: None, value }
}

/// Strings, numbers and booleans under the author's own keys.
fn scalars(scope: &mut Scope<'_>, entries: &[ast::Field]) -> Vec<Field> {
    each_key(scope, entries, |scope, entry| {
        Some(own(&entry.key, entry.span, scalar(scope, &entry.key.text, &entry.value)))
    })
}

/// A string, number, boolean or parameter. `name` is the key or clause that it belongs to.
pub(super) fn scalar(scope: &mut Scope<'_>, name: &str, value: &ast::Value) -> Option<Value> {
    match &value.kind {
        ast::ValueKind::Null | ast::ValueKind::List(_) | ast::ValueKind::Object(_) => {
            let message = format!("{} wants a plain value", quote(name));
            let diagnostic = Diagnostic::new(&values::WRONG_TYPE, value.span, message)
                .label("not a plain value")
                .help("write a string, a number, `true` or `false`");
            scope.report(diagnostic);
            values::touch(scope, value);
            None
        }
        _ => values::free(scope, name, value),
    }
}

/// `{ name: value }` where a value is a literal or a reference.
fn vars(scope: &mut Scope<'_>, entries: &[ast::Field]) -> Vec<Var> {
    each_key(scope, entries, |scope, entry| {
        let value = operand(scope, &entry.key.text, &entry.value)?;
        Some(Var { name: entry.key.text.clone(), name_span: entry.key.span, value })
    })
}

/// A literal or a reference. `name` is the key or clause that it belongs to.
pub(super) fn operand(scope: &mut Scope<'_>, name: &str, value: &ast::Value) -> Option<Operand> {
    match &value.kind {
        ast::ValueKind::Reference(reference) => references::resolve(scope, reference).map(Operand::Reference),
        ast::ValueKind::Word(word) => {
            let message = format!("{} wants a value, not a bare word", quote(name));
            let diagnostic = Diagnostic::new(&values::WRONG_TYPE, value.span, message)
                .label("a bare word")
                .help("put a string in quotes; a value of the session is `extracted.KEY` or `provided.KEY`")
                .fix("put it in quotes", value.span, quoted(word))
                .safe();
            scope.report(diagnostic);
            None
        }
        _ => scalar(scope, name, value).map(Operand::Literal),
    }
}

/// Strings under keys that are words of the catalog.
fn texts<'a>(
    scope: &mut Scope<'_>,
    all: words::Words,
    slot: &Slot<'a>,
    entries: &'a [ast::Field],
) -> Vec<Field> {
    let mut keys = Keys::default();
    let mut out = Vec::with_capacity(entries.len());
    for entry in entries {
        let Some(word) = words::resolve(scope, all, slot, &entry.key.text, entry.key.span) else {
            values::touch(scope, &entry.value);
            continue;
        };
        let inner = Slot { written: &entry.key.text, place: entry.key.span, ..*slot };
        let value = values::resolve(scope, &Kind::Text, &inner, &entry.value);
        match keys.seen(Cow::Borrowed(word), entry.key.span) {
            Some(first) => report_repeated(scope, &entry.key, first),
            None => out.push(Field {
                key: Cow::Borrowed(word),
                key_span: entry.key.span,
                span: entry.span,
                row: None,
                value,
            }),
        }
    }
    out
}

/// Whether a value has the form of a photo source.
pub(super) fn is_photo(value: &ast::ValueKind) -> bool {
    match value {
        ast::ValueKind::Word(_) | ast::ValueKind::Reference(_) => true,
        ast::ValueKind::Text(text) => text.as_literal().is_some(),
        _ => false,
    }
}

/// Where a photo comes from.
pub(super) fn photo<'a>(
    scope: &mut Scope<'_>,
    all: words::Words,
    slot: &Slot<'a>,
    value: &'a ast::Value,
) -> Option<Photo> {
    match &value.kind {
        ast::ValueKind::Reference(written) => {
            let reference = references::resolve(scope, written)?;
            if !reference.source.holds_photos {
                report_source(scope, slot, written, reference.source);
                return None;
            }
            Some(Photo::Provided(reference))
        }
        ast::ValueKind::Word(word) => words::resolve(scope, all, slot, word, value.span).map(Photo::Source),
        ast::ValueKind::Text(written) => {
            words::resolve(scope, all, slot, written.as_literal()?, value.span).map(Photo::Source)
        }
        _ => None,
    }
}

fn report_source(scope: &mut Scope<'_>, slot: &Slot<'_>, written: &ast::Reference, source: &DataSource) {
    let message = format!(
        "{} can't be {}: no photo is {}",
        quote(slot.written),
        quote(&written.source.text),
        source.word
    );
    let diagnostic = references::wanted(written.span, message)
        .label("text from the conversation")
        .help("a photo is a source of the API, or `provided.KEY` for a URL that the backend gives");
    scope.report(diagnostic);
}
