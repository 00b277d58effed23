//! What the catalog says of a field: of a node, of the session settings, or of an object in one of these.

use super::origin::Origin;
use super::spelling::is_snake_case_of;
use super::version::Version;

/// A field of a node type, of the session body, or of an object in one of them.
#[derive(Debug)]
pub struct Field {
    /// The API's name (`otpLength`).
    pub name: &'static str,
    /// The version that first had it.
    pub since: Version,
    /// What may stand there.
    pub kind: Kind,
    /// Whether it must be given.
    pub required: bool,
    /// What the API takes when it is not given, as JSON.
    pub default: Option<&'static str>,
    /// What it is for, one sentence.
    pub summary: &'static str,
    /// Where this is known from.
    pub origin: Origin,
    /// What a string in it stands for.
    pub content: Content,
}

/// What the string in a field stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Words, a name: anything.
    Plain,
    /// The address of a service.
    Url,
    /// The id of something that FaceSign keeps: never the address where it can be seen.
    Id,
    /// The text of a message that carries a one-time code.
    CodeTemplate,
    /// The key of a value of the session that is looked at.
    DataKey,
}

/// What values a field takes.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Any string.
    Text,
    /// `true` or `false`.
    Bool,
    /// A whole number in this range, both ends included.
    Integer {
        /// The least value.
        min: i64,
        /// The greatest value; `i64::MAX` where the API names none.
        max: i64,
    },
    /// A number in this range, both ends included.
    Number {
        /// The least value.
        min: f64,
        /// The greatest value.
        max: f64,
    },
    /// One of these words.
    Enum(&'static [&'static str]),
    /// A list of values.
    List {
        /// What each item is.
        item: &'static Kind,
        /// Whether an empty list is refused.
        not_empty: bool,
    },
    /// An object with these fields.
    Object(&'static [Field]),
    /// An object whose keys are the author's own, with any JSON inside.
    Free,
    /// An object whose keys are the author's own, with strings, numbers and booleans.
    Scalars,
    /// An object from one of these words to a string (language → text).
    Texts(&'static [&'static str]),
    /// `{ name: value }`, written to JSON as a list of named values; a value is a literal or a reference.
    Vars,
    /// Where a photo comes from: one of these words, or a reference to the provided data.
    Photo(&'static [&'static str]),
}

/// The field of `fields` with this name, in snake case or the API's own spelling.
#[must_use]
pub fn field(fields: &'static [Field], name: &str) -> Option<&'static Field> {
    fields.iter().find(|field| field.name == name || is_snake_case_of(name, field.name))
}

/// The word of an enumeration with this spelling: the API's own, or that in snake case.
#[must_use]
pub fn word(words: &'static [&'static str], text: &str) -> Option<&'static str> {
    let exact = words.iter().find(|word| **word == text);
    exact.or_else(|| words.iter().find(|word| is_snake_case_of(text, word))).copied()
}
