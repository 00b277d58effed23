//! What is right to say about a session as it is seen: the naive judge lists all that it can have been, and asks each.

use std::collections::{BTreeMap, BTreeSet};

use fsflow::flow::{Atom, Comparand, Comparison, Condition, Decision, Expression, Fact, Scalar};
use serde_json::{Value, json};

use super::judge::{Judge, Said, Session};
use super::session_values::{compared, compares, have_come, is_settled};

/// What is right to say about a session.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// The decision; the rule and its reason where they are certain.
    Decided(Decided),
    Pending,
    Ambiguous,
    Unknown,
}

/// A decision with the place of its rule and its reason.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    pub decision: String,
    pub rule: Option<usize>,
    pub reason: Option<String>,
}

/// Where a node is left to, and by which outcome when a rule asks for it; a session that stops there has none.
type Way = (Option<usize>, Option<usize>);

/// What is seen of a session.
struct Seen<'j> {
    judge: &'j Judge<'j>,
    session: &'j Value,
    incomplete: bool,
    reported: BTreeMap<usize, Said>,
    fitting: Vec<&'j Session>,
    /// What rules compare, each once.
    comparisons: Vec<&'j Comparison>,
}

/// What a session can have been: how it went, and which comparisons hold.
struct World<'w> {
    session: &'w Session,
    values: &'w [bool],
}

impl Verdict {
    /// As answers say it.
    pub fn shown(&self) -> Value {
        match self {
            Verdict::Decided(it) => json!({ "decision": it.decision, "rule": it.rule, "reason": it.reason }),
            Verdict::Pending => json!({ "decision": "pending" }),
            Verdict::Ambiguous => json!({ "error": "AmbiguousReportError" }),
            Verdict::Unknown => json!({ "error": "UnknownReportError" }),
        }
    }

    /// The answer of generated code as a verdict is shown.
    pub fn of(answer: &Value) -> Value {
        match (answer["error"].as_str(), answer["decision"].as_str()) {
            (Some(error), _) => json!({ "error": error }),
            (None, Some("pending")) => json!({ "decision": "pending" }),
            _ => {
                // Go has no string that is none.
                let reason = answer["reason"].as_str().filter(|reason| !reason.is_empty());
                json!({ "decision": answer["decision"], "rule": answer["rule"]["index"], "reason": reason })
            }
        }
    }
}

impl Judge<'_> {
    /// What is right to say about a session of reports of the flow's own nodes and outcomes; at last nothing more is waited for.
    pub fn verdict(&self, session: &Value, at_last: bool) -> Verdict {
        let incomplete = session["status"] != "complete";
        let node =
            |report: &Value| self.flow.nodes.iter().position(|node| report["nodeId"] == node.id.as_str());
        let reports = session["report"]["nodeReports"].as_array();
        let reported: BTreeMap<usize, Said> = reports
            .into_iter()
            .flatten()
            .map(|report| (node(report).unwrap(), Said::of(report)))
            .filter(|(node, _)| !incomplete || !self.flow.nodes[*node].is_end())
            .collect();
        let fitting: Vec<&Session> =
            self.sessions.iter().filter(|session| self.fits(session, &reported, incomplete)).collect();
        if fitting.is_empty() {
            return Verdict::Unknown;
        }
        let mut comparisons: Vec<&Comparison> = Vec::new();
        for when in conditions(&self.flow.decide.as_ref().unwrap().rules) {
            when.comparisons(&mut |it| {
                if !comparisons.iter().any(|known| is_same(known, it)) {
                    comparisons.push(it);
                }
            });
        }
        let seen = Seen { judge: self, session, incomplete, reported, fitting, comparisons };
        match seen.verdict() {
            Verdict::Pending if at_last => seen.last(),
            verdict => verdict,
        }
    }
}

fn conditions<'r>(rules: impl IntoIterator<Item = &'r Decision>) -> impl Iterator<Item = &'r Expression> {
    rules.into_iter().filter_map(|rule| match &rule.condition {
        Some(Condition::When(when)) => Some(when),
        _ => None,
    })
}

fn is_same(one: &Comparison, other: &Comparison) -> bool {
    one.left == other.left && one.operator.symbol == other.operator.symbol && one.right == other.right
}

