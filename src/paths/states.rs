//! Owns the walk that finds all states, and the way back from a state to a path.

use std::cell::{Ref, RefCell};
use std::collections::BTreeSet;

use super::family::{Families, Family};
use super::mentioned::{Mentioned, TooMany};
use super::number::Count;
use super::rows::{Cube, Rows};
use super::values::choices;
use crate::flow::{Condition, Decide, EdgeId, Expression, Fact, NodeId};
use crate::graph::Graph;

/// A node and what a session has behind it when it comes there, the node itself included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct State {
    /// The node.
    pub node: NodeId,
    /// The bits of what is mentioned.
    pub mask: u64,
}

/// All states of a flow for one question.
#[derive(Debug)]
pub struct States<'g> {
    graph: &'g Graph,
    mentioned: Mentioned,
    /// The level of each bit: what lies further down the flow stands nearer to the root, so that a walk adds at the root.
    levels: Vec<u32>,
    families: RefCell<Families>,
    /// For each node what it can be reached with; no set for unreachable ones.
    at: Vec<Family>,
    /// What sessions have that stopped with a mentioned outcome that leads nowhere.
    stopping: Vec<(EdgeId, Family)>,
}

/// The sessions that each rule of `decide` decides.
#[derive(Debug)]
pub struct Divided {
    /// Of completed sessions, for each rule.
    pub completed: Vec<Family>,
    /// Of sessions that stopped, for each rule.
    pub stopped: Vec<Family>,
}

/// Some sessions, told by what they have behind them and what not.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) sessions: Family,
    /// The bits that all of them have.
    pub(super) with: u64,
    /// Bits that none of them has.
    pub(super) without: u64,
}

impl<'g> States<'g> {
    /// Finds all states. A flow with a cycle, which was reported, has none.
    ///
    /// # Errors
    /// When more is mentioned than can be combined.
    pub fn new(graph: &'g Graph, mentioned: Mentioned) -> Result<Self, TooMany> {
        if mentioned.bits() > u64::BITS {
            return Err(TooMany { mentioned: mentioned.len() });
        }
        let levels = levels(graph, &mentioned);
        let mut families = Families::new();
        let mut at = vec![Family::NONE; graph.flow().nodes.len()];
        let mut stopping = Vec::new();
        let all = |mask: u64| bits(mask).map(|bit| levels[bit as usize]).collect::<Vec<u32>>();
        if let (Some(start), Some(order)) = (graph.start(), graph.order()) {
            let mut first = values(&mut families, &mentioned, &levels);
            for level in all(mentioned.of_node(start)) {
                first = families.add(first, level);
            }
            at[start.0 as usize] = first;
            let touched = touched(graph, &mentioned);
            for node in order {
                let from = at[node.0 as usize];
                if from.is_none() {
                    continue;
                }
                for (edge, target) in graph.outgoing(*node) {
                    let mut family = from;
                    if touched[node.0 as usize] || touched[target.0 as usize] {
                        for level in all(mentioned.cleared_by(edge)) {
                            family = families.remove(family, level);
                        }
                        for level in all(mentioned.of_edge(edge) | mentioned.of_node(target)) {
                            family = families.add(family, level);
                        }
                    }
                    let to = &mut at[target.0 as usize];
                    *to = families.union(*to, family);
                }
                for edge in graph.stopping(*node).filter(|edge| mentioned.of_edge(*edge) != 0) {
                    let levels = all(mentioned.of_edge(edge));
                    stopping.push((edge, levels.iter().fold(from, |left, level| families.add(left, *level))));
                }
                if families.is_full() {
                    return Err(TooMany { mentioned: mentioned.len() });
                }
            }
        }
        Ok(Self { graph, mentioned, levels, families: RefCell::new(families), at, stopping })
    }

    /// What is mentioned.
    #[must_use]
    pub fn mentioned(&self) -> &Mentioned {
        &self.mentioned
    }

