//! Owns the move of a tree to another place, for statements that are taken over from an earlier text.

use super::ast::*;
use crate::source::{FileId, Span};

/// Where to: another file number, and how far forward or back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// The file that the statement stands in now.
    pub file: FileId,
    /// What is added to each offset, wrapping: a move back is a large number.
    pub by: u32,
}

/// A part of the tree that knows its places.
pub trait Shift {
    /// Moves all its places.
    fn shift(&mut self, to: Move);
}

impl Shift for Span {
    fn shift(&mut self, to: Move) {
        self.file = to.file;
        self.start = self.start.wrapping_add(to.by);
        self.end = self.end.wrapping_add(to.by);
    }
}

impl<T: Shift> Shift for Vec<T> {
    fn shift(&mut self, to: Move) {
        for item in self {
            item.shift(to);
        }
    }
}

impl<T: Shift> Shift for Option<T> {
    fn shift(&mut self, to: Move) {
        if let Some(item) = self {
            item.shift(to);
        }
    }
}

impl<T: Shift> Shift for Box<T> {
    fn shift(&mut self, to: Move) {
        self.as_mut().shift(to);
    }
}

/// Moves the named fields of a struct; every field that has a place must be named, which the exhaustive pattern checks.
macro_rules! shift {
    ($($type:ident { $($field:ident),* $(; $($other:ident),*)? })*) => {
        $(impl Shift for $type {
            fn shift(&mut self, to: Move) {
                let Self { $($field,)* $($($other: _,)*)? } = self;
                $($field.shift(to);)*
            }
        })*
    };
}

shift! {
    Statement { span, docs, allows, kind; broken, lossy }
    Doc { span; text }
    Allow { span, name, reason }
    Name { span; text, quoted }
    Param { name, ty, default }
    Node { id, ty, prompt, fields, routes }
    Prompt { say, text }
    Text { span, parts; folded }
    Block { span, entries }
    Field { span, key, value }
    Value { span, kind }
    Reference { span, source, key }
    Routes { span, arrow, kind }
    RouteList { span, entries }
    Target { name, when }
    When { span, text }
    Route { span, head, target }
    Rule { span, left, operator, right }
    Decide { keyword, block, rules }
    Decision { span, name, condition }
    Atom { span, node, outcome }
    Ensure { keyword, subject, condition; never }
    Test { keyword, name, block, cases }
    Case { span, given, expected }
}

impl Shift for Condition {
    fn shift(&mut self, to: Move) {
        match self {
            Self::Else(span) => span.shift(to),
            Self::Expression(expression) => expression.shift(to),
            Self::Missing => {}
        }
    }
}

impl Shift for Expression {
    fn shift(&mut self, to: Move) {
        match self {
            Self::Atom(atom) => atom.shift(to),
            Self::Not(span, inner) | Self::Group(span, inner) => {
                span.shift(to);
                inner.shift(to);
            }
            Self::And(parts) | Self::Or(parts) => parts.shift(to),
        }
    }
}

impl Shift for StatementKind {
    fn shift(&mut self, to: Move) {
        match self {
            Self::Api(text) | Self::Import(text) => text.shift(to),
            Self::Param(param) => param.shift(to),
            Self::Session(block) => block.shift(to),
            Self::Node(node) => node.shift(to),
            Self::Decide(decide) => decide.shift(to),
            Self::Ensure(ensure) => ensure.shift(to),
            Self::Test(test) => test.shift(to),
            Self::Broken(name) => name.shift(to),
        }
    }
}

impl Shift for TextPart {
    fn shift(&mut self, to: Move) {
        match self {
            Self::Literal(_) => {}
            Self::Param(name) => name.shift(to),
        }
    }
}

impl Shift for ValueKind {
    fn shift(&mut self, to: Move) {
        match self {
            Self::Number(_) | Self::Bool(_) | Self::Null | Self::Word(_) | Self::Missing => {}
            Self::Text(text) => text.shift(to),
            Self::Param(name) => name.shift(to),
            Self::Reference(reference) => reference.shift(to),
            Self::List(items) => items.shift(to),
            Self::Object(entries) => entries.shift(to),
        }
    }
}

impl Shift for RoutesKind {
    fn shift(&mut self, to: Move) {
        match self {
            Self::To(target) => target.shift(to),
            Self::List(list) => list.shift(to),
        }
    }
}

impl Shift for RouteHead {
    fn shift(&mut self, to: Move) {
        match self {
            Self::Outcomes(names) => names.shift(to),
            Self::Else(span) => span.shift(to),
            Self::Rule(rule) => rule.shift(to),
        }
    }
}
