//! What a line probably is, by its first words: the scan has to tell where a statement ends before anything is parsed, and
//! above all when a bracket or string was never closed.

use super::pasted_json::opens_object;
use super::tokens::{Lexer, Token, TokenKind, line_end};
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

/// The kind of the line whose first token is at `at`. Looks at a few tokens of that line only.
pub fn line_kind(text: &str, at: usize) -> LineKind {
    let line = text.get(at..line_end(text.as_bytes(), at)).unwrap_or("");
    let mut tokens = Tokens { line, lexer: Lexer::new(line, 0) };
    let Some(first) = tokens.next() else { return LineKind::Other };
    match first.kind {
        TokenKind::Mark(b'@') => LineKind::Plain,
        TokenKind::Mark(b'{') if text.get(at..).is_some_and(opens_object) => LineKind::Other,
        TokenKind::Mark(b'{' | b'<' | b'>' | b'|' | b',' | b':' | b'}' | b']' | b')' | b'=') => {
            LineKind::Continuation
        }
        kind if kind.is_arrow() => LineKind::Continuation,
        TokenKind::Folded { .. } => LineKind::Continuation,
        TokenKind::Quoted { .. } => match tokens.next().map(|token| token.kind) {
            Some(TokenKind::Mark(b':')) => after_colon(&mut tokens),
            _ => LineKind::Text,
        },
        TokenKind::Word if line.starts_with(|ch: char| ch.is_ascii()) => {
            after_word(tokens.text(first), tokens)
        }
        _ => LineKind::Other,
    }
}

/// The tokens of a line without its white space.
struct Tokens<'t> {
    line: &'t str,
    lexer: Lexer<'t>,
}

impl<'t> Tokens<'t> {
    fn next(&mut self) -> Option<Token> {
        self.lexer.find(|token| !token.kind.is_blank())
    }

    fn text(&self, token: Token) -> &'t str {
        self.line.get(token.start..token.end).unwrap_or("")
    }
}

fn after_word(word: &str, mut tokens: Tokens<'_>) -> LineKind {
    let opens = |wanted: Opening| words::statements().any(|it| it == (word, wanted));
    let Some(second) = tokens.next() else {
        return if word == "when" { LineKind::Entry } else { LineKind::Word };
    };
    let is_text = is_text(second, &tokens);
    match second.kind {
        _ if is_text && (word.eq_ignore_ascii_case("say") || word.eq_ignore_ascii_case("when")) => {
            LineKind::Continuation
        }
        TokenKind::Word | TokenKind::Mark(b'(') | TokenKind::Quoted { .. } | TokenKind::Folded { .. }
            if words::is(word, Part::Connective) =>
        {
            LineKind::Continuation
        }
        TokenKind::Quoted { .. } | TokenKind::Folded { .. } if opens(Opening::Text) => LineKind::Plain,
        TokenKind::Mark(b'{') => LineKind::Plain,
        TokenKind::Word if opens(Opening::Name) => LineKind::Plain,
        _ if word == "when" => LineKind::Entry,
        kind if kind.is_arrow() => LineKind::Plain,
        TokenKind::Mark(b':') => after_colon(&mut tokens),
        TokenKind::Mark(b'|') => LineKind::Entry,
        TokenKind::Comment(_) | TokenKind::HashComment => LineKind::Word,
        _ => LineKind::Other,
    }
}

/// Whether a token begins with a quote that opens a text, closed or not.
fn is_text(token: Token, tokens: &Tokens<'_>) -> bool {
    tokens.text(token).starts_with(['"', '\'', '“'])
}

/// `: type "…"` is a statement, anything else after a colon might be an entry of a list.
fn after_colon(tokens: &mut Tokens<'_>) -> LineKind {
    let mut token = tokens.next();
    while token.is_some_and(|token| token.kind == TokenKind::Mark(b':')) {
        token = tokens.next();
    }
    let (Some(Token { kind: TokenKind::Word, .. }), Some(after)) = (token, tokens.next()) else {
        return LineKind::Entry;
    };
    let is_statement = match after.kind {
        TokenKind::Quoted { .. } | TokenKind::Folded { .. } | TokenKind::Mark(b'{' | b'<') => true,
        TokenKind::Word => tokens.text(after).eq_ignore_ascii_case("say"),
        kind => kind.is_arrow(),
    };
    if is_statement { LineKind::Plain } else { LineKind::Entry }
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
