//! `fsflowc decide`: the decision table of a flow.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use fsflow::flow::{Decide, EdgeId, Flow};
use fsflow::paths::{self, Class, Count, Mentioned, Table};
use fsflow::report::safe;
use serde::Serialize;

use super::Ended;
use crate::failure::Failure;
use crate::story;
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
    /// For people
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
    /// Counted from 1.
    rule: usize,
    /// Those that the rules ask for and that these sessions have behind them.
    outcomes: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paths: Option<String>,
    /// One path, as `fsflowc run --with` takes it.
    path: Vec<String>,
}

/// The most classes that are shown to people.
const MOST: usize = 500;

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
    let graph = &compiled.compilation.graph;
    let table = paths::table(graph, decide).map_err(|error| Failure::new(error.to_string()))?;
    let text = match arguments.format {
        Form::Table => as_table(flow, decide, &table),
        Form::Json => as_json(flow, decide, &table)?,
    };
    terminal.print(&text)?;
    Ok(Verdict::Fine)
}

fn as_table(flow: &Flow, decide: &Decide, table: &Table<'_>) -> String {
    let mut text = decisions(flow, decide, table, &table.classes);
    if table.stopped.is_empty() {
        text.push_str(&format!("\nSessions that stop on the way: {}\n", safe(otherwise(decide))));
    } else {
        text.push_str("\nSessions that stop on the way:\n\n");
        text.push_str(&decisions(flow, decide, table, &table.stopped));
    }
    text
}

/// The classes below the decisions that they get.
fn decisions(flow: &Flow, decide: &Decide, table: &Table<'_>, classes: &[Class]) -> String {
    let all: Count = classes.iter().map(|class| &class.paths).sum();
    let width = classes.iter().map(|class| class.paths.to_string().len()).max().unwrap_or(0);
    let mut text = String::new();
    let mut shown = 0;
    for (name, classes) in by_decision(decide, classes) {
        let paths: Count = classes.iter().map(|class| &class.paths).sum();
        let is_counted = !paths.is_zero();
        let head = if is_counted { format!(": {paths} of {all} paths") } else { String::new() };
        let gap = if text.is_empty() { "" } else { "\n" };
        text.push_str(&format!("{gap}{}{head}\n", safe(name)));
        for class in classes.iter().take(MOST - shown) {
            let count = if is_counted { format!("{:>width$}  ", class.paths) } else { String::new() };
            let asked = match outcomes(flow, table.mentioned(), class).join(", ") {
                asked if asked.is_empty() => "none of the outcomes that the rules ask for".to_owned(),
                asked => asked,
            };
            text.push_str(&format!("  {count}{}\n", safe(&asked)));
            let path = table.witness(class);
            let one = if is_counted { story::choices(flow, &path) } else { stop(flow, class, &path) };
            if one != asked {
                text.push_str(&format!("  {}  such as {one}\n", " ".repeat(count.len())));
            }
        }
        let more = classes.len().saturating_sub(MOST - shown);
        if more > 0 {
            text.push_str(&format!("  and {more} more classes, which `--format json` shows\n"));
        }
        shown = (shown + classes.len()).min(MOST);
    }
    text
}

/// What the last rule, `else`, decides.
fn otherwise(decide: &Decide) -> &str {
    decide.rules.last().map_or("", |rule| rule.name.as_str())
}

/// Where one session stops, and by which outcomes it came there.
fn stop(flow: &Flow, class: &Class, path: &[EdgeId]) -> String {
    let at = safe(&flow.node(class.state.node).id).into_owned();
    match story::given(flow, path).is_empty() {
        true => format!("at {at}"),
        false => format!("at {at}, after {}", story::choices(flow, path)),
    }
}

/// The classes of each decision, in the order of the first rules for it.
fn by_decision<'a>(decide: &'a Decide, classes: &'a [Class]) -> Vec<(&'a str, Vec<&'a Class>)> {
    let mut groups: Vec<(&str, Vec<&Class>)> = Vec::new();
    for class in classes {
        let name = name(decide, class);
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, group)) => group.push(class),
            None => groups.push((name, vec![class])),
        }
    }
    groups
}

fn as_json(flow: &Flow, decide: &Decide, table: &Table<'_>) -> Result<String, Failure> {
    let row = |class: &Class, counted: bool| Row {
        decision: name(decide, class).to_owned(),
        rule: class.rule + 1,
        outcomes: outcomes(flow, table.mentioned(), class),
        paths: counted.then(|| class.paths.to_string()),
        path: story::given(flow, &table.witness(class)),
    };
    let mut incomplete: Vec<Row> = table.stopped.iter().map(|class| row(class, false)).collect();
    if incomplete.is_empty() {
        let last = decide.rules.len();
        let decision = otherwise(decide).to_owned();
        incomplete.push(Row { decision, rule: last, outcomes: Vec::new(), paths: None, path: Vec::new() });
    }
    let completed = table.classes.iter().map(|class| row(class, true)).collect();
    super::json(&Document { version: 1, completed, incomplete })
}

fn name<'a>(decide: &'a Decide, class: &Class) -> &'a str {
    decide.rules.get(class.rule).map_or("", |rule| rule.name.as_str())
}

/// The outcomes that the class has behind it, of those that the rules ask for.
fn outcomes(flow: &Flow, mentioned: &Mentioned, class: &Class) -> Vec<String> {
    let held = mentioned.atoms().filter(|(bit, ..)| bit & class.state.mask != 0);
    held.map(|(_, node, edge)| match edge.and_then(|edge| flow.node(node).edges.get(edge as usize)) {
        Some(edge) => format!("{}.{}", flow.node(node).id, edge.spelled()),
        None => flow.node(node).id.clone(),
    })
    .collect()
}
