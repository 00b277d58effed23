//! Which classes of the decision table break a promise.

use std::collections::BTreeSet;

use super::family::Family;
use super::mentioned::Mentioned;
use super::states::States;
use super::table::mentioned;
use crate::flow::{Decide, Ensure, Subject};
use crate::graph::Graph;

/// A class of sessions that breaks a promise about a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Breach {
    /// Which promise, as its place in [`Flow::ensures`](crate::flow::Flow::ensures).
    pub ensure: usize,
    /// Whether the sessions stopped on the way.
    pub incomplete: bool,
    /// The number of the rule that decides them.
    pub rule: usize,
    /// The bits of what they have behind them, of what `decide` mentions.
    pub mask: u64,
}

/// The classes that break promises about decisions, each once. A promise that speaks of more than can be combined has
/// none, and was reported. Promises about nodes are about the way to a node, not about classes.
#[must_use]
pub fn breaches(graph: &Graph, decide: &Decide) -> Vec<Breach> {
    let ensures = graph.flow().ensures.iter().enumerate();
    ensures.flat_map(|(at, ensure)| of_one(graph, decide, at, ensure)).collect()
}

fn of_one(graph: &Graph, decide: &Decide, at: usize, ensure: &Ensure) -> BTreeSet<Breach> {
    let Subject::Decision(name) = &ensure.subject else { return BTreeSet::new() };
    let own = mentioned(decide);
    let own_bits = low_bits(&own);
    let mut all = own;
    all.add_all(&ensure.condition);
    let Ok(states) = States::new(graph, all) else { return BTreeSet::new() };
    let divided = states.divided(decide);
    let mut breaches = BTreeSet::new();
    for (incomplete, of_rules) in [(false, &divided.completed), (true, &divided.stopped)] {
        for (rule, sessions) in of_rules.iter().enumerate() {
            if decide.rules.get(rule).is_none_or(|rule| rule.name != *name) {
                continue;
            }
            let broken = breaking(&states, ensure, *sessions, incomplete);
            let masks = states.masks(broken).into_iter().map(|mask| mask & own_bits);
            breaches.extend(masks.map(|mask| Breach { ensure: at, incomplete, rule, mask }));
        }
    }
    breaches
}

/// Those of the sessions that break a promise about what they are.
#[must_use]
pub fn breaking(states: &States<'_>, ensure: &Ensure, sessions: Family, incomplete: bool) -> Family {
    let holding = states.holding(&ensure.condition, sessions, incomplete);
    if ensure.never { holding } else { states.without(sessions, holding) }
}

/// The bits that are given so far; those that are added later lie above them.
fn low_bits(mentioned: &Mentioned) -> u64 {
    1_u64.checked_shl(mentioned.bits()).map_or(u64::MAX, |bit| bit - 1)
}
