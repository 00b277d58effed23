//! Families of sets, kept as zero-suppressed decision diagrams: many sets that share what they have in common.
//!
//! A state of a session is a set: what of the mentioned it has behind it. A flow can have a million such sets; as a diagram
//! they take little more room than the flow, since sets that came the same way share their nodes. An element is a *level*, a
//! number; the greatest of a set stands at the root.

use std::collections::{BTreeSet, HashMap};

/// A family of sets: a place in the diagrams of one question. Equal places are equal families.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Family(u32);

impl Family {
    /// The family that has no set.
    pub const NONE: Self = Self(0);
    /// The family whose one set is empty.
    pub(super) const EMPTY_SET: Self = Self(1);

    /// Whether it has no set.
    #[must_use]
    pub fn is_none(self) -> bool {
        self == Self::NONE
    }
}

/// A family that has some set: those without the greatest level, and those with it, from which it is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Node {
    level: u32,
    without: Family,
    with: Family,
}

/// What was done with two families, or a family and a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Step {
    Union(Family, Family),
    Minus(Family, Family),
    Add(Family, u32),
    Remove(Family, u32),
    Having(Family, u32),
}

/// How many nodes all families of one question may take: some hundred megabytes.
const MOST_NODES: usize = 4_000_000;

/// The families of one question. Recursion goes as deep as there are levels, which are few.
#[derive(Debug)]
pub(super) struct Families {
    nodes: Vec<Node>,
    places: HashMap<Node, Family>,
    done: HashMap<Step, Family>,
}

impl Families {
    pub(super) fn new() -> Self {
        // The first two places stand for the families that have no node.
        let end = Node { level: 0, without: Family::NONE, with: Family::NONE };
        Self { nodes: vec![end; 2], places: HashMap::new(), done: HashMap::new() }
    }

    /// Whether there are more nodes than a question may take.
    pub(super) fn is_full(&self) -> bool {
        self.nodes.len() > MOST_NODES
    }

    fn node(&self, family: Family) -> Node {
        self.nodes.get(family.0 as usize).copied().unwrap_or(Node {
            level: 0,
            without: Family::NONE,
            with: Family::NONE,
        })
    }

    fn make(&mut self, level: u32, without: Family, with: Family) -> Family {
        if with.is_none() {
            return without;
        }
        let node = Node { level, without, with };
        *self.places.entry(node).or_insert_with(|| {
            self.nodes.push(node);
            Family(u32::try_from(self.nodes.len() - 1).unwrap_or(0))
        })
    }

    fn remember(&mut self, step: Step, work: impl FnOnce(&mut Self) -> Family) -> Family {
        if let Some(known) = self.done.get(&step) {
            return *known;
        }
        let found = work(self);
        self.done.insert(step, found);
        found
    }

    /// The sets of both.
    pub(super) fn union(&mut self, a: Family, b: Family) -> Family {
        if a == b || b.is_none() {
            return a;
        }
        if a.is_none() {
            return b;
        }
        let (a, b) = (a.min(b), a.max(b));
        self.remember(Step::Union(a, b), |this| {
            let (x, y) = (this.node(a), this.node(b));
            let level = x.level.max(y.level);
            let (x0, x1) = x.at(level, a);
            let (y0, y1) = y.at(level, b);
            let (without, with) = (this.union(x0, y0), this.union(x1, y1));
            this.make(level, without, with)
        })
    }

    /// The sets of `a` that `b` has not.
    pub(super) fn minus(&mut self, a: Family, b: Family) -> Family {
        if a == b || a.is_none() {
            return Family::NONE;
        }
        if b.is_none() {
            return a;
        }
        self.remember(Step::Minus(a, b), |this| {
            let (x, y) = (this.node(a), this.node(b));
            let level = x.level.max(y.level);
            if level == 0 {
                // Both have the empty set alone.
                return Family::NONE;
            }
            let (x0, x1) = x.at(level, a);
            let (y0, y1) = y.at(level, b);
            let (without, with) = (this.minus(x0, y0), this.minus(x1, y1));
            this.make(level, without, with)
        })
    }

