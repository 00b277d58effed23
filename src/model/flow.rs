//! Owns the shape of a flow as it is meant: names, types, values, imports and parameters resolved.
//!
//! INVARIANT: what could not be resolved is `None` here and was reported exactly once, where its cause is.

use std::borrow::Cow;

use crate::catalog::{self, DataSource, NodeType, Operator, Routing, Version};
use crate::source::{FileId, Span};

/// A flow: what one file and its imports mean together.
#[derive(Debug, Clone)]
pub struct Flow {
    /// The stem of the file's name (`payment-auth`).
    pub name: String,
    /// The file that was asked for.
    pub file: FileId,
    /// The version of the sessions API that the flow is written for.
    pub version: Version,
    /// The `//!` lines of the file.
    pub docs: Vec<String>,
    /// The parameters, the file's own first.
    pub params: Vec<Param>,
    /// The nodes: the file's own in its order, then those of imports in import order.
    pub nodes: Vec<Node>,
    /// The session settings of the file.
    pub session: Option<Session>,
    /// How sessions are decided.
    pub decide: Option<super::Decide>,
    /// What is promised about all paths.
    pub ensures: Vec<super::Ensure>,
    /// The tests of the file.
    pub tests: Vec<super::Test>,
    /// Whether every statement of every file could be read and stands here. When not, nodes and routes may be missing
    /// that the author wrote: a statement was broken, an import failed, or an id was taken.
    pub complete: bool,
    /// The `@allow`s of all files, those of imported nodes that the flow leaves out included.
    pub allows: Vec<Allow>,
}

/// The place of a node in [`Flow::nodes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// The place of a parameter in [`Flow::params`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParamId(pub u32);

/// `@allow(name, "why")` and the statement that it stands before.
#[derive(Debug, Clone)]
pub struct Allow {
    /// The `@allow` itself.
    pub span: Span,
    /// The name of the check.
    pub name: String,
    /// Where the name stands.
    pub name_span: Span,
    /// The statement in which it silences.
    pub statement: Span,
    /// Why; `None` when the author gave no reason.
    pub reason: Option<String>,
}

/// A parameter.
#[derive(Debug, Clone)]
pub struct Param {
    /// Its name.
    pub name: String,
    /// Where the name stands in its declaration.
    pub name_span: Span,
    /// The whole declaration.
    pub statement: Span,
    /// Its doc comment.
    pub docs: Vec<String>,
    /// Its type.
    pub kind: ParamKind,
    /// Its default.
    pub default: Option<Literal>,
    /// The value that the caller gave, else the default; `None` when neither is known.
    pub value: Option<Literal>,
    /// Where it is used, `${` to `}`, in order of reading.
    pub uses: Vec<Span>,
    /// Whether it was declared in an imported file.
    pub imported: bool,
}

/// The type of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParamKind {
    /// `string`
    String,
    /// `number`
    Number,
    /// `boolean`
    Boolean,
}

impl ParamKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::String, Self::Number, Self::Boolean];

    /// The word that the language has for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Number => "number",
            Self::Boolean => "boolean",
        }
    }
}

/// A value of a parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// A string.
    Text(String),
    /// A number as it was spelt, valid as JSON.
    Number(String),
    /// `true` or `false`.
    Bool(bool),
}

impl Literal {
    /// The type of parameter that takes it.
    #[must_use]
    pub fn kind(&self) -> ParamKind {
        match self {
            Self::Text(_) => ParamKind::String,
            Self::Number(_) => ParamKind::Number,
            Self::Bool(_) => ParamKind::Boolean,
        }
    }

    /// What a string interpolates.
    #[must_use]
    pub fn as_text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Number(text) => text,
            Self::Bool(true) => "true",
            Self::Bool(false) => "false",
        }
    }
}

/// The session settings.
#[derive(Debug, Clone)]
pub struct Session {
    /// The whole block.
    pub span: Span,
    /// The settings in the order of the file.
    pub fields: Vec<Field>,
}

/// A node.
#[derive(Debug, Clone)]
pub struct Node {
    /// Its id.
    pub id: String,
    /// Where the id stands.
    pub id_span: Span,
    /// The whole statement, without doc comments and `@allow`.
    pub statement: Span,
    /// Its doc comment.
    pub docs: Vec<String>,
    /// Its type.
    pub ty: Type,
    /// Its prompt.
    pub prompt: Option<Prompt>,
    /// Its other fields in the order of the file.
    pub fields: Vec<Field>,
    /// Its outcomes and where they lead, in the order of the file, `else` and plain routes expanded.
    pub edges: Vec<Edge>,
    /// What follows the arrow; `None` without routes.
    pub routes: Option<Routes>,
    /// Whether `edges` is all that the author wrote. When not, the fault was reported, and what is missing says nothing.
    pub edges_known: bool,
    /// Whether `fields` and `prompt` are all that the author wrote.
    pub fields_known: bool,
    /// Whether it comes from an imported file.
    pub imported: bool,
}

