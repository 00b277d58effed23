//! Owns small random flows with rules, promises and tests, and their text.

use std::collections::BTreeSet;

use crate::choices::Choices;

/// A flow and what is said about it. Node 0 is the start; edges lead to later nodes only.
#[derive(Debug)]
pub struct Case {
    pub nodes: Vec<Node>,
    /// The rules before `else`; `None` for a flow without `decide`.
    pub decide: Option<Vec<(&'static str, Condition)>>,
    pub ensures: Vec<Ensure>,
    pub tests: Vec<Vec<TestCase>>,
    /// The node that `paths --to` is asked about.
    pub to: usize,
}

#[derive(Debug)]
pub struct Node {
    pub kind: Kind,
    /// Where each outcome leads; to the node itself where nobody says it, so that sessions stop there.
    pub targets: Vec<usize>,
    /// Whether the flow leaves the last outcome out, which the API fills in: `inconclusive` leads where `no_face` does, `error`
    /// nowhere.
    pub left_out: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    Start,
    End,
    Say,
    Ask,
    Liveness,
    Otp,
    Tier,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Atom {
    pub node: usize,
    pub outcome: Option<usize>,
}

#[derive(Debug, Clone)]
pub enum Condition {
    Atom(Atom),
    Incomplete,
    Not(Box<Condition>),
    And(Vec<Condition>),
    Or(Vec<Condition>),
}

#[derive(Debug)]
pub struct Ensure {
    pub never: bool,
    pub subject: Subject,
    pub condition: Condition,
}

#[derive(Debug)]
pub enum Subject {
    Decision(&'static str),
    Atom(Atom),
}

#[derive(Debug)]
pub struct TestCase {
    pub given: Vec<Atom>,
    pub nodes: Vec<usize>,
    pub decision: Option<&'static str>,
}

/// What the rule `else` decides.
pub const LAST: &str = "reject";

const DECISIONS: &[&str] = &["accept", "review", LAST];

const KINDS: &[Kind] = &[Kind::Say, Kind::Ask, Kind::Ask, Kind::Liveness, Kind::Otp, Kind::Tier, Kind::End];

impl Kind {
    pub fn outcomes(self) -> &'static [&'static str] {
        match self {
            Kind::Start | Kind::Say => &["next"],
            Kind::End => &[],
            Kind::Ask => &["yes", "no", "stall"],
            Kind::Liveness => &["detected", "deepfake", "no_face", "inconclusive"],
            Kind::Otp => &["verified", "delivery_failed", "failed_unverified", "cancelled", "error"],
            Kind::Tier => &["rule_1", "else"],
        }
    }

    /// Whether a report names the node that came next instead of the outcome.
    pub fn is_reported_by_target(self) -> bool {
        matches!(self, Kind::Say | Kind::Ask)
    }
}

impl Node {
    /// The outcomes that the flow says.
    pub fn written(&self) -> impl Iterator<Item = (usize, &'static str)> {
        let all = self.kind.outcomes();
        all.iter().copied().enumerate().take(all.len() - usize::from(self.left_out))
    }
}

impl Condition {
    pub fn atoms(&self) -> Vec<Atom> {
        match self {
            Condition::Atom(atom) => vec![*atom],
            Condition::Incomplete => Vec::new(),
            Condition::Not(inner) => inner.atoms(),
            Condition::And(parts) | Condition::Or(parts) => parts.iter().flat_map(Condition::atoms).collect(),
        }
    }

    pub fn names_incomplete(&self) -> bool {
        match self {
            Condition::Atom(_) => false,
            Condition::Incomplete => true,
            Condition::Not(inner) => inner.names_incomplete(),
            Condition::And(parts) | Condition::Or(parts) => parts.iter().any(Condition::names_incomplete),
        }
    }
}

impl Case {
    pub fn new(choices: &mut Choices) -> Self {
        let nodes = nodes(choices);
        let to = choices.below(nodes.len());
        let rules = |choices: &mut Choices| {
            (0..=choices.below(3))
                .map(|_| (*choices.pick(DECISIONS), condition(choices, &nodes, 2)))
                .collect()
        };
        let decide: Option<Vec<_>> = (!choices.one_in(8)).then(|| rules(choices));
        let names = names(decide.as_deref());
        let ensures = (0..choices.below(4)).map(|_| ensure(choices, &nodes, &names)).collect();
        let test = |choices: &mut Choices| {
            (0..=choices.below(2)).map(|_| test_case(choices, &nodes, &names)).collect()
        };
        let tests = (0..choices.below(4)).map(|_| test(choices)).collect();
        Self { nodes, decide, ensures, tests, to }
    }

