//! A flow in Python: a typed module without dependencies, for Python 3.9 and later.

mod functions;
mod nodes;
mod params;
mod rules;
mod strings;
mod words;

#[cfg(test)]
mod tests;

use std::fmt::Write;

use super::ir::Module;
use super::language::Language;
use crate::catalog::wire;
use crate::emit::output::{File, Options};

const PARAMS: &str = include_str!("runtime/params.py");
const INSTRUCTION: &str = include_str!("runtime/instruction.py");
const TEXT: &str = include_str!("runtime/text.py");
const REPORTS: &str = include_str!("runtime/reports.py");
const FIXTURES: &str = include_str!("runtime/fixtures.py");
const ORIGIN: &str = include_str!("runtime/origin.py");
/// The line of `decide` that refuses the sessions of other flows.
const CHECK: &str = "    _check_origin(session)\n";
/// How sessions are decided, in the order in which it stands.
const DECIDE: [&str; 6] = [
    include_str!("runtime/decide.py"),
    include_str!("runtime/conditions.py"),
    include_str!("runtime/paths.py"),
    include_str!("runtime/answers.py"),
    include_str!("runtime/evidence.py"),
    include_str!("runtime/values.py"),
];

/// Python.
#[derive(Debug)]
pub(in crate::emit) struct Python;

impl Language for Python {
    fn files(&self, module: &Module<'_>, options: &Options) -> Vec<File> {
        let name = format!("{}.py", words::module(options.stem(module.name)));
        vec![File { name, text: write(module) }]
    }
}

fn write(module: &Module<'_>) -> String {
    let reports = nodes::names(module);
    let names = params::names(&module.params);
    let constants = module.decide.as_ref().map(rules::constants).unwrap_or_default();
    let mut out = header(module);
    imports(module, &reports, &mut out);
    params::class(&module.params, &names, &mut out);
    functions::functions(module, &names, &mut out);
    if let Some(decide) = &module.decide {
        rules::decisions(decide, &mut out);
        out.push('\n');
    }
    nodes::types(module, &reports, &mut out);
    let mut section = |text: &str| {
        out.push_str(text);
        out.push_str("\n\n");
    };
    section(REPORTS);
    if module.decide.is_some() {
        for text in DECIDE {
            section(&if module.is_marked { text.to_owned() } else { text.replace(CHECK, "") });
        }
        if module.is_marked {
            section(ORIGIN);
        }
    }
    section(FIXTURES);
    section(&metadata(module));
    if module.decide.is_some() || params::need_text(&module.params) {
        section(TEXT);
    }
    if !module.params.is_empty() {
        out.push_str(PARAMS);
        out.push_str("\n\n");
        params::table(&module.params, &names, &mut out);
    }
    if module.has_instruction() {
        out.push_str(INSTRUCTION);
        out.push_str("\n\n");
    }
    if let Some(decide) = &module.decide {
        rules::rules(decide, &constants, &mut out);
    }
    nodes::graph(module, &constants, &mut out);
    out
}

/// What the metadata of a session says of its flow.
fn metadata(module: &Module<'_>) -> String {
    let [name, fingerprint] = wire::ORIGIN;
    let members = if module.is_marked {
        format!("\"{name}\": FLOW_NAME, \"{fingerprint}\": FINGERPRINT")
    } else {
        String::new()
    };
    format!(
        "# What the metadata of a session says of its flow.\n_METADATA: Final[dict[str, Json]] = {{{members}}}\n"
    )
}

fn header(module: &Module<'_>) -> String {
    let mut name = String::new();
    strings::chars(module.name, &mut name);
    // The words of a comment that names an encoding.
    let name = name.replace(['=', ':'], "_");
    let version = env!("CARGO_PKG_VERSION");
    let mut out = format!(
        "# DO NOT EDIT. Made by fsflowc {version} from {name}.fsflow.\n# @generated\n# ruff: noqa\n# fmt: off\n"
    );
    strings::docs(module.docs, "", &mut out);
    out.push_str("\nfrom __future__ import annotations\n\n");
    out
}

fn imports(module: &Module<'_>, reports: &[String], out: &mut String) {
    let has_params = !module.params.is_empty();
    let mut add = |needed: bool, line: &str| {
        if needed {
            out.push_str(line);
            out.push('\n');
        }
    };
    let decides = module.decide.is_some();
    add(true, "import sys");
    add(decides, "from collections.abc import Callable, Iterable, Mapping");
    add(!decides, "from collections.abc import Mapping");
    add(has_params, "from dataclasses import dataclass, replace");
    add(decides && !has_params, "from dataclasses import dataclass");
    add(decides || params::need_text(&module.params), "from decimal import Decimal");
    add(true, "from types import ModuleType");
    let mut typing = vec!["TYPE_CHECKING", "Final", "Literal", "NamedTuple", "TypedDict", "Union", "cast"];
    typing.extend(has_params.then_some("Any"));
    typing.extend(decides.then_some("Optional"));
    typing.sort_by_key(|name| (*name != "TYPE_CHECKING", name.to_lowercase() == **name, *name));
    let line = format!("from typing import {}", typing.join(", "));
    // As those who sort imports lay them out.
    let _ = match line.len() {
        0..=88 => writeln!(out, "{line}"),
        _ => writeln!(out, "from typing import (\n    {},\n)", typing.join(",\n    ")),
    };
    let mut names =
        vec!["API_VERSION", "FINGERPRINT", "FLOW_NAME", "Json", "NodeId", "NodeReport", "NodeType"];
    names.extend(["OutcomeName", "UnknownReportError", "session_of"]);
    names.extend(["flow", "reports", "session"]);
    if has_params {
        names.push("Params");
    }
    if module.decide.is_some() {
        names.extend(["AmbiguousReportError", "Answer", "Decision", "Evidence", "RuleText", "decide"]);
    }
    if module.is_marked && decides {
        names.push("ForeignSessionError");
    }
    names.extend(reports.iter().map(String::as_str));
    names.sort_unstable();
    out.push_str("\n__all__ = [\n");
    for name in names {
        let _ = writeln!(out, "    \"{name}\",");
    }
    out.push_str("]\n\n");
    let constant = |docs: &str, name: &str, value: &str, out: &mut String| {
        let _ = writeln!(out, "# {docs}\n{name}: Final = {}", strings::quoted(value));
    };
    constant("The name of the flow.", "FLOW_NAME", module.name, out);
    constant(
        "The version of the sessions API that the flow is written for.",
        "API_VERSION",
        &module.api,
        out,
    );
    constant("Changes when what a decision depends on does.", "FINGERPRINT", &module.fingerprint, out);
    out.push_str("\n# A JSON value.\n");
    out.push_str("Json = Union[str, int, float, bool, None, list[\"Json\"], dict[str, \"Json\"]]\n\n\n");
}
