//! Owns the cut of a text into statements and comments: one linear walk that knows strings, comments and brackets.
//!
//! pest reads one statement at a time, so that one broken statement hides no other, memory follows the longest statement,
//! and nesting is bounded before the grammar sees it. A bracket or string that is never closed ends where the next
//! statement plainly begins.

mod strings;

use super::ast::{Comment, CommentKind};
use super::errors;
use super::line_kind::{LineKind, line_kind};
use crate::diag::Diagnostic;
use crate::source::{FileId, MAX_SOURCE_BYTES, Span};

/// The deepest nesting of brackets that is read.
pub const MAX_DEPTH: usize = 128;

/// At most this many control characters are reported one by one.
const MAX_CONTROL_REPORTS: usize = 100;

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
    bytes: &'s [u8],
    at: usize,
    line_start: usize,
    /// Whether no token has been seen on this line.
    fresh: bool,
    /// The open brackets of the statement.
    open: Vec<u8>,
    /// Whether `<` and `>` compare: after `when` up to its colon.
    in_rule: bool,
    current: Option<Current>,
    /// The first line inside open brackets that might be a statement of its own.
    candidate: Option<usize>,
    control_reports: usize,
    /// Where the last control character outside strings and comments ends.
    control_end: usize,
    /// Up to where no typographic quote closes.
    unquoted: usize,
    out: Scan,
}

impl<'s> Scanner<'s> {
    fn new(file: FileId, text: &'s str) -> Self {
        Self {
            file,
            text,
            bytes: text.as_bytes(),
            at: 0,
            line_start: 0,
            fresh: true,
            open: Vec::new(),
            in_rule: false,
            current: None,
            candidate: None,
            control_reports: 0,
            control_end: 0,
            unquoted: 0,
            out: Scan::default(),
        }
    }

