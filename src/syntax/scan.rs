//! The cut of a text into statements and comments: one linear walk over its tokens that counts brackets.
//!
//! pest reads one statement at a time, so that one broken statement hides no other, memory follows the longest statement,
//! and nesting is bounded before the grammar sees it. A bracket or string that is never closed ends where the next
//! statement plainly begins.

use super::ast::{Comment, CommentKind};
use super::errors;
use super::hidden::HiddenCharacters;
use super::line_kind::{LineKind, line_kind};
use super::tokens::{Lexer, Token, TokenKind};
use super::unclosed_text;
use crate::diag::Diagnostic;
use crate::source::{FileId, MAX_SOURCE_BYTES, Span};

/// The deepest nesting of brackets that is read.
pub const MAX_DEPTH: usize = 128;

/// The text of one statement.
#[derive(Debug, Clone, Copy)]
pub struct Chunk {
    /// Its first byte.
    pub start: usize,
    /// The byte after its last token.
    pub end: usize,
    /// Whether its brackets nest too deeply for the grammar; that was reported.
    pub too_deep: bool,
    /// What to add to its bytes to get offsets in the file: not 0 for a piece of the file that was copied.
    pub offset: usize,
}

/// What the walk found.
#[derive(Debug, Default)]
pub struct Scan {
    /// The statements in order.
    pub chunks: Vec<Chunk>,
    /// The comments in order.
    pub comments: Vec<Comment>,
    /// What stands outside strings and is white space other than spaces and line feeds to the grammar: comments, tabs,
    /// carriage returns, byte-order marks. In order.
    pub blanks: Vec<(u32, u32)>,
    /// Wrong comments, control characters, limits.
    pub diagnostics: Vec<Diagnostic>,
}

/// Walks over `text`.
pub fn scan(file: FileId, text: &str) -> Scan {
    let mut scanner = Scanner::new(file, text);
    if text.len() > MAX_SOURCE_BYTES {
        scanner.out.diagnostics.push(errors::too_large(Span::new(file, 0, 0), text.len()));
        return scanner.out;
    }
    scanner.run();
    scanner.out
}

/// What the statement has so far, as far as it tells whether a string on the next line is its prompt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    Nothing,
    Id,
    Colon,
    Type,
    /// A token that wants something after it: an arrow, `|`, `=`, `say`, `when`.
    Dangling,
    Other,
}

#[derive(Debug, Clone, Copy)]
struct Current {
    start: usize,
    end: usize,
    indent: usize,
    too_deep: bool,
    seen: Seen,
}

struct Scanner<'s> {
    file: FileId,
    text: &'s str,
    lexer: Lexer<'s>,
    line_start: usize,
    /// Whether no token has been seen on this line.
    fresh: bool,
    /// The open brackets of the statement.
    open: Vec<u8>,
    /// Whether `<` and `>` compare: after `when` up to its colon.
    in_rule: bool,
    /// Whether they do in the whole statement, which is `decide` or `ensure`.
    in_decisions: bool,
    current: Option<Current>,
    /// The first line inside open brackets that might be a statement of its own.
    candidate: Option<usize>,
    hidden: HiddenCharacters,
    /// Where the last control character outside strings and comments ends.
    control_end: usize,
    out: Scan,
}

impl<'s> Scanner<'s> {
    fn new(file: FileId, text: &'s str) -> Self {
        Self {
            file,
            text,
            lexer: Lexer::new(text, 0),
            line_start: 0,
            fresh: true,
            open: Vec::new(),
            in_rule: false,
            in_decisions: false,
            current: None,
            candidate: None,
            hidden: HiddenCharacters::default(),
            control_end: 0,
            out: Scan::default(),
        }
    }

    fn run(&mut self) {
        loop {
            while let Some(token) = self.lexer.next() {
                self.step(token);
            }
            if self.open.is_empty() || !self.rewind_to_candidate() {
                break;
            }
        }
        self.finish_statement();
    }

    #[inline]
    fn step(&mut self, token: Token) {
        match token.kind {
            TokenKind::Spaces => {}
            TokenKind::LineBreak => {
                self.line_start = token.end;
                self.fresh = true;
                self.in_rule = false;
            }
            TokenKind::OtherBlank => self.blank(token),
            TokenKind::Comment(kind) => self.comment(token, kind),
            TokenKind::HashComment | TokenKind::BlockComment { .. } => self.wrong_comment(token),
            TokenKind::Control => self.control_characters(token),
            _ => self.token(token),
        }
    }

    // ---- Comments and control characters

    fn wrong_comment(&mut self, token: Token) {
        let body = self.text.get(token.start..token.end).unwrap_or("");
        self.out.diagnostics.push(match token.kind {
            TokenKind::BlockComment { closed } => {
                errors::block_comment(self.span(token.start, token.end), body, closed)
            }
            _ => errors::hash_comment(self.span(token.start, token.start + 1)),
        });
        self.comment(token, CommentKind::Plain);
        if let Some(last) = body.rfind('\n') {
            self.line_start = token.start + last + 1;
        }
    }

