//! From text to tree: words, tokens, grammar, recovery and comments. It knows no node type; what the names mean is found out
//! later.

pub mod ast;
mod codes;
mod decide_entries;
mod errors;
mod foreign;
mod grammar;
mod hidden;
mod line_kind;
mod lower;
mod pasted_json;
mod plain;
mod proof;
pub mod quote;
mod relocate;
mod reuse;
mod scan;
mod text;
pub(crate) mod tokens;
mod unclosed_text;
pub mod words;

#[cfg(test)]
mod agreement;
#[cfg(test)]
mod tests;

pub use codes::CODES;
pub use scan::MAX_DEPTH;

use ast::{Comment, CommentKind, Doc, File, Piece, Statement, StatementKind};
use reuse::Previous;

use crate::diag::Diagnostic;
use crate::source::{FileId, MAX_SOURCE_BYTES, SourceFile};

/// How many statements on one line are read one by one, each with its own report. The rest stays as it stands.
const MAX_ON_ONE_LINE: usize = 50;

/// A tree and what was wrong with the text.
#[derive(Debug, Clone, Default)]
pub struct Parsed {
    /// What could be read.
    pub file: File,
    /// What could not.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a file. Never fails: what can't be read is reported and leaves a broken statement.
///
/// Takes time in proportion to the text, and memory beyond the tree in proportion to the longest statement.
#[must_use]
pub fn parse(id: FileId, source: &SourceFile) -> Parsed {
    read(id, source.text(), &mut Previous::default())
}

/// Reads a file of which an earlier text was read already: statements that stand in both are taken over. The result is
/// the same as that of [`parse`], only sooner.
#[must_use]
pub fn reparse(id: FileId, source: &SourceFile, before: &SourceFile, tree: File) -> Parsed {
    read(id, source.text(), &mut Previous::new(before.text(), tree))
}

fn read(id: FileId, text: &str, previous: &mut Previous<'_>) -> Parsed {
    if text.len() <= MAX_SOURCE_BYTES
        && let Some(diagnostic) = foreign::whole(id, text)
    {
        let whole = scan::Chunk { start: 0, end: text.trim_end().len(), too_deep: false, offset: 0 };
        let file = File { statements: vec![lower::unread(id, whole)], ..File::default() };
        return Parsed { file, diagnostics: vec![diagnostic] };
    }
    let Some(plain) = plain::plain(id, text).filter(|_| text.len() <= MAX_SOURCE_BYTES) else {
        return read_plain(id, text, previous);
    };
    let mut parsed = read_plain(id, &plain.text, &mut Previous::default());
    plain.put_back(id, &mut parsed.file, &mut parsed.diagnostics);
    for statement in &mut parsed.file.statements {
        // What stands there is not what was read, so it is kept as it stands when the file is laid out.
        statement.broken |= plain.diagnostics.iter().any(|it| statement.span.contains(it.primary.span));
    }
    parsed.diagnostics.splice(0..0, plain.diagnostics);
    parsed
}

fn read_plain(id: FileId, text: &str, previous: &mut Previous<'_>) -> Parsed {
    let mut scan = scan::scan(id, text);
    let mut diagnostics = std::mem::take(&mut scan.diagnostics);
    let file = read_statements(id, text, &scan, previous, &mut diagnostics);
    proof::withdraw(text, &scan.chunks, &mut diagnostics, faults);
    Parsed { file: File { comments: scan.comments, ..file }, diagnostics }
}

/// How many faults this text has by itself.
fn faults(text: &str) -> usize {
    let mut scan = scan::scan(FileId::default(), text);
    let mut diagnostics = std::mem::take(&mut scan.diagnostics);
    read_statements(FileId::default(), text, &scan, &mut Previous::default(), &mut diagnostics);
    diagnostics.len()
}

/// The tree without its comments.
fn read_statements(
    id: FileId,
    text: &str,
    scan: &scan::Scan,
    previous: &mut Previous<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> File {
    let scan::Scan { chunks, comments, blanks, .. } = scan;
    let first = chunks.first().map_or(usize::MAX, |chunk| chunk.start);
    let mut docs = DocReader { text, comments, next: 0 };
    let file_docs = docs.file_docs(first);
    let mut blanker = Blanker { text, blanks, next: 0, copy: String::new() };
    let mut out = Statements { list: Vec::with_capacity(chunks.len()), ..Statements::default() };
    previous.match_up(text, chunks);
    let mut read_to = 0;
    for (index, chunk) in chunks.iter().enumerate() {
        if chunk.start < read_to {
            continue;
        }
        out.pending.docs.extend(docs.before(chunk.start));
        if let Some(piece) = foreign::piece(id, text, chunk.start) {
            read_to = piece.end;
            diagnostics.push(piece.diagnostic);
            let span = scan::Chunk { end: piece.end, ..*chunk };
            out.push(Statement { kind: StatementKind::Broken(piece.id), ..lower::unread(id, span) });
            docs.skip_to(piece.end);
            continue;
        }
        match previous.take(index, id, *chunk) {
            Some(statement) => out.push_clean(*chunk, statement),
            None => out.read(id, &mut blanker, *chunk, diagnostics),
        }
        docs.skip_to(chunk.end);
    }
    out.finish(diagnostics);
    let Statements { list: statements, pieces, .. } = out;
    File { docs: file_docs, statements, pieces, comments: Vec::new() }
}

/// The statements as they are collected.
#[derive(Default)]
struct Statements {
    list: Vec<Statement>,
    pieces: Vec<Piece>,
    /// Doc comments and `@allow`s that wait for their statement.
    pending: lower::Head,
    after_json: bool,
}

impl Statements {
    fn push(&mut self, mut statement: Statement) {
        let head = std::mem::take(&mut self.pending);
        statement.docs = head.docs;
        statement.allows = head.allows;
        self.list.push(statement);
    }

    fn push_clean(&mut self, chunk: scan::Chunk, statement: Statement) {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let place = offset(self.list.len());
        self.pieces.push(Piece { start: offset(chunk.start), end: offset(chunk.end), statement: place });
        self.after_json = false;
        self.push(statement);
    }

    fn read(
        &mut self,
        id: FileId,
        blanker: &mut Blanker<'_>,
        chunk: scan::Chunk,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let before = diagnostics.len();
        let (code, mut piece) = blanker.code(chunk);
        for _ in 0..MAX_ON_ONE_LINE {
            let lowered = lower::chunk(id, code, piece, self.after_json, diagnostics);
            self.after_json = lowered.is_json;
            let is_clean = lowered.allows.is_empty() && diagnostics.len() == before && !chunk.too_deep;
            self.pending.allows.extend(lowered.allows);
            match lowered.statement {
                Some(statement) if is_clean && !statement.broken => self.push_clean(chunk, statement),
                Some(statement) => self.push(statement),
                None => {}
            }
            match lowered.next_statement {
                Some(next) => piece.start += next,
                None => return,
            }
        }
        self.push(lower::unread(id, piece));
    }

    fn finish(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        let Some(last) = self.pending.allows.last() else { return };
        let span = last.span.at_end();
        let help = "write it before the statement that it is about";
        diagnostics.push(errors::missing(last.span, "the statement after `@allow`", help));
        let kind = StatementKind::Broken(None);
        self.push(Statement { span, docs: Vec::new(), allows: Vec::new(), kind, broken: true, lossy: true });
    }
}

/// Hands out chunks without comments, so that the grammar need not look for them everywhere.
struct Blanker<'t> {
    text: &'t str,
    blanks: &'t [(u32, u32)],
    next: usize,
    copy: String,
}

impl Blanker<'_> {
    /// The text that holds the chunk with everything blank replaced by spaces, and the chunk's place in it.
    fn code(&mut self, chunk: scan::Chunk) -> (&str, scan::Chunk) {
        while self.blanks.get(self.next).is_some_and(|(_, end)| *end as usize <= chunk.start) {
            self.next += 1;
        }
        if self.blanks.get(self.next).is_none_or(|(start, _)| *start as usize >= chunk.end) {
            return (self.text, chunk);
        }
        self.copy.clear();
        let mut at = chunk.start;
        while let Some((start, end)) =
            self.blanks.get(self.next).map(|(start, end)| (*start as usize, *end as usize))
        {
            if start >= chunk.end {
                break;
            }
            self.copy.push_str(self.text.get(at..start).unwrap_or(""));
            self.copy.extend(std::iter::repeat_n(' ', end.min(chunk.end) - start));
            at = end.min(chunk.end);
            self.next += 1;
        }
        self.copy.push_str(self.text.get(at..chunk.end).unwrap_or(""));
        let moved = scan::Chunk { start: 0, end: chunk.end - chunk.start, offset: chunk.start, ..chunk };
        (&self.copy, moved)
    }
}

