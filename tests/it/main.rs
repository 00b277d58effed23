//! The one integration binary: a module for each edge of the project.
#![cfg(test)]

#[cfg(feature = "cli")]
mod binary;
mod choices;
#[cfg(feature = "cli")]
mod cli;
mod code;
mod constructs;
mod decisions;
#[path = "../../benches/diamonds.rs"]
mod diamonds;
mod documents;
mod editors;
mod examples;
mod fixes;
mod fuzz_targets;
mod hostile;
mod invariants;
mod judge;
#[cfg(all(feature = "cli", feature = "server"))]
mod lsp;
mod messages;
mod planted;
mod prefixes;
mod project;
mod properties;
mod random;
mod random_flows;
mod reference;
mod references;
#[cfg(feature = "cli")]
mod reported;
mod single_fault;
mod tidy;
mod tools;
mod words;
#[cfg(feature = "cli")]
mod written;
