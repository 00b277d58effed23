//! Owns the flow as the API takes it: the array of nodes, each with its routes in the encoding of its type.

use super::Layout;
use super::json::Writer;
use crate::catalog::Routing;
use crate::model::{
    Edge, Encoding, Field, Flow, Literal, Node, Operand, Outcome, Param, ParamId, Photo, Reference, Rule,
    Text, TextPart, Value, ValueKind,
};

/// The API's mark of literal speech.
const SAY: &str = "Say: ";

/// Roughly the bytes that a node takes, so that the text seldom has to move as it grows.
pub(super) const NODE_BYTES: usize = 320;

/// The flow as a JSON array of nodes.
pub(super) fn write(flow: &Flow, layout: Layout) -> String {
    let mut json = Writer::new(layout, flow.nodes.len() * NODE_BYTES);
    nodes(&mut json, flow);
    json.finish()
}

/// The array of nodes as a value.
pub(super) fn nodes(json: &mut Writer, flow: &Flow) {
    json.begin_list();
    for each in &flow.nodes {
        json.item();
        node(json, flow, each);
    }
    json.end_list();
}

/// Fields in their order.
pub(super) fn fields(json: &mut Writer, flow: &Flow, list: &[Field]) {
    for field in list {
        if let Some(found) = &field.value {
            json.key(&field.key);
            value(json, flow, found);
        }
    }
}

fn node(json: &mut Writer, flow: &Flow, node: &Node) {
    json.begin_object();
    json.member("id", &node.id);
    json.member("type", &node.ty.name);
    if let Some(prompt) = &node.prompt {
        json.key("prompt");
        json.begin_string();
        if prompt.say {
            json.chars(SAY);
        }
        chars(json, flow, &prompt.text);
        json.end_string();
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
                json.key(&field.key);
                json.begin_object();
                fields(json, flow, inner);
                json.key(exits.key);
                json.begin_object();
                targets(json, flow, node, |outcome| matches!(outcome, Outcome::Api(_)));
                json.end_object();
                json.end_object();
            }
            _ => fields(json, flow, std::slice::from_ref(field)),
        }
    }
    routes(json, flow, node);
    json.end_object();
}

// ---- Routes

fn routes(json: &mut Writer, flow: &Flow, node: &Node) {
    // Without routes the edges are missing, or stand in a field that passes as it is.
    if node.routes.is_none() {
        return;
    }
    match node.encoding() {
        Encoding::None => {}
        Encoding::Single => {
            if let Some(target) = node.edges.first().and_then(|edge| target(flow, edge)) {
                json.member("outcome", target);
            }
        }
        Encoding::Map => {
            json.key("outcomes");
            json.begin_object();
            targets(json, flow, node, |_| true);
            json.end_object();
        }
        Encoding::Choices => choices(json, flow, node),
        Encoding::Rules => rules(json, flow, node),
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
        Outcome::Quoted(name) | Outcome::Choice { id: name, .. } => name,
        Outcome::Rule(_) => "",
    }
}

/// Members from outcome to target.
fn targets(json: &mut Writer, flow: &Flow, node: &Node, belongs: fn(&Outcome) -> bool) {
    for edge in node.edges.iter().filter(|edge| belongs(&edge.outcome)) {
        if let Some(target) = target(flow, edge) {
            json.member(name(&edge.outcome), target);
        }
    }
}

fn choices(json: &mut Writer, flow: &Flow, node: &Node) {
    json.key("outcomes");
    json.begin_list();
    for edge in &node.edges {
        if let (Outcome::Choice { id, condition }, Some(target)) = (&edge.outcome, target(flow, edge)) {
            json.item();
            json.begin_object();
            json.member("id", id);
            json.member("targetNodeId", target);
            json.key("condition");
            text(json, flow, condition);
            json.end_object();
        }
    }
    json.end_list();
}

