//! From the rules of a flow to what code says of them: facts by number, conditions over them, and their words.

use std::collections::BTreeMap;
use std::fmt::Write;

use indexmap::IndexSet;

use super::ir::{self, Condition, Fact, Location, Rule};
use crate::catalog::report_field;
use crate::flow::{
    self, Comparand, Comparison, Decide, Edge, Expression, Flow, NodeId, Scalar, SessionValue, ValueSource,
};

/// The fact that the session did not complete.
pub(super) const INCOMPLETE: usize = 0;

/// What rules ask for, each with its number.
#[derive(Debug, Default)]
pub(super) struct Facts<'f> {
    passed: BTreeMap<(NodeId, Option<u32>), usize>,
    values: Vec<&'f Comparison>,
    list: Vec<Fact>,
}

impl<'f> Facts<'f> {
    /// Numbers what the rules ask for. `order` is that of the nodes in code.
    pub(super) fn new(flow: &'f Flow, decide: &'f Decide, order: &[NodeId]) -> Self {
        let mut this = Self::default();
        this.list.push(Fact { words: "incomplete".to_owned(), place: 0, value: None });
        for when in conditions(decide) {
            when.atoms(&mut |atom| {
                this.passed.insert((atom.node, atom.edge), 0);
            });
            when.comparisons(&mut |it| {
                if !this.values.iter().any(|known| is_same(known, it)) {
                    this.values.push(it);
                }
            });
        }
        for ((id, edge), number) in &mut this.passed {
            *number = this.list.len();
            let node = flow.node(*id);
            let outcome = edge.and_then(|edge| node.outcome(edge)).map(Edge::spelled);
            let words = outcome.map_or_else(|| node.id.clone(), |outcome| format!("{} {outcome}", node.id));
            let place = order.iter().position(|other| other == id).unwrap_or_default();
            this.list.push(Fact { words, place, value: None });
        }
        for value in &this.values {
            let right = match &value.right {
                None => String::new(),
                Some(Comparand::Literal(literal)) => literal.as_compared(),
                Some(Comparand::Value(other)) => name(other),
            };
            let words = format!("{} {} {right}", name(&value.left), value.operator.name);
            this.list.push(Fact { words, place: 0, value: Some(comparison(value)) });
        }
        this
    }

    /// The number of a node that is passed, perhaps with an outcome.
    pub(super) fn passed(&self, node: NodeId, edge: Option<u32>) -> Option<usize> {
        self.passed.get(&(node, edge)).copied()
    }

    fn value(&self, comparison: &Comparison) -> usize {
        let at = self.values.iter().position(|known| is_same(known, comparison)).unwrap_or_default();
        1 + self.passed.len() + at
    }
}

fn conditions(decide: &Decide) -> impl Iterator<Item = &Expression> {
    decide.rules.iter().filter_map(|rule| match &rule.condition {
        Some(flow::Condition::When(when)) => Some(when),
        _ => None,
    })
}

fn is_same(one: &Comparison, other: &Comparison) -> bool {
    one.left == other.left && one.operator.symbol == other.operator.symbol && one.right == other.right
}

/// The rules as code has them.
pub(super) fn decide<'f>(flow: &'f Flow, decide: &'f Decide, facts: Facts<'_>) -> ir::Decide<'f> {
    let mut decisions = IndexSet::new();
    let mut rules = Vec::new();
    let mut ambiguous = None;
    for (index, rule) in decide.rules.iter().enumerate() {
        decisions.insert(rule.name.as_str());
        let found = |text, condition| Rule {
            index,
            decision: &rule.name,
            reason: rule.reason.as_deref(),
            grants: decide.grants(&rule.name),
            text,
            condition,
        };
        match &rule.condition {
            Some(flow::Condition::When(when)) => {
                let mut text = String::new();
                words(flow, when, true, &mut text);
                rules.push(found(text, of_sessions(when, &facts)));
            }
            Some(flow::Condition::Else) => rules.push(found("else".to_owned(), Condition::Known(true))),
            Some(flow::Condition::Ambiguous) => {
                ambiguous = Some(found("ambiguous".to_owned(), Condition::Known(false)));
            }
            None => {}
        }
    }
    ir::Decide { decisions: decisions.into_iter().collect(), facts: facts.list, rules, ambiguous }
}

/// The condition of a rule; a rule that does not name `incomplete` is about completed sessions only.
fn of_sessions(when: &Expression, facts: &Facts<'_>) -> Condition {
    let condition = condition(when, facts);
    if when.names_incomplete() {
        return condition;
    }
    let completed = Condition::Not(Box::new(Condition::Fact(INCOMPLETE)));
    let rest = match condition {
        Condition::Least(least, parts) if least == parts.len() => parts,
        other => vec![other],
    };
    let parts: Vec<Condition> = std::iter::once(completed).chain(rest).collect();
    Condition::Least(parts.len(), parts)
}

