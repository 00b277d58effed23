//! Owns what a walk shows and asks in the terminal.

use std::io::{self, BufRead};

use fsflow::diag::did_you_mean;
use fsflow::flow::{Edge, EdgeId, Flow, Node, Outcome};
use fsflow::graph::Graph;
use fsflow::report::{self, safe};

use crate::failure::{Failure, reason};
use crate::story;
use crate::terminal::{Stream, Terminal};

/// How many columns a text gets on however narrow a terminal.
const LEAST_WIDTH: usize = 24;

/// A conversation with the one who walks.
pub(crate) struct Dialogue<'d> {
    pub(crate) graph: &'d Graph,
    pub(crate) terminal: &'d Terminal,
    /// Where nodes and questions are written; nothing is written without it.
    pub(crate) stream: Option<Stream>,
}

impl Dialogue<'_> {
    /// Shows a node and its prompt.
    pub(crate) fn show(&self, node: &Node) -> Result<(), Failure> {
        let kind =
            if node.id == node.ty.name { String::new() } else { format!("  ({})", safe(&node.ty.name)) };
        let mut text = format!("\n{}{kind}\n", safe(&node.id));
        if let Some(prompt) = &node.prompt {
            let word = if prompt.say { "says" } else { "is told" };
            let prompt = story::shown(self.graph.flow(), &prompt.text);
            let width = self.width().saturating_sub(2).max(LEAST_WIDTH);
            for line in report::wrap(&format!("{word}: {prompt}"), width) {
                text.push_str(&format!("  {}\n", safe(&line)));
            }
        }
        self.write(&text)
    }

    /// Tells which outcome happens when nobody is asked.
    pub(crate) fn tell(&self, edge: EdgeId) -> Result<(), Failure> {
        self.write(&format!("  -> {}\n", safe(&self.graph.edge(edge).spelled())))
    }

    /// Asks until the answer names one of the outcomes. `None` when the input has ended.
    pub(crate) fn ask(&self, node: &Node, edges: &[EdgeId]) -> Result<Option<EdgeId>, Failure> {
        let edges: Vec<(EdgeId, &Edge)> = edges.iter().map(|edge| (*edge, self.graph.edge(*edge))).collect();
        self.write(&self.menu(&edges))?;
        loop {
            self.write(&format!("{}? ", safe(&node.id)))?;
            let mut line = String::new();
            match io::stdin().lock().read_line(&mut line) {
                Ok(0) => {
                    self.write("\n")?;
                    return Ok(None);
                }
                Ok(_) => {}
                Err(error) => return Err(Failure::new(format!("can't read the answer: {}", reason(&error)))),
            }
            match choose(line.trim(), &edges) {
                Ok(edge) => return Ok(Some(edge)),
                Err(why) => self.write(&format!("  {}\n", safe(&why)))?,
            }
        }
    }

    /// Number, name and target in columns, and what each means beside them.
    fn menu(&self, edges: &[(EdgeId, &Edge)]) -> String {
        let flow = self.graph.flow();
        let row = |(number, (_, edge)): (usize, &(EdgeId, &Edge))| {
            let target = edge.target.map_or("", |target| flow.node(target).id.as_str());
            let cells = [format!("  {}", number + 1), edge.spelled(), format!("-> {target}")];
            cells.iter().map(|cell| safe(cell).into_owned()).collect()
        };
        let columns = story::columns(&edges.iter().enumerate().map(row).collect::<Vec<_>>());
        let indent = columns.lines().map(|line| line.chars().count()).max().unwrap_or(0) + 2;
        let width = self.width().saturating_sub(indent).max(LEAST_WIDTH);
        let mut menu = String::new();
        for (line, (_, edge)) in columns.lines().zip(edges) {
            let meaning = report::wrap(&safe(&meaning(flow, edge)), width);
            let meaning = meaning.join(&format!("\n{}", " ".repeat(indent)));
            menu.push_str(format!("{line:indent$}{meaning}").trim_end());
            menu.push('\n');
        }
        menu
    }

    fn width(&self) -> usize {
        self.terminal.style(self.stream.unwrap_or(Stream::Out)).width
    }

    fn write(&self, text: &str) -> Result<(), Failure> {
        match self.stream {
            Some(Stream::Out) => self.terminal.print(text)?,
            Some(Stream::Err) => self.terminal.note(text),
            None => {}
        }
        Ok(())
    }
}

/// The outcome that an answer names: by its number, its name, or the beginning of one name alone.
fn choose(answer: &str, edges: &[(EdgeId, &Edge)]) -> Result<EdgeId, String> {
    if answer.is_empty() {
        return Err("write a number, a name, or the beginning of one".to_owned());
    }
    if let Ok(number) = answer.parse::<usize>() {
        let edge = number.checked_sub(1).and_then(|place| edges.get(place));
        return edge.map(|(id, _)| *id).ok_or_else(|| format!("the numbers are 1 to {}", edges.len()));
    }
    if let Some((id, _)) = edges.iter().find(|(_, edge)| edge.is_named(answer)) {
        return Ok(*id);
    }
    let names: Vec<String> = edges.iter().map(|(_, edge)| edge.spelled()).collect();
    let begins = |name: &str| name.to_lowercase().starts_with(&answer.to_lowercase());
    let begun: Vec<usize> = (0..names.len()).filter(|place| begins(&names[*place])).collect();
    match begun.as_slice() {
        [only] => Ok(edges[*only].0),
        [] => Err(match did_you_mean(answer, names.iter().map(String::as_str)) {
            Some(near) => format!("there is no outcome `{answer}`; did you mean `{near}`?"),
            None => format!("there is no outcome `{answer}`; write a number or a name of the list"),
        }),
        several => {
            let names: Vec<String> = several.iter().map(|place| format!("`{}`", names[*place])).collect();
            Err(format!("`{answer}` can be {}", names.join(" or ")))
        }
    }
}

/// When an outcome happens, in words.
fn meaning(flow: &Flow, edge: &Edge) -> String {
    match &edge.outcome {
        Outcome::Api(row) => row.summary.to_owned(),
        Outcome::Choice { condition, .. } => story::shown(flow, condition),
        Outcome::Rule(rule) => story::rule(flow, rule),
        Outcome::Quoted(_) => String::new(),
    }
}
