//! Which rule of a `field_condition` the values of a session meet.

use super::walk::Walk;
use crate::catalog::DATA_SOURCES;
use crate::flow::{
    EdgeId, Flow, Operand, Outcome, Reference, Rule, Scalar, SessionValue, Value, ValueKind, ValueSource,
    compares,
};

/// The way that a `field_condition` takes at which the walk stands: the first rule that holds, else the last way. `None` for
/// any other node, and when the values that were given don't tell.
pub(super) fn matched(walk: &Walk<'_>) -> Option<EdgeId> {
    let graph = walk.graph();
    let mut edges = graph.outgoing(walk.at()).map(|(edge, _)| edge).peekable();
    let is_rule = |edge: &EdgeId| matches!(graph.edge(*edge).outcome, Outcome::Rule(_));
    edges.peek().filter(|edge| is_rule(edge))?;
    for edge in edges {
        let Outcome::Rule(rule) = &graph.edge(edge).outcome else { return Some(edge) };
        if holds(walk, graph.flow(), rule)? {
            return Some(edge);
        }
    }
    None
}

/// `None` when a value is not known.
fn holds(walk: &Walk<'_>, flow: &Flow, rule: &Rule) -> Option<bool> {
    let left = walk.value(&session_value(rule.left.as_ref()?)?)?;
    let right: Option<Scalar> = match &rule.right {
        None => None,
        Some(Operand::Reference(reference)) => walk.value(&session_value(reference)?)?.cloned(),
        Some(Operand::Literal(value)) => Some(scalar(flow, value)?),
    };
    Some(compares(rule.operator?.symbol, left, right.as_ref()))
}

fn session_value(reference: &Reference) -> Option<SessionValue> {
    let at = DATA_SOURCES.iter().position(|row| row.word == reference.source.word)?;
    let source = [ValueSource::Extracted, ValueSource::Provided].get(at).copied()?;
    Some(SessionValue { source, key: reference.key.clone() })
}

/// A literal; `None` for one with a parameter that has no value.
fn scalar(flow: &Flow, value: &Value) -> Option<Scalar> {
    match &value.kind {
        ValueKind::Text(text) => text.as_literal().map(|text| Scalar::Text(text.to_owned())),
        ValueKind::Number(number) => Some(Scalar::Number(number.clone())),
        ValueKind::Bool(yes) => Some(Scalar::Bool(*yes)),
        ValueKind::Param(id) => {
            let value = flow.params.get(id.0 as usize)?.value.as_ref()?;
            Some(Scalar::Text(value.as_text().to_owned()))
        }
        _ => None,
    }
}
