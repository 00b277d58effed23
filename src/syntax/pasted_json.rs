//! How JSON that was pasted into a flow is told from fsflow, so that it is named as what it is instead of as a row of faults.
//!
//! Any id can be written in quotes, so a quoted word and a colon alone are no JSON: the value behind the colon decides.

use crate::catalog::wire;

/// The keys that JSON of a flow has, in the older form too.
static KEYS: &[&str] =
    &[wire::ID, wire::TYPE, "nodes", "edges", wire::FLOW, wire::OUTCOMES, wire::TARGET, wire::CONDITION];

/// Whether a line opens an object of JSON rather than a block of fields: `{ "id": …`.
pub fn opens_object(line: &str) -> bool {
    line.starts_with('{') && after_key(line.trim_start_matches('{').trim_start()).is_some()
}

/// Whether a statement is JSON. After other JSON (`after_json`) less is asked of it.
pub fn is_json(statement: &str, after_json: bool) -> bool {
    let inner = statement.trim_start_matches(['[', '{', ' ', '\t', '\r', '\n']);
    let bracketed = statement.starts_with(['[', '{']);
    let value = after_key(inner);
    (bracketed && (after_any_key(inner) || inner.is_empty()))
        || value.is_some_and(|value| is_value(value.trim_end(), after_json))
        || (statement.starts_with(['}', ']'])
            && statement.trim_matches(['}', ']', ',', ' ', '\n', '\r', '\t']).is_empty())
}

/// Whether a text begins with a key in quotes and its colon: no statement begins with a bracket before that.
fn after_any_key(text: &str) -> bool {
    let rest =
        text.strip_prefix('"').and_then(|rest| rest.split_once('"')).map(|(_, rest)| rest.trim_start());
    rest.is_some_and(|rest| rest.starts_with(':'))
}

/// What follows a key of a flow and its colon.
fn after_key(text: &str) -> Option<&str> {
    let (key, rest) = text.strip_prefix('"')?.split_once('"')?;
    rest.trim_start().strip_prefix(':').filter(|_| KEYS.contains(&key)).map(str::trim_start)
}

/// Whether what follows a colon is a value of JSON. A string could be a type in quotes as well: it is a value where a comma
/// or bracket follows, which can't stand behind a type.
fn is_value(text: &str, after_json: bool) -> bool {
    match text.strip_prefix('"') {
        Some(string) => {
            let mut escaped = false;
            let end = string.find(|ch| {
                let ends = ch == '"' && !escaped;
                escaped = ch == '\\' && !escaped;
                ends
            });
            let rest = end.and_then(|end| string.get(end + 1..)).unwrap_or("").trim_start();
            rest.starts_with([',', '}', ']']) || (rest.is_empty() && after_json)
        }
        None => {
            text.starts_with(['[', '{', '-'])
                || text.starts_with(|ch: char| ch.is_ascii_digit())
                || ["true", "false", "null"].contains(&text.trim_end_matches(','))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_told_from_quoted_ids() {
        for json in [
            "{ \"id\": \"start\" }",
            "{ \"clientReferenceId\": \"1\" }",
            "[",
            "]}",
            "\"id\": \"start\",",
            "\"flow\": [",
            "\"type\": \"end\" }",
            "\"condition\": \"\", ",
        ] {
            assert!(is_json(json, false), "{json}");
        }
        for flow in [
            "\"flow\": conversation \"a\" -> end",
            "\"flow\": conversation \"a\" { does_not_require_reply: true }",
            "\"type\": conversation \"a\"",
            "\"id\": end",
            "\"id\": \"newType\" { a: 1 } -> end",
            "\"id\": \"newType\"",
            "\"id\" -> end",
            "{ a: 1 }",
        ] {
            assert!(!is_json(flow, false), "{flow}");
        }
        assert!(is_json("\"type\": \"end\"", true));
    }
}
