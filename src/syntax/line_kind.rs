//! What a line probably is, by its first words: the scan has to tell where a statement ends before anything is parsed, and
//! above all when a bracket or string was never closed.

use super::pasted_json::opens_object;
use super::words::{self, Opening, Part};

/// What a line looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// It can only go on with the statement above: it begins with an arrow, a bracket, a separator, `say "…"`.
    Continuation,
    /// A string: a prompt on a line of its own, or an id.
    Text,
    /// It plainly begins a statement: `id ->`, `id: type "…"`, `param name`, `@allow`.
    Plain,
    /// One bare word, such as `end`.
    Word,
    /// `key: …`: an entry of a list as well as a short statement.
    Entry,
    /// Anything else.
    Other,
}

/// The kind of the line whose first token is at `at`. Looks at a few tokens only.
pub fn line_kind(text: &str, at: usize) -> LineKind {
    let Some(line) = text.get(at..) else { return LineKind::Other };
    let mut chars = line.chars();
    match chars.next() {
        Some('@') => LineKind::Plain,
        Some('{') if opens_object(line) => LineKind::Other,
        Some('{' | '<' | '>' | '|' | ',' | ':' | '}' | ']' | ')' | '→' | '⇒' | '=') => {
            LineKind::Continuation
        }
        Some('-') if arrow(line).is_some() => LineKind::Continuation,
        Some('"') if line.starts_with("\"\"\"") => LineKind::Continuation,
        Some('"') => after_quoted(line),
        Some(first) if first.is_ascii_alphabetic() || first == '_' => after_word(line),
        _ => LineKind::Other,
    }
}

fn after_word(line: &str) -> LineKind {
    let (word, rest) = split_word(line);
    let opens = |wanted: Opening| words::statements().any(|it| it == (word, wanted));
    let continues = rest.starts_with(['"', '\'', '“']);
    match rest.chars().next() {
        _ if continues && (word.eq_ignore_ascii_case("say") || word.eq_ignore_ascii_case("when")) => {
            LineKind::Continuation
        }
        Some(first)
            if words::is(word, Part::Connective)
                && (first.is_ascii_alphabetic() || matches!(first, '_' | '(' | '"')) =>
        {
            LineKind::Continuation
        }
        Some('"') if opens(Opening::Text) => LineKind::Plain,
        Some('{') => LineKind::Plain,
        Some(first) if opens(Opening::Name) && (first.is_ascii_alphabetic() || first == '_') => {
            LineKind::Plain
        }
        _ if word == "when" => LineKind::Entry,
        _ if arrow(rest).is_some() => LineKind::Plain,
        Some(':') => after_colon(rest),
        Some('|') => LineKind::Entry,
        _ if ends_line(rest) => LineKind::Word,
        _ => LineKind::Other,
    }
}

fn after_quoted(line: &str) -> LineKind {
    let mut escaped = false;
    let mut end = None;
    for (index, ch) in line.char_indices().skip(1) {
        match ch {
            '\n' => break,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => {
                end = Some(index + 1);
                break;
            }
            _ => {}
        }
    }
    let rest = end.and_then(|end| line.get(end..)).unwrap_or("").trim_start_matches([' ', '\t']);
    if rest.starts_with(':') { after_colon(rest) } else { LineKind::Text }
}

/// `: type "…"` is a statement, anything else after a colon might be an entry of a list.
fn after_colon(rest: &str) -> LineKind {
    let rest = rest.trim_start_matches(':').trim_start_matches([' ', '\t']);
    let (word, after) = split_word(rest);
    let (next, _) = split_word(after);
    let statement = !word.is_empty()
        && (after.starts_with(['"', '{', '<']) || arrow(after).is_some() || next.eq_ignore_ascii_case("say"));
    if statement { LineKind::Plain } else { LineKind::Entry }
}

/// The leading identifier and what follows it and the blanks behind it.
fn split_word(text: &str) -> (&str, &str) {
    let bytes = text.as_bytes();
    let part = |at: usize| bytes.get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let mut end = 0;
    while part(end) || (end > 0 && bytes.get(end) == Some(&b'-') && part(end + 1)) {
        end += 1;
    }
    let (word, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    (word, rest.trim_start_matches([' ', '\t']))
}

/// The text after an arrow in any spelling that `text` begins with.
fn arrow(text: &str) -> Option<&str> {
    let dashes = text.trim_start_matches('-');
    if dashes.len() < text.len() {
        return dashes.trim_start_matches(' ').strip_prefix('>');
    }
    text.strip_prefix("=>").or_else(|| text.strip_prefix('→')).or_else(|| text.strip_prefix('⇒'))
}

fn ends_line(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(['\n', '\r', '#']) || rest.starts_with("//")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_what_it_is_by_its_first_words() {
        let cases = [
            ("liveness -> <", LineKind::Plain),
            ("liveness => x", LineKind::Plain),
            ("liveness - > x", LineKind::Plain),
            ("a: conversation \"Hi\"", LineKind::Plain),
            ("a: conversation say \"Hi\"", LineKind::Plain),
            ("\"my id\": conversation \"Hi\"", LineKind::Plain),
            ("param amount: number", LineKind::Plain),
            ("param: conversation", LineKind::Entry),
            ("session {", LineKind::Plain),
            ("@allow(x)", LineKind::Plain),
            ("end", LineKind::Word),
            ("end // done", LineKind::Word),
            ("detected: confirm", LineKind::Entry),
            ("a | b: c", LineKind::Entry),
            ("when extracted.age > 3: x", LineKind::Entry),
            ("confirmed: otp when \"yes\"", LineKind::Entry),
            ("\"a\": 1", LineKind::Entry),
            ("\"Hello\" -> x", LineKind::Text),
            ("\"\"\"", LineKind::Continuation),
            ("-> x", LineKind::Continuation),
            ("say \"x\"", LineKind::Continuation),
            ("{ a: 1 }", LineKind::Continuation),
            ("{ \"id\": \"start\" }", LineKind::Other),
            ("[", LineKind::Other),
            ("one two", LineKind::Other),
        ];
        for (line, expected) in cases {
            assert_eq!(line_kind(line, 0), expected, "{line}");
        }
    }
}
