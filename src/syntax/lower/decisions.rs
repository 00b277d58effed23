//! From what the grammar matched to the tree: `decide`, `ensure` and `test`.

use pest::iterators::Pair;

use super::context::Lower;
use crate::diag::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{
    Atom, Case, Condition, Decide, DecideEntry, Decision, Ensure, Expected, Expression, Given, GivenValue,
    Let, Name, Reason, StatementKind, Stop, Test, Text, Value, ValueKind,
};
use crate::syntax::codes::SYNTAX;
use crate::syntax::errors;
use crate::syntax::grammar::Rule;

impl Lower<'_, '_> {
    /// `decide { … }`
    pub(super) fn decide(&mut self, pair: Pair<'_, Rule>) -> StatementKind {
        let span = self.trimmed(&pair);
        let keyword = Span { end: span.start + 6, ..span };
        let mut entries = None;
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::wrong_colon => self.no_colon("decide", self.span(&inner)),
                _ => entries = Some(self.items(inner, "`decision: condition`", Self::decide_entry)),
            }
        }
        let Some((block, entries)) = entries else {
            self.loss(errors::missing(
                span,
                "the block of rules",
                "write `decide { decision: condition … }`",
            ));
            return StatementKind::Broken(None);
        };
        StatementKind::Decide(Decide { keyword, block, entries })
    }

    /// `{ item … }` of either block.
    fn items<T>(
        &mut self,
        pair: Pair<'_, Rule>,
        expected: &str,
        read: fn(&mut Self, Pair<'_, Rule>) -> Option<T>,
    ) -> (Span, Vec<T>) {
        let whole = self.span(&pair);
        let mut items = Vec::new();
        let mut closed = false;
        let mut last = Span { end: whole.start + 1, ..whole };
        let mut between = pair.as_span().start() + 1;
        for inner in pair.into_inner() {
            let (from, to) = (inner.as_span().start(), inner.as_span().end());
            match inner.as_rule() {
                Rule::closed_object => {
                    closed = true;
                    last = self.span(&inner);
                    continue;
                }
                Rule::junk => {
                    let place = self.trimmed(&inner);
                    let diagnostic = errors::unexpected(place, inner.as_str(), expected);
                    let before = self.slice(last).rsplit(char::is_whitespace).next().unwrap_or_default();
                    let joined = joined(before, inner.as_str().trim_end());
                    self.loss(match joined {
                        Some((between, name)) => {
                            let text = format!("{between}{name}");
                            let title = format!("write `{before}{text}`");
                            let place = Span { start: last.end, ..place };
                            diagnostic.help(title.clone()).fix(title, place, text)
                        }
                        None => diagnostic,
                    });
                    last = place;
                }
                _ => {
                    self.check_separator(items.is_empty(), between, from, last);
                    last = self.trimmed(&inner);
                    items.extend(read(self, inner));
                }
            }
            between = to;
        }
        self.check_closed(closed, whole, "}", last);
        (Span { end: last.end, ..whole }, items)
    }

    fn decide_entry(&mut self, pair: Pair<'_, Rule>) -> Option<DecideEntry> {
        match pair.as_rule() {
            Rule::binding => self.binding(pair).map(DecideEntry::Let),
            _ => self.decision(pair).map(DecideEntry::Rule),
        }
    }

    /// `let name = condition`
    fn binding(&mut self, pair: Pair<'_, Rule>) -> Option<Let> {
        let span = self.trimmed(&pair);
        let keyword = Span { end: span.start + 3, ..span };
        let mut name = None;
        let mut condition = None;
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::wrong_assign => self.wrong_assign(&inner),
                Rule::expression => condition = self.expression(inner),
                _ => name = Some(self.name(inner)),
            }
        }
        let name = name?;
        if condition.is_none() {
            let help = "write outcomes such as `liveness.detected and confirm.confirmed`";
            self.loss(errors::missing(name.span, &format!("the condition of `{}`", name.text), help));
        }
        Some(Let { span, keyword, name, condition })
    }

    fn wrong_assign(&mut self, pair: &Pair<'_, Rule>) {
        let place = self.span(pair);
        self.error(errors::wrong_assignment(place, pair.as_str()));
    }

    fn decision(&mut self, pair: Pair<'_, Rule>) -> Option<Decision> {
        let span = self.trimmed(&pair);
        let mut grant = None;
        let mut name = None;
        let mut reason = None;
        let mut condition = None;
        for inner in pair.into_inner() {
            let place = self.span(&inner);
            match inner.as_rule() {
                Rule::wrong_colon => self.error(errors::wrong_colon(place, inner.as_str())),
                Rule::grant => grant = Some(self.trimmed(&inner)),
                Rule::reason => {
                    let text = inner.into_inner().next().map(|text| self.text(text));
                    reason = text.map(|text| Reason { span: place, text });
                }
                Rule::otherwise => {
                    if inner.as_str() != "else" {
                        self.error(errors::keyword_case(place, inner.as_str(), "else"));
                    }
                    condition = Some(Condition::Else(place));
                }
                Rule::expression => condition = self.expression(inner).map(Condition::Expression),
                _ => name = Some(self.name(inner)),
            }
        }
        let name = name?;
        let condition = condition.unwrap_or_else(|| {
            let help = "write outcomes such as `liveness.detected and confirm.confirmed`, or `else`";
            self.loss(errors::missing(name.span, &format!("the condition of `{}`", name.text), help));
            Condition::Missing
        });
        Some(Decision { span, grant, name, reason, condition })
    }

    /// `ensure x requires y` or `ensure never x with y`
    pub(super) fn ensure(&mut self, pair: Pair<'_, Rule>) -> StatementKind {
        let span = self.trimmed(&pair);
        let keyword = Span { end: span.start + 6, ..span };
        let mut never = false;
        let mut subject = None;
        let mut condition = None;
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::never => never = true,
                Rule::atom => subject = self.atom(inner),
                Rule::expression => condition = self.expression(inner),
                _ => {}
            }
        }
        match (subject, condition) {
            (Some(subject), Some(condition)) => {
                StatementKind::Ensure(Box::new(Ensure { keyword, never, subject, condition }))
            }
            _ => {
                let help = "write `ensure accept requires liveness.detected` or `ensure never accept with liveness.deepfake`";
                self.loss(Diagnostic::new(&SYNTAX, span, "this promise is not complete").help(help));
                StatementKind::Broken(None)
            }
        }
    }

    /// `test "…" { … }`
    pub(super) fn test(&mut self, pair: Pair<'_, Rule>) -> StatementKind {
        let span = self.trimmed(&pair);
        let keyword = Span { end: span.start + 4, ..span };
        let mut name: Option<Text> = None;
        let mut cases = None;
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::cases => {
                    cases = Some(self.items(inner, "`node.outcome, … => node, decision`", Self::case))
                }
                _ => name = Some(self.text(inner)),
            }
        }
        let help = "write `test \"what is tested\" { node.outcome => node, decision }`";
        let Some((block, cases)) = cases else {
            self.loss(errors::missing(span, "the block of cases", help));
            return StatementKind::Broken(None);
        };
        let name = name.unwrap_or_else(|| {
            self.error(errors::missing(keyword, "the name of the test", help));
            Text { span: keyword.at_end(), ..Text::default() }
        });
        StatementKind::Test(Box::new(Test { keyword, name, block, cases }))
    }

    fn case(&mut self, pair: Pair<'_, Rule>) -> Option<Case> {
        let span = self.trimmed(&pair);
        let mut given = Vec::new();
        let mut stop = None;
        let mut expected: Vec<Expected> = Vec::new();
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::wrong_fat_arrow => {
                    self.error(errors::wrong_fat_arrow(self.span(&inner), inner.as_str()))
                }
                Rule::expected => expected.extend(self.expected(inner)),
                Rule::stop => {
                    let span = self.trimmed(&inner);
                    let name = inner.into_inner().next().map(|name| self.name(name));
                    stop = name.map(|node| Stop { span, node });
                }
                Rule::given_value => {
                    given.extend(self.given_value(inner).map(|it| Given::Value(Box::new(it))));
                }
                _ => given.extend(self.atom(inner).map(Given::Atom)),
            }
        }
        if expected.is_empty() {
            let help = "write the nodes that must be passed, or the decision, after `=>`";
            self.error(errors::missing(span, "what the test expects", help));
        }
        Some(Case { span, given, stop, expected })
    }

    /// `name` or `not name`
    fn expected(&mut self, pair: Pair<'_, Rule>) -> Option<Expected> {
        let mut not = None;
        let mut name: Option<Name> = None;
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::unexpected => not = Some(self.trimmed(&inner)),
                _ => name = Some(self.name(inner)),
            }
        }
        name.map(|name| Expected { not, name })
    }

    /// `provided.amount = 20000`
    fn given_value(&mut self, pair: Pair<'_, Rule>) -> Option<GivenValue> {
        let span = self.trimmed(&pair);
        let mut left = None;
        let mut value = None;
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::value_path => left = self.value_path(inner),
                Rule::wrong_assign => self.wrong_assign(&inner),
                _ => value = Some(self.value(inner)),
            }
        }
        let left = left?;
        let value = value.unwrap_or_else(|| {
            let help = "write a string, a number, `true`, `false`, or `null` for a value that is not there";
            self.loss(errors::missing(left.span, "the value", help));
            Value { span: left.span.at_end(), kind: ValueKind::Missing }
        });
        Some(GivenValue { span, left, value })
    }

    // ---- Expressions; the scan bounds how deep they nest

    pub(super) fn expression(&mut self, pair: Pair<'_, Rule>) -> Option<Expression> {
        let mut parts = Vec::with_capacity(1);
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::wrong_or => {
                    self.error(errors::wrong_connective(self.span(&inner), inner.as_str(), "or"))
                }
                _ => parts.extend(self.conjunction(inner)),
            }
        }
        one_or(parts, Expression::Or)
    }

    fn conjunction(&mut self, pair: Pair<'_, Rule>) -> Option<Expression> {
        let mut parts = Vec::with_capacity(1);
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::wrong_and => {
                    self.error(errors::wrong_connective(self.span(&inner), inner.as_str(), "and"))
                }
                _ => parts.extend(self.negation(inner)),
            }
        }
        one_or(parts, Expression::And)
    }

    fn negation(&mut self, pair: Pair<'_, Rule>) -> Option<Expression> {
        let mut nots = Vec::new();
        let mut inside = None;
        for inner in pair.into_inner() {
            let place = self.span(&inner);
            match inner.as_rule() {
                Rule::not => nots.push(place),
                Rule::wrong_not => {
                    self.error(errors::wrong_connective(place, inner.as_str(), "not"));
                    nots.push(place);
                }
                Rule::group => inside = self.group(inner),
                Rule::at_least => inside = self.at_least(inner).map(Expression::AtLeast),
                Rule::comparison => {
                    inside = self.comparison(inner).map(|it| Expression::Comparison(Box::new(it)));
                }
                _ => inside = self.atom(inner).map(Expression::Atom),
            }
        }
        // `not not x` is `x`; folding pairs away keeps a long row of them from nesting.
        let not = nots.last().copied().filter(|_| nots.len() % 2 == 1);
        match not {
            Some(not) if nots.len() == 1 => inside.map(|inside| Expression::Not(not, Box::new(inside))),
            _ if nots.is_empty() => inside,
            _ => {
                let span =
                    nots.first().map_or(Span::default(), |first| first.to(*nots.last().unwrap_or(first)));
                self.loss(errors::unexpected(span, "not not", "one `not`"));
                inside
            }
        }
    }

    fn group(&mut self, pair: Pair<'_, Rule>) -> Option<Expression> {
        let span = self.trimmed(&pair);
        let mut closed = false;
        let mut inside = None;
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::closed_allow => closed = true,
                _ => inside = self.expression(inner),
            }
        }
        self.check_closed(closed, span, ")", span);
        if inside.is_none() {
            self.loss(errors::missing(span, "a condition between the brackets", "write `node.outcome`"));
        }
        inside.map(|inside| Expression::Group(span, Box::new(inside)))
    }

    fn atom(&mut self, pair: Pair<'_, Rule>) -> Option<Atom> {
        let span = self.trimmed(&pair);
        let mut node = None;
        let mut outcome = None;
        for inner in pair.into_inner() {
            let name = self.name(inner);
            if node.is_none() {
                node = Some(name);
            } else {
                outcome = Some(name);
            }
        }
        node.map(|node| Atom { span, node, outcome })
    }
}

/// What stands between `before` and the name in `rest` when that is `== name` in a condition or `and name` behind `=>`, and
/// the name.
fn joined<'t>(before: &str, rest: &'t str) -> Option<(&'static str, &'t str)> {
    let is_word = |word: &str| {
        !word.is_empty() && word.chars().all(|ch| ch.is_alphanumeric() || ch == '_' || ch == '-')
    };
    let after = |sign: &str| rest.strip_prefix(sign).map(str::trim).filter(|name| is_word(name));
    let equal = after("===").or_else(|| after("==")).map(|name| (".", name));
    equal.or_else(|| after("and ").map(|name| (", ", name))).filter(|_| is_word(before))
}

fn one_or(mut parts: Vec<Expression>, many: fn(Vec<Expression>) -> Expression) -> Option<Expression> {
    match parts.len() {
        0 | 1 => parts.pop(),
        _ => Some(many(parts)),
    }
}
