//! Owns `fsflow.toml`: where it is looked for, what it may say, and what is wrong with it.

use std::collections::HashMap;
use std::env;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fsflow::catalog::{NEWEST, TIMELINE, Version};
use fsflow::checks::levels::{LevelError, Levels, Setting, WARNINGS};
use fsflow::diag::{Diagnostic, did_you_mean};
use fsflow::source::{FileId, SourceFile, SourceMap, Span};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::disk;
use crate::failure::Failure;
use fsflow::emit::{self, Target};

/// The name of the file.
pub(crate) const FILE_NAME: &str = "fsflow.toml";

fsflow::code! {
    static CONFIG = error "config";
}

/// The settings that a file's folder or one above it gives.
#[derive(Debug, Default)]
pub(crate) struct Config {
    /// The file that they come from; `None` without one.
    pub(crate) file: Option<PathBuf>,
    /// The version of the API for files that pin none.
    pub(crate) api: Option<Version>,
    /// Where outputs go, joined to the folder of the file.
    pub(crate) out_dir: Option<PathBuf>,
    /// What is written.
    pub(crate) emit: Option<Vec<&'static Target>>,
    /// The levels of checks.
    pub(crate) levels: Levels,
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
            if path.is_file() {
                config = Arc::new(load(path.clone())?);
                self.by_folder.insert(path, Arc::clone(&config));
                break;
            }
        }
        self.by_folder.insert(folder.to_owned(), Arc::clone(&config));
        Ok(config)
    }
}

/// Reads a version of the API that the compiler can compile for, or says why it can't.
pub(crate) fn version(text: &str) -> Result<Version, String> {
    let oldest = TIMELINE.first().map_or(NEWEST, |row| row.version);
    match Version::parse(text) {
        Some(version) if version > NEWEST => {
            Err(format!("this compiler knows the API up to version {NEWEST}, not {version}"))
        }
        Some(version) if version < oldest => Err(format!("the oldest version of the API is {oldest}")),
        Some(version) => Ok(version),
        None => Err(format!("`{}` is not a version such as {NEWEST}", fsflow::report::safe(text))),
    }
}

fn load(path: PathBuf) -> Result<Config, Failure> {
    let cwd = env::current_dir().unwrap_or_default();
    let name = path.strip_prefix(&cwd).unwrap_or(&path).display().to_string();
    let text = disk::read(&path).map_err(|reason| Failure::new(format!("can't read `{name}`: {reason}")))?;
    let mut reader = Reader { config: Config::default(), faults: Vec::new() };
    let (table, errors) = DeTable::parse_recoverable(&text);
    for error in errors {
        reader.fault(error.span().unwrap_or(0..0), error.message());
    }
    if reader.faults.is_empty() {
        reader.table(table.get_ref());
    }
    let Reader { mut config, mut faults } = reader;
    if !faults.is_empty() {
        let mut sources = SourceMap::default();
        sources.add(SourceFile::new(name, text));
        fsflow::diag::sort(&mut faults);
        return Err(Failure::Shown(Box::new((sources, faults))));
    }
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    config.out_dir = config.out_dir.map(|out| folder.join(out));
    config.file = Some(path);
    Ok(config)
}

/// A key that the configuration may have and how its value is read.
struct Key {
    name: &'static str,
    read: fn(&mut Reader, &Spanned<DeValue<'_>>),
}

static KEYS: &[Key] = &[
    Key { name: "api", read: Reader::api },
    Key { name: "out-dir", read: Reader::out_dir },
    Key { name: "emit", read: Reader::emit },
    Key { name: WARNINGS, read: Reader::warnings },
    Key { name: "lints", read: Reader::lints },
];

struct Reader {
    config: Config,
    faults: Vec<Diagnostic>,
}

impl Reader {
    fn table(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            match KEYS.iter().find(|key| key.name == name) {
                Some(known) => (known.read)(self, value),
                None => self.unknown(
                    key.span(),
                    format!("there is no setting `{name}`"),
                    did_you_mean(name, KEYS.iter().map(|key| key.name)),
                    &format!("the settings are {}", list(KEYS.iter().map(|key| key.name))),
                ),
            }
        }
    }

