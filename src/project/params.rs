//! The values of parameters as users give them for one run: as text, or in a JSON object.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::diag::refused::Refused;
use crate::diag::{Diagnostic, did_you_mean};
use crate::flow::{Flow, Literal};
use crate::resolve::ParamValue;
use crate::source::{FileId, SourceFile, Span};

crate::code! {
    static PARAMS = error "params";
}

/// Reads `NAME=TEXT`. The text becomes a value when the parameter's type is known.
///
/// # Errors
/// What to write instead, as a clause.
pub fn assignment(text: &str) -> Result<(String, ParamValue), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => {
            Ok((name.trim().to_owned(), ParamValue::Raw(value.to_owned())))
        }
        _ => Err("write NAME=VALUE".to_owned()),
    }
}

/// Refuses values for parameters that none of the flows declares. Says nothing while a flow could not be read as a whole.
///
/// # Errors
/// When there is no parameter of some name.
pub fn verify<'f>(
    values: &BTreeMap<String, ParamValue>,
    flows: impl IntoIterator<Item = &'f Flow>,
) -> Result<(), Refused> {
    let flows: Vec<&Flow> = flows.into_iter().collect();
    if flows.is_empty() || flows.iter().any(|flow| !flow.complete) {
        return Ok(());
    }
    let declared: BTreeSet<&str> =
        flows.iter().flat_map(|flow| &flow.params).map(|param| param.name.as_str()).collect();
    let Some(name) = values.keys().find(|name| !declared.contains(name.as_str())) else { return Ok(()) };
    let otherwise = if declared.is_empty() {
        "the flow declares no parameters; write `param` in it".to_owned()
    } else {
        let names: Vec<String> = declared.iter().take(10).map(|name| format!("`{name}`")).collect();
        format!("declared are {}", names.join(", "))
    };
    let near = did_you_mean(name, declared.iter().copied());
    Err(Refused::new(format!("there is no parameter `{name}`")).near(near, Some(&otherwise)))
}

/// Reads an object of strings, numbers and booleans. The spans of what is wrong lie in the first file of a source map; what
/// is wrong has no value.
#[must_use]
pub fn from_json(source: &SourceFile) -> (BTreeMap<String, ParamValue>, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let values = parse(source, &mut faults);
    (values, faults)
}

/// The members of the outermost object as they are written.
struct Members<'t>(Vec<(String, &'t RawValue)>);

fn parse(source: &SourceFile, faults: &mut Vec<Diagnostic>) -> BTreeMap<String, ParamValue> {
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
            Some(_) if values.contains_key(&name) => {
                fault(start, start + raw.len(), format!("`{name}` has a value already"));
            }
            Some(value) => {
                values.insert(name, ParamValue::Typed(value));
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

    fn check(text: &str) -> (BTreeMap<String, ParamValue>, Vec<String>) {
        let source = SourceFile::new("p.json", text);
        let (values, faults) = from_json(&source);
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
        assert_eq!(values["a"], ParamValue::Typed(number));
        assert_eq!(values["b"], ParamValue::Typed(Literal::Text("x\n".into())));
        assert_eq!(values["c"], ParamValue::Typed(Literal::Bool(true)));
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
