//! Owns the code of a flow in JavaScript: the module of TypeScript without types, and its types in a file of their own.

use super::Layout;
use super::script::Script;
use crate::flow::Flow;

/// The module. It has one layout.
pub(super) fn write(flow: &Flow, _: Layout) -> String {
    Script::new(flow).plain()
}

/// Its types.
pub(super) fn declarations(flow: &Flow, _: Layout) -> String {
    Script::new(flow).declarations()
}
