//! Owns the code of a flow in JavaScript: the module of TypeScript without types, and its types in a file of their own.

use super::Layout;
use super::script::Script;
use crate::graph::Graph;

/// The module. It has one layout.
pub(super) fn write(graph: &Graph, _: Layout) -> String {
    Script::new(graph).plain()
}

/// Its types.
pub(super) fn declarations(graph: &Graph, _: Layout) -> String {
    Script::new(graph).declarations()
}
