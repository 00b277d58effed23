//! What a walk shows and asks in the terminal.

use std::io::{self, BufRead};

use fsflow::flow::{EdgeId, Node};
use fsflow::graph::Graph;
use fsflow::report::{self, safe};
use fsflow::simulate::{Walk, choose, meaning, said};

use crate::failure::{Failure, reason};
use crate::lines::columns;
use crate::terminal::{Stream, Terminal};

/// How many columns a text gets on however narrow a terminal.
const LEAST_WIDTH: usize = 24;

/// A conversation with the one who walks.
pub(crate) struct Questions<'d> {
    pub(crate) graph: &'d Graph,
    pub(crate) terminal: &'d Terminal,
    /// Where nodes and questions are written; nothing is written without it.
    pub(crate) stream: Option<Stream>,
}

/// What was answered.
pub(crate) enum Answer {
    /// This outcome happens.
    Outcome(EdgeId),
    /// One question back.
    Back,
    /// The input has ended.
    Ended,
}

/// The answer that goes one question back; no outcome is called so without quotes.
const BACK: &str = "<";

impl Questions<'_> {
    /// Shows a node and its prompt.
    pub(crate) fn show(&self, node: &Node) -> Result<(), Failure> {
        let kind =
            if node.id == node.ty.name { String::new() } else { format!("  ({})", safe(&node.ty.name)) };
        let mut text = format!("\n{}{kind}\n", safe(&node.id));
        if let Some(said) = said(self.graph.flow(), node) {
            let word = if said.literally { "says" } else { "is told" };
            let width = self.width().saturating_sub(2).max(LEAST_WIDTH);
            for line in report::wrap(&format!("{word}: {}", said.text), width) {
                text.push_str(&format!("  {}\n", safe(&line)));
            }
        }
        self.write(&text)
    }

    /// Tells which outcome happens when nobody is asked.
    pub(crate) fn tell(&self, edge: EdgeId) -> Result<(), Failure> {
        self.write(&format!("  -> {}\n", safe(&self.graph.edge(edge).spelled())))
    }

    /// Tells which rule would decide if the session stopped where it is.
    pub(crate) fn decided(&self, walk: &Walk<'_>) -> Result<(), Failure> {
        match rule(walk) {
            Some(rule) => self.write(&format!("  if it stopped here: {rule}\n")),
            None => Ok(()),
        }
    }

    /// Asks until the answer names one of the outcomes, or goes back where there is a question to go back to.
    pub(crate) fn ask(&self, node: &Node, edges: &[EdgeId], can_go_back: bool) -> Result<Answer, Failure> {
        self.write(&self.menu(edges))?;
        loop {
            self.write(&format!("{}? ", safe(&node.id)))?;
            let mut line = String::new();
            match io::stdin().lock().read_line(&mut line) {
                Ok(0) => {
                    self.write("\n")?;
                    return Ok(Answer::Ended);
                }
                Ok(_) => {}
                Err(error) => return Err(Failure::new(format!("can't read the answer: {}", reason(&error)))),
            }
            let answer = line.trim();
            if answer == BACK {
                match can_go_back {
                    true => return Ok(Answer::Back),
                    false => self.write("  this is the first question\n")?,
                }
                continue;
            }
            match choose(self.graph, edges, answer) {
                Ok(edge) => return Ok(Answer::Outcome(edge)),
                Err(why) => self.write(&format!("  {}\n", safe(&why)))?,
            }
        }
    }

    /// Number, name and target in columns, and what each means beside them.
    fn menu(&self, edges: &[EdgeId]) -> String {
        let flow = self.graph.flow();
        let row = |(number, id): (usize, &EdgeId)| {
            let edge = self.graph.edge(*id);
            let target = edge.target.map_or("", |target| flow.node(target).id.as_str());
            let cells = [format!("  {}", number + 1), edge.spelled(), format!("-> {target}")];
            cells.iter().map(|cell| safe(cell).into_owned()).collect()
        };
        let columns = columns(&edges.iter().enumerate().map(row).collect::<Vec<_>>());
        let indent = columns.lines().map(|line| line.chars().count()).max().unwrap_or(0) + 2;
        let width = self.width().saturating_sub(indent).max(LEAST_WIDTH);
        let mut menu = String::new();
        for (line, edge) in columns.lines().zip(edges) {
            let meaning = report::wrap(&safe(&meaning(flow, self.graph.edge(*edge))), width);
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

/// The rule that decides about a session as it is: `block (rule 3, because …)`.
pub(crate) fn rule(walk: &Walk<'_>) -> Option<String> {
    let at = walk.rule()?;
    let rule = walk.graph().flow().decide.as_ref()?.rules.get(at)?;
    let because =
        rule.reason.as_ref().map(|reason| format!(", because {}", safe(reason))).unwrap_or_default();
    Some(format!("{} (rule {}{because})", safe(&rule.name), at + 1))
}
