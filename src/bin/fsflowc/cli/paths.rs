//! `fsflowc paths`: how many ways a flow has, and some of them.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use fsflow::diag::did_you_mean;
use fsflow::diag::refused::Refused;
use fsflow::documents::{Paths, never, to_json};
use fsflow::flow::{EdgeId, Flow, NodeId};
use fsflow::graph::Graph;
use fsflow::paths::{self, Counts};
use fsflow::report::safe;
use fsflow::simulate::{given_names, spelled};

use super::param_flags::ParamFlags;
use crate::failure::Failure;
use crate::flows::Flows;
use crate::lines::{columns, row};
use crate::terminal::Terminal;
use crate::verdict::{Ended, Verdict};

/// Count the ways through a flow, and list some of them
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// The flow
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    params: ParamFlags,
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

/// Runs the command.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Ended {
    let compiled = match Flows::one_without_errors(&arguments.file, &arguments.params.settings()?, terminal)?
    {
        Ok(compiled) => compiled,
        Err(verdict) => return Ok(verdict),
    };
    let graph = &compiled.compilation.graph;
    let targets = targets(graph, arguments.to.as_deref())?;
    let counts = paths::count(graph, &targets);
    let listed: Vec<Vec<EdgeId>> = paths::list(graph, &targets).take(arguments.limit).collect();
    match arguments.format {
        Form::Text => terminal.page(&as_text(graph, &counts, &listed))?,
        Form::Json => terminal.print(&to_json(&Paths::new(graph.flow(), &counts, &listed)))?,
    }
    Ok(Verdict::Fine)
}

fn targets(graph: &Graph, to: Option<&str>) -> Result<Vec<NodeId>, Failure> {
    let flow = graph.flow();
    let Some(to) = to else {
        return Ok(flow.nodes().filter(|(_, node)| node.is_end()).map(|(id, _)| id).collect());
    };
    let near = did_you_mean(to, flow.nodes.iter().map(|node| node.id.as_str()));
    let unknown = || Refused::new(format!("there is no node `{to}`")).near(near, None);
    Ok(vec![graph.named(to).ok_or_else(unknown)?])
}

fn as_text(graph: &Graph, counts: &Counts, listed: &[Vec<EdgeId>]) -> String {
    let flow = graph.flow();
    let mut rows = vec![vec!["paths".to_owned(), counts.paths.to_string()]];
    let mut path = |name: &str, path: &Option<Vec<EdgeId>>| {
        if let Some(path) = path {
            let count = path.len() + 1;
            rows.push(vec![name.to_owned(), format!("{count} nodes: {}", row(nodes(graph, path), " → "))]);
        }
    };
    path("shortest", &counts.shortest);
    path("longest", &counts.longest);
    // What comes after the target is of no interest to those who ask how to get there.
    let passed = |node: NodeId| {
        counts.never.iter().filter(|edge| edge.from == node).count() < flow.node(node).outcomes().count()
    };
    let names: Vec<String> = never(flow, counts)
        .filter(|edge| passed(edge.from) || !graph.is_reachable(edge.from))
        .map(|edge| safe(&spelled(flow, edge)).into_owned())
        .collect();
    if !names.is_empty() {
        rows.push(vec!["on no path".to_owned(), names.join(", ")]);
    }
    let mut text = columns(&rows);
    if !listed.is_empty() {
        text.push('\n');
        for (number, path) in listed.iter().enumerate() {
            text.push_str(&format!("{:>4}  {}\n", number + 1, choices(flow, path)));
        }
        let more = counts.paths.beyond(listed.len());
        if !more.is_zero() {
            text.push_str(&format!("      and {more} more\n"));
        }
    }
    text
}

/// The outcomes that tell a path from others.
fn choices(flow: &Flow, path: &[EdgeId]) -> String {
    let names = given_names(flow, path);
    if names.is_empty() { "the only way".to_owned() } else { row(names, ", ") }
}

/// The ids of the nodes of a path.
fn nodes(graph: &Graph, path: &[EdgeId]) -> Vec<String> {
    let first = path.first().map(|edge| edge.from).or(graph.start());
    let targets = path.iter().filter_map(|edge| graph.edge(*edge).target);
    first.into_iter().chain(targets).map(|id| graph.flow().node(id).id.clone()).collect()
}
