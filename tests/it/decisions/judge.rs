//! Owns the naive judge: it lists every session that a flow can have and asks each of them.

use std::collections::{BTreeMap, BTreeSet};

use super::case::{Atom, Case, Condition, Ensure, Kind, LAST, Node, Subject, TestCase};

/// A session up to some node: the edges that it took, as node and outcome, and where it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    pub path: Vec<(usize, usize)>,
    pub at: usize,
}

impl Session {
    /// Whether it stopped with an outcome of which nobody says where it leads.
    fn leads_nowhere(&self) -> bool {
        self.path.last().is_some_and(|(node, _)| *node == self.at)
    }
}

/// A class of the decision table, as the compiler gives it.
#[derive(Debug)]
pub struct Class {
    pub rule: usize,
    pub with: BTreeSet<Atom>,
    pub without: BTreeSet<Atom>,
    pub paths: usize,
    pub witness: Session,
}

/// What is said of the rules and promises, by their numbers.
#[derive(Debug, Default, PartialEq)]
pub struct Verdict {
    pub too_many: bool,
    pub dead: BTreeSet<usize>,
    pub hidden: BTreeSet<usize>,
    pub impossible: Vec<String>,
    /// The cases that can't be run: they make no path, or leave out what decides; by test and place.
    pub pathless: BTreeSet<(usize, usize)>,
    pub broken: BTreeSet<usize>,
    pub unasked: BTreeSet<usize>,
    /// The node and its outcomes that a report can't tell apart.
    pub alike: BTreeSet<(usize, Vec<usize>)>,
}

/// What is said of the paths to some nodes.
#[derive(Debug, PartialEq)]
pub struct Paths {
    pub listed: Vec<Vec<(usize, usize)>>,
    pub shortest: Option<usize>,
    pub longest: Option<usize>,
    pub never: BTreeSet<(usize, usize)>,
}

/// What is said of the tests.
#[derive(Debug, Default, PartialEq)]
pub struct Tested {
    /// For each test and case what is wrong.
    pub failures: Vec<Vec<Vec<String>>>,
    pub missed_outcomes: BTreeSet<(usize, usize)>,
    pub missed_decisions: Vec<String>,
    pub percent: usize,
}

/// A flow with all its sessions.
pub struct Judge<'c> {
    case: &'c Case,
    /// Every path from the start, to wherever it goes, in the order of the outcomes.
    sessions: Vec<Session>,
}

impl<'c> Judge<'c> {
    pub fn new(case: &'c Case) -> Self {
        fn walk(nodes: &[Node], session: Session, out: &mut Vec<Session>) {
            out.push(session.clone());
            for (outcome, target) in nodes[session.at].targets.iter().enumerate() {
                let mut next = session.clone();
                next.path.push((session.at, outcome));
                if *target == session.at {
                    out.push(next);
                    continue;
                }
                next.at = *target;
                walk(nodes, next, out);
            }
        }
        let mut sessions = Vec::new();
        walk(&case.nodes, Session { path: Vec::new(), at: 0 }, &mut sessions);
        Self { case, sessions }
    }

    fn is_complete(&self, session: &Session) -> bool {
        self.case.nodes[session.at].kind == Kind::End
    }

    fn completed(&self) -> impl Iterator<Item = &Session> {
        self.sessions.iter().filter(|session| self.is_complete(session))
    }

    fn is_reachable(&self, node: usize) -> bool {
        self.sessions.iter().any(|session| session.at == node)
    }

    /// Whether rules look at the session at all.
    fn meets(&self, condition: &Condition, session: &Session) -> bool {
        let stopped = !self.is_complete(session);
        (!stopped || condition.names_incomplete()) && holds(condition, session, stopped)
    }

    /// The number of the rule that decides.
    fn rule(&self, session: &Session) -> Option<usize> {
        let rules = self.case.decide.as_ref()?;
        Some(rules.iter().position(|(_, it)| self.meets(it, session)).unwrap_or(rules.len()))
    }

