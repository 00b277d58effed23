//! The one integration binary: a module for each edge of the project.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "the ban on I/O is for the library")]
#![cfg(test)]

#[cfg(feature = "cli")]
mod cli;
mod constructs;
mod editors;
mod examples;
mod hostile;
#[cfg(feature = "lsp")]
mod lsp;
mod project;
mod reference;
