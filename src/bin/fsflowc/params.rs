//! Owns the values of parameters as `--set` and `--params` give them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

use clap::Args;
use fsflow::diag::{Diagnostic, did_you_mean};
use fsflow::flow::Literal;
use fsflow::resolve::Given;
use fsflow::source::{FileId, SourceFile, SourceMap, Span};
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::disk;
use crate::failure::Failure;

fsflow::code! {
    static PARAMS = error "params";
}

/// `--set` and `--params`.
#[derive(Debug, Args)]
pub(crate) struct ParamFlags {
    /// Give a parameter its value; may be repeated
    #[arg(long, value_name = "NAME=VALUE", value_parser = assignment)]
    set: Vec<(String, String)>,
    /// Give parameters their values from a JSON object; `--set` comes before it
    #[arg(long, value_name = "FILE.json")]
    pub(crate) params: Option<PathBuf>,
}

impl ParamFlags {
    /// The values by name.
    pub(crate) fn values(&self) -> Result<BTreeMap<String, Given>, Failure> {
        let mut values = match &self.params {
            Some(path) => load(path)?,
            None => BTreeMap::new(),
        };
        values.extend(self.set.iter().map(|(name, value)| (name.clone(), Given::Raw(value.clone()))));
        Ok(values)
    }
}

/// Refuses values for parameters that no flow of the run declares.
pub(crate) fn verify(values: &BTreeMap<String, Given>, declared: &BTreeSet<&str>) -> Result<(), Failure> {
    let Some(name) = values.keys().find(|name| !declared.contains(name.as_str())) else { return Ok(()) };
    let failure = Failure::new(format!("there is no parameter `{name}`"));
    Err(match did_you_mean(name, declared.iter().copied()) {
        Some(meant) => failure.help(format!("did you mean `{meant}`?")),
        None if declared.is_empty() => failure.help("the flow declares no parameters; write `param` in it"),
        None => {
            let names: Vec<String> = declared.iter().take(10).map(|name| format!("`{name}`")).collect();
            failure.help(format!("declared are {}", names.join(", ")))
        }
    })
}

fn assignment(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().to_owned(), value.to_owned())),
        _ => Err("write NAME=VALUE".to_owned()),
    }
}

fn load(path: &Path) -> Result<BTreeMap<String, Given>, Failure> {
    let name = path.display().to_string();
    let text = disk::read(path).map_err(|reason| Failure::new(format!("can't read `{name}`: {reason}")))?;
    let source = SourceFile::new(name, text);
    let mut faults = Vec::new();
    let values = parse(&source, &mut faults);
    if faults.is_empty() {
        return Ok(values);
    }
    let mut sources = SourceMap::default();
    sources.add(source);
    Err(Failure::Shown(Box::new((sources, faults))))
}

/// The members of the outermost object as they are written.
struct Members<'t>(Vec<(String, &'t RawValue)>);

fn parse(source: &SourceFile, faults: &mut Vec<Diagnostic>) -> BTreeMap<String, Given> {
    let text = source.text().strip_prefix('\u{feff}').unwrap_or(source.text());
    let begin = source.text().len() - text.len();
    let mut fault = |start: usize, end: usize, message: String| {
        let span = Span::new(FileId(0), begin + start, begin + end);
        let help = "write an object of strings, numbers and booleans, such as `{ \"amount\": 20 }`";
        faults.push(Diagnostic::new(&PARAMS, span, message).help(help));
    };
    let members = match members(text) {
        Ok(Members(members)) => members,
        Err(error) => {
            let line = source.line_range(error.line().saturating_sub(1));
            let at = (line.start + error.column().saturating_sub(1)).min(source.text().len())
                - begin.min(line.start);
            let at = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
            fault(at, at, message);
            return BTreeMap::new();
        }
    };
    let mut values = BTreeMap::new();
    for (name, raw) in members {
        let raw = raw.get();
        let start = raw.as_ptr() as usize - text.as_ptr() as usize;
        match literal(raw) {
            Some(value) if values.contains_key(&name) => {
                let _ = value;
                fault(start, start + raw.len(), format!("`{name}` has a value already"));
            }
            Some(value) => {
                values.insert(name, Given::Typed(value));
            }
            None => fault(
                start,
                start + raw.len(),
                format!("the value of `{name}` is neither a string nor a number nor a boolean"),
            ),
        }
    }
    values
}

/// A value that a parameter may have; numbers keep their spelling.
fn literal(raw: &str) -> Option<Literal> {
    match raw.bytes().next()? {
        b'"' => serde_json::from_str(raw).ok().map(Literal::Text),
        b't' => Some(Literal::Bool(true)),
        b'f' => Some(Literal::Bool(false)),
        b'-' | b'0'..=b'9' => Some(Literal::Number(raw.to_owned())),
        _ => None,
    }
}

fn members(text: &str) -> Result<Members<'_>, serde_json::Error> {
    struct Collect;
    impl<'t> Visitor<'t> for Collect {
        type Value = Members<'t>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut members = Vec::new();
            while let Some(member) = map.next_entry()? {
                members.push(member);
            }
            Ok(Members(members))
        }
    }
    let mut json = serde_json::Deserializer::from_str(text);
    let members = json.deserialize_map(Collect)?;
    json.end()?;
    Ok(members)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> (BTreeMap<String, Given>, Vec<String>) {
        let source = SourceFile::new("p.json", text);
        let mut faults = Vec::new();
        let values = parse(&source, &mut faults);
        let shown = faults.iter().map(|fault| {
            let place = source.line_column(fault.primary.span.range().start);
            format!("{}:{}: {}", place.line, place.column, fault.message)
        });
        (values, shown.collect())
    }

    #[test]
    fn numbers_keep_their_spelling() {
        let (values, faults) = check("{\"a\": 12345678901234567890.50, \"b\": \"x\\n\", \"c\": true}");
        assert_eq!(faults, [""; 0]);
        let number = Literal::Number("12345678901234567890.50".into());
        assert_eq!(values["a"], Given::Typed(number));
        assert_eq!(values["b"], Given::Typed(Literal::Text("x\n".into())));
        assert_eq!(values["c"], Given::Typed(Literal::Bool(true)));
    }

    #[test]
    fn what_is_no_value_is_shown_where_it_stands() {
        assert_eq!(
            check("{\n  \"é\": [1],\n  \"b\": null, \"c\": 1, \"c\": 2}").1,
            [
                "2:8: the value of `é` is neither a string nor a number nor a boolean",
                "3:8: the value of `b` is neither a string nor a number nor a boolean",
                "3:27: `c` has a value already",
            ]
        );
        assert_eq!(check("[1]").1.len(), 1);
        assert_eq!(check("").1.len(), 1);
        assert_eq!(check("{\"a\": 1").1.len(), 1);
        assert_eq!(check("\u{feff}{\"é\": \u{202e}}").1.len(), 1);
        assert_eq!(check("{} x").1.len(), 1);
    }
}
