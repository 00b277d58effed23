//! The one integration binary: a module for each edge of the project.
#![cfg(test)]

#[cfg(feature = "cli")]
mod cli;
mod constructs;
mod editors;
mod examples;
mod hostile;
#[cfg(feature = "lsp")]
mod lsp;
mod messages;
mod project;
mod reference;
mod tidy;
