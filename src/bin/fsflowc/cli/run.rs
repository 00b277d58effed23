//! `fsflowc run`: walks a flow in the terminal.

use std::io::{self, BufRead};
use std::path::PathBuf;

use clap::Args;
use fsflow::catalog::Routing;
use fsflow::diag::did_you_mean;
use fsflow::graph::{EdgeId, Graph};
use fsflow::model::{Flow, Node, Outcome, Text, TextPart};
use fsflow::paths::{self, Step, Walk};
use fsflow::report::safe;
use serde::Serialize;

use super::Ended;
use crate::failure::{Failure, reason};
use crate::story;
use crate::terminal::{Terminal, Verdict};

/// Walk through a flow: see each prompt, choose each outcome, get the reports and the decision
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// The flow
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The outcomes that happen, as node.outcome; nothing is asked then
    #[arg(long, value_name = "OUTCOMES", value_delimiter = ',')]
    with: Vec<String>,
    /// Write the node reports and the decision as JSON, and nothing else
    #[arg(long)]
    json: bool,
}

const AFTER_HELP: &str = "\
Examples:
  fsflowc run examples/wire-transfer.fsflow
  fsflowc run examples/wire-transfer.fsflow --with liveness.deepfake --json";

#[derive(Debug, Serialize)]
struct Session {
    status: &'static str,
    report: Reports,
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Reports {
    node_reports: Vec<NodeReport>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct NodeReport {
    r#type: String,
    node_id: String,
    outcome: String,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Ended {
    let compiled = match story::one_flow(&arguments.file, terminal)? {
        Ok(compiled) => compiled,
        Err(verdict) => return Ok(verdict),
    };
    let flow = &compiled.compilation.flow;
    let graph = Graph::new(flow);
    let given = given(flow, &arguments.with)?;
    let mut player = Player {
        flow,
        graph: &graph,
        given,
        asks: arguments.with.is_empty(),
        quiet: arguments.json,
        terminal,
    };
    let walk = player.play()?;
    let session = session(flow, &graph, &walk);
    if arguments.json {
        terminal.print(&super::json(&session)?)?;
        return Ok(Verdict::Fine);
    }
    terminal.print(&summary(&session))?;
    Ok(Verdict::Fine)
}

/// The edges that `--with` names.
fn given(flow: &Flow, names: &[String]) -> Result<Vec<EdgeId>, Failure> {
    let mut edges: Vec<EdgeId> = Vec::new();
    for name in names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
        let known: Vec<(String, EdgeId)> = flow
            .nodes()
            .flat_map(|(id, node)| {
                (0..node.edges.len()).map(move |index| EdgeId { from: id, index: index as u32 })
            })
            .map(|edge| (story::outcome(flow, edge), edge))
            .collect();
        let exact = known.iter().find(|(full, edge)| {
            full == name
                || name.strip_prefix(&format!("{}.", flow.node(edge.from).id)).is_some_and(|outcome| {
                    flow.node(edge.from).edges.get(edge.index as usize).is_some_and(|it| it.is_named(outcome))
                })
        });
        let Some((_, edge)) = exact else {
            let failure = Failure::new(format!("there is no outcome `{name}`"));
            return Err(match did_you_mean(name, known.iter().map(|(full, _)| full.as_str())) {
                Some(near) => failure.help(format!("did you mean `{near}`?")),
                None => failure.help("write node.outcome"),
            });
        };
        if edges.iter().any(|other| other.from == edge.from && other != edge) {
            return Err(Failure::new(format!("two outcomes are given for `{}`", flow.node(edge.from).id)));
        }
        edges.push(*edge);
    }
    Ok(edges)
}

struct Player<'p> {
    flow: &'p Flow,
    graph: &'p Graph<'p>,
    given: Vec<EdgeId>,
    asks: bool,
    quiet: bool,
    terminal: &'p Terminal,
}

impl Player<'_> {
    fn play(&mut self) -> Result<Walk, Failure> {
        let Some(mut walk) = Walk::new(self.graph) else {
            return Err(Failure::new("the flow has no `start`"));
        };
        loop {
            let node = self.flow.node(walk.at);
            self.show(node)?;
            let edge = match walk.step(self.graph) {
                Step::End => return Ok(walk),
                Step::Only(edge) => edge,
                Step::Choice(edges) => match self.given.iter().find(|edge| edge.from == walk.at) {
                    Some(edge) => *edge,
                    None if self.asks => match self.ask(node, &edges)? {
                        Some(edge) => edge,
                        // The input ended: the session stops here, as when a user closes the page.
                        None => return Ok(walk),
                    },
                    None => return Err(self.undecided(node)),
                },
            };
            walk.take(self.graph, edge);
        }
    }

    fn undecided(&self, node: &Node) -> Failure {
        let names: Vec<String> =
            node.edges.iter().map(|edge| format!("{}.{}", node.id, edge.spelled())).collect();
        Failure::new(format!("no outcome is given for `{}`", node.id))
            .help(format!("add one of {}", names.join(", ")))
    }