fn rules(json: &mut Writer, flow: &Flow, node: &Node) {
    json.key("rules");
    json.begin_list();
    for edge in &node.edges {
        if let (Outcome::Rule(found), Some(target)) = (&edge.outcome, target(flow, edge)) {
            json.item();
            rule(json, flow, found, target);
        }
    }
    json.end_list();
    let is_default = |edge: &&Edge| !matches!(edge.outcome, Outcome::Rule(_));
    if let Some(target) = node.edges.iter().find(is_default).and_then(|edge| target(flow, edge)) {
        json.member("default", target);
    }
}

fn rule(json: &mut Writer, flow: &Flow, rule: &Rule, target: &str) {
    json.begin_object();
    if let Some(left) = &rule.left {
        json.key("left");
        json.begin_object();
        reference(json, left);
        json.end_object();
    }
    if let Some(operator) = rule.operator {
        json.member("operator", operator.name);
    }
    if let Some(right) = &rule.right {
        json.key("right");
        operand(json, flow, right);
    }
    json.member("outcome", target);
    json.end_object();
}

// ---- Values

fn value(json: &mut Writer, flow: &Flow, value: &Value) {
    match &value.kind {
        ValueKind::Text(found) => text(json, flow, found),
        ValueKind::Number(number) => json.plain(number),
        ValueKind::Bool(true) => json.plain("true"),
        ValueKind::Bool(false) => json.plain("false"),
        ValueKind::Null => json.plain("null"),
        ValueKind::Word(word) => json.string(word),
        ValueKind::Param(id) => param(json, flow, *id),
        ValueKind::List(items) => {
            json.begin_list();
            for item in items {
                json.item();
                self::value(json, flow, item);
            }
            json.end_list();
        }
        ValueKind::Object(inner) => {
            json.begin_object();
            fields(json, flow, inner);
            json.end_object();
        }
        ValueKind::Vars(vars) => {
            json.begin_list();
            for var in vars {
                json.item();
                json.begin_object();
                json.member("name", &var.name);
                json.key("value");
                operand(json, flow, &var.value);
                json.end_object();
            }
            json.end_list();
        }
        ValueKind::Photo(found) => photo(json, found),
    }
}

fn text(json: &mut Writer, flow: &Flow, text: &Text) {
    json.begin_string();
    chars(json, flow, text);
    json.end_string();
}

/// The characters of a string; a parameter without a value stands as it is written.
fn chars(json: &mut Writer, flow: &Flow, text: &Text) {
    for part in &text.parts {
        match part {
            TextPart::Literal(literal) => json.chars(literal),
            TextPart::Param(id) => match id.and_then(|id| flow.params.get(id.0 as usize)) {
                Some(Param { value: Some(value), .. }) => json.chars(value.as_text()),
                Some(param) => placeholder(json, &param.name),
                None => {}
            },
        }
    }
}

fn param(json: &mut Writer, flow: &Flow, id: ParamId) {
    let Some(param) = flow.params.get(id.0 as usize) else { return json.plain("null") };
    match &param.value {
        Some(Literal::Text(text)) => json.string(text),
        Some(value) => json.plain(value.as_text()),
        None => {
            json.begin_string();
            placeholder(json, &param.name);
            json.end_string();
        }
    }
}

fn placeholder(json: &mut Writer, name: &str) {
    json.chars("${");
    json.chars(name);
    json.chars("}");
}

/// `{type: "literal", value}` or `{type: "ref", source, field}`
fn operand(json: &mut Writer, flow: &Flow, operand: &Operand) {
    json.begin_object();
    match operand {
        Operand::Literal(literal) => {
            json.member("type", "literal");
            json.key("value");
            value(json, flow, literal);
        }
        Operand::Reference(found) => {
            json.member("type", "ref");
            reference(json, found);
        }
    }
    json.end_object();
}

/// The members `source` and `field`.
fn reference(json: &mut Writer, reference: &Reference) {
    json.member("source", reference.source.name);
    json.member("field", &reference.key);
}

fn photo(json: &mut Writer, photo: &Photo) {
    json.begin_object();
    match photo {
        Photo::Source(source) => json.member("source", source),
        Photo::Provided(reference) => {
            json.member("source", reference.source.name);
            json.member("providedDataKey", &reference.key);
        }
    }
    json.end_object();
}
