//! A flow as code in any language needs it: data without syntax, so that a language is only about how things are written.
//! [`super::lower`] makes it; it knows no language.

use indexmap::IndexSet;

use super::bounds::Bounds;
use crate::flow::{Literal, ParamKind, Scalar};

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
    /// What a decision depends on, in a few characters.
    pub(super) fingerprint: String,
    /// Whether sessions say which flow they are of, so that those of others can be refused.
    pub(super) is_marked: bool,
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
    /// What rules ask for that holds once the node is passed: a place in [`Decide::facts`].
    pub(super) fact: Option<usize>,
    /// What its report says beyond the outcome.
    pub(super) more: Vec<More>,
}

/// A further member of a node's report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct More {
    pub(super) name: &'static str,
    pub(super) kind: MoreKind,
}

/// What a further member of a report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MoreKind {
    Text,
    Number,
    Object,
}

impl<'f> Node<'f> {
    /// What a report may name as the outcome, each name once.
    pub(super) fn names(&self) -> IndexSet<&'f str> {
        self.outcomes.iter().flat_map(|outcome| outcome.names.iter().copied()).collect()
    }

    /// What the flow calls the outcomes.
    pub(super) fn own_names(&self) -> IndexSet<&str> {
        self.outcomes.iter().map(|outcome| outcome.name.as_str()).collect()
    }
}

/// One way out of a node.
#[derive(Debug)]
pub(super) struct Outcome<'f> {
    /// What a report may call it.
    pub(super) names: Vec<&'f str>,
    /// The other spelling of `canceled` that the API uses somewhere else; means the first of the names.
    pub(super) alias: Option<String>,
    /// What the flow calls it.
    pub(super) name: String,
    /// The place of the rule that it belongs to, for a node that is left by rules.
    pub(super) rule: Option<usize>,
    /// The id of the node that it leads to.
    pub(super) to: &'f str,
    /// What rules ask for that holds once it is taken: a place in [`Decide::facts`].
    pub(super) fact: Option<usize>,
}

/// How sessions are decided.
#[derive(Debug)]
pub(super) struct Decide<'f> {
    /// The decisions, each once.
    pub(super) decisions: Vec<&'f str>,
    /// What the rules ask for: first whether the session did not complete, then what is passed in the order of the flow, then values.
    pub(super) facts: Vec<Fact>,
    /// The rules; the first that holds decides.
    pub(super) rules: Vec<Rule<'f>>,
    /// The rule for reports that can't tell which other one holds.
    pub(super) ambiguous: Option<Rule<'f>>,
}

/// Something that rules ask for.
#[derive(Debug)]
pub(super) struct Fact {
    /// Its words, for a name in code.
    pub(super) words: String,
    /// The place in [`Module::nodes`] of the node that it is about; 0 where it is about none.
    pub(super) place: usize,
    /// What is compared, when it is about a value.
    pub(super) value: Option<Comparison>,
}

/// A comparison of a value of the session.
#[derive(Debug)]
pub(super) struct Comparison {
    /// What the flow calls the value.
    pub(super) name: String,
    pub(super) left: Location,
    /// Other spellings of the value, each with the one that it stands for.
    pub(super) spellings: &'static [(&'static str, &'static str)],
    /// As the language writes it.
    pub(super) operator: &'static str,
    pub(super) literal: Option<Scalar>,
    pub(super) other: Option<Location>,
}

/// Where a value of the session stands.
#[derive(Debug)]
pub(super) struct Location {
    /// `extracted`, `provided` or `report`.
    pub(super) source: &'static str,
    pub(super) path: Vec<String>,
}

/// A rule.
#[derive(Debug)]
pub(super) struct Rule<'f> {
    /// Its place among the rules of the flow.
    pub(super) index: usize,
    pub(super) decision: &'f str,
    pub(super) reason: Option<&'f str>,
    /// Whether its decision grants something.
    pub(super) grants: bool,
    /// Its condition as the flow says it.
    pub(super) text: String,
    pub(super) condition: Condition,
}

/// When a rule holds. Which sessions a rule is about is part of its condition.
#[derive(Debug, Clone)]
pub(super) enum Condition {
    /// What this place of [`Decide::facts`] stands for is so.
    Fact(usize),
    /// Always or never.
    Known(bool),
    Not(Box<Condition>),
    /// At least so many of them hold.
    Least(usize, Vec<Condition>),
}
