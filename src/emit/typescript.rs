//! Owns the code of a flow in TypeScript: a module without dependencies.

use super::Layout;
use super::script::Script;
use crate::graph::Graph;

/// The module. It has one layout.
pub(super) fn write(graph: &Graph, _: Layout) -> String {
    Script::new(graph).typed()
}