    /// The case with a way for each outcome: the judge of code knows no rule about one that may lead anywhere.
    pub fn leading_on(mut self) -> Self {
        for (at, node) in self.nodes.iter_mut().enumerate() {
            if let [.., before, last] = node.targets.as_mut_slice()
                && *last == at
            {
                *last = *before;
                node.left_out = false;
            }
        }
        self
    }

    pub fn id(&self, node: usize) -> String {
        id(&self.nodes, node)
    }

    pub fn atom(&self, atom: Atom) -> String {
        let id = self.id(atom.node);
        match atom.outcome {
            Some(outcome) => format!("{id}.{}", self.nodes[atom.node].kind.outcomes()[outcome]),
            None => id,
        }
    }

    /// The decisions that a rule stands for, each once, in their order.
    pub fn decisions(&self) -> Vec<&'static str> {
        names(self.decide.as_deref())
    }

    pub fn text(&self) -> String {
        let mut text: String = (0..self.nodes.len()).map(|at| self.line(at)).collect();
        if let Some(rules) = &self.decide {
            let rule = |(name, it): &(&str, Condition)| format!("  {name}: {}\n", self.condition(it, true));
            let rules: String = rules.iter().map(rule).collect();
            text += &format!("decide {{\n{rules}  {LAST}: else\n}}\n");
        }
        for it in &self.ensures {
            let subject = match it.subject {
                Subject::Decision(name) => name.to_owned(),
                Subject::Atom(atom) => self.atom(atom),
            };
            let (never, joint) = if it.never { ("never ", "with") } else { ("", "requires") };
            text += &format!("ensure {never}{subject} {joint} {}\n", self.condition(&it.condition, true));
        }
        for (number, cases) in self.tests.iter().enumerate() {
            let cases: String = cases.iter().map(|case| format!("  {}\n", self.test_case(case))).collect();
            text += &format!("test \"number {number}\" {{\n{cases}}}\n");
        }
        text
    }

    fn line(&self, at: usize) -> String {
        let node = &self.nodes[at];
        let id = self.id(at);
        let target = |outcome: usize| self.id(node.targets[outcome]);
        let entries = |write: &dyn Fn(usize, &str) -> String| {
            let entries = node.written().map(|(place, name)| write(place, name));
            entries.collect::<Vec<_>>().join(", ")
        };
        let plain = |place: usize, name: &str| format!("{name}: {}", target(place));
        match node.kind {
            Kind::Start => format!("start -> {}\n", target(0)),
            Kind::End => format!("{id}: end\n"),
            Kind::Say => format!("{id}: conversation say \"Hello.\" -> {}\n", target(0)),
            Kind::Liveness => format!("{id}: liveness -> < {} >\n", entries(&plain)),
            Kind::Otp => format!("{id}: email_otp -> < {} >\n", entries(&plain)),
            Kind::Ask => {
                let entry = |place, name: &str| format!("{name}: {} when \"They say {name}\"", target(place));
                format!("{id}: conversation \"Ask the user.\" -> < {} >\n", entries(&entry))
            }
            Kind::Tier => {
                let (rule, rest) = (target(0), target(1));
                format!("{id}: field_condition -> < when provided.tier == 1: {rule}, else: {rest} >\n")
            }
        }
    }

    fn condition(&self, it: &Condition, alone: bool) -> String {
        let joined = |parts: &[Condition], word: &str| {
            let parts: Vec<String> = parts.iter().map(|part| self.condition(part, false)).collect();
            let text = parts.join(word);
            if alone { text } else { format!("({text})") }
        };
        match it {
            Condition::Atom(atom) => self.atom(*atom),
            Condition::Incomplete => "incomplete".to_owned(),
            Condition::Not(inner) => format!("not {}", self.condition(inner, false)),
            Condition::And(parts) => joined(parts, " and "),
            Condition::Or(parts) => joined(parts, " or "),
        }
    }

