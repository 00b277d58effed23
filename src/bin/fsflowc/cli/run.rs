//! `fsflowc run`: walks a flow in the terminal.

use std::path::PathBuf;

use clap::Args;
use fsflow::documents::{NodeReport, Session, to_json};
use fsflow::graph::Graph;
use fsflow::report::safe;
use fsflow::simulate::{Given, Step, Walk, WalkError, along, depends, parse};

use super::param_flags::ParamFlags;
use crate::clock::Clock;
use crate::failure::Failure;
use crate::flows::Flows;
use crate::lines::columns;
use crate::questions::{Answer, Questions, rule};
use crate::terminal::{Stream, Terminal};
use crate::verdict::{Ended, Verdict};

/// Walk through a flow: see each prompt, choose each outcome, get the reports and the decision
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// The flow
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    params: ParamFlags,
    /// The outcomes that happen, as node.outcome with commas between them; nothing is asked then
    #[arg(long, value_name = "OUTCOMES")]
    with: Vec<String>,
    /// Write the session as JSON, as the API reports it and with the decision; questions go to standard error
    #[arg(long)]
    json: bool,
}

const AFTER_HELP: &str = "\
Examples:
  fsflowc run examples/wire-transfer.fsflow
  fsflowc run examples/wire-transfer.fsflow --with liveness.deepfake --json

Answer < to go one question back. End the input (Ctrl-D) to stop the session on the way.
The times in the JSON are those of the walk. With SOURCE_DATE_EPOCH set they begin there, a second a node.";

/// Runs the command.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Ended {
    let compiled = match Flows::one_without_errors(&arguments.file, &arguments.params.settings()?, terminal)?
    {
        Ok(compiled) => compiled,
        Err(verdict) => return Ok(verdict),
    };
    let graph = &compiled.compilation.graph;
    let names = arguments.with.join(",");
    let questions = |stream| Questions { graph, terminal, stream };
    let mut times = Vec::new();
    let walk = if names.trim().is_empty() {
        play(&questions(Some(if arguments.json { Stream::Err } else { Stream::Out })), &mut times)?
    } else {
        // What does not fit is said instead of a part of the walk.
        let walk = given(graph, &names)?;
        tell(&questions((!arguments.json).then_some(Stream::Out)), &walk, &mut times)?;
        walk
    };
    let session = Session::new(&walk, &times);
    if arguments.json {
        terminal.print(&to_json(&session))?;
    } else {
        terminal.page(&summary(&session, rule(&walk)))?;
    }
    Ok(Verdict::Fine)
}

/// The walk along outcomes that are given.
fn given<'g>(graph: &'g Graph, names: &str) -> Result<Walk<'g>, Failure> {
    let refused = |error: WalkError| error.refused(graph.flow());
    let given = Given::new(&parse(graph, names)?).map_err(refused)?;
    let walk = along(graph, &given).map_err(refused)?;
    match given.undecided(&walk) {
        Some(node) => Err(depends(graph, node).into()),
        None => Ok(walk),
    }
}

/// Shows a walk; `times` gets when each step was done.
fn tell(questions: &Questions<'_>, walk: &Walk<'_>, times: &mut Vec<u64>) -> Result<(), Failure> {
    let graph = questions.graph;
    let mut clock = Clock::new();
    for edge in walk.path() {
        questions.show(graph.flow().node(edge.from))?;
        if graph.outgoing(edge.from).nth(1).is_some() {
            questions.tell(*edge)?;
        }
        times.push(clock.now());
    }
    match walk.stopped_with() {
        Some(_) => Ok(()),
        None => questions.show(graph.flow().node(walk.at())),
    }
}

/// Walks along the outcomes that are answered; `times` gets when each step was done.
fn play<'g>(questions: &Questions<'g>, times: &mut Vec<u64>) -> Result<Walk<'g>, Failure> {
    let graph = questions.graph;
    let mut clock = Clock::new();
    let mut walk = Walk::new(graph).ok_or_else(|| Failure::new("the flow has no `start`"))?;
    let mut asked = 0_usize;
    loop {
        let node = graph.flow().node(walk.at());
        questions.show(node)?;
        let edge = match walk.step() {
            Step::End => return Ok(walk),
            Step::Only(edge) => edge,
            Step::Choice(edges) => {
                questions.decided(&walk)?;
                match questions.ask(node, &edges, asked > 0)? {
                    Answer::Outcome(edge) => {
                        asked += 1;
                        edge
                    }
                    Answer::Back => {
                        asked -= 1;
                        back(&mut walk, times);
                        continue;
                    }
                    // The input ended: the session stops here, as when a user closes the page.
                    Answer::Ended => return Ok(walk),
                }
            }
        };
        walk.take(edge);
        times.push(clock.now());
        if walk.stopped_with().is_some() {
            return Ok(walk);
        }
    }
}

/// Goes back to the question before.
fn back(walk: &mut Walk<'_>, times: &mut Vec<u64>) {
    while walk.back().is_some() {
        times.pop();
        if matches!(walk.step(), Step::Choice(_)) {
            break;
        }
    }
}

/// The reports in columns.
fn summary(session: &Session, rule: Option<String>) -> String {
    let mut text = format!("\nThe session is {}.\n", session.status);
    if !session.report.node_reports.is_empty() {
        let mut rows = vec![["NODE", "TYPE", "OUTCOME"].map(str::to_owned).to_vec()];
        let cells = |report: &NodeReport| {
            [&report.node_id, &report.r#type, &report.outcome].map(|cell| safe(cell).into_owned()).to_vec()
        };
        rows.extend(session.report.node_reports.iter().map(cells));
        text.push_str(&format!("\n{}", columns(&rows)));
    }
    if let Some(rule) = rule {
        text.push_str(&format!("\ndecision: {rule}\n"));
    }
    text
}
