//! Owns what stops a command or a part of it: wrong usage, and the world outside. Exit code 2.

use fsflow::diag::Diagnostic;
use fsflow::diag::refused::Refused;
use fsflow::source::SourceMap;

/// What stopped a command or a part of it.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A sentence, and perhaps what to do.
    Said {
        /// What went wrong, one clause.
        message: String,
        /// What to do.
        help: Option<String>,
    },
    /// Faults in a file that is not a flow: the configuration, the values of parameters.
    Shown(Box<(SourceMap, Vec<Diagnostic>)>),
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        Self::Said { message: refused.message, help: refused.help }
    }
}

impl Failure {
    /// A failure with nothing more to say about it.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self::Said { message: message.into(), help: None }
    }

    /// Says what to do.
    pub(crate) fn help(self, text: impl Into<String>) -> Self {
        match self {
            Self::Said { message, .. } => Self::Said { message, help: Some(text.into()) },
            shown @ Self::Shown(_) => shown,
        }
    }
}

/// The reason of an error of the operating system, as a clause.
pub(crate) fn reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "no such file or folder".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        ErrorKind::IsADirectory => "it is a folder".to_owned(),
        ErrorKind::NotADirectory => "a part of the path is not a folder".to_owned(),
        ErrorKind::StorageFull => "no space left".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "the file system is read-only".to_owned(),
        _ => {
            let text = error.to_string();
            let text = text.split(" (os error").next().unwrap_or(&text);
            let mut chars = text.chars();
            chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
        }
    }
}