    fn test_case(&self, case: &TestCase) -> String {
        let given: Vec<String> = case.given.iter().map(|atom| self.atom(*atom)).collect();
        let nodes = case.nodes.iter().map(|node| self.id(*node));
        let expected: Vec<String> = nodes.chain(case.decision.map(str::to_owned)).collect();
        format!("{} => {}", given.join(", "), expected.join(", "))
    }
}

fn names(rules: Option<&[(&'static str, Condition)]>) -> Vec<&'static str> {
    let mut seen = BTreeSet::new();
    let last = rules.map(|_| LAST);
    let names = rules.unwrap_or(&[]).iter().map(|(name, _)| *name).chain(last);
    names.filter(|name| seen.insert(*name)).collect()
}

fn id(nodes: &[Node], node: usize) -> String {
    match nodes[node].kind {
        Kind::Start => "start".to_owned(),
        _ => format!("n{node}"),
    }
}

fn nodes(choices: &mut Choices) -> Vec<Node> {
    let size = 3 + choices.below(6);
    let node = |at: usize, choices: &mut Choices| {
        let kind = match at {
            0 => Kind::Start,
            at if at + 1 == size => Kind::End,
            _ => *choices.pick(KINDS),
        };
        // Often the same node again, so that outcomes share their targets.
        let near = choices.one_in(2);
        let target = |choices: &mut Choices| {
            let later = size - at - 1;
            at + 1 + choices.below(if near { later.min(2) } else { later })
        };
        let mut targets: Vec<usize> = kind.outcomes().iter().map(|_| target(choices)).collect();
        let left_out = matches!(kind, Kind::Liveness | Kind::Otp) && choices.one_in(2);
        match (kind, targets.as_mut_slice()) {
            (Kind::Liveness, [.., no_face, inconclusive]) if left_out => *inconclusive = *no_face,
            (Kind::Otp, [.., error]) if left_out => *error = at,
            _ => {}
        }
        Node { kind, targets, left_out }
    };
    (0..size).map(|at| node(at, choices)).collect()
}

fn atom(choices: &mut Choices, nodes: &[Node]) -> Atom {
    let node = choices.below(nodes.len());
    let outcomes = nodes[node].kind.outcomes().len();
    // The one way out of `start` has no name.
    let named = outcomes > 0 && nodes[node].kind != Kind::Start;
    let outcome = (named && !choices.one_in(3)).then(|| choices.below(outcomes));
    Atom { node, outcome }
}

fn condition(choices: &mut Choices, nodes: &[Node], depth: usize) -> Condition {
    let parts = |choices: &mut Choices| {
        (0..2 + choices.below(2)).map(|_| condition(choices, nodes, depth - 1)).collect()
    };
    match choices.below(if depth == 0 { 6 } else { 10 }) {
        0 => Condition::Incomplete,
        1 => Condition::Not(Box::new(Condition::Atom(atom(choices, nodes)))),
        2..=5 => Condition::Atom(atom(choices, nodes)),
        6 => Condition::Not(Box::new(Condition::Or(parts(choices)))),
        7 => Condition::Or(parts(choices)),
        _ => Condition::And(parts(choices)),
    }
}

fn ensure(choices: &mut Choices, nodes: &[Node], names: &[&'static str]) -> Ensure {
    let subject = match !names.is_empty() && choices.one_in(2) {
        true => Subject::Decision(choices.pick::<&'static str>(names)),
        false => Subject::Atom(atom(choices, nodes)),
    };
    Ensure { never: choices.one_in(2), subject, condition: condition(choices, nodes, 1) }
}

/// Mostly the outcomes of a real path, sometimes with one too few, another one or one too many.
fn test_case(choices: &mut Choices, nodes: &[Node], names: &[&'static str]) -> TestCase {
    let (mut given, mut passed, mut at) = (Vec::new(), vec![0], 0);
    while !nodes[at].targets.is_empty() {
        let outcome = choices.below(nodes[at].targets.len());
        if nodes[at].targets.len() > 1 {
            given.push(Atom { node: at, outcome: Some(outcome) });
        }
        if nodes[at].targets[outcome] == at {
            break;
        }
        at = nodes[at].targets[outcome];
        passed.push(at);
    }
    if !given.is_empty() && choices.one_in(5) {
        given.remove(choices.below(given.len()));
    }
    if choices.one_in(6) {
        given.insert(choices.below(given.len() + 1), atom(choices, nodes));
    }
    let any = choices.below(nodes.len());
    let expected = if choices.one_in(4) { any } else { *choices.pick(&passed) };
    let decision = (!names.is_empty() && choices.one_in(2)).then(|| *choices.pick(names));
    TestCase { given, nodes: vec![expected], decision }
}
