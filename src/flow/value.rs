//! Values of fields, strings with parameters, and references to what a running session knows.

use std::borrow::Cow;

use super::id::ParamId;
use crate::catalog::{self, DataSource};
use crate::source::Span;

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

    /// The characters before the first parameter.
    #[must_use]
    pub fn beginning(&self) -> &str {
        match self.parts.first() {
            Some(TextPart::Literal(text)) => text,
            _ => "",
        }
    }

    /// Whether it holds no parameter.
    #[must_use]
    pub fn is_literal(&self) -> bool {
        self.as_literal().is_some()
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

/// All values of these fields, those inside of lists and objects included, each with the field that it stands in, in the order
/// of the file.
pub fn values(fields: &[Field]) -> impl Iterator<Item = (&Field, &Value)> {
    let of = |field| Some((field, Field::value(field)?));
    let mut open: Vec<(&Field, &Value)> = fields.iter().rev().filter_map(of).collect();
    std::iter::from_fn(move || {
        let (field, value) = open.pop()?;
        match &value.kind {
            ValueKind::List(items) => open.extend(items.iter().rev().map(|item| (field, item))),
            ValueKind::Object(fields) => open.extend(fields.iter().rev().filter_map(of)),
            _ => {}
        }
        Some((field, value))
    })
}

impl Field {
    fn value(&self) -> Option<&Value> {
        self.value.as_ref()
    }

    /// The field with this API name in the object that is the value.
    #[must_use]
    pub fn inner(&self, name: &str) -> Option<&Self> {
        match &self.value.as_ref()?.kind {
            ValueKind::Object(fields) => fields.iter().find(|field| field.key == name),
            _ => None,
        }
    }
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
