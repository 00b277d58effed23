//! The flow as the API takes it: the array of nodes, each with its routes in the encoding of its type, in whatever
//! notation.

use super::text::Json;
use super::writer::Writer;
use crate::catalog::Routing;
use crate::catalog::wire::{self, EdgeEncoding};
use crate::emit::output::Layout;
use crate::flow::{Edge, Field, Flow, Node, Operand, Outcome, Photo, Reference, Rule, Value, ValueKind};

/// Roughly the bytes that a node takes, so that the text seldom has to move as it grows.
pub(super) const NODE_BYTES: usize = 320;

/// The flow as a JSON array of nodes.
pub(in crate::emit) fn write(flow: &Flow, layout: Layout) -> String {
    let mut json = Json::new(layout, flow.nodes.len() * NODE_BYTES);
    nodes(&mut json, flow);
    json.finish()
}

/// The array of nodes as a value.
pub(in crate::emit) fn nodes(out: &mut impl Writer, flow: &Flow) {
    out.begin_list();
    for each in &flow.nodes {
        out.item();
        node(out, flow, each);
    }
    out.end_list();
}

/// Fields in their order.
pub(super) fn fields(out: &mut impl Writer, flow: &Flow, list: &[Field]) {
    for field in list {
        if let Some(found) = &field.value {
            out.key(&field.key);
            value(out, flow, found);
        }
    }
}

/// One node as a value.
pub(in crate::emit) fn node(out: &mut impl Writer, flow: &Flow, node: &Node) {
    out.begin_object();
    out.member(wire::ID, &node.id);
    out.member(wire::TYPE, &node.ty.name);
    if let Some(prompt) = &node.prompt {
        out.key(wire::PROMPT);
        match prompt.say {
            true => out.text(flow, wire::SPEECH, &prompt.text),
            false => out.instruction(flow, &prompt.text),
        }
    }
    let exits = node.ty.row.and_then(|row| match row.routing {
        Routing::Choices(exits) => exits,
        _ => None,
    });
    for field in &node.fields {
        match (exits, &field.value) {
            (Some(exits), Some(Value { kind: ValueKind::Object(inner), .. }))
                if field.row.is_some_and(|row| row.name == exits.field) =>
            {
                out.key(&field.key);
                out.begin_object();
                fields(out, flow, inner);
                out.key(exits.key);
                out.begin_object();
                targets(out, flow, node, |outcome| matches!(outcome, Outcome::Api(_)));
                out.end_object();
                out.end_object();
            }
            _ => fields(out, flow, std::slice::from_ref(field)),
        }
    }
    routes(out, flow, node);
    out.end_object();
}

// ---- Routes

fn routes(out: &mut impl Writer, flow: &Flow, node: &Node) {
    // Without routes the edges are missing, or stand in a field that passes as it is.
    if node.routes.is_none() {
        return;
    }
    match node.encoding() {
        EdgeEncoding::None => {}
        EdgeEncoding::Single => {
            if let Some(target) = node.edges.first().and_then(|edge| target(flow, edge)) {
                out.member(wire::OUTCOME, target);
            }
        }
        EdgeEncoding::Map => {
            out.key(wire::OUTCOMES);
            out.begin_object();
            targets(out, flow, node, |_| true);
            out.end_object();
        }
        EdgeEncoding::Choices => choices(out, flow, node),
        EdgeEncoding::Rules => rules(out, flow, node),
    }
}

/// The id of the node that an edge leads to.
fn target<'f>(flow: &'f Flow, edge: &Edge) -> Option<&'f str> {
    edge.target.map(|target| flow.node(target).id.as_str())
}

/// The name that an outcome has in an object of outcomes.
fn name(outcome: &Outcome) -> &str {
    match outcome {
        Outcome::Api(row) => row.name,
        Outcome::Quoted(name) => name,
        Outcome::Choice(choice) => &choice.id,
        Outcome::Rule(_) => "",
    }
}

/// Members from outcome to target.
fn targets(out: &mut impl Writer, flow: &Flow, node: &Node, belongs: fn(&Outcome) -> bool) {
    for edge in node.edges.iter().filter(|edge| belongs(&edge.outcome)) {
        if let Some(target) = target(flow, edge) {
            out.member(name(&edge.outcome), target);
        }
    }
}

