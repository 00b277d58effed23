//! How a command ends.

use std::process::ExitCode;

use crate::failure::Failure;

/// How a command ended; the worst of its parts counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Verdict {
    /// Exit code 0.
    #[default]
    Fine,
    /// Diagnostics that fail: exit code 1.
    Faults,
    /// Wrong usage, or something could not be read or written: exit code 2.
    Failed,
}

/// How a command ends, or what stopped it.
pub(crate) type Ended = Result<Verdict, Failure>;

impl From<Verdict> for ExitCode {
    fn from(verdict: Verdict) -> Self {
        Self::from(match verdict {
            Verdict::Fine => 0,
            Verdict::Faults => 1,
            Verdict::Failed => 2,
        })
    }
}
