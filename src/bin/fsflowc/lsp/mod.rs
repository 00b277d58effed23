//! Owns the language server: the loop over messages. What each message does stands in `routes`.
//!
//! ```text
//! stdin ─► transport ─► queue ─► routes ─► fsflow::ide ─► our data ─► convert ─► transport ─► stdout
//! ```
//!
//! Changes are applied at once and compiled when the queue is empty or a request asks, so that fast typing costs one
//! compilation and a cancelled request none.

mod address;
mod convert;
mod diagnostics;
mod documents;
mod edits;
mod routes;
mod session;
mod transport;
mod workspace;

pub(crate) use session::run;
