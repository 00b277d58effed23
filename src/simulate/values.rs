//! Values of sessions as a file writes them.

use crate::catalog::snake_case;
use crate::flow::{Comparand, Comparison, GivenValue, Scalar, SessionValue, ValueSource};
use crate::syntax::quote::quoted;
use crate::syntax::words::{Position, REPORT, spell};

/// `report.ai_analysis.age_min`
#[must_use]
pub fn spelled_value(value: &SessionValue) -> String {
    let word = match value.source {
        ValueSource::Extracted => "extracted",
        ValueSource::Provided => "provided",
        ValueSource::Report => {
            let words: Vec<String> = value.key.split('.').map(snake_case).collect();
            return format!("{REPORT}.{}", words.join("."));
        }
    };
    format!("{word}.{}", spell(&value.key, Position::ReferenceKey))
}

/// A string in quotes, anything else as it was spelt.
#[must_use]
pub fn spelled_scalar(scalar: &Scalar) -> String {
    match scalar {
        Scalar::Text(text) => quoted(text),
        Scalar::Number(number) => number.clone(),
        Scalar::Bool(yes) => yes.to_string(),
    }
}

/// `report.lang == "en"`
#[must_use]
pub fn spelled_comparison(comparison: &Comparison) -> String {
    let left = spelled_value(&comparison.left);
    let right = match &comparison.right {
        None => return format!("{left} {}", comparison.operator.symbol),
        Some(Comparand::Literal(literal)) => spelled_scalar(literal),
        Some(Comparand::Value(value)) => spelled_value(value),
    };
    format!("{left} {} {right}", comparison.operator.symbol)
}

/// `provided.amount = 20000`
#[must_use]
pub fn spelled_given(given: &GivenValue) -> String {
    let value = given.value.as_ref().map_or_else(|| "null".to_owned(), spelled_scalar);
    format!("{} = {value}", spelled_value(&given.left))
}
