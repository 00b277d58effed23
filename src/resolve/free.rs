//! Any JSON as it stands: in free objects and in fields in quotes, under the author's own keys.

use std::borrow::Cow;

use super::interpolation;
use super::keys::{Keys, report_repeated};
use super::references;
use super::scope::Scope;
use super::slot::WRONG_TYPE;
use super::wording::quote;
use crate::diag::Diagnostic;
use crate::flow::{Field, Value, ValueKind};
use crate::source::Span;
use crate::syntax::ast;
use crate::syntax::quote::quoted;

/// Any JSON, as it stands: in free objects and fields in quotes. `name` is the field that it belongs to.
pub(super) fn free(scope: &mut Scope<'_>, name: &str, value: &ast::Value) -> Option<Value> {
    let kind = match &value.kind {
        ast::ValueKind::Missing => return None,
        ast::ValueKind::Text(text) => ValueKind::Text(interpolation::resolve(scope, text)),
        ast::ValueKind::Number(number) => ValueKind::Number(number.clone()),
        ast::ValueKind::Bool(value) => ValueKind::Bool(*value),
        ast::ValueKind::Null => ValueKind::Null,
        ast::ValueKind::Param(name) => ValueKind::Param(scope.params.mention(name)?),
        ast::ValueKind::List(items) => {
            let mut list = Vec::with_capacity(items.len());
            list.extend(items.iter().filter_map(|item| free(scope, name, item)));
            ValueKind::List(list)
        }
        ast::ValueKind::Object(entries) => ValueKind::Object(free_fields(scope, entries)),
        ast::ValueKind::Word(word) => {
            report_word(scope, name, word, value.span);
            return None;
        }
        ast::ValueKind::Reference(reference) => {
            references::report_misplaced(scope, name, reference);
            return None;
        }
    };
    Some(Value { span: value.span, kind })
}

/// The fields of a free object: keys as they stand, any JSON inside.
pub(super) fn free_fields(scope: &mut Scope<'_>, entries: &[ast::Field]) -> Vec<Field> {
    each_key(scope, entries, |scope, entry| {
        Some(own(&entry.key, entry.span, free(scope, &entry.key.text, &entry.value)))
    })
}

/// The entries in order, each key once.
pub(super) fn each_key<T>(
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

pub(super) fn own(key: &ast::Name, span: Span, value: Option<Value>) -> Field {
    Field { key: Cow::Owned(key.text.clone()), key_span: key.span, span, row: None, value }
}

/// A string, number, boolean or parameter. `name` is the key or clause that it belongs to.
pub(super) fn scalar(scope: &mut Scope<'_>, name: &str, value: &ast::Value) -> Option<Value> {
    match &value.kind {
        ast::ValueKind::Null | ast::ValueKind::List(_) | ast::ValueKind::Object(_) => {
            let message = format!("{} wants a plain value", quote(name));
            let diagnostic = Diagnostic::new(&WRONG_TYPE, value.span, message)
                .label("not a plain value")
                .help("write a string, a number, `true` or `false`");
            scope.report(diagnostic);
            interpolation::touch_value(scope, value);
            None
        }
        _ => free(scope, name, value),
    }
}

/// Reports a bare word where no enumeration is.
fn report_word(scope: &mut Scope<'_>, field: &str, word: &str, span: Span) {
    let message = format!("{} takes no bare word", quote(field));
    let diagnostic = Diagnostic::new(&WRONG_TYPE, span, message).label("a bare word");
    scope.report(
        diagnostic.help("a string stands in quotes").fix("put it in quotes", span, quoted(word)).safe(),
    );
}
