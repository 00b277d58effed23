//! Owns code in TypeScript, and in JavaScript, which is the same without types.
//!
//! INVARIANT: types stand between the brackets `⟦` and `⟧`, which no other text of a script holds; blank lines stand between
//! declarations and nowhere else.

mod nodes;
mod params;
mod rules;
mod strings;

#[cfg(test)]
mod tests;

use std::fmt::Write;

use super::json::writer::Writer;
use super::json::{flow, session};
use super::literals::Literals;
use super::program::{Argument, Program, Use};
use crate::flow::Flow;
use crate::graph::Graph;
use params::Locals;

const PARAMS: &str = include_str!("../runtime/params.ts.in");
const REPORTS: &str = include_str!("../runtime/reports.ts.in");
const DECIDE: &str = include_str!("../runtime/decide.ts.in");

/// Words that name no variable, and names that the functions around the values use.
static TAKEN: &[&[&str]] = &[
    &[
        "arguments",
        "as",
        "async",
        "await",
        "break",
        "case",
        "catch",
        "class",
        "const",
        "continue",
        "debugger",
        "default",
        "delete",
        "do",
        "else",
        "enum",
        "eval",
        "export",
        "extends",
        "false",
        "finally",
        "for",
        "function",
        "if",
        "implements",
        "import",
        "in",
        "instanceof",
        "interface",
        "let",
        "new",
        "null",
        "package",
        "private",
        "protected",
        "public",
        "return",
        "static",
        "super",
        "switch",
        "this",
        "throw",
        "true",
        "try",
        "typeof",
        "undefined",
        "var",
        "void",
        "while",
        "with",
        "yield",
    ],
    &["checked", "flow", "params", "session"],
];

/// A script with its types in brackets.
#[derive(Debug)]
pub(super) struct Script(String);

impl Script {
    /// The code of a flow.
    pub(super) fn new(graph: &Graph) -> Self {
        let flow = graph.flow();
        let program = Program::new(graph);
        let mut out = header(flow);
        let mut docs = String::new();
        strings::docs(&flow.docs, "", &mut docs);
        if !docs.is_empty() {
            out.push_str(&docs);
            out.push('\n');
        }
        let names = params::names(&program.params);
        params::interface(&program.params, &names, &mut out);
        functions(&program, &names, &mut out);
        let constants = program.rules.as_ref().map(rules::constants).unwrap_or_default();
        if let Some(found) = &program.rules {
            rules::decisions(found, &mut out);
            rules::rules(found, &constants, &mut out);
        }
        nodes::types(&program, &mut out);
        out.push_str(REPORTS);
        out.push('\n');
        if !program.params.is_empty() {
            params::table(&program.params, &names, &mut out);
            out.push_str(PARAMS);
            out.push('\n');
        }
        if program.rules.is_some() {
            out.push_str(DECIDE);
            out.push('\n');
        }
        nodes::graph(&program, &constants, &mut out);
        Self(out)
    }

    /// With types.
    pub(super) fn typed(&self) -> String {
        self.0.replace(['⟦', '⟧'], "")
    }

    /// Without them.
    pub(super) fn plain(&self) -> String {
        let mut parts = self.0.split('⟦');
        let mut out = parts.next().unwrap_or_default().to_owned();
        out.extend(parts.filter_map(|part| part.split_once('⟧')).map(|(_, rest)| rest));
        out
    }

    /// The types alone: what is exported, without bodies.
    pub(super) fn declarations(&self) -> String {
        let typed = self.typed();
        let mut chunks = typed.split("\n\n");
        let mut out = chunks.next().unwrap_or_default().to_owned();
        out.push('\n');
        for chunk in chunks {
            let code =
                chunk.find("export ").filter(|_| chunk.starts_with("export ") || chunk.starts_with("/**"));
            let Some((docs, code)) = code.and_then(|at| chunk.split_at_checked(at)) else { continue };
            if docs.is_empty() || docs.ends_with("*/\n") {
                let _ = write!(out, "\n{docs}{}\n", declaration(code.trim_end()));
            }
        }
        out
    }
}

/// An exported declaration without its body.
fn declaration(code: &str) -> String {
    let declared = |rest: &str| format!("export declare {rest}");
    match code.strip_prefix("export ") {
        Some(rest) if rest.starts_with("function ") => {
            let signature = rest.split(" {\n").next().unwrap_or(rest);
            declared(&format!("{};", signature.replace("params: Params = {}", "params?: Params")))
        }
        Some(rest) if rest.starts_with("class ") => declared(rest),
        Some(rest) if rest.starts_with("const ") => {
            let rest = rest.trim_end_matches(';').trim_end_matches(" as const");
            let ty = if rest.contains(" = [") { ": readonly " } else { ": " };
            declared(&format!("{};", rest.replacen(" = ", ty, 1)))
        }
        _ => code.to_owned(),
    }
}

/// Whether a list of all nodes is too long for TypeScript to find one type for its items, unless each says its own.
fn is_large(program: &Program<'_>) -> bool {
    program.steps.len() > 200
}

fn header(flow: &Flow) -> String {
    let mut name = String::new();
    strings::chars(&flow.name, '\n', &mut name);
    let version = env!("CARGO_PKG_VERSION");
    format!("// DO NOT EDIT. Made by fsflowc {version} from {name}.fsflow.\n/* eslint-disable */\n\n")
}

fn functions(program: &Program<'_>, names: &[String], out: &mut String) {
    let flow = program.flow;
    let (parameter, argument) = params::signature(&program.params);
    let begin = |uses: fn(&Argument<'_>) -> Use, head: &str, docs: &str, out: &mut String| {
        let docs = [docs.to_owned()];
        strings::docs(&docs, "", out);
        let _ = writeln!(out, "export function {head} {{");
        let locals = Locals::new(&program.params, names, uses);
        locals.declare(out);
        out.push_str("  return ");
        locals
    };
    let docs = "The array of nodes: the value of `flow` in the body of `POST /sessions`.";
    let locals = begin(|it| it.in_flow, &format!("flow({parameter})⟦: FlowNode[]⟧"), docs, out);
    let mut list = Literals::new(out, &locals, 1);
    list.begin_list();
    for node in &flow.nodes {
        list.item();
        flow::node(&mut list, flow, node);
        if is_large(program) {
            list.expression("⟦ as FlowNode⟧");
        }
    }
    list.end_list();
    out.push_str(";\n}\n\n");
    let docs = "The whole body of `POST /sessions`.";
    let locals = begin(|it| it.in_settings, &format!("session({parameter})⟦: SessionBody⟧"), docs, out);
    let call = format!("flow({argument})");
    session::body(&mut Literals::new(out, &locals, 1), flow, |out| out.expression(&call));
    out.push_str(";\n}\n\n");
}
