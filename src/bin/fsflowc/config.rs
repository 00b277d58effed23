//! Finds the `fsflow.toml` that holds for a folder, and reads each once.

use std::collections::HashMap;
use std::env;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fsflow::project::config::{self, FILE_NAME};
use fsflow::source::{SourceFile, SourceMap};

use crate::disk;
use crate::failure::Failure;
use crate::path::absolute;

/// The settings that a file's folder or one above it gives.
#[derive(Debug, Default)]
pub(crate) struct Config {
    /// The file that they come from; `None` without one.
    pub(crate) file: Option<PathBuf>,
    settings: config::Config,
}

impl Config {
    /// What it says of the flow in this file.
    pub(crate) fn of(&self, file: &str) -> Option<&config::OfFlow> {
        if self.settings.flows.is_empty() {
            return None;
        }
        let folder = absolute(self.file.as_deref().and_then(Path::parent)?);
        let path = absolute(Path::new(file));
        let path = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().into_owned();
        self.settings.of_flow(&path.replace(std::path::MAIN_SEPARATOR, "/"))
    }

    /// Where outputs go, joined to the folder of the file.
    pub(crate) fn out_dir(&self) -> Option<PathBuf> {
        let folder = self.file.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
        self.settings.out_dir.as_ref().map(|out| folder.join(out))
    }
}

impl Deref for Config {
    type Target = config::Config;

    fn deref(&self) -> &Self::Target {
        &self.settings
    }
}

/// The configurations of this run, each read once.
#[derive(Debug, Default)]
pub(crate) struct Configs {
    by_folder: HashMap<PathBuf, Arc<Config>>,
}

impl Configs {
    /// The configuration for files in `folder`: that of the nearest folder upwards that has one.
    pub(crate) fn of(&mut self, folder: &Path) -> Result<Arc<Config>, Failure> {
        if let Some(known) = self.by_folder.get(folder) {
            return Ok(Arc::clone(known));
        }
        let start = std::path::absolute(if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
        let start = start.unwrap_or_else(|_| folder.to_owned());
        let mut config = Arc::default();
        for above in start.ancestors() {
            let path = above.join(FILE_NAME);
            if let Some(known) = self.by_folder.get(&path) {
                config = Arc::clone(known);
                break;
            }
            // A folder or a link to nothing of that name is no configuration, which is better said than passed over.
            if path.symlink_metadata().is_ok() {
                config = Arc::new(load(path.clone())?);
                self.by_folder.insert(path, Arc::clone(&config));
                break;
            }
        }
        self.by_folder.insert(folder.to_owned(), Arc::clone(&config));
        Ok(config)
    }
}

fn load(path: PathBuf) -> Result<Config, Failure> {
    let cwd = env::current_dir().unwrap_or_default();
    let name = path.strip_prefix(&cwd).unwrap_or(&path).display().to_string();
    let text = disk::read(&path).map_err(|reason| Failure::new(format!("can't read `{name}`: {reason}")))?;
    let (settings, faults) = config::read(&text);
    if faults.is_empty() {
        return Ok(Config { file: Some(path), settings });
    }
    let mut sources = SourceMap::default();
    sources.add(SourceFile::new(name, text));
    Err(Failure::Shown(Box::new((sources, faults))))
}
