//! Owns how a path through a flow is told, as text and as JSON, and the choice of one flow by a command.

use std::path::PathBuf;

use fsflow::flow::{EdgeId, Flow, Operand, Param, Reference, Rule, Text, TextPart, ValueKind};
use fsflow::graph::Graph;
use fsflow::report;
use serde::Serialize;

use crate::failure::Failure;
use crate::inputs;
use crate::run::{Compiled, Run, Settings};
use crate::terminal::{Stream, Terminal, Verdict};

/// One step of a path.
#[derive(Debug, Serialize)]
pub(crate) struct Step {
    /// The node that is left.
    pub(crate) node: String,
    /// The outcome.
    pub(crate) outcome: String,
    /// The node that comes next.
    pub(crate) target: String,
}

/// The steps of a path.
pub(crate) fn steps(flow: &Flow, path: &[EdgeId]) -> Vec<Step> {
    let edges = path
        .iter()
        .filter_map(|edge| Some((edge.from, flow.node(edge.from).edges.get(edge.index as usize)?)));
    edges
        .map(|(from, edge)| Step {
            node: flow.node(from).id.clone(),
            outcome: edge.spelled(),
            target: edge.target.map_or_else(String::new, |target| flow.node(target).id.clone()),
        })
        .collect()
}

/// The outcomes that tell a path from others: those of nodes that have several.
pub(crate) fn given(flow: &Flow, path: &[EdgeId]) -> Vec<String> {
    let branching = path.iter().filter(|edge| flow.node(edge.from).edges.len() > 1);
    branching.map(|edge| outcome(flow, *edge)).collect()
}

/// These outcomes for people.
pub(crate) fn choices(flow: &Flow, path: &[EdgeId]) -> String {
    let names = given(flow, path);
    if names.is_empty() { "the only way".to_owned() } else { shortened(names).join(", ") }
}

/// A long list without its middle.
fn shortened(mut names: Vec<String>) -> Vec<String> {
    const MOST: usize = 20;
    if names.len() > MOST {
        let more = names.len() - MOST + 1;
        names.splice(MOST / 2..MOST / 2 + more, [format!("({more} more)")]);
    }
    names
}

/// `node.outcome`
pub(crate) fn outcome(flow: &Flow, edge: EdgeId) -> String {
    let node = flow.node(edge.from);
    let name = node.edges.get(edge.index as usize).map_or_else(String::new, |edge| edge.spelled());
    format!("{}.{name}", report::safe(&node.id))
}

/// A rule of a field_condition as the file writes it.
pub(crate) fn rule(flow: &Flow, rule: &Rule) -> String {
    let reference = |it: &Reference| format!("{}.{}", it.source.word, it.key);
    let left = rule.left.as_ref().map(reference);
    let operator = rule.operator.map(|operator| operator.symbol.to_owned());
    let right = rule.right.as_ref().map(|right| match right {
        Operand::Reference(it) => reference(it),
        Operand::Literal(value) => match &value.kind {
            ValueKind::Text(text) => format!("\"{}\"", shown(flow, text)),
            ValueKind::Number(number) => number.clone(),
            ValueKind::Bool(yes) => yes.to_string(),
            ValueKind::Param(id) => flow.params.get(id.0 as usize).map_or_else(String::new, spelled),
            _ => String::new(),
        },
    });
    [left, operator, right].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// A text with its parameters shown as they are written, or as their values where those are known.
pub(crate) fn shown(flow: &Flow, text: &Text) -> String {
    let part = |part: &TextPart| match part {
        TextPart::Literal(literal) => literal.clone(),
        TextPart::Param(id) => {
            id.and_then(|id| flow.params.get(id.0 as usize)).map_or_else(String::new, spelled)
        }
    };
    text.parts.iter().map(part).collect()
}

fn spelled(param: &Param) -> String {
    match &param.value {
        Some(value) => value.as_text().to_owned(),
        None => format!("${{{}}}", param.name),
    }
}

/// All nodes of a path: `start → greeting → end`.
pub(crate) fn nodes(flow: &Flow, graph: &Graph, path: &[EdgeId]) -> String {
    let first = path.first().map(|edge| edge.from).or(graph.start());
    let targets = path.iter().filter_map(|edge| graph.edge(*edge).target);
    arrows(first.into_iter().chain(targets).map(|id| flow.node(id).id.clone()).collect())
}

/// Ids of nodes with arrows between them, a long row without its middle.
pub(crate) fn arrows(ids: Vec<String>) -> String {
    let ids: Vec<String> = ids.iter().map(|id| report::safe(id).into_owned()).collect();
    shortened(ids).join(" → ")
}

/// Compiles the one flow that a command is about, and says what is wrong with it.
///
/// # Errors
/// The verdict that the command ends with, when the flow has errors or can't be read.
pub(crate) fn one_flow(path: &PathBuf, terminal: &Terminal) -> Result<Result<Compiled, Verdict>, Failure> {
    let inputs = inputs::collect(std::slice::from_ref(path));
    if !inputs.folders.is_empty() {
        return Err(Failure::new(format!("`{}` is a folder", path.display())).help("name one file"));
    }
    let run = Run::new(inputs, &Settings::default(), terminal)?;
    let findings = run.findings();
    if findings.verdict() != Verdict::Fine
        && let Some(human) = report::format("human")
    {
        findings.show(human, Stream::Err, terminal)?;
    }
    let verdict = run.verdict.max(findings.verdict());
    match run.flows.into_iter().next() {
        Some(flow) if verdict == Verdict::Fine => Ok(Ok(flow)),
        _ => Ok(Err(verdict.max(Verdict::Faults))),
    }
}

/// Rows of cells in columns, two spaces apart; the last column is as wide as it is.
pub(crate) fn columns(rows: &[Vec<String>]) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..count).map(|column| width(column).unwrap_or(0)).collect();
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(&format!("{cell:width$}  "));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}
