//! Owns the list of checks: everything that is asked of a resolved flow. One file a check.

use crate::diag::{Code, Diagnostic};
use crate::graph::Graph;
use crate::model::Flow;
use crate::source::SourceMap;

/// What a check may look at.
#[derive(Debug)]
pub struct Context<'a> {
    /// The flow.
    pub flow: &'a Flow,
    /// Its graph.
    pub graph: &'a Graph<'a>,
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

/// All checks.
pub static CHECKS: &[Check] = &[];
