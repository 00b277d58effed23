//! A node whose fields hold all of it, type included: `greeting: { "type": "conversation", … }`.

use super::context::Lower;
use crate::catalog::wire;
use crate::diag::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{Block, Field, Name, Value, ValueKind};
use crate::syntax::codes::PASTED_JSON;
use crate::syntax::words::{Position, is_identifier, spell};

/// The longest statement that a help shows, in characters.
const LONGEST: usize = 90;

impl Lower<'_, '_> {
    /// What is said about such a node; `None` when its fields name no type. `rest` are the routes behind the braces.
    pub(super) fn json_node(&self, id: &Name, block: &Block, rest: Option<Span>) -> Option<Diagnostic> {
        let ty = block
            .entries
            .iter()
            .find(|entry| entry.key.text == wire::TYPE)
            .and_then(|entry| self.word(&entry.value))?;
        let open = Span { end: block.span.start + 1, ..block.span };
        let message = format!("`{}` is written as an object of JSON", id.text);
        let diagnostic = Diagnostic::new(&PASTED_JSON, open, message);
        let whole = id.span.to(rest.unwrap_or(block.span));
        Some(match self.as_statement(id, &ty, block, rest) {
            Some(text) if text.chars().count() <= LONGEST => {
                diagnostic.help(format!("write `{text}`")).fix("write it as fsflow", whole, text).safe()
            }
            Some(text) => diagnostic
                .help(format!("write `{}: {ty} \"prompt\" {{ fields }} -> target`", id.text))
                .fix("write it as fsflow", whole, text)
                .safe(),
            None => diagnostic.help(format!("write `{}: {ty} \"prompt\" {{ fields }} -> target`", id.text)),
        })
    }

    /// The word or string that a value is.
    fn word(&self, value: &Value) -> Option<String> {
        match &value.kind {
            ValueKind::Word(word) => Some(word.clone()),
            ValueKind::Text(_) => Some(self.slice(value.span).trim_matches(['"', '\'']).to_owned()),
            _ => None,
        }
        .filter(|word| is_identifier(word))
    }

    fn as_statement(&self, id: &Name, ty: &str, block: &Block, rest: Option<Span>) -> Option<String> {
        let mut prompt = String::new();
        let mut routes = rest.map_or_else(String::new, |rest| format!(" {}", self.slice(rest)));
        let mut fields = Vec::new();
        for Field { key, value, .. } in &block.entries {
            match key.text.as_str() {
                wire::TYPE => {}
                wire::ID => drop(self.word(value).filter(|word| *word == id.text)?),
                wire::PROMPT => prompt = format!(" {}", self.text_of(value)?),
                wire::OUTCOME | "next" => routes = format!(" -> {}", self.target_of(value)?),
                wire::OUTCOMES => {
                    routes =
                        self.ways(value)?.or(Some(routes).filter(|it| !it.is_empty())).unwrap_or_default()
                }
                name => fields.push(format!("{name}: {}", self.slice(value.span))),
            }
        }
        let id = spell(&id.text, Position::NodeId);
        let fields = if fields.is_empty() { String::new() } else { format!(" {{ {} }}", fields.join(", ")) };
        Some(format!("{id}: {ty}{prompt}{fields}{routes}"))
    }

    fn text_of(&self, value: &Value) -> Option<String> {
        let text = self.slice(value.span);
        (matches!(value.kind, ValueKind::Text(_)) && text.starts_with('"')).then(|| text.to_owned())
    }

    fn target_of(&self, value: &Value) -> Option<String> {
        self.word(value).map(|word| spell(&word, Position::Target).into_owned())
    }

    /// `{ "detected": "a" }` and `[{ "id": "yes", "targetNodeId": "a", "condition": "…" }]` as routes; an empty list is none.
    fn ways(&self, value: &Value) -> Option<Option<String>> {
        let entry = |field: &Field| {
            Some(format!("{}: {}", spell(&field.key.text, Position::Outcome), self.target_of(&field.value)?))
        };
        let entries: Vec<String> = match &value.kind {
            ValueKind::Object(entries) => entries.iter().map(entry).collect::<Option<_>>()?,
            ValueKind::List(items) => items.iter().map(|item| self.choice(item)).collect::<Option<_>>()?,
            _ => return None,
        };
        Some((!entries.is_empty()).then(|| format!(" -> < {} >", entries.join(", "))))
    }

    fn choice(&self, item: &Value) -> Option<String> {
        let ValueKind::Object(entries) = &item.kind else { return None };
        let find = |name: &str| entries.iter().find(|entry| entry.key.text == name).map(|entry| &entry.value);
        let name = find(wire::ID).and_then(|value| self.word(value))?;
        let target = self.target_of(find(wire::TARGET)?)?;
        let when = match find(wire::CONDITION) {
            Some(condition) => Some(self.text_of(condition)?).filter(|text| text != "\"\""),
            None => None,
        };
        let when = when.map_or_else(String::new, |text| format!(" when {text}"));
        Some(format!("{}: {target}{when}", spell(&name, Position::Outcome)))
    }
}