    /// The graph that the states are of.
    #[must_use]
    pub fn graph(&self) -> &'g Graph {
        self.graph
    }

    /// What sessions have behind them at one node.
    #[must_use]
    pub fn at(&self, node: NodeId) -> Family {
        self.at.get(node.0 as usize).copied().unwrap_or(Family::NONE)
    }

    /// What completed sessions have behind them: those at an `end`.
    #[must_use]
    pub fn completed(&self) -> Family {
        let ends = self.graph.flow().nodes().filter(|(_, node)| node.is_end()).map(|(id, _)| id);
        self.of_all(ends.map(|node| self.at(node)))
    }

    /// What sessions that stopped have behind them: those anywhere else, since a session that came to an `end` is complete,
    /// and generated code takes it so too.
    #[must_use]
    pub fn stopped(&self) -> Family {
        let nodes = self.graph.flow().nodes().filter(|(_, node)| !node.is_end()).map(|(id, _)| self.at(id));
        self.of_all(nodes.chain(self.stopping.iter().map(|(_, family)| *family)))
    }

    /// What sessions have behind them that stopped with this outcome, which leads nowhere. It must be mentioned.
    #[must_use]
    pub fn stopped_with(&self, edge: EdgeId) -> Family {
        self.stopping.iter().find(|(known, _)| *known == edge).map_or(Family::NONE, |(_, family)| *family)
    }

    fn of_all(&self, families: impl Iterator<Item = Family>) -> Family {
        let distinct: BTreeSet<Family> = families.collect();
        let mut families = self.families.borrow_mut();
        distinct.into_iter().fold(Family::NONE, |all, family| families.union(all, family))
    }

    /// Those of the sessions for which the condition holds.
    #[must_use]
    pub fn holding(&self, condition: &Expression, sessions: Family, incomplete: bool) -> Family {
        let asked = Asked { incomplete, unshown: false };
        self.narrowed(condition, sessions, asked, true)
    }

    /// Those of the sessions for which the condition would hold too had none of the facts happened that it asks for in
    /// favour: it rests on nothing that a report could show.
    #[must_use]
    pub fn holding_on_nothing(&self, condition: &Expression, sessions: Family, incomplete: bool) -> Family {
        self.narrowed(condition, sessions, Asked { incomplete, unshown: true }, true)
    }

    /// `favourable` is whether the condition stands under an even number of `not`.
    fn narrowed(&self, condition: &Expression, from: Family, asked: Asked, favourable: bool) -> Family {
        if from.is_none() {
            return from;
        }
        match condition {
            Expression::Atom(_) | Expression::Value(_) if asked.unshown && favourable => Family::NONE,
            Expression::Atom(atom) => self.having(from, self.mentioned.of_fact(Fact::Passed(*atom))),
            Expression::Value(value) => self.having(from, self.mentioned.of_fact(Fact::Value(value))),
            Expression::Incomplete if asked.incomplete => from,
            Expression::Incomplete => Family::NONE,
            Expression::Not(inner) => {
                let holding = self.narrowed(inner, from, asked, !favourable);
                self.families.borrow_mut().minus(from, holding)
            }
            Expression::And(parts) => {
                parts.iter().fold(from, |left, part| self.narrowed(part, left, asked, favourable))
            }
            Expression::Or(parts) => {
                let each = parts.iter().map(|part| self.narrowed(part, from, asked, favourable));
                let each: Vec<Family> = each.collect();
                let mut families = self.families.borrow_mut();
                each.into_iter().fold(Family::NONE, |all, one| families.union(all, one))
            }
            Expression::AtLeast(count, parts) => {
                // At each place the sessions for which so many of the parts hold; the last has those with more.
                let mut by_count = vec![Family::NONE; *count as usize + 1];
                if let Some(none) = by_count.first_mut() {
                    *none = from;
                }
                for part in parts {
                    let mut next = vec![Family::NONE; by_count.len()];
                    for (at, sessions) in by_count.iter().enumerate() {
                        let holding = self.narrowed(part, *sessions, asked, favourable);
                        let mut families = self.families.borrow_mut();
                        let others = families.minus(*sessions, holding);
                        let more = (at + 1).min(*count as usize);
                        next[at] = families.union(next[at], others);
                        next[more] = families.union(next[more], holding);
                    }
                    by_count = next;
                }
                by_count.pop().unwrap_or(Family::NONE)
            }
        }
    }

    /// The sessions that have all bits of the mask behind them; none for an empty mask.
    #[must_use]
    pub fn having(&self, sessions: Family, mask: u64) -> Family {
        if mask == 0 {
            return Family::NONE;
        }
        let mut families = self.families.borrow_mut();
        bits(mask).fold(sessions, |left, bit| families.having(left, self.level(bit)))
    }

    /// The sessions that have none of the bits behind them.
    #[must_use]
    pub fn lacking(&self, sessions: Family, mask: u64) -> Family {
        let mut families = self.families.borrow_mut();
        bits(mask).fold(sessions, |left, bit| {
            let having = families.having(left, self.level(bit));
            families.minus(left, having)
        })
    }

    /// The sessions of either.
    #[must_use]
    pub fn either(&self, a: Family, b: Family) -> Family {
        self.families.borrow_mut().union(a, b)
    }

    /// The sessions of `a` that are not of `b`.
    #[must_use]
    pub fn without(&self, a: Family, b: Family) -> Family {
        self.families.borrow_mut().minus(a, b)
    }

    /// Each session that has `bad` behind it with `good` in its place; the others as they are.
    #[must_use]
    pub fn swapped(&self, sessions: Family, bad: u64, good: u64) -> Family {
        let having = self.having(sessions, bad);
        let mut families = self.families.borrow_mut();
        let others = families.minus(sessions, having);
        let mut swapped = having;
        for bit in bits(bad) {
            swapped = families.remove(swapped, self.level(bit));
        }
        for bit in bits(good) {
            swapped = families.add(swapped, self.level(bit));
        }
        families.union(others, swapped)
    }

    /// The sessions that each rule decides, of those given.
    #[must_use]
    pub fn decided(&self, decide: &Decide, sessions: Family, incomplete: bool) -> Vec<Family> {
        let mut left = sessions;
        let of_rule = decide.rules.iter().map(|rule| {
            let decided = match &rule.condition {
                Some(Condition::Else) => left,
                Some(Condition::When(when)) if !incomplete || when.names_incomplete() => {
                    self.holding(when, left, incomplete)
                }
                _ => Family::NONE,
            };
            left = self.without(left, decided);
            decided
        });
        of_rule.collect()
    }

    /// All sessions, by the rules that decide them.
    #[must_use]
    pub fn divided(&self, decide: &Decide) -> Divided {
        let completed = self.decided(decide, self.completed(), false);
        Divided { completed, stopped: self.decided(decide, self.stopped(), true) }
    }

    /// One of the sessions, as its mask.
    #[must_use]
    pub fn first(&self, sessions: Family) -> Option<u64> {
        let set = self.families.borrow().first(sessions)?;
        Some(self.mask(&set))
    }

    /// The first rows, at most so many, that tell the sessions apart from the others of `all`, and how many more there are.
    #[must_use]
    pub(super) fn rows(&self, sessions: Family, all: Family, most: usize) -> (Vec<Row>, Count) {
        let (cubes, count) = {
            let mut families = self.families.borrow_mut();
            let mut rows = Rows::new(&mut families);
            (rows.first(sessions, all, most), rows.count(sessions, all))
        };
        let more = count.beyond(cubes.len());
        (cubes.iter().map(|cube| self.row(cube, all)).collect(), more)
    }

    /// A row with all that its sessions have in common, and of what they have not only what does not follow from that.
    fn row(&self, cube: &Cube, all: Family) -> Row {
        let mut families = self.families.borrow_mut();
        let having = |families: &mut Families, from: Family, with: &[u32]| {
            with.iter().fold(from, |left, level| families.having(left, *level))
        };
        let lacking = |families: &mut Families, from: Family, without: &[u32]| {
            without.iter().fold(from, |left, level| {
                let having = families.having(left, *level);
                families.minus(left, having)
            })
        };
        let with = having(&mut families, all, &cube.with);
        let sessions = lacking(&mut families, with, &cube.without);
        let common = families.common(sessions);
        let with = having(&mut families, all, &common);
        let mut without = cube.without.clone();
        for level in &cube.without {
            let fewer: Vec<u32> = without.iter().copied().filter(|other| other != level).collect();
            if lacking(&mut families, with, &fewer) == sessions {
                without = fewer;
            }
        }
        Row { sessions, with: self.mask(&common), without: self.mask(&without) }
    }

    /// The levels of the bits, greatest first.
    pub(super) fn levels_of(&self, mask: u64) -> Vec<u32> {
        let mut levels: Vec<u32> = bits(mask).map(|bit| self.level(bit)).collect();
        levels.sort_unstable_by(|a, b| b.cmp(a));
        levels
    }

    /// The diagrams that the families are places in.
    pub(super) fn families(&self) -> Ref<'_, Families> {
        self.families.borrow()
    }

    /// Whether a session with this mask is among them.
    #[must_use]
    pub fn is_among(&self, sessions: Family, mask: u64) -> bool {
        self.families.borrow().contains(sessions, &self.levels_of(mask))
    }

    /// Where a session with this mask is: at an `end`, or where it stopped.
    #[must_use]
    pub fn place(&self, mask: u64, incomplete: bool) -> Option<State> {
        let mut nodes = self.graph.flow().nodes().filter(|(_, node)| node.is_end() != incomplete);
        let node = nodes.find(|(id, _)| self.is_among(self.at(*id), mask)).map(|(id, _)| id);
        let mut stopping =
            self.stopping.iter().filter(|(_, family)| incomplete && self.is_among(*family, mask));
        let node = node.or_else(|| stopping.next().map(|(edge, _)| edge.from));
        node.map(|node| State { node, mask })
    }

    fn level(&self, bit: u32) -> u32 {
        self.levels.get(bit as usize).copied().unwrap_or_default()
    }

    fn mask(&self, set: &[u32]) -> u64 {
        let bit = |level: &u32| self.levels.iter().position(|known| known == level);
        set.iter().filter_map(bit).fold(0, |mask, bit| mask | 1 << bit)
    }

    /// A path to a state, as the edges that it runs.
    ///
    /// What a mentioned node or edge adds to the mask is added once on a path, since there are no cycles; so the mask before
    /// it is known, but for bits that several edges set or clear, and the way back needs no search.
    #[must_use]
    pub fn witness(&self, state: State) -> Vec<EdgeId> {
        let mut path = Vec::new();
        let mut at = state;
        if let Some((edge, before)) = self.stopping_at(state) {
            path.push(edge);
            at = before;
        }
        while let Some(edge) = self.edge_into(at) {
            path.push(edge.0);
            at = edge.1;
        }
        path.reverse();
        path
    }

    /// The outcome with which a session stopped in this state, and its state before.
    fn stopping_at(&self, state: State) -> Option<(EdgeId, State)> {
        let mut all = self.stopping.iter().filter(|(edge, family)| {
            edge.from == state.node && !self.contains(state) && self.is_among(*family, state.mask)
        });
        let (edge, _) = all.next()?;
        Some((*edge, State { mask: state.mask & !self.mentioned.of_edge(*edge), ..state }))
    }

    fn edge_into(&self, state: State) -> Option<(EdgeId, State)> {
        self.graph.incoming(state.node).iter().find_map(|edge| {
            let bits = self.mentioned.of_edge(*edge) | self.mentioned.of_node(state.node);
            let cleared = self.mentioned.cleared_by(*edge) & !bits;
            if state.mask & bits != bits || state.mask & cleared != 0 {
                return None;
            }
            // Bits that may have been there before.
            let open = (bits & self.mentioned.shared()) | cleared;
            let least = state.mask & !bits;
            let masks = subsets(open).map(|more| least | more);
            let mut before = masks.map(|mask| State { node: edge.from, mask });
            before.find(|before| self.contains(*before)).map(|before| (*edge, before))
        })
    }

    /// Whether some path comes to this state.
    #[must_use]
    pub fn contains(&self, state: State) -> bool {
        self.is_among(self.at(state.node), state.mask)
    }
}

