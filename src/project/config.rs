//! What `fsflow.toml` says: the settings that hold for the flows below its folder, and what is wrong with it. Where such a
//! file is looked for is the business of those who can read files.
//!
//! A setting is a row of a table: it is read, described in the reference and put into the JSON Schema by its row.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::{Value, json};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::api;
use super::levels::{self, LevelError, WARNINGS};
use crate::catalog::Version;
use crate::checks::codes;
use crate::diag::levels::{Levels, Setting};
use crate::diag::{self, Diagnostic, did_you_mean};
use crate::emit::{self, Target};
use crate::flow::Literal;
use crate::resolve::ParamValue;
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
    /// The values of parameters, for all flows that declare them.
    pub params: BTreeMap<String, ParamValue>,
    /// What holds for one flow, by its name: that of its file, or its path from the folder of the configuration.
    pub flows: BTreeMap<String, OfFlow>,
    /// The levels of checks.
    pub levels: Levels,
}

/// The settings of one flow.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct OfFlow {
    /// What is written of it.
    pub emit: Option<Vec<&'static Target>>,
    /// The values of its parameters.
    pub params: BTreeMap<String, ParamValue>,
}

impl Config {
    /// What is said of the flow at this path from the folder of the configuration, with `/`: under its path, with or without
    /// `.fsflow`, or under the name of its file.
    #[must_use]
    pub fn of_flow(&self, path: &str) -> Option<&OfFlow> {
        let stem = path.strip_suffix(".fsflow").unwrap_or(path);
        let name = stem.rsplit('/').next().unwrap_or(stem);
        [path, stem, name].into_iter().find_map(|key| self.flows.get(key))
    }
}

/// Reads the text of a configuration. The spans of what is wrong lie in the first file of a source map; where a setting is
/// wrong, it is left out of the configuration.
#[must_use]
pub fn read(text: &str) -> (Config, Vec<Diagnostic>) {
    let mut reader = Reader { config: Config::default(), faults: Vec::new() };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        match unquoted(text, span.start) {
            Some((key, span)) => {
                let value = text.get(span.clone()).unwrap_or("");
                let message = format!("the value of `{key}` stands in quotes");
                let help = format!("write `{key} = \"{value}\"`");
                reader.faults.push(Diagnostic::new(&CONFIG, at(span), message).help(help));
            }
            None => reader.fault(span, error.message()),
        }
    }
    reader.faults.dedup_by(|a, b| a.primary.span == b.primary.span);
    if reader.faults.is_empty() {
        reader.table(table.get_ref());
    }
    let Reader { config, mut faults } = reader;
    diag::sort(&mut faults);
    (config, faults)
}