    /// Each set with this level in it.
    pub(super) fn add(&mut self, family: Family, level: u32) -> Family {
        let node = self.node(family);
        if family.is_none() {
            return family;
        }
        if node.level < level {
            return self.make(level, Family::NONE, family);
        }
        self.remember(Step::Add(family, level), |this| {
            if node.level == level {
                let all = this.union(node.without, node.with);
                return this.make(level, Family::NONE, all);
            }
            let (without, with) = (this.add(node.without, level), this.add(node.with, level));
            this.make(node.level, without, with)
        })
    }

    /// Each set without this level.
    pub(super) fn remove(&mut self, family: Family, level: u32) -> Family {
        let node = self.node(family);
        if node.level < level {
            return family;
        }
        self.remember(Step::Remove(family, level), |this| {
            if node.level == level {
                return this.union(node.without, node.with);
            }
            let (without, with) = (this.remove(node.without, level), this.remove(node.with, level));
            this.make(node.level, without, with)
        })
    }

    /// The sets that have this level.
    pub(super) fn having(&mut self, family: Family, level: u32) -> Family {
        let node = self.node(family);
        if node.level < level {
            return Family::NONE;
        }
        self.remember(Step::Having(family, level), |this| {
            if node.level == level {
                return this.make(level, Family::NONE, node.with);
            }
            let (without, with) = (this.having(node.without, level), this.having(node.with, level));
            this.make(node.level, without, with)
        })
    }

    /// The levels of one set, greatest first; `None` when there is no set.
    pub(super) fn first(&self, family: Family) -> Option<Vec<u32>> {
        let mut at = family;
        let mut set = Vec::new();
        loop {
            match at {
                Family::NONE => return None,
                Family::EMPTY_SET => return Some(set),
                _ => {
                    let node = self.node(at);
                    at = if node.without.is_none() { node.with } else { node.without };
                    if node.without.is_none() {
                        set.push(node.level);
                    }
                }
            }
        }
    }

    /// Whether the set, its levels in falling order, is one of the family.
    pub(super) fn contains(&self, family: Family, set: &[u32]) -> bool {
        let mut at = family;
        let mut rest = set.iter().copied().peekable();
        loop {
            if at.is_none() {
                return false;
            }
            if at == Family::EMPTY_SET {
                return rest.peek().is_none();
            }
            let node = self.node(at);
            match rest.peek() {
                Some(level) if *level > node.level => return false,
                Some(level) if *level == node.level => {
                    rest.next();
                    at = node.with;
                }
                _ => at = node.without,
            }
        }
    }

    /// The greatest level of all sets; 0 when no set has any.
    pub(super) fn level(&self, family: Family) -> u32 {
        self.node(family).level
    }

    /// The sets without a level, and those with it, which is left out; none of the sets has a greater one.
    pub(super) fn halves(&self, family: Family, level: u32) -> (Family, Family) {
        self.node(family).at(level, family)
    }

    /// The sets that are in both.
    pub(super) fn both(&mut self, a: Family, b: Family) -> Family {
        let only = self.minus(a, b);
        self.minus(a, only)
    }

    /// The sets whose levels are all at most this one.
    pub(super) fn below(&self, family: Family, level: u32) -> Family {
        let mut at = family;
        while self.node(at).level > level {
            at = self.node(at).without;
        }
        at
    }

    /// The sets whose greatest level is this one, without it.
    pub(super) fn taken(&self, family: Family, level: u32) -> Family {
        let at = self.below(family, level);
        let node = self.node(at);
        if node.level == level { node.with } else { Family::NONE }
    }

