//! Owns the rendering for programs.

use super::style::Style;
use crate::diag::Diagnostic;
use crate::documents::Diagnostics;
use crate::source::SourceMap;

/// Renders the document of diagnostics, each on a line of its own.
pub(super) fn render(sources: &SourceMap, diagnostics: &[Diagnostic], _: &Style) -> String {
    Diagnostics::new(sources, diagnostics).to_lines()
}
