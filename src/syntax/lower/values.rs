//! From what the grammar matched to the tree: values, field blocks and lists.

use pest::iterators::Pair;

use super::context::Lower;
use crate::source::Span;
use crate::syntax::ast::{Block, Field, Name, Reference, Value, ValueKind};
use crate::syntax::errors;
use crate::syntax::grammar::Rule;

impl Lower<'_, '_> {
    /// `{ key: value … }`
    pub(super) fn block(&mut self, pair: Pair<'_, Rule>) -> Block {
        let whole = self.span(&pair);
        let start = pair.as_span().start();
        let mut entries: Vec<Field> = Vec::new();
        let mut closed = false;
        let mut last = Span { end: whole.start + 1, ..whole };
        let mut between = start + 1;
        for inner in pair.into_inner() {
            let (from, to) = (inner.as_span().start(), inner.as_span().end());
            match inner.as_rule() {
                Rule::closed_object => {
                    closed = true;
                    last = self.span(&inner);
                }
                Rule::field => {
                    self.check_separator(entries.is_empty(), between, from, last);
                    let field = self.field(inner);
                    last = field.span;
                    entries.push(field);
                    between = to;
                }
                _ => {
                    last = self.trimmed(&inner);
                    between = to;
                    if !self.missing_value(inner.as_str(), &mut entries) {
                        self.loss(errors::unexpected(last, inner.as_str(), "`key: value`"));
                    }
                }
            }
        }
        self.check_closed(closed, whole, "}", last);
        entries.shrink_to_fit();
        Block { span: Span { end: last.end, ..whole }, entries }
    }

    /// `a:` on one line and `b: 1` on the next were read as `a: b`; what is left then begins with a colon.
    fn missing_value(&mut self, junk: &str, entries: &mut [Field]) -> bool {
        let Some(field) = entries.last_mut().filter(|_| junk.starts_with(':')) else { return false };
        let between = Span { start: field.key.span.end, end: field.value.span.start, ..field.span };
        if !self.slice(between).contains('\n') {
            return false;
        }
        let what = format!("the value of `{}`", field.key.text);
        field.value = Value { span: field.key.span.at_end(), kind: ValueKind::Missing };
        self.loss(errors::missing(field.key.span, &what, "write it after the colon"));
        true
    }

