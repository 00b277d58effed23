//! Owns what is said about all diagnostics together: how many, which of them are shown, and where to read more.

use crate::diag::{Diagnostic, Level};

/// The most diagnostics that a rendering for people shows.
#[cfg(feature = "render")]
const MOST_SHOWN: usize = 100;

/// How many diagnostics there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// How many errors.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
}

impl std::fmt::Display for Totals {
    /// `2 errors and 1 warning`; empty when there is nothing.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        if self.errors > 0 {
            write!(f, "{} error{}", self.errors, plural(self.errors))?;
        }
        if self.errors > 0 && self.warnings > 0 {
            write!(f, " and ")?;
        }
        if self.warnings > 0 {
            write!(f, "{} warning{}", self.warnings, plural(self.warnings))?;
        }
        Ok(())
    }
}

/// Counts diagnostics by level.
#[must_use]
pub fn count(diagnostics: &[Diagnostic]) -> Totals {
    let errors = diagnostics.iter().filter(|it| it.level == Level::Error).count();
    Totals { errors, warnings: diagnostics.len() - errors }
}

/// Those that are shown to people, in their order, and how many are not. Errors come before warnings when there are
/// too many.
#[cfg(feature = "render")]
pub(super) fn shown(diagnostics: &[Diagnostic]) -> (Vec<&Diagnostic>, usize) {
    let of = |level: Level, most: usize| {
        diagnostics.iter().enumerate().filter(move |(_, it)| it.level == level).take(most)
    };
    let mut chosen: Vec<(usize, &Diagnostic)> = of(Level::Error, MOST_SHOWN).collect();
    chosen.extend(of(Level::Warning, MOST_SHOWN - chosen.len()));
    chosen.sort_by_key(|(at, _)| *at);
    let hidden = diagnostics.len() - chosen.len();
    (chosen.into_iter().map(|(_, it)| it).collect(), hidden)
}

/// The line that says how many diagnostics were left out, empty for none.
#[cfg(feature = "render")]
pub(super) fn left_out(hidden: usize) -> String {
    if hidden == 0 { String::new() } else { format!("and {hidden} more\n") }
}

/// The last line: how many, and the command that explains them.
#[cfg(feature = "render")]
pub(super) fn last_line(diagnostics: &[Diagnostic]) -> String {
    let count = count(diagnostics);
    let mut names: Vec<&str> =
        diagnostics.iter().filter(|it| !it.code.doc.is_empty()).map(|it| it.code.name).collect();
    names.sort_unstable();
    names.dedup();
    match names.as_slice() {
        [] => format!("{count}"),
        [name] => format!("{count}; `fsflowc explain {name}` says more"),
        _ => format!("{count}; `fsflowc explain NAME` says more about each"),
    }
}