/// For each node whether it is mentioned, or an edge that leaves it: most of a flow is not, and costs little then.
fn touched(graph: &Graph, mentioned: &Mentioned) -> Vec<bool> {
    let mut touched = vec![false; graph.flow().nodes.len()];
    for node in mentioned.touched() {
        if let Some(it) = touched.get_mut(node.0 as usize) {
            *it = true;
        }
    }
    touched
}

/// What a condition is asked of.
#[derive(Debug, Clone, Copy)]
struct Asked {
    incomplete: bool,
    /// Whether nothing of what the condition asks for in favour counts.
    unshown: bool,
}

/// The bits of a mask.
fn bits(mask: u64) -> impl Iterator<Item = u32> {
    let mut left = mask;
    std::iter::from_fn(move || {
        let bit = (left != 0).then(|| left.trailing_zeros())?;
        left &= left - 1;
        Some(bit)
    })
}

/// The masks that have some of the bits, at most a thousand: none first.
fn subsets(open: u64) -> impl Iterator<Item = u64> {
    let bits: Vec<u32> = bits(open).take(10).collect();
    (0..1_u64 << bits.len()).map(move |chosen| {
        bits.iter()
            .enumerate()
            .filter(|(at, _)| chosen & (1 << at) != 0)
            .fold(0, |mask, (_, bit)| mask | 1 << bit)
    })
}

