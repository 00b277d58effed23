//! Whole sessions with the real language server.

mod client;
mod sessions;
