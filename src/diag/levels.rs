//! The level that a user wants each kind of fault reported at. It knows no names: `project` reads those of users.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use super::{Code, Diagnostic, Group, Level};

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

impl FromStr for Setting {
    type Err = InvalidSetting;

    fn from_str(word: &str) -> Result<Self, InvalidSetting> {
        Self::parse(word).ok_or_else(|| InvalidSetting { word: word.to_owned() })
    }
}

/// A word that is no setting.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidSetting {
    /// The word as given.
    pub word: String,
}

impl fmt::Display for InvalidSetting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not one of `allow`, `warn`, `deny`", self.word)
    }
}

impl std::error::Error for InvalidSetting {}

/// The levels of all checks as a user set them. A check that is named wins over its group, and its group over what holds for
/// all warnings, whichever was set first, so that `--allow dead-rule --deny warnings` still allows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Levels {
    warnings: Option<Setting>,
    groups: BTreeMap<Group, Setting>,
    named: BTreeMap<&'static str, Setting>,
}

impl Levels {
    /// Sets the level of all warnings that are not set by name.
    pub fn set_warnings(&mut self, setting: Setting) {
        self.warnings = Some(setting);
    }

    /// Sets the level of all warnings of a group that are not set by name.
    pub fn set_group(&mut self, group: Group, setting: Setting) {
        self.groups.insert(group, setting);
    }

    /// Sets the level of one kind of warning; the last setting wins. An error stays one.
    pub fn set(&mut self, code: &'static Code, setting: Setting) {
        if code.level == Level::Warning {
            self.named.insert(code.name, setting);
        }
    }

    fn of(&self, code: &Code) -> Option<Setting> {
        let of_group = || self.groups.get(&code.group);
        self.named.get(code.name).or_else(of_group).copied().or(self.warnings)
    }

    /// Drops the diagnostics that are allowed and raises those that are denied. Errors stay as they are.
    pub fn apply(&self, diagnostics: &mut Vec<Diagnostic>) {
        diagnostics.retain_mut(|diagnostic| {
            if diagnostic.code.level == Level::Error {
                return true;
            }
            let setting = self.of(diagnostic.code);
            if setting == Some(Setting::Deny) {
                diagnostic.level = Level::Error;
            }
            setting != Some(Setting::Allow)
        });
    }
}
