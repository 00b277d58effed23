//! Owns a session as the API reports it, made from a walk.

use fsflow::catalog::Routing;
use fsflow::flow::{EdgeId, Flow, Outcome};
use fsflow::graph::Graph;
use fsflow::paths::{self, Walk};
use fsflow::report::safe;
use serde::Serialize;

use crate::story;

/// A session with its reports, and what `decide` makes of them.
#[derive(Debug, Serialize)]
pub(crate) struct Session {
    status: &'static str,
    report: Report,
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    node_reports: Vec<NodeReport>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct NodeReport {
    r#type: String,
    node_id: String,
    created_at: u64,
    outcome: String,
}

impl Session {
    /// What the API would report of a walk whose steps were done at these times, in milliseconds since 1970.
    pub(crate) fn new(graph: &Graph, walk: &Walk, times: &[u64]) -> Self {
        let flow = graph.flow();
        let steps = walk.path.iter().zip(times).filter(|(edge, _)| !flow.node(edge.from).is_start());
        let report = |(edge, time): (&EdgeId, &u64)| NodeReport {
            r#type: flow.node(edge.from).ty.name.to_string(),
            node_id: flow.node(edge.from).id.clone(),
            created_at: *time,
            outcome: outcome(flow, graph, *edge),
        };
        Self {
            status: if flow.node(walk.at).is_end() { "complete" } else { "incomplete" },
            report: Report { node_reports: steps.map(report).collect() },
            decision: paths::decision(flow, walk).map(str::to_owned),
        }
    }

    /// The reports in columns.
    pub(crate) fn summary(&self) -> String {
        let mut text = format!("\nThe session is {}.\n", self.status);
        if !self.report.node_reports.is_empty() {
            let mut rows = vec![["NODE", "TYPE", "OUTCOME"].map(str::to_owned).to_vec()];
            let cells = |report: &NodeReport| {
                [&report.node_id, &report.r#type, &report.outcome]
                    .map(|cell| safe(cell).into_owned())
                    .to_vec()
            };
            rows.extend(self.report.node_reports.iter().map(cells));
            text.push_str(&format!("\n{}", story::columns(&rows)));
        }
        if let Some(decision) = &self.decision {
            text.push_str(&format!("\ndecision: {}\n", safe(decision)));
        }
        text
    }
}

/// The API's name of the outcome; where outcomes are the author's own it reports the node that came next.
fn outcome(flow: &Flow, graph: &Graph, edge: EdgeId) -> String {
    let is_named = flow.node(edge.from).ty.row.is_none_or(|row| matches!(row.routing, Routing::Fixed(_)));
    match &graph.edge(edge).outcome {
        Outcome::Api(row) if is_named => row.name.to_owned(),
        Outcome::Quoted(name) if is_named => name.clone(),
        _ => graph.edge(edge).target.map_or_else(String::new, |target| flow.node(target).id.clone()),
    }
}
