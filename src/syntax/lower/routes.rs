//! From what the grammar matched to the tree: routes.

use pest::Parser;
use pest::iterators::Pair;

use super::context::Lower;
use crate::source::Span;
use crate::syntax::ast::{
    Name, Route, RouteHead, RouteList, Routes, RoutesKind, Rule as Condition, Target, When,
};
use crate::syntax::ast::{Text, Value, ValueKind};
use crate::syntax::errors;
use crate::syntax::grammar::{Grammar, Rule};
use crate::syntax::words::is_identifier;

/// What other languages write for a comparison, and what fsflow writes: the words of `wrong_operator` in the grammar.
static WRONG_OPERATORS: &[(&str, &str)] =
    &[("===", "=="), ("!==", "!="), ("<>", "!="), ("=<", "<="), ("=>", ">=")];

impl Lower<'_, '_> {
    /// `-> …`
    pub(super) fn routes(&mut self, pair: Pair<'_, Rule>) -> Routes {
        let whole = self.trimmed(&pair);
        let mut arrow = whole.at_start();
        let mut kind = None;
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::arrow => arrow = self.span(&inner),
                Rule::wrong_arrow => {
                    arrow = self.span(&inner);
                    self.error(errors::wrong_arrow(arrow, inner.as_str()));
                }
                Rule::route_list | Rule::wrong_list | Rule::bare_list => {
                    kind = Some(RoutesKind::List(self.route_list(inner)));
                }
                Rule::target => kind = Some(RoutesKind::To(self.target(inner))),
                _ => {}
            }
        }
        let kind = kind.unwrap_or_else(|| {
            self.loss(errors::missing(
                arrow,
                "the target after the arrow",
                "write the id of the node that comes next",
            ));
            RoutesKind::To(Target { name: None, when: None })
        });
        let end = match &kind {
            RoutesKind::List(list) => list.span.end,
            RoutesKind::To(_) => whole.end,
        };
        Routes { span: Span { end, ..whole }, arrow, kind }
    }

    /// `-> a: b, c: d`, which was read as `-> a` and a rest: the list that begins at `from`.
    pub(super) fn bare_list(&mut self, from: usize) -> Option<(RouteList, usize)> {
        let source = self.source;
        let pair = Grammar::parse(Rule::bare_list, source.get(from..)?).ok()?.next()?;
        let end = from + pair.as_str().trim_end().len();
        let base = self.base;
        self.base += from;
        let whole = std::mem::replace(&mut self.source, source.get(from..)?);
        let list = self.route_list(pair);
        self.base = base;
        self.source = whole;
        Some((list, end))
    }

    /// Reports a comparison in the spelling of another language, and gives fsflow's.
    pub(super) fn wrong_operator(&mut self, pair: &Pair<'_, Rule>) -> String {
        let right = WRONG_OPERATORS.iter().find(|(wrong, _)| *wrong == pair.as_str());
        let symbol = right.map_or("", |(_, symbol)| symbol);
        self.error(errors::wrong_operator(self.span(pair), pair.as_str(), symbol));
        symbol.to_owned()
    }

    fn route_list(&mut self, pair: Pair<'_, Rule>) -> RouteList {
        let whole = self.span(&pair);
        let bare = pair.as_rule() == Rule::bare_list;
        let braces = pair.as_rule() == Rule::wrong_list;
        let mut entries: Vec<Route> = Vec::new();
        // Words without a target: outcomes that share the target of the next entry.
        let mut waiting: Vec<Span> = Vec::new();
        let mut closed = bare;
        let mut last = Span { end: whole.start + 1, ..whole };
        let mut between = pair.as_span().start() + usize::from(!bare);
        for inner in pair.into_inner() {
            let (from, to) = (inner.as_span().start(), inner.as_span().end());
            match inner.as_rule() {
                Rule::closed_routes | Rule::closed_object => {
                    closed = true;
                    last = self.span(&inner);
                }
                Rule::route => {
                    self.check_separator(entries.is_empty() && waiting.is_empty(), between, from, last);
                    last = self.trimmed(&inner);
                    between = to;
                    let read = self.route(inner, last);
                    entries.extend(self.with_waiting(std::mem::take(&mut waiting), read));
                }
                Rule::junk_route if is_name(inner.as_str().trim_end()) => {
                    last = self.trimmed(&inner);
                    between = to;
                    waiting.push(last);
                }
                _ => {
                    last = self.trimmed(&inner);
                    between = to;
                    if !self.missing_target(inner.as_str(), &mut entries) {
                        self.junk_route(inner.as_str(), last);
                    }
                }
            }
        }
        for span in waiting {
            self.junk_route(self.slice(span), span);
        }
        if bare {
            self.error(errors::bare_list(whole, last));
        }
        if braces {
            let open = Span { end: whole.start + 1, ..whole };
            self.error(errors::route_braces(open, Some(last).filter(|_| closed)));
        }
        self.check_closed(closed, whole, if braces { "}" } else { ">" }, last);
        // Trees are kept; room for entries that never come would be most of their size.
        entries.shrink_to_fit();
        RouteList { span: Span { end: last.end, ..whole }, entries }
    }

    /// `a, b: target`, where `a` was found to have no target of its own.
    fn with_waiting(&mut self, waiting: Vec<Span>, route: Option<Route>) -> Option<Route> {
        let mut route = route?;
        let RouteHead::Outcomes(names) = &mut route.head else {
            waiting.iter().for_each(|span| self.junk_route(self.slice(*span), *span));
            return Some(route);
        };
        let (Some(first), Some(next)) = (waiting.first(), names.first()) else { return Some(route) };
        let places: Vec<Span> = waiting.iter().copied().chain([next.span]).collect();
        let gaps: Vec<Span> = places
            .windows(2)
            .filter_map(|pair| Some(Span { start: pair.first()?.end, end: pair.last()?.start, ..*first }))
            .collect();
        let all: Vec<&str> = waiting
            .iter()
            .map(|span| self.slice(*span))
            .chain(names.iter().map(|name| self.slice(name.span)))
            .collect();
        let target = route.target.name.as_ref().map_or("target", |name| self.slice(name.span));
        let shown = format!("{}: {target}", all.join(" | "));
        let diagnostic = errors::comma_between_outcomes(first.to(next.span), gaps, &shown);
        let more = waiting.iter().map(|span| Name {
            text: self.slice(*span).to_owned(),
            quoted: false,
            span: *span,
        });
        *names = more.chain(names.drain(..)).collect();
        route.span = first.to(route.span);
        self.error(diagnostic);
        Some(route)
    }

    /// `a:` on one line and `b: c` on the next were read as `a: b`; what is left then begins with a colon.
    fn missing_target(&mut self, junk: &str, entries: &mut [Route]) -> bool {
        let Some(route) = entries.last_mut().filter(|_| junk.starts_with([':', '|'])) else { return false };
        let Some(name) = &route.target.name else { return false };
        let before = Span { end: name.span.start, ..route.span };
        if !self.slice(before).contains('\n') {
            return false;
        }
        let help = "write the id of the node that comes next after the colon";
        route.target = Target { name: None, when: None };
        self.loss(errors::missing(
            Span { end: before.start + self.slice(before).trim_end().len() as u32, ..before },
            "the target",
            help,
        ));
        true
    }

    fn junk_route(&mut self, text: &str, span: Span) {
        let expected = if text.trim_start().starts_with("when") {
            "a rule such as `when extracted.age >= 18: target`"
        } else if text.trim_start().starts_with(['*', '_']) {
            "`else: target` for all other outcomes"
        } else if text.contains(" when ") {
            "`outcome: target when \"…\"`, with the condition behind the target"
        } else {
            "`outcome: target`"
        };
        self.loss(errors::unexpected(span, text, expected));
    }

    fn route(&mut self, pair: Pair<'_, Rule>, span: Span) -> Option<Route> {
        let mut head = None;
        let mut target = None;
        let mut wrong = None;
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::outcomes => head = Some(self.outcomes(inner)),
                Rule::rule => head = Some(RouteHead::Rule(Box::new(self.rule(inner)))),
                Rule::wrong_when => {
                    wrong =
                        Some((self.trimmed(&inner), inner.into_inner().last().map(|text| self.span(&text))));
                }
                Rule::wrong_colon => {
                    let place = self.span(&inner);
                    self.error(errors::wrong_colon(place, inner.as_str()));
                }
                _ => target = Some(self.target(inner)),
            }
        }
        if let Some((place, text)) = wrong {
            let to = target.as_ref().and_then(|target| target.name.as_ref());
            let to = to.map_or("target", |name| self.slice(name.span));
            let text = text.map_or("\"…\"", |span| self.slice(span));
            self.loss(errors::condition_first(place, to, text));
            return None;
        }
        let target = target.unwrap_or_else(|| {
            let help = "write the id of the node that comes next after the colon";
            self.error(errors::missing(span, "the target", help));
            Target { name: None, when: None }
        });
        Some(Route { span, head: head?, target })
    }

    /// `a | b` or `else`
    fn outcomes(&mut self, pair: Pair<'_, Rule>) -> RouteHead {
        let mut names: Vec<Name> = Vec::with_capacity(1);
        for inner in pair.into_inner() {
            names.push(self.name(inner));
        }
        names.shrink_to_fit();
        let is_else = |name: &Name| !name.quoted && name.text.eq_ignore_ascii_case("else");
        let Some(found) = names.iter().find(|name| is_else(name)).cloned() else {
            return RouteHead::Outcomes(names);
        };
        if found.text != "else" {
            self.error(errors::keyword_case(found.span, &found.text, "else"));
        }
        if names.len() == 1 {
            return RouteHead::Else(found.span);
        }
        let help = "give `else` an entry of its own; it stands for all outcomes that are not named";
        self.error(errors::unexpected(found.span, "else", "outcomes").help(help));
        names.retain(|name| !is_else(name));
        RouteHead::Outcomes(names)
    }

    /// `when extracted.age >= 18`
    fn rule(&mut self, pair: Pair<'_, Rule>) -> Condition {
        let span = self.trimmed(&pair);
        let mut left = None;
        let mut operator = None;
        let mut right = None;
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::when => self.when(&inner),
                Rule::operator => {
                    let place = self.span(&inner);
                    let words: Vec<&str> = inner.as_str().split_ascii_whitespace().collect();
                    operator = Some(Name { text: words.join(" "), quoted: false, span: place });
                }
                Rule::wrong_operator => {
                    let text = self.wrong_operator(&inner);
                    operator = Some(Name { text, quoted: false, span: self.span(&inner) });
                }
                Rule::wrong_more => {
                    let place = self.trimmed(&inner);
                    let first = Span { end: place.start, ..span };
                    let (first, more) =
                        (self.slice(first).trim_end().to_owned(), self.slice(place).to_owned());
                    self.loss(errors::several_comparisons(place, &first, &more));
                }
                _ if left.is_none() => left = Some(self.value(inner)),
                _ => right = Some(self.value(inner)),
            }
        }
        let left = left.unwrap_or(Value { span, kind: ValueKind::Missing });
        let operator = operator.unwrap_or_else(|| {
            let help = "write a comparison: `when extracted.age >= 18: target` or `when provided.vip exists: target`";
            self.error(errors::missing(left.span, "the comparison", help));
            Name { text: String::new(), quoted: false, span: left.span.at_end() }
        });
        Condition { span, left, operator, right }
    }

    fn when(&mut self, pair: &Pair<'_, Rule>) {
        if pair.as_str() != "when" {
            let span = self.span(pair);
            self.error(errors::keyword_case(span, pair.as_str(), "when"));
        }
    }

    /// `target` or `target when "…"`
    fn target(&mut self, pair: Pair<'_, Rule>) -> Target {
        let place = self.span(&pair);
        let mut name = None;
        let mut when = None;
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::condition | Rule::bare_condition => when = self.condition(inner),
                _ => name = Some(self.name(inner)),
            }
        }
        if name.is_none() {
            let help = "write the id of the node that comes next before `when`";
            self.error(errors::missing(place, "the target", help));
        }
        Target { name, when }
    }

    fn condition(&mut self, pair: Pair<'_, Rule>) -> Option<Box<When>> {
        let span = self.trimmed(&pair);
        let mut text = None;
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::when => self.when(&inner),
                Rule::bare_text => {
                    let place = self.trimmed(&inner);
                    let words = self.slice(place).to_owned();
                    self.error(errors::unquoted_condition(place, &words));
                    text = Some(Text { span: place, ..Text::built(words) });
                }
                _ => text = Some(self.text(inner)),
            }
        }
        if text.is_none() {
            let help = "write in quotes when the route is taken: `when \"The user agreed\"`";
            self.loss(errors::missing(span, "the condition after `when`", help));
        }
        text.map(|text| Box::new(When { span: Span { end: text.span.end, ..span }, text }))
    }
}

/// Whether what could not be read is a name and nothing else.
fn is_name(text: &str) -> bool {
    is_identifier(text) && !text.eq_ignore_ascii_case("when") && !text.eq_ignore_ascii_case("else")
}
