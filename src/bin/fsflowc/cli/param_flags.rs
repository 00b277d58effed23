//! The flags that give parameters their values.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use fsflow::project::params;
use fsflow::resolve::ParamValue;
use fsflow::source::{SourceFile, SourceMap};

use crate::disk;
use crate::failure::Failure;
use crate::flows::Settings;
use crate::inputs::STDIN;

/// `--set` and `--params`.
#[derive(Debug, Args)]
pub(super) struct ParamFlags {
    /// Give a parameter its value; may be repeated
    #[arg(long, value_name = "NAME=VALUE", value_parser = params::assignment)]
    set: Vec<(String, ParamValue)>,
    /// Give parameters their values from a JSON object, - for standard input; `--set` comes before it
    #[arg(long, value_name = "FILE.json")]
    params: Option<PathBuf>,
}

impl ParamFlags {
    /// The file that values are read from.
    pub(super) fn file(&self) -> Option<&Path> {
        self.params.as_deref().filter(|_| !self.is_stdin())
    }

    /// Whether they come from standard input.
    pub(super) fn is_stdin(&self) -> bool {
        self.params.as_deref().is_some_and(|path| path.as_os_str() == "-")
    }

    /// The settings of a command that can do without values.
    pub(super) fn settings(&self) -> Result<Settings, Failure> {
        Ok(Settings { some_values: self.values()?, ..Settings::default() })
    }

    /// The values by name.
    pub(super) fn values(&self) -> Result<BTreeMap<String, ParamValue>, Failure> {
        let mut values = match &self.params {
            Some(_) if self.is_stdin() => {
                let text = disk::read_from(std::io::stdin().lock());
                parse(STDIN.to_owned(), text.map_err(|reason| unreadable("standard input", &reason))?)?
            }
            Some(path) => {
                let name = path.display().to_string();
                let text = disk::read(path).map_err(|reason| unreadable(&format!("`{name}`"), &reason))?;
                parse(name, text)?
            }
            None => BTreeMap::new(),
        };
        values.extend(self.set.iter().cloned());
        Ok(values)
    }
}

fn unreadable(what: &str, reason: &str) -> Failure {
    Failure::new(format!("can't read {what}: {reason}"))
}

fn parse(name: String, text: String) -> Result<BTreeMap<String, ParamValue>, Failure> {
    let source = SourceFile::new(name, text);
    let (values, faults) = params::from_json(&source);
    if faults.is_empty() {
        return Ok(values);
    }
    let mut sources = SourceMap::default();
    sources.add(source);
    Err(Failure::Shown(Box::new((sources, faults))))
}
