//! `fsflowc decide`: the decision table of a flow.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use fsflow::documents::{Class, Decide, Promise, to_json};
use fsflow::report::safe;

use super::decision_matrix::as_markdown;
use super::param_flags::ParamFlags;
use crate::flows::Flows;
use crate::lines::row;
use crate::terminal::Terminal;
use crate::verdict::{Ended, Verdict};

/// Show the decision table of a flow: which paths get which decision
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// The flow
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    params: ParamFlags,
    /// How to write the table
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "table")]
    format: Form,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Form {
    /// For people
    Table,
    /// For documents and pull requests: what is asked as columns
    Markdown,
    /// For programs
    Json,
}

const AFTER_HELP: &str = "\
Example:
  fsflowc decide examples/wire-transfer.fsflow";

/// Runs the command.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Ended {
    let (compiled, findings) = match Flows::one(&arguments.file, &arguments.params.settings()?, terminal)? {
        Ok(flow) => flow,
        Err(verdict) => return Ok(verdict),
    };
    let verdict = findings.verdict();
    if verdict != Verdict::Fine {
        findings.show_to_people(terminal)?;
    }
    let table = match Decide::new(&compiled.compilation.graph, &compiled.compilation.sources) {
        Ok(table) => table,
        // What keeps the table from being made was shown.
        Err(_) if verdict != Verdict::Fine => return Ok(verdict),
        Err(refused) => return Err(refused.into()),
    };
    match arguments.format {
        Form::Table => terminal.page(&as_text(&table))?,
        Form::Markdown => terminal.print(&as_markdown(&table))?,
        Form::Json => terminal.print(&to_json(&table))?,
    }
    Ok(verdict)
}

fn as_text(table: &Decide) -> String {
    let mut text = decisions(table, &table.completed, false);
    match table.incomplete.as_slice() {
        [all] if all.stops_at.is_none() => {
            text.push_str(&format!("\nSessions that stop on the way: {}\n", safe(&all.decision)));
            text.push_str(&broken(all, 2));
        }
        classes => {
            text.push_str("\nSessions that stop on the way:\n\n");
            text.push_str(&decisions(table, classes, true));
        }
    }
    text
}

/// The classes below the decisions that they get.
fn decisions(table: &Decide, classes: &[Class], stopped: bool) -> String {
    let width = classes.iter().filter_map(|class| class.paths.as_ref()).map(String::len).max().unwrap_or(0);
    let mut text = String::new();
    for decision in table.grants_first() {
        let of_decision = |class: &&Class| class.decision == decision.decision;
        if !classes.iter().any(|class| of_decision(&class)) {
            continue;
        }
        let head =
            if stopped { String::new() } else { format!(": {} of {} paths", decision.paths, table.paths) };
        let gap = if text.is_empty() { "" } else { "\n" };
        let mark = if decision.grant { "grant " } else { "" };
        text.push_str(&format!("{gap}{mark}{}{head}\n", safe(&decision.decision)));
        for class in classes.iter().filter(of_decision) {
            text.push_str(&one(class, width));
        }
        let more = if stopped { &decision.more_incomplete } else { &decision.more };
        if let Some(more) = more {
            text.push_str(&format!("  and {more} more classes\n"));
        }
    }
    text
}

/// A class: how many paths, what they have behind them, one of them, and the promises that they break.
fn one(class: &Class, width: usize) -> String {
    let count = class.paths.as_ref().map_or(String::new(), |paths| format!("{paths:>width$}  "));
    let not = |name: &String| format!("not {name}");
    let having = class.outcomes.iter().chain(&class.values).cloned();
    let lacking = class.without.iter().chain(&class.without_values).map(not);
    let asked = match row(having.chain(lacking).collect(), ", ") {
        asked if asked.is_empty() => "whatever happens".to_owned(),
        asked => asked,
    };
    let mut text = format!("  {count}{asked}\n");
    let path = row(class.path.clone(), ", ");
    let path = match (&class.stops_at, class.path.is_empty()) {
        (None, true) => "the only way".to_owned(),
        (None, false) => path,
        (Some(at), true) => format!("at {}", safe(at)),
        (Some(at), false) => format!("at {}, after {path}", safe(at)),
    };
    let indent = count.len() + 4;
    if path != asked {
        text.push_str(&format!("{:indent$}such as {path}\n", ""));
    }
    if let Some(reason) = &class.reason {
        text.push_str(&format!("{:indent$}because {}\n", "", safe(reason)));
    }
    text + &broken(class, indent)
}

/// The promises that a class breaks.
fn broken(class: &Class, indent: usize) -> String {
    let line = |promise: &Promise| {
        format!("{:indent$}some break the promise of line {}: {}\n", "", promise.line, safe(&promise.text))
    };
    class.broken.iter().map(line).collect()
}
