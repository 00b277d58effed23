//! Owns the renderings of diagnostics: one file a rendering, and the table of them. It decides nothing about the
//! terminal: colour, characters and width are the caller's.

mod batch;
#[cfg(feature = "cli")]
mod excerpt;
mod github;
#[cfg(feature = "cli")]
mod hint;
#[cfg(feature = "cli")]
mod human;
mod json;
mod places;
#[cfg(feature = "cli")]
mod plain;
mod sarif;
#[cfg(feature = "cli")]
mod short;
mod summary;
mod visible;
#[cfg(feature = "cli")]
mod wrap;

pub use batch::Batch;
pub use summary::{Count, count};
#[cfg(feature = "cli")]
pub use wrap::wrap;

use crate::diag::Diagnostic;
use crate::source::SourceMap;

/// What a rendering for people may use.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Whether escape sequences for colours may be written.
    pub color: bool,
    /// Whether characters beyond ASCII may be drawn. Those of the source are shown in any case.
    pub unicode: bool,
    /// The columns of the terminal.
    pub width: usize,
}

impl Style {
    /// Without colours, in ASCII, 100 columns.
    pub const PLAIN: Self = Self { color: false, unicode: false, width: 100 };
}

/// A rendering of diagnostics.
#[derive(Debug)]
pub struct Format {
    /// What the user calls it.
    pub name: &'static str,
    /// What it is for, one clause.
    pub summary: &'static str,
    /// Renders all diagnostics; the text ends with a line break unless it is empty.
    pub render: fn(&SourceMap, &[Diagnostic], &Style) -> String,
}

/// All renderings.
pub static FORMATS: &[Format] = &[
    #[cfg(feature = "cli")]
    Format { name: "human", summary: "with the source, for a terminal", render: human::render },
    #[cfg(feature = "cli")]
    Format { name: "plain", summary: "text without source and colour, with help", render: plain::render },
    #[cfg(feature = "cli")]
    Format { name: "short", summary: "one line each", render: short::render },
    Format { name: "json", summary: "for programs", render: json::render },
    Format { name: "sarif", summary: "SARIF 2.1.0, for code scanning", render: sarif::render },
    Format { name: "github", summary: "annotations in GitHub Actions", render: github::render },
];

/// The text on one line and safe to print: white space that breaks lines is a space, characters that act on a terminal
/// are named, and what is too long to read is cut.
#[must_use]
pub fn safe(text: &str) -> std::borrow::Cow<'_, str> {
    visible::line(text)
}

/// The rendering with this name.
#[must_use]
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

#[cfg(feature = "cli")]
#[cfg(test)]
mod tests;
