//! What a check is and what it may look at.

use crate::diag::{Code, Diagnostic};
use crate::flow::Flow;
use crate::graph::Graph;
use crate::source::SourceMap;

/// What a check may look at.
#[derive(Debug)]
pub struct Context<'a> {
    /// The flow.
    pub flow: &'a Flow,
    /// Its graph.
    pub graph: &'a Graph,
    /// The texts, for building fixes.
    pub sources: &'a SourceMap,
}

/// A check: one kind of fault and the function that finds it.
#[derive(Debug)]
pub struct Check {
    /// The kind of fault.
    pub code: &'static Code,
    /// Finds all faults of this kind.
    pub run: fn(&Context<'_>, &mut Vec<Diagnostic>),
}
