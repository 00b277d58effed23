//! The decision table: which decision each class of sessions gets, with one path and how many there are.

use super::family::Family;
use super::mentioned::{MAX_MENTIONED, Mentioned, TooMany};
use super::number::Count;
use super::segments::Segments;
use super::states::{State, States};
use crate::flow::{Condition, Decide, EdgeId};
use crate::graph::Graph;

/// How many classes of one rule a table shows at most.
pub const MOST_CLASSES: usize = 100;

/// The decision table of a flow.
#[derive(Debug)]
pub struct Table<'g> {
    /// The classes of completed sessions, by rule.
    pub classes: Vec<Class>,
    /// Those of sessions that stopped on the way, when a rule names `incomplete`; without counts.
    pub stopped: Vec<Class>,
    /// How many paths there are.
    pub all: Count,
    /// How many of them each rule decides. With other values a path can be decided otherwise.
    pub paths: Vec<Count>,
    /// How many classes of completed sessions each rule has beyond those that are shown.
    pub more: Vec<Count>,
    /// The same of sessions that stopped.
    pub more_stopped: Vec<Count>,
    states: States<'g>,
}

/// The sessions of one rule that have the same of what makes a difference. Two classes have no session in common.
#[derive(Debug)]
pub struct Class {
    /// One state of theirs; its mask says which of the mentioned it has.
    pub state: State,
    /// The number of the rule that decides them.
    pub rule: usize,
    /// The bits of what all of them have behind them.
    pub with: u64,
    /// The bits of what none of them has: with these and the bits of `with` they are told from all other sessions.
    pub without: u64,
    /// How many paths there are; 0 for sessions that stopped.
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
    let segments = Segments::new(&states);
    let divided = states.divided(decide);
    let (classes, more) = classes(&states, &divided.completed, Some(&segments));
    let (stopped, more_stopped) = match decide.names_incomplete() {
        true => self::classes(&states, &divided.stopped, None),
        false => (Vec::new(), Vec::new()),
    };
    let paths = divided.completed.iter().map(|sessions| segments.count(&states, *sessions)).collect();
    let all = segments.count(&states, states.completed());
    Ok(Table { all, classes, stopped, paths, more, more_stopped, states })
}

/// The classes of all rules, and how many more each has. Without segments they are of sessions that stopped.
fn classes(
    states: &States<'_>,
    of_rules: &[Family],
    segments: Option<&Segments>,
) -> (Vec<Class>, Vec<Count>) {
    let incomplete = segments.is_none();
    let all = if incomplete { states.stopped() } else { states.completed() };
    let mut classes = Vec::new();
    let mut more = Vec::new();
    for (rule, sessions) in of_rules.iter().enumerate() {
        let (rows, beyond) = states.rows(*sessions, all, MOST_CLASSES);
        more.push(beyond);
        for row in rows {
            let found = states.first(row.sessions).and_then(|mask| states.place(mask, incomplete));
            let Some(state) = found else { continue };
            let paths = segments.map_or_else(Count::default, |it| it.count(states, row.sessions));
            classes.push(Class { state, rule, with: row.with, without: row.without, paths });
        }
    }
    (classes, more)
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
