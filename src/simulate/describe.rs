//! What happens at a node, in words: what the user hears, and what each outcome means.

use crate::flow::{Edge, Flow, Node, Operand, Outcome, Param, Reference, Rule, Text, TextPart, ValueKind};

/// What a node says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Whether it is said word for word; otherwise it is an instruction to the agent.
    pub literally: bool,
    /// The text, with parameters as they are written, or as their values where those are known.
    pub text: String,
}

/// What a node says; `None` for one that says nothing.
#[must_use]
pub fn said(flow: &Flow, node: &Node) -> Option<Said> {
    let prompt = node.prompt.as_ref()?;
    Some(Said { literally: prompt.say, text: text(flow, &prompt.text) })
}

/// When an outcome happens, in words; empty when only its name says it.
#[must_use]
pub fn meaning(flow: &Flow, edge: &Edge) -> String {
    match &edge.outcome {
        Outcome::Api(row) => row.summary.to_owned(),
        Outcome::Choice(choice) => text(flow, &choice.condition),
        Outcome::Rule(it) => rule(flow, it),
        Outcome::Quoted(_) => String::new(),
    }
}

/// A rule of a field_condition as the file writes it.
fn rule(flow: &Flow, rule: &Rule) -> String {
    let reference = |it: &Reference| format!("{}.{}", it.source.word, it.key);
    let left = rule.left.as_ref().map(reference);
    let operator = rule.operator.map(|operator| operator.symbol.to_owned());
    let right = rule.right.as_ref().map(|right| match right {
        Operand::Reference(it) => reference(it),
        Operand::Literal(value) => match &value.kind {
            ValueKind::Text(it) => format!("\"{}\"", text(flow, it)),
            ValueKind::Number(number) => number.clone(),
            ValueKind::Bool(yes) => yes.to_string(),
            ValueKind::Param(id) => flow.params.get(id.0 as usize).map_or_else(String::new, param),
            _ => String::new(),
        },
    });
    [left, operator, right].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn text(flow: &Flow, text: &Text) -> String {
    let part = |part: &TextPart| match part {
        TextPart::Literal(literal) => literal.clone(),
        TextPart::Param(id) => {
            id.and_then(|id| flow.params.get(id.0 as usize)).map_or_else(String::new, param)
        }
    };
    text.parts.iter().map(part).collect()
}

fn param(param: &Param) -> String {
    match &param.value {
        Some(value) => value.as_text().to_owned(),
        None => format!("${{{}}}", param.name),
    }
}
