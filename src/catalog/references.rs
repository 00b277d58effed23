//! What a flow may name of a running session, and how rules compare it.

use super::origin::{CREATE, Origin, Source};
use super::wire;

/// The data that a running session holds, as a reference names it (`extracted.age`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DataSource {
    /// The word before the dot (`extracted`).
    pub word: &'static str,
    /// The API's name (`extractedData`).
    pub name: &'static str,
    /// What it holds, one sentence.
    pub summary: &'static str,
    /// Whether a value in it can be the URL of a photo.
    pub holds_photos: bool,
    /// Where this is known from.
    pub origin: Origin,
}

/// What a reference can name.
pub static DATA_SOURCES: &[DataSource] = &[
    DataSource {
        word: "extracted",
        name: wire::EXTRACTED_DATA,
        summary: "What the conversation yielded for the session's extraction schema.",
        holds_photos: false,
        origin: Origin::of(&[Source::Types, Source::Changelog]),
    },
    DataSource {
        word: "provided",
        name: wire::PROVIDED_DATA,
        summary: "What the backend gave with the session, and the answers of external calls.",
        holds_photos: true,
        origin: Origin::of(&[Source::Page(CREATE), Source::Types]),
    },
];

/// The data source with this word or API name.
#[must_use]
pub fn data_source(word: &str) -> Option<&'static DataSource> {
    DATA_SOURCES.iter().find(|row| row.word == word || row.name == word)
}

/// A comparison of a `field_condition` rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Operator {
    /// As the language writes it (`>=`).
    pub symbol: &'static str,
    /// The API's name (`gte`).
    pub name: &'static str,
    /// Whether a right side follows.
    pub binary: bool,
    /// Whether it compares numbers by their order; the others compare texts.
    pub ordered: bool,
    /// Whether it holds when the plain comparison does not.
    pub negated: bool,
}

const fn operator_row(symbol: &'static str, name: &'static str) -> Operator {
    Operator { symbol, name, binary: true, ordered: false, negated: false }
}

/// The comparisons of `field_condition` rules.
pub static OPERATORS: &[Operator] = &[
    operator_row("==", "equals"),
    Operator { negated: true, ..operator_row("!=", "notEquals") },
    Operator { ordered: true, ..operator_row(">", "gt") },
    Operator { ordered: true, ..operator_row(">=", "gte") },
    Operator { ordered: true, ..operator_row("<", "lt") },
    Operator { ordered: true, ..operator_row("<=", "lte") },
    Operator { binary: false, ..operator_row("exists", "exists") },
    Operator { binary: false, negated: true, ..operator_row("not exists", "notExists") },
];

/// The operator with this symbol or API name.
#[must_use]
pub fn operator(word: &str) -> Option<&'static Operator> {
    OPERATORS.iter().find(|row| row.symbol == word || row.name == word)
}

/// Template variables that FaceSign fills by itself in OTP templates (`{{code}}`).
pub static OTP_VARIABLES: &[&str] = &["code", "userName", "companyName"];
