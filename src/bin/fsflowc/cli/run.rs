//! `fsflowc run`: walks a flow in the terminal.

use std::path::PathBuf;

use clap::Args;
use fsflow::diag::did_you_mean;
use fsflow::flow::{EdgeId, Flow, Node};
use fsflow::paths::{Step, Walk};

use super::Ended;
use crate::clock::Clock;
use crate::dialogue::Dialogue;
use crate::failure::Failure;
use crate::session::Session;
use crate::story;
use crate::terminal::{Stream, Terminal, Verdict};

/// Walk through a flow: see each prompt, choose each outcome, get the reports and the decision
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// The flow
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The outcomes that happen, as node.outcome with commas between them; nothing is asked then
    #[arg(long, value_name = "OUTCOMES", value_delimiter = ',')]
    with: Vec<String>,
    /// Write the session as JSON, as the API reports it and with the decision; questions go to standard error
    #[arg(long)]
    json: bool,
}

const AFTER_HELP: &str = "\
Examples:
  fsflowc run examples/wire-transfer.fsflow
  fsflowc run examples/wire-transfer.fsflow --with liveness.deepfake --json

End the input (Ctrl-D) to stop the session on the way.
The times in the JSON are those of the walk. With SOURCE_DATE_EPOCH set they begin there, a second a node.";

/// Runs the command.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Ended {
    let compiled = match story::one_flow(&arguments.file, terminal)? {
        Ok(compiled) => compiled,
        Err(verdict) => return Ok(verdict),
    };
    let flow = &compiled.compilation.flow;
    let graph = &compiled.compilation.graph;
    let given = given(flow, &arguments.with)?;
    let stream = match (arguments.json, given.is_empty()) {
        (false, _) => Some(Stream::Out),
        (true, true) => Some(Stream::Err),
        (true, false) => None,
    };
    if !given.is_empty() {
        // What does not fit is said instead of a part of the walk.
        play(&Dialogue { graph, terminal, stream: None }, &given, &mut Vec::new())?;
    }
    let dialogue = Dialogue { graph, terminal, stream };
    let mut times = Vec::new();
    let walk = play(&dialogue, &given, &mut times)?;
    let session = Session::new(graph, &walk, &times);
    let text = if arguments.json { super::json(&session)? } else { session.summary() };
    terminal.print(&text)?;
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

/// Walks along the given outcomes, or asks for each when none is given; `times` gets when each step was done.
fn play(dialogue: &Dialogue<'_>, given: &[EdgeId], times: &mut Vec<u64>) -> Result<Walk, Failure> {
    let graph = dialogue.graph;
    let mut clock = Clock::new();
    let mut walk = Walk::new(graph).ok_or_else(|| Failure::new("the flow has no `start`"))?;
    loop {
        let node = graph.flow().node(walk.at);
        dialogue.show(node)?;
        let edge = match walk.step(graph) {
            Step::End => break,
            Step::Only(edge) => edge,
            Step::Choice(edges) if given.is_empty() => match dialogue.ask(node, &edges)? {
                Some(edge) => edge,
                // The input ended: the session stops here, as when a user closes the page.
                None => break,
            },
            Step::Choice(_) => {
                let edge = given.iter().find(|edge| edge.from == walk.at).ok_or_else(|| undecided(node))?;
                dialogue.tell(*edge)?;
                *edge
            }
        };
        walk.take(graph, edge);
        times.push(clock.now());
    }
    match given.iter().find(|edge| !walk.path.contains(edge)) {
        Some(edge) => Err(not_passed(graph.flow(), *edge)),
        None => Ok(walk),
    }
}

fn undecided(node: &Node) -> Failure {
    let names: Vec<String> =
        node.edges.iter().map(|edge| format!("`{}.{}`", node.id, edge.spelled())).collect();
    Failure::new(format!("no outcome is given for `{}`", node.id))
        .help(format!("add one of {}", names.join(", ")))
}

fn not_passed(flow: &Flow, edge: EdgeId) -> Failure {
    let (name, node) = (story::outcome(flow, edge), &flow.node(edge.from).id);
    Failure::new(format!("`{name}` is given, and the session does not come to `{node}`"))
        .help("leave it out, or give the outcomes that lead there")
}
