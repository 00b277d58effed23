//! What an output is, whatever its kind: how it is asked for, and the files that come back.

/// How JSON is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layout {
    /// An item a line, two spaces a level.
    #[default]
    Pretty,
    /// No white space.
    Compact,
}

/// How outputs are written. Each kind takes note of what concerns it.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The layout of JSON. Code has one layout, that of its language.
    pub layout: Layout,
    /// What files are named after; without it the name of the flow.
    pub stem: Option<String>,
    /// What the name of the file ends with, without its dot, when it was asked for by name: `mjs` and `cjs` are kinds of modules.
    pub extension: Option<String>,
    /// What a package is called in a language that has them (Go); without it a name is made from that of the files.
    pub package: Option<String>,
}

impl Options {
    /// What files are named after.
    pub(super) fn stem<'a>(&'a self, flow: &'a str) -> &'a str {
        self.stem.as_deref().unwrap_or(flow)
    }
}

/// A file that is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name, with folders before it where the language wants them, between `/`.
    pub name: String,
    /// Its text, which ends with a line break.
    pub text: String,
}
