//! The lines that are written: indentation, blank lines, and where each comment goes.

use super::flat::width;
use crate::source::{SourceFile, Span};
use crate::syntax::ast::{Comment, CommentKind};

/// Spaces of one step of indentation.
const STEP: usize = 2;

/// The text so far, and the comments of the source that have not been written yet.
#[derive(Debug)]
pub(super) struct Writer<'s> {
    out: String,
    /// Where the current line begins in `out`.
    line_start: usize,
    /// How many characters the current line has.
    used: usize,
    /// The indentation of the lines that are begun from now on, in steps.
    pub(super) depth: usize,
    /// The comment that the current line ends with.
    pending: Option<&'s str>,
    /// Whether the current line is a comment.
    in_comment: bool,
    /// Whether nothing stands behind the opening bracket on the line before.
    opened: bool,
    source: Option<&'s SourceFile>,
    comments: &'s [Comment],
    next: usize,
    /// Where that ends in the source which was written last.
    last: usize,
    last_is_doc: bool,
}

impl<'s> Writer<'s> {
    /// A writer of a tree that was read from `source`, or of a built one.
    pub(super) fn new(source: Option<&'s SourceFile>, comments: &'s [Comment]) -> Self {
        Self {
            out: String::new(),
            line_start: 0,
            used: 0,
            depth: 0,
            pending: None,
            in_comment: false,
            opened: true,
            source,
            comments,
            next: 0,
            last: 0,
            last_is_doc: false,
        }
    }

