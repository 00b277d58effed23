//! How the API compares values of sessions: the one place that says it.

use super::decisions::Scalar;

/// Whether a comparison holds, by the operator as the language writes it; `None` for a value that is not there.
///
/// Equality compares strings without white space at their ends, so that `"1234"`, `1234` and `" 1234 "` are equal; order
/// compares numbers. Of a value that is not there only `not exists` and `!=` hold.
#[must_use]
pub fn compares(operator: &str, left: Option<&Scalar>, right: Option<&Scalar>) -> bool {
    let text = |scalar: Option<&Scalar>| scalar.map(Scalar::as_compared);
    let number = |scalar: Option<&Scalar>| scalar.and_then(Scalar::as_number);
    let ordered = |holds: fn(f64, f64) -> bool| {
        number(left).zip(number(right)).is_some_and(|(left, right)| holds(left, right))
    };
    let is_equal = || left.is_some() && right.is_some() && text(left) == text(right);
    match operator {
        "==" => is_equal(),
        "!=" => !is_equal(),
        ">" => ordered(|left, right| left > right),
        ">=" => ordered(|left, right| left >= right),
        "<" => ordered(|left, right| left < right),
        "<=" => ordered(|left, right| left <= right),
        "exists" => left.is_some(),
        _ => left.is_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog;

    fn check(left: Option<Scalar>, symbol: &str, right: Option<Scalar>, expected: bool) {
        assert!(catalog::operator(symbol).is_some(), "{symbol}");
        assert_eq!(compares(symbol, left.as_ref(), right.as_ref()), expected, "{left:?} {symbol} {right:?}");
    }

    #[test]
    fn equality_compares_trimmed_strings_and_order_numbers() {
        let text = |text: &str| Some(Scalar::Text(text.to_owned()));
        let number = |number: &str| Some(Scalar::Number(number.to_owned()));
        check(text(" 1234 "), "==", number("1234"), true);
        check(number("12.50"), "==", number("12.5"), true);
        check(Some(Scalar::Bool(true)), "==", text("true"), true);
        check(text("1"), "==", text("01"), false);
        check(text("9"), "<", number("10"), true);
        check(text("nine"), "<", number("10"), false);
        check(None, "!=", number("10"), true);
        check(None, "==", None, false);
        check(None, "not exists", None, true);
        check(text(""), "exists", None, true);
    }
}
