//! Owns the naive judge of reports: it lists every session that a flow can have and asks which of them fit a report.

use std::collections::BTreeMap;

use fsflow::catalog::Absent;
use fsflow::catalog::wire::EdgeEncoding;
use fsflow::flow::{Atom, Condition, Edge, Fact, Flow, Outcome};
use serde_json::{Value, json};

/// A session: the edges that it took, as node and place among the node's edges, and where it is.
#[derive(Debug, Clone)]
pub struct Session {
    pub path: Vec<(usize, usize)>,
    pub at: usize,
    /// For each node of the flow the place of the edge that it was left by.
    taken: Vec<Option<usize>>,
}

impl Session {
    pub fn new(flow: &Flow, path: Vec<(usize, usize)>, at: usize) -> Self {
        let mut session = Self { path: Vec::new(), at, taken: vec![None; flow.nodes.len()] };
        path.into_iter().for_each(|edge| session.take(edge, at));
        session
    }

    fn take(&mut self, (node, place): (usize, usize), at: usize) {
        self.path.push((node, place));
        self.taken[node] = Some(place);
        self.at = at;
    }

    /// Whether it passed through a node, perhaps with an outcome.
    pub fn has(&self, atom: Atom) -> bool {
        match atom.edge {
            Some(place) => self.taken.get(atom.node.0 as usize) == Some(&Some(place as usize)),
            None => self.passes(atom.node.0 as usize),
        }
    }

    fn passes(&self, node: usize) -> bool {
        self.at == node || self.taken.get(node).is_some_and(Option::is_some)
    }
}

/// What a report says of how a node was left.
pub struct Said {
    outcome: Option<String>,
    rule: Option<usize>,
}

impl Said {
    pub fn of(report: &Value) -> Self {
        Self {
            outcome: report["outcome"].as_str().map(str::to_owned),
            rule: report["matchedRuleIndex"].as_u64().map(|rule| rule as usize),
        }
    }
}

/// Which of an outcome's names a report writes.
#[derive(Debug, Clone, Copy)]
pub enum Spelling {
    Target,
    Own,
}

pub struct Judge<'f> {
    pub flow: &'f Flow,
    /// Every session from the start to wherever it goes.
    pub sessions: Vec<Session>,
}

/// The flow with edges for the outcomes that it leaves out and the API fills in: one leads where another does, or somewhere.
pub fn filled_in(flow: &Flow) -> Flow {
    let mut flow = flow.clone();
    for node in &mut flow.nodes {
        node.filled.clear();
        for row in node.ty.row.map_or(&[][..], |row| row.outcomes()) {
            let is_there = node.edges.iter().any(|edge| edge.row().is_some_and(|it| it.name == row.name));
            let like: Vec<Edge> = match row.absent {
                Absent::TakenFrom(other) => node.edge(other).into_iter().cloned().collect(),
                Absent::Accepted => node.edges.clone(),
                Absent::Error => continue,
            };
            if !is_there {
                node.edges.extend(like.into_iter().map(|edge| Edge { outcome: Outcome::Api(row), ..edge }));
            }
        }
    }
    flow
}

impl<'f> Judge<'f> {
    /// `None` for a flow with more sessions than this.
    pub fn new(flow: &'f Flow, most: usize) -> Option<Self> {
        fn walk(flow: &Flow, session: Session, most: usize, out: &mut Vec<Session>) {
            if out.len() > most {
                return;
            }
            for (place, edge) in flow.nodes[session.at].edges.iter().enumerate() {
                let mut next = session.clone();
                next.take((session.at, place), edge.target.unwrap().0 as usize);
                walk(flow, next, most, out);
            }
            out.push(session);
        }
        let at = flow.nodes.iter().position(|node| node.is_start())?;
        let mut sessions = Vec::new();
        walk(flow, Session::new(flow, Vec::new(), at), most, &mut sessions);
        (sessions.len() <= most).then_some(Self { flow, sessions })
    }

    /// The place of the node that an edge leads to.
    pub fn target(&self, edge: (usize, usize)) -> usize {
        self.edge(edge).target.unwrap().0 as usize
    }