impl Seen<'_> {
    fn rules(&self) -> &[Decision] {
        &self.judge.flow.decide.as_ref().unwrap().rules
    }

    fn grants(&self, decision: &str) -> bool {
        self.judge.flow.decide.as_ref().unwrap().grants(decision)
    }

    fn value(&self, it: &Comparison) -> usize {
        self.comparisons.iter().position(|known| is_same(known, it)).unwrap()
    }

    /// While more may come.
    fn verdict(&self) -> Verdict {
        let values = self.completions();
        let worlds: Vec<World<'_>> = self
            .fitting
            .iter()
            .flat_map(|session| values.iter().map(|values| World { session, values }))
            .collect();
        let rules = worlds.iter().map(|world| self.rule(false, &|fact| self.is_so(fact, world))).collect();
        let Some(decided) = self.decided(&rules) else {
            let is_open = self.comparisons.iter().any(|it| !is_settled(it, self.session));
            return if is_open || self.may_become_clear() { Verdict::Pending } else { self.ambiguous() };
        };
        let own: Vec<&Expression> =
            conditions(self.rules().iter().filter(|it| it.name == decided.decision)).collect();
        let is_proven = |world: &World<'_>| own.iter().any(|when| self.has_evidence(when, true, world));
        if !self.grants(&decided.decision) || worlds.iter().all(is_proven) {
            Verdict::Decided(decided)
        } else if own.iter().any(|when| self.lacks(when, true)) {
            Verdict::Pending
        } else {
            self.ambiguous()
        }
    }

    /// When nothing more is waited for: what is missing did not happen, and grants nothing.
    fn last(&self) -> Verdict {
        let is_so = |fact: Fact<'_>, session: &Session| match fact {
            Fact::Value(it) if is_settled(it, self.session) => compared(it, self.session),
            Fact::Value(it) => compares(it, &Value::Null, &Value::Null),
            Fact::Passed(atom) => {
                let ways: BTreeSet<bool> = self.fitting.iter().map(|session| session.has(atom)).collect();
                match ways.len() {
                    1 => ways.contains(&true),
                    _ if self.outcome(atom.node.0 as usize).is_none() => false,
                    _ => session.has(atom),
                }
            }
        };
        let rules =
            self.fitting.iter().map(|session| self.rule(true, &|fact| is_so(fact, session))).collect();
        self.decided(&rules).map_or_else(|| self.ambiguous(), Verdict::Decided)
    }

    /// What the report says of how a node was left.
    fn outcome(&self, node: usize) -> Option<Vec<usize>> {
        self.judge.meant(node, self.reported.get(&node)?)
    }

    fn is_so(&self, fact: Fact<'_>, world: &World<'_>) -> bool {
        match fact {
            Fact::Passed(atom) => world.session.has(atom),
            Fact::Value(it) => world.values[self.value(it)],
        }
    }

    /// The place of the first rule that holds. At last no grant does.
    fn rule(&self, at_last: bool, is_so: &impl Fn(Fact<'_>) -> bool) -> usize {
        let holds = |rule: &Decision| match &rule.condition {
            Some(Condition::When(when)) => {
                (!self.incomplete || when.names_incomplete()) && when.holds(is_so, self.incomplete)
            }
            Some(Condition::Else) => true,
            _ => false,
        };
        let may_apply = |rule: &Decision| !((self.incomplete || at_last) && self.grants(&rule.name));
        self.rules().iter().position(|rule| may_apply(rule) && holds(rule)).unwrap()
    }

    /// The decision, when all rules are for one.
    fn decided(&self, rules: &BTreeSet<usize>) -> Option<Decided> {
        let rule = |at: &usize| &self.rules()[*at];
        let names: BTreeSet<&str> = rules.iter().map(|at| rule(at).name.as_str()).collect();
        let reasons: BTreeSet<Option<&str>> = rules.iter().map(|at| rule(at).reason.as_deref()).collect();
        (names.len() == 1).then(|| Decided {
            decision: names.into_iter().next().unwrap().to_owned(),
            rule: rules.first().copied().filter(|_| rules.len() == 1),
            reason: reasons.first().filter(|_| reasons.len() == 1).and_then(|it| it.map(str::to_owned)),
        })
    }

    fn ambiguous(&self) -> Verdict {
        let is_ambiguous = |rule: &Decision| matches!(rule.condition, Some(Condition::Ambiguous));
        let found = self.rules().iter().position(is_ambiguous);
        found.map_or(Verdict::Ambiguous, |at| Verdict::Decided(self.decided(&[at].into()).unwrap()))
    }

    /// Every way in which the comparisons can come out.
    fn completions(&self) -> Vec<Vec<bool>> {
        let mut found = vec![Vec::new()];
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (at, it) in self.comparisons.iter().enumerate() {
            let is_of = |group: &&mut Vec<usize>| {
                let other = self.comparisons[group[0]];
                other.left == it.left && !compares_values(other) && !compares_values(it)
            };
            match groups.iter_mut().find(is_of) {
                Some(group) => group.push(at),
                None => groups.push(vec![at]),
            }
        }
        for group in groups {
            let ways: BTreeSet<Vec<(usize, bool)>> = if is_settled(self.comparisons[group[0]], self.session) {
                [group.iter().map(|at| (*at, compared(self.comparisons[*at], self.session))).collect()].into()
            } else if compares_values(self.comparisons[group[0]]) {
                // Two values that are still to come are free.
                [true, false].into_iter().map(|holds| vec![(group[0], holds)]).collect()
            } else {
                let ways = samples(group.iter().map(|at| self.comparisons[*at])).into_iter().map(|value| {
                    let holds = |at: &usize| (*at, compares(self.comparisons[*at], &value, &Value::Null));
                    group.iter().map(holds).collect()
                });
                ways.collect()
            };
            found = found
                .iter()
                .flat_map(|before: &Vec<(usize, bool)>| {
                    ways.iter().map(move |way| before.iter().chain(way).copied().collect())
                })
                .collect();
        }
        let in_order = |mut way: Vec<(usize, bool)>| {
            way.sort_unstable();
            way.into_iter().map(|(_, holds)| holds).collect()
        };
        found.into_iter().map(in_order).collect()
    }

    /// Whether a condition holds with what it asks for positively in the report itself.
    fn has_evidence(&self, it: &Expression, wanted: bool, world: &World<'_>) -> bool {
        match it {
            Expression::Incomplete => self.incomplete,
            Expression::Not(part) => !self.has_evidence(part, !wanted, world),
            Expression::And(parts) => parts.iter().all(|part| self.has_evidence(part, wanted, world)),
            Expression::Or(parts) => parts.iter().any(|part| self.has_evidence(part, wanted, world)),
            Expression::AtLeast(count, parts) => {
                parts.iter().filter(|part| self.has_evidence(part, wanted, world)).count() >= *count as usize
            }
            Expression::Value(it) if !have_come(it, self.session) => !wanted,
            Expression::Atom(atom) if wanted && !self.is_reported(*atom) => false,
            Expression::Value(it) => self.is_so(Fact::Value(it), world),
            Expression::Atom(atom) => self.is_so(Fact::Passed(*atom), world),
        }
    }

    /// Whether a condition asks for something that is not in the report.
    fn lacks(&self, it: &Expression, wanted: bool) -> bool {
        match it {
            Expression::Incomplete => false,
            Expression::Not(part) => self.lacks(part, !wanted),
            Expression::And(parts) | Expression::Or(parts) | Expression::AtLeast(_, parts) => {
                parts.iter().any(|part| self.lacks(part, wanted))
            }
            Expression::Value(it) => !have_come(it, self.session),
            Expression::Atom(atom) => wanted && !self.is_reported(*atom),
        }
    }

    /// Whether the report itself says that a node was passed, or how it was left.
    fn is_reported(&self, atom: Atom) -> bool {
        let number = atom.node.0 as usize;
        if atom.edge.is_some() {
            return self.outcome(number).is_some();
        }
        let node = &self.judge.flow.nodes[number];
        // An end has no report of its own on some servers.
        let leads_here = |from: &usize| {
            let leads = |place: usize| self.judge.target((*from, place)) == number;
            self.outcome(*from).is_some_and(|ways| ways.into_iter().all(leads))
        };
        node.is_start()
            || self.reported.contains_key(&number)
            || (node.is_end() && self.reported.keys().any(leads_here))
    }

    /// Whether sessions leave a node without a reported outcome in ways that differ, or one with an outcome to places that differ.
    fn may_become_clear(&self) -> bool {
        let mut mentioned = BTreeSet::new();
        for when in conditions(self.rules()) {
            when.atoms(&mut |atom| {
                mentioned.insert((atom.node.0 as usize, atom.edge.map(|it| it as usize)));
            });
        }
        let mut ways: BTreeMap<usize, BTreeSet<Way>> = BTreeMap::new();
        for session in &self.fitting {
            for edge in &session.path {
                let asked = mentioned.contains(&(edge.0, Some(edge.1))).then_some(edge.1);
                ways.entry(edge.0).or_default().insert((Some(self.judge.target(*edge)), asked));
            }
            if self.incomplete {
                ways.entry(session.at).or_default().insert((None, None));
            }
        }
        ways.iter().any(|(node, ways)| {
            let targets: BTreeSet<usize> = ways.iter().filter_map(|(target, _)| *target).collect();
            if self.outcome(*node).is_some() { targets.len() > 1 } else { ways.len() > 1 }
        })
    }
}

fn compares_values(it: &Comparison) -> bool {
    matches!(it.right, Some(Comparand::Value(_)))
}

/// Values of which each kind of answer to these comparisons is among.
fn samples<'c>(comparisons: impl Iterator<Item = &'c Comparison>) -> Vec<Value> {
    let mut found = vec![Value::Null, json!("something else")];
    for it in comparisons {
        match &it.right {
            Some(Comparand::Literal(Scalar::Text(text))) => found.push(json!(text)),
            Some(Comparand::Literal(Scalar::Bool(yes))) => found.push(json!(yes)),
            Some(Comparand::Literal(Scalar::Number(number))) => {
                let number: f64 = number.parse().unwrap();
                found.extend([number - 0.5, number + 0.5].map(|it| json!(it)));
                found.push(json!(number as i64));
            }
            _ => {}
        }
    }
    found
}