    fn run(&mut self) {
        loop {
            while self.at < self.bytes.len() {
                self.step();
            }
            if self.open.is_empty() || !self.rewind_to_candidate() {
                break;
            }
        }
        self.finish_statement();
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    fn step(&mut self) {
        let start = self.at;
        match self.byte(start) {
            b'\n' => {
                self.at += 1;
                self.line_start = self.at;
                self.fresh = true;
                self.in_rule = false;
            }
            b' ' => self.at += 1,
            b'\t' => self.blank(start + 1),
            b'\r' if self.byte(start + 1) == b'\n' => self.blank(start + 1),
            0xEF if self.text.get(start..start + 3) == Some("\u{feff}") => self.blank(start + 3),
            b'/' if self.byte(start + 1) == b'/' => self.line_comment(),
            b'/' if self.byte(start + 1) == b'*' => self.block_comment(),
            b'#' => self.hash_comment(),
            0..=8 | 11..=31 | 127 => self.control_character(),
            _ => self.token(),
        }
    }

    // ---- Comments and control characters

    fn line_comment(&mut self) {
        let end = self.line_end(self.at);
        let kind = match (self.byte(self.at + 2), self.byte(self.at + 3)) {
            (b'!', _) => CommentKind::FileDoc,
            (b'/', next) if next != b'/' => CommentKind::Doc,
            _ => CommentKind::Plain,
        };
        self.comment(end, kind);
    }

    fn hash_comment(&mut self) {
        let (start, end) = (self.at, self.line_end(self.at));
        self.out.diagnostics.push(errors::hash_comment(self.span(start, start + 1)));
        self.comment(end, CommentKind::Plain);
    }

    fn block_comment(&mut self) {
        let start = self.at;
        let rest = self.text.get(start + 2..).unwrap_or("");
        let (end, closed) = match rest.find("*/") {
            Some(length) => (start + 2 + length + 2, true),
            None => (self.bytes.len(), false),
        };
        let body = self.text.get(start..end).unwrap_or("");
        self.out.diagnostics.push(errors::block_comment(self.span(start, end), body, closed));
        self.comment(end, CommentKind::Plain);
        if let Some(last) = body.rfind('\n') {
            self.line_start = start + last + 1;
        }
    }

    fn blank(&mut self, end: usize) {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.out.blanks.push((offset(self.at), offset(end)));
        self.at = end;
    }

    fn comment(&mut self, end: usize, kind: CommentKind) {
        let span = self.span(self.at, end);
        self.check_hidden(self.at, end);
        // A control character is no part of a statement and still stands before the comment.
        let own_line = self.fresh && self.control_end <= self.line_start;
        self.out.comments.push(Comment { span, kind, own_line });
        self.blank(end);
    }

    fn control_character(&mut self) {
        let start = self.at;
        let lone_return = self.byte(start) == b'\r';
        // Read as white space, so that one hidden character does not break the statement.
        while self.byte(self.at) == self.byte(start) && self.at < self.bytes.len() {
            self.at += 1;
        }
        self.control_end = self.at;
        self.report_control(
            start,
            self.at,
            if lone_return { '\r' } else { char::from(self.byte(start)) },
            false,
        );
    }

    fn report_control(&mut self, start: usize, end: usize, ch: char, in_text: bool) {
        self.control_reports += 1;
        if self.control_reports <= MAX_CONTROL_REPORTS {
            self.out.diagnostics.push(errors::hidden_character(self.span(start, end), ch, in_text));
        }
    }

    /// Reports control and bidirectional characters between `start` and `end`, the inside of a string or comment.
    fn check_hidden(&mut self, start: usize, end: usize) {
        let mut at = start;
        while at < end {
            let Some(found) = self.bytes.get(at..end).and_then(next_suspect) else { return };
            at += found;
            let ch = self.text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
            let in_comment = matches!(self.byte(start), b'/' | b'#');
            let line_end = ch == '\r' && self.byte(at + 1) == b'\n';
            if errors::is_hidden(ch) && !line_end {
                self.report_control(at, at + ch.len_utf8(), ch, !in_comment);
            }
            at += ch.len_utf8();
        }
    }

    // ---- Tokens

    fn token(&mut self) {
        let start = self.at;
        if self.fresh {
            self.fresh = false;
            self.begin_line(start);
            if self.at != start {
                return;
            }
        }
        let seen = self.current.map_or(Seen::Other, |current| current.seen);
        let next = match self.byte(start) {
            b'"' => {
                self.string();
                match seen {
                    Seen::Nothing => Seen::Id,
                    Seen::Colon => Seen::Type,
                    _ => Seen::Other,
                }
            }
            byte if byte.is_ascii_alphanumeric() || byte == b'_' => self.word(seen),
            b'-' | b'=' | b'|' | b':' => self.punctuation(seen),
            b'<' if !self.in_rule => self.open_bracket(b'<'),
            byte @ (b'{' | b'[' | b'(') => self.open_bracket(byte),
            b'>' if !self.in_rule => self.close_bracket(b'<'),
            b'}' => self.close_bracket(b'{'),
            b']' => self.close_bracket(b'['),
            b')' => self.close_bracket(b'('),
            b'\'' => self.wrong_quotes(),
            _ => {
                self.at +=
                    self.text.get(start..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
                if self.text.get(start..self.at).is_some_and(|ch| "“”„«".contains(ch)) {
                    self.wrong_quotes();
                } else if self
                    .text
                    .get(start..self.at)
                    .and_then(|ch| ch.chars().next())
                    .is_some_and(errors::is_hidden)
                {
                    self.check_hidden(start, self.at);
                }
                if matches!(self.text.get(start..self.at), Some("→" | "⇒")) {
                    Seen::Dangling
                } else {
                    Seen::Other
                }
            }
        };
        if let Some(current) = &mut self.current {
            current.end = self.at;
            current.seen = next;
        }
    }

    fn word(&mut self, seen: Seen) -> Seen {
        let start = self.at;
        while self.byte(self.at).is_ascii_alphanumeric()
            || self.byte(self.at) == b'_'
            || (self.byte(self.at) == b'-'
                && (self.byte(self.at + 1).is_ascii_alphanumeric() || self.byte(self.at + 1) == b'_'))
        {
            self.at += 1;
        }
        let word = self.text.get(start..self.at).unwrap_or("");
        if word.eq_ignore_ascii_case("when") {
            let rest = self.text.get(self.at..).unwrap_or("").trim_start_matches([' ', '\t']);
            self.in_rule = self.open.last() == Some(&b'<') && !rest.starts_with(['"', ':', '|', '\'', '“']);
            return Seen::Dangling;
        }
        match seen {
            _ if word.eq_ignore_ascii_case("say") && seen != Seen::Nothing => Seen::Dangling,
            Seen::Nothing => Seen::Id,
            Seen::Colon => Seen::Type,
            _ => Seen::Other,
        }
    }

    fn punctuation(&mut self, seen: Seen) -> Seen {
        let start = self.at;
        self.at += 1;
        match self.byte(start) {
            b':' => {
                self.in_rule = false;
                if seen == Seen::Id { Seen::Colon } else { Seen::Dangling }
            }
            b'-' => {
                while self.byte(self.at) == b'-' {
                    self.at += 1;
                }
                let blanks = self
                    .bytes
                    .get(self.at..)
                    .map_or(0, |rest| rest.iter().take_while(|b| **b == b' ').count());
                if self.byte(self.at + blanks) == b'>' {
                    self.at += blanks + 1;
                    Seen::Dangling
                } else {
                    Seen::Other
                }
            }
            b'=' if matches!(self.byte(self.at), b'>' | b'=') => {
                self.at += 1;
                Seen::Dangling
            }
            _ => Seen::Dangling,
        }
    }

    fn open_bracket(&mut self, bracket: u8) -> Seen {
        self.at += 1;
        self.in_rule = false;
        if self.open.len() >= MAX_DEPTH
            && let Some(candidate) = self.candidate
        {
            // Brackets that nest so deep were rather never closed.
            self.rewind(candidate);
            return Seen::Nothing;
        }
        if self.open.len() >= MAX_DEPTH {
            let span = self.span(self.at - 1, self.at);
            if let Some(current) = &mut self.current
                && !current.too_deep
            {
                current.too_deep = true;
                self.out.diagnostics.push(errors::too_deep(span, MAX_DEPTH));
            }
        } else {
            self.open.push(bracket);
        }
        Seen::Other
    }

    fn close_bracket(&mut self, bracket: u8) -> Seen {
        self.at += 1;
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

    /// Decides what the first token of a line does: begin a statement, or continue the one above.
    fn begin_line(&mut self, at: usize) {
        let indent = at - self.line_start;
        let Some(current) = self.current else { return self.begin_statement(at, indent) };
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
            return;
        }
        if indent > current.indent {
            return;
        }
        let plain = kind == LineKind::Plain
            || (kind == LineKind::Word && matches!(self.open.last(), Some(b'<' | b'{')));
        if plain {
            let begin = self.candidate.unwrap_or(at);
            self.rewind(begin);
        } else if kind == LineKind::Entry && self.candidate.is_none() {
            self.candidate = Some(at);
        }
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
        self.at = at;
        self.line_start = self
            .bytes
            .get(..at)
            .and_then(|before| before.iter().rposition(|b| *b == b'\n'))
            .map_or(0, |n| n + 1);
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

    fn line_end(&self, at: usize) -> usize {
        let end = self
            .bytes
            .get(at..)
            .and_then(|rest| rest.iter().position(|b| *b == b'\n'))
            .map_or(self.bytes.len(), |length| at + length);
        if end > at && end < self.bytes.len() && self.byte(end - 1) == b'\r' { end - 1 } else { end }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }
}

/// The first byte that may begin a control or bidirectional character.
fn next_suspect(bytes: &[u8]) -> Option<usize> {
    find(bytes, |byte| matches!(byte, 0..=8 | 11..=31 | 127 | 0xC2 | 0xE2 | 0xD8))
}

/// The first byte that is wanted. Pieces without one are passed over at once, without a branch for each byte.
fn find(bytes: &[u8], is_wanted: impl Fn(u8) -> bool) -> Option<usize> {
    const PIECE: usize = 16;
    let has_some = |piece: &[u8]| piece.iter().fold(false, |any, byte| any | is_wanted(*byte));
    let passed = bytes.chunks_exact(PIECE).take_while(|piece| !has_some(piece)).count() * PIECE;
    Some(passed + bytes.get(passed..)?.iter().position(|byte| is_wanted(*byte))?)
}
