//! The flags that give parameters their values.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use fsflow::project::params;
use fsflow::resolve::ParamValue;
use fsflow::source::{SourceFile, SourceMap};

use crate::disk;
use crate::failure::Failure;

/// `--set` and `--params`.
#[derive(Debug, Args)]
pub(super) struct ParamFlags {
    /// Give a parameter its value; may be repeated
    #[arg(long, value_name = "NAME=VALUE", value_parser = params::assignment)]
    set: Vec<(String, ParamValue)>,
    /// Give parameters their values from a JSON object; `--set` comes before it
    #[arg(long, value_name = "FILE.json")]
    pub(super) params: Option<PathBuf>,
}

impl ParamFlags {
    /// The values by name.
    pub(super) fn values(&self) -> Result<BTreeMap<String, ParamValue>, Failure> {
        let mut values = match &self.params {
            Some(path) => load(path)?,
            None => BTreeMap::new(),
        };
        values.extend(self.set.iter().cloned());
        Ok(values)
    }
}

fn load(path: &Path) -> Result<BTreeMap<String, ParamValue>, Failure> {
    let name = path.display().to_string();
    let text = disk::read(path).map_err(|reason| Failure::new(format!("can't read `{name}`: {reason}")))?;
    let source = SourceFile::new(name, text);
    let (values, faults) = params::from_json(&source);
    if faults.is_empty() {
        return Ok(values);
    }
    let mut sources = SourceMap::default();
    sources.add(source);
    Err(Failure::Shown(Box::new((sources, faults))))
}
