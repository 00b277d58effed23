//! Owns the way from text to tree: lexical structure, grammar, recovery and comments. It knows no node type.

pub mod ast;
mod grammar;
mod lower;
mod scan;
mod shape;
mod slips;
mod text;

#[cfg(test)]
mod tests;

pub use scan::MAX_DEPTH;
pub use slips::CODES;
pub use text::is_identifier;

use ast::{Comment, CommentKind, Doc, File, Statement};

use crate::diag::Diagnostic;
use crate::source::{FileId, SourceFile};

/// Words that begin a statement or a clause unless what follows them makes them a name.
pub static KEYWORDS: &[&str] =
    &["api", "param", "import", "session", "decide", "ensure", "test", "say", "when", "else"];

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
    let text = source.text();
    let scan::Scan { chunks, comments, mut diagnostics } = scan::scan(id, text);
    let mut statements: Vec<Statement> = Vec::with_capacity(chunks.len());
    let mut docs = DocReader { text, comments: &comments, next: 0 };
    let first = chunks.first().map_or(usize::MAX, |chunk| chunk.start);
    let file_docs = docs.file_docs(first);
    let mut pending = lower::Head::default();
    let mut after_json = false;
    for chunk in &chunks {
        pending.docs.extend(docs.before(chunk.start));
        let mut next = Some(*chunk);
        while let Some(chunk) = next {
            let lowered = lower::chunk(id, text, chunk, after_json, &mut diagnostics);
            after_json = lowered.is_json;
            next = lowered.rest;
            pending.allows.extend(lowered.allows);
            if let Some(mut statement) = lowered.statement {
                let head = std::mem::take(&mut pending);
                statement.docs = head.docs;
                statement.allows = head.allows;
                statements.push(statement);
            }
        }
        docs.skip_to(chunk.end);
    }
    if let Some(last) = pending.allows.last() {
        let help = "write it before the statement that it is about";
        diagnostics.push(slips::missing(last.span, "the statement after `@allow`", help));
        let kind = ast::StatementKind::Broken(None);
        let span = last.span.at_end();
        let lower::Head { docs, allows } = pending;
        statements.push(Statement { span, docs, allows, kind, broken: true, lossy: true });
    }
    Parsed { file: File { docs: file_docs, statements, comments }, diagnostics }
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
