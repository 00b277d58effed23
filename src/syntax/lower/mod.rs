//! From what the grammar matched to the tree, and the reports of everything that it matched by way of recovery.

mod comparisons;
mod context;
mod decisions;
mod json_node;
mod routes;
mod statements;
mod values;

use context::Lower;
use pest::Parser;
use pest::iterators::Pair;

use super::ast::{Allow, Doc, Name, Routes, RoutesKind, Statement, StatementKind};
use super::errors;
use super::grammar::{Grammar, Rule};
use super::line_kind::{LineKind, line_kind};
use super::pasted_json::is_json;
use super::scan::Chunk;
use super::words::{is_identifier, statement_keyword};
use crate::diag::Diagnostic;
use crate::source::{FileId, Span};

/// What other languages declare a value or bring in a file with: the words of `wrong_param`, `wrong_from` and
/// `wrong_include` in the grammar.
static DECLARATIONS: &[&str] =
    &["const ", "let ", "var ", "val ", "final ", "from ", "include ", "use ", "require ", "load "];

/// What stands before a statement.
#[derive(Debug, Default)]
pub struct Head {
    /// Its doc comment.
    pub docs: Vec<Doc>,
    /// Its `@allow`s.
    pub allows: Vec<Allow>,
}

/// What one chunk of the file is.
#[derive(Debug, Default)]
pub struct Lowered {
    /// The `@allow`s at its start.
    pub allows: Vec<Allow>,
    /// The statement; `None` when the chunk is all `@allow`.
    pub statement: Option<Statement>,
    /// Whether it is pasted JSON; the chunks that follow probably are too.
    pub is_json: bool,
    /// Where another statement on the same line begins, counted from the start of the chunk.
    pub next_statement: Option<usize>,
}