    fn comment(&mut self, token: Token, kind: CommentKind) {
        self.look_for_hidden(token.start, token.end, false);
        // A control character is no part of a statement and still stands before the comment.
        let own_line = self.fresh && self.control_end <= self.line_start;
        self.out.comments.push(Comment { span: self.span(token.start, token.end), kind, own_line });
        self.blank(token);
    }

    fn blank(&mut self, token: Token) {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.out.blanks.push((offset(token.start), offset(token.end)));
    }

    /// They are read as white space, so that one hidden character does not break the statement.
    fn control_characters(&mut self, token: Token) {
        self.control_end = token.end;
        let ch = self.text.get(token.start..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
        let span = self.span(token.start, token.end);
        self.hidden.report(span, ch, false, &mut self.out.diagnostics);
    }

    fn look_for_hidden(&mut self, start: usize, end: usize, in_text: bool) {
        self.hidden.look((self.file, self.text), (start, end), in_text, &mut self.out.diagnostics);
    }

    // ---- Tokens

    fn token(&mut self, token: Token) {
        if self.fresh {
            self.fresh = false;
            if self.begin_line(token.start) {
                return;
            }
        }
        let seen = self.current.map_or(Seen::Other, |current| current.seen);
        let mut end = token.end;
        let next = match token.kind {
            TokenKind::Word => self.word(token, seen),
            TokenKind::Number => after_name(seen),
            TokenKind::Quoted { .. } => {
                self.look_for_hidden(token.start, token.end, true);
                after_name(seen)
            }
            TokenKind::Folded { closed } => {
                end = self.folded(token, closed);
                after_name(seen)
            }
            TokenKind::Arrow | TokenKind::WrongArrow | TokenKind::FatArrow => Seen::Dangling,
            TokenKind::OpenParameter => match self.open_bracket(b'{', token) {
                true => Seen::Other,
                false => return,
            },
            TokenKind::Mark(mark) => match self.mark(mark, token, seen) {
                Some(seen) => seen,
                None => return,
            },
            TokenKind::Other(ch) => {
                if errors::is_hidden(ch) {
                    self.look_for_hidden(token.start, token.end, true);
                }
                Seen::Other
            }
            _ => Seen::Other,
        };
        if let Some(current) = &mut self.current {
            current.end = end;
            current.seen = next;
        }
    }

    fn word(&mut self, token: Token, seen: Seen) -> Seen {
        let word = self.text.get(token.start..token.end).unwrap_or("");
        if word.eq_ignore_ascii_case("when") {
            let rest = self.text.get(token.end..).unwrap_or("").trim_start_matches([' ', '\t']);
            self.in_rule = self.open.last() == Some(&b'<') && !rest.starts_with(['"', ':', '|', '\'', '“']);
            return Seen::Dangling;
        }
        if word.eq_ignore_ascii_case("say") && seen != Seen::Nothing {
            return Seen::Dangling;
        }
        after_name(seen)
    }

    /// The end of a folded text, which may lie before or behind the next `"""`.
    fn folded(&mut self, token: Token, closed: bool) -> usize {
        let indent = self.current.map_or(0, |current| current.indent);
        let close = Some(token.end - 3).filter(|_| closed);
        let end = unclosed_text::end(self.text, token.start, close, indent);
        self.lexer.seek(end);
        self.look_for_hidden(token.start, end, true);
        if let Some(last) = self.text.get(token.start..end).and_then(|text| text.rfind('\n')) {
            self.line_start = token.start + last + 1;
        }
        end
    }

    /// A bracket or a sign; `None` when the scan goes on elsewhere.
    fn mark(&mut self, mark: u8, token: Token, seen: Seen) -> Option<Seen> {
        match mark {
            b':' => {
                self.in_rule = false;
                Some(if seen == Seen::Id { Seen::Colon } else { Seen::Dangling })
            }
            b'=' | b'|' => Some(Seen::Dangling),
            b'<' | b'>' if self.in_rule || self.in_decisions => Some(Seen::Other),
            b'<' | b'{' | b'[' | b'(' => self.open_bracket(mark, token).then_some(Seen::Other),
            b'>' => Some(self.close_bracket(b'<')),
            b'}' => Some(self.close_bracket(b'{')),
            b']' => Some(self.close_bracket(b'[')),
            b')' => Some(self.close_bracket(b'(')),
            _ => Some(Seen::Other),
        }
    }

    /// Opens a bracket; says whether the scan goes on behind it.
    fn open_bracket(&mut self, bracket: u8, token: Token) -> bool {
        self.in_rule = false;
        if self.open.len() < MAX_DEPTH {
            self.open.push(bracket);
            return true;
        }
        if self.rewind_to_candidate() {
            // Brackets that nest so deep were rather never closed.
            return false;
        }
        let span = self.span(token.end - 1, token.end);
        if let Some(current) = &mut self.current
            && !current.too_deep
        {
            current.too_deep = true;
            self.out.diagnostics.push(errors::too_deep(span, MAX_DEPTH));
        }
        true
    }

    fn close_bracket(&mut self, bracket: u8) -> Seen {
        self.in_rule = false;
        if let Some(depth) = self.open.iter().rposition(|open| *open == bracket) {
            self.open.truncate(depth);
        }
        if self.open.is_empty() {
            self.candidate = None;
        }
        Seen::Other
    }

    // ---- Statements

    /// Decides what the first token of a line does: begin a statement, or continue the one above. Says whether the scan goes
    /// back.
    fn begin_line(&mut self, at: usize) -> bool {
        let indent = at - self.line_start;
        let Some(current) = self.current else {
            self.begin_statement(at, indent);
            return false;
        };
        let kind = line_kind(self.text, at);
        if self.open.is_empty() {
            let continues = match kind {
                LineKind::Continuation => true,
                LineKind::Text => matches!(current.seen, Seen::Type | Seen::Dangling),
                LineKind::Plain | LineKind::Word | LineKind::Entry | LineKind::Other => {
                    current.seen == Seen::Dangling && indent > current.indent && kind != LineKind::Plain
                }
            };
            if !continues {
                self.finish_statement();
                self.begin_statement(at, indent);
            }
            return false;
        }
        if indent > current.indent {
            return false;
        }
        let plain = kind == LineKind::Plain
            || (kind == LineKind::Word && matches!(self.open.last(), Some(b'<' | b'{')));
        if plain {
            self.rewind(self.candidate.unwrap_or(at));
            return true;
        }
        if kind == LineKind::Entry && self.candidate.is_none() {
            self.candidate = Some(at);
        }
        false
    }

    /// Ends the statement before `at`, and reads on from there.
    fn rewind(&mut self, at: usize) {
        if let Some(current) = &mut self.current {
            current.end =
                self.text.get(current.start..at).map_or(at, |text| current.start + text.trim_end().len());
        }
        let cut = u32::try_from(at).unwrap_or(u32::MAX);
        while self.out.comments.pop_if(|comment| comment.span.start >= cut).is_some() {}
        while self.out.blanks.pop_if(|(start, _)| *start >= cut).is_some() {}
        while self.out.diagnostics.pop_if(|diagnostic| diagnostic.primary.span.start >= cut).is_some() {}
        self.trim_comments();
        self.finish_statement();
        self.lexer.seek(at);
        self.line_start =
            self.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |line_break| line_break + 1);
        self.fresh = false;
        let indent = at - self.line_start;
        self.begin_statement(at, indent);
    }