/// Hands out the doc comments between statements.
struct DocReader<'t> {
    text: &'t str,
    comments: &'t [Comment],
    next: usize,
}

impl DocReader<'_> {
    fn file_docs(&self, first_statement: usize) -> Vec<Doc> {
        let top = self.comments.iter().take_while(|comment| (comment.span.start as usize) < first_statement);
        top.filter(|comment| comment.kind == CommentKind::FileDoc).map(|comment| self.doc(comment)).collect()
    }

    /// The `///` lines from the last statement up to `offset`.
    fn before(&mut self, offset: usize) -> Vec<Doc> {
        let mut docs = Vec::new();
        while let Some(comment) = self.comments.get(self.next).filter(|c| (c.span.start as usize) < offset) {
            self.next += 1;
            if comment.kind == CommentKind::Doc && comment.own_line {
                docs.push(self.doc(comment));
            }
        }
        docs
    }

    fn skip_to(&mut self, offset: usize) {
        while self.comments.get(self.next).is_some_and(|comment| (comment.span.start as usize) < offset) {
            self.next += 1;
        }
    }

    fn doc(&self, comment: &Comment) -> Doc {
        let text = self.text.get(comment.span.range()).and_then(|text| text.get(3..)).unwrap_or("");
        Doc { span: comment.span, text: text.strip_prefix(' ').unwrap_or(text).trim_end().to_owned() }
    }
}
