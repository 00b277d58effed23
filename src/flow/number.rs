//! Numbers as they are spelt and as JavaScript, Python and JSON's readers hold them.

/// How well a spelling survives as a number of 64 bits with a binary point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exactness {
    /// It comes out again with the same digits.
    Exact,
    /// It comes out with other digits.
    Rounded,
    /// It is larger than any such number.
    Infinite,
}

/// How well this number of JSON survives.
#[must_use]
pub fn exactness(spelt: &str) -> Exactness {
    match spelt.parse::<f64>() {
        Ok(value) if value.is_finite() => match digits(spelt) == digits(&format!("{value:e}")) {
            true => Exactness::Exact,
            false => Exactness::Rounded,
        },
        _ => Exactness::Infinite,
    }
}

/// The digits without zeros at the ends, and the power of ten that the last one stands for. Zero has no digits.
fn digits(spelt: &str) -> (String, i64) {
    let (mantissa, exponent) = spelt.split_once(['e', 'E']).unwrap_or((spelt, "0"));
    let (whole, fraction) = mantissa.trim_start_matches(['-', '+']).split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{}{fraction}", whole.trim_start_matches('-'));
    let significant = all.trim_start_matches('0').trim_end_matches('0');
    if significant.is_empty() {
        return (String::new(), 0);
    }
    let zeros = all.len() - all.trim_end_matches('0').len();
    // An exponent too long for a number belongs to zero or infinity.
    let exponent: i64 = exponent.trim_start_matches('+').parse().unwrap_or_default();
    (significant.to_owned(), exponent - fraction.len() as i64 + zeros as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_loses_digits_is_known() {
        for (spelt, expected) in [
            ("0", Exactness::Exact),
            ("-0", Exactness::Exact),
            ("1.50", Exactness::Exact),
            ("-1.5e+300", Exactness::Exact),
            ("0.1", Exactness::Exact),
            ("1e21", Exactness::Exact),
            ("100", Exactness::Exact),
            ("9007199254740992", Exactness::Exact),
            ("9007199254740993", Exactness::Rounded),
            ("0.12345678901234567890123", Exactness::Rounded),
            ("1e-400", Exactness::Rounded),
            ("1e400", Exactness::Infinite),
            ("-1e400", Exactness::Infinite),
        ] {
            assert_eq!(exactness(spelt), expected, "{spelt}");
        }
    }
}
