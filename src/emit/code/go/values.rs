//! Values in Go: maps and slices that `encoding/json` writes, strings with parameters, and numbers that stay what they are.

use std::collections::HashMap;

use super::columns;
use super::params::Given;
use super::strings;
use crate::emit::code::ir::{Part, Template, Value};

/// The type of an object.
pub(super) const OBJECT: &str = "map[string]any";

/// Integers with at most so many digits are written as they are.
const DIGITS: usize = 15;

/// A value in a line of this depth.
pub(super) fn value(value: &Value, given: &Given, depth: usize) -> String {
    match value {
        Value::Text(text) => template(text, given),
        Value::Word(word) => strings::quoted(word),
        Value::Instruction(text) => format!("instruction({})", template(text, given)),
        Value::Number(token) => number(token),
        Value::Bool(value) => value.to_string(),
        Value::Null => "nil".to_owned(),
        Value::Param(param) => given.value(*param),
        Value::Flow => given.flow().to_owned(),
        Value::List(items) => list("[]any", items, depth, |item| self::value(item, given, depth + 1)),
        Value::Object(members) => format!("{OBJECT}{}", object(members, given, depth)),
    }
}

/// A list of a type.
pub(super) fn list(ty: &str, items: &[Value], depth: usize, write: impl Fn(&Value) -> String) -> String {
    if items.is_empty() {
        return format!("{ty}{{}}");
    }
    let tabs = "\t".repeat(depth);
    let items: String = items.iter().map(|item| format!("{tabs}\t{},\n", write(item))).collect();
    format!("{ty}{{\n{items}{tabs}}}")
}

/// The members of an object between braces.
pub(super) fn object(members: &[(String, Value)], given: &Given, depth: usize) -> String {
    if members.is_empty() {
        return "{}".to_owned();
    }
    // Of members with one key the last counts, as for those who read JSON; Go refuses them.
    let last: HashMap<&str, usize> =
        members.iter().enumerate().map(|(at, (key, _))| (key.as_str(), at)).collect();
    let pairs: Vec<(String, String)> = members
        .iter()
        .enumerate()
        .filter(|(at, (key, _))| last.get(key.as_str()) == Some(at))
        .map(|(_, (key, it))| (strings::quoted(key), value(it, given, depth + 1)))
        .collect();
    let mut out = "{\n".to_owned();
    columns::members(&pairs, depth + 1, &mut out);
    out.extend(std::iter::repeat_n('\t', depth));
    out.push('}');
    out
}

/// A number as it was spelt: Go's own types would round some and write others in another way.
fn number(token: &str) -> String {
    let digits = token.strip_prefix('-').unwrap_or(token);
    let is_plain = digits.len() <= DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain && token != "-0" {
        token.to_owned()
    } else {
        format!("json.Number({})", strings::quoted(token))
    }
}

fn template(text: &Template, given: &Given) -> String {
    let parts: Vec<String> = text
        .0
        .iter()
        .map(|part| match part {
            Part::Text(plain) => strings::quoted(plain),
            Part::Param(param) => given.text(*param),
        })
        .collect();
    if parts.is_empty() { "\"\"".to_owned() } else { parts.join(" + ") }
}
