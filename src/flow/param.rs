//! The parameters of a flow and the values that they can have.

use crate::source::Span;

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

impl Param {
    /// Whether it is used and has no value: the JSON can't be written then.
    #[must_use]
    pub fn is_missed(&self) -> bool {
        self.value.is_none() && !self.uses.is_empty()
    }
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
