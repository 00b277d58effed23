//! Moves a piece of a tree to another place in another file, so that a statement can be taken over from an earlier text.

use super::ast::*;
use crate::source::{FileId, Span};

/// Where to: another file number, and how far forward or back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move<'m> {
    /// The file that the statement stands in now.
    pub file: FileId,
    /// What is added to each offset, wrapping: a move back is a large number.
    pub by: u32,
    /// From which offset on how much more is added; in order.
    pub shifts: &'m [(u32, u32)],
}

impl Move<'_> {
    fn offset(&self, at: u32) -> u32 {
        let passed = self.shifts.partition_point(|(from, _)| *from <= at);
        let shift =
            passed.checked_sub(1).and_then(|index| self.shifts.get(index)).map_or(0, |(_, shift)| *shift);
        at.wrapping_add(self.by).wrapping_add(shift)
    }
}

/// A part of the tree that knows its places.
pub trait Relocate {
    /// Moves all its places.
    fn relocate(&mut self, to: Move<'_>);
}

impl Relocate for Span {
    fn relocate(&mut self, to: Move<'_>) {
        self.file = to.file;
        self.start = to.offset(self.start);
        self.end = to.offset(self.end);
    }
}

impl<T: Relocate> Relocate for Vec<T> {
    fn relocate(&mut self, to: Move<'_>) {
        for item in self {
            item.relocate(to);
        }
    }
}

impl<T: Relocate> Relocate for Option<T> {
    fn relocate(&mut self, to: Move<'_>) {
        if let Some(item) = self {
            item.relocate(to);
        }
    }
}

impl<T: Relocate> Relocate for Box<T> {
    fn relocate(&mut self, to: Move<'_>) {
        self.as_mut().relocate(to);
    }
}

/// Moves the named fields of a struct; every field that has a place must be named, which the exhaustive pattern checks.
macro_rules! relocate {
    ($($type:ident { $($field:ident),* $(; $($other:ident),*)? })*) => {
        $(impl Relocate for $type {
            fn relocate(&mut self, to: Move<'_>) {
                let Self { $($field,)* $($($other: _,)*)? } = self;
                $($field.relocate(to);)*
            }
        })*
    };
}

relocate! {
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
    Decide { keyword, block, entries }
    Let { span, keyword, name, condition }
    Decision { span, grant, name, reason, condition }
    Reason { span, text }
    Comparison { span, left, operator, right }
    AtLeast { span, count_span, parts; count }
    ValuePath { span, source, keys }
    GivenValue { span, left, value }
    Stop { span, node }
    Expected { not, name }
    Atom { span, node, outcome }
    Ensure { keyword, subject, condition; never }
    Test { keyword, name, block, cases }
    Case { span, given, stop, expected }
}

impl Relocate for DecideEntry {
    fn relocate(&mut self, to: Move) {
        match self {
            Self::Let(it) => it.relocate(to),
            Self::Rule(it) => it.relocate(to),
        }
    }
}

impl Relocate for Given {
    fn relocate(&mut self, to: Move) {
        match self {
            Self::Atom(it) => it.relocate(to),
            Self::Value(it) => it.relocate(to),
        }
    }
}

impl Relocate for Condition {
    fn relocate(&mut self, to: Move<'_>) {
        match self {
            Self::Else(span) => span.relocate(to),
            Self::Expression(expression) => expression.relocate(to),
            Self::Missing => {}
        }
    }
}

impl Relocate for Expression {
    fn relocate(&mut self, to: Move<'_>) {
        match self {
            Self::Atom(atom) => atom.relocate(to),
            Self::Comparison(it) => it.relocate(to),
            Self::AtLeast(it) => it.relocate(to),
            Self::Not(span, inner) | Self::Group(span, inner) => {
                span.relocate(to);
                inner.relocate(to);
            }
            Self::And(parts) | Self::Or(parts) => parts.relocate(to),
        }
    }
}

impl Relocate for StatementKind {
    fn relocate(&mut self, to: Move<'_>) {
        match self {
            Self::Api(text) | Self::Import(text) => text.relocate(to),
            Self::Param(param) => param.relocate(to),
            Self::Session(block) => block.relocate(to),
            Self::Node(node) => node.relocate(to),
            Self::Decide(decide) => decide.relocate(to),
            Self::Ensure(ensure) => ensure.relocate(to),
            Self::Test(test) => test.relocate(to),
            Self::Broken(name) => name.relocate(to),
        }
    }
}

impl Relocate for TextPart {
    fn relocate(&mut self, to: Move<'_>) {
        match self {
            Self::Literal(_) => {}
            Self::Param(name) => name.relocate(to),
        }
    }
}

impl Relocate for ValueKind {
    fn relocate(&mut self, to: Move<'_>) {
        match self {
            Self::Number(_) | Self::Bool(_) | Self::Null | Self::Word(_) | Self::Missing => {}
            Self::Text(text) => text.relocate(to),
            Self::Param(name) => name.relocate(to),
            Self::Reference(reference) => reference.relocate(to),
            Self::List(items) => items.relocate(to),
            Self::Object(entries) => entries.relocate(to),
        }
    }
}

impl Relocate for RoutesKind {
    fn relocate(&mut self, to: Move<'_>) {
        match self {
            Self::To(target) => target.relocate(to),
            Self::List(list) => list.relocate(to),
        }
    }
}

impl Relocate for RouteHead {
    fn relocate(&mut self, to: Move<'_>) {
        match self {
            Self::Outcomes(names) => names.relocate(to),
            Self::Else(span) => span.relocate(to),
            Self::Rule(rule) => rule.relocate(to),
        }
    }
}
