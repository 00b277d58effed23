//! The names by which users set levels: on the command line, in `fsflow.toml`, in an editor's settings.

use std::fmt;

use crate::checks::{codes, find};
use crate::diag::levels::{Levels, Setting};
use crate::diag::{Group, Level, did_you_mean};

/// The name that stands for all warnings.
pub const WARNINGS: &str = "warnings";

/// Sets the level of the check `name`, of a group of warnings (`style`), or of all warnings for [`WARNINGS`].
///
/// # Errors
/// When no check has this name, or when it is an error, which can't be lowered.
pub fn set(levels: &mut Levels, name: &str, setting: Setting) -> Result<(), LevelError> {
    if name == WARNINGS {
        levels.set_warnings(setting);
        return Ok(());
    }
    if let Some(group) = Group::parse(name) {
        levels.set_group(group, setting);
        return Ok(());
    }
    let code = find(name).ok_or_else(|| LevelError::unknown(name))?;
    if code.level == Level::Error && setting != Setting::Deny {
        return Err(LevelError::IsError(code.name));
    }
    levels.set(code, setting);
    Ok(())
}

/// The levels of a configuration as these settings, given for one run, change them; of two for one name the later holds.
///
/// # Errors
/// When one of the names can't be set.
pub fn over(levels: &Levels, settings: &[(String, Setting)]) -> Result<Levels, LevelError> {
    let mut levels = levels.clone();
    settings.iter().try_for_each(|(name, setting)| set(&mut levels, name, *setting))?;
    Ok(levels)
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
        let groups = Group::ALL.into_iter().map(Group::word);
        let names = codes().iter().map(|code| code.name).chain(groups).chain([WARNINGS]);
        Self::Unknown { name: name.to_owned(), near: did_you_mean(name, names) }
    }

    /// What to do, when the message does not say it.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        matches!(self, Self::Unknown { near: None, .. }).then_some("`fsflowc explain` lists all checks")
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
    use crate::diag::Diagnostic;
    use crate::resolve::Options;
    use crate::source::{NoFiles, Span};

    fn after(settings: &[(&str, Setting)]) -> Vec<(&'static str, Level)> {
        let mut levels = Levels::default();
        for (name, setting) in settings {
            set(&mut levels, name, *setting).expect("the setting is valid");
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
        assert_eq!(after(&[("style", Deny)]), [(cycle, error), (camera, warning), (unused, error)]);
        assert_eq!(
            after(&[("experience", Deny), (camera, Warn), ("warnings", Allow), ("correctness", Allow)]),
            [(cycle, error), (camera, warning)]
        );
        assert_eq!(
            after(&[(camera, Allow), (camera, Deny), (unused, Warn), (cycle, Deny)]),
            [(cycle, error), (camera, error), (unused, warning)]
        );
    }

    #[test]
    fn a_denied_warning_keeps_outputs_from_being_written() {
        let text = "param unused = 1\nstart -> end\nend\n";
        let errors = |name: &str, setting: Setting| {
            let mut levels = Levels::default();
            set(&mut levels, name, setting).expect("the setting is valid");
            let options = Options { levels, ..Options::default() };
            let compilation = crate::compilation::compile("a.fsflow", text, &NoFiles, &options);
            (compilation.diagnostics.len(), compilation.has_errors())
        };
        let (found, has_errors) = errors("unused-param", Setting::Warn);
        assert!(found > 1 && !has_errors);
        assert_eq!(errors("unused-param", Setting::Allow), (found - 1, false));
        assert_eq!(errors("unused-param", Setting::Deny), (found, true));
        assert_eq!(errors(WARNINGS, Setting::Deny), (found, true));
        assert_eq!(errors(WARNINGS, Setting::Allow), (0, false));
    }

    #[test]
    fn unknown_names_and_errors_are_refused() {
        let refused =
            |name, setting| set(&mut Levels::default(), name, setting).map_err(|error| error.to_string());
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
