//! Owns random decisions: a list of numbers that a generator uses up, so that a shorter list is a simpler case.

/// Numbers that decide; when they are used up, every decision is the first possibility.
#[derive(Debug, Clone)]
pub struct Choices {
    numbers: Vec<u32>,
    next: usize,
}

impl Choices {
    pub fn new(numbers: Vec<u32>) -> Self {
        Self { numbers, next: 0 }
    }

    /// As many decisions as any case takes, the same for the same seed.
    pub fn seeded(seed: u64) -> Self {
        // Steps of a linear congruential generator; the upper bits are good enough to choose by.
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as u32
        };
        Self::new((0..300).map(|_| next()).collect())
    }

    /// A number below `limit`, which is not 0.
    pub fn below(&mut self, limit: usize) -> usize {
        let number = self.numbers.get(self.next).copied().unwrap_or(0);
        self.next += 1;
        number as usize % limit
    }

    pub fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == count - 1
    }

    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}