    fn field(&mut self, pair: Pair<'_, Rule>) -> Field {
        let start = self.span(&pair);
        let mut key: Option<Name> = None;
        let mut value: Option<Value> = None;
        let mut colon_end = start;
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::wrong_colon => {
                    colon_end = self.span(&inner);
                    self.error(errors::wrong_colon(colon_end, inner.as_str()));
                }
                _ if key.is_none() => {
                    let name = self.name(inner);
                    colon_end = name.span;
                    key = Some(name);
                }
                _ => value = Some(self.value(inner)),
            }
        }
        let key = key.unwrap_or_else(|| Name { text: String::new(), quoted: true, span: start.at_start() });
        let value = value.unwrap_or_else(|| {
            let what = format!("the value of `{}`", key.text);
            self.error(errors::missing(key.span, &what, "write it after the colon"));
            Value { span: colon_end.at_end(), kind: ValueKind::Missing }
        });
        Field { span: key.span.to(value.span), key, value }
    }

    /// Any value.
    pub(super) fn value(&mut self, pair: Pair<'_, Rule>) -> Value {
        let span = self.span(&pair);
        let kind = match pair.as_rule() {
            Rule::number => ValueKind::Number(pair.as_str().to_owned()),
            Rule::wrong_number => {
                let before = self.source.get(..pair.as_span().start()).unwrap_or_default();
                let key = before.trim_end_matches([' ', '\n', ':']);
                let milliseconds = key.ends_with("_ms") || key.ends_with("Ms");
                self.error(errors::wrong_number(span, pair.as_str(), milliseconds));
                ValueKind::Missing
            }
            Rule::parameter => {
                let name = pair.into_inner().find(|inner| inner.as_rule() == Rule::ident);
                let text = name.map_or_else(String::new, |inner| inner.as_str().to_owned());
                ValueKind::Param(Name { text, quoted: false, span })
            }
            Rule::path => return self.path(pair),
            Rule::list => return self.list(pair),
            Rule::object => {
                let block = self.block(pair);
                return Value { span: block.span, kind: ValueKind::Object(block.entries) };
            }
            _ => ValueKind::Text(self.text(pair)),
        };
        Value { span, kind }
    }

    /// A word, `true`, `false`, `null`, or `source.key`.
    fn path(&mut self, pair: Pair<'_, Rule>) -> Value {
        let span = self.span(&pair);
        let mut parts: Vec<Name> = Vec::with_capacity(1);
        for inner in pair.into_inner() {
            parts.push(self.name(inner));
        }
        let mut parts = parts.into_iter();
        let kind = match (parts.next(), parts.next(), parts.next()) {
            (Some(word), None, _) => match word.text.as_str() {
                "true" => ValueKind::Bool(true),
                "false" => ValueKind::Bool(false),
                "null" => ValueKind::Null,
                _ => ValueKind::Word(word.text),
            },
            (Some(source), Some(key), None) => {
                ValueKind::Reference(Box::new(Reference { span, source, key }))
            }
            (Some(source), Some(key), Some(more)) => {
                let tail = Span { start: more.span.start - 1, ..span };
                let help = format!(
                    "a reference has one dot; a key with a dot in it stands in quotes: `{}.\"…\"`",
                    source.text
                );
                self.error(errors::unexpected(tail, &format!(".{}", more.text), "one dot").help(help));
                ValueKind::Reference(Box::new(Reference { span, source, key }))
            }
            (None, ..) => ValueKind::Missing,
        };
        Value { span, kind }
    }

    fn list(&mut self, pair: Pair<'_, Rule>) -> Value {
        let whole = self.span(&pair);
        let mut items: Vec<Value> = Vec::new();
        let mut closed = false;
        let mut last = Span { end: whole.start + 1, ..whole };
        let mut between = pair.as_span().start() + 1;
        for inner in pair.into_inner() {
            let (from, to) = (inner.as_span().start(), inner.as_span().end());
            match inner.as_rule() {
                Rule::closed_list => {
                    closed = true;
                    last = self.span(&inner);
                }
                Rule::junk => {
                    last = self.trimmed(&inner);
                    self.loss(errors::unexpected(last, inner.as_str(), "a value"));
                    between = to;
                }
                _ => {
                    self.check_separator(items.is_empty(), between, from, last);
                    let item = self.value(inner);
                    last = item.span;
                    items.push(item);
                    between = to;
                }
            }
        }
        self.check_closed(closed, whole, "]", last);
        items.shrink_to_fit();
        Value { span: Span { end: last.end, ..whole }, kind: ValueKind::List(items) }
    }

    /// Reports a missing bracket, whose place is behind the last item.
    pub(super) fn check_closed(&mut self, closed: bool, whole: Span, bracket: &str, last: Span) {
        if !closed {
            let open = Span { end: whole.start + 1, ..whole };
            self.error(errors::unclosed_bracket(open, bracket, last.at_end()));
        }
    }

    /// Reports two items on one line without a comma between them.
    pub(super) fn check_separator(&mut self, first: bool, from: usize, to: usize, before: Span) {
        let between = self.source.get(from..to).unwrap_or("");
        if let Some(semicolon) = between.find(';') {
            let at = from + semicolon;
            self.error(errors::wrong_separator(self.at(at, at + 1)));
        } else if !first && !between.contains([',', '\n']) {
            let gap = Span { start: before.end, end: self.at(to, to).start, ..before };
            self.error(errors::missing_separator(gap));
        }
    }
}
