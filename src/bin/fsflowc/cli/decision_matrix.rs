//! The decision table as a specification has it: what the rules ask as columns, a class of sessions a row, in Markdown.

use fsflow::documents::{Class, Decide, Name};
use fsflow::report::safe;

use crate::lines::row;

/// What a column is about.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Column {
    /// A node, by its id.
    Node(String),
    /// A comparison of a value.
    Value(String),
}

/// The tables of completed sessions and of those that stopped.
pub(super) fn as_markdown(table: &Decide) -> String {
    let mut text = matrix(table, &table.completed, false);
    match table.incomplete.as_slice() {
        [all] if all.stops_at.is_none() => {
            text.push_str(&format!("\nSessions that stop on the way: {}\n", cell(&all.decision)));
            text.push_str(&promises(all));
        }
        classes => {
            text.push_str("\nSessions that stop on the way:\n\n");
            text.push_str(&matrix(table, classes, true));
        }
    }
    text
}

fn matrix(table: &Decide, classes: &[Class], stopped: bool) -> String {
    let columns = columns(classes);
    let heads = columns.iter().map(|column| match column {
        Column::Node(text) | Column::Value(text) => cell(text),
    });
    let mut head = vec!["Decision".to_owned()];
    head.extend(heads);
    let has_reasons = classes.iter().any(|class| class.reason.is_some());
    head.extend(has_reasons.then(|| "Because".to_owned()));
    head.extend((!stopped).then(|| "Paths".to_owned()));
    head.push("Such as".to_owned());
    let mut text = line(&head) + &line(&vec!["---".to_owned(); head.len()]);
    let mut notes = String::new();
    for decision in table.grants_first() {
        let name = cell(&decision.decision);
        let name = if decision.grant { format!("**{name}** (grant)") } else { name };
        for class in classes.iter().filter(|class| class.decision == decision.decision) {
            let mut cells = vec![name.clone()];
            cells.extend(columns.iter().map(|column| asked(class, column)));
            cells.extend(has_reasons.then(|| class.reason.as_deref().map_or(String::new(), cell)));
            cells.extend(class.paths.as_deref().map(cell));
            cells.push(example(class));
            text.push_str(&line(&cells));
            notes.push_str(&promises(class));
        }
        let more = if stopped { &decision.more_incomplete } else { &decision.more };
        if let Some(more) = more {
            notes.push_str(&format!("\n{more} more classes get {name}.\n"));
        }
    }
    text + &notes
}

/// Every node and value that some class says something of, in the order of the classes.
fn columns(classes: &[Class]) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    let mut add = |column: Column| {
        if !columns.contains(&column) {
            columns.push(column);
        }
    };
    for class in classes {
        class
            .outcome_names
            .iter()
            .chain(&class.without_names)
            .for_each(|it| add(Column::Node(it.node.clone())));
        class.values.iter().chain(&class.without_values).for_each(|it| add(Column::Value(it.clone())));
    }
    columns
}

/// What a class says of a column; nothing where that makes no difference.
fn asked(class: &Class, column: &Column) -> String {
    match column {
        Column::Value(text) if class.values.contains(text) => "yes".to_owned(),
        Column::Value(text) if class.without_values.contains(text) => "no".to_owned(),
        Column::Value(_) => String::new(),
        Column::Node(node) => {
            let of_node = |it: &&Name| it.node == *node;
            let said = |it: &Name| it.outcome.as_deref().map_or_else(|| "passed".to_owned(), cell);
            let has = class.outcome_names.iter().filter(of_node).map(said);
            let not = class.without_names.iter().filter(of_node).map(|it| format!("not {}", said(it)));
            has.chain(not).collect::<Vec<_>>().join(", ")
        }
    }
}

fn example(class: &Class) -> String {
    let path = row(class.path.clone(), ", ");
    let path = match (&class.stops_at, path.is_empty()) {
        (None, true) => "the only way".to_owned(),
        (None, false) => path,
        (Some(at), true) => format!("at {at}"),
        (Some(at), false) => format!("at {at}, after {path}"),
    };
    cell(&path)
}

fn promises(class: &Class) -> String {
    let note = |line: u32, text: &str| {
        format!(
            "\nSome sessions that get {} break the promise of line {line}: {}\n",
            cell(&class.decision),
            cell(text)
        )
    };
    class.broken.iter().map(|promise| note(promise.line, &promise.text)).collect()
}

fn line(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

/// A text that stays in its cell and is no markup.
fn cell(text: &str) -> String {
    let mut out = String::new();
    for ch in safe(text).chars() {
        match ch {
            '|' | '\\' | '`' | '*' | '<' | '>' | '[' | ']' | '#' => out.extend(['\\', ch]),
            '&' => out.push_str("&amp;"),
            '\n' => out.push(' '),
            _ => out.push(ch),
        }
    }
    out
}
