//! The outcomes that the routes of a node do not name: what `else` and a plain route stand for, for hints, hover and actions.

use super::classify;
use super::view::View;
use crate::catalog::{Outcome, Routing};
use crate::syntax::ast::{Node, RouteHead, RoutesKind};

/// The outcomes that the API has in the version of the flow and that the routes of a node do not name. Empty for types
/// whose outcomes are the author's own.
#[must_use]
pub fn outcomes(view: &View<'_>, node: &Node) -> Vec<&'static Outcome> {
    let Some(row) = classify::row(node) else { return Vec::new() };
    let version = view.flow().version;
    let named: Vec<&str> = match node.routes.as_ref().map(|routes| &routes.kind) {
        Some(RoutesKind::List(list)) => {
            let heads = list.entries.iter().filter_map(|entry| match &entry.head {
                RouteHead::Outcomes(names) => Some(names),
                _ => None,
            });
            heads.flatten().map(|name| name.text.as_str()).collect()
        }
        _ => Vec::new(),
    };
    let waits = |field: &str| {
        let entries = node.fields.iter().flat_map(|block| &block.entries);
        entries.into_iter().any(|entry| {
            crate::catalog::field(row.fields, &entry.key.text).is_some_and(|row| row.name == field)
        })
    };
    let all: &'static [Outcome] = match row.routing {
        Routing::Fixed(all) => all,
        Routing::Choices(Some(exits)) if waits(exits.field) => exits.outcomes,
        _ => &[],
    };
    let open = all.iter().filter(|outcome| outcome.since <= version);
    open.filter(|outcome| !named.iter().any(|name| outcome.is_named(name))).collect()
}