/// How the routes of a node are written to JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Not at all.
    None,
    /// `outcome`: a target.
    Single,
    /// `outcomes`: an object from outcome to target.
    Map,
    /// `outcomes`: a list of `{id, targetNodeId, condition}`.
    Choices,
    /// `rules`, each with its `outcome`, and `default`.
    Rules,
}

impl Encoding {
    /// The encoding that the catalog has for a type.
    #[must_use]
    pub fn of(routing: &Routing) -> Self {
        match routing {
            Routing::None => Self::None,
            Routing::Single(_) => Self::Single,
            Routing::Fixed(_) => Self::Map,
            Routing::Choices(_) => Self::Choices,
            Routing::Rules(_) => Self::Rules,
        }
    }

    /// The keys that the node gets from its routes.
    #[must_use]
    pub fn keys(self) -> &'static [&'static str] {
        match self {
            Self::None => &[],
            Self::Single => &["outcome"],
            Self::Map | Self::Choices => &["outcomes"],
            Self::Rules => &["rules", "default"],
        }
    }
}

/// Where a node's routes stand.
#[derive(Debug, Clone, Copy)]
pub struct Routes {
    /// From the arrow to the end.
    pub span: Span,
    /// Whether they are a list in `< >`; then the span ends with the `>` unless that is missing.
    pub list: bool,
    /// Where `else` stands.
    pub else_span: Option<Span>,
}

/// The type of a node.
#[derive(Debug, Clone)]
pub struct Type {
    /// The API's name; for an unknown type the name as written; empty for a statement that could not be read.
    pub name: Cow<'static, str>,
    /// Its row; `None` for an unknown type.
    pub row: Option<&'static NodeType>,
    /// Where the type stands: the word after the colon, or the id.
    pub span: Span,
    /// Whether it is unknown and in quotes, so that the node passes as it stands. Unknown and not so was reported.
    pub quoted: bool,
}

/// A node's prompt.
#[derive(Debug, Clone)]
pub struct Prompt {
    /// From `say`, if there is one, to the end of the text.
    pub span: Span,
    /// Whether it is literal speech; then `text` does not hold the API's `Say: `.
    pub say: bool,
    /// The text.
    pub text: Text,
}

/// A string with parameters.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// Where it stands, quotes included.
    pub span: Span,
    /// Its pieces; two literals never stand next to each other.
    pub parts: Vec<TextPart>,
}

/// A piece of a string.
#[derive(Debug, Clone)]
pub enum TextPart {
    /// Characters as they stand.
    Literal(String),
    /// The value of a parameter; `None` for an undeclared one, which was reported.
    Param(Option<ParamId>),
}

impl Text {
    /// The characters that do not come from parameters, pieces joined by nothing.
    pub fn literals(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            TextPart::Literal(text) => Some(text.as_str()),
            TextPart::Param(_) => None,
        })
    }

    /// Whether it is the empty string.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The string when it holds no parameter.
    #[must_use]
    pub fn as_literal(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [] => Some(""),
            [TextPart::Literal(text)] => Some(text),
            _ => None,
        }
    }
}

/// A field with its value.
#[derive(Debug, Clone)]
pub struct Field {
    /// The key that is written to JSON.
    pub key: Cow<'static, str>,
    /// Where the key stands.
    pub key_span: Span,
    /// From the key to the end of the value.
    pub span: Span,
    /// Its row; `None` for quoted fields and keys of free objects.
    pub row: Option<&'static catalog::Field>,
    /// The value; `None` when it was reported as wrong.
    pub value: Option<Value>,
}

/// A value.
#[derive(Debug, Clone)]
pub struct Value {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: ValueKind,
}

