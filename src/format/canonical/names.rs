//! The canonical spelling of a single name: an outcome, or a name that stands in quotes without need.

use crate::catalog::{NodeType, Routing, snake_case};
use crate::syntax::ast;
use crate::syntax::words::{Position, needs_quotes};

/// Whether the node has the field that adds outcomes.
pub(in crate::format) fn has_exits(node: &ast::Node, row: &NodeType) -> bool {
    let name = exits_field(row);
    name.zip(node.fields.as_ref()).is_some_and(|(name, block)| has_field(block, name))
}

fn exits_field(row: &NodeType) -> Option<&'static str> {
    match row.routing {
        Routing::Choices(Some(exits)) => Some(exits.field),
        _ => None,
    }
}

fn has_field(block: &ast::Block, name: &str) -> bool {
    let named = |key: &ast::Name| !key.quoted && (key.text == name || key.text == snake_case(name));
    block.entries.iter().any(|field| named(&field.key))
}

pub(in crate::format) fn outcome(
    name: &mut ast::Name,
    row: &'static NodeType,
    exits: bool,
    position: Position,
) {
    if let Some(known) = row.outcomes().iter().find(|outcome| outcome.is_named(&name.text)) {
        return rename(name, &known.written());
    }
    if !matches!(row.routing, Routing::Choices(_)) {
        return;
    }
    // A quoted word is the author's own outcome even where a bare one would be an exit.
    match row.exits().iter().find(|exit| exit.is_named(&name.text)) {
        Some(exit) if exits && !name.quoted => rename(name, &exit.written()),
        Some(_) => {}
        None => unquote(name, position),
    }
}

pub(in crate::format) fn rename(name: &mut ast::Name, text: &str) {
    name.quoted = false;
    if name.text != text {
        text.clone_into(&mut name.text);
    }
}

pub(in crate::format) fn unquote(name: &mut ast::Name, position: Position) {
    if name.quoted && !needs_quotes(&name.text, position) {
        name.quoted = false;
    }
}
