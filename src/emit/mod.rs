//! What comes out of a flow: pure functions from a flow to files. A kind of output is a row of [`TARGETS`].
//!
//! They are called when no diagnostic is an error; on a flow with errors they leave out what is not known.

mod code;
mod fingerprint;
mod json;
mod mark;
mod output;
mod targets;

pub use output::{File, Layout, Options};
pub use targets::{TARGETS, Target, UnknownTarget};

use crate::flow::Flow;

/// The kind of output with this name.
#[must_use]
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}

/// The kind of output whose files are called so: the one with the longest ending.
#[must_use]
pub fn target_of(file: &str) -> Option<&'static Target> {
    let fits = |target: &'static Target| {
        let endings = target.endings.iter().filter(|ending| file.ends_with(*ending));
        endings.map(move |ending| (ending.len(), target))
    };
    TARGETS.iter().flat_map(fits).max_by_key(|(length, _)| *length).map(|(_, target)| target)
}

/// Whether a package of Go may be called so: letters, digits and `_`, and no word of the language.
#[must_use]
pub fn is_package(name: &str) -> bool {
    code::go::is_package(name)
}

/// The flow as a JSON array of nodes.
#[must_use]
pub fn flow(flow: &Flow, layout: Layout) -> String {
    json::flow::write(flow, layout)
}

/// The session settings and the flow as one JSON object.
#[must_use]
pub fn session(flow: &Flow, layout: Layout) -> String {
    json::session::write(flow, layout)
}