/// Reads one chunk of `text`, the file with its comments blanked out. JSON right after JSON (`after_json`) is not
/// reported again.
pub fn chunk(
    file: FileId,
    text: &str,
    chunk: Chunk,
    after_json: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Lowered {
    let source = text.get(chunk.start..chunk.end).unwrap_or("");
    let base = chunk.offset + chunk.start;
    let mut lower =
        Lower { file, base, source, diagnostics, broken: false, lossy: false, next_statement: None };
    if chunk.too_deep {
        return lower.unreadable();
    }
    if is_json(source, after_json) {
        if !after_json {
            let end = source.lines().next().map_or(0, |line| line.trim_end().len());
            let span = lower.at(0, end);
            lower.diagnostics.push(errors::pasted_json(span));
        }
        return Lowered { is_json: true, ..lower.unreadable() };
    }
    if let Some(mended) = lower.mend_keyword_case() {
        let lower = Lower {
            file,
            base,
            source: &mended,
            diagnostics,
            broken: true,
            lossy: false,
            next_statement: None,
        };
        return lower.read();
    }
    lower.read()
}

/// A chunk that is not read; what it defines is not known.
pub fn unread(file: FileId, chunk: Chunk) -> Statement {
    Statement {
        span: Span::new(file, chunk.offset + chunk.start, chunk.offset + chunk.end),
        docs: Vec::new(),
        allows: Vec::new(),
        kind: StatementKind::Broken(None),
        broken: true,
        lossy: true,
    }
}

impl<'s> Lower<'s, '_> {
    fn read(mut self) -> Lowered {
        let source = self.source;
        let entry = if self.begins_with_keyword() { Rule::chunk } else { Rule::node };
        let mut lowered = Lowered::default();
        let mut kind: Option<(Span, StatementKind)> = None;
        let mut end = 0;
        if let Some(whole) = Grammar::parse(entry, source).ok().and_then(|mut pairs| pairs.next()) {
            end = whole.as_span().end();
            if self.is_prose(&whole) {
                let line = source.lines().next().unwrap_or("").trim_end();
                self.loss(errors::prose(self.at(0, line.len()), line));
                return self.unreadable();
            }
            if entry == Rule::node {
                kind = Some((self.trimmed(&whole), self.statement(whole)));
            } else {
                for pair in whole.into_inner() {
                    match pair.as_rule() {
                        Rule::allow => lowered.allows.extend(self.allow(pair)),
                        _ => kind = Some((self.trimmed(&pair), self.statement(pair))),
                    }
                }
            }
        }
        let rest = source.get(end..).unwrap_or("").trim_start();
        if !rest.is_empty() {
            let at = source.len() - rest.len();
            if let Some(found) = self.trailing(at, rest.trim_end(), kind.as_mut()) {
                kind = Some((self.at(at, at + rest.len()), found));
            }
        }
        lowered.next_statement = self.next_statement;
        match kind {
            Some((span, kind)) => lowered.statement = Some(self.finish(span, kind)),
            // What could not be read stays in the tree, so that it is kept when the file is laid out.
            None if self.broken => return self.unreadable(),
            None => {}
        }
        lowered
    }

    fn begins_with_keyword(&self) -> bool {
        let end = self.source.find(|ch: char| !ch.is_ascii_lowercase()).unwrap_or(self.source.len());
        self.source.starts_with('@')
            || DECLARATIONS.iter().any(|word| self.source.starts_with(word))
            || self.source.get(..end).is_some_and(|word| statement_keyword(word) == Some(word))
    }

    /// Whether the chunk is plain text: a word, another that can't be meant as a type, and more words.
    fn is_prose(&self, node: &Pair<'_, Rule>) -> bool {
        let mut parts = node.clone().into_inner();
        let rest = self.source.get(node.as_span().end()..).unwrap_or("").trim_start();
        node.as_rule() == Rule::node
            && parts.next().is_some()
            && parts.next().is_some_and(|part| part.as_rule() == Rule::bare_type)
            && parts.next().is_none()
            && rest.starts_with(char::is_alphabetic)
    }

    fn unreadable(self) -> Lowered {
        let chunk = Chunk { start: 0, end: self.source.len(), too_deep: false, offset: self.base };
        Lowered { statement: Some(unread(self.file, chunk)), ..Lowered::default() }
    }

    fn finish(&self, span: Span, kind: StatementKind) -> Statement {
        // What could not be read belongs to the statement, so that it is kept when the file is laid out.
        let end = self
            .next_statement
            .map_or(self.source.len(), |at| self.source.get(..at).unwrap_or("").trim_end().len());
        let whole = if self.broken { span.to(self.at(end, end)) } else { span };
        Statement {
            span: whole,
            docs: Vec::new(),
            allows: Vec::new(),
            kind,
            broken: self.broken,
            lossy: self.lossy,
        }
    }

    // ---- What stands before and after a statement

    fn allow(&mut self, pair: Pair<'_, Rule>) -> Option<Allow> {
        let span = self.trimmed(&pair);
        let mut name = None;
        let mut reason = None;
        let mut word = None;
        let mut closed = false;
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::closed_allow => closed = true,
                Rule::ident if word.is_none() => word = Some(self.name(inner)),
                _ if name.is_none() => name = Some(self.name(inner)),
                _ => reason = Some(self.text(inner)),
            }
        }
        let word = word?;
        if word.text != "allow" {
            self.error(errors::unexpected(span, &format!("@{}", word.text), "`@allow(name, \"why\")`"));
            return None;
        }
        if name.is_none() {
            self.error(errors::missing(span, "the name of the check", "write `@allow(name, \"why\")`"));
        } else if !closed {
            let open = Span { start: word.span.end, end: word.span.end + 1, ..span };
            self.error(errors::unclosed_bracket(open, ")", span.at_end()));
        }
        Some(Allow { span, name: name?, reason })
    }

    /// Reports what can't belong to the statement before it, or what is no statement at all.
    fn trailing(
        &mut self,
        at: usize,
        text: &str,
        before: Option<&mut (Span, StatementKind)>,
    ) -> Option<StatementKind> {
        let span = self.at(at, at + text.lines().next().map_or(0, |line| line.trim_end().len()));
        let Some((_, kind)) = before else {
            let word = text.split([' ', '\t', '\n', '\r', ':', '{', '"']).next().unwrap_or("");
            return self.odd_id(word, 0).or_else(|| {
                self.loss(errors::unexpected(span, text, "a node's id or a keyword"));
                None
            });
        };
        if let StatementKind::Node(node) = kind
            && node.id.span.end as usize == self.base + at
        {
            let from = node.id.span.start as usize - self.base;
            let word = self
                .source
                .get(from..)
                .and_then(|text| text.split([' ', '\t', '\n', '\r', ':', '{', '"']).next());
            if let Some(broken) = self.odd_id(word.unwrap_or(""), from) {
                *kind = broken;
                return None;
            }
        }
        let first =
            Span { end: span.start + text.chars().next().map_or(0, |ch| ch.len_utf8() as u32), ..span };
        let is_statement =
            |text: &str| matches!(line_kind(text, 0), LineKind::Plain | LineKind::Word | LineKind::Entry);
        if text.starts_with(':')
            && let Some(routes) = single_target(kind)
        {
            let from = routes.1.start as usize - self.base;
            if let Some((list, end)) = self.bare_list(from) {
                routes.0.span.end = list.span.end;
                routes.0.kind = RoutesKind::List(list);
                self.next_statement = Some(end).filter(|end| *end < self.source.trim_end().len());
                return None;
            }
        }
        if let Some(target) = wrong_goto(kind) {
            let place = target.span.to(span.at_start());
            self.error(errors::wrong_goto(place, &target.text));
            let word = text.split([' ', '\n', ',', '>']).next().unwrap_or("");
            *target = Name { text: word.to_owned(), quoted: false, span: self.at(at, at + word.len()) };
            self.next_statement = Some(at + word.len()).filter(|_| word.len() < text.len());
            return None;
        }
        match text.chars().next() {
            Some(';') => {
                let diagnostic =
                    errors::unexpected(first, ";", "").help("remove it: a statement ends with its line");
                let after = text.get(1..).unwrap_or("").trim_start();
                self.error(
                    diagnostic.fix("remove it", first, if after.is_empty() { "" } else { "\n" }).safe(),
                );
                self.next_statement = Some(self.source.len() - after.len()).filter(|_| !after.is_empty());
            }
            Some('>' | '}' | ']' | ')') => {
                let bracket = text.get(..1).unwrap_or("");
                let diagnostic = errors::unexpected(first, bracket, "");
                self.loss(diagnostic.help("remove it: no bracket is open here"));
            }
            _ if is_statement(text) && !text.starts_with("when") => {
                let diagnostic = errors::unexpected(span, text, "each statement on a line of its own");
                self.error(diagnostic.fix("begin a new line", span.at_start(), "\n"));
                self.next_statement = Some(at);
            }
            _ => self.loss(errors::unexpected(span, text, self.expected_after(kind, text))),
        }
        None
    }

    /// Reports `word` as an id that needs quotes, when it looks like one.
    fn odd_id(&mut self, word: &str, from: usize) -> Option<StatementKind> {
        let name_like = word.chars().any(char::is_alphanumeric)
            && word.chars().all(|ch| ch.is_alphanumeric() || matches!(ch, '_' | '-' | '.' | '/'))
            && !is_identifier(word);
        let after = self.source.get(from + word.len()..).unwrap_or("").trim_start();
        if !name_like || !(after.starts_with([':', '{']) || after.starts_with("->") || after.is_empty()) {
            return None;
        }
        let span = self.at(from, from + word.len());
        self.loss(errors::unquoted_id(span, word));
        Some(StatementKind::Broken(Some(Name { text: word.to_owned(), quoted: true, span })))
    }

    fn expected_after(&self, kind: &StatementKind, text: &str) -> &'static str {
        match kind {
            StatementKind::Node(node) if node.routes.is_some() && text.starts_with("when") => {
                "a condition in quotes: `when \"…\"`"
            }
            StatementKind::Node(node) => match (&node.routes, &node.fields, &node.prompt, &node.ty) {
                (Some(_), ..) => {
                    "the end of the statement; several outcomes need `-> < outcome: target, … >`"
                }
                (_, Some(_), ..) => "`->` and a target, or the end of the statement",
                (_, _, Some(_), _) => "`{ fields }` or `->` and a target",
                (.., Some(_)) => "a prompt in quotes, `{ fields }` or `->` and a target",
                _ => "`: type`, `{ fields }` or `->` and a target",
            },
            _ => "the end of the statement",
        }
    }

    /// The chunk with its first word in small letters, when that word is a keyword of statements in another case.
    fn mend_keyword_case(&mut self) -> Option<String> {
        let end = self.source.find(|ch: char| !ch.is_ascii_alphanumeric())?;
        let (word, rest) = self.source.split_at_checked(end)?;
        let keyword = statement_keyword(word).filter(|keyword| *keyword != word)?;
        let next = rest.trim_start_matches([' ', '\t']);
        if rest.len() == next.len() && !next.starts_with(['"', '{']) || next.starts_with([':', '-', '=', '.'])
        {
            return None;
        }
        let span = self.at(0, end);
        self.diagnostics.push(errors::keyword_case(span, word, keyword));
        Some(format!("{keyword}{rest}"))
    }
}

/// The routes of a node with one target, and where that target stands.
fn single_target(kind: &mut StatementKind) -> Option<(&mut Routes, Span)> {
    let StatementKind::Node(node) = kind else { return None };
    let routes = node.routes.as_mut()?;
    let RoutesKind::To(target) = &routes.kind else { return None };
    let span = target.name.as_ref()?.span;
    Some((routes, span))
}

/// The target of `-> goto x`, which was read as `goto`.
fn wrong_goto(kind: &mut StatementKind) -> Option<&mut Name> {
    let StatementKind::Node(node) = kind else { return None };
    let RoutesKind::To(target) = &mut node.routes.as_mut()?.kind else { return None };
    target.name.as_mut().filter(|name| name.is_keyword("goto") || name.is_keyword("then"))
}
