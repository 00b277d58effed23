//! Owns how a family of sessions is told in few rows: each says what its sessions have behind them and what not, and nothing
//! of what makes no difference. The rows of a family exclude each other; they are made from the diagram, and not by listing sets.

use std::collections::HashMap;

use super::family::{Families, Family};
use super::number::Count;

/// What one row says, as levels.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Cube {
    /// What its sets have.
    pub(super) with: Vec<u32>,
    /// What they have not.
    pub(super) without: Vec<u32>,
}

/// The rows by which a family is told apart from the rest of another one.
pub(super) struct Rows<'f> {
    families: &'f mut Families,
    counts: HashMap<(Family, Family), Count>,
}

/// How the sets of a family are told apart from the others of all.
enum Split {
    /// There is none.
    None,
    /// All of them belong to it.
    All,
    /// By less: what stood at the root makes no difference.
    Same(Family, Family),
    /// By whether they have this level: first those without it, then those with it, each as a family and all that there are.
    By(u32, (Family, Family), (Family, Family)),
}

impl<'f> Rows<'f> {
    pub(super) fn new(families: &'f mut Families) -> Self {
        Self { families, counts: HashMap::new() }
    }

    /// The first rows, at most so many, of a family that is a part of `all`.
    pub(super) fn first(&mut self, family: Family, all: Family, most: usize) -> Vec<Cube> {
        let mut rows = Vec::new();
        let mut open = vec![(family, all, Cube::default())];
        while let Some((family, all, cube)) = open.pop() {
            if rows.len() == most {
                break;
            }
            match self.split(family, all) {
                Split::None => {}
                Split::All => rows.push(cube),
                Split::Same(family, all) => open.push((family, all, cube)),
                Split::By(level, without, with) => {
                    let (mut more, mut less) = (cube.clone(), cube);
                    more.with.push(level);
                    less.without.push(level);
                    open.push((without.0, without.1, less));
                    open.push((with.0, with.1, more));
                }
            }
        }
        rows
    }

    /// How many rows there are.
    pub(super) fn count(&mut self, family: Family, all: Family) -> Count {
        if let Some(known) = self.counts.get(&(family, all)) {
            return known.clone();
        }
        let count = match self.split(family, all) {
            Split::None => Count::default(),
            Split::All => Count::ONE,
            Split::Same(family, all) => self.count(family, all),
            Split::By(_, without, with) => {
                let mut count = self.count(without.0, without.1);
                count += self.count(with.0, with.1);
                count
            }
        };
        self.counts.insert((family, all), count.clone());
        count
    }

    fn split(&mut self, family: Family, all: Family) -> Split {
        if family.is_none() {
            return Split::None;
        }
        if family == all {
            return Split::All;
        }
        let families = &mut *self.families;
        let others = families.minus(all, family);
        let level = families.level(all);
        let (without, with) = families.halves(family, level);
        let (others_without, others_with) = families.halves(others, level);
        let here = families.union(without, with);
        let there = families.union(others_without, others_with);
        if families.both(here, there).is_none() {
            return Split::Same(here, families.union(here, there));
        }
        let all_without = families.union(without, others_without);
        let all_with = families.union(with, others_with);
        Split::By(level, (without, all_without), (with, all_with))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of those of the sets that are marked with `true`.
    fn check(sets: &[(&[u32], bool)], expected: &[(&[u32], &[u32])]) {
        let mut families = Families::new();
        let mut of = |wanted: &dyn Fn(bool) -> bool| {
            let chosen = sets.iter().filter(|(_, marked)| wanted(*marked));
            chosen.fold(Family::NONE, |all, (set, _)| {
                let one = set.iter().fold(Family::EMPTY_SET, |one, level| families.add(one, *level));
                families.union(all, one)
            })
        };
        let (family, all) = (of(&|marked| marked), of(&|_| true));
        let mut rows = Rows::new(&mut families);
        let count = rows.count(family, all).to_string();
        let found = rows.first(family, all, 100);
        assert_eq!(count, found.len().to_string());
        let found: Vec<(&[u32], &[u32])> =
            found.iter().map(|cube| (cube.with.as_slice(), cube.without.as_slice())).collect();
        assert_eq!(found, expected);
        assert_eq!(rows.first(family, all, 1).len(), expected.len().min(1));
    }

    #[test]
    fn rows_say_what_tells_sets_apart_and_nothing_else() {
        check(&[(&[1], true), (&[2], true), (&[], true)], &[(&[], &[])]);
        check(&[(&[1], true), (&[2], false), (&[], false)], &[(&[1], &[])]);
        check(&[(&[1, 2], true), (&[2], false), (&[1], false), (&[], false)], &[(&[2, 1], &[])]);
        check(&[(&[1, 3], true), (&[3], false), (&[1], true), (&[2], false)], &[(&[1], &[])]);
        check(&[(&[1, 2], false), (&[2], true), (&[1], true), (&[], true)], &[(&[2], &[1]), (&[], &[2])]);
        check(&[(&[1], false)], &[]);
    }
}
