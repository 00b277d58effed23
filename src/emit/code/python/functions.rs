//! The functions of a Python module that give the values of the flow.

use std::fmt::Write;

use super::params::{self, Arguments};
use crate::emit::code::ir::Module;
use crate::emit::code::values;

/// The array of nodes and the body of the session. `names` are those of the parameters.
pub(super) fn functions(module: &Module<'_>, names: &[String], out: &mut String) {
    let signature = params::signature(&module.params);
    let call = if module.params.is_empty() { "[*flow()]" } else { "[*flow(params)]" };
    let begin = |arguments: &Arguments, head: &str, docs: &str, out: &mut String| {
        let _ = writeln!(out, "def {head}:\n    \"\"\"{docs}\"\"\"");
        if !module.params.is_empty() {
            out.push_str("    params = _checked(params)\n");
        }
        arguments.declare(out);
        out.push_str("    return ");
    };
    let arguments = Arguments::new(&module.params, names, |it| it.in_flow, call);
    let docs = "Give the array of nodes: the value of `flow` in the body of `POST /sessions`.";
    begin(&arguments, &format!("flow({signature}) -> list[dict[str, Json]]"), docs, out);
    values::write(&module.flow, &arguments, 1, out);
    out.push_str("\n\n\n");
    let arguments = Arguments::new(&module.params, names, |it| it.in_session, call);
    let docs = "Give the whole body of `POST /sessions`.";
    begin(&arguments, &format!("session({signature}) -> dict[str, Json]"), docs, out);
    values::write(&module.session, &arguments, 1, out);
    out.push_str("\n\n\n");
}
