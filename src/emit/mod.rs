//! Owns the outputs: pure functions from a flow to text. One file a target, and its line in [`TARGETS`].
//!
//! They are called when no diagnostic is an error; on a flow with errors they leave out what is not known.

mod flow;
mod json;
mod session;

#[cfg(test)]
mod tests;

use crate::model::Flow;

/// How JSON is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layout {
    /// An item a line, two spaces a level.
    #[default]
    Pretty,
    /// No white space.
    Compact,
}

/// One kind of output: a row.
#[derive(Debug)]
pub struct Target {
    /// What `--emit` calls it.
    pub name: &'static str,
    /// What follows the source file's stem in the name of the written file (`.json`).
    pub suffix: &'static str,
    /// What it is, one sentence.
    pub summary: &'static str,
    /// Writes it. The text ends with a line break.
    pub write: fn(&Flow, Layout) -> String,
}

/// All kinds of output; the first is the default.
pub static TARGETS: &[Target] = &[
    Target {
        name: "flow",
        suffix: ".json",
        summary: "The array of nodes: the value of `flow` in the body of `POST /sessions`.",
        write: flow::write,
    },
    Target {
        name: "session",
        suffix: ".session.json",
        summary: "The whole body of `POST /sessions`: the settings of the `session` block and the flow.",
        write: session::write,
    },
];

/// The kind of output with this name.
#[must_use]
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}

/// The flow as a JSON array of nodes.
#[must_use]
pub fn flow(flow: &Flow, layout: Layout) -> String {
    flow::write(flow, layout)
}

/// The session settings and the flow as one JSON object.
#[must_use]
pub fn session(flow: &Flow, layout: Layout) -> String {
    session::write(flow, layout)
}
