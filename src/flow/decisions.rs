//! Decisions, promises and tests as they are meant.

use super::id::NodeId;
use crate::source::Span;

/// What generated code answers while there is no decision yet: the one word that is no decision.
pub const PENDING: &str = "pending";

/// `decide { … }`
#[derive(Debug, Clone)]
pub struct Decide {
    /// The keyword.
    pub span: Span,
    /// The rules in order.
    pub rules: Vec<Decision>,
}

/// One rule of `decide`.
#[derive(Debug, Clone)]
pub struct Decision {
    /// The decision that it stands for; several rules may stand for one.
    pub name: String,
    /// Where the name stands.
    pub name_span: Span,
    /// The whole rule.
    pub span: Span,
    /// When it holds; `None` when that was reported as wrong.
    pub condition: Option<Condition>,
}

/// When a rule holds.
#[derive(Debug, Clone)]
pub enum Condition {
    /// When no rule above does.
    Else,
    /// When this does.
    When(Expression),
}

/// A statement about a session.
#[derive(Debug, Clone)]
pub enum Expression {
    /// The session passed through a node, perhaps with an outcome.
    Atom(Atom),
    /// The session did not complete.
    Incomplete,
    /// `not x`
    Not(Box<Expression>),
    /// `x and y and …`
    And(Vec<Expression>),
    /// `x or y or …`
    Or(Vec<Expression>),
}

/// `node` or `node.outcome`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Atom {
    /// Where it stands.
    pub span: Span,
    /// The node.
    pub node: NodeId,
    /// The outcome: its place among the node's edges.
    pub edge: Option<u32>,
}

/// `ensure x requires y` or `ensure never x with y`
#[derive(Debug, Clone)]
pub struct Ensure {
    /// The whole statement.
    pub span: Span,
    /// Whether it is a `never … with …`.
    pub never: bool,
    /// Where the subject stands.
    pub subject_span: Span,
    /// What is promised about.
    pub subject: Subject,
    /// What it requires, or must never come with.
    pub condition: Expression,
}

/// What a promise is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A decision.
    Decision(String),
    /// A node or one of its outcomes.
    Atom(Atom),
}

/// `test "name" { … }`
#[derive(Debug, Clone)]
pub struct Test {
    /// What is tested, in words.
    pub name: String,
    /// Where the name stands.
    pub name_span: Span,
    /// The cases in order; those with a reported fault are left out.
    pub cases: Vec<Case>,
}

/// `node.outcome, … => name, …`
#[derive(Debug, Clone)]
pub struct Case {
    /// The whole case.
    pub span: Span,
    /// The outcomes that happen.
    pub given: Vec<Atom>,
    /// The nodes that must be passed.
    pub nodes: Vec<(NodeId, Span)>,
    /// The decision that must come out.
    pub decision: Option<(String, Span)>,
}

impl Expression {
    /// Gives each atom in the order of reading.
    pub fn atoms(&self, receive: &mut impl FnMut(Atom)) {
        match self {
            Self::Atom(atom) => receive(*atom),
            Self::Incomplete => {}
            Self::Not(inner) => inner.atoms(receive),
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|part| part.atoms(receive)),
        }
    }

    /// Whether it speaks of sessions that did not complete.
    #[must_use]
    pub fn names_incomplete(&self) -> bool {
        match self {
            Self::Atom(_) => false,
            Self::Incomplete => true,
            Self::Not(inner) => inner.names_incomplete(),
            Self::And(parts) | Self::Or(parts) => parts.iter().any(Self::names_incomplete),
        }
    }

    /// Whether it holds, given which atoms do and whether the session did not complete.
    #[must_use]
    pub fn holds(&self, atom: &impl Fn(Atom) -> bool, incomplete: bool) -> bool {
        match self {
            Self::Atom(it) => atom(*it),
            Self::Incomplete => incomplete,
            Self::Not(inner) => !inner.holds(atom, incomplete),
            Self::And(parts) => parts.iter().all(|part| part.holds(atom, incomplete)),
            Self::Or(parts) => parts.iter().any(|part| part.holds(atom, incomplete)),
        }
    }
}

impl Decide {
    /// The number of the rule that decides a session: the first that holds. A session that did not complete falls to
    /// `else` unless a rule that names `incomplete` holds. `None` only when every rule was reported.
    #[must_use]
    pub fn rule(&self, atom: &impl Fn(Atom) -> bool, incomplete: bool) -> Option<usize> {
        self.rules.iter().position(|rule| match &rule.condition {
            Some(Condition::Else) => true,
            Some(Condition::When(when)) => {
                (!incomplete || when.names_incomplete()) && when.holds(atom, incomplete)
            }
            None => false,
        })
    }
}
