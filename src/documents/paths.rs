//! How many ways a flow has, and some of them: `fsflowc paths --format json`.

use serde::Serialize;

use super::name::Name;
use crate::flow::{EdgeId, Flow};
use crate::paths::Counts;
use crate::simulate::spelled;

/// The number of the shape.
const VERSION: u32 = 1;

/// The paths from `start` to one node or to every `end`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Paths {
    /// The number of the shape: 1.
    pub version: u32,
    /// How many paths there are: a decimal number of any length.
    pub count: String,
    /// A path with the fewest nodes; `null` when there is no path.
    pub shortest: Option<Vec<Step>>,
    /// A path with the most nodes.
    pub longest: Option<Vec<Step>>,
    /// The outcomes that no path takes, of nodes that have several.
    pub never: Vec<String>,
    /// The same as bare names.
    pub never_names: Vec<Name>,
    /// The first paths.
    pub paths: Vec<Vec<Step>>,
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Step {
    /// The node that is left.
    pub node: String,
    /// The outcome.
    pub outcome: String,
    /// The node that comes next.
    pub target: String,
}

impl Paths {
    /// These counts, and these of the paths that were counted.
    #[must_use]
    pub fn new(flow: &Flow, counts: &Counts, listed: &[Vec<EdgeId>]) -> Self {
        let never: Vec<EdgeId> = never(flow, counts).collect();
        Self {
            version: VERSION,
            count: counts.paths.to_string(),
            shortest: counts.shortest.as_ref().map(|path| steps(flow, path)),
            longest: counts.longest.as_ref().map(|path| steps(flow, path)),
            never: never.iter().map(|edge| spelled(flow, *edge)).collect(),
            never_names: never.iter().map(|edge| Name::of_edge(flow, *edge)).collect(),
            paths: listed.iter().map(|path| steps(flow, path)).collect(),
        }
    }
}

/// The outcomes that no path takes, of nodes that have several.
pub fn never<'c>(flow: &'c Flow, counts: &'c Counts) -> impl Iterator<Item = EdgeId> + use<'c> {
    counts.never.iter().copied().filter(|edge| flow.node(edge.from).edges.len() > 1)
}

fn steps(flow: &Flow, path: &[EdgeId]) -> Vec<Step> {
    let edges = path.iter().filter_map(|edge| Some((edge.from, flow.node(edge.from).outcome(edge.index)?)));
    edges
        .map(|(from, edge)| Step {
            node: flow.node(from).id.clone(),
            outcome: edge.spelled(),
            target: edge.target.map_or_else(String::new, |target| flow.node(target).id.clone()),
        })
        .collect()
}
