//! The keys of a block, each once.

use std::borrow::Cow;
use std::collections::HashMap;

use super::scope::Scope;
use super::wording::quote;
use crate::diag::Diagnostic;
use crate::source::Span;
use crate::syntax::ast;

crate::code! {
    /// A field is written twice in one block. JSON keeps only one of them.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." {
    ///   does_not_require_reply: true
    ///   does_not_require_reply: false
    /// } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." {
    ///   does_not_require_reply: true
    /// } -> end
    /// end
    /// ```
    pub static REPEATED_FIELD = error "repeated-field";
}

/// How many keys of a block are compared one by one before they are hashed.
const FEW: usize = 16;

/// The keys of a block that were seen, each with its place.
#[derive(Default)]
pub(super) struct Keys<'a> {
    few: Vec<(Cow<'a, str>, Span)>,
    many: HashMap<Cow<'a, str>, Span>,
}

impl<'a> Keys<'a> {
    /// Whether a key was seen before.
    pub(super) fn knows(&self, key: &str) -> bool {
        if self.many.is_empty() {
            self.few.iter().any(|(known, _)| known == key)
        } else {
            self.many.contains_key(key)
        }
    }

    /// Takes note of a key; gives its first place when it was seen before.
    pub(super) fn seen(&mut self, key: Cow<'a, str>, span: Span) -> Option<Span> {
        if self.few.len() < FEW {
            let first = self.few.iter().find(|(known, _)| *known == key).map(|(_, span)| *span);
            if first.is_none() {
                self.few.push((key, span));
            }
            return first;
        }
        if self.many.is_empty() {
            self.many.extend(self.few.iter().cloned());
        }
        match self.many.entry(key) {
            std::collections::hash_map::Entry::Occupied(taken) => Some(*taken.get()),
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(span);
                None
            }
        }
    }
}

/// Reports a key that stands twice.
pub(super) fn report_repeated(scope: &mut Scope<'_>, key: &ast::Name, first: Span) {
    let diagnostic =
        Diagnostic::new(&REPEATED_FIELD, key.span, format!("{} is written twice", quote(&key.text)))
            .label("again here")
            .related(first, "first written here")
            .help("keep one of them");
    scope.report(diagnostic);
}
