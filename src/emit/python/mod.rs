//! Owns the code of a flow in Python: a module without dependencies, for Python 3.9 and later.

mod nodes;
mod params;
mod rules;
mod strings;

#[cfg(test)]
mod tests;

use std::fmt::Write;

use super::Layout;
use super::json::{flow, session};
use super::literals::Literals;
use super::program::{Argument, Program, Use};
use crate::flow::Flow;
use crate::graph::Graph;
use params::Arguments;

/// Words that name nothing.
pub(super) const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

const PARAMS: &str = include_str!("../runtime/params.py");
const TEXT: &str = include_str!("../runtime/text.py");
const REPORTS: &str = include_str!("../runtime/reports.py");
const DECIDE: &str = include_str!("../runtime/decide.py");

/// The module. It has one layout.
pub(super) fn write(graph: &Graph, _: Layout) -> String {
    let flow = graph.flow();
    let program = Program::new(graph);
    let reports = nodes::names(&program);
    let names = params::names(&program.params);
    let constants = program.rules.as_ref().map(rules::constants).unwrap_or_default();
    let mut out = header(flow);
    imports(&program, &reports, &mut out);
    params::class(&program.params, &names, &mut out);
    functions(&program, &names, &mut out);
    if let Some(found) = &program.rules {
        rules::decisions(found, &mut out);
        rules::rules(found, &constants, &mut out);
    }
    nodes::types(&program, &reports, &mut out);
    let mut section = |text: &str| {
        out.push_str(text);
        out.push_str("\n\n");
    };
    section(REPORTS);
    if program.rules.is_some() {
        section(DECIDE);
    }
    if params::need_text(&program) {
        section(TEXT);
    }
    if !program.params.is_empty() {
        params::table(&program.params, &names, &mut out);
        out.push_str(PARAMS);
        out.push_str("\n\n");
    }
    nodes::graph(&program, &constants, &mut out);
    out
}

fn header(flow: &Flow) -> String {
    let mut name = String::new();
    strings::chars(&flow.name, &mut name);
    // The words of a comment that names an encoding.
    let name = name.replace(['=', ':'], "_");
    let version = env!("CARGO_PKG_VERSION");
    let mut out = format!("# DO NOT EDIT. Made by fsflowc {version} from {name}.fsflow.\n# ruff: noqa\n");
    strings::docs(&flow.docs, "", &mut out);
    out.push_str("\nfrom __future__ import annotations\n\n");
    out
}

fn imports(program: &Program<'_>, reports: &[String], out: &mut String) {
    let has_params = !program.params.is_empty();
    let mut add = |needed: bool, line: &str| {
        if needed {
            out.push_str(line);
            out.push('\n');
        }
    };
    add(has_params, "import math");
    add(true, "from collections.abc import Mapping");
    add(has_params, "from dataclasses import dataclass");
    add(params::need_text(program), "from decimal import Decimal");
    add(true, "from typing import Final, Literal, NamedTuple, TypedDict, Union, cast");
    let mut names = vec!["Json", "NodeId", "NodeReport", "NodeType", "UnknownReportError"];
    names.extend(["flow", "reports", "session"]);
    if has_params {
        names.push("Params");
    }
    if program.rules.is_some() {
        names.extend(["AmbiguousReportError", "Decision", "decide"]);
    }
    names.extend(reports.iter().map(String::as_str));
    names.sort_unstable();
    out.push_str("\n__all__ = [\n");
    for name in names {
        let _ = writeln!(out, "    \"{name}\",");
    }
    out.push_str("]\n\n");
    out.push_str("# A JSON value.\n");
    out.push_str("Json = Union[str, int, float, bool, None, list[\"Json\"], dict[str, \"Json\"]]\n\n\n");
}

fn functions(program: &Program<'_>, names: &[String], out: &mut String) {
    let flow = program.flow;
    let signature = params::signature(&program.params);
    let begin = |uses: fn(&Argument<'_>) -> Use, head: &str, docs: &str, out: &mut String| {
        let _ = writeln!(out, "def {head}:\n    \"\"\"{docs}\"\"\"");
        if !program.params.is_empty() {
            out.push_str("    _check(params)\n");
        }
        let arguments = Arguments::new(&program.params, names, uses);
        arguments.declare(out);
        out.push_str("    return ");
        arguments
    };
    let head = format!("flow({signature}) -> list[dict[str, Json]]");
    let docs = "Give the array of nodes: the value of `flow` in the body of `POST /sessions`.";
    let arguments = begin(|it| it.in_flow, &head, docs, out);
    flow::nodes(&mut Literals::new(out, &arguments, 1), flow);
    out.push_str("\n\n\n");
    let head = format!("session({signature}) -> dict[str, Json]");
    let arguments = begin(|it| it.in_settings, &head, "Give the whole body of `POST /sessions`.", out);
    let call = if program.params.is_empty() { "[*flow()]" } else { "[*flow(params)]" };
    session::body(&mut Literals::new(out, &arguments, 1), flow, |out| out.expression(call));
    out.push_str("\n\n\n");
}