    pub(super) fn source(&self) -> Option<&'s SourceFile> {
        self.source
    }

    /// The whole text, ending in one line break unless it is empty.
    pub(super) fn finish(mut self) -> String {
        self.newline();
        self.out
    }

    /// How many characters the current line has before what comes next.
    pub(super) fn column(&self) -> usize {
        if self.at_line_start() { self.depth * STEP } else { self.used }
    }

    /// How many characters fit on a line that begins one step deeper.
    pub(super) fn width_inside(&self, width: usize) -> usize {
        width.saturating_sub((self.depth + 1) * STEP)
    }

    /// How much has been written; a place for [`Writer::blank_line_at`] when a line has just ended.
    pub(super) fn position(&self) -> usize {
        self.out.len()
    }

    /// What was written since `position`.
    pub(super) fn since(&self, position: usize) -> &str {
        self.out.get(position..).unwrap_or("")
    }

    /// Puts a blank line in at an earlier place where a line ended.
    pub(super) fn blank_line_at(&mut self, position: usize) {
        self.out.insert(position, '\n');
        self.line_start += 1;
    }

    /// Writes `text`, which holds no line break.
    pub(super) fn push(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.indent(self.depth);
        self.used += width(text);
        self.out.push_str(text);
    }

    /// Writes an opening bracket and goes one step deeper.
    pub(super) fn open(&mut self, bracket: &str) {
        self.push(bracket);
        self.depth += 1;
        self.opened = true;
    }

    /// Writes a closing bracket on a line of its own, after the comments that stand before `offset`.
    pub(super) fn close(&mut self, bracket: &str, offset: usize) {
        self.comments_before(offset);
        self.newline();
        self.depth -= 1;
        self.push(bracket);
    }

    /// Ends the line, writes the comments that stand before `offset`, and keeps a blank line before it.
    pub(super) fn item(&mut self, offset: usize) {
        self.comments_before(offset);
        self.newline();
        if self.blank_before(offset) {
            self.blank_line();
        }
        self.opened = false;
    }

    /// Ends the line and begins the next. Nothing happens at the beginning of a line.
    pub(super) fn newline(&mut self) {
        if self.at_line_start() {
            return;
        }
        if let Some(comment) = self.pending.take() {
            self.out.push(' ');
            self.out.push_str(comment);
        }
        self.break_line();
    }

    /// Ends the line with the comment that the source has there.
    pub(super) fn end_line(&mut self, offset: usize) {
        while let Some(comment) = self.peek(offset).filter(|it| !it.own_line && self.pending.is_none()) {
            self.comments_before(comment.span.start as usize + 1);
        }
        self.newline();
    }

    /// Writes a blank line; the current line must have ended.
    fn blank_line(&mut self) {
        if !self.out.is_empty() {
            self.break_line();
        }
    }

    /// Writes the lines of a folded text as they are, one step deeper than the current line, and the quotes around them.
    pub(super) fn folded(&mut self, lines: &[String]) {
        self.hoist_pending();
        self.push("\"\"\"");
        self.break_line();
        for line in lines {
            if !line.is_empty() {
                self.indent(self.depth + 1);
                self.out.push_str(line);
            }
            self.break_line();
        }
        self.push("\"\"\"");
    }

    /// Writes a piece of the source that may hold line breaks, at the beginning of a line and without indentation.
    pub(super) fn verbatim(&mut self, text: &str) {
        self.out.push_str(text);
        self.used = 1;
    }

    /// Remembers how far the source is written.
    pub(super) fn written_to(&mut self, offset: usize) {
        self.last = self.last.max(offset);
        self.last_is_doc = false;
    }

    /// Takes no blank line from the source before what comes next.
    pub(super) fn stay_close(&mut self) {
        self.last_is_doc = true;
    }

    /// Where that ends in the source which was written last.
    pub(super) fn written(&self) -> usize {
        self.last
    }

    /// Where the first comment before `offset` stands that has not been written.
    pub(super) fn next_comment(&self, offset: usize) -> Option<Span> {
        self.peek(offset).map(|comment| comment.span)
    }

    /// The places of the comments before `offset` that have not been written.
    pub(super) fn comments_until(&self, offset: usize) -> impl Iterator<Item = Span> + use<'s> {
        let rest = self.comments.get(self.next..).unwrap_or(&[]);
        rest.iter().map(|comment| comment.span).take_while(move |span| (span.start as usize) < offset)
    }

    /// Leaves out the comments before `offset`: they are part of a piece that was written verbatim.
    pub(super) fn skip_comments(&mut self, offset: usize) {
        while self.peek(offset).is_some() {
            self.next += 1;
        }
    }

    /// Whether a comment on a line of its own stands before `offset`.
    pub(super) fn has_own_line_comment(&self, offset: usize) -> bool {
        let rest = self.comments.get(self.next..).unwrap_or(&[]);
        rest.iter().take_while(|it| (it.span.start as usize) < offset).any(|comment| comment.own_line)
    }

    /// Takes the comments that stand before `offset` although the current line goes on: the one at the end of a line goes
    /// to the end of the current one, others above it.
    pub(super) fn inline(&mut self, offset: usize) {
        while let Some(comment) = self.peek(offset) {
            self.next += 1;
            self.hoist_pending();
            if comment.own_line {
                self.hoist(self.text(comment));
            } else {
                self.pending = Some(self.text(comment));
            }
            self.last = comment.span.end as usize;
        }
    }

    /// Writes the comments that stand before `offset`, where the current line may end: first the one at its end, then those
    /// on lines of their own.
    pub(super) fn comments_before(&mut self, offset: usize) {
        while let Some(comment) = self.peek(offset) {
            self.next += 1;
            let ends_line =
                !comment.own_line && self.pending.is_none() && !self.in_comment && !self.at_line_start();
            if ends_line {
                self.pending = Some(self.text(comment));
            } else {
                self.newline();
                if self.blank_before(comment.span.start as usize) {
                    self.blank_line();
                }
                self.push(self.text(comment));
                self.in_comment = true;
                self.opened = false;
                self.last_is_doc = comment.kind == CommentKind::Doc;
            }
            self.last = comment.span.end as usize;
        }
    }

    /// Whether the source has a blank line between what was written last and `offset`, and it may stay.
    pub(super) fn blank_before(&self, offset: usize) -> bool {
        let Some(source) = self.source else { return false };
        let lines = source.line_index(offset).saturating_sub(source.line_index(self.last));
        lines > 1 && !self.opened && !self.last_is_doc
    }

    fn at_line_start(&self) -> bool {
        self.out.len() == self.line_start
    }

    fn break_line(&mut self) {
        self.out.push('\n');
        self.line_start = self.out.len();
        self.used = 0;
        self.in_comment = false;
    }

    fn indent(&mut self, depth: usize) {
        if self.at_line_start() {
            self.out.extend(std::iter::repeat_n(' ', depth * STEP));
            self.used = depth * STEP;
        }
    }

    fn hoist_pending(&mut self) {
        if let Some(comment) = self.pending.take() {
            self.hoist(comment);
        }
    }

    /// Puts a comment on a line of its own above the current line.
    fn hoist(&mut self, comment: &str) {
        let line = self.out.get(self.line_start..).unwrap_or("");
        let content = line.trim_start_matches(' ');
        let inside = if content.starts_with(['}', ']', '>']) { STEP } else { 0 };
        let indent = if line.is_empty() { self.depth * STEP } else { line.len() - content.len() + inside };
        let above = format!("{:indent$}{comment}\n", "");
        self.out.insert_str(self.line_start, &above);
        self.line_start += above.len();
    }

    fn peek(&self, offset: usize) -> Option<&'s Comment> {
        self.comments.get(self.next).filter(|comment| (comment.span.start as usize) < offset)
    }

    fn text(&self, comment: &Comment) -> &'s str {
        self.source.map_or("", |source| source.slice(comment.span)).trim_end()
    }
}
