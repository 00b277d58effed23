//! Whole sessions with the real language server.

mod client;
mod everywhere;
mod features;
mod sessions;
