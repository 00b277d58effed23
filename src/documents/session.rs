//! A session as the API reports it: `fsflowc run --json`. Its shape is the API's, so it has no version of its own.

use serde::Serialize;

use crate::flow::EdgeId;
use crate::simulate::{Walk, reported};

/// A session with its reports, and what `decide` makes of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Session {
    /// `complete`, or `incomplete` for one that stopped on the way.
    pub status: String,
    /// The API's report.
    pub report: Report,
    /// The decision, when the flow has `decide`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
}

/// What the API reports of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Report {
    /// One report for each node that was left, in order.
    pub node_reports: Vec<NodeReport>,
}

/// What the API reports of a node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NodeReport {
    /// The API's name of the node's type.
    pub r#type: String,
    /// The id of the node.
    pub node_id: String,
    /// When it was done, in milliseconds since 1970.
    pub created_at: u64,
    /// The API's name of the outcome, or the node that came next where outcomes are the author's own.
    pub outcome: String,
}

impl Session {
    /// What the API would report of a walk whose steps were done at these times, in milliseconds since 1970.
    #[must_use]
    pub fn new(walk: &Walk<'_>, times: &[u64]) -> Self {
        let flow = walk.graph().flow();
        let steps = walk.path().iter().zip(times).filter(|(edge, _)| !flow.node(edge.from).is_start());
        let report = |(edge, time): (&EdgeId, &u64)| NodeReport {
            r#type: flow.node(edge.from).ty.name.to_string(),
            node_id: flow.node(edge.from).id.clone(),
            created_at: *time,
            outcome: reported(walk.graph(), *edge),
        };
        Self {
            status: if walk.is_complete() { "complete" } else { "incomplete" }.to_owned(),
            report: Report { node_reports: steps.map(report).collect() },
            decision: walk.decision().map(str::to_owned),
        }
    }
}
