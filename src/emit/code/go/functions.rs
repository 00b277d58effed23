//! The functions of a Go package that give the values of the flow.

use std::fmt::Write;

use super::params::Given;
use super::values::{self, OBJECT};
use crate::emit::code::ir::{Module, Value};

/// The array of nodes and the body of the session. `names` are those of the parameters.
pub(super) fn functions(module: &Module<'_>, names: &[String], out: &mut String) {
    let given = Given::new(&module.params, names);
    let list = format!("[]{OBJECT}");
    let nodes = match &module.flow {
        Value::List(nodes) => values::list(&list, nodes, 1, |node| match node {
            Value::Object(members) => values::object(members, &given, 2),
            other => values::value(other, &given, 2),
        }),
        _ => format!("{list}{{}}"),
    };
    let flow = "// Flow returns the array of nodes: the value of `flow` in the body of `POST /sessions`.\n";
    let session = "// Session returns the whole body of `POST /sessions`, ready for json.Marshal.\n";
    if module.params.is_empty() {
        let body = values::value(&module.session, &given, 1);
        let _ = writeln!(out, "{flow}func Flow() {list} {{\n\treturn {nodes}\n}}\n");
        let _ = writeln!(out, "{session}func Session() {OBJECT} {{\n\treturn {body}\n}}\n");
        return;
    }
    let body = values::value(&module.session, &given, 1);
    let argument = if module.params.iter().any(|it| it.in_flow.is_any()) { "values" } else { "_" };
    let errors = "// The error is a *ParamError.\n";
    let checked = "\tvalues, err := params.given()\n\tif err != nil {\n\t\treturn nil, err\n\t}\n";
    let _ = writeln!(
        out,
        "{flow}{errors}func Flow(params Params) ({list}, error) {{\n{checked}\treturn nodes(values), nil\n}}\n"
    );
    let _ = writeln!(
        out,
        "{session}{errors}func Session(params Params) ({OBJECT}, error) {{\n{checked}\treturn {body}, nil\n}}\n"
    );
    let _ = writeln!(out, "func nodes({argument} given) {list} {{\n\treturn {nodes}\n}}\n");
}
