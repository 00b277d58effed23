//! Strings as literal pieces and the parameters between them. Whatever is said of a value, the parameters in it count as used.

use super::scope::Scope;

use crate::flow::{Text, TextPart};
use crate::syntax::ast;

/// A string with its parameters resolved.
pub(super) fn resolve(scope: &mut Scope<'_>, text: &ast::Text) -> Text {
    let mut parts = Vec::with_capacity(text.parts.len());
    for part in &text.parts {
        parts.push(match part {
            ast::TextPart::Literal(literal) => TextPart::Literal(literal.clone()),
            ast::TextPart::Param(name) => TextPart::Param(scope.params.mention(name)),
        });
    }
    Text { span: text.span, parts }
}

/// Takes note of the parameters in a string that is not looked at otherwise.
pub(super) fn touch(scope: &mut Scope<'_>, text: &ast::Text) {
    for part in &text.parts {
        if let ast::TextPart::Param(name) = part {
            scope.params.mention(name);
        }
    }
}

/// Whether the string ends with its quotes. One that does not was reported, and what it holds may be anything.
pub(super) fn is_closed(scope: &Scope<'_>, text: &ast::Text) -> bool {
    let source = scope.sources.slice(text.span);
    let quotes = if text.folded { "\"\"\"" } else { "\"" };
    source.len() >= 2 * quotes.len() && source.ends_with(quotes)
}

/// Takes note of the parameters in a value that is not looked at otherwise.
pub(super) fn touch_value(scope: &mut Scope<'_>, value: &ast::Value) {
    match &value.kind {
        ast::ValueKind::Text(text) => touch(scope, text),
        ast::ValueKind::Param(name) => {
            scope.params.mention(name);
        }
        ast::ValueKind::List(items) => items.iter().for_each(|item| touch_value(scope, item)),
        ast::ValueKind::Object(entries) => entries.iter().for_each(|entry| touch_value(scope, &entry.value)),
        _ => {}
    }
}
