//! Which classes of the decision table break a promise.

use super::family::Family;
use super::states::{Divided, States};
use super::table::{Class, mentioned};
use crate::flow::{Decide, Ensure, Subject};
use crate::graph::Graph;

/// The promises about decisions that some session breaks. Promises about nodes are about the way to a node, not about classes.
#[derive(Debug)]
pub struct Breaches<'g> {
    broken: Vec<Broken<'g>>,
}

#[derive(Debug)]
struct Broken<'g> {
    /// Which promise, as its place in [`Flow::ensures`](crate::flow::Flow::ensures).
    ensure: usize,
    states: States<'g>,
    /// The sessions that break it, by the rules that decide them.
    sessions: Divided,
}

impl<'g> Breaches<'g> {
    /// Asks all promises. One that speaks of more than can be combined has no breaches here, and was reported.
    #[must_use]
    pub fn new(graph: &'g Graph, decide: &Decide) -> Self {
        let ensures = graph.flow().ensures.iter().enumerate();
        Self { broken: ensures.filter_map(|(at, ensure)| Broken::new(graph, decide, at, ensure)).collect() }
    }

    /// The promises that sessions of the class break, as their places in the flow.
    #[must_use]
    pub fn of_class(&self, class: &Class, incomplete: bool) -> Vec<usize> {
        let of = |broken: &&Broken<'_>| broken.is_of_class(class, incomplete);
        self.broken.iter().filter(of).map(|broken| broken.ensure).collect()
    }

    /// The promises that sessions which stopped break.
    #[must_use]
    pub fn of_stopped(&self) -> Vec<usize> {
        let any = |broken: &&Broken<'_>| broken.sessions.stopped.iter().any(|sessions| !sessions.is_none());
        self.broken.iter().filter(any).map(|broken| broken.ensure).collect()
    }
}

impl<'g> Broken<'g> {
    /// `None` when no session breaks the promise.
    fn new(graph: &'g Graph, decide: &Decide, at: usize, ensure: &Ensure) -> Option<Self> {
        let Subject::Decision(name) = &ensure.subject else { return None };
        // What `decide` mentions keeps its bits: those of the promise lie above them.
        let mut all = mentioned(decide);
        all.add_all(&ensure.condition);
        let states = States::new(graph, all).ok()?;
        let divided = states.divided(decide);
        let breaking = |of_rules: &[Family], incomplete: bool| -> Vec<Family> {
            let of_rule =
                of_rules.iter().zip(&decide.rules).map(|(sessions, rule)| match rule.name == *name {
                    true => breaking(&states, ensure, *sessions, incomplete),
                    false => Family::NONE,
                });
            of_rule.collect()
        };
        let sessions = Divided {
            completed: breaking(&divided.completed, false),
            stopped: breaking(&divided.stopped, true),
        };
        let all = || sessions.completed.iter().chain(&sessions.stopped);
        all().any(|sessions| !sessions.is_none()).then_some(Self { ensure: at, states, sessions })
    }

    fn is_of_class(&self, class: &Class, incomplete: bool) -> bool {
        let of_rules = if incomplete { &self.sessions.stopped } else { &self.sessions.completed };
        let Some(sessions) = of_rules.get(class.rule) else { return false };
        let having = match class.with {
            0 => *sessions,
            with => self.states.having(*sessions, with),
        };
        !self.states.lacking(having, class.without).is_none()
    }
}

/// Those of the sessions that break a promise about what they are.
#[must_use]
pub fn breaking(states: &States<'_>, ensure: &Ensure, sessions: Family, incomplete: bool) -> Family {
    let holding = states.holding(&ensure.condition, sessions, incomplete);
    if ensure.never { holding } else { states.without(sessions, holding) }
}