fn condition(expression: &Expression, facts: &Facts<'_>) -> Condition {
    let all = |parts: &[Expression]| -> Vec<Condition> {
        parts.iter().map(|part| condition(part, facts)).collect()
    };
    match expression {
        // Every atom of a rule was numbered before.
        Expression::Atom(atom) => Condition::Fact(facts.passed(atom.node, atom.edge).unwrap_or_default()),
        Expression::Incomplete => Condition::Fact(INCOMPLETE),
        Expression::Value(value) => Condition::Fact(facts.value(value)),
        Expression::Not(part) => Condition::Not(Box::new(condition(part, facts))),
        Expression::AtLeast(least, parts) => Condition::Least(*least as usize, all(parts)),
        Expression::And(parts) => Condition::Least(parts.len(), all(parts)),
        Expression::Or(parts) => Condition::Least(1, all(parts)),
    }
}

fn comparison(value: &Comparison) -> ir::Comparison {
    let (literal, other) = match &value.right {
        None => (None, None),
        Some(Comparand::Literal(literal)) => (Some(literal.clone()), None),
        Some(Comparand::Value(other)) => (None, Some(location(other))),
    };
    ir::Comparison {
        name: name(&value.left),
        spellings: match value.left.source {
            ValueSource::Report => report_field(&value.left.key).map_or(&[], |row| row.spellings),
            ValueSource::Extracted | ValueSource::Provided => &[],
        },
        left: location(&value.left),
        operator: value.operator.symbol,
        literal,
        other,
    }
}

fn location(value: &SessionValue) -> Location {
    let path = match value.source {
        ValueSource::Report => {
            let path = report_field(&value.key).map_or(value.key.as_str(), |row| row.name);
            path.split('.').map(str::to_owned).collect()
        }
        ValueSource::Extracted | ValueSource::Provided => vec![value.key.clone()],
    };
    Location { source: value.source.word(), path }
}

// ---- Words

/// A value of the session as conditions name it; the API's words of a report are written in small letters.
fn name(value: &SessionValue) -> String {
    match value.source {
        ValueSource::Report => report_field(&value.key)
            .map_or_else(|| format!("report.{}", value.key), |row| row.path().to_owned()),
        source => format!("{}.{}", source.word(), word(&value.key)),
    }
}

/// A condition as the flow says it.
fn words(flow: &Flow, expression: &Expression, alone: bool, out: &mut String) {
    let joined = |parts: &[Expression], between: &str, out: &mut String| {
        out.push_str(if alone { "" } else { "(" });
        list(flow, parts, between, out);
        out.push_str(if alone { "" } else { ")" });
    };
    match expression {
        Expression::Atom(atom) => {
            let node = flow.node(atom.node);
            out.push_str(&word(&node.id));
            if let Some(edge) = atom.edge.and_then(|edge| node.outcome(edge)) {
                let _ = write!(out, ".{}", word(&edge.spelled()));
            }
        }
        Expression::Incomplete => out.push_str("incomplete"),
        Expression::Value(value) => {
            let _ = write!(out, "{} {}", name(&value.left), value.operator.symbol);
            match &value.right {
                None => {}
                Some(Comparand::Literal(Scalar::Text(text))) => {
                    let _ = write!(out, " \"{text}\"");
                }
                Some(Comparand::Literal(Scalar::Number(number))) => {
                    let _ = write!(out, " {number}");
                }
                Some(Comparand::Literal(Scalar::Bool(yes))) => {
                    let _ = write!(out, " {yes}");
                }
                Some(Comparand::Value(other)) => {
                    let _ = write!(out, " {}", name(other));
                }
            }
        }
        Expression::Not(part) => {
            out.push_str("not ");
            words(flow, part, false, out);
        }
        Expression::AtLeast(least, parts) => {
            let _ = write!(out, "{least} of (");
            list(flow, parts, ", ", out);
            out.push(')');
        }
        Expression::And(parts) => joined(parts, " and ", out),
        Expression::Or(parts) => joined(parts, " or ", out),
    }
}

fn list(flow: &Flow, parts: &[Expression], between: &str, out: &mut String) {
    for (at, part) in parts.iter().enumerate() {
        out.push_str(if at == 0 { "" } else { between });
        words(flow, part, false, out);
    }
}

/// A name, in quotes where it is no word.
fn word(text: &str) -> String {
    let is_word = text.starts_with(|ch: char| ch.is_ascii_alphabetic() || ch == '_')
        && text.chars().all(|ch| ch.is_ascii_alphanumeric() || "_-".contains(ch));
    if is_word { text.to_owned() } else { format!("\"{text}\"") }
}
