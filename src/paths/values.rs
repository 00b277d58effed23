//! Which comparisons of a session's values can hold together: those of one value imply or exclude each other.

use std::collections::{BTreeMap, BTreeSet};

use super::mentioned::Compared;
use crate::flow::{Comparand, Scalar, SessionValue, compares};

/// Comparisons with the bit of each, and which of the bits can be set together.
pub(super) struct Choices {
    /// For each value the sets of bits that it allows, each as a mask.
    pub(super) allowed: Vec<BTreeSet<u64>>,
}

/// The sets of comparisons that values of sessions can meet. A comparison of two values of the session is free.
pub(super) fn choices(values: &[(Compared, u32)]) -> Choices {
    let mut of_value: BTreeMap<&SessionValue, Vec<(&Compared, u64)>> = BTreeMap::new();
    let mut allowed = Vec::new();
    for (compared, bit) in values {
        match compared.2 {
            Some(Comparand::Value(_)) => allowed.push(BTreeSet::from([0, 1 << bit])),
            _ => of_value.entry(&compared.0).or_default().push((compared, 1 << bit)),
        }
    }
    for comparisons in of_value.values() {
        let masks = samples(comparisons).into_iter().map(|sample| mask(comparisons, sample.as_ref()));
        allowed.push(masks.collect());
    }
    Choices { allowed }
}

fn literal(compared: &Compared) -> Option<&Scalar> {
    match &compared.2 {
        Some(Comparand::Literal(literal)) => Some(literal),
        _ => None,
    }
}

fn mask(comparisons: &[(&Compared, u64)], sample: Option<&Scalar>) -> u64 {
    let holds = |(compared, _): &&(&Compared, u64)| compares(compared.1, sample, literal(compared));
    comparisons.iter().filter(holds).map(|(_, bit)| bit).sum()
}

/// Values that meet the comparisons in every way that some value does: each of those named, numbers between, below and above
/// them, a string that none names, and nothing.
fn samples(comparisons: &[(&Compared, u64)]) -> Vec<Option<Scalar>> {
    let mut samples = vec![None];
    let mut numbers: Vec<f64> = Vec::new();
    let mut other = String::from("another value");
    for literal in comparisons.iter().filter_map(|(compared, _)| literal(compared)) {
        samples.push(Some(literal.clone()));
        numbers.extend(literal.as_number());
        // A string that is the number spelt otherwise is equal to it in order alone.
        if let Some(number) = literal.as_number() {
            samples.push(Some(Scalar::Text(format!("{number}e0"))));
        }
        other.push_str(&literal.as_compared());
    }
    samples.push(Some(Scalar::Text(other)));
    numbers.sort_by(f64::total_cmp);
    let between = numbers.windows(2).map(|pair| match pair {
        [a, b] => a + (b - a) / 2.0,
        _ => 0.0,
    });
    let ends = [numbers.first().map(|least| least - 1.0), numbers.last().map(|most| most + 1.0)];
    let all: Vec<f64> = between.chain(ends.into_iter().flatten()).collect();
    samples.extend(all.into_iter().map(|number| Some(Scalar::Number(number.to_string()))));
    samples
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::ValueSource;

    /// All values that the comparisons below could tell apart, and many more.
    fn many() -> impl Iterator<Item = Option<Scalar>> {
        let numbers = (-30..30).map(|at| Scalar::Number((f64::from(at) / 4.0).to_string()));
        let spelt = (-30..30).flat_map(|at| {
            let number = f64::from(at) / 4.0;
            let all = [format!("{number:.1}"), format!("{number:.2}"), format!(" {number:.3} ")];
            all.map(Scalar::Text).into_iter().filter(move |it| it.as_number() == Some(number))
        });
        let words = ["", "gold", "silver", "true", "false", "x"].map(|word| Scalar::Text(word.to_owned()));
        let all = numbers.chain(spelt).chain(words).chain([Scalar::Bool(true), Scalar::Bool(false)]);
        all.map(Some).chain([None])
    }

    #[test]
    fn comparisons_of_one_value_hold_together_as_some_value_meets_them() {
        let operators = ["==", "!=", ">", "<", ">=", "<=", "exists", "not exists"];
        let literals = ["1", "2.5", "-3", "gold", "true", "2.50"];
        let mut seed = 11_u64;
        let mut next = |most: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % most
        };
        for _ in 0..300 {
            let compared: Vec<(Compared, u32)> = (0..1 + next(5) as u32)
                .map(|bit| {
                    let operator = operators[next(operators.len())];
                    let word = literals[next(literals.len())];
                    let literal = match word.parse::<f64>() {
                        Ok(_) if next(2) == 0 => Scalar::Number(word.to_owned()),
                        _ => Scalar::Text(word.to_owned()),
                    };
                    let left = SessionValue { source: ValueSource::Provided, key: "a".to_owned() };
                    let right = (!operator.ends_with("exists")).then_some(Comparand::Literal(literal));
                    ((left, operator, right), bit)
                })
                .collect();
            let pairs: Vec<(&Compared, u64)> = compared.iter().map(|(it, bit)| (it, 1 << bit)).collect();
            let expected: BTreeSet<u64> = many().map(|value| mask(&pairs, value.as_ref())).collect();
            assert_eq!(choices(&compared).allowed, [expected], "{compared:?}");
        }
    }
}
