//! Owns the language server: the loop over messages. What each message does stands in `routes`.
//!
//! ```text
//! stdin ─► transport ─► queue ─► routes ─► fsflow::ide ─► our data ─► convert ─► transport ─► stdout
//! ```
//!
//! Changes are applied at once and compiled when the queue is empty or a request asks, so that fast typing costs one
//! compilation and a cancelled request none.

mod actions;
mod address;
mod commands;
mod completion;
mod convert;
mod decoration;
mod diagnostics;
mod documents;
mod edits;
mod navigation;
mod outline;
mod routes;
mod session;
mod transport;
mod workspace;

pub(crate) use session::run;
