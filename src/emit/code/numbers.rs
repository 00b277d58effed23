//! How numbers are shown within strings, which is the same in all languages.

/// Whether a language shows a number as it is spelt here. JavaScript's way is taken for all of them: the shortest digits, and an
/// exponent only for what is very large or very small.
pub(super) fn shows_as_spelt(number: &str) -> bool {
    let Ok(value) = number.parse::<f64>() else { return false };
    let has_exponent = value != 0.0 && !(1e-6..1e21).contains(&value.abs());
    !has_exponent && number != "-0" && value.to_string() == number
}