/// A setting.
#[derive(Debug)]
#[non_exhaustive]
pub struct Key {
    /// What it is called.
    pub name: &'static str,
    /// What it is for, one sentence in Markdown.
    pub summary: &'static str,
    /// What it takes, in words.
    pub takes: &'static str,
    /// What stands there when nothing is said.
    pub otherwise: &'static str,
    schema: fn() -> Value,
    read: fn(&mut Reader, &Spanned<DeValue<'_>>),
}

/// All settings.
pub static KEYS: &[Key] = &[
    Key {
        name: "api",
        summary: "The version of the API for flows that pin none.",
        takes: "a version in quotes",
        otherwise: "the newest",
        schema: || json!({ "type": "string", "pattern": r"^\d+\.\d+\.\d+$" }),
        read: Reader::api,
    },
    Key {
        name: "out-dir",
        summary: "The folder that `build` writes into, from the folder of this file.",
        takes: "a path",
        otherwise: "beside each flow",
        schema: || json!({ "type": "string" }),
        read: Reader::out_dir,
    },
    Key {
        name: "emit",
        summary: "What `build` writes of each flow.",
        takes: "a list of kinds",
        otherwise: "`[\"flow\"]`",
        schema: kinds,
        read: |reader, value| {
            if let Some(kinds) = reader.kinds(value) {
                reader.config.emit = Some(kinds);
            }
        },
    },
    Key {
        name: "params",
        summary: "Values of parameters, for every flow that declares them; `--params` and `--set` come before them.",
        takes: "a table of strings, numbers and booleans",
        otherwise: "none",
        schema: values,
        read: |reader, value| reader.config.params = reader.values("params", value),
    },
    Key {
        name: "flows",
        summary: "What holds for one flow: `emit` and `params`, under the name of its file without `.fsflow`, or under its path from here.",
        takes: "a table of tables",
        otherwise: "none",
        schema: || {
            let of_flow = json!({
                "type": "object",
                "additionalProperties": false,
                "properties": { "emit": kinds(), "params": values() },
            });
            json!({ "type": "object", "additionalProperties": of_flow })
        },
        read: Reader::flows,
    },
    Key {
        name: WARNINGS,
        summary: "The level of all checks that warn.",
        takes: "`allow`, `warn` or `deny`",
        otherwise: "`\"warn\"`",
        schema: setting,
        read: Reader::warnings,
    },
    Key {
        name: "lints",
        summary: "The level of single checks and of groups of them; a check comes before its group, and that before `warnings`.",
        takes: "a table of `allow`, `warn` or `deny`",
        otherwise: "none",
        schema: || {
            let rows = codes().iter().filter(|code| code.level == diag::Level::Warning);
            let groups = diag::Group::ALL.into_iter().map(diag::Group::word);
            let rows = rows.map(|code| code.name).chain(groups).map(|name| (name.to_owned(), setting()));
            json!({
                "type": "object",
                "properties": rows.collect::<serde_json::Map<String, Value>>(),
                "additionalProperties": setting(),
            })
        },
        read: Reader::lints,
    },
];

fn kinds() -> Value {
    let names: Vec<&str> = emit::TARGETS.iter().map(|kind| kind.name).collect();
    json!({ "type": "array", "minItems": 1, "items": { "enum": names } })
}

fn values() -> Value {
    json!({ "type": "object", "additionalProperties": { "type": ["string", "number", "boolean"] } })
}

fn setting() -> Value {
    json!({ "enum": Setting::ALL.map(Setting::word) })
}

/// The JSON Schema of the file, for editors that complete and check TOML.
#[must_use]
pub fn schema() -> Value {
    let property = |key: &Key| {
        let mut schema = (key.schema)();
        schema["description"] = json!(key.summary);
        (key.name.to_owned(), schema)
    };
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": FILE_NAME,
        "description": "Settings for the flows below the folder of this file",
        "type": "object",
        "additionalProperties": false,
        "properties": KEYS.iter().map(property).collect::<serde_json::Map<String, Value>>(),
    })
}

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

    fn kinds(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Vec<&'static Target>> {
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type("emit", "a list of strings", value);
            return None;
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
        Some(chosen)
    }

    fn values(&mut self, key: &str, value: &Spanned<DeValue<'_>>) -> BTreeMap<String, ParamValue> {
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type(key, "a table of strings, numbers and booleans", value);
            return BTreeMap::new();
        };
        let mut values = BTreeMap::new();
        for (name, value) in table {
            let name = name.get_ref().as_ref();
            match literal(value.get_ref()) {
                Some(literal) => {
                    values.insert(name.to_owned(), ParamValue::Typed(literal));
                }
                None => self.wrong_type(name, "a string, a number as JSON has it, or a boolean", value),
            }
        }
        values
    }

    fn flows(&mut self, value: &Spanned<DeValue<'_>>) {
        let Some(table) = value.get_ref().as_table() else {
            return self.wrong_type("flows", "a table for each flow, such as `[flows.payment]`", value);
        };
        for (name, value) in table {
            let name = name.get_ref().as_ref();
            let Some(table) = value.get_ref().as_table() else {
                self.wrong_type(name, "a table with `emit` or `params`", value);
                continue;
            };
            let mut of_flow = OfFlow::default();
            for (key, value) in table {
                match key.get_ref().as_ref() {
                    "emit" => of_flow.emit = self.kinds(value),
                    "params" => of_flow.params = self.values("params", value),
                    other => self.unknown(
                        key.span(),
                        format!("a flow has no setting `{other}`"),
                        did_you_mean(other, OF_FLOW),
                        "the settings of a flow are `emit` and `params`",
                    ),
                }
            }
            self.config.flows.insert(name.to_owned(), of_flow);
        }
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

/// The settings of one flow.
const OF_FLOW: [&str; 2] = ["emit", "params"];

/// A value that a parameter can have; numbers keep their spelling.
fn literal(value: &DeValue<'_>) -> Option<Literal> {
    let number = |text: &str| {
        let number: Option<serde_json::Number> = serde_json::from_str(text).ok();
        number.map(|_| Literal::Number(text.to_owned()))
    };
    match value {
        DeValue::String(text) => Some(Literal::Text(text.clone().into_owned())),
        DeValue::Boolean(value) => Some(Literal::Bool(*value)),
        DeValue::Integer(integer) if integer.radix() == 10 => number(integer.as_str()),
        DeValue::Float(float) => number(float.as_str()),
        _ => None,
    }
}

/// The key and the value of the line at `place`, when that is a bare text which its key takes in quotes.
fn unquoted(text: &str, place: usize) -> Option<(&str, Range<usize>)> {
    let before = text.get(..place.min(text.len()))?;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = text.get(start..)?.lines().next()?;
    let (key, value) = line.split_once('=')?;
    let value = value.split('#').next()?;
    let bare = value.trim();
    let is_bare = |ch: char| ch.is_alphanumeric() || "._-/".contains(ch);
    if bare.is_empty() || !bare.chars().all(is_bare) {
        return None;
    }
    let start = start + key.len() + 1 + (value.len() - value.trim_start().len());
    Some((key.trim(), start..start + bare.len()))
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
    fn values_and_kinds_hold_for_all_flows_or_for_one() {
        let (config, faults) = read(
            "[params]\nshop = \"Rosa\"\namount = 20.50\n[flows.\"sub/pay\"]\nemit = [\"ts\"]\n[flows.login.params]\nvip = true\n",
        );
        assert_eq!(faults, []);
        let typed = |literal| ParamValue::Typed(literal);
        assert_eq!(config.params["shop"], typed(Literal::Text("Rosa".into())));
        assert_eq!(config.params["amount"], typed(Literal::Number("20.50".into())));
        let kinds = |path: &str| {
            let kinds = config.of_flow(path).and_then(|flow| flow.emit.as_ref());
            kinds.map(|kinds| kinds.iter().map(|kind| kind.name).collect::<Vec<_>>())
        };
        assert_eq!(kinds("sub/pay.fsflow"), Some(vec!["ts"]));
        assert_eq!(kinds("pay.fsflow"), None);
        assert_eq!(config.of_flow("deep/login.fsflow").unwrap().params["vip"], typed(Literal::Bool(true)));
        check(
            "params = 1\n[flows]\na = 1\n[flows.b]\nemits = []\nparams = { x = [1], y = 0x10 }\n",
            &[
                "1:10: `params` takes a table of strings, numbers and booleans",
                "3:5: `a` takes a table with `emit` or `params`",
                "5:1: a flow has no setting `emits`; did you mean `emit`?",
                "6:16: `x` takes a string, a number as JSON has it, or a boolean",
                "6:25: `y` takes a string, a number as JSON has it, or a boolean",
            ],
        );
    }

    #[test]
    fn a_bare_text_is_answered_with_its_quotes() {
        check("api = 1.0.47", &["1:7: the value of `api` stands in quotes; write `api = \"1.0.47\"`"]);
        check(
            "out-dir = ../out # here\nwarnings = deny\n",
            &[
                "1:11: the value of `out-dir` stands in quotes; write `out-dir = \"../out\"`",
                "2:12: the value of `warnings` stands in quotes; write `warnings = \"deny\"`",
            ],
        );
    }

    #[test]
    fn a_text_that_is_no_toml_has_one_fault_and_no_settings() {
        let (config, faults) = read("api = \"1.0.43\"\nemit = [");
        assert_eq!((config.api, faults.len()), (None, 1));
    }
}
