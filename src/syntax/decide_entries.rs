//! What can be asked of `decide` as it was written: its rules, and the condition of each entry.

use super::ast::{Condition, Decide, DecideEntry, Decision, Expression};
use crate::source::Span;

impl Decide {
    /// The rules in order.
    pub fn rules(&self) -> impl DoubleEndedIterator<Item = &Decision> {
        self.entries.iter().filter_map(|entry| match entry {
            DecideEntry::Rule(rule) => Some(rule),
            DecideEntry::Let(_) => None,
        })
    }
}

impl DecideEntry {
    /// The whole entry.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Let(it) => it.span,
            Self::Rule(it) => it.span,
        }
    }

    /// Its condition, unless that is missing or `else`.
    #[must_use]
    pub fn expression(&self) -> Option<&Expression> {
        match self {
            Self::Let(it) => it.condition.as_ref(),
            Self::Rule(Decision { condition: Condition::Expression(it), .. }) => Some(it),
            Self::Rule(_) => None,
        }
    }
}
