//! Owns the look at the first words of a line that tells what the line probably is, for the cut into statements.

/// What a line looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
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

/// The shape of the line whose first token is at `at`. Looks at a few tokens only.
pub fn shape_of_line(text: &str, at: usize) -> Shape {
    let Some(line) = text.get(at..) else { return Shape::Other };
    let mut chars = line.chars();
    match chars.next() {
        Some('@') => Shape::Plain,
        Some('{') if looks_like_json(line) => Shape::Other,
        Some('{' | '<' | '>' | '|' | ',' | ':' | '}' | ']' | ')' | '→' | '⇒' | '=') => {
            Shape::Continuation
        }
        Some('-') if arrow(line).is_some() => Shape::Continuation,
        Some('"') if line.starts_with("\"\"\"") => Shape::Continuation,
        Some('"') => after_quoted(line),
        Some(first) if first.is_ascii_alphabetic() || first == '_' => after_word(line),
        _ => Shape::Other,
    }
}

fn after_word(line: &str) -> Shape {
    let (word, rest) = split_word(line);
    let keyword = |expected: &str| word == expected;
    let continues = rest.starts_with(['"', '\'', '“']);
    match rest.chars().next() {
        _ if continues && (word.eq_ignore_ascii_case("say") || word.eq_ignore_ascii_case("when")) => {
            Shape::Continuation
        }
        Some(first)
            if (keyword("and") || keyword("or") || keyword("requires") || keyword("with"))
                && (first.is_ascii_alphabetic() || matches!(first, '_' | '(' | '"')) =>
        {
            Shape::Continuation
        }
        Some('"') if keyword("api") || keyword("import") || keyword("test") => Shape::Plain,
        Some('{') => Shape::Plain,
        Some(first)
            if (keyword("param") || keyword("ensure")) && (first.is_ascii_alphabetic() || first == '_') =>
        {
            Shape::Plain
        }
        _ if keyword("when") => Shape::Entry,
        _ if arrow(rest).is_some() => Shape::Plain,
        Some(':') => after_colon(rest),
        Some('|') => Shape::Entry,
        _ if ends_line(rest) => Shape::Word,
        _ => Shape::Other,
    }
}

fn after_quoted(line: &str) -> Shape {
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
    if rest.starts_with(':') { after_colon(rest) } else { Shape::Text }
}

/// `: type "…"` is a statement, anything else after a colon might be an entry of a list.
fn after_colon(rest: &str) -> Shape {
    let rest = rest.trim_start_matches(':').trim_start_matches([' ', '\t']);
    let (word, after) = split_word(rest);
    let (next, _) = split_word(after);
    let statement = !word.is_empty()
        && (after.starts_with(['"', '{', '<']) || arrow(after).is_some() || next.eq_ignore_ascii_case("say"));
    if statement { Shape::Plain } else { Shape::Entry }
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

/// `{ "id": …`: an object in JSON rather than a field block.
fn looks_like_json(line: &str) -> bool {
    let inner = line.trim_start_matches('{').trim_start();
    ["\"id\"", "\"type\"", "\"nodes\"", "\"flow\""].iter().any(|key| inner.starts_with(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_what_it_is_by_its_first_words() {
        let cases = [
            ("liveness -> <", Shape::Plain),
            ("liveness => x", Shape::Plain),
            ("liveness - > x", Shape::Plain),
            ("a: conversation \"Hi\"", Shape::Plain),
            ("a: conversation say \"Hi\"", Shape::Plain),
            ("\"my id\": conversation \"Hi\"", Shape::Plain),
            ("param amount: number", Shape::Plain),
            ("param: conversation", Shape::Entry),
            ("session {", Shape::Plain),
            ("@allow(x)", Shape::Plain),
            ("end", Shape::Word),
            ("end // done", Shape::Word),
            ("detected: confirm", Shape::Entry),
            ("a | b: c", Shape::Entry),
            ("when extracted.age > 3: x", Shape::Entry),
            ("confirmed: otp when \"yes\"", Shape::Entry),
            ("\"a\": 1", Shape::Entry),
            ("\"Hello\" -> x", Shape::Text),
            ("\"\"\"", Shape::Continuation),
            ("-> x", Shape::Continuation),
            ("say \"x\"", Shape::Continuation),
            ("{ a: 1 }", Shape::Continuation),
            ("{ \"id\": \"start\" }", Shape::Other),
            ("[", Shape::Other),
            ("one two", Shape::Other),
        ];
        for (line, expected) in cases {
            assert_eq!(shape_of_line(line, 0), expected, "{line}");
        }
    }
}
