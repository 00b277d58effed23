//! Owns the outputs: pure functions from a flow to text. One file a target, and its row in [`TARGETS`].
//!
//! They are called when no diagnostic is an error; on a flow with errors they leave out what is not known.

mod characters;
mod identifiers;
mod javascript;
mod json;
mod layout;
mod literals;
mod program;
mod python;
mod script;
mod typescript;

pub use layout::Layout;

use crate::flow::Flow;
use crate::graph::Graph;
use json::{flow, session};

/// One kind of output: a row.
#[derive(Debug)]
pub struct Target {
    /// What `--emit` calls it.
    pub name: &'static str,
    /// What it is, one sentence.
    pub summary: &'static str,
    /// Whether parameters are filled in, so that each needs a value. Code takes them as arguments instead.
    pub needs_values: bool,
    /// The file that it is.
    pub main: OutputFile,
    /// Files that belong beside it.
    pub beside: &'static [OutputFile],
}

/// A file that is written.
#[derive(Debug)]
pub struct OutputFile {
    /// Its name, from the stem of the source file's name.
    pub name: fn(&str) -> String,
    /// Its text, which ends with a line break.
    pub write: fn(&Graph, Layout) -> String,
}

/// All kinds of output; the first is the default.
pub static TARGETS: &[Target] = &[
    Target {
        name: "flow",
        summary: "The array of nodes: the value of `flow` in the body of `POST /sessions`.",
        needs_values: true,
        main: OutputFile {
            name: |stem| format!("{stem}.json"),
            write: |graph, layout| flow::write(graph.flow(), layout),
        },
        beside: &[],
    },
    Target {
        name: "session",
        summary: "The whole body of `POST /sessions`: the settings of the `session` block and the flow.",
        needs_values: true,
        main: OutputFile {
            name: |stem| format!("{stem}.session.json"),
            write: |graph, layout| session::write(graph.flow(), layout),
        },
        beside: &[],
    },
    Target {
        name: "ts",
        summary: "A TypeScript module that takes the parameters as arguments, types the reports and decides.",
        needs_values: false,
        main: OutputFile { name: |stem| format!("{stem}.ts"), write: typescript::write },
        beside: &[],
    },
    Target {
        name: "js",
        summary: "The same as a JavaScript module, with its types in a `.d.ts` file.",
        needs_values: false,
        main: OutputFile { name: |stem| format!("{stem}.js"), write: javascript::write },
        beside: &[OutputFile { name: |stem| format!("{stem}.d.ts"), write: javascript::declarations }],
    },
    Target {
        name: "py",
        summary: "The same as a typed Python module, for Python 3.9 and later.",
        needs_values: false,
        main: OutputFile { name: |stem| format!("{}.py", identifiers::module(stem)), write: python::write },
        beside: &[],
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
