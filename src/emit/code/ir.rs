//! A flow as code in any language needs it: data without syntax, so that a language is only about how things are written.
//! [`super::lower`] makes it; it knows no language.

use indexmap::IndexSet;

use super::bounds::Bounds;
use crate::flow::{Literal, ParamKind};

/// What becomes one module, package or class.
#[derive(Debug)]
pub(in crate::emit) struct Module<'f> {
    /// The stem of the source's name.
    pub(super) name: &'f str,
    /// The version of the sessions API that the flow is written for.
    pub(super) api: String,
    /// The documentation of the flow, a line each.
    pub(super) docs: &'f [String],
    /// The parameters that are asked for.
    pub(super) params: Vec<Param<'f>>,
    /// The array of nodes: the value of `flow` in the body of `POST /sessions`.
    pub(super) flow: Value,
    /// The whole body of `POST /sessions`; [`Value::Flow`] stands where the nodes do.
    pub(super) session: Value,
    /// What is known of each node. `start` is the first, and each stands before those that it leads to.
    pub(super) nodes: Vec<Node<'f>>,
    /// How sessions are decided, when the flow says so.
    pub(super) decide: Option<Decide<'f>>,
}

impl Module<'_> {
    /// Whether a parameter begins what a model is told to do.
    pub(super) fn has_instruction(&self) -> bool {
        // Prompts are members of nodes.
        let is_instruction = |(_, value): &(String, Value)| matches!(value, Value::Instruction(_));
        let has = |node: &Value| matches!(node, Value::Object(members) if members.iter().any(is_instruction));
        matches!(&self.flow, Value::List(nodes) if nodes.iter().any(has))
    }
}

/// A parameter.
#[derive(Debug)]
pub(super) struct Param<'f> {
    pub(super) name: &'f str,
    pub(super) docs: &'f [String],
    pub(super) kind: ParamKind,
    /// What it is when the caller leaves it out; without one it must be given.
    pub(super) default: Option<&'f Literal>,
    /// What is asked of it beyond its type.
    pub(super) bounds: Bounds,
    /// How the array of nodes uses it.
    pub(super) in_flow: Use,
    /// How the session settings use it.
    pub(super) in_session: Use,
}

/// How a value uses a parameter.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Use {
    /// As a value of its own.
    pub(super) value: bool,
    /// Within a string.
    pub(super) text: bool,
}

impl Use {
    pub(super) fn is_any(self) -> bool {
        self.value || self.text
    }
}

/// A JSON value with holes for parameters, which are named by their place in [`Module::params`].
#[derive(Debug, Clone)]
pub(super) enum Value {
    Text(Template),
    /// A word that the API knows, or an id.
    Word(String),
    /// What a model is told to do, which a parameter at its beginning can't turn into literal speech.
    Instruction(Template),
    /// As it was spelt, valid as JSON.
    Number(String),
    Bool(bool),
    Null,
    Param(usize),
    List(Vec<Value>),
    /// In the order in which it is written.
    Object(Vec<(String, Value)>),
    /// The array of nodes, where it stands within the body of the session.
    Flow,
}

/// A string with holes; no two pieces of text stand next to each other, and none is empty.
#[derive(Debug, Clone, Default)]
pub(super) struct Template(pub(super) Vec<Part>);

/// A piece of a string.
#[derive(Debug, Clone)]
pub(super) enum Part {
    Text(String),
    /// The parameter at this place, shown as JSON shows it, strings without quotes.
    Param(usize),
}

/// A node, for whoever reads reports.
#[derive(Debug)]
pub(super) struct Node<'f> {
    pub(super) id: &'f str,
    pub(super) ty: &'f str,
    pub(super) docs: &'f [String],
    pub(super) outcomes: Vec<Outcome<'f>>,
    /// What rules ask for that holds once the node is passed: a place in [`Decide::atoms`].
    pub(super) atom: Option<usize>,
}

impl<'f> Node<'f> {
    /// What a report may name as the outcome, each name once.
    pub(super) fn names(&self) -> IndexSet<&'f str> {
        self.outcomes.iter().flat_map(|outcome| outcome.names.iter().copied()).collect()
    }
}

/// One way out of a node.
#[derive(Debug)]
pub(super) struct Outcome<'f> {
    /// What a report may call it.
    pub(super) names: Vec<&'f str>,
    /// The other spelling of `canceled` that the API uses somewhere else; means the first of the names.
    pub(super) alias: Option<String>,
    /// The id of the node that it leads to.
    pub(super) to: &'f str,
    /// What rules ask for that holds once it is taken: a place in [`Decide::atoms`].
    pub(super) atom: Option<usize>,
}

/// How sessions are decided.
#[derive(Debug)]
pub(super) struct Decide<'f> {
    /// The decisions, each once.
    pub(super) decisions: Vec<&'f str>,
    /// What the rules ask for, in the order of the flow: the words of each.
    pub(super) atoms: Vec<String>,
    /// The rules; the first that holds decides.
    pub(super) rules: Vec<Rule<'f>>,
    /// Whether a rule about sessions that did not complete asks where they went.
    pub(super) asks_where_stopped: bool,
}

/// A rule.
#[derive(Debug)]
pub(super) struct Rule<'f> {
    pub(super) decision: &'f str,
    /// `None` for `else`.
    pub(super) condition: Option<Condition>,
}

/// When a rule holds. Which sessions a rule is about is part of its condition.
#[derive(Debug, Clone)]
pub(super) enum Condition {
    /// The session passed what this place of [`Decide::atoms`] stands for.
    Has(usize),
    /// The session did not complete.
    Incomplete,
    Not(Box<Condition>),
    And(Vec<Condition>),
    Or(Vec<Condition>),
}
