//! Pieces of a tree that is built rather than read: they have no place, and names stand in quotes where a bare word would be
//! read otherwise.

use crate::source::Span;
use crate::syntax::ast::{self, Route, RouteHead, RouteList, Routes, RoutesKind, Target, When};
use crate::syntax::words::{Position, needs_quotes};

/// A name as a built tree holds it: in quotes where a bare word would be read otherwise.
pub(super) fn name(text: &str, position: Position) -> ast::Name {
    ast::Name::built(text, needs_quotes(text, position))
}

/// A statement without a place.
pub(super) fn statement(kind: ast::StatementKind) -> ast::Statement {
    ast::Statement {
        span: Span::default(),
        docs: Vec::new(),
        allows: Vec::new(),
        kind,
        broken: false,
        lossy: false,
    }
}

/// A route to one target.
pub(super) fn route(head: RouteHead, target: &str, when: Option<Box<When>>) -> Route {
    Route { span: Span::default(), head, target: Target { name: Some(name(target, Position::Target)), when } }
}

/// Routes in `< >`.
pub(super) fn list(entries: Vec<Route>) -> Routes {
    routes(RoutesKind::List(RouteList { span: Span::default(), entries }))
}

/// One target for every outcome.
pub(super) fn to(target: &str, when: Option<Box<When>>) -> Routes {
    routes(RoutesKind::To(Target { name: Some(name(target, Position::Target)), when }))
}

fn routes(kind: RoutesKind) -> Routes {
    Routes { span: Span::default(), arrow: Span::default(), kind }
}
