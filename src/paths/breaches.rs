//! Which classes of the decision table break a promise.

use std::collections::BTreeSet;

use super::mentioned::Mentioned;
use super::states::{State, States};
use super::table::mentioned;
use crate::flow::{Decide, Ensure, Fact, Subject};
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
    pub mask: u32,
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
    let breach = |state: State, incomplete: bool| {
        let holds = |fact: Fact<'_>| states.mentioned().has(fact, state.mask);
        let rule = decide.rule(&holds, incomplete)?;
        let is_about = decide.rules.get(rule).is_some_and(|rule| rule.name == *name);
        let is_broken = is_about && ensure.condition.holds(&holds, incomplete) == ensure.never;
        is_broken.then_some(Breach { ensure: at, incomplete, rule, mask: state.mask & own_bits })
    };
    let completed = states.completed().filter_map(|state| breach(state, false));
    completed.chain(states.stopped().filter_map(|state| breach(state, true))).collect()
}

/// The bits that are given so far; those that are added later lie above them.
fn low_bits(mentioned: &Mentioned) -> u32 {
    1_u32.checked_shl(mentioned.bits()).map_or(u32::MAX, |bit| bit - 1)
}
