//! Strings and documentation of Python.

use std::fmt::Write;

use crate::emit::code::characters::{is_plain, lines};

/// A string in quotes.
pub(super) fn string(text: &str, out: &mut String) {
    out.push('"');
    chars(text, out);
    out.push('"');
}

/// A string in quotes, as a new text.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    string(text, &mut out);
    out
}

/// The characters of a string.
pub(super) fn chars(text: &str, out: &mut String) {
    for ch in text.chars() {
        match ch {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            ch if is_plain(ch) => out.push(ch),
            ch => escape(ch, out),
        }
    }
}

/// The characters of a string that begins with `f`.
pub(super) fn chars_of_template(text: &str, out: &mut String) {
    let begin = out.len();
    chars(text, out);
    let written = out.split_off(begin);
    // Escapes hold no braces.
    out.push_str(&written.replace('{', "{{").replace('}', "}}"));
}

/// A documentation string with this indentation; nothing without docs.
pub(super) fn docs(docs: &[String], indent: &str, out: &mut String) {
    let escape_all = |ch: char, out: &mut String| escape(ch, out);
    let lines: Vec<String> =
        docs.iter().map(|text| text.replace('\\', "\\\\").replace('"', "\\\"")).collect();
    let lines = self::lines(&lines, escape_all);
    match lines.as_slice() {
        [] => {}
        [line] => {
            let _ = writeln!(out, "{indent}\"\"\"{}\"\"\"", line.trim_start());
        }
        [first, rest @ ..] => {
            let _ = writeln!(out, "{indent}\"\"\"{}", first.trim_start());
            for line in rest {
                let _ = writeln!(out, "{}", format!("{indent}{line}").trim_end());
            }
            let _ = writeln!(out, "{indent}\"\"\"");
        }
    }
}

fn escape(ch: char, out: &mut String) {
    let code = u32::from(ch);
    let _ = match code {
        0..0x100 => write!(out, "\\x{code:02x}"),
        0x100..0x10000 => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
}
