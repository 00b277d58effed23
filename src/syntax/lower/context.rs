//! What all lowering of a statement shares: the text and its place in the file, what was reported, names and strings.

use pest::iterators::Pair;

use crate::diag::Diagnostic;
use crate::source::{FileId, Span};
use crate::syntax::ast::{Name, Text, TextPart};
use crate::syntax::errors;
use crate::syntax::grammar::Rule;
use crate::syntax::text::{self, Token};

/// The state of reading one chunk.
pub(super) struct Lower<'s, 'd> {
    pub(super) file: FileId,
    pub(super) base: usize,
    pub(super) source: &'s str,
    pub(super) diagnostics: &'d mut Vec<Diagnostic>,
    pub(super) broken: bool,
    pub(super) lossy: bool,
    /// Where a second statement begins, counted from the start of the chunk.
    pub(super) next_statement: Option<usize>,
}

impl<'s> Lower<'s, '_> {
    // ---- Reporting

    pub(super) fn error(&mut self, diagnostic: Diagnostic) {
        self.broken = true;
        self.diagnostics.push(diagnostic);
    }

    /// Reports something that hides part of what the author wrote.
    pub(super) fn loss(&mut self, diagnostic: Diagnostic) {
        self.lossy = true;
        self.error(diagnostic);
    }

    // ---- Places

    pub(super) fn at(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, self.base + start, self.base + end)
    }

    pub(super) fn slice(&self, span: Span) -> &'s str {
        self.source.get(span.start as usize - self.base..span.end as usize - self.base).unwrap_or("")
    }

    pub(super) fn span(&self, pair: &Pair<'_, Rule>) -> Span {
        let span = pair.as_span();
        self.at(span.start(), span.end())
    }

    /// The place of a pair without white space at its end.
    pub(super) fn trimmed(&self, pair: &Pair<'_, Rule>) -> Span {
        let span = pair.as_span();
        self.at(span.start(), span.start() + pair.as_str().trim_end().len())
    }

    // ---- Names and strings

    /// A word or string that stands where a name does.
    pub(super) fn name(&mut self, pair: Pair<'_, Rule>) -> Name {
        let span = self.span(&pair);
        if pair.as_rule() == Rule::ident {
            let text = pair.as_str().to_owned();
            let quoted = !text.is_ascii();
            if quoted {
                self.error(errors::unquoted_id(span, &text));
            }
            return Name { text, quoted, span };
        }
        let text = self.text(pair);
        let mut name = String::new();
        for part in &text.parts {
            match part {
                TextPart::Literal(literal) => name.push_str(literal),
                TextPart::Param(param) => {
                    let help = "write the name itself";
                    self.loss(
                        errors::unexpected(
                            param.span,
                            &format!("${{{}}}", param.text),
                            "no parameter in a name",
                        )
                        .help(help),
                    );
                }
            }
        }
        Name { text: name, quoted: true, span }
    }

    /// A string in any of its spellings, wrong ones included.
    pub(super) fn text(&mut self, pair: Pair<'_, Rule>) -> Text {
        let span = self.span(&pair);
        let raw = pair.as_str();
        let (open, close, folded) = match pair.as_rule() {
            Rule::folded => (3, 3, true),
            Rule::unclosed_folded => (3, 0, true),
            Rule::quoted => (1, 1, false),
            Rule::unclosed_quoted => (1, 0, false),
            _ => {
                let width = |ch: Option<char>| ch.map_or(0, char::len_utf8);
                (width(raw.chars().next()), width(raw.chars().next_back()), raw.contains('\n'))
            }
        };
        let inner = raw.get(open..raw.len().saturating_sub(close)).unwrap_or("");
        match pair.as_rule() {
            Rule::unclosed_folded => self.loss(errors::unclosed_string(span, true)),
            Rule::unclosed_quoted => {
                let end = raw.trim_end().len();
                let start = pair.as_span().start();
                let whole = self.at(start, start + end);
                self.loss(errors::unclosed_string(whole, false));
            }
            Rule::wrong_quoted => self.error(errors::wrong_quotes(span, inner)),
            _ => {}
        }
        let before = self.diagnostics.len();
        let token = Token { file: self.file, span, inner, at: span.start as usize + open, folded };
        let text = text::read(token, self.diagnostics);
        self.broken |= self.diagnostics.len() > before;
        text
    }
}
