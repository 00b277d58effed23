//! `fsflowc decide`: the decision table of a flow.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use fsflow::documents::{Class, Decide, Promise, to_json};
use fsflow::paths::Count;
use fsflow::report::safe;

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

/// The most classes that are shown to people.
const MOST: usize = 500;

/// Runs the command.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Ended {
    let (compiled, findings) = match Flows::one(&arguments.file, terminal)? {
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
        Form::Json => terminal.print(&to_json(&table))?,
    }
    Ok(verdict)
}

fn as_text(table: &Decide) -> String {
    let mut text = decisions(&table.completed);
    match table.incomplete.as_slice() {
        [all] if all.stops_at.is_none() => {
            text.push_str(&format!("\nSessions that stop on the way: {}\n", safe(&all.decision)));
            text.push_str(&broken(all, 2));
        }
        classes => {
            text.push_str("\nSessions that stop on the way:\n\n");
            text.push_str(&decisions(classes));
        }
    }
    text
}

/// The classes below the decisions that they get.
fn decisions(classes: &[Class]) -> String {
    let count = |class: &Class| class.paths.as_deref().and_then(|paths| paths.parse::<Count>().ok());
    let all: Count = classes.iter().filter_map(count).sum();
    let width = classes.iter().filter_map(|class| class.paths.as_ref()).map(String::len).max().unwrap_or(0);
    let mut text = String::new();
    let mut shown = 0;
    for (name, classes) in by_decision(classes) {
        let paths: Count = classes.iter().copied().filter_map(count).sum();
        let is_counted = !paths.is_zero();
        let head = if is_counted { format!(": {paths} of {all} paths") } else { String::new() };
        let gap = if text.is_empty() { "" } else { "\n" };
        text.push_str(&format!("{gap}{}{head}\n", safe(name)));
        for class in classes.iter().take(MOST - shown) {
            text.push_str(&one(class, width));
        }
        let more = classes.len().saturating_sub(MOST - shown);
        if more > 0 {
            text.push_str(&format!("  and {more} more classes, which `--format json` shows\n"));
        }
        shown = (shown + classes.len()).min(MOST);
    }
    text
}

/// A class: how many paths, what they have behind them, one of them, and the promises that they break.
fn one(class: &Class, width: usize) -> String {
    let count = class.paths.as_ref().map_or(String::new(), |paths| format!("{paths:>width$}  "));
    let asked = match row(class.outcomes.clone(), ", ") {
        asked if asked.is_empty() => "no outcome that a rule names".to_owned(),
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
    text + &broken(class, indent)
}

/// The promises that a class breaks.
fn broken(class: &Class, indent: usize) -> String {
    let line = |promise: &Promise| {
        format!("{:indent$}some break the promise of line {}: {}\n", "", promise.line, safe(&promise.text))
    };
    class.broken.iter().map(line).collect()
}

/// The classes of each decision, in the order of the first rules for it.
fn by_decision(classes: &[Class]) -> Vec<(&str, Vec<&Class>)> {
    let mut groups: Vec<(&str, Vec<&Class>)> = Vec::new();
    for class in classes {
        match groups.iter_mut().find(|(known, _)| *known == class.decision) {
            Some((_, group)) => group.push(class),
            None => groups.push((&class.decision, vec![class])),
        }
    }
    groups
}