    fn edge(&self, (node, place): (usize, usize)) -> &'f Edge {
        &self.flow.nodes[node].edges[place]
    }

    pub fn is_complete(&self, session: &Session) -> bool {
        self.flow.nodes[session.at].is_end()
    }

    /// What a report may call an outcome.
    fn names(&self, edge: (usize, usize)) -> Vec<String> {
        let own = match &self.edge(edge).outcome {
            Outcome::Api(row) => Some(row.name.to_owned()),
            Outcome::Quoted(name) => Some(name.clone()),
            Outcome::Choice(choice) => Some(choice.id.clone()),
            Outcome::Rule(_) => None,
        };
        let target = self.flow.node(self.edge(edge).target.unwrap()).id.clone();
        let by_target = self.flow.nodes[edge.0].encoding() != EdgeEncoding::Map;
        own.into_iter().chain(by_target.then_some(target)).collect()
    }

    fn is_named(&self, edge: (usize, usize), name: &str) -> bool {
        let is_api = matches!(self.edge(edge).outcome, Outcome::Api(_));
        let one_l = |text: &str| text.replace("ancelled", "anceled");
        self.names(edge).iter().any(|it| it == name || (is_api && one_l(it) == one_l(name)))
    }

    /// Whether the own name of an edge says where it leads.
    pub fn has_one_target(&self, (node, place): (usize, usize)) -> bool {
        let target = self.edge((node, place)).target;
        let name = self.names((node, place)).swap_remove(0);
        let places = 0..self.flow.nodes[node].edges.len();
        places
            .filter(|place| self.names((node, *place))[0] == name)
            .all(|it| self.edge((node, it)).target == target)
    }

    /// The place of an edge among the rules of a node that is left by rules.
    fn rule(&self, (node, place): (usize, usize)) -> Option<usize> {
        let edges = &self.flow.nodes[node].edges;
        let is_rule = |edge: &&Edge| matches!(edge.outcome, Outcome::Rule(_));
        is_rule(&&edges[place]).then(|| edges[..place].iter().filter(is_rule).count())
    }

    /// Which edges of a node a report may mean; `None` while it says none.
    pub fn meant(&self, node: usize, said: &Said) -> Option<Vec<usize>> {
        let all = 0..self.flow.nodes[node].edges.len();
        let named: Vec<usize> = all
            .filter(|place| said.outcome.as_deref().is_none_or(|name| self.is_named((node, *place), name)))
            .collect();
        let of_rule = |rule: Option<usize>| -> Vec<usize> {
            named.iter().copied().filter(|place| self.rule((node, *place)) == rule).collect()
        };
        let has_rules =
            (0..self.flow.nodes[node].edges.len()).any(|place| self.rule((node, place)).is_some());
        match (&said.outcome, said.rule.filter(|_| has_rules)) {
            (_, Some(rule)) => Some(of_rule(Some(rule))),
            (None, None) => None,
            (Some(_), None) => Some(of_rule(None)).filter(|default| !default.is_empty()).or(Some(named)),
        }
    }

    /// Whether a report of a node may mean that it was left by this edge.
    pub fn may_mean(&self, node: usize, report: &Value, edge: usize) -> bool {
        let said = Said::of(report);
        self.meant(node, &said).is_some_and(|meant| meant.contains(&edge))
    }

    /// What a report says of a node: the outcome in one of its spellings.
    pub fn report(&self, node: usize, taken: Option<usize>, spelling: Spelling) -> Value {
        let names = taken.map(|place| self.names((node, place)));
        let name = names.as_ref().and_then(|names| match spelling {
            Spelling::Own => names.first(),
            Spelling::Target => names.last(),
        });
        let (number, node) = (node, &self.flow.nodes[node]);
        let mut report = json!({ "nodeId": node.id, "type": node.ty.name, "createdAt": 1, "outcome": name });
        if let Some(rule) = taken.and_then(|place| self.rule((number, place))) {
            report["matchedRuleIndex"] = json!(rule);
        }
        report
    }

    /// The decision about a session that went this way.
    pub fn decision(&self, session: &Session, incomplete: bool) -> String {
        let has = |fact: Fact<'_>| match fact {
            Fact::Passed(atom) => session.has(atom),
            Fact::Value(_) => false,
        };
        let decide = self.flow.decide.as_ref().unwrap();
        let holds = |condition: &Option<Condition>| match condition {
            Some(Condition::When(when)) => {
                (!incomplete || when.names_incomplete()) && when.holds(&has, incomplete)
            }
            _ => true,
        };
        decide.rules.iter().find(|rule| holds(&rule.condition)).unwrap().name.clone()
    }

    /// Whether a session went as the reports say: from node to outcome, where there is one.
    pub fn fits(&self, session: &Session, reports: &BTreeMap<usize, Said>, incomplete: bool) -> bool {
        let is_end = |node: usize| self.flow.nodes[node].is_end();
        let agrees = |(node, said): (&usize, &Said)| match (self.meant(*node, said), session.taken[*node]) {
            (Some(meant), Some(place)) => meant.contains(&place),
            // A session that did not complete came to no end, whatever the outcome of its last node.
            (Some(meant), None) => {
                let ends = |place: &usize| is_end(self.edge((*node, *place)).target.unwrap().0 as usize);
                incomplete && session.at == *node && meant.iter().any(ends)
            }
            (None, _) => session.passes(*node),
        };
        is_end(session.at) != incomplete && reports.iter().all(agrees)
    }
}