    fn show(&self, node: &Node) -> Result<(), Failure> {
        if self.quiet {
            return Ok(());
        }
        let mut text = format!("\n{}  ({})\n", safe(&node.id), safe(&node.ty.name));
        if let Some(prompt) = &node.prompt {
            let word = if prompt.say { "says" } else { "is told" };
            text.push_str(&format!("  {word}: {}\n", safe(&shown(self.flow, &prompt.text))));
        }
        self.terminal.print(&text)
    }

    /// Asks until the answer is a number, a name or the beginning of one name.
    fn ask(&self, node: &Node, edges: &[EdgeId]) -> Result<Option<EdgeId>, Failure> {
        let mut menu = String::new();
        let names: Vec<String> = edges.iter().map(|edge| self.graph.edge(*edge).spelled()).collect();
        for (number, (name, edge)) in names.iter().zip(edges).enumerate() {
            let target =
                self.graph.edge(*edge).target.map_or("", |target| self.flow.node(target).id.as_str());
            let when =
                self.graph.edge(*edge).condition().map_or_else(String::new, |text| shown(self.flow, text));
            let when = if when.is_empty() { String::new() } else { format!("   {}", safe(&when)) };
            menu.push_str(&format!("  {}. {} -> {}{when}\n", number + 1, safe(name), safe(target)));
        }
        self.out(&menu)?;
        loop {
            self.out(&format!("{}? ", safe(&node.id)))?;
            let mut line = String::new();
            let read = io::stdin().lock().read_line(&mut line);
            match read {
                Ok(0) => return Ok(None),
                Ok(_) => {}
                Err(error) => return Err(Failure::new(format!("can't read the answer: {}", reason(&error)))),
            }
            let answer = line.trim();
            if let Some(chosen) = choose(answer, node, &names, edges) {
                return Ok(Some(chosen));
            }
            self.out("  write the number, the name or the beginning of one name\n")?;
        }
    }

    fn out(&self, text: &str) -> Result<(), Failure> {
        if self.quiet {
            self.terminal.note(text);
            return Ok(());
        }
        self.terminal.print(text)
    }
}

fn choose(answer: &str, node: &Node, names: &[String], edges: &[EdgeId]) -> Option<EdgeId> {
    if answer.is_empty() {
        return None;
    }
    if let Ok(number) = answer.parse::<usize>() {
        return edges.get(number.checked_sub(1)?).copied();
    }
    let named =
        edges.iter().find(|edge| node.edges.get(edge.index as usize).is_some_and(|it| it.is_named(answer)));
    if let Some(edge) = named {
        return Some(*edge);
    }
    let mut starts = names.iter().zip(edges).filter(|(name, _)| name.starts_with(answer));
    match (starts.next(), starts.next()) {
        (Some((_, edge)), None) => Some(*edge),
        _ => None,
    }
}

/// A text with its parameters shown as they are written, or as their values where those are known.
fn shown(flow: &Flow, text: &Text) -> String {
    text.parts
        .iter()
        .map(|part| match part {
            TextPart::Literal(literal) => literal.clone(),
            TextPart::Param(param) => {
                param.and_then(|id| flow.params.get(id.0 as usize)).map_or_else(String::new, |param| {
                    param
                        .value
                        .as_ref()
                        .map_or_else(|| format!("${{{}}}", param.name), |value| value.as_text().to_owned())
                })
            }
        })
        .collect()
}

/// What the API would report of the walk. For outcomes that are the author's own it reports the node that came next.
fn session(flow: &Flow, graph: &Graph<'_>, walk: &Walk) -> Session {
    let is_complete = flow.node(walk.at).is("end");
    let mut node_reports: Vec<NodeReport> = walk
        .path
        .iter()
        .filter(|edge| !flow.node(edge.from).is("start"))
        .map(|edge| {
            let node = flow.node(edge.from);
            let fixed = node.ty.row.is_none_or(|row| matches!(row.routing, Routing::Fixed(_)));
            let outcome = match &graph.edge(*edge).outcome {
                Outcome::Api(row) if fixed => row.name.to_owned(),
                Outcome::Quoted(name) if fixed => name.clone(),
                _ => graph.edge(*edge).target.map_or_else(String::new, |target| flow.node(target).id.clone()),
            };
            NodeReport { r#type: node.ty.name.to_string(), node_id: node.id.clone(), outcome }
        })
        .collect();
    node_reports.retain(|report| !report.node_id.is_empty());
    Session {
        status: if is_complete { "complete" } else { "incomplete" },
        report: Reports { node_reports },
        decision: paths::decision(flow, walk).map(str::to_owned),
    }
}

fn summary(session: &Session) -> String {
    let mut rows = vec![["NODE", "TYPE", "OUTCOME"].map(str::to_owned).to_vec()];
    for report in &session.report.node_reports {
        rows.push(
            [&report.node_id, &report.r#type, &report.outcome].map(|cell| safe(cell).into_owned()).to_vec(),
        );
    }
    let mut text = format!("\nThe session is {}.\n\n{}", session.status, story::columns(&rows));
    if let Some(decision) = &session.decision {
        text.push_str(&format!("\ndecision: {}\n", safe(decision)));
    }
    text
}
