//! The decision table: which decision each class of paths gets, with one path and how many there are.

use std::collections::BTreeMap;

use super::mentioned::{Mentioned, TooMany};
use super::number::Count;
use super::segments;
use super::states::{State, States};
use crate::flow::{Condition, Decide, Decision, EdgeId, Fact};
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
    let states = States::new(graph, mentioned(decide))?;
    let counts = segments::counts(&states);
    let count = |state: State| counts.get(&state).cloned().unwrap_or_default();
    let classes = classes(decide, &states, states.completed(), false, count);
    let stopped = match decide.rules.iter().any(names_incomplete) {
        true => self::classes(decide, &states, states.stopped(), true, |_| Count::default()),
        false => Vec::new(),
    };
    Ok(Table { classes, stopped, states })
}

fn names_incomplete(rule: &Decision) -> bool {
    matches!(&rule.condition, Some(Condition::When(when)) if when.names_incomplete())
}

fn classes(
    decide: &Decide,
    states: &States<'_>,
    sessions: impl Iterator<Item = State>,
    incomplete: bool,
    count: impl Fn(State) -> Count,
) -> Vec<Class> {
    let mut classes: BTreeMap<(usize, u32), Class> = BTreeMap::new();
    for state in sessions {
        let holds = |fact: Fact<'_>| states.mentioned().has(fact, state.mask);
        let Some(rule) = decide.rule(&holds, incomplete) else { continue };
        let new = || Class { state, rule, paths: Count::default() };
        classes.entry((rule, state.mask)).or_insert_with(new).paths += count(state);
    }
    classes.into_values().collect()
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