fn choices(out: &mut impl Writer, flow: &Flow, node: &Node) {
    out.key(wire::OUTCOMES);
    out.begin_list();
    for edge in &node.edges {
        if let (Outcome::Choice(choice), Some(target)) = (&edge.outcome, target(flow, edge)) {
            out.item();
            out.begin_object();
            out.member(wire::ID, &choice.id);
            out.member(wire::TARGET, target);
            out.key(wire::CONDITION);
            out.text(flow, "", &choice.condition);
            out.end_object();
        }
    }
    out.end_list();
}

fn rules(out: &mut impl Writer, flow: &Flow, node: &Node) {
    out.key(wire::RULES);
    out.begin_list();
    for edge in &node.edges {
        if let (Outcome::Rule(found), Some(target)) = (&edge.outcome, target(flow, edge)) {
            out.item();
            rule(out, flow, found, target);
        }
    }
    out.end_list();
    let is_default = |edge: &&Edge| !matches!(edge.outcome, Outcome::Rule(_));
    if let Some(target) = node.edges.iter().find(is_default).and_then(|edge| target(flow, edge)) {
        out.member(wire::DEFAULT, target);
    }
}

fn rule(out: &mut impl Writer, flow: &Flow, rule: &Rule, target: &str) {
    out.begin_object();
    if let Some(left) = &rule.left {
        out.key(wire::LEFT);
        out.begin_object();
        reference(out, left);
        out.end_object();
    }
    if let Some(operator) = rule.operator {
        out.member(wire::OPERATOR, operator.name);
    }
    if let Some(right) = &rule.right {
        out.key(wire::RIGHT);
        operand(out, flow, right);
    }
    out.member(wire::OUTCOME, target);
    out.end_object();
}

// ---- Values

fn value(out: &mut impl Writer, flow: &Flow, value: &Value) {
    match &value.kind {
        ValueKind::Text(found) => out.text(flow, "", found),
        ValueKind::Number(number) => out.number(number),
        ValueKind::Bool(value) => out.bool(*value),
        ValueKind::Null => out.null(),
        ValueKind::Word(word) => out.string(word),
        ValueKind::Param(id) => out.param(flow, *id),
        ValueKind::List(items) => {
            out.begin_list();
            for item in items {
                out.item();
                self::value(out, flow, item);
            }
            out.end_list();
        }
        ValueKind::Object(inner) => {
            out.begin_object();
            fields(out, flow, inner);
            out.end_object();
        }
        ValueKind::Vars(vars) => {
            out.begin_list();
            for var in vars {
                out.item();
                out.begin_object();
                out.member(wire::NAME, &var.name);
                out.key(wire::VALUE);
                operand(out, flow, &var.value);
                out.end_object();
            }
            out.end_list();
        }
        ValueKind::Photo(found) => photo(out, found),
    }
}

/// `{type: "literal", value}` or `{type: "ref", source, field}`
fn operand(out: &mut impl Writer, flow: &Flow, operand: &Operand) {
    out.begin_object();
    match operand {
        Operand::Literal(literal) => {
            out.member(wire::TYPE, wire::LITERAL);
            out.key(wire::VALUE);
            value(out, flow, literal);
        }
        Operand::Reference(found) => {
            out.member(wire::TYPE, wire::REFERENCE);
            reference(out, found);
        }
    }
    out.end_object();
}

/// The members `source` and `field`.
fn reference(out: &mut impl Writer, reference: &Reference) {
    out.member(wire::SOURCE, reference.source.name);
    out.member(wire::FIELD, &reference.key);
}

fn photo(out: &mut impl Writer, photo: &Photo) {
    out.begin_object();
    match photo {
        Photo::Source(source) => out.member(wire::SOURCE, source),
        Photo::Provided(reference) => {
            out.member(wire::SOURCE, reference.source.name);
            out.member(wire::PROVIDED_DATA_KEY, &reference.key);
        }
    }
    out.end_object();
}
