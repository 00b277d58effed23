//! The kinds of output, a row each.

use std::fmt;
use std::str::FromStr;

use super::code::go::Go;
use super::code::javascript::{CommonJs, JavaScript};
use super::code::language::Language;
use super::code::lower;
use super::code::python::Python;
use super::code::typescript::TypeScript;
use super::json::{flow, session};
use super::mark;
use super::output::{File, Layout, Options};
use crate::flow::Flow;
use crate::graph::Graph;

/// One kind of output.
#[derive(Debug)]
#[non_exhaustive]
pub struct Target {
    /// What `--emit` calls it.
    pub name: &'static str,
    /// What it is, one sentence.
    pub summary: &'static str,
    /// How the names of its files end.
    pub endings: &'static [&'static str],
    /// Whether parameters are filled in, so that each needs a value. Code takes them as arguments instead.
    pub needs_values: bool,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    /// JSON with the parameters filled in.
    Json {
        /// What stands behind the stem in the name of the file.
        ending: &'static str,
        write: fn(&Flow, Layout) -> String,
        /// Whether a text is such JSON.
        is: fn(&str) -> bool,
    },
    /// Code that takes the parameters as arguments.
    Code(&'static dyn Language),
}

/// All kinds of output; the first is the default.
pub static TARGETS: &[Target] = &[
    Target {
        name: "flow",
        summary: "The array of nodes: the value of `flow` in the body of `POST /sessions`.",
        endings: &[".json"],
        needs_values: true,
        kind: Kind::Json { ending: ".json", write: flow::write, is: mark::is_flow },
    },
    Target {
        name: "session",
        summary: "The whole body of `POST /sessions`: the settings of the `session` block and the flow.",
        endings: &[".session.json"],
        needs_values: true,
        kind: Kind::Json { ending: ".session.json", write: session::write, is: mark::is_session },
    },
    Target {
        name: "ts",
        summary: "A TypeScript module that takes the parameters as arguments, types the reports and decides.",
        endings: &[".ts"],
        needs_values: false,
        kind: Kind::Code(&TypeScript),
    },
    Target {
        name: "js",
        summary: "The same as a JavaScript module, with its types in a `.d.ts` file.",
        endings: &[".js", ".d.ts"],
        needs_values: false,
        kind: Kind::Code(&JavaScript),
    },
    Target {
        name: "cjs",
        summary: "The same as a CommonJS module, for `require`, with its types in a `.d.cts` file.",
        endings: &[".cjs", ".d.cts"],
        needs_values: false,
        kind: Kind::Code(&CommonJs),
    },
    Target {
        name: "py",
        summary: "The same as a typed Python module, for Python 3.9 and later.",
        endings: &[".py"],
        needs_values: false,
        kind: Kind::Code(&Python),
    },
    Target {
        name: "go",
        summary: "The same as a Go package, in a folder of its own, for Go 1.19 and later.",
        endings: &[".go"],
        needs_values: false,
        kind: Kind::Code(&Go),
    },
];

impl FromStr for &'static Target {
    type Err = UnknownTarget;

    /// The kind of output that `--emit` calls so.
    fn from_str(name: &str) -> Result<Self, UnknownTarget> {
        TARGETS
            .iter()
            .find(|target| target.name == name)
            .ok_or_else(|| UnknownTarget { name: name.to_owned() })
    }
}

/// A name that no kind of output has.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownTarget {
    /// The name as given.
    pub name: String,
}

impl fmt::Display for UnknownTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        write!(f, "there is no output `{}`; there are `{}`", self.name, names.join("`, `"))
    }
}

impl std::error::Error for UnknownTarget {}

impl Target {
    /// The files of a flow, the main one first; the others belong beside it.
    #[must_use]
    pub fn files(&self, graph: &Graph, options: &Options) -> Vec<File> {
        let flow = graph.flow();
        match self.kind {
            Kind::Json { ending, write, .. } => {
                let name = format!("{}{ending}", options.stem(&flow.name));
                vec![File { name, text: write(flow, options.layout) }]
            }
            Kind::Code(language) => language.files(&lower::module(graph), options),
        }
    }

    /// Whether the settings of the session are written, too, so that what they use needs a value.
    #[must_use]
    pub fn has_session(&self) -> bool {
        self.name == "session"
    }

    /// Whether a file with this text was written as this kind of output, so that it may be replaced. A file without any text
    /// may be, too.
    #[must_use]
    pub fn is_own(&self, text: &str) -> bool {
        text.trim().is_empty()
            || match self.kind {
                Kind::Json { is, .. } => is(text),
                Kind::Code(_) => mark::marks(text),
            }
    }

    /// The text of the main file.
    #[must_use]
    pub fn text(&self, graph: &Graph, options: &Options) -> String {
        self.files(graph, options).into_iter().next().map(|file| file.text).unwrap_or_default()
    }
}
