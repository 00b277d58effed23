//! How a file is laid out: its statements, what stands between them, and the blank lines.

use std::mem::{Discriminant, discriminant};

use super::flat;
use super::layout::Layout;
use super::strings;
use crate::source::{SourceFile, Span};
use crate::syntax::ast::{Allow, Doc, File, Param, Statement, StatementKind};
use crate::syntax::words::is_word;

/// What a statement tells the blank line below it.
#[derive(Debug, Clone, Copy)]
struct Above {
    one_line: bool,
    /// Set for statements of which several in a row belong together when they are built.
    group: Option<Discriminant<StatementKind>>,
}

impl Layout<'_> {
    /// Writes the file; the statements that `keep` names are left as they stand.
    pub(super) fn file(&mut self, file: &File, keep: &[bool]) {
        self.docs("//!", &file.docs);
        let mut above = None;
        for (index, statement) in file.statements.iter().enumerate() {
            let keep = keep.get(index).copied().unwrap_or(false) || is_verbatim(statement);
            above = Some(self.statement(statement, above, keep));
        }
        if let Some(source) = self.writer.source() {
            self.unread(source.text().len());
            self.writer.comments_before(usize::MAX);
        }
    }

    /// Writes a statement and what stands above it.
    fn statement(&mut self, statement: &Statement, above: Option<Above>, keep: bool) -> Above {
        if above.is_some() && self.goes_on(statement.span) {
            let one_line =
                self.writer.source().is_none_or(|source| !source.slice(statement.span).contains('\n'));
            return Above { one_line, group: None };
        }
        let head = statement.allows.first().map_or(statement.span, |allow| allow.span).start as usize;
        self.unread(head);
        self.writer.end_line(head);
        let gap = self.writer.position();
        self.docs("///", &statement.docs);
        for allow in &statement.allows {
            self.place(allow.span);
            self.allow(allow);
            self.writer.written_to(allow.span.end as usize);
            self.writer.stay_close();
        }
        self.place(statement.span);
        let between = self.writer.since(gap);
        let has_blank = between.starts_with('\n') || between.contains("\n\n");
        let start = self.writer.position();
        match self.writer.source().filter(|_| keep) {
            Some(source) => self.verbatim(source, statement.span),
            None => {
                self.kind(&statement.kind);
                self.writer.inline(statement.span.end as usize);
            }
        }
        self.writer.written_to(statement.span.end as usize);
        let this =
            Above { one_line: !self.writer.since(start).contains('\n'), group: group(&statement.kind) };
        let apart = above.is_some_and(|above| {
            if self.built {
                above.group.is_none() || above.group != this.group
            } else {
                !above.one_line || !this.one_line
            }
        });
        if apart && !has_blank {
            self.writer.blank_line_at(gap);
        }
        this
    }

    /// Writes a statement on the line of the one before it, which could not be read because of that, as it stands there.
    fn goes_on(&mut self, span: Span) -> bool {
        let Some(source) = self.writer.source() else { return false };
        let (from, to) = (self.writer.written(), span.end as usize);
        let between = source.text().get(from..span.start as usize).unwrap_or("");
        let same_line = !between.contains('\n') && span.start as usize >= from;
        if same_line {
            self.writer.verbatim(source.text().get(from..to).unwrap_or(""));
            self.writer.skip_comments(to);
            self.writer.written_to(to);
        }
        same_line
    }

    /// Begins a line for what stands at `span` in the source.
    fn place(&mut self, span: Span) {
        self.unread(span.start as usize);
        self.writer.item(span.start as usize);
    }

    fn docs(&mut self, slashes: &str, docs: &[Doc]) {
        for doc in docs.iter().filter(|_| self.built) {
            self.writer.newline();
            self.writer.push(format!("{slashes} {}", doc.text).trim_end());
        }
    }

    /// Writes the text before `offset` that is neither in the tree nor a comment, because it could not be read.
    fn unread(&mut self, offset: usize) {
        let Some(source) = self.writer.source() else { return };
        let mut from = self.writer.written();
        let mut has_text = false;
        for comment in self.writer.comments_until(offset) {
            has_text |= !blank(source, from, comment.start as usize);
            from = comment.end as usize;
        }
        if !has_text && blank(source, from, offset) {
            return;
        }
        loop {
            let comment = self.writer.next_comment(offset);
            let until = comment.map_or(offset, |comment| comment.start as usize);
            self.unread_piece(source, until);
            match comment {
                Some(comment) => self.writer.comments_before(comment.start as usize + 1),
                None => break,
            }
        }
    }

    fn unread_piece(&mut self, source: &SourceFile, until: usize) {
        let from = self.writer.written();
        let text = source.text().get(from..until).unwrap_or("");
        let content = text.trim_start_matches(BLANKS);
        let start = from + text.len() - content.len();
        let content = content.trim_end_matches(BLANKS);
        if !content.is_empty() {
            self.writer.item(start);
            self.writer.verbatim(content);
            self.writer.written_to(start + content.len());
        }
    }

    /// Writes a statement as it stands, the indentation of its first line included.
    fn verbatim(&mut self, source: &SourceFile, span: Span) {
        let line = source.line_range(source.line_index(span.start as usize)).start;
        let start = if blank(source, line, span.start as usize) { line } else { span.start as usize };
        let text = source.text().get(start..span.end as usize).unwrap_or("");
        self.writer.verbatim(text.trim_start_matches('\u{feff}'));
        self.writer.skip_comments(span.end as usize);
    }

    fn kind(&mut self, kind: &StatementKind) {
        match kind {
            StatementKind::Api(text) => {
                self.writer.push("api ");
                self.text(text, 0);
            }
            StatementKind::Import(text) => {
                self.writer.push("import ");
                self.text(text, 0);
            }
            StatementKind::Param(it) => self.param(it),
            StatementKind::Session(block) => {
                self.writer.push("session ");
                self.block(block, 0);
            }
            StatementKind::Node(it) => self.node(it),
            StatementKind::Decide(it) => self.decide(it),
            StatementKind::Ensure(it) => self.ensure(it),
            StatementKind::Test(it) => self.test(it),
            StatementKind::Broken(_) => {}
        }
    }

    fn param(&mut self, param: &Param) {
        self.writer.push("param ");
        self.writer.push(&flat::unlimited(|out| out.name(&param.name)));
        if let Some(ty) = &param.ty {
            self.writer.inline(ty.span.start as usize);
            self.writer.push(": ");
            self.writer.push(&flat::unlimited(|out| out.name(ty)));
        }
        if let Some(default) = &param.default {
            self.writer.inline(default.span.start as usize);
            self.writer.push(" = ");
            self.value(default);
        }
    }

    fn allow(&mut self, allow: &Allow) {
        self.writer.push("@allow(");
        self.writer.push(&flat::unlimited(|out| out.name(&allow.name)));
        if let Some(reason) = &allow.reason {
            self.writer.inline(reason.span.start as usize);
            self.writer.push(", ");
            self.writer.push(&strings::quoted(reason));
        }
        self.writer.inline(allow.span.end as usize);
        self.writer.push(")");
    }
}

/// What white space is, outside of strings.
const BLANKS: [char; 5] = [' ', '\t', '\n', '\r', '\u{feff}'];

fn blank(source: &SourceFile, start: usize, end: usize) -> bool {
    source.text().get(start..end).unwrap_or("").trim_matches(BLANKS).is_empty()
}

/// Whether a statement is left as it stands.
pub(super) fn is_verbatim(statement: &Statement) -> bool {
    let odd = match &statement.kind {
        StatementKind::Broken(_) => true,
        // On one line `when "…"` would belong to the statement above.
        StatementKind::Node(node) => {
            node.ty.is_none() && node.prompt.is_some() && !node.id.quoted && is_word(&node.id.text)
        }
        _ => false,
    };
    odd || statement.broken || statement.lossy
}

fn group(kind: &StatementKind) -> Option<Discriminant<StatementKind>> {
    let rows = matches!(kind, StatementKind::Param(_) | StatementKind::Import(_) | StatementKind::Ensure(_));
    rows.then(|| discriminant(kind))
}
