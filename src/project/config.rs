//! What `fsflow.toml` says: the settings that hold for the flows below its folder, and what is wrong with it. Where such a
//! file is looked for is the business of those who can read files.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::api;
use super::levels::{self, LevelError, WARNINGS};
use crate::catalog::Version;
use crate::diag::levels::{Levels, Setting};
use crate::diag::{self, Diagnostic, did_you_mean};
use crate::emit::{self, Target};
use crate::source::{FileId, Span};

/// The name of the file.
pub const FILE_NAME: &str = "fsflow.toml";

crate::code! {
    static CONFIG = error "config";
}

/// The settings of one file.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Config {
    /// The version of the API for flows that pin none.
    pub api: Option<Version>,
    /// The folder of the outputs as it is written, relative to that of the configuration.
    pub out_dir: Option<String>,
    /// What is written of each flow.
    pub emit: Option<Vec<&'static Target>>,
    /// The levels of checks.
    pub levels: Levels,
}

/// Reads the text of a configuration. The spans of what is wrong lie in the first file of a source map; where a setting is
/// wrong, it is left out of the configuration.
#[must_use]
pub fn read(text: &str) -> (Config, Vec<Diagnostic>) {
    let mut reader = Reader { config: Config::default(), faults: Vec::new() };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        reader.fault(error.span().unwrap_or(0..0), error.message());
    }
    if reader.faults.is_empty() {
        reader.table(table.get_ref());
    }
    let Reader { config, mut faults } = reader;
    diag::sort(&mut faults);
    (config, faults)
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
            match api::parse(text) {
                Ok(version) => self.config.api = Some(version),
                Err(message) => self.fault(value.span(), message),
            }
        }
    }

    fn out_dir(&mut self, value: &Spanned<DeValue<'_>>) {
        if let Some(text) = self.text("out-dir", value) {
            self.config.out_dir = Some(text.to_owned());
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
            self.config.levels.set_warnings(setting);
        }
    }

    fn lints(&mut self, value: &Spanned<DeValue<'_>>) {
        let Some(table) = value.get_ref().as_table() else {
            return self.wrong_type("lints", "a table of checks", value);
        };
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            let Some(setting) = self.setting(name, value) else { continue };
            match levels::set(&mut self.config.levels, name, setting) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    /// What is wrong with a configuration, with its place and its help.
    fn check(text: &str, expected: &[&str]) {
        let (_, faults) = read(text);
        let file = SourceFile::new(FILE_NAME, text);
        let shown: Vec<String> = faults
            .iter()
            .map(|fault| {
                let at = file.line_column(fault.primary.span.start as usize);
                let help = fault.help.as_ref().map_or(String::new(), |help| format!("; {help}"));
                format!("{}:{}: {}{help}", at.line, at.column, fault.message)
            })
            .collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn settings_are_read_with_their_types() {
        let (config, faults) = read(
            "api = \"1.0.43\"\nout-dir = \"../out\"\nemit = [\"flow\", \"py\"]\nwarnings = \"deny\"\n[lints]\ncamera-warm-up = \"allow\"\n",
        );
        assert_eq!(faults, []);
        assert_eq!(config.api, Version::parse("1.0.43"));
        assert_eq!(config.out_dir.as_deref(), Some("../out"));
        let emit: Vec<&str> = config.emit.into_iter().flatten().map(|target| target.name).collect();
        assert_eq!(emit, ["flow", "py"]);
        let mut levels = Levels::default();
        levels.set_warnings(Setting::Deny);
        levels::set(&mut levels, "camera-warm-up", Setting::Allow).expect("the check exists");
        assert_eq!(config.levels, levels);
    }

    #[test]
    fn what_is_wrong_is_shown_where_it_stands() {
        check("", &[]);
        check("apy = \"1\"", &["1:1: there is no setting `apy`; did you mean `api`?"]);
        check("api = 1\nout-dir = []", &["1:7: `api` takes a string", "2:11: `out-dir` takes a string"]);
        check("emit = []", &["1:8: `emit` is empty: nothing would be written"]);
        check("emit = [\"sesion\"]", &["1:9: there is no kind of output `sesion`; did you mean `session`?"]);
        check(
            "[lints]\ncycle = \"allow\"\ncamera-warmup = \"deny\"\nunused-param = \"dny\"",
            &[
                "2:1: `cycle` is an error, and errors can't be allowed or lowered",
                "3:1: there is no check `camera-warmup`; did you mean `camera-warm-up`?",
                "4:16: `unused-param` can't be `dny`; did you mean `deny`?",
            ],
        );
    }

    #[test]
    fn a_text_that_is_no_toml_has_one_fault_and_no_settings() {
        let (config, faults) = read("api = \"1.0.43\"\nemit = [");
        assert_eq!((config.api, faults.len()), (None, 1));
    }
}
