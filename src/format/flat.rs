//! The form on one line: what a value, block or route list looks like there, given up as soon as it is too long.

use super::strings;
use crate::syntax::ast;
use crate::syntax::quote::quoted;
use crate::syntax::words::is_identifier;

/// The longest line that the formatter writes where it has a choice, in characters.
pub const WIDTH: usize = 100;

/// A piece of a line with a limit. Every method answers `None` when the piece does not fit or can't stand on one line.
#[derive(Debug)]
pub(super) struct Flat {
    text: String,
    left: usize,
}

impl Flat {
    /// An empty piece that may take `limit` characters.
    pub(super) fn new(limit: usize) -> Self {
        Self { text: String::new(), left: limit }
    }

    /// What was written.
    pub(super) fn finish(self) -> String {
        self.text
    }

    pub(super) fn push(&mut self, text: &str) -> Option<()> {
        self.left = self.left.checked_sub(width(text))?;
        self.text.push_str(text);
        Some(())
    }

    pub(super) fn name(&mut self, name: &ast::Name) -> Option<()> {
        if is_quoted(name) { self.push(&quoted(&name.text)) } else { self.push(&name.text) }
    }

    /// A string that can't be folded here.
    pub(super) fn text(&mut self, text: &ast::Text) -> Option<()> {
        if text.folded && !text.parts.is_empty() { None } else { self.push(&strings::quoted(text)) }
    }

    pub(super) fn value(&mut self, value: &ast::Value) -> Option<()> {
        match &value.kind {
            ast::ValueKind::Text(text) => self.text(text),
            ast::ValueKind::List(items) => self.list(items),
            ast::ValueKind::Object(entries) => self.fields(entries),
            ast::ValueKind::Number(word) | ast::ValueKind::Word(word) => self.push(word),
            ast::ValueKind::Bool(yes) => self.push(if *yes { "true" } else { "false" }),
            ast::ValueKind::Null => self.push("null"),
            ast::ValueKind::Param(name) => {
                let mut out = String::new();
                strings::parameter(&mut out, &name.text);
                self.push(&out)
            }
            ast::ValueKind::Reference(reference) => {
                self.name(&reference.source)?;
                self.push(".")?;
                self.name(&reference.key)
            }
            ast::ValueKind::Missing => Some(()),
        }
    }

    pub(super) fn list(&mut self, items: &[ast::Value]) -> Option<()> {
        self.push("[")?;
        for (index, item) in items.iter().enumerate() {
            self.push(if index > 0 { ", " } else { "" })?;
            self.value(item)?;
        }
        self.push("]")
    }

    pub(super) fn fields(&mut self, entries: &[ast::Field]) -> Option<()> {
        if entries.is_empty() {
            return self.push("{}");
        }
        self.push("{ ")?;
        for (index, entry) in entries.iter().enumerate() {
            self.push(if index > 0 { ", " } else { "" })?;
            self.name(&entry.key)?;
            self.push(": ")?;
            self.value(&entry.value)?;
        }
        self.push(" }")
    }

    /// `{ item, item }`
    pub(super) fn list_in_braces<T>(
        &mut self,
        items: &[T],
        write: fn(&mut Self, &T) -> Option<()>,
    ) -> Option<()> {
        if items.is_empty() {
            return self.push("{}");
        }
        self.push("{ ")?;
        separated(self, items, write)?;
        self.push(" }")
    }

    pub(super) fn routes(&mut self, entries: &[ast::Route]) -> Option<()> {
        if entries.is_empty() {
            return self.push("< >");
        }
        self.push("< ")?;
        for (index, entry) in entries.iter().enumerate() {
            self.push(if index > 0 { ", " } else { "" })?;
            self.head(&entry.head)?;
            self.push(": ")?;
            self.target(&entry.target)?;
        }
        self.push(" >")
    }

    pub(super) fn head(&mut self, head: &ast::RouteHead) -> Option<()> {
        match head {
            ast::RouteHead::Outcomes(names) => {
                for (index, name) in names.iter().enumerate() {
                    self.push(if index > 0 { " | " } else { "" })?;
                    self.name(name)?;
                }
                Some(())
            }
            ast::RouteHead::Else(_) => self.push("else"),
            ast::RouteHead::Rule(rule) => {
                self.push("when ")?;
                self.operand(&rule.left)?;
                self.push(" ")?;
                self.push(&rule.operator.text)?;
                let Some(right) = &rule.right else { return Some(()) };
                self.push(" ")?;
                self.operand(right)
            }
        }
    }

    /// A side of a rule, which stands on one line whatever it is.
    pub(super) fn operand(&mut self, value: &ast::Value) -> Option<()> {
        match &value.kind {
            ast::ValueKind::Text(text) => self.push(&strings::quoted(text)),
            _ => self.value(value),
        }
    }

    pub(super) fn target(&mut self, target: &ast::Target) -> Option<()> {
        if let Some(name) = &target.name {
            self.name(name)?;
        }
        let Some(when) = &target.when else { return Some(()) };
        self.push(if target.name.is_some() { " when " } else { "when " })?;
        self.text(&when.text)
    }
}

/// Items with commas between them.
pub(super) fn separated<T>(
    out: &mut Flat,
    items: &[T],
    mut write: impl FnMut(&mut Flat, &T) -> Option<()>,
) -> Option<()> {
    for (index, item) in items.iter().enumerate() {
        out.push(if index > 0 { ", " } else { "" })?;
        write(out, item)?;
    }
    Some(())
}

/// How many columns `text` takes: its characters.
pub(super) fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().count() }
}

/// What `write` gives when there is no limit; `""` for what can't stand on one line at all.
pub(super) fn unlimited(write: impl FnOnce(&mut Flat) -> Option<()>) -> String {
    let mut flat = Flat::new(usize::MAX);
    match write(&mut flat) {
        Some(()) => flat.finish(),
        None => String::new(),
    }
}

fn is_quoted(name: &ast::Name) -> bool {
    name.quoted || !is_identifier(&name.text)
}
