//! What a string says: escapes, folding and `${…}`, with the place of everything that is wrong in it. How a string is written
//! stands in `quote`.

use super::ast::{Name, Text, TextPart};
use super::errors;
use super::words::is_identifier;
use crate::diag::Diagnostic;
use crate::source::{FileId, Span};

/// A string token: its text between the quotes and where that begins in the file.
#[derive(Debug, Clone, Copy)]
pub struct Token<'s> {
    /// The file.
    pub file: FileId,
    /// The whole token, quotes included.
    pub span: Span,
    /// What stands between the quotes.
    pub inner: &'s str,
    /// Where that begins in the file.
    pub at: usize,
    /// Whether it stood between `"""`.
    pub folded: bool,
}

/// Reads a string.
pub fn read(token: Token<'_>, diagnostics: &mut Vec<Diagnostic>) -> Text {
    let mut reader = Reader { file: token.file, parts: Vec::new(), literal: String::new(), diagnostics };
    if token.folded {
        for piece in fold(token.inner) {
            match piece {
                Piece::Line { start, end } => {
                    reader.line(token.inner.get(start..end).unwrap_or(""), token.at + start);
                }
                Piece::Joint(joint) => reader.literal.push_str(joint),
            }
        }
    } else {
        reader.line(token.inner, token.at);
    }
    reader.flush();
    let mut parts = reader.parts;
    // Trees are kept; room for pieces that never come would be much of their size.
    parts.shrink_to_fit();
    Text { span: token.span, parts, folded: token.folded }
}

/// A stretch of a folded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// The bytes of a line that count.
    Line { start: usize, end: usize },
    /// What stands for the line breaks between two lines.
    Joint(&'static str),
}

/// Common indentation goes, a single line break becomes a space, each blank line a line break.
fn fold(inner: &str) -> Vec<Piece> {
    let mut lines: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    for line in inner.split('\n') {
        lines.push((start, start + line.trim_end_matches([' ', '\t', '\r']).len()));
        start += line.len() + 1;
    }
    let text = |line: &(usize, usize)| inner.get(line.0..line.1).unwrap_or("");
    let is_blank = |line: &(usize, usize)| text(line).is_empty();
    // What stands right behind the opening quotes has no indentation of its own.
    let has_head = lines.first().is_some_and(|first| !is_blank(first));
    let common = common_indent(lines.iter().skip(1).filter(|line| !is_blank(line)).map(text));
    let first = lines.iter().position(|line| !is_blank(line)).unwrap_or(lines.len());
    let last = lines.iter().rposition(|line| !is_blank(line)).map_or(first, |last| last + 1);
    // Only the line breaks next to the quotes go; blank lines inside them are the author's.
    let from = if has_head { 0 } else { 1.min(lines.len()) };
    let ends_blank = lines.len() > 1 && lines.last().is_some_and(is_blank);
    let to = if ends_blank { lines.len() - 1 } else { lines.len() };
    let mut pieces = Vec::new();
    if first >= last {
        pieces.extend(std::iter::repeat_n(Piece::Joint("\n"), to.saturating_sub(from)));
        return pieces;
    }
    let mut joined = true;
    for (index, line) in lines.iter().enumerate().take(to).skip(from) {
        if is_blank(line) {
            pieces.push(Piece::Joint("\n"));
            joined = true;
            continue;
        }
        if !joined {
            pieces.push(Piece::Joint(" "));
        }
        joined = false;
        let skip = if index == 0 && has_head { 0 } else { common };
        pieces.push(Piece::Line { start: line.0 + skip, end: line.1 });
    }
    pieces
}

fn common_indent<'a>(lines: impl Iterator<Item = &'a str>) -> usize {
    let mut common: Option<&str> = None;
    for line in lines {
        let indent = line.get(..line.len() - line.trim_start_matches([' ', '\t']).len()).unwrap_or("");
        common = Some(match common {
            None => indent,
            Some(before) => {
                let same = before.bytes().zip(indent.bytes()).take_while(|(a, b)| a == b).count();
                before.get(..same).unwrap_or("")
            }
        });
    }
    common.map_or(0, str::len)
}

