//! `fsflowc decide`: the decision table of a flow.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use fsflow::graph::Graph;
use fsflow::model::{Decide, Flow};
use fsflow::paths::{self, Class, Mentioned, Table};
use fsflow::report;
use serde::Serialize;

use super::Ended;
use crate::failure::Failure;
use crate::story::{self, Step};
use crate::terminal::{Terminal, Verdict};

/// Show the decision table of a flow: which paths get which decision
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// The flow
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// How to write the table
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "table")]
    format: Form,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Form {
    /// In columns
    Table,
    /// For programs
    Json,
}

const AFTER_HELP: &str = "\
Example:
  fsflowc decide examples/wire-transfer.fsflow";

#[derive(Debug, Serialize)]
struct Document {
    version: u32,
    completed: Vec<Row>,
    incomplete: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    decision: String,
    rule: usize,
    outcomes: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paths: Option<String>,
    path: Vec<Step>,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Ended {
    let compiled = match story::one_flow(&arguments.file, terminal)? {
        Ok(compiled) => compiled,
        Err(verdict) => return Ok(verdict),
    };
    let flow = &compiled.compilation.flow;
    let Some(decide) = &flow.decide else {
        let failure = Failure::new(format!("`{}` has no `decide`", arguments.file.display()));
        return Err(failure.help("add `decide { decision: condition … }` to the flow"));
    };
    let graph = Graph::new(flow);
    let table = paths::table(&graph, decide).map_err(|error| Failure::new(error.to_string()))?;
    let text = match arguments.format {
        Form::Table => as_table(flow, decide, &table),
        Form::Json => as_json(flow, decide, &table)?,
    };
    terminal.print(&text)?;
    Ok(Verdict::Fine)
}

fn as_table(flow: &Flow, decide: &Decide, table: &Table) -> String {
    let header = ["DECISION", "PATHS", "OUTCOMES ASKED FOR", "ONE PATH"].map(str::to_owned).to_vec();
    let mut rows = vec![header];
    for class in &table.classes {
        rows.push(vec![
            name(decide, class),
            class.paths.to_string(),
            outcomes(flow, &table.mentioned, class).join(", "),
            story::choices(flow, &class.witness),
        ]);
    }
    let mut text = story::columns(&rows);
    if !table.stopped.is_empty() {
        let mut rows =
            vec![["INCOMPLETE", "OUTCOMES ASKED FOR", "ONE WAY TO STOP"].map(str::to_owned).to_vec()];
        for class in &table.stopped {
            rows.push(vec![
                name(decide, class),
                outcomes(flow, &table.mentioned, class).join(", "),
                story::choices(flow, &class.witness),
            ]);
        }
        text.push('\n');
        text.push_str(&story::columns(&rows));
    }
    text
}

fn as_json(flow: &Flow, decide: &Decide, table: &Table) -> Result<String, Failure> {
    let row = |class: &Class, counted: bool| Row {
        decision: decide.rules.get(class.rule).map_or_else(String::new, |rule| rule.name.clone()),
        rule: class.rule + 1,
        outcomes: outcomes(flow, &table.mentioned, class),
        paths: counted.then(|| class.paths.to_string()),
        path: story::steps(flow, &class.witness),
    };
    let document = Document {
        version: 1,
        completed: table.classes.iter().map(|class| row(class, true)).collect(),
        incomplete: table.stopped.iter().map(|class| row(class, false)).collect(),
    };
    super::json(&document)
}

fn name(decide: &Decide, class: &Class) -> String {
    decide.rules.get(class.rule).map_or_else(String::new, |rule| report::safe(&rule.name).into_owned())
}

/// The outcomes that the class has behind it, of those that the rules ask for.
fn outcomes(flow: &Flow, mentioned: &Mentioned, class: &Class) -> Vec<String> {
    let held = mentioned.atoms().filter(|(bit, ..)| bit & class.mask != 0);
    held.map(|(_, node, edge)| match edge.and_then(|edge| flow.node(node).edges.get(edge as usize)) {
        Some(edge) => format!("{}.{}", flow.node(node).id, edge.spelled()),
        None => flow.node(node).id.clone(),
    })
    .collect()
}
