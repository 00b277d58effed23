//! The functions of a script that give the values of the flow.

use super::form::Form;
use super::item::{Function, Item};
use super::nodes;
use super::params::{self, Locals};
use crate::emit::code::ir::{Module, Value};
use crate::emit::code::values;

/// The array of nodes and the body of the session. `names` are those of the parameters.
pub(super) fn functions(module: &Module<'_>, names: &[String], form: Form) -> Vec<Item> {
    let (parameter, call) = params::signature(&module.params);
    let cast = if nodes::is_large(module) { form.ty(" as FlowNode") } else { "" };
    let locals = Locals::new(&module.params, names, |it| it.in_flow, call);
    let mut body = locals.begin();
    if let Value::List(list) = &module.flow {
        values::lines('[', list, ']', 2, 1, &mut body, |node, out| {
            values::write(node, &locals, 2, out);
            out.push_str(cast);
        });
    }
    body.push_str(";\n");
    let flow = Item::Function(Function {
        docs: "The array of nodes: the value of `flow` in the body of `POST /sessions`.",
        name: "flow",
        parameters: parameter.into_iter().collect(),
        returns: "FlowNode[]",
        body,
    });
    let locals = Locals::new(&module.params, names, |it| it.in_session, call);
    let mut body = locals.begin();
    values::write(&module.session, &locals, 1, &mut body);
    body.push_str(";\n");
    let session = Item::Function(Function {
        docs: "The whole body of `POST /sessions`.",
        name: "session",
        parameters: parameter.into_iter().collect(),
        returns: "SessionBody",
        body,
    });
    vec![flow, session]
}
