//! The lexer: cuts text into words, strings, comments, arrows, brackets and the rest.
//!
//! Whoever looks at text without parsing it asks here: the cut into statements, the classification of lines, and the editor
//! at its cursor, where the text is unfinished. The grammar reads the same tokens in its own way, statement by statement; a
//! test holds the two to each other. A lexer gives one token at a time and keeps none.

use super::ast::CommentKind;

/// The longest text in wrong quotes that is taken for one, in characters.
const LONGEST_QUOTE: usize = 4096;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A line feed.
    LineBreak,
    /// Spaces.
    Spaces,
    /// White space that only this compiler reads as such: a tab, a carriage return before a line feed, a byte-order mark.
    OtherBlank,
    /// `// …`, without its line break.
    Comment(CommentKind),
    /// `# …`, which people write for a comment.
    HashComment,
    /// `/* … */`, which people write for a comment.
    BlockComment {
        /// Whether it ends before the text does.
        closed: bool,
    },
    /// A control character, or several of the same.
    Control,
    /// An identifier; letters of other scripts are in it too, although such a name has to stand in quotes.
    Word,
    /// What begins with a digit or with `-` and a digit.
    Number,
    /// `"…"`; one that is not closed ends with its line.
    Quoted {
        /// Whether it ends in a quote.
        closed: bool,
    },
    /// `"""…"""`; one that is not closed ends with the text.
    Folded {
        /// Whether it ends in quotes.
        closed: bool,
    },
    /// `'…'` or `“…”` on one line, or text between backticks.
    WrongQuoted,
    /// `->`
    Arrow,
    /// An arrow in another spelling, such as `-->` or `→`.
    WrongArrow,
    /// `=>`
    FatArrow,
    /// `${`
    OpenParameter,
    /// Any other character of ASCII.
    Mark(u8),
    /// Any other character.
    Other(char),
}

/// A piece of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its first byte.
    pub start: usize,
    /// The byte after its last one.
    pub end: usize,
}

impl TokenKind {
    /// Whether it is white space.
    pub fn is_blank(self) -> bool {
        matches!(self, Self::LineBreak | Self::Spaces | Self::OtherBlank)
    }

    /// Whether it is an arrow in any spelling.
    pub fn is_arrow(self) -> bool {
        matches!(self, Self::Arrow | Self::WrongArrow | Self::FatArrow)
    }

    /// Whether it is a string in any spelling that is closed; `None` for what is no string.
    pub fn closed_text(self) -> Option<bool> {
        match self {
            Self::Quoted { closed } | Self::Folded { closed } => Some(closed),
            Self::WrongQuoted => Some(true),
            _ => None,
        }
    }

    /// Whether it is a comment in any spelling.
    pub fn is_comment(self) -> bool {
        matches!(self, Self::Comment(_) | Self::HashComment | Self::BlockComment { .. })
    }
}

/// Hands out the tokens of a text one by one.
#[derive(Debug, Clone)]
pub struct Lexer<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    /// A stretch in which no typographic quote closes, so that it need not be searched again.
    unquoted: (usize, usize),
}

impl<'t> Lexer<'t> {
    /// The tokens of `text` from the byte `at` on.
    pub fn new(text: &'t str, at: usize) -> Self {
        Self { text, bytes: text.as_bytes(), at, unquoted: (0, 0) }
    }

