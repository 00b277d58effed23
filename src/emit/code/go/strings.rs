//! Strings and documentation of Go. What stands in a doc comment is written as gofmt would write it, so that gofmt changes
//! nothing.

use std::fmt::Write;

use crate::emit::code::characters::{is_plain, lines};

/// A string in quotes.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    chars(text, &mut out);
    out.push('"');
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

fn escape(ch: char, out: &mut String) {
    let code = u32::from(ch);
    let _ = match code {
        0..0x80 => write!(out, "\\x{code:02x}"),
        0x80..0x10000 => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
}

/// A doc comment with this indentation; nothing without docs.
pub(super) fn docs(docs: &[String], indent: &str, out: &mut String) {
    let lines: Vec<String> = lines(docs, escape).iter().map(|line| line.trim_start().to_owned()).collect();
    // Blank lines stand alone, and not at the edges.
    let mut paragraphs: Vec<Vec<String>> = lines
        .split(|line| line.is_empty())
        .filter(|lines| !lines.is_empty())
        .map(<[String]>::to_vec)
        .collect();
    let count = paragraphs.len();
    for (at, paragraph) in paragraphs.iter_mut().enumerate() {
        if let [line] = paragraph.as_mut_slice()
            && 0 < at
            && at + 1 < count
            && line.ends_with(char::is_alphanumeric)
        {
            // A line alone between paragraphs would be taken for a heading.
            line.push('.');
        }
        if at > 0 {
            let _ = writeln!(out, "{indent}//");
        }
        for line in paragraph {
            let _ = writeln!(out, "{indent}// {}", harmless(line));
        }
    }
}

/// A line of a comment. It is neither the definition of a link nor a heading nor an order for tools, and has no quotes that gofmt
/// would replace.
fn harmless(line: &str) -> String {
    let mut quotes = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find('`') {
        let (before, after) = rest.split_at(at);
        rest = after.trim_start_matches('`');
        quotes.push_str(before);
        match after.len() - rest.len() {
            2 => quotes.push('“'),
            count => quotes.extend(std::iter::repeat_n('`', count)),
        }
    }
    quotes.push_str(rest);
    let line = quotes.replace("''", "”");
    match line.starts_with(['[', '#', '+']) {
        true => format!("\\{line}"),
        false => line,
    }
}
