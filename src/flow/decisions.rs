//! Decisions, promises and tests as they are meant.

use super::id::NodeId;
use crate::catalog::Operator;
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
    /// Where `grant` stands, for a decision that grants something.
    pub grant: Option<Span>,
    /// Why, in the author's words; rules for one decision may differ in it.
    pub reason: Option<String>,
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
    /// When a report can't tell which of the others holds. Of no session as it really was: only of what is known of one.
    Ambiguous,
}

/// A statement about a session.
#[derive(Debug, Clone)]
pub enum Expression {
    /// The session passed through a node, perhaps with an outcome.
    Atom(Atom),
    /// The session did not complete.
    Incomplete,
    /// What the session's values are.
    Value(Box<Comparison>),
    /// `2 of (x, y, …)`: at least so many of the parts hold. The number is at least 1 and at most that of the parts.
    AtLeast(u32, Vec<Expression>),
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

/// `report.lang == "en"`: what a session's values are once its report is there.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Where it stands.
    pub span: Span,
    /// What is compared.
    pub left: SessionValue,
    /// How.
    pub operator: &'static Operator,
    /// What it is compared with; `None` for operators that take no right side.
    pub right: Option<Comparand>,
}

/// A value that a session has: extracted, provided, or of its report.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SessionValue {
    /// Where it comes from.
    pub source: ValueSource,
    /// The author's own key; for a value of the report its path there in the API's words (`aiAnalysis.ageMin`).
    pub key: String,
}

/// Where a value of a session comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ValueSource {
    /// The extraction schema.
    Extracted,
    /// The provided data.
    Provided,
    /// The report itself.
    Report,
}

/// The right side of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub enum Comparand {
    /// A value that the file gives.
    Literal(Scalar),
    /// Another value of the session.
    Value(SessionValue),
}

/// A value that stands in the file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scalar {
    /// A string.
    Text(String),
    /// A number, as it was spelt.
    Number(String),
    /// `true` or `false`.
    Bool(bool),
}

/// What a condition asks for: the leaves of an [`Expression`].
#[derive(Debug, Clone, Copy)]
pub enum Fact<'e> {
    /// The session passed through a node, perhaps with an outcome.
    Passed(Atom),
    /// Its values are so.
    Value(&'e Comparison),
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
    /// The values that the session has.
    pub values: Vec<GivenValue>,
    /// The node at which the session stops; `None` for one that completes.
    pub stops_at: Option<(NodeId, Span)>,
    /// The nodes that must be passed.
    pub nodes: Vec<(NodeId, Span)>,
    /// The decision that must come out.
    pub decision: Option<(String, Span)>,
    /// The nodes that must not be passed.
    pub no_nodes: Vec<(NodeId, Span)>,
    /// The decisions that must not come out.
    pub no_decisions: Vec<(String, Span)>,
}

/// `provided.amount = 20000`
#[derive(Debug, Clone, PartialEq)]
pub struct GivenValue {
    /// The whole.
    pub span: Span,
    /// What has the value.
    pub left: SessionValue,
    /// The value; `None` for one that is not there.
    pub value: Option<Scalar>,
}

impl Expression {
    /// Gives each atom in the order of reading.
    pub fn atoms(&self, receive: &mut impl FnMut(Atom)) {
        match self {
            Self::Atom(atom) => receive(*atom),
            Self::Incomplete | Self::Value(_) => {}
            Self::Not(inner) => inner.atoms(receive),
            Self::And(parts) | Self::Or(parts) | Self::AtLeast(_, parts) => {
                parts.iter().for_each(|part| part.atoms(receive));
            }
        }
    }

    /// Gives each comparison in the order of reading.
    pub fn comparisons<'e>(&'e self, receive: &mut impl FnMut(&'e Comparison)) {
        match self {
            Self::Value(comparison) => receive(comparison),
            Self::Incomplete | Self::Atom(_) => {}
            Self::Not(inner) => inner.comparisons(receive),
            Self::And(parts) | Self::Or(parts) | Self::AtLeast(_, parts) => {
                parts.iter().for_each(|part| part.comparisons(receive));
            }
        }
    }

    /// Whether it speaks of sessions that did not complete.
    #[must_use]
    pub fn names_incomplete(&self) -> bool {
        match self {
            Self::Atom(_) | Self::Value(_) => false,
            Self::Incomplete => true,
            Self::Not(inner) => inner.names_incomplete(),
            Self::And(parts) | Self::Or(parts) | Self::AtLeast(_, parts) => {
                parts.iter().any(Self::names_incomplete)
            }
        }
    }

    /// Whether it holds, given which facts do and whether the session did not complete.
    #[must_use]
    pub fn holds(&self, fact: &impl Fn(Fact<'_>) -> bool, incomplete: bool) -> bool {
        match self {
            Self::Atom(it) => fact(Fact::Passed(*it)),
            Self::Value(it) => fact(Fact::Value(it)),
            Self::Incomplete => incomplete,
            Self::Not(inner) => !inner.holds(fact, incomplete),
            Self::And(parts) => parts.iter().all(|part| part.holds(fact, incomplete)),
            Self::Or(parts) => parts.iter().any(|part| part.holds(fact, incomplete)),
            Self::AtLeast(count, parts) => {
                let holding = parts.iter().filter(|part| part.holds(fact, incomplete));
                holding.take(*count as usize).count() == *count as usize
            }
        }
    }
}

impl Decide {
    /// The number of the rule that decides a session: the first that holds. A session that did not complete falls to
    /// `else` unless a rule that names `incomplete` holds. `None` only when every rule was reported.
    #[must_use]
    pub fn rule(&self, fact: &impl Fn(Fact<'_>) -> bool, incomplete: bool) -> Option<usize> {
        self.rules.iter().position(|rule| match &rule.condition {
            Some(Condition::Else) => true,
            Some(Condition::When(when)) => {
                (!incomplete || when.names_incomplete()) && when.holds(fact, incomplete)
            }
            Some(Condition::Ambiguous) | None => false,
        })
    }

    /// Whether a rule names sessions that did not complete.
    #[must_use]
    pub fn names_incomplete(&self) -> bool {
        self.rules
            .iter()
            .any(|rule| matches!(&rule.condition, Some(Condition::When(when)) if when.names_incomplete()))
    }

    /// Whether some rule marks this decision as one that grants something.
    #[must_use]
    pub fn grants(&self, decision: &str) -> bool {
        self.rules.iter().any(|rule| rule.grant.is_some() && rule.name == decision)
    }
}

impl Scalar {
    /// The number that it is or spells; `None` for anything else.
    #[must_use]
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Self::Text(spelt) | Self::Number(spelt) => {
                spelt.trim().parse().ok().filter(|number: &f64| number.is_finite())
            }
            Self::Bool(_) => None,
        }
    }

    /// Its characters, as the API compares them for equality: without white space at the ends.
    #[must_use]
    pub fn as_compared(&self) -> String {
        match self {
            Self::Text(text) => text.trim().to_owned(),
            Self::Number(number) => plain_number(number),
            Self::Bool(yes) => yes.to_string(),
        }
    }
}

/// A number as JavaScript turns it into a string, which is what the API compares.
fn plain_number(spelt: &str) -> String {
    spelt.parse::<f64>().map_or_else(|_| spelt.to_owned(), |number| number.to_string())
}

impl ValueSource {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Extracted, Self::Provided, Self::Report];

    /// The word before the first dot.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Extracted => "extracted",
            Self::Provided => "provided",
            Self::Report => "report",
        }
    }
}
