//! What answers each message: one function a method, thin over the feature in `crate::ide` that knows the answer.

pub(super) mod actions;
pub(super) mod commands;
pub(super) mod completion;
pub(super) mod diagnostics;
pub(super) mod formatting;
pub(super) mod hints;
pub(super) mod lenses;
pub(super) mod navigation;
pub(super) mod outline;
pub(super) mod semantic_tokens;
pub(super) mod sync;
