//! A flow as it is meant: names, types, values, imports and parameters resolved. Data only: `resolve` makes it, and every
//! later stage reads it.
//!
//! INVARIANT: what could not be resolved is `None` here and was reported exactly once, where its cause is.

mod compare;
mod decisions;
mod edge;
mod id;
mod node;
mod number;
mod param;
mod session;
mod value;

pub use compare::compares;
pub use decisions::*;
pub use edge::*;
pub use id::*;
pub use node::*;
pub use number::{Exactness, exactness};
pub use param::*;
pub use session::{Extracted, Session};
pub use value::*;

use crate::catalog::Version;
use crate::source::{FileId, Span};

/// A flow: what one file and its imports mean together.
#[derive(Debug, Clone)]
pub struct Flow {
    /// The stem of the file's name (`payment-auth`).
    pub name: String,
    /// The file that was asked for.
    pub file: FileId,
    /// The version of the sessions API that the flow is written for.
    pub version: Version,
    /// The `//!` lines of the file.
    pub docs: Vec<String>,
    /// The parameters, the file's own first.
    pub params: Vec<Param>,
    /// The nodes: the file's own in its order, then those of imports in import order.
    pub nodes: Vec<Node>,
    /// The session settings of the file.
    pub session: Option<Session>,
    /// How sessions are decided.
    pub decide: Option<Decide>,
    /// What is promised about all paths.
    pub ensures: Vec<Ensure>,
    /// The tests of the file.
    pub tests: Vec<Test>,
    /// Whether every statement of every file could be read and stands here. When not, nodes and routes may be missing
    /// that the author wrote: a statement was broken, an import failed, or an id was taken.
    pub complete: bool,
    /// The `@allow`s of all files, those of imported nodes that the flow leaves out included.
    pub allows: Vec<Allow>,
}

/// `@allow(name, "why")` and the statement that it stands before.
#[derive(Debug, Clone)]
pub struct Allow {
    /// The `@allow` itself.
    pub span: Span,
    /// The name of the check.
    pub name: String,
    /// Where the name stands.
    pub name_span: Span,
    /// The statement in which it silences.
    pub statement: Span,
    /// Why; `None` when the author gave no reason.
    pub reason: Option<String>,
}

impl Flow {
    /// The node at this place. The id must come from this flow.
    ///
    /// # Panics
    /// Never for an id of this flow.
    #[must_use]
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// The nodes with their places.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        self.nodes.iter().enumerate().map(|(index, node)| (NodeId(index as u32), node))
    }
}
