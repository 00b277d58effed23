//! The decision table: which decision each class of paths gets, with one path and how many there are.

use std::collections::BTreeMap;

use super::family::Family;
use super::mentioned::{MAX_MENTIONED, Mentioned, TooMany};
use super::number::Count;
use super::segments;
use super::states::{State, States};
use crate::flow::{Condition, Decide, EdgeId};
use crate::graph::Graph;

/// The decision table of a flow.
#[derive(Debug)]
pub struct Table<'g> {
    /// The classes of completed sessions, by rule and then by mask.
    pub classes: Vec<Class>,
    /// Those of sessions that stopped on the way, when a rule names `incomplete`; without counts.
    pub stopped: Vec<Class>,
    states: States<'g>,
}

/// All paths that have the same mentioned outcomes behind them.
#[derive(Debug)]
pub struct Class {
    /// One state of theirs; its mask says which of the mentioned outcomes they have.
    pub state: State,
    /// The number of the rule that decides them.
    pub rule: usize,
    /// How many there are; 0 for sessions that stopped.
    pub paths: Count,
}

/// What `decide` mentions.
#[must_use]
pub fn mentioned(decide: &Decide) -> Mentioned {
    let mut mentioned = Mentioned::default();
    for rule in &decide.rules {
        if let Some(Condition::When(when)) = &rule.condition {
            mentioned.add_all(when);
        }
    }
    mentioned
}

/// The table of `decide`.
///
/// # Errors
/// When the rules mention more outcomes than can be combined.
pub fn table<'g>(graph: &'g Graph, decide: &Decide) -> Result<Table<'g>, TooMany> {
    let mentioned = mentioned(decide);
    if mentioned.len() > MAX_MENTIONED {
        return Err(TooMany { mentioned: mentioned.len() });
    }
    let states = States::new(graph, mentioned)?;
    let counts = segments::counts(&states);
    let mut paths: BTreeMap<u64, Count> = BTreeMap::new();
    for (state, count) in &counts {
        *paths.entry(state.mask).or_default() += count;
    }
    let divided = states.divided(decide);
    let classes = classes(&states, &divided.completed, false, |mask| paths.get(&mask).cloned());
    let stopped = match decide.names_incomplete() {
        true => self::classes(&states, &divided.stopped, true, |_| None),
        false => Vec::new(),
    };
    Ok(Table { classes, stopped, states })
}

fn classes(
    states: &States<'_>,
    of_rules: &[Family],
    incomplete: bool,
    count: impl Fn(u64) -> Option<Count>,
) -> Vec<Class> {
    let mut classes = Vec::new();
    for (rule, sessions) in of_rules.iter().enumerate() {
        for mask in states.masks(*sessions) {
            let Some(state) = states.place(mask, incomplete) else { continue };
            classes.push(Class { state, rule, paths: count(mask).unwrap_or_default() });
        }
    }
    classes
}

impl Table<'_> {
    /// What is mentioned: the mask of each class speaks of it.
    #[must_use]
    pub fn mentioned(&self) -> &Mentioned {
        self.states.mentioned()
    }

    /// One path of a class.
    #[must_use]
    pub fn witness(&self, class: &Class) -> Vec<EdgeId> {
        self.states.witness(class.state)
    }
}
