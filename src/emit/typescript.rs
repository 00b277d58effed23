//! Owns the code of a flow in TypeScript: a module without dependencies.

use super::Layout;
use super::script::Script;
use crate::flow::Flow;

/// The module. It has one layout.
pub(super) fn write(flow: &Flow, _: Layout) -> String {
    Script::new(flow).typed()
}
