//! Whole conversations with the server in one process: messages as data.

mod diagnostics;
mod features;
mod lifecycle;
mod specification;
mod talk;