struct Reader<'d> {
    file: FileId,
    parts: Vec<TextPart>,
    literal: String,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn line(&mut self, line: &str, base: usize) {
        let mut at = 0;
        while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
            let plain = rest.find(['\\', '$']).unwrap_or(rest.len());
            self.literal.push_str(rest.get(..plain).unwrap_or(""));
            let rest = rest.get(plain..).unwrap_or("");
            at += plain;
            at += if rest.starts_with("${") {
                self.parameter(rest, base + at)
            } else if rest.starts_with('$') {
                self.literal.push('$');
                1
            } else if rest.starts_with('\\') {
                self.escape(rest, base + at)
            } else {
                rest.len()
            };
        }
    }

    /// Reads `${name}` and gives its length.
    fn parameter(&mut self, rest: &str, at: usize) -> usize {
        let close = rest.find(['}', '"', '\n']).filter(|end| rest.get(*end..=*end) == Some("}"));
        let Some(close) = close else {
            let span = Span::new(self.file, at, at + 2);
            self.diagnostics.push(errors::unclosed_parameter(span));
            self.literal.push_str("${");
            return 2;
        };
        let inner = rest.get(2..close).unwrap_or("");
        let name = inner.trim();
        let span = Span::new(self.file, at, at + close + 1);
        if is_identifier(name) {
            self.flush();
            self.parts.push(TextPart::Param(Name { text: name.to_owned(), quoted: false, span }));
        } else {
            self.diagnostics.push(errors::wrong_parameter(span, name));
            self.literal.push_str(rest.get(..=close).unwrap_or(""));
        }
        close + 1
    }

    /// Reads one escape and gives its length.
    fn escape(&mut self, rest: &str, at: usize) -> usize {
        let Some(kind) = rest.chars().nth(1) else {
            self.diagnostics.push(errors::wrong_escape(Span::new(self.file, at, at + 1), "\\"));
            return 1;
        };
        let simple = match kind {
            '"' | '\\' | '/' | '$' => Some(kind),
            'b' => Some('\u{8}'),
            'f' => Some('\u{c}'),
            'n' => Some('\n'),
            'r' => Some('\r'),
            't' => Some('\t'),
            _ => None,
        };
        if let Some(ch) = simple {
            self.literal.push(ch);
            return 2;
        }
        if kind == 'u'
            && let Some((ch, length)) = unicode_escape(rest)
        {
            self.literal.push(ch);
            return length;
        }
        let length = if kind == 'u' {
            2 + rest.bytes().skip(2).take(4).take_while(u8::is_ascii_hexdigit).count()
        } else {
            1 + kind.len_utf8()
        };
        let text = rest.get(..length).unwrap_or("\\");
        self.diagnostics.push(errors::wrong_escape(Span::new(self.file, at, at + length), text));
        self.literal.push_str(text);
        length
    }

    fn flush(&mut self) {
        if !self.literal.is_empty() {
            self.parts.push(TextPart::Literal(std::mem::take(&mut self.literal)));
        }
    }
}

/// `\uXXXX`, or two of them for one character beyond the first plane.
fn unicode_escape(rest: &str) -> Option<(char, usize)> {
    let unit = |at: usize| {
        let digits =
            rest.get(at..at + 4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        u32::from_str_radix(digits, 16).ok()
    };
    let first = unit(2)?;
    if let Some(ch) = char::from_u32(first) {
        return Some((ch, 6));
    }
    let low = unit(8).filter(|low| rest.get(6..8) == Some("\\u") && (0xDC00..0xE000).contains(low))?;
    let joined = 0x10000 + ((first.checked_sub(0xD800)?) << 10) + (low - 0xDC00);
    char::from_u32(joined).filter(|_| first < 0xDC00).map(|ch| (ch, 12))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &str) {
        let folded = source.starts_with("\"\"\"");
        let quotes = if folded { 3 } else { 1 };
        let inner = &source[quotes..source.len() - quotes];
        let span = Span::new(FileId(0), 0, source.len());
        let mut diagnostics = Vec::new();
        let text = read(Token { file: FileId(0), span, inner, at: quotes, folded }, &mut diagnostics);
        let mut out = String::new();
        for part in &text.parts {
            match part {
                TextPart::Literal(text) => out.push_str(text),
                TextPart::Param(name) => out.push_str(&format!("<{}@{}>", name.text, name.span.start)),
            }
        }
        for diagnostic in diagnostics {
            let at = diagnostic.primary.span;
            out.push_str(&format!(" !{} {}..{}", diagnostic.code.name, at.start, at.end));
        }
        assert_eq!(out, expected, "{source}");
    }

    #[test]
    fn a_quoted_string_has_the_escapes_of_json_and_one_more() {
        check(r#""""#, "");
        check(r#""a\"b\\c\/d\n\t\u00e9""#, "a\"b\\c/d\n\té");
        check(r#""\ud83d\ude00!""#, "😀!");
        check(r#""\${x} $ $5 \$""#, "${x} $ $5 $");
        check(r#""{name} and {{code}}""#, "{name} and {{code}}");
        check(r#""pay ${amount} to ${ who }""#, "pay <amount@5> to <who@18>");
        check(r#""a\qb""#, "a\\qb !wrong-escape 2..4");
        check(r#""\ud83d""#, "\\ud83d !wrong-escape 1..7");
        check(r#""\u12""#, "\\u12 !wrong-escape 1..5");
        check(r#""${user.name}""#, "${user.name} !wrong-parameter 1..13");
        check(r#""${x""#, "${x !wrong-parameter 1..3");
    }

    #[test]
    fn a_folded_text_loses_its_layout() {
        check("\"\"\"\n  You are about\n  to pay.\n\"\"\"", "You are about to pay.");
        check("\"\"\"one\n   two\"\"\"", "one two");
        check("\"\"\"\n  a\n\n  b\n\n\n  c\n\"\"\"", "a\nb\n\nc");
        check("\"\"\"\r\n  a  \r\n  b\r\n\"\"\"", "a b");
        check("\"\"\"\n  a\n    - b\n\"\"\"", "a   - b");
        check("\"\"\"\n  a\\n\n  b ${x}\n\"\"\"", "a\n b <x@14>");
        check("\"\"\"\"\"\"", "");
        check("\"\"\"\n\"\"\"", "");
        check("\"\"\"\n\n\"\"\"", "\n");
        check("\"\"\"\n  say \\\"\"\" \"\"\"", "say \"\"\"");
        check("\"\"\"\n\n  a\n\n\"\"\"", "\na\n");
    }
}
