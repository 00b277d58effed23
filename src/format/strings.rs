//! How the formatter writes strings: in quotes on one line, or folded over several where that says exactly the same.

use crate::syntax::ast::{Text, TextPart};
use crate::syntax::quote::{escape, escape_invisible, is_invisible};

/// `text` between quotes.
pub(super) fn quoted(text: &Text) -> String {
    let mut out = String::from("\"");
    for part in &text.parts {
        match part {
            TextPart::Literal(literal) => escape(&mut out, literal),
            TextPart::Param(name) => parameter(&mut out, &name.text),
        }
    }
    out.push('"');
    out
}

/// `${name}`
pub(super) fn parameter(out: &mut String, name: &str) {
    out.push_str("${");
    out.push_str(name);
    out.push('}');
}

/// The lines of a folded text that says what `text` says, each no longer than `width` where it has a space to break at;
/// `None` when folding would not be exactly reversible, or there is nowhere to break.
pub(super) fn folded(text: &Text, width: usize) -> Option<Vec<String>> {
    let mut paragraphs = vec![String::new()];
    for part in &text.parts {
        match part {
            TextPart::Literal(literal) => {
                for (index, piece) in literal.split('\n').enumerate() {
                    if index > 0 {
                        paragraphs.push(String::new());
                    }
                    if let Some(last) = paragraphs.last_mut() {
                        escape_folded(last, piece);
                    }
                }
            }
            TextPart::Param(name) => {
                if let Some(last) = paragraphs.last_mut() {
                    parameter(last, &name.text);
                }
            }
        }
    }
    let breakable = paragraphs.len() > 1 || paragraphs.iter().any(|it| breaks(it).next().is_some());
    if !breakable || paragraphs.iter().any(|paragraph| paragraph.ends_with(' ')) {
        return None;
    }
    let mut lines = Vec::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        if index > 0 {
            lines.push(String::new());
        }
        wrap(paragraph, width, &mut lines);
    }
    // Indentation that all lines share would be lost.
    let mut filled = lines.iter().filter(|line| !line.is_empty());
    let all_indented = filled.clone().next().is_some() && filled.all(|line| line.starts_with(' '));
    (!all_indented).then_some(lines)
}

/// The lines of a folded text as the author broke them, without their common indentation. `inner` stands between the
/// quotes.
pub(super) fn folded_as_written(inner: &str) -> Vec<String> {
    let lines: Vec<&str> = inner.split('\n').map(|line| line.trim_end_matches([' ', '\t', '\r'])).collect();
    let has_head = lines.first().is_some_and(|first| !first.is_empty());
    let body = lines.get(1..).unwrap_or(&[]);
    let body = if body.last().is_some_and(|last| last.is_empty()) {
        body.get(..body.len() - 1).unwrap_or(&[])
    } else {
        body
    };
    let common = common_indent(body.iter().copied().filter(|line| !line.is_empty()));
    let head = lines.first().copied().filter(|_| has_head);
    let body = body.iter().map(|line| line.get(common..).unwrap_or(""));
    head.into_iter().chain(body).map(without_hidden).collect()
}

fn common_indent<'a>(lines: impl Iterator<Item = &'a str>) -> usize {
    let indent = |line: &'a str| line.split(|ch| ch != ' ' && ch != '\t').next().unwrap_or("");
    let shared = lines.map(indent).reduce(|common, indent| {
        let same = common.bytes().zip(indent.bytes()).take_while(|(a, b)| a == b).count();
        common.get(..same).unwrap_or("")
    });
    shared.map_or(0, str::len)
}

/// Writes characters that can't be seen as escapes; what is an escape already stays.
fn without_hidden(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for ch in line.chars() {
        if is_invisible(ch) { escape_invisible(&mut out, ch) } else { out.push(ch) }
    }
    out
}

/// Breaks a paragraph at single spaces into lines no longer than `width`.
fn wrap(paragraph: &str, width: usize, lines: &mut Vec<String>) {
    if paragraph.is_empty() {
        return;
    }
    let mut line = String::new();
    let mut used = 0;
    let mut start = 0;
    for end in breaks(paragraph).chain([paragraph.len()]) {
        let word = paragraph.get(start..end).unwrap_or("");
        let length = word.chars().count();
        if !line.is_empty() && used + 1 + length > width {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if !line.is_empty() {
            line.push(' ');
            used += 1;
        }
        line.push_str(word);
        used += length;
        start = end + 1;
    }
    lines.push(line);
}

/// Where a line may be broken: the spaces that stand alone.
fn breaks(paragraph: &str) -> impl Iterator<Item = usize> {
    let bytes = paragraph.as_bytes();
    let space = |at: usize| bytes.get(at) == Some(&b' ');
    (1..bytes.len().saturating_sub(1)).filter(move |at| space(*at) && !space(at - 1) && !space(at + 1))
}

/// Between `"""` a quote needs no escape unless three of them stand together.
fn escape_folded(out: &mut String, literal: &str) {
    let mut rest = literal.chars().peekable();
    let mut quotes = 0;
    while let Some(ch) = rest.next() {
        quotes = if ch == '"' { quotes + 1 } else { 0 };
        match ch {
            '"' if quotes == 3 => {
                out.push_str("\\\"");
                quotes = 0;
            }
            '\\' => out.push_str("\\\\"),
            '$' if rest.peek() == Some(&'{') => out.push_str("\\$"),
            ch if is_invisible(ch) => escape_invisible(out, ch),
            ch => out.push(ch),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fold(text: &str, width: usize) -> String {
        folded(&Text::built(text), width).map_or_else(|| "as it is".to_owned(), |lines| lines.join("/"))
    }

    #[test]
    fn a_text_is_folded_where_that_is_reversible() {
        assert_eq!(fold("one two three", 8), "one two/three");
        assert_eq!(fold("one two\nthree", 80), "one two//three");
        assert_eq!(fold("a\n\nb", 80), "a///b");
        assert_eq!(fold("\na\n", 80), "/a/");
        assert_eq!(fold("one  two three", 5), "one  two/three");
        assert_eq!(fold("list:\n  - a b", 5), "list://  - a/b");
        assert_eq!(fold("word", 2), "as it is");
        assert_eq!(fold("one two ", 4), "as it is");
        assert_eq!(fold("  all indented", 80), "as it is");
        assert_eq!(fold("a\tb ${x} \"\"\"\"", 80), "a\\tb \\${x} \"\"\\\"\"");
    }
}
