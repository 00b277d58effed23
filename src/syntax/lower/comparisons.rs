//! From what the grammar matched to the tree: comparisons of a session's values, and `2 of (…)`.

use pest::iterators::Pair;

use super::context::Lower;
use crate::source::Span;
use crate::syntax::ast::{AtLeast, Comparison, Name, ValuePath};
use crate::syntax::errors;
use crate::syntax::grammar::Rule;

impl Lower<'_, '_> {
    /// `2 of (x, y, …)`
    pub(super) fn at_least(&mut self, pair: Pair<'_, Rule>) -> Option<AtLeast> {
        let span = self.trimmed(&pair);
        let mut count_span = span;
        let mut count = 0;
        let mut parts = Vec::new();
        let mut closed = false;
        let mut last = span;
        let mut between = pair.as_span().start();
        for inner in pair.into_inner() {
            let (from, to) = (inner.as_span().start(), inner.as_span().end());
            match inner.as_rule() {
                Rule::count => {
                    count_span = self.span(&inner);
                    // What does not fit is more than there are parts, too.
                    count = inner.as_str().parse().unwrap_or(u32::MAX);
                    last = count_span;
                }
                Rule::closed_allow => closed = true,
                _ => {
                    self.check_separator(parts.is_empty(), between, from, last);
                    last = self.trimmed(&inner);
                    parts.extend(self.expression(inner));
                }
            }
            between = to;
        }
        self.check_closed(closed, span, ")", span);
        if parts.is_empty() {
            let help = "write conditions between the brackets: `2 of (a.yes, b.yes, c.yes)`";
            self.loss(errors::missing(span, "the conditions to choose from", help));
            return None;
        }
        Some(AtLeast { span, count_span, count, parts })
    }

    /// `report.lang == "en"`
    pub(super) fn comparison(&mut self, pair: Pair<'_, Rule>) -> Option<Comparison> {
        let span = self.trimmed(&pair);
        let mut left = None;
        let mut operator: Option<Name> = None;
        let mut right = None;
        for inner in pair.into_inner() {
            let place = self.span(&inner);
            match inner.as_rule() {
                Rule::value_path => left = self.value_path(inner),
                Rule::wrong_operator => {
                    let right = self.wrong_operator(&inner);
                    operator = Some(Name { text: right, quoted: false, span: place });
                }
                Rule::comparator | Rule::existence | Rule::ident if operator.is_none() => {
                    let text = inner.as_str().split_whitespace().collect::<Vec<_>>().join(" ");
                    operator = Some(Name { text, quoted: false, span: place });
                }
                _ => right = Some(self.value(inner)),
            }
        }
        Some(Comparison { span, left: left?, operator: operator?, right })
    }

    /// `report.ai_analysis.age_min`
    pub(super) fn value_path(&mut self, pair: Pair<'_, Rule>) -> Option<ValuePath> {
        let span: Span = self.span(&pair);
        let mut names = pair.into_inner().map(|inner| self.name(inner));
        let source = names.next()?;
        let keys: Vec<Name> = names.collect();
        Some(ValuePath { span, source, keys })
    }
}
