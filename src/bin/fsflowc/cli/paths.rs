//! `fsflowc paths`: how many ways a flow has, and some of them.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use fsflow::diag::did_you_mean;
use fsflow::flow::{EdgeId, Flow, NodeId};
use fsflow::graph::Graph;
use fsflow::paths::{self, Counts};
use serde::Serialize;

use super::Ended;
use crate::failure::Failure;
use crate::story::{self, Step};
use crate::terminal::{Terminal, Verdict};

/// Count the ways through a flow, and list some of them
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// The flow
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Only paths to this node, instead of to every `end`
    #[arg(long, value_name = "NODE")]
    to: Option<String>,
    /// How many paths to list
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// How to write them
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    format: Form,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Form {
    /// For people
    Text,
    /// For programs
    Json,
}

const AFTER_HELP: &str = "\
Examples:
  fsflowc paths examples/wire-transfer.fsflow
  fsflowc paths examples/wire-transfer.fsflow --to sms_otp --limit 3";

#[derive(Debug, Serialize)]
struct Document {
    version: u32,
    count: String,
    shortest: Option<Vec<Step>>,
    longest: Option<Vec<Step>>,
    never: Vec<String>,
    paths: Vec<Vec<Step>>,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Ended {
    let compiled = match story::one_flow(&arguments.file, terminal)? {
        Ok(compiled) => compiled,
        Err(verdict) => return Ok(verdict),
    };
    let flow = &compiled.compilation.flow;
    let graph = &compiled.compilation.graph;
    let targets = targets(flow, arguments.to.as_deref())?;
    let counts = paths::count(graph, &targets);
    let listed: Vec<Vec<EdgeId>> = paths::list(graph, &targets).take(arguments.limit).collect();
    let text = match arguments.format {
        Form::Text => as_text(flow, graph, &counts, &listed),
        Form::Json => super::json(&Document {
            version: 1,
            count: counts.paths.to_string(),
            shortest: counts.shortest.as_ref().map(|path| story::steps(flow, path)),
            longest: counts.longest.as_ref().map(|path| story::steps(flow, path)),
            never: never(flow, &counts).map(|edge| story::outcome(flow, edge)).collect(),
            paths: listed.iter().map(|path| story::steps(flow, path)).collect(),
        })?,
    };
    terminal.print(&text)?;
    Ok(Verdict::Fine)
}

fn targets(flow: &Flow, to: Option<&str>) -> Result<Vec<NodeId>, Failure> {
    let Some(to) = to else {
        return Ok(flow.nodes().filter(|(_, node)| node.is_end()).map(|(id, _)| id).collect());
    };
    match flow.nodes().find(|(_, node)| node.id == to) {
        Some((id, _)) => Ok(vec![id]),
        None => {
            let failure = Failure::new(format!("there is no node `{to}`"));
            Err(match did_you_mean(to, flow.nodes.iter().map(|node| node.id.as_str())) {
                Some(near) => failure.help(format!("did you mean `{near}`?")),
                None => failure,
            })
        }
    }
}

/// The outcomes that are not needed, of nodes that have several.
fn never<'c>(flow: &'c Flow, counts: &'c Counts) -> impl Iterator<Item = EdgeId> + use<'c> {
    counts.never.iter().copied().filter(|edge| degree(flow, edge.from) > 1)
}

fn degree(flow: &Flow, node: NodeId) -> usize {
    flow.node(node).edges.len()
}

fn as_text(flow: &Flow, graph: &Graph, counts: &Counts, listed: &[Vec<EdgeId>]) -> String {
    let mut rows = vec![vec!["paths".to_owned(), counts.paths.to_string()]];
    let mut path = |name: &str, path: &Option<Vec<EdgeId>>| {
        if let Some(path) = path {
            let nodes = path.len() + 1;
            rows.push(vec![name.to_owned(), format!("{nodes} nodes: {}", story::nodes(flow, graph, path))]);
        }
    };
    path("shortest", &counts.shortest);
    path("longest", &counts.longest);
    // What comes after the target is of no interest to those who ask how to get there.
    let passed =
        |node: NodeId| counts.never.iter().filter(|edge| edge.from == node).count() < degree(flow, node);
    let names: Vec<String> = never(flow, counts)
        .filter(|edge| passed(edge.from) || !graph.is_reachable(edge.from))
        .map(|edge| story::outcome(flow, edge))
        .collect();
    if !names.is_empty() {
        rows.push(vec!["on no path".to_owned(), names.join(", ")]);
    }
    let mut text = story::columns(&rows);
    if !listed.is_empty() {
        text.push('\n');
        for (number, path) in listed.iter().enumerate() {
            text.push_str(&format!("{:>4}  {}\n", number + 1, story::choices(flow, path)));
        }
        let more = counts.paths.beyond(listed.len());
        if !more.is_zero() {
            text.push_str(&format!("      and {more} more\n"));
        }
    }
    text
}