    /// Takes comments at its end off the current statement.
    fn trim_comments(&mut self) {
        let Some(current) = &mut self.current else { return };
        for comment in self.out.comments.iter().rev() {
            if comment.span.end as usize == current.end && comment.span.start as usize > current.start {
                let text = self.text.get(current.start..comment.span.start as usize).unwrap_or("");
                current.end = current.start + text.trim_end().len();
            } else {
                break;
            }
        }
    }

    fn rewind_to_candidate(&mut self) -> bool {
        let Some(candidate) = self.candidate else { return false };
        self.rewind(candidate);
        true
    }

    fn begin_statement(&mut self, at: usize, indent: usize) {
        self.in_decisions = self.text.get(at..).is_some_and(compares);
        self.current = Some(Current { start: at, end: at, indent, too_deep: false, seen: Seen::Nothing });
    }

    fn finish_statement(&mut self) {
        if let Some(current) = self.current.take() {
            self.out.chunks.push(Chunk {
                start: current.start,
                end: current.end,
                too_deep: current.too_deep,
                offset: 0,
            });
        }
        self.open.clear();
        self.in_rule = false;
        self.candidate = None;
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }
}

/// Whether a statement that begins so is `decide` or `ensure`, where `<` is no bracket.
fn compares(text: &str) -> bool {
    let blank = |rest: &str| rest.starts_with([' ', '\t', '\n', '\r']);
    let after = |word| text.strip_prefix(word).map(|rest| (blank(rest), rest.trim_start()));
    let decides = after("decide").is_some_and(|(_, rest)| rest.starts_with('{'));
    let promises = |(apart, rest): (bool, &str)| {
        apart && rest.starts_with(|ch: char| ch == '"' || ch == '_' || ch.is_alphanumeric())
    };
    decides || after("ensure").is_some_and(promises)
}

/// What is seen when a name, number or string comes after `seen`.
fn after_name(seen: Seen) -> Seen {
    match seen {
        Seen::Nothing => Seen::Id,
        Seen::Colon => Seen::Type,
        _ => Seen::Other,
    }
}
