//! The renderings of diagnostics, for people and for programs: one file a rendering, and the table of them. Colour, characters
//! and width are the caller's to decide.

#[cfg(feature = "render")]
mod excerpt;
mod fingerprint;
mod github;
mod gitlab;
#[cfg(feature = "render")]
mod hint;
#[cfg(feature = "render")]
mod human;
mod json;
mod junit;
#[cfg(feature = "render")]
mod plain;
mod sarif;
#[cfg(feature = "render")]
mod short;
mod style;
mod summary;
mod visible;
#[cfg(feature = "render")]
mod wrap;

pub use style::Style;
pub use summary::{Totals, count};
#[cfg(feature = "render")]
pub use wrap::wrap;

use std::fmt;
use std::str::FromStr;

use crate::diag::Diagnostic;
use crate::source::SourceMap;

/// A rendering of diagnostics.
#[derive(Debug)]
#[non_exhaustive]
pub struct Format {
    /// What the user calls it.
    pub name: &'static str,
    /// What it is for, one clause.
    pub summary: &'static str,
    /// Whether a service reads it that knows files by their paths from the root of the repository.
    pub from_root: bool,
    /// Renders all diagnostics; the text ends with a line break unless it is empty.
    pub render: fn(&SourceMap, &[Diagnostic], &Style) -> String,
}

impl FromStr for &'static Format {
    type Err = UnknownFormat;

    /// The rendering that `--format` calls so. Those for people need the feature `render`.
    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        format(name).ok_or_else(|| UnknownFormat { name: name.to_owned() })
    }
}

/// A name that no rendering has.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownFormat {
    /// The name as given.
    pub name: String,
}

impl fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
        write!(f, "there is no rendering `{}`; there are `{}`", self.name, names.join("`, `"))
    }
}

impl std::error::Error for UnknownFormat {}

/// All renderings.
pub static FORMATS: &[Format] = &[
    #[cfg(feature = "render")]
    Format {
        name: "human",
        summary: "with the source, for a terminal",
        from_root: false,
        render: human::render,
    },
    #[cfg(feature = "render")]
    Format {
        name: "plain",
        summary: "text without source and colour, with help",
        from_root: false,
        render: plain::render,
    },
    #[cfg(feature = "render")]
    Format { name: "short", summary: "one line each", from_root: false, render: short::render },
    Format { name: "json", summary: "for programs", from_root: false, render: json::render },
    Format {
        name: "sarif",
        summary: "SARIF 2.1.0, for code scanning",
        from_root: true,
        render: sarif::render,
    },
    Format {
        name: "github",
        summary: "annotations in GitHub Actions",
        from_root: true,
        render: github::render,
    },
    Format {
        name: "gitlab",
        summary: "GitLab's code quality report",
        from_root: true,
        render: gitlab::render,
    },
    Format { name: "junit", summary: "a test report, a case a file", from_root: true, render: junit::render },
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

#[cfg(feature = "render")]
#[cfg(test)]
mod tests;
