//! Owns the levels that users set for checks: `--allow`, `--warn`, `--deny` and the `[lints]` of `fsflow.toml`.

use std::collections::BTreeMap;
use std::fmt;

use super::{codes, find};
use crate::diag::{Diagnostic, Level, did_you_mean};

/// The name that stands for all warnings.
pub const WARNINGS: &str = "warnings";

/// What a user wants of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// Say nothing.
    Allow,
    /// Report a warning.
    Warn,
    /// Report an error.
    Deny,
}

impl Setting {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Allow, Self::Warn, Self::Deny];

    /// `allow`, `warn` or `deny`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Warn => "warn",
            Self::Deny => "deny",
        }
    }

    /// The setting that is written `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|setting| setting.word() == word)
    }
}

/// The levels of all checks as a user set them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Levels {
    warnings: Option<Setting>,
    named: BTreeMap<&'static str, Setting>,
}

impl Levels {
    /// Sets the level of the check `name`, or of all warnings for [`WARNINGS`]. The last setting of a name wins; a check that
    /// is named wins over `warnings`, whichever came first, so that `--allow cycle-rule --deny warnings` still allows it.
    ///
    /// # Errors
    /// When no check has this name, or when it is an error, which can't be lowered.
    pub fn set(&mut self, name: &str, setting: Setting) -> Result<(), LevelError> {
        if name == WARNINGS {
            self.warnings = Some(setting);
            return Ok(());
        }
        let code = find(name).ok_or_else(|| LevelError::unknown(name))?;
        match code.level {
            Level::Error if setting != Setting::Deny => Err(LevelError::IsError(code.name)),
            Level::Error => Ok(()),
            Level::Warning => {
                self.named.insert(code.name, setting);
                Ok(())
            }
        }
    }

    /// Drops the diagnostics that are allowed and raises those that are denied. Errors stay as they are.
    pub fn apply(&self, diagnostics: &mut Vec<Diagnostic>) {
        diagnostics.retain_mut(|diagnostic| {
            if diagnostic.code.level == Level::Error {
                return true;
            }
            let setting = self.named.get(diagnostic.code.name).copied().or(self.warnings);
            if setting == Some(Setting::Deny) {
                diagnostic.level = Level::Error;
            }
            setting != Some(Setting::Allow)
        });
    }
}

/// Why a level can't be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LevelError {
    /// No check has this name.
    Unknown {
        /// The name as given.
        name: String,
        /// The name that was probably meant.
        near: Option<&'static str>,
    },
    /// The check with this name is an error, and errors can't be lowered.
    IsError(&'static str),
}

impl LevelError {
    fn unknown(name: &str) -> Self {
        let names = codes().iter().map(|code| code.name).chain([WARNINGS]);
        Self::Unknown { name: name.to_owned(), near: did_you_mean(name, names) }
    }
}

impl fmt::Display for LevelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { name, near } => {
                write!(f, "there is no check `{name}`")?;
                near.map_or(Ok(()), |near| write!(f, "; did you mean `{near}`?"))
            }
            Self::IsError(name) => write!(f, "`{name}` is an error, and errors can't be allowed or lowered"),
        }
    }
}

impl std::error::Error for LevelError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn after(settings: &[(&str, Setting)]) -> Vec<(&'static str, Level)> {
        let mut levels = Levels::default();
        for (name, setting) in settings {
            levels.set(name, *setting).expect("the setting is valid");
        }
        let code = |name| find(name).expect("the check exists");
        let mut diagnostics: Vec<Diagnostic> = ["cycle", "camera-warm-up", "unused-param"]
            .into_iter()
            .map(|name| Diagnostic::new(code(name), Span::default(), name))
            .collect();
        levels.apply(&mut diagnostics);
        diagnostics.iter().map(|diagnostic| (diagnostic.code.name, diagnostic.level)).collect()
    }

    #[test]
    fn warnings_are_dropped_and_raised_and_errors_stay() {
        use Setting::{Allow, Deny, Warn};
        let (error, warning) = (Level::Error, Level::Warning);
        let (cycle, camera, unused) = ("cycle", "camera-warm-up", "unused-param");
        assert_eq!(after(&[]), [(cycle, error), (camera, warning), (unused, warning)]);
        assert_eq!(after(&[("warnings", Allow)]), [(cycle, error)]);
        assert_eq!(after(&[("warnings", Deny)]), [(cycle, error), (camera, error), (unused, error)]);
        assert_eq!(after(&[(camera, Allow), ("warnings", Deny)]), [(cycle, error), (unused, error)]);
        assert_eq!(
            after(&[(camera, Allow), (camera, Deny), (unused, Warn), (cycle, Deny)]),
            [(cycle, error), (camera, error), (unused, warning)]
        );
    }

    #[test]
    fn unknown_names_and_errors_are_refused() {
        let refused = |name, setting| Levels::default().set(name, setting).map_err(|error| error.to_string());
        assert_eq!(
            refused("camera-warmup", Setting::Allow),
            Err("there is no check `camera-warmup`; did you mean `camera-warm-up`?".into())
        );
        assert_eq!(refused("x", Setting::Deny), Err("there is no check `x`".into()));
        assert_eq!(
            refused("cycle", Setting::Warn),
            Err("`cycle` is an error, and errors can't be allowed or lowered".into())
        );
    }
}
