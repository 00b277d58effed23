//! The settings that hold for a document: those of the nearest `fsflow.toml` above it.

use std::collections::HashMap;
use std::sync::Arc;

use super::host::Host;
use crate::project::config::{self, Config, FILE_NAME};

/// The configurations, each read once until they are forgotten.
#[derive(Debug, Default)]
pub(super) struct Settings {
    by_folder: HashMap<String, Arc<Config>>,
}

impl Settings {
    /// The settings for the document at this path. What is wrong with a configuration is added to `notes`; what could be
    /// read of it holds.
    pub(super) fn of(&mut self, path: &str, host: &dyn Host, notes: &mut Vec<String>) -> Arc<Config> {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if let Some(known) = self.by_folder.get(folder) {
            return Arc::clone(known);
        }
        let mut above = Some(folder);
        let file = std::iter::from_fn(|| {
            let folder = above?;
            above = folder.rsplit_once('/').map(|(above, _)| above);
            Some(format!("{folder}/{FILE_NAME}"))
        });
        let config = file
            .into_iter()
            .find(|file| host.stamp(file).is_some())
            .map_or_else(Arc::default, |file| Arc::new(load(&file, host, notes)));
        self.by_folder.insert(folder.to_owned(), Arc::clone(&config));
        config
    }
}

fn load(file: &str, host: &dyn Host, notes: &mut Vec<String>) -> Config {
    let mut note = |text: String| {
        if !notes.contains(&text) {
            notes.push(text);
        }
    };
    match host.read(file) {
        Ok(text) => {
            let (config, faults) = config::read(&text);
            if let Some(fault) = faults.first() {
                note(format!("{file}: {}", fault.message));
            }
            config
        }
        Err(reason) => {
            note(format!("can't read `{file}`: {reason}"));
            Config::default()
        }
    }
}