    fn api(&mut self, value: &Spanned<DeValue<'_>>) {
        if let Some(text) = self.text("api", value) {
            match version(text) {
                Ok(version) => self.config.api = Some(version),
                Err(message) => self.fault(value.span(), message),
            }
        }
    }

    fn out_dir(&mut self, value: &Spanned<DeValue<'_>>) {
        if let Some(text) = self.text("out-dir", value) {
            self.config.out_dir = Some(PathBuf::from(text));
        }
    }

    fn emit(&mut self, value: &Spanned<DeValue<'_>>) {
        let Some(items) = value.get_ref().as_array() else {
            return self.wrong_type("emit", "a list of strings", value);
        };
        let mut chosen = Vec::new();
        for item in items {
            let Some(name) = self.text("emit", item) else { continue };
            match emit::target(name) {
                Some(kind) => chosen.push(kind),
                None => self.unknown(
                    item.span(),
                    format!("there is no kind of output `{name}`"),
                    did_you_mean(name, emit::TARGETS.iter().map(|kind| kind.name)),
                    &format!("the kinds are {}", list(emit::TARGETS.iter().map(|kind| kind.name))),
                ),
            }
        }
        if items.is_empty() {
            self.fault(value.span(), "`emit` is empty: nothing would be written");
        }
        self.config.emit = Some(chosen);
    }

    fn warnings(&mut self, value: &Spanned<DeValue<'_>>) {
        if let Some(setting) = self.setting(WARNINGS, value) {
            // `warnings` is no name that could be refused.
            let _ = self.config.levels.set(WARNINGS, setting);
        }
    }

    fn lints(&mut self, value: &Spanned<DeValue<'_>>) {
        let Some(table) = value.get_ref().as_table() else {
            return self.wrong_type("lints", "a table of checks", value);
        };
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            let Some(setting) = self.setting(name, value) else { continue };
            match self.config.levels.set(name, setting) {
                Ok(()) => {}
                Err(LevelError::Unknown { name, near }) => self.unknown(
                    key.span(),
                    format!("there is no check `{name}`"),
                    near,
                    "`fsflowc explain` lists all checks",
                ),
                Err(error @ LevelError::IsError(_)) => self.fault(key.span(), error.to_string()),
            }
        }
    }

    fn setting(&mut self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<Setting> {
        let words = || Setting::ALL.into_iter().map(Setting::word);
        let Some(word) = value.get_ref().as_str() else {
            self.wrong_type(key, "`allow`, `warn` or `deny`", value);
            return None;
        };
        let setting = Setting::parse(word);
        if setting.is_none() {
            let message = format!("`{key}` can't be `{word}`");
            self.unknown(
                value.span(),
                message,
                did_you_mean(word, words()),
                "write `allow`, `warn` or `deny`",
            );
        }
        setting
    }

    fn text<'v>(&mut self, key: &str, value: &'v Spanned<DeValue<'_>>) -> Option<&'v str> {
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.wrong_type(key, "a string", value);
        }
        text
    }

    fn wrong_type(&mut self, key: &str, wanted: &str, value: &Spanned<DeValue<'_>>) {
        self.fault(value.span(), format!("`{key}` takes {wanted}"));
    }

    fn unknown(&mut self, span: Range<usize>, message: String, meant: Option<&str>, otherwise: &str) {
        let help = meant.map_or_else(|| otherwise.to_owned(), |meant| format!("did you mean `{meant}`?"));
        self.faults.push(Diagnostic::new(&CONFIG, at(span), message).help(help));
    }

    fn fault(&mut self, span: Range<usize>, message: impl Into<String>) {
        self.faults.push(Diagnostic::new(&CONFIG, at(span), message));
    }
}

fn at(span: Range<usize>) -> Span {
    Span::new(FileId(0), span.start, span.end)
}

/// `a, b and c`, each between backticks.
fn list<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => words.concat(),
    }
}
