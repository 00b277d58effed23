//! The types of the values that a flow gives: exactly what is in them, so that they fit whatever else describes the API.

use indexmap::{IndexMap, IndexSet};

use super::item::Item;
use super::{params, strings};
use crate::catalog::wire;
use crate::emit::code::ir::{Module, Value};

/// What is known of values that stand in one place.
#[derive(Debug, Default)]
struct Shape {
    /// Strings, numbers and words, as types.
    plain: IndexSet<String>,
    items: Option<Box<Shape>>,
    /// Objects; those that say of which kind they are stand apart when they have other keys.
    objects: IndexMap<Vec<String>, Members>,
}

/// What is known of objects that stand in one place.
#[derive(Debug, Default)]
struct Members {
    /// Each member, and how many objects have it.
    by_key: IndexMap<String, (Shape, usize)>,
    objects: usize,
}

/// The types of a node of the array and of the body of the session.
pub(super) fn types(module: &Module<'_>) -> Vec<Item> {
    let known = Known::new(module);
    let mut by_type: IndexMap<&str, Shape> = IndexMap::new();
    if let Value::List(nodes) = &module.flow {
        for node in nodes {
            by_type.entry(type_of(node)).or_default().add(node, Place::Node, &known);
        }
    }
    let mut node = "/** A node of the flow, as the API takes it. */\nexport type FlowNode =".to_owned();
    for shape in by_type.values() {
        node.push_str("\n  | ");
        shape.write(1, &mut node);
    }
    node.push_str(if by_type.is_empty() { " never;\n" } else { ";\n" });
    let mut session = Shape::default();
    session.add(&module.session, Place::Session, &known);
    let mut body = "/** The body of `POST /sessions`. */\nexport type SessionBody = ".to_owned();
    session.write(0, &mut body);
    body.push_str(";\n");
    vec![Item::Type(node), Item::Type(body)]
}

/// What a node says of its type.
fn type_of(node: &Value) -> &str {
    let Value::Object(members) = node else { return "" };
    match members.iter().find(|(key, _)| key == wire::TYPE) {
        Some((_, Value::Word(ty))) => ty,
        _ => "",
    }
}

/// What tells objects of one place apart: the keys of those that say of which kind they are. Nodes are apart already.
fn kind(members: &[(String, Value)], place: Place) -> Vec<String> {
    let says = |(key, value): &(String, Value)| {
        [wire::TYPE, wire::SOURCE].contains(&key.as_str()) && matches!(value, Value::Word(_))
    };
    match place != Place::Node && members.iter().any(says) {
        true => members.iter().map(|(key, _)| key.clone()).collect(),
        false => Vec::new(),
    }
}

/// Where a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Session,
    Node,
    /// Behind a key of an object that is at some place.
    Inside,
    /// What is here names a node.
    Target,
    /// Each member or item here has such a place.
    Targets,
    /// What is here is a name of the author's own.
    Own,
}

impl Place {
    /// The place of a member.
    fn of(self, key: &str) -> Self {
        match (self, key) {
            (Self::Node, wire::ID | wire::OUTCOME | wire::DEFAULT) => Self::Target,
            (Self::Targets, wire::ID) | (_, wire::FIELD | wire::NAME | wire::PROVIDED_DATA_KEY) => Self::Own,
            (Self::Node, wire::OUTCOMES | wire::RULES) | (Self::Inside, wire::EXITS) => Self::Targets,
            (Self::Targets, wire::LEFT | wire::RIGHT | wire::OPERATOR | wire::CONDITION) => Self::Inside,
            (Self::Targets, _) => Self::Target,
            _ => Self::Inside,
        }
    }
}

/// What the types name.
struct Known<'m> {
    ids: IndexSet<&'m str>,
    params: Vec<String>,
}

impl<'m> Known<'m> {
    fn new(module: &'m Module<'_>) -> Self {
        Self {
            ids: module.nodes.iter().map(|node| node.id).collect(),
            params: module.params.iter().map(params::ty).collect(),
        }
    }
}

impl Shape {
    fn add(&mut self, value: &Value, place: Place, known: &Known<'_>) {
        let plain = match value {
            Value::Word(word) => match place {
                Place::Target if known.ids.contains(word.as_str()) => "NodeId".to_owned(),
                Place::Own => "string".to_owned(),
                _ => strings::quoted(word),
            },
            Value::Text(_) | Value::Instruction(_) => "string".to_owned(),
            Value::Number(_) => "number".to_owned(),
            Value::Bool(_) => "boolean".to_owned(),
            Value::Null => "null".to_owned(),
            Value::Param(param) => known.params.get(*param).cloned().unwrap_or_default(),
            Value::Flow => "FlowNode[]".to_owned(),
            Value::List(items) => {
                let shape = self.items.get_or_insert_default();
                return items.iter().for_each(|item| shape.add(item, place, known));
            }
            Value::Object(members) => {
                let found = self.objects.entry(kind(members, place)).or_default();
                found.objects += 1;
                for (key, value) in members {
                    let (shape, count) = found.by_key.entry(key.clone()).or_default();
                    *count += 1;
                    if place == Place::Session && key == wire::METADATA {
                        shape.plain.insert("{ [name: string]: Json }".to_owned());
                    } else {
                        shape.add(value, place.of(key), known);
                    }
                }
                return;
            }
        };
        self.plain.insert(plain);
    }

    /// Writes the type in a line of this depth.
    fn write(&self, depth: usize, out: &mut String) {
        let is_text = self.plain.contains("string");
        // A word is a string.
        let plain = self.plain.iter().filter(|it| !is_text || !it.starts_with('"'));
        let mut parts: Vec<String> = plain.cloned().collect();
        if let Some(items) = &self.items {
            let mut text = String::new();
            items.write(depth, &mut text);
            parts.push(if items.count() == 1 { format!("{text}[]") } else { format!("({text})[]") });
        }
        parts.extend(self.objects.values().map(|members| members.text(depth)));
        out.push_str(if parts.is_empty() { "never" } else { "" });
        out.push_str(&parts.join(" | "));
    }

    /// How many types are united.
    fn count(&self) -> usize {
        let unions = self.plain.iter().filter(|it| it.contains(" | ")).count();
        self.plain.len() + unions + usize::from(self.items.is_some()) + self.objects.len()
    }
}

impl Members {
    fn text(&self, depth: usize) -> String {
        let indent = "  ".repeat(depth + 1);
        let mut out = "{\n".to_owned();
        for (key, (shape, count)) in &self.by_key {
            out.push_str(&indent);
            strings::property(key, &mut out);
            out.push_str(if *count < self.objects { "?: " } else { ": " });
            shape.write(depth + 1, &mut out);
            out.push_str(";\n");
        }
        out.push_str(&"  ".repeat(depth));
        out.push('}');
        out
    }
}
