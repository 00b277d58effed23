//! Strings, keys and doc comments of TypeScript and JavaScript.

use std::fmt::Write;

use crate::emit::code::characters::{is_plain, lines};

/// A string in quotes.
pub(super) fn string(text: &str, out: &mut String) {
    out.push('"');
    chars(text, '"', out);
    out.push('"');
}

/// A string in quotes, as a new text.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    string(text, &mut out);
    out
}

/// The characters of a string in these quotes.
pub(super) fn chars(text: &str, quote: char, out: &mut String) {
    let mut chars = text.chars().peekable();
    while let Some(ch) = chars.next() {
        match ch {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\\' => out.push_str("\\\\"),
            '$' if quote == '`' && chars.peek() == Some(&'{') => out.push_str("\\$"),
            ch if ch == quote => out.extend(['\\', ch]),
            ch if is_plain(ch) => out.push(ch),
            ch => escape(ch, out),
        }
    }
}

/// The key of a member. `__proto__` in quotes would set the prototype of the object instead of a member.
pub(super) fn key(key: &str, out: &mut String) {
    match key {
        "__proto__" => out.push_str("[\"__proto__\"]"),
        key => property(key, out),
    }
}

/// The name of a property in a type.
pub(super) fn property(key: &str, out: &mut String) {
    let is_word = |ch: char| ch.is_ascii_alphanumeric() || ch == '_' || ch == '$';
    let begins = |ch: char| is_word(ch) && !ch.is_ascii_digit();
    match key.starts_with(begins) && key.chars().all(is_word) {
        true => out.push_str(key),
        false => string(key, out),
    }
}

/// A doc comment with this indentation; nothing without docs.
pub(super) fn docs(docs: &[String], indent: &str, out: &mut String) {
    let lines: Vec<String> = lines(docs, escape).iter().map(|line| harmless(line)).collect();
    if lines.is_empty() {
        return;
    }
    comment(&lines.join("\n"), indent, out);
}

/// A doc comment with these lines as they stand.
pub(super) fn comment(text: &str, indent: &str, out: &mut String) {
    let lines: Vec<&str> = text.split('\n').collect();
    match lines.as_slice() {
        [line] => {
            let _ = writeln!(out, "{indent}/** {line} */");
        }
        lines => {
            let _ = writeln!(out, "{indent}/**");
            for line in lines {
                let _ = writeln!(out, "{}", format!("{indent} * {line}").trim_end());
            }
            let _ = writeln!(out, "{indent} */");
        }
    }
}

/// A line of a comment. It neither ends the comment nor begins with a word that tools take for an order.
fn harmless(line: &str) -> String {
    let line = line.replace("*/", "*\\/");
    match line.trim_start().strip_prefix('@') {
        Some(rest) => format!("\\@{rest}"),
        None => line,
    }
}

fn escape(ch: char, out: &mut String) {
    let code = u32::from(ch);
    let _ = match code {
        0..0x10000 => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\u{{{code:x}}}"),
    };
}
