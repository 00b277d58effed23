//! The answer to a wish of a user that can't be met and that stands in no file: a name given for one run, a place for an output.

use std::fmt;

/// Why something can't be done, as a clause, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// What is wrong, one clause, lower case, without a period.
    pub message: String,
    /// What to do; `None` when the message says it.
    pub help: Option<String>,
}

impl Refused {
    /// A refusal without advice.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None }
    }

    /// Says what to do.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// Proposes what was probably meant, or else says `otherwise`.
    #[must_use]
    pub fn near(self, near: Option<&str>, otherwise: Option<&str>) -> Self {
        match near {
            Some(near) => self.help(format!("did you mean `{near}`?")),
            None => Self { help: otherwise.map(str::to_owned), ..self },
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        self.help.as_ref().map_or(Ok(()), |help| write!(f, "; {help}"))
    }
}

impl std::error::Error for Refused {}
