//! An outcome of a node and where it leads.

use super::id::NodeId;
use super::value::{Operand, Reference, Text};
use crate::catalog::{self, Operator};
use crate::source::Span;

/// An outcome of a node and where it leads.
#[derive(Debug, Clone)]
pub struct Edge {
    /// The outcome.
    pub outcome: Outcome,
    /// Where it leads; `None` when the target does not exist, which was reported, and for one that the API fills in when nobody says
    /// where.
    pub target: Option<NodeId>,
    /// Where the target's name stands.
    pub target_span: Span,
    /// Where the outcome's name stands; for expanded ones the `else` or the arrow.
    pub span: Span,
    /// Whether the author named it, or it comes from `else` or a plain route.
    pub written: Written,
}

/// How the author wrote an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// By its name.
    Named,
    /// As part of `else`.
    Else,
    /// As part of `-> target`.
    Plain,
    /// Not at all: the API fills it in.
    FilledIn,
}

/// An outcome of a node.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// One that the catalog lists.
    Api(&'static catalog::Outcome),
    /// One that the catalog does not know: in quotes, or of a type that is unknown or in quotes. Passes as it stands.
    ///
    /// One that was reported (unknown, or named twice) is this too, so that its target counts as reached; then
    /// [`Node::edges_known`](super::Node::edges_known) is `false`.
    Quoted(String),
    /// One of the author's own, of a conversation or data_validation.
    Choice(Box<Choice>),
    /// A rule of a field_condition.
    Rule(Box<Rule>),
}

/// An outcome of the author's own.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Its id.
    pub id: String,
    /// Its condition; empty when it always holds.
    pub condition: Text,
}

/// `extracted.age >= 18`
#[derive(Debug, Clone)]
pub struct Rule {
    /// Which rule of the node it is, counted from 1.
    pub number: u32,
    /// The left side; `None` when it was reported as wrong.
    pub left: Option<Reference>,
    /// The operator; `None` when it was reported as unknown.
    pub operator: Option<&'static Operator>,
    /// The right side, for operators that take one.
    pub right: Option<Operand>,
}

impl Outcome {
    /// One of the author's own, which happens on this condition.
    #[must_use]
    pub fn choice(id: impl Into<String>, condition: Text) -> Self {
        Self::Choice(Box::new(Choice { id: id.into(), condition }))
    }
}

impl Edge {
    /// The outcome's name as a message shows it: the short or snake-cased name, the author's own, or `rule 2`.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.outcome {
            Outcome::Api(row) => row.written(),
            Outcome::Quoted(name) => name.clone(),
            Outcome::Choice(choice) => choice.id.clone(),
            Outcome::Rule(rule) => format!("rule {}", rule.number),
        }
    }

    /// The outcome's name as conditions and tests write it behind the node's id; a rule is `rule_2` there, and what
    /// follows when none holds is `else`.
    #[must_use]
    pub fn spelled(&self) -> String {
        match &self.outcome {
            Outcome::Api(row) if row.otherwise => "else".to_owned(),
            Outcome::Rule(rule) => format!("rule_{}", rule.number),
            _ => self.name(),
        }
    }

    /// Whether `word` names the outcome in a condition or a test, in any accepted spelling.
    #[must_use]
    pub fn is_named(&self, word: &str) -> bool {
        match &self.outcome {
            Outcome::Api(row) => row.is_named(word) || (row.otherwise && word == "else"),
            Outcome::Quoted(name) => name == word,
            Outcome::Choice(choice) => choice.id == word,
            Outcome::Rule(_) => word == self.spelled() || word == self.name(),
        }
    }

    /// The catalog's row of the outcome, when it has one.
    #[must_use]
    pub fn row(&self) -> Option<&'static catalog::Outcome> {
        match self.outcome {
            Outcome::Api(row) => Some(row),
            _ => None,
        }
    }

    /// The condition of a conversation's own outcome.
    #[must_use]
    pub fn condition(&self) -> Option<&Text> {
        match &self.outcome {
            Outcome::Choice(choice) => Some(&choice.condition),
            _ => None,
        }
    }
}
