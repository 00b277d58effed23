//! The canonical spelling of names: which of several accepted spellings the formatter writes.
//!
//! Names are changed only where the catalog says what they are. Unknown and retired names, quoted fields and the keys and
//! values of free objects stay as they are.

mod decisions;
mod names;

use names::{has_exits, outcome, rename, unquote};

use crate::catalog::{self, Field, Kind, NodeType, SETTINGS, snake_case, wire};
use crate::syntax::ast;
use crate::syntax::words::{Position, needs_quotes};

/// Writes every name of the file in its canonical spelling.
pub(super) fn file(file: &mut ast::File) {
    let decides = |statement: &ast::Statement| {
        use ast::StatementKind::{Decide, Ensure, Test};
        matches!(statement.kind, Decide(_) | Ensure(_) | Test(_))
    };
    let types =
        if file.statements.iter().any(decides) { decisions::types(file) } else { decisions::Types::new() };
    for statement in file.statements.iter_mut().filter(|statement| !statement.broken) {
        match &mut statement.kind {
            ast::StatementKind::Session(block) => fields(&mut block.entries, SETTINGS),
            ast::StatementKind::Node(it) => node(it),
            ast::StatementKind::Decide(it) => decisions::decide(&types, it),
            ast::StatementKind::Ensure(it) => decisions::ensure(&types, it),
            ast::StatementKind::Test(it) => decisions::test(&types, it),
            _ => {}
        }
    }
}

fn node(node: &mut ast::Node) {
    let row = match &mut node.ty {
        Some(ty) => {
            let row = catalog::node_type(&ty.text);
            if let Some(row) = row {
                rename(ty, row.written());
            }
            unquote(&mut node.id, Position::NodeId);
            row
        }
        None => {
            unquote(&mut node.id, Position::NodeId);
            catalog::node_type(&node.id.text)
        }
    };
    if let Some(prompt) = &mut node.prompt {
        say(prompt);
    }
    if let (Some(row), Some(block)) = (row, &mut node.fields) {
        fields(&mut block.entries, row.fields);
    }
    let exits = row.is_some_and(|row| has_exits(node, row));
    match node.routes.as_mut().map(|routes| &mut routes.kind) {
        Some(ast::RoutesKind::To(to)) => target(to),
        Some(ast::RoutesKind::List(list)) => {
            for route in &mut list.entries {
                head(&mut route.head, row, exits);
                target(&mut route.target);
            }
        }
        None => {}
    }
}

/// Turns a plain text that begins with `Say: ` into literal speech. The place of `say` is then the text's own.
fn say(prompt: &mut ast::Prompt) {
    if prompt.say.is_some() {
        return;
    }
    let Some(ast::TextPart::Literal(first)) = prompt.text.parts.first_mut() else { return };
    let Some(rest) = wire::speech(first) else { return };
    *first = rest.to_owned();
    if first.is_empty() {
        prompt.text.parts.remove(0);
    }
    prompt.say = Some(prompt.text.span);
}

fn head(head: &mut ast::RouteHead, row: Option<&'static NodeType>, exits: bool) {
    match head {
        ast::RouteHead::Outcomes(names) => {
            if let Some(row) = row {
                names.iter_mut().for_each(|name| outcome(name, row, exits, Position::Outcome));
            }
        }
        ast::RouteHead::Rule(rule) => {
            reference(&mut rule.left);
            if let Some(row) = catalog::operator(&rule.operator.text) {
                rename(&mut rule.operator, row.symbol);
            }
            if let Some(right) = &mut rule.right {
                reference(right);
            }
        }
        ast::RouteHead::Else(_) => {}
    }
}

fn target(target: &mut ast::Target) {
    if let Some(name) = &mut target.name {
        unquote(name, Position::Target);
    }
}

fn fields(entries: &mut [ast::Field], rows: &'static [Field]) {
    for entry in entries.iter_mut().filter(|entry| !entry.key.quoted) {
        if let Some(row) = catalog::field(rows, &entry.key.text) {
            entry.key.text = snake_case(row.name);
            value(&mut entry.value, &row.kind);
        }
    }
}

fn value(it: &mut ast::Value, kind: &'static Kind) {
    match (kind, &mut it.kind) {
        (Kind::Enum(words), ast::ValueKind::Text(text)) => {
            let known =
                text.as_literal().filter(|word| words.contains(word) && !needs_quotes(word, Position::Value));
            if let Some(word) = known {
                it.kind = ast::ValueKind::Word(word.to_owned());
            }
        }
        (Kind::Photo(words), ast::ValueKind::Word(word)) => {
            if let Some(known) = photo(words, word) {
                *word = known;
            }
        }
        (Kind::Photo(words), ast::ValueKind::Text(text)) => {
            if let Some(known) = text.as_literal().and_then(|word| photo(words, word)) {
                it.kind = ast::ValueKind::Word(known);
            }
        }
        (Kind::Photo(_), ast::ValueKind::Reference(_)) => reference(it),
        (Kind::List { item, .. }, ast::ValueKind::List(items)) => {
            items.iter_mut().for_each(|it| value(it, item));
        }
        (Kind::Object(rows), ast::ValueKind::Object(entries)) => fields(entries, rows),
        (Kind::Vars, ast::ValueKind::Object(entries)) => {
            entries.iter_mut().for_each(|entry| reference(&mut entry.value));
        }
        _ => {}
    }
}

fn photo(words: &[&str], written: &str) -> Option<String> {
    words.iter().map(|word| (word, snake_case(word))).find_map(|(word, snake)| {
        let named = *word == written || snake == written;
        named.then_some(snake)
    })
}

fn reference(value: &mut ast::Value) {
    let ast::ValueKind::Reference(reference) = &mut value.kind else { return };
    if let Some(row) = catalog::data_source(&reference.source.text) {
        rename(&mut reference.source, row.word);
        unquote(&mut reference.key, Position::ReferenceKey);
    }
}