    fn decision(&self, session: &Session) -> Option<&'static str> {
        let rules = self.case.decide.as_ref()?;
        self.rule(session).map(|rule| rules.get(rule).map_or(LAST, |(name, _)| name))
    }

    fn mentioned(&self) -> BTreeSet<Atom> {
        self.case.decide.iter().flatten().flat_map(|(_, it)| it.atoms()).collect()
    }

    /// Holds each class to the sessions: its rule decides all that it speaks of, it is the only one that speaks of them, all that
    /// they have in common is told, nothing is told in vain, and it has as many paths as are said.
    pub fn check_table(&self, classes: &[Class], stopped: bool) {
        let asks = self.case.decide.iter().flatten().any(|(_, it)| it.names_incomplete());
        let all = || self.sessions.iter().filter(|it| self.is_complete(it) != stopped);
        let told = all().filter(|_| !stopped || asks).filter(|it| self.rule(it).is_some()).count();
        let fits = |session: &Session, with: &BTreeSet<Atom>, without: &BTreeSet<Atom>| {
            with.iter().all(|atom| has(session, *atom)) && !without.iter().any(|atom| has(session, *atom))
        };
        let mut sum = 0;
        for class in classes {
            let sessions: Vec<&Session> =
                all().filter(|session| fits(session, &class.with, &class.without)).collect();
            assert!(sessions.iter().all(|session| self.rule(session) == Some(class.rule)), "{class:?}");
            assert!(sessions.contains(&&class.witness), "{class:?}");
            assert_eq!(class.paths, if stopped { 0 } else { sessions.len() }, "{class:?}");
            let common = self.mentioned().into_iter().filter(|atom| sessions.iter().all(|it| has(it, *atom)));
            assert_eq!(class.with, common.collect(), "{class:?}");
            for atom in &class.without {
                let fewer = class.without.iter().copied().filter(|other| other != atom).collect();
                assert!(all().any(|it| fits(it, &class.with, &fewer) && has(it, *atom)), "{class:?}");
            }
            sum += sessions.len();
        }
        // Each has sessions of its own rule alone, and together they have as many as there are.
        let of_rules: BTreeSet<usize> = classes.iter().map(|class| class.rule).collect();
        assert_eq!(sum, told, "{of_rules:?} {classes:?}");
    }

    /// How many paths each rule decides.
    pub fn paths_of_rules(&self) -> Vec<usize> {
        let rules = self.case.decide.as_ref().map_or(0, |rules| rules.len() + 1);
        let count = |rule: usize| self.completed().filter(|it| self.rule(it) == Some(rule)).count();
        (0..rules).map(count).collect()
    }

    pub fn verdict(&self) -> Verdict {
        let rules: Vec<&Condition> = self.case.decide.iter().flatten().map(|(_, it)| it).collect();
        let impossible = self.impossible();
        let tests = self.case.tests.iter().enumerate();
        let cases =
            tests.flat_map(|(test, cases)| cases.iter().enumerate().map(move |(at, it)| ((test, at), it)));
        let can_run = |it: &TestCase| self.walk(it).is_ok_and(|session| !self.is_open(it, &session));
        let pathless = cases.filter(|(_, it)| !can_run(it)).map(|(place, _)| place).collect();
        if self.mentions_too_much() {
            return Verdict { too_many: true, impossible, pathless, ..Verdict::default() };
        }
        let met = |it: &Condition| self.sessions.iter().any(|session| self.meets(it, session));
        let decides = |rule: usize| self.sessions.iter().any(|session| self.rule(session) == Some(rule));
        let is_possible = |it: &Condition| it.atoms().iter().all(|atom| self.is_reachable(atom.node));
        let numbers = 0..rules.len();
        Verdict {
            too_many: false,
            dead: numbers.clone().filter(|at| !met(rules[*at]) && is_possible(rules[*at])).collect(),
            hidden: numbers.clone().filter(|at| met(rules[*at]) && !decides(*at)).collect(),
            impossible,
            pathless,
            broken: (0..self.case.ensures.len())
                .filter(|at| self.breaking(&self.case.ensures[*at]).next().is_some())
                .collect(),
            unasked: numbers
                .filter(|at| !matches!(rules[*at], Condition::Incomplete) && self.passes_over_a_bad_face(*at))
                .collect(),
            alike: self.alike(),
        }
    }

    fn mentions_too_much(&self) -> bool {
        let with = |ensure: &Ensure| {
            let mut atoms: BTreeSet<Atom> = ensure.condition.atoms().into_iter().collect();
            match ensure.subject {
                Subject::Decision(_) => atoms.extend(self.mentioned()),
                Subject::Atom(subject) => drop(atoms.insert(subject)),
            }
            atoms.len()
        };
        self.case.ensures.iter().map(with).chain([self.mentioned().len()]).any(|count| count > 20)
    }

    fn impossible(&self) -> Vec<String> {
        let rules = self.case.decide.iter().flatten().flat_map(|(_, it)| it.atoms());
        let ensures = self.case.ensures.iter().flat_map(|it| {
            let subject = match it.subject {
                Subject::Atom(atom) => Some(atom),
                Subject::Decision(_) => None,
            };
            it.condition.atoms().into_iter().chain(subject)
        });
        let atoms = rules.chain(ensures).filter(|atom| !self.is_reachable(atom.node));
        let mut names: Vec<String> = atoms.map(|atom| self.case.atom(atom)).collect();
        names.sort();
        names
    }

    /// The sessions that break a promise.
    pub fn breaking(&self, ensure: &'c Ensure) -> impl Iterator<Item = &Session> {
        self.sessions.iter().filter(move |session| match ensure.subject {
            Subject::Decision(name) => {
                self.decision(session) == Some(name)
                    && holds(&ensure.condition, session, !self.is_complete(session)) == ensure.never
            }
            Subject::Atom(subject) if ensure.never => {
                self.is_complete(session) && has(session, subject) && holds(&ensure.condition, session, false)
            }
            Subject::Atom(Atom { node, outcome }) => {
                let comes = match outcome {
                    Some(outcome) => session.path.last() == Some(&(node, outcome)),
                    None => session.at == node && !session.leads_nowhere(),
                };
                comes && !holds(&ensure.condition, session, false)
            }
        })
    }

    /// Whether the rule decides a session with a forged or unclear face, and would do so had every face been a good one. An
    /// unclear one counts unless a good one came later.
    fn passes_over_a_bad_face(&self, rule: usize) -> bool {
        let name = |(node, outcome): (usize, usize)| self.case.nodes[node].kind.outcomes()[outcome];
        let is_bad = |step: &(usize, usize)| matches!(name(*step), "deepfake" | "inconclusive");
        let is_settled = |path: &[(usize, usize)], at: usize| {
            let kind = self.case.nodes[path[at].0].kind;
            let later = path[at + 1..].iter();
            name(path[at]) == "inconclusive"
                && later.clone().any(|(node, outcome)| self.case.nodes[*node].kind == kind && *outcome == 0)
        };
        self.sessions.iter().filter(|session| self.rule(session) == Some(rule)).any(|session| {
            let path = &session.path;
            let counts = (0..path.len()).any(|at| is_bad(&path[at]) && !is_settled(path, at));
            let mut good = session.clone();
            good.path.iter_mut().filter(|step| is_bad(step)).for_each(|step| step.1 = 0);
            counts && self.decision(&good) == self.decision(session)
        })
    }

    fn alike(&self) -> BTreeSet<(usize, Vec<usize>)> {
        let mut alike = BTreeSet::new();
        for session in &self.sessions {
            for (step, (node, outcome)) in session.path.iter().enumerate() {
                let targets = &self.case.nodes[*node].targets;
                let group: Vec<usize> =
                    (0..targets.len()).filter(|other| targets[*other] == targets[*outcome]).collect();
                let differs = |other: &usize| {
                    let mut twin = session.clone();
                    twin.path[step].1 = *other;
                    self.decision(&twin) != self.decision(session)
                };
                if self.case.nodes[*node].kind.is_reported_by_target() && group.iter().any(differs) {
                    alike.insert((*node, group));
                }
            }
        }
        alike
    }

    /// The paths to every end, or to one node.
    pub fn paths(&self, to: Option<usize>) -> Paths {
        let wanted = |session: &&Session| match to {
            Some(node) => session.at == node && !session.leads_nowhere(),
            None => self.is_complete(session),
        };
        let listed: Vec<Vec<(usize, usize)>> =
            self.sessions.iter().filter(wanted).map(|session| session.path.clone()).collect();
        let nodes = self.case.nodes.iter().enumerate();
        let edges = nodes.flat_map(|(at, node)| (0..node.targets.len()).map(move |outcome| (at, outcome)));
        let edges = edges.filter(|(at, outcome)| self.case.nodes[*at].targets[*outcome] != *at);
        Paths {
            shortest: listed.iter().map(Vec::len).min(),
            longest: listed.iter().map(Vec::len).max(),
            never: edges.filter(|edge| listed.iter().all(|path| !path.contains(edge))).collect(),
            listed,
        }
    }

    /// The outcomes that the flow says, of reachable nodes with several.
    pub fn branching(&self) -> BTreeSet<(usize, usize)> {
        let nodes = self.case.nodes.iter().enumerate();
        let branching = nodes.filter(|(at, node)| node.targets.len() > 1 && self.is_reachable(*at));
        branching.flat_map(|(at, node)| node.written().map(move |(it, _)| (at, it))).collect()
    }

    /// Whether so many paths can take all of these outcomes: tried with each path through the first of them.
    pub fn can_cover(&self, left: &BTreeSet<(usize, usize)>, paths: usize) -> bool {
        let Some(first) = left.first() else { return true };
        paths > 0
            && self.completed().filter(|session| session.path.contains(first)).any(|session| {
                let left = left.iter().filter(|edge| !session.path.contains(edge)).copied().collect();
                self.can_cover(&left, paths - 1)
            })
    }

    pub fn tested(&self) -> Tested {
        let mut taken = BTreeSet::new();
        let mut decided = BTreeSet::new();
        let mut run = |case: &TestCase| match self.walk(case) {
            Err(reason) => vec![reason],
            Ok(session) => {
                taken.extend(session.path.iter().copied());
                decided.extend(self.decision(&session));
                let passed = |node: &usize| has(&session, Atom { node: *node, outcome: None });
                let missing = case.nodes.iter().filter(|node| !passed(node));
                let mut wrong: Vec<String> = missing.map(|node| format!("not passed {node}")).collect();
                if case.decision.is_some() && case.decision != self.decision(&session) {
                    wrong.extend(self.decision(&session).map(|decision| format!("decided {decision}")));
                }
                wrong
            }
        };
        let failures = self.case.tests.iter().map(|test| test.iter().map(&mut run).collect()).collect();
        let edges = self.branching();
        let names = self.case.decisions();
        let all = edges.len() + names.len();
        let missed_outcomes: BTreeSet<_> = edges.difference(&taken).copied().collect();
        let missed_decisions: Vec<String> =
            names.into_iter().filter(|name| !decided.contains(name)).map(str::to_owned).collect();
        let missed = missed_outcomes.len() + missed_decisions.len();
        let percent = (0..=100).rev().find(|percent| percent * all <= (all - missed) * 100).unwrap_or(0);
        Tested { failures, missed_outcomes, missed_decisions, percent }
    }

    /// Whether the decision that a case expects is another one in some session over the same nodes with the same outcomes
    /// where it gives any.
    fn is_open(&self, case: &TestCase, session: &Session) -> bool {
        let nodes = |it: &Session| it.path.iter().map(|(node, _)| *node).chain([it.at]).collect::<Vec<_>>();
        let fits = |it: &&Session| case.given.iter().all(|atom| has(it, *atom));
        let mut same = self.sessions.iter().filter(|it| nodes(it) == nodes(session)).filter(fits);
        case.decision.is_some() && same.any(|it| self.decision(it) != self.decision(session))
    }

    /// The session along the outcomes of a test.
    fn walk(&self, case: &TestCase) -> Result<Session, String> {
        let mut chosen: BTreeMap<usize, usize> = BTreeMap::new();
        for atom in &case.given {
            let Some(outcome) = atom.outcome else { continue };
            if chosen.insert(atom.node, outcome).is_some_and(|other| other != outcome) {
                return Err(format!("twice {}", atom.node));
            }
        }
        let mut session = Session { path: Vec::new(), at: 0 };
        loop {
            let targets = &self.case.nodes[session.at].targets;
            let somewhere: BTreeSet<usize> =
                targets.iter().copied().filter(|target| *target != session.at).collect();
            if targets.is_empty() {
                break;
            }
            let outcome = match chosen.get(&session.at) {
                Some(outcome) => *outcome,
                None if somewhere.len() == 1 => 0,
                None => return Err(format!("undecided {}", session.at)),
            };
            session.path.push((session.at, outcome));
            if targets[outcome] == session.at {
                break;
            }
            session.at = targets[outcome];
        }
        let passed = |atom: &&Atom| has(&session, Atom { outcome: None, ..**atom });
        match case.given.iter().find(|atom| !passed(atom)) {
            Some(atom) => Err(format!("never at {}", atom.node)),
            None => Ok(session),
        }
    }
}

fn has(session: &Session, atom: Atom) -> bool {
    match atom.outcome {
        Some(outcome) => session.path.contains(&(atom.node, outcome)),
        None => session.at == atom.node || session.path.iter().any(|(node, _)| *node == atom.node),
    }
}

fn holds(condition: &Condition, session: &Session, stopped: bool) -> bool {
    match condition {
        Condition::Atom(atom) => has(session, *atom),
        Condition::Incomplete => stopped,
        Condition::Not(inner) => !holds(inner, session, stopped),
        Condition::And(parts) => parts.iter().all(|part| holds(part, session, stopped)),
        Condition::Or(parts) => parts.iter().any(|part| holds(part, session, stopped)),
    }
}