/// What a value is.
#[derive(Debug, Clone)]
pub enum ValueKind {
    /// A string.
    Text(Text),
    /// A number, as it was spelt.
    Number(String),
    /// `true` or `false`.
    Bool(bool),
    /// `null`, in free objects and quoted fields only.
    Null,
    /// An enumeration value: the API's spelling.
    Word(&'static str),
    /// `${name}` outside a string.
    Param(ParamId),
    /// A list.
    List(Vec<Value>),
    /// An object.
    Object(Vec<Field>),
    /// `vars: { … }`
    Vars(Vec<Var>),
    /// Where a photo comes from.
    Photo(Photo),
}

/// One of `vars`.
#[derive(Debug, Clone)]
pub struct Var {
    /// Its name, the author's own.
    pub name: String,
    /// Where the name stands.
    pub name_span: Span,
    /// Its value.
    pub value: Operand,
}

/// A literal or a reference.
#[derive(Debug, Clone)]
pub enum Operand {
    /// A literal: a string, number, boolean or parameter.
    Literal(Value),
    /// A value of the running session.
    Reference(Reference),
}

/// `extracted.age`
#[derive(Debug, Clone)]
pub struct Reference {
    /// Where it stands.
    pub span: Span,
    /// Which data.
    pub source: &'static DataSource,
    /// The author's own key.
    pub key: String,
}

/// Where a photo comes from.
#[derive(Debug, Clone)]
pub enum Photo {
    /// One of the API's sources (`sessionVideo`).
    Source(&'static str),
    /// An image whose URL stands in the provided data.
    Provided(Reference),
}

/// An outcome of a node and where it leads.
#[derive(Debug, Clone)]
pub struct Edge {
    /// The outcome.
    pub outcome: Outcome,
    /// Where it leads; `None` when the target does not exist, which was reported.
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
}

/// An outcome of a node.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// One that the catalog lists.
    Api(&'static catalog::Outcome),
    /// One that the catalog does not know: in quotes, or of a type that is unknown or in quotes. Passes as it stands.
    ///
    /// One that was reported (unknown, or named twice) is this too, so that its target counts as reached; then
    /// [`Node::edges_known`] is `false`.
    Quoted(String),
    /// One of the author's own, of a conversation or data_validation.
    Choice {
        /// Its id.
        id: String,
        /// Its condition; empty when it always holds.
        condition: Text,
    },
    /// A rule of a field_condition.
    Rule(Box<Rule>),
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

impl Edge {
    /// The outcome's name as a message shows it: the short or snake-cased name, the author's own, or `rule 2`.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.outcome {
            Outcome::Api(row) => row.written(),
            Outcome::Quoted(name) => name.clone(),
            Outcome::Choice { id, .. } => id.clone(),
            Outcome::Rule(rule) => format!("rule {}", rule.number),
        }
    }

    /// The outcome's name as conditions and tests write it behind the node's id; a rule is `rule_2` there, and what
    /// follows when none holds is `else`.
    #[must_use]
    pub fn spelled(&self) -> String {
        match &self.outcome {
            Outcome::Api(row) if row.name == "default" => "else".to_owned(),
            Outcome::Rule(rule) => format!("rule_{}", rule.number),
            _ => self.name(),
        }
    }

    /// Whether `word` names the outcome in a condition or a test, in any accepted spelling.
    #[must_use]
    pub fn is_named(&self, word: &str) -> bool {
        match &self.outcome {
            Outcome::Api(row) => row.is_named(word) || (row.name == "default" && word == "else"),
            Outcome::Quoted(name) => name == word,
            Outcome::Choice { id, .. } => id == word,
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
            Outcome::Choice { condition, .. } => Some(condition),
            _ => None,
        }
    }
}

impl Node {
    /// The field with this API name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == name)
    }

    /// The edge of the outcome with this API name.
    #[must_use]
    pub fn edge(&self, outcome: &str) -> Option<&Edge> {
        self.edges.iter().find(|edge| edge.row().is_some_and(|row| row.name == outcome))
    }

    /// How its routes are written: as its type asks, and for a type that the catalog does not know, as the author wrote them.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        match self.ty.row {
            Some(row) => Encoding::of(&row.routing),
            None => self.encoding_as_written(),
        }
    }

    fn encoding_as_written(&self) -> Encoding {
        let any = |test: fn(&Outcome) -> bool| self.edges.iter().any(|edge| test(&edge.outcome));
        match self.routes {
            None => Encoding::None,
            Some(_) if any(|outcome| matches!(outcome, Outcome::Rule(_))) => Encoding::Rules,
            Some(_) if any(|outcome| matches!(outcome, Outcome::Choice { .. })) => Encoding::Choices,
            Some(Routes { list: true, .. }) => Encoding::Map,
            Some(_) => Encoding::Single,
        }
    }

    /// What the type means on a path; nothing special for unknown types.
    #[must_use]
    pub fn traits(&self) -> catalog::Traits {
        self.ty.row.map_or(catalog::Traits::NONE, |row| row.traits)
    }

    /// Whether this is a node of the type with this API name, for the two types that the graph itself is about
    /// (`start`, `end`).
    #[must_use]
    pub fn is(&self, type_name: &str) -> bool {
        self.ty.row.is_some_and(|row| row.name == type_name)
    }
}

impl Session {
    /// The setting with this API name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == name)
    }
}

impl Flow {
    /// The node at this place. The id must come from this flow.
    ///
    /// # Panics
    /// Never for an id of this flow.
    #[must_use]
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// The nodes with their places.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        self.nodes.iter().enumerate().map(|(index, node)| (NodeId(index as u32), node))
    }
}