    /// Goes on at another byte.
    pub fn seek(&mut self, at: usize) {
        self.at = at;
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// The kind of the token that begins at `start`, and its end.
    #[inline]
    fn lex(&mut self, start: usize) -> (TokenKind, usize) {
        match self.byte(start) {
            b' ' => (TokenKind::Spaces, self.while_byte(start, b' ')),
            b'\n' => (TokenKind::LineBreak, start + 1),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => (TokenKind::Word, self.word_end(start)),
            b'0'..=b'9' => (TokenKind::Number, self.number_end(start)),
            b'"' => self.string(start),
            b'-' => self.dashes(start),
            b'\t' => (TokenKind::OtherBlank, start + 1),
            b'\r' if self.byte(start + 1) == b'\n' => (TokenKind::OtherBlank, start + 1),
            b'/' if self.byte(start + 1) == b'/' => self.line_comment(start),
            b'/' if self.byte(start + 1) == b'*' => self.block_comment(start),
            b'#' => (TokenKind::HashComment, line_end(self.bytes, start)),
            b'=' if self.byte(start + 1) == b'>' => (TokenKind::FatArrow, start + 2),
            b'$' if self.byte(start + 1) == b'{' => (TokenKind::OpenParameter, start + 2),
            b'\'' => self.single_quoted(start),
            b'`' => self.backtick(start),
            byte @ (0..=8 | 11..=31 | 127) => (TokenKind::Control, self.while_byte(start, byte)),
            byte if byte.is_ascii() => (TokenKind::Mark(byte), start + 1),
            _ => self.beyond_ascii(start),
        }
    }

    fn while_byte(&self, start: usize, wanted: u8) -> usize {
        let rest = self.bytes.get(start..).unwrap_or_default();
        start + rest.iter().take_while(|byte| **byte == wanted).count()
    }

    // ---- Words and numbers

    fn word_end(&self, start: usize) -> usize {
        let mut at = start;
        loop {
            at = match self.byte(at) {
                byte if byte.is_ascii_alphanumeric() || byte == b'_' => at + 1,
                b'-' if self.goes_on(at + 1).is_some() => at + 1,
                byte if byte.is_ascii() => return at,
                _ => match self.goes_on(at) {
                    Some(end) => end,
                    None => return at,
                },
            }
        }
    }

    /// The end of the character at `at` when it can go on with a word.
    fn goes_on(&self, at: usize) -> Option<usize> {
        let byte = self.byte(at);
        if byte.is_ascii() {
            return (byte.is_ascii_alphanumeric() || byte == b'_').then_some(at + 1);
        }
        let ch = self.text.get(at..)?.chars().next()?;
        pest::unicode::XID_CONTINUE(ch).then_some(at + ch.len_utf8())
    }

    fn number_end(&self, start: usize) -> usize {
        let mut at = start + 1;
        loop {
            let is_exponent = matches!(self.byte(at), b'+' | b'-')
                && matches!(self.byte(at - 1), b'e' | b'E')
                && self.byte(at + 1).is_ascii_digit();
            at = match self.byte(at) {
                b'.' => at + 1,
                _ if is_exponent => at + 1,
                _ => match self.goes_on(at) {
                    Some(end) => end,
                    None => return at,
                },
            }
        }
    }

    // ---- Arrows

    fn dashes(&self, start: usize) -> (TokenKind, usize) {
        if self.byte(start + 1) == b'>' {
            return (TokenKind::Arrow, start + 2);
        }
        if self.byte(start + 1).is_ascii_digit() {
            return (TokenKind::Number, self.number_end(start + 1));
        }
        let end = self.while_byte(start, b'-');
        let head = self.while_byte(end, b' ');
        if self.byte(head) == b'>' {
            return (TokenKind::WrongArrow, head + 1);
        }
        (TokenKind::Mark(b'-'), end)
    }

    // ---- Comments

    fn line_comment(&self, start: usize) -> (TokenKind, usize) {
        let kind = match (self.byte(start + 2), self.byte(start + 3)) {
            (b'!', _) => CommentKind::FileDoc,
            (b'/', next) if next != b'/' => CommentKind::Doc,
            _ => CommentKind::Plain,
        };
        (TokenKind::Comment(kind), line_end(self.bytes, start))
    }

    fn block_comment(&self, start: usize) -> (TokenKind, usize) {
        match self.text.get(start + 2..).and_then(|rest| rest.find("*/")) {
            Some(length) => (TokenKind::BlockComment { closed: true }, start + 2 + length + 2),
            None => (TokenKind::BlockComment { closed: false }, self.bytes.len()),
        }
    }

    // ---- Strings

    fn string(&self, start: usize) -> (TokenKind, usize) {
        if self.byte(start + 1) == b'"' && self.byte(start + 2) == b'"' {
            return match self.folded_close(start + 3) {
                Some(close) => (TokenKind::Folded { closed: true }, close + 3),
                None => (TokenKind::Folded { closed: false }, self.bytes.len()),
            };
        }
        let mut at = start + 1;
        while at < self.bytes.len() {
            match self.byte(at) {
                b'"' => return (TokenKind::Quoted { closed: true }, at + 1),
                b'\n' => break,
                b'\\' if self.byte(at + 1) != b'\n' => at += 2,
                b'\\' => at += 1,
                _ => {
                    let rest = self.bytes.get(at..).unwrap_or_default();
                    at += find(rest, |byte| matches!(byte, b'"' | b'\\' | b'\n')).unwrap_or(rest.len());
                }
            }
        }
        let end = self.boundary(at.min(self.bytes.len()));
        let end = if self.byte(end.saturating_sub(1)) == b'\r' { end - 1 } else { end };
        (TokenKind::Quoted { closed: false }, end)
    }

    /// Where the next `"""` stands that is not escaped.
    fn folded_close(&self, from: usize) -> Option<usize> {
        let mut at = from;
        loop {
            let rest = self.bytes.get(at..)?;
            at += find(rest, |byte| matches!(byte, b'"' | b'\\'))?;
            if self.byte(at) == b'\\' {
                at = self.boundary(at + 2);
            } else if self.byte(at + 1) == b'"' && self.byte(at + 2) == b'"' {
                return Some(at);
            } else {
                at += 1;
            }
        }
    }

    /// The first boundary of a character at or behind `at`.
    fn boundary(&self, at: usize) -> usize {
        (at..self.bytes.len()).find(|at| self.text.is_char_boundary(*at)).unwrap_or(at)
    }

    fn single_quoted(&self, start: usize) -> (TokenKind, usize) {
        let inside = self.text.get(start + 1..).unwrap_or("").char_indices().take(LONGEST_QUOTE);
        match inside.into_iter().find(|(_, ch)| matches!(ch, '\'' | '\n')) {
            Some((length, '\'')) => (TokenKind::WrongQuoted, start + 1 + length + 1),
            _ => (TokenKind::Mark(b'\''), start + 1),
        }
    }

    /// `` `…` ``, over several lines too.
    fn backtick(&self, start: usize) -> (TokenKind, usize) {
        match self.text.get(start + 1..).and_then(|rest| rest.find('`')) {
            Some(length) => (TokenKind::WrongQuoted, start + 1 + length + 1),
            None => (TokenKind::Mark(b'`'), start + 1),
        }
    }

    fn typographic(&mut self, start: usize, inside: usize) -> Option<usize> {
        let (from, to) = self.unquoted;
        let unseen = if (from..to).contains(&inside) { to } else { inside };
        let rest = self.text.get(unseen..).unwrap_or("");
        let mut end = rest.len();
        for (count, (at, ch)) in rest.char_indices().enumerate() {
            match ch {
                '”' | '“' | '»' => return Some(unseen + at + ch.len_utf8()),
                _ if ch != '\n' && count < LONGEST_QUOTE => {}
                _ => {
                    end = at;
                    break;
                }
            }
        }
        self.unquoted = (start, unseen + end);
        None
    }

    #[cold]
    fn beyond_ascii(&mut self, start: usize) -> (TokenKind, usize) {
        let Some(ch) = self.text.get(start..).and_then(|rest| rest.chars().next()) else {
            return (TokenKind::Other(char::REPLACEMENT_CHARACTER), self.boundary(start + 1));
        };
        let end = start + ch.len_utf8();
        match ch {
            '→' | '⇒' => (TokenKind::WrongArrow, end),
            '\u{feff}' => (TokenKind::OtherBlank, end),
            '“' | '”' | '„' | '«' => match self.typographic(start, end) {
                Some(end) => (TokenKind::WrongQuoted, end),
                None => (TokenKind::Other(ch), end),
            },
            _ if pest::unicode::XID_START(ch) => (TokenKind::Word, self.word_end(start)),
            _ => (TokenKind::Other(ch), end),
        }
    }
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    #[inline]
    fn next(&mut self) -> Option<Token> {
        let start = self.at;
        if start >= self.bytes.len() {
            return None;
        }
        let (kind, end) = self.lex(start);
        self.at = end;
        Some(Token { kind, start, end })
    }
}

/// The end of the line that `at` is on: before its line feed, and before a carriage return in front of that.
pub fn line_end(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let end = find(rest, |byte| byte == b'\n').map_or(bytes.len(), |length| at + length);
    let returns = end > at && end < bytes.len() && bytes.get(end - 1) == Some(&b'\r');
    if returns { end - 1 } else { end }
}

/// The first byte that is wanted. Pieces without one are passed over at once, without a branch for each byte.
pub fn find(bytes: &[u8], is_wanted: impl Fn(u8) -> bool) -> Option<usize> {
    const PIECE: usize = 16;
    let has_some = |piece: &[u8]| piece.iter().fold(false, |any, byte| any | is_wanted(*byte));
    let passed = bytes.chunks_exact(PIECE).take_while(|piece| !has_some(piece)).count() * PIECE;
    Some(passed + bytes.get(passed..)?.iter().position(|byte| is_wanted(*byte))?)
}