    /// The levels that all sets have, greatest first; none when there is no set.
    pub(super) fn common(&self, family: Family) -> Vec<u32> {
        let mut level = self.node(family).level;
        let mut at = BTreeSet::from([family]);
        let mut common = Vec::new();
        // Level by level from the root: one that stands in each way on, and that no set goes past, is in all.
        while level > 0 && !family.is_none() {
            let (here, mut next): (BTreeSet<Family>, BTreeSet<Family>) =
                at.iter().partition(|family| self.node(**family).level == level);
            if next.is_empty() && here.iter().all(|family| self.node(*family).without.is_none()) {
                common.push(level);
            }
            for family in here {
                let node = self.node(family);
                next.extend([node.without, node.with].into_iter().filter(|next| !next.is_none()));
            }
            at = next;
            level = at.iter().map(|family| self.node(*family).level).max().unwrap_or(0);
        }
        common
    }
}

impl Node {
    /// The two halves of a family at a level that is not below its own.
    fn at(self, level: u32, family: Family) -> (Family, Family) {
        if self.level == level { (self.without, self.with) } else { (family, Family::NONE) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Plain = BTreeSet<BTreeSet<u32>>;

    /// The levels of each set.
    fn sets(families: &Families, family: Family) -> Vec<Vec<u32>> {
        let mut out = Vec::new();
        let mut open = vec![(family, Vec::new())];
        while let Some((at, set)) = open.pop() {
            match at {
                Family::NONE => {}
                Family::EMPTY_SET => out.push(set),
                _ => {
                    let node = families.node(at);
                    let mut more = set.clone();
                    more.push(node.level);
                    open.push((node.with, more));
                    open.push((node.without, set));
                }
            }
        }
        out
    }

    fn plain(families: &Families, family: Family) -> Plain {
        sets(families, family).into_iter().map(|set| set.into_iter().collect()).collect()
    }

    /// A small generator of numbers: the same ones every time.
    fn next(seed: &mut u64) -> u64 {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        *seed >> 33
    }

    #[test]
    fn families_do_what_sets_of_sets_do() {
        let mut seed = 7;
        let mut families = Families::new();
        let mut all = vec![(Family::EMPTY_SET, Plain::from([BTreeSet::new()])), (Family::NONE, Plain::new())];
        for _ in 0..3000 {
            let pick = |seed: &mut u64, all: &[(Family, Plain)]| {
                all[next(seed) as usize % all.len().clamp(1, 40) + all.len().saturating_sub(40)].clone()
            };
            let ((a, x), (b, y)) = (pick(&mut seed, &all), pick(&mut seed, &all));
            let level = 1 + next(&mut seed) as u32 % 6;
            let (family, expected): (Family, Plain) = match next(&mut seed) % 5 {
                0 => (families.union(a, b), x.union(&y).cloned().collect()),
                1 => (families.minus(a, b), x.difference(&y).cloned().collect()),
                2 => {
                    let with = |set: &BTreeSet<u32>| set.iter().copied().chain([level]).collect();
                    (families.add(a, level), x.iter().map(with).collect())
                }
                3 => {
                    let without =
                        |set: &BTreeSet<u32>| set.iter().copied().filter(|it| *it != level).collect();
                    (families.remove(a, level), x.iter().map(without).collect())
                }
                _ => (
                    families.having(a, level),
                    x.iter().filter(|set| set.contains(&level)).cloned().collect(),
                ),
            };
            assert_eq!(plain(&families, family), expected);
            assert_eq!(family.is_none(), expected.is_empty());
            let mut common =
                (1..7).filter(|level| expected.iter().all(|set| set.contains(level))).collect::<Vec<u32>>();
            common.reverse();
            assert_eq!(families.common(family), if expected.is_empty() { Vec::new() } else { common });
            let both = families.both(a, b);
            assert_eq!(plain(&families, both), x.intersection(&y).cloned().collect());
            let first = families.first(family);
            assert_eq!(first.is_some(), !expected.is_empty());
            assert!(first.is_none_or(|first| families.contains(family, &first)));
            if expected.len() < 40 {
                all.push((family, expected));
            }
        }
    }
}
