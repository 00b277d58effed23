//! The parameters of a Go package: their struct, how they are checked and filled in, and how values and strings use them.

use std::fmt::Write;

use super::columns::{self, Line};
use super::strings;
use super::words::{SEPARATOR, exported};
use crate::emit::code::bounds::Bounds;
use crate::emit::code::identifiers::Scope;
use crate::emit::code::ir::Param;
use crate::emit::code::numbers::shows_as_spelt;
use crate::flow::{Literal, ParamKind};

/// What the parameters are called as fields.
pub(super) fn names(params: &[Param<'_>]) -> Vec<String> {
    let mut scope = Scope::new(&[], SEPARATOR);
    params.iter().map(|it| scope.name(&exported("", &[it.name]))).collect()
}

/// The struct of all parameters together, and what makes it easy to fill; nothing without any.
pub(super) fn structs(params: &[Param<'_>], names: &[String], out: &mut String) {
    if params.is_empty() {
        return;
    }
    let field = |(param, name): (&Param<'_>, &String)| {
        let mut docs = param.docs.to_vec();
        docs.extend(param.default.map(|default| format!("Default: {}.", literal(default))));
        let mut text = String::new();
        strings::docs(&docs, "\t", &mut text);
        let pointer = if param.default.is_some() { "*" } else { "" };
        Line { docs: text, name: name.clone(), rest: format!("{pointer}{}", ty(param.kind)) }
    };
    let optional = params.iter().any(|it| it.default.is_some());
    out.push_str("// Params are the parameters of the flow.");
    if optional {
        out.push_str(" A pointer that is nil stands for the default.");
    }
    out.push_str("\ntype Params struct {\n");
    columns::declarations(&params.iter().zip(names).map(field).collect::<Vec<_>>(), out);
    out.push_str("}\n\n");
    if optional {
        out.push_str(include_str!("runtime/optional.go"));
        out.push('\n');
    }
}

/// The functions that fill in defaults and refuse what is no value; nothing without parameters.
pub(super) fn check(params: &[Param<'_>], names: &[String], out: &mut String) {
    if params.is_empty() {
        return;
    }
    out.push_str(include_str!("runtime/params.go"));
    out.push_str("\n// given are the parameters of a call, defaults included.\ntype given struct {\n");
    let field = |(param, name): (&Param<'_>, &String)| Line {
        docs: String::new(),
        name: name.clone(),
        rest: ty(param.kind).to_owned(),
    };
    columns::declarations(&params.iter().zip(names).map(field).collect::<Vec<_>>(), out);
    out.push_str("}\n\nfunc (params Params) given() (given, error) {\n");
    values(params, names, out);
    for call in params.iter().zip(names).flat_map(|(param, name)| checks(param, name)) {
        let _ = writeln!(out, "\tif err := {call}; err != nil {{\n\t\treturn given{{}}, err\n\t}}");
    }
    out.push_str("\treturn values, nil\n}\n\n");
    let functions = [
        (has(params, ParamKind::String), include_str!("runtime/check_text.go")),
        (has(params, ParamKind::Number), include_str!("runtime/check_number.go")),
        (params.iter().any(|it| it.bounds.whole), include_str!("runtime/check_whole.go")),
        (params.iter().any(|it| has_range(&it.bounds)), include_str!("runtime/check_range.go")),
        (params.iter().any(|it| it.bounds.words.is_some()), include_str!("runtime/check_word.go")),
    ];
    for (_, text) in functions.into_iter().filter(|(needed, _)| *needed) {
        out.push_str(text);
        out.push('\n');
    }
}

/// The calls that refuse what is no value of a parameter.
fn checks(param: &Param<'_>, name: &str) -> Vec<String> {
    let shown = strings::quoted(param.name);
    let Bounds { whole, min, max, words } = &param.bounds;
    let mut calls = Vec::new();
    match param.kind {
        ParamKind::String => calls.push(format!("checkText({shown}, values.{name})")),
        ParamKind::Number => calls.push(format!("checkNumber({shown}, &values.{name})")),
        ParamKind::Boolean => {}
    }
    if *whole {
        calls.push(format!("checkWhole({shown}, values.{name})"));
    }
    if has_range(&param.bounds) {
        let bound =
            |bound: &Option<f64>, sign| bound.map_or(format!("math.Inf({sign})"), |it| it.to_string());
        let (least, most) = (bound(min, "-1"), bound(max, "1"));
        calls.push(format!("checkRange({shown}, values.{name}, {least}, {most})"));
    }
    if let Some(words) = words {
        let words: String = words.iter().map(|word| format!(", {}", strings::quoted(word))).collect();
        calls.push(format!("checkWord({shown}, values.{name}{words})"));
    }
    calls
}

fn has_range(bounds: &Bounds) -> bool {
    bounds.min.is_some() || bounds.max.is_some()
}

/// The statement that fills in defaults.
fn values(params: &[Param<'_>], names: &[String], out: &mut String) {
    if params.iter().all(|it| it.default.is_none()) {
        out.push_str("\tvalues := given(params)\n");
        return;
    }
    let value = |(param, name): (&Param<'_>, &String)| {
        let value = match param.default {
            Some(default) => format!("or(params.{name}, {})", literal(default)),
            None => format!("params.{name}"),
        };
        (name.clone(), value)
    };
    out.push_str("\tvalues := given{\n");
    columns::members(&params.iter().zip(names).map(value).collect::<Vec<_>>(), 2, out);
    out.push_str("\t}\n");
}

/// The functions that show numbers in strings, as far as they are used.
pub(super) fn texts(params: &[Param<'_>], decides: bool, out: &mut String) {
    if decides || shows_numbers(params) {
        out.push_str(include_str!("runtime/number.go"));
        out.push('\n');
    }
    if params.iter().any(|it| is_in_text(it) && odd_default(it).is_some()) {
        out.push_str(include_str!("runtime/spelt.go"));
        out.push('\n');
    }
}

/// The packages that parameters need.
pub(super) fn imports(params: &[Param<'_>], has_instruction: bool) -> Vec<&'static str> {
    let needs = [
        ("math", has(params, ParamKind::Number)),
        ("strconv", params.iter().any(|it| is_in_text(it) && it.kind != ParamKind::String)),
        ("strings", has_instruction || shows_numbers(params)),
        ("unicode", has_instruction),
        ("unicode/utf8", has(params, ParamKind::String)),
    ];
    needs.into_iter().filter(|(_, needed)| *needed).map(|(name, _)| name).collect()
}

fn has(params: &[Param<'_>], kind: ParamKind) -> bool {
    params.iter().any(|it| it.kind == kind)
}

fn is_in_text(param: &Param<'_>) -> bool {
    param.in_flow.text || param.in_session.text
}

fn shows_numbers(params: &[Param<'_>]) -> bool {
    params.iter().any(|it| it.kind == ParamKind::Number && is_in_text(it))
}

/// A default that is spelt otherwise than Go shows it.
fn odd_default<'p>(param: &Param<'p>) -> Option<&'p str> {
    match param.default {
        Some(Literal::Number(spelt)) if !shows_as_spelt(spelt) => Some(spelt),
        _ => None,
    }
}

fn ty(kind: ParamKind) -> &'static str {
    match kind {
        ParamKind::String => "string",
        ParamKind::Number => "float64",
        ParamKind::Boolean => "bool",
    }
}

fn literal(literal: &Literal) -> String {
    match literal {
        Literal::Text(text) => strings::quoted(text),
        other => other.as_text().to_owned(),
    }
}

/// How a function writes the parameters that it was given.
#[derive(Debug)]
pub(super) struct Given {
    /// For each parameter its value, and what a string shows of it.
    by_param: Vec<(String, String)>,
}

impl Given {
    /// For parameters with these names.
    pub(super) fn new(params: &[Param<'_>], names: &[String]) -> Self {
        let written = |(param, name): (&Param<'_>, &String)| {
            let value = format!("values.{name}");
            let text = match (param.kind, odd_default(param)) {
                (ParamKind::String, _) => value.clone(),
                (ParamKind::Boolean, _) => format!("strconv.FormatBool({value})"),
                (ParamKind::Number, None) => format!("number({value})"),
                (ParamKind::Number, Some(spelt)) => {
                    format!("spelt({value}, {spelt}, {})", strings::quoted(spelt))
                }
            };
            (value, text)
        };
        Self { by_param: params.iter().zip(names).map(written).collect() }
    }

    pub(super) fn value(&self, param: usize) -> String {
        self.by_param.get(param).map_or_else(|| "nil".to_owned(), |(value, _)| value.clone())
    }

    pub(super) fn text(&self, param: usize) -> String {
        self.by_param.get(param).map_or_else(|| "\"\"".to_owned(), |(_, text)| text.clone())
    }

    /// The array of nodes, within the body of the session.
    pub(super) fn flow(&self) -> &'static str {
        if self.by_param.is_empty() { "Flow()" } else { "nodes(values)" }
    }
}
