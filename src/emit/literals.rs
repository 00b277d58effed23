//! Owns the layout of values in code: an item a line, as JSON is laid out. What a string looks like is the language's affair.

use super::json::writer::Writer;
use crate::flow::{Flow, ParamId, Text};

/// How a language writes what is no bracket.
pub(super) trait Syntax {
    /// Spaces a level.
    const INDENT: usize;
    /// `true` and `false`.
    const BOOLS: [&'static str; 2];
    /// No value.
    const NULL: &'static str;

    /// The key of a member.
    fn key(&self, key: &str, out: &mut String);
    /// A string.
    fn string(&self, text: &str, out: &mut String);
    /// A string with parameters, behind a prefix without any.
    fn text(&self, prefix: &str, text: &Text, out: &mut String);
    /// The value of a parameter.
    fn param(&self, id: ParamId, out: &mut String);
}

/// A value in code that grows from left to right.
#[derive(Debug)]
pub(super) struct Literals<'s, S> {
    out: &'s mut String,
    syntax: &'s S,
    depth: usize,
    /// Whether the innermost list or object has no item yet.
    empty: bool,
}

impl<'s, S: Syntax> Literals<'s, S> {
    /// A value that stands in a statement of this depth.
    pub(super) fn new(out: &'s mut String, syntax: &'s S, depth: usize) -> Self {
        Self { out, syntax, depth, empty: true }
    }

    /// What is no value of the walk: an expression as it stands.
    pub(super) fn expression(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn begin(&mut self, bracket: char) {
        self.out.push(bracket);
        self.depth += 1;
        self.empty = true;
    }

    fn end(&mut self, bracket: char) {
        self.depth = self.depth.saturating_sub(1);
        if !self.empty {
            self.out.push(',');
            self.line();
        }
        self.out.push(bracket);
        self.empty = false;
    }

    fn line(&mut self) {
        self.out.push('\n');
        for _ in 0..self.depth * S::INDENT {
            self.out.push(' ');
        }
    }
}

impl<S: Syntax> Writer for Literals<'_, S> {
    fn begin_object(&mut self) {
        self.begin('{');
    }

    fn end_object(&mut self) {
        self.end('}');
    }

    fn begin_list(&mut self) {
        self.begin('[');
    }

    fn end_list(&mut self) {
        self.end(']');
    }

    fn item(&mut self) {
        if !self.empty {
            self.out.push(',');
        }
        self.empty = false;
        self.line();
    }

    fn key(&mut self, key: &str) {
        self.item();
        self.syntax.key(key, self.out);
        self.out.push_str(": ");
    }

    fn string(&mut self, text: &str) {
        self.syntax.string(text, self.out);
    }

    fn number(&mut self, token: &str) {
        self.out.push_str(token);
    }

    fn bool(&mut self, value: bool) {
        self.out.push_str(S::BOOLS[usize::from(!value)]);
    }

    fn null(&mut self) {
        self.out.push_str(S::NULL);
    }

    fn text(&mut self, _: &Flow, prefix: &str, text: &Text) {
        self.syntax.text(prefix, text, self.out);
    }

    fn param(&mut self, _: &Flow, id: ParamId) {
        self.syntax.param(id, self.out);
    }
}
