//! What an editor wants to know about a file: one file a feature, plain functions over a [`View`], plain data out.
//!
//! For the language server and any other editor integration. Nothing here knows a protocol. Everything works on a half-typed
//! file: what the tree does not hold is read from the text around the cursor.

pub mod actions;
pub mod classify;
pub mod completion;
pub mod cursor;
pub mod diagnostics;
pub mod docs;
pub mod fix_all;
pub mod formatting;
pub mod graph_data;
pub mod hints;
pub mod hover;
pub mod outline;
pub mod remaining;
pub mod rename;
pub mod semantic_tokens;
pub mod symbol;
#[cfg(test)]
mod testing;
pub mod view;

pub use view::View;
