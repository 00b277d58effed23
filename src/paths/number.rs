//! A number of paths. A flow of a few hundred nodes has more paths than any machine word holds, so the number is exact
//! whatever its size, and people are shown its magnitude.

use std::fmt;
use std::iter::Sum;
use std::ops::{AddAssign, Mul};
use std::str::FromStr;

use num_bigint::{BigUint, ParseBigIntError};

/// An exact number of paths; displayed with all its digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Count(BigUint);

impl Count {
    /// One path.
    pub const ONE: Self = Self(BigUint::ONE);

    /// Two to this power: the paths of as many choices between two ways.
    #[must_use]
    pub fn power_of_two(exponent: u32) -> Self {
        Self(BigUint::ONE << exponent)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.0 == BigUint::ZERO
    }

    /// Whether there is exactly one.
    #[must_use]
    pub fn is_one(&self) -> bool {
        self.0 == BigUint::ONE
    }

    /// How many are left when this many are taken away; none when there are fewer.
    #[must_use]
    pub fn beyond(&self, taken: usize) -> Self {
        let taken = BigUint::from(taken);
        if self.0 > taken { Self(&self.0 - taken) } else { Self::default() }
    }

    /// The number as a sentence tells it: exact up to a million million, `about 10^15` beyond.
    #[must_use]
    pub fn rounded(&self) -> String {
        const LARGEST_TOLD: u64 = 999_999_999_999;
        if self.0 <= BigUint::from(LARGEST_TOLD) {
            return self.0.to_string();
        }
        // The first 64 bits tell the magnitude; all digits of a number of thousands of bits would take long.
        let rest = self.0.bits().saturating_sub(64);
        let head = u64::try_from(&self.0 >> rest).unwrap_or(u64::MAX);
        let magnitude = (head as f64).log10() + rest as f64 * std::f64::consts::LOG10_2;
        format!("about 10^{}", magnitude as u64)
    }
}

impl From<u64> for Count {
    fn from(number: u64) -> Self {
        Self(BigUint::from(number))
    }
}

impl AddAssign<&Count> for Count {
    fn add_assign(&mut self, other: &Self) {
        self.0 += &other.0;
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Mul for &Count {
    type Output = Count;

    fn mul(self, other: Self) -> Count {
        Count(&self.0 * &other.0)
    }
}

impl<'a> Sum<&'a Count> for Count {
    fn sum<I: Iterator<Item = &'a Self>>(numbers: I) -> Self {
        numbers.fold(Self::default(), |mut sum, number| {
            sum += number;
            sum
        })
    }
}

impl Sum for Count {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(Self::default(), |mut sum, number| {
            sum += number;
            sum
        })
    }
}

impl FromStr for Count {
    type Err = ParseBigIntError;

    /// Reads what `Display` writes.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(count: Count, expected: &str) {
        assert_eq!(count.rounded(), expected, "{count}");
    }

    #[test]
    fn a_number_is_told_exactly_until_it_is_long() {
        check(Count::default(), "0");
        check(Count::ONE, "1");
        check(Count::from(999_999_999_999), "999999999999");
        check(Count::from(1_000_000_000_000), "about 10^12");
        check(Count::from(u64::MAX), "about 10^19");
        check(Count::power_of_two(1000), "about 10^301");
        check(Count::power_of_two(100_000), "about 10^30102");
    }
}
