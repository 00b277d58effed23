//! Incremental reading: statements that an earlier text of the same file has too are taken over instead of parsed, which makes
//! a keystroke cheap.

use super::ast::{File, Piece, Statement};
use super::relocate::{Move, Relocate};
use super::scan::Chunk;
use crate::source::FileId;

/// An earlier text and its statements.
#[derive(Default)]
pub struct Previous<'t> {
    text: &'t str,
    pieces: Vec<Piece>,
    statements: Vec<Option<Statement>>,
    /// For each chunk of the new text the piece that says the same.
    matches: Vec<Option<u32>>,
}

impl<'t> Previous<'t> {
    /// The statements of `tree`, which is what `text` was read as.
    pub fn new(text: &'t str, tree: File) -> Self {
        let statements = tree.statements.into_iter().map(Some).collect();
        Self { text, pieces: tree.pieces, statements, matches: Vec::new() }
    }

    /// Finds for each chunk a piece of the same text: from the front, then from the back, both over single changes.
    pub fn match_up(&mut self, text: &str, chunks: &[Chunk]) {
        if self.pieces.is_empty() {
            return;
        }
        self.matches = vec![None; chunks.len()];
        let same = |chunk: usize, piece: usize| {
            let (Some(chunk), Some(piece)) = (chunks.get(chunk), self.pieces.get(piece)) else {
                return false;
            };
            text.get(chunk.start..chunk.end) == self.text.get(piece.start as usize..piece.end as usize)
        };
        let (mut chunk, mut piece) = (0, 0);
        while chunk < chunks.len() && piece < self.pieces.len() {
            if same(chunk, piece) {
                self.matches[chunk] = Some(piece as u32);
                (chunk, piece) = (chunk + 1, piece + 1);
            } else if same(chunk + 1, piece + 1) {
                (chunk, piece) = (chunk + 1, piece + 1);
            } else if same(chunk + 1, piece) {
                chunk += 1;
            } else if same(chunk, piece + 1) {
                piece += 1;
            } else {
                break;
            }
        }
        let (front_chunk, front_piece) = (chunk, piece);
        let (mut chunk, mut piece) = (chunks.len(), self.pieces.len());
        while chunk > front_chunk && piece > front_piece {
            if same(chunk - 1, piece - 1) {
                self.matches[chunk - 1] = Some(piece as u32 - 1);
                (chunk, piece) = (chunk - 1, piece - 1);
            } else if chunk > 1 && same(chunk - 2, piece - 1) {
                chunk -= 1;
            } else {
                break;
            }
        }
    }

    /// The statement of chunk number `index`, moved to its new place; `None` when it has to be read.
    pub fn take(&mut self, index: usize, file: FileId, chunk: Chunk) -> Option<Statement> {
        let piece = *self.pieces.get(self.matches.get(index).copied().flatten()? as usize)?;
        let mut statement = self.statements.get_mut(piece.statement as usize)?.take()?;
        // Doc comments and `@allow`s stand outside the chunk; the new text has its own.
        statement.docs.clear();
        statement.allows.clear();
        let by = u32::try_from(chunk.start).unwrap_or(u32::MAX).wrapping_sub(piece.start);
        let moved = Move { file, by, shifts: &[] };
        if moved.by != 0 || statement.span.file != file {
            statement.relocate(moved);
        }
        Some(statement)
    }
}
