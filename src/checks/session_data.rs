//! What the nodes of a flow read of the running session: references in fields and rules. Shared by the checks about data.

use super::check::Context;
use crate::flow::{Comparison, Condition, Node, Operand, Outcome, Photo, Reference, Rule, ValueKind, values};

/// All references of a node: those of its fields, then those of its rules.
pub(super) fn values_named(node: &Node) -> impl Iterator<Item = &Reference> {
    let mut found: Vec<&Reference> = Vec::new();
    for (_, value) in values(&node.fields) {
        match &value.kind {
            ValueKind::Vars(vars) => found.extend(vars.iter().filter_map(|var| named(&var.value))),
            ValueKind::Photo(Photo::Provided(reference)) => found.push(reference),
            _ => {}
        }
    }
    for rule in rules(node) {
        found.extend(rule.left.as_ref());
        found.extend(rule.right.as_ref().and_then(named));
    }
    found.into_iter()
}

fn named(operand: &Operand) -> Option<&Reference> {
    match operand {
        Operand::Reference(reference) => Some(reference),
        Operand::Literal(_) => None,
    }
}

/// The rules of a node.
pub(super) fn rules(node: &Node) -> impl Iterator<Item = &Rule> {
    node.edges.iter().filter_map(|edge| match &edge.outcome {
        Outcome::Rule(rule) => Some(&**rule),
        _ => None,
    })
}

/// Gives the comparisons of all rules and promises.
pub(super) fn comparisons<'c>(ctx: &Context<'c>, mut receive: impl FnMut(&'c Comparison)) {
    for rule in ctx.flow.decide.iter().flat_map(|decide| &decide.rules) {
        if let Some(Condition::When(when)) = &rule.condition {
            when.comparisons(&mut receive);
        }
    }
    for ensure in &ctx.flow.ensures {
        ensure.condition.comparisons(&mut receive);
    }
}
