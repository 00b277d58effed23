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