/// The families of values with which sessions begin: those of one value together, each with each.
fn values(families: &mut Families, mentioned: &Mentioned, levels: &[u32]) -> Family {
    let mut all = Family::EMPTY_SET;
    for allowed in choices(mentioned.values()).allowed {
        let mut next = Family::NONE;
        for mask in allowed {
            let one = bits(mask).fold(all, |family, bit| families.add(family, levels[bit as usize]));
            next = families.union(next, one);
        }
        all = next;
    }
    all
}

/// The level of each bit, from 1: values first, then what is mentioned in the order of the flow, then what several edges set.
fn levels(graph: &Graph, mentioned: &Mentioned) -> Vec<u32> {
    let order = graph.order().unwrap_or(&[]);
    let mut in_order: Vec<u64> = mentioned.values().iter().map(|(_, bit)| 1 << bit).collect();
    let touched = touched(graph, mentioned);
    for node in order.iter().filter(|node| touched[node.0 as usize]) {
        in_order.push(mentioned.of_node(*node));
        in_order.extend(graph.outgoing(*node).map(|(edge, _)| mentioned.of_edge(edge) & !mentioned.shared()));
    }
    let mut levels = vec![0; mentioned.bits() as usize];
    let mut next = 0;
    let all = if mentioned.bits() == u64::BITS { u64::MAX } else { (1 << mentioned.bits()) - 1 };
    for mask in in_order.into_iter().chain([all]) {
        for bit in bits(mask) {
            if let Some(level) = levels.get_mut(bit as usize).filter(|level| **level == 0) {
                next += 1;
                *level = next;
            }
        }
    }
    levels
}
