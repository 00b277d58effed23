//! The values of a flow as a tree with holes for its parameters, from the same walk that writes the JSON.

use super::ir::{Part, Template, Use, Value};
use crate::catalog::wire;
use crate::emit::json::writer::Writer;
use crate::emit::json::{flow as nodes, session};
use crate::flow::{Flow, Param, ParamId, Text, TextPart};

/// The values of a flow, and the parameters that they need.
pub(super) struct Values<'f> {
    /// The parameters of the file itself, and those of imports that the flow uses.
    pub(super) params: Vec<Needed<'f>>,
    pub(super) flow: Value,
    pub(super) session: Value,
}

/// A parameter that is asked for.
pub(super) struct Needed<'f> {
    pub(super) param: &'f Param,
    /// Its place among the parameters of the flow.
    pub(super) place: usize,
    pub(super) in_flow: Use,
    pub(super) in_session: Use,
}

impl<'f> Values<'f> {
    pub(super) fn new(flow: &'f Flow) -> Self {
        let mut of_flow = Tree::new(flow);
        nodes::nodes(&mut of_flow, flow);
        let mut of_session = Tree::new(flow);
        session::body(&mut of_session, flow, |tree| tree.add(Value::Flow));
        if let Value::Object(members) = &mut of_session.whole
            && !members.iter().any(|(key, _)| key == wire::METADATA)
        {
            // The types of the SDK want it, even with nothing in it.
            members.insert(
                members.len().saturating_sub(1),
                (wire::METADATA.to_owned(), Value::Object(Vec::new())),
            );
        }
        let uses = of_flow.uses.iter().zip(&of_session.uses);
        let all = flow.params.iter().enumerate().zip(uses);
        let all = all.map(|((place, param), (in_flow, in_session))| Needed {
            param,
            place,
            in_flow: *in_flow,
            in_session: *in_session,
        });
        let is_needed = |it: &Needed<'_>| !it.param.imported || it.in_flow.is_any() || it.in_session.is_any();
        // Where each parameter stands among those that are asked for.
        let mut at = Vec::new();
        let mut params = Vec::new();
        for needed in all {
            at.push(params.len());
            if is_needed(&needed) {
                params.push(needed);
            }
        }
        let numbered = |mut value: Value| {
            renumber(&mut value, &at);
            value
        };
        Self { params, flow: numbered(of_flow.finish()), session: numbered(of_session.finish()) }
    }
}

/// Replaces places among all parameters by places among those that are asked for.
fn renumber(value: &mut Value, at: &[usize]) {
    let to = |param: &mut usize| *param = at.get(*param).copied().unwrap_or_default();
    match value {
        Value::Param(param) => to(param),
        Value::Text(Template(parts)) | Value::Instruction(Template(parts)) => {
            for part in parts {
                if let Part::Param(param) = part {
                    to(param);
                }
            }
        }
        Value::List(items) => items.iter_mut().for_each(|item| renumber(item, at)),
        Value::Object(members) => members.iter_mut().for_each(|(_, member)| renumber(member, at)),
        Value::Word(_) | Value::Number(_) | Value::Bool(_) | Value::Null | Value::Flow => {}
    }
}

/// A value that grows from left to right: the lists and objects that are not closed yet, and the value once it is whole.
struct Tree {
    open: Vec<Value>,
    /// The key of the member that is written next, for each open object.
    keys: Vec<String>,
    whole: Value,
    /// For each parameter of the flow how it is used.
    uses: Vec<Use>,
}

impl Tree {
    fn new(flow: &Flow) -> Self {
        let uses = vec![Use::default(); flow.params.len()];
        Self { open: Vec::new(), keys: Vec::new(), whole: Value::Null, uses }
    }

    fn finish(self) -> Value {
        self.whole
    }

    fn add(&mut self, value: Value) {
        match self.open.last_mut() {
            Some(Value::List(items)) => items.push(value),
            Some(Value::Object(members)) => members.push((self.keys.pop().unwrap_or_default(), value)),
            _ => self.whole = value,
        }
    }

    fn close(&mut self) {
        if let Some(value) = self.open.pop() {
            self.add(value);
        }
    }
}

impl Writer for Tree {
    fn begin_object(&mut self) {
        self.open.push(Value::Object(Vec::new()));
    }

    fn end_object(&mut self) {
        self.close();
    }

    fn begin_list(&mut self) {
        self.open.push(Value::List(Vec::new()));
    }

    fn end_list(&mut self) {
        self.close();
    }

    fn item(&mut self) {}

    fn key(&mut self, key: &str) {
        self.keys.push(key.to_owned());
    }

    fn string(&mut self, text: &str) {
        self.add(Value::Word(text.to_owned()));
    }

    fn number(&mut self, token: &str) {
        // There is no negative zero in JavaScript's JSON.
        let is_zero = token.starts_with('-') && token.parse::<f64>() == Ok(0.0);
        self.add(Value::Number(if is_zero { "0".to_owned() } else { token.to_owned() }));
    }

    fn bool(&mut self, value: bool) {
        self.add(Value::Bool(value));
    }

    fn null(&mut self) {
        self.add(Value::Null);
    }

    fn text(&mut self, _: &Flow, prefix: &str, text: &Text) {
        let template = self.template(prefix, text);
        self.add(Value::Text(template));
    }

    fn instruction(&mut self, _: &Flow, text: &Text) {
        let template = self.template("", text);
        self.add(if wire::may_begin_speech(text.beginning()) && !text.is_literal() {
            Value::Instruction(template)
        } else {
            Value::Text(template)
        });
    }

    fn param(&mut self, _: &Flow, id: ParamId) {
        let param = id.0 as usize;
        match self.uses.get_mut(param) {
            Some(uses) => {
                uses.value = true;
                self.add(Value::Param(param));
            }
            None => self.add(Value::Null),
        }
    }
}

impl Tree {
    fn template(&mut self, prefix: &str, text: &Text) -> Template {
        let mut parts: Vec<Part> = Vec::new();
        let mut plain = prefix.to_owned();
        for part in &text.parts {
            match part {
                TextPart::Literal(literal) => plain.push_str(literal),
                TextPart::Param(Some(id)) => {
                    if !plain.is_empty() {
                        parts.push(Part::Text(std::mem::take(&mut plain)));
                    }
                    let param = id.0 as usize;
                    if let Some(uses) = self.uses.get_mut(param) {
                        uses.text = true;
                        parts.push(Part::Param(param));
                    }
                }
                TextPart::Param(None) => {}
            }
        }
        if !plain.is_empty() {
            parts.push(Part::Text(plain));
        }
        Template(parts)
    }
}
