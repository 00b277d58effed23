//! The language server without a way to talk: messages of the Language Server Protocol go in, messages come out. Whoever has
//! a client at hand (a process that reads standard input, a web page with an editor) carries them, and lends the files of
//! its world through [`Host`].
//!
//! ```text
//! message ─► rpc ─► lifecycle ─► routes ─► answers ─► crate::ide ─► our data ─► convert ─► message
//!                       │                                 │
//!                       └─► publish ◄──── workspace ◄─────┘        (what is wrong, told once)
//! ```
//!
//! Changes are applied at once and compiled when no message waits or a request asks, so that fast typing costs one
//! compilation and a cancelled request none.
//!
//! ```
//! use fsflow::server::{Files, Progress, Server};
//!
//! let mut server = Server::new(Box::new(Files::default()));
//! server.receive(r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#);
//! while server.proceed() == Progress::Busy {}
//! let messages = server.take_messages();
//! assert!(messages[0].contains("\"hoverProvider\":true"));
//! ```

mod answers;
mod client;
mod convert;
mod documents;
mod host;
mod imports;
mod lifecycle;
mod protocol;
mod publish;
mod routes;
mod rpc;
mod settings;
#[cfg(test)]
mod tests;
mod uris;
mod workspace;

pub use host::{Files, Host};
pub use lifecycle::{Progress, Server};
