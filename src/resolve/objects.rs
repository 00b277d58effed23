//! Objects whose keys are the author's own: free ones and named values; and where photos come from.

use super::free::{each_key, free_fields, own, scalar};
use super::scope::Scope;
use super::slot;
use super::slot::Slot;
use super::wording::quote;
use super::{references, words};
use crate::catalog::{DataSource, Kind};
use crate::diag::Diagnostic;
use crate::flow::{Field, Operand, Photo, ValueKind, Var};
use crate::syntax::ast;
use crate::syntax::quote::quoted;

/// An object of one of these kinds.
pub(super) fn resolve(scope: &mut Scope<'_>, kind: &'static Kind, entries: &[ast::Field]) -> ValueKind {
    match kind {
        Kind::Vars => ValueKind::Vars(vars(scope, entries)),
        Kind::Scalars => ValueKind::Object(scalars(scope, entries)),
        _ => ValueKind::Object(free_fields(scope, entries)),
    }
}

/// Strings, numbers and booleans under the author's own keys.
fn scalars(scope: &mut Scope<'_>, entries: &[ast::Field]) -> Vec<Field> {
    each_key(scope, entries, |scope, entry| {
        Some(own(&entry.key, entry.span, scalar(scope, &entry.key.text, &entry.value)))
    })
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
            let diagnostic = Diagnostic::new(&slot::WRONG_TYPE, value.span, message)
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
