//! The rule that each rule of a `field_condition` decides for some value that none above it takes.
//!
//! Each comparison with a literal is tried on the values that can make a difference: the literals themselves, what lies between
//! and beyond their numbers, another text, and no value at all. Comparisons of two values of the session are free, unless
//! one is repeated.

use indexmap::IndexMap;

use super::check::Context;
use super::extracted_data;
use super::phrase::quote;
use super::session_data::rules;
use crate::catalog::wire::EXTRACTED_DATA;
use crate::diag::{Diagnostic, Tag};
use crate::flow::{Extracted, Node, Operand, Reference, Rule, ValueKind};

crate::code! {
    /// A rule of a `field_condition` never decides. The first rule that holds is taken; a rule that repeats an earlier one, or that
    /// no value can meet which the earlier ones leave, is never reached, and its target waits in vain.
    ///
    /// Values are compared as the API does it: `==` compares texts without the white space around them, so that `1` and
    /// `"1"` are equal; `<` and its kin compare numbers; of a value that is missing only `!=` and `not exists` hold. What
    /// `extraction_schema` says of a field's type and values counts too.
    ///
    /// ```fsflow wrong
    /// session { provided_data: { amount: 20 } }
    ///
    /// start -> by_amount
    /// by_amount: field_condition -> <
    ///   when provided.amount > 100: refused
    ///   when provided.amount > 1000: refused
    ///   else: closing
    /// >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that the amount is too large." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// session { provided_data: { amount: 20 } }
    ///
    /// start -> by_amount
    /// by_amount: field_condition -> <
    ///   when provided.amount > 1000: refused
    ///   when provided.amount > 100: closing
    ///   else: closing
    /// >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that the amount is too large." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static UNREACHABLE_RULE = warning(Correctness) "unreachable-rule" since "0.2.0";
}

/// Of how many rules of a node about one value the effect on each other is looked at: the work grows with their square.
const MOST_RULES: usize = 2000;

/// How many earlier rules get a label.
const MOST_LABELS: usize = 4;

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let schema = extracted_data::schema(ctx).unwrap_or_default();
    for node in &ctx.flow.nodes {
        examine(node, &schema, out);
    }
}

fn examine(node: &Node, schema: &[Extracted<'_>], out: &mut Vec<Diagnostic>) {
    let all: Vec<&Rule> = rules(node).collect();
    if all.len() < 2 && all.iter().all(|rule| rule.right.is_none()) {
        return;
    }
    let mut fields = fields(&all, schema);
    let mut seen: IndexMap<Pair<'_>, usize> = IndexMap::new();
    // The rules that together take every session, once there are such.
    let mut all_taken: Option<Vec<usize>> = None;
    for (at, rule) in all.iter().enumerate() {
        // What is compared with what it can't be was reported, and what follows from that is no fault of its own.
        if extracted_data::mismatch(rule, schema).is_some() {
            continue;
        }
        if let Some(takers) = &all_taken {
            out.push(dead(node, &all, at, takers, "every session was decided by then"));
            continue;
        }
        if let Some(pair) = pair(rule) {
            match seen.get(&pair) {
                Some(first) => out.push(dead(node, &all, at, &[*first], "the same rule stands above")),
                None => drop(seen.insert(pair, at)),
            }
            continue;
        }
        let Some((key, asked)) = key(rule).zip(asked(rule)) else { continue };
        let Some(field) = fields.get_mut(&key).filter(|field| field.rules <= MOST_RULES) else { continue };
        match field.take(&asked, at) {
            Taken::Some => {}
            Taken::None(takers) if takers.is_empty() => out.push(never(node, rule)),
            Taken::None(takers) => {
                let same = matches!(takers.as_slice(), [only] if all.get(*only).and_then(|other| self::asked(other)).as_ref() == Some(&asked));
                let why = if same {
                    "the same rule stands above"
                } else {
                    "rules above take every value that it asks for"
                };
                out.push(dead(node, &all, at, &takers, why));
            }
        }
        all_taken = field.takers();
    }
}

/// A rule that compares two values of the session.
type Pair<'a> = (&'a str, &'a str, &'static str, &'a str, &'a str);

fn pair(rule: &Rule) -> Option<Pair<'_>> {
    let (left, operator) = (rule.left.as_ref()?, rule.operator?);
    let Some(Operand::Reference(right)) = &rule.right else { return None };
    Some((left.source.name, &left.key, operator.name, right.source.name, &right.key))
}

type Key<'a> = (&'static str, &'a str);

fn key(rule: &Rule) -> Option<Key<'_>> {
    rule.left.as_ref().map(|left: &Reference| (left.source.name, left.key.as_str()))
}

/// What a rule asks of a value: an operator and what it compares with, as text.
#[derive(Debug, Clone, PartialEq)]
struct Asked {
    operator: &'static crate::catalog::Operator,
    right: Option<String>,
}

/// `None` for a rule that compares with what is not known.
fn asked(rule: &Rule) -> Option<Asked> {
    let operator = rule.operator?;
    let right = match (&rule.right, operator.binary) {
        (_, false) => None,
        (Some(Operand::Literal(value)), true) => Some(text(&value.kind)?),
        _ => return None,
    };
    Some(Asked { operator, right })
}

/// A literal as the API compares it: numbers as JavaScript writes them, no white space around.
fn text(kind: &ValueKind) -> Option<String> {
    Some(match kind {
        ValueKind::Text(text) => text.as_literal()?.trim().to_owned(),
        ValueKind::Number(number) => number.parse::<f64>().ok()?.to_string(),
        ValueKind::Bool(yes) => yes.to_string(),
        _ => return None,
    })
}

fn number(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|number| number.is_finite())
}

impl Asked {
    /// Whether it holds of this value; `None` is one that is missing.
    fn holds(&self, value: Option<&str>) -> bool {
        let Some(right) = &self.right else { return value.is_some() != self.operator.negated };
        let Some(value) = value else { return self.operator.negated };
        if !self.operator.ordered {
            return (value == right) != self.operator.negated;
        }
        let (Some(value), Some(right)) = (number(value), number(right)) else { return false };
        match self.operator.symbol {
            ">" => value > right,
            ">=" => value >= right,
            "<" => value < right,
            _ => value <= right,
        }
    }
}

/// A value of the session that rules of one node ask about.
struct Field {
    /// How many rules do.
    rules: usize,
    /// The values that make a difference, each with the rule that takes it.
    values: Vec<(Option<String>, Option<usize>)>,
}

/// Whether a rule is left a value.
enum Taken {
    Some,
    /// None; the rules that take what it asks for, and nothing when no value can meet it.
    None(Vec<usize>),
}

impl Field {
    fn take(&mut self, asked: &Asked, rule: usize) -> Taken {
        let mut takers = Vec::new();
        let mut takes = false;
        for (value, taker) in &mut self.values {
            if !asked.holds(value.as_deref()) {
                continue;
            }
            match taker {
                Some(taker) => takers.push(*taker),
                None => {
                    *taker = Some(rule);
                    takes = true;
                }
            }
        }
        takers.sort_unstable();
        takers.dedup();
        if takes { Taken::Some } else { Taken::None(takers) }
    }

    /// The rules that together take every value; `None` while one is left.
    fn takers(&self) -> Option<Vec<usize>> {
        let mut takers: Vec<usize> = self.values.iter().map(|(_, taker)| *taker).collect::<Option<_>>()?;
        takers.sort_unstable();
        takers.dedup();
        Some(takers)
    }
}

fn fields<'a>(all: &[&'a Rule], schema: &[Extracted<'_>]) -> IndexMap<Key<'a>, Field> {
    let mut literals: IndexMap<Key<'a>, (usize, Vec<String>)> = IndexMap::new();
    for rule in all {
        if let Some((key, asked)) = key(rule).zip(asked(rule)) {
            let (rules, literals) = literals.entry(key).or_default();
            *rules += 1;
            literals.extend(asked.right);
        }
    }
    let field = |(key, (rules, literals)): (Key<'a>, (usize, Vec<String>))| {
        let declared = schema.iter().find(|field| key.0 == EXTRACTED_DATA && field.name == key.1);
        let present = candidates(literals, declared).into_iter().map(Some);
        let values = std::iter::once(None).chain(present).map(|value| (value, None)).collect();
        (key, Field { rules, values })
    };
    literals.into_iter().map(field).collect()
}

/// The values that make a difference to comparisons with these literals.
fn candidates(literals: Vec<String>, declared: Option<&Extracted<'_>>) -> Vec<String> {
    if let Some(field) = declared.filter(|field| !field.values.is_empty()) {
        return field.values.iter().map(|value| value.trim().to_owned()).collect();
    }
    let ty = declared.map_or("", |field| field.ty);
    if ty == "boolean" {
        return vec!["true".to_owned(), "false".to_owned()];
    }
    let mut numbers: Vec<f64> = literals.iter().filter_map(|text| number(text)).collect();
    numbers.sort_by(f64::total_cmp);
    numbers.dedup();
    let middle = |pair: &[f64]| pair.iter().sum::<f64>() / 2.0;
    let beyond = |number: f64| number.abs() / 2.0 + 1.0;
    let ends = numbers
        .first()
        .map(|it| it - beyond(*it))
        .into_iter()
        .chain(numbers.last().map(|it| it + beyond(*it)));
    let between: Vec<f64> = numbers.windows(2).map(middle).chain(ends).collect();
    let all = numbers.into_iter().chain(between).map(|number| number.to_string());
    let mut found: Vec<String> = if ty == "number" {
        all.chain(["0.5".to_owned()]).collect()
    } else {
        let other = format!("another text than {}", literals.concat());
        literals.into_iter().chain(all.collect::<Vec<_>>()).chain([other]).collect()
    };
    found.sort();
    found.dedup();
    found
}

fn never(node: &Node, rule: &Rule) -> Diagnostic {
    let place = rule.left.as_ref().map_or(node.id_span, |left| left.span);
    let message = format!("rule {} of {} never holds", rule.number, quote(&node.id));
    Diagnostic::new(&UNREACHABLE_RULE, place, message)
        .label("no value meets it")
        .help("compare with a number, or leave the rule out")
        .tag(Tag::Unnecessary)
}

fn dead(node: &Node, all: &[&Rule], at: usize, takers: &[usize], why: &str) -> Diagnostic {
    let rule = all.get(at);
    let span = |rule: &Rule| rule.left.as_ref().map_or(node.id_span, |left| left.span);
    let number = rule.map_or(0, |rule| rule.number);
    let place = rule.map_or(node.id_span, |rule| span(rule));
    let message = format!("rule {number} of {} never decides: {why}", quote(&node.id));
    let mut diagnostic = Diagnostic::new(&UNREACHABLE_RULE, place, message).label("never reached");
    for taker in takers.iter().take(MOST_LABELS).filter_map(|at| all.get(*at)) {
        diagnostic = diagnostic.related(span(taker), format!("rule {} comes first", taker.number));
    }
    diagnostic.help("leave the rule out, or put it above").tag(Tag::Unnecessary)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        crate::checks::tests::snapshot(
            "unreachable-rule",
            &[
                (
                    "repeated, as another kind of value too",
                    r#"session { provided_data: { n: 1, m: 2 } }
start -> c
c: field_condition -> <
  when provided.n == 1: closing
  when provided.n == " 1 ": refused
  when provided.n == provided.m: closing
  when provided.n == provided.m: refused
  when provided.n == 1.0: refused
  else: refused
>"#,
                ),
                (
                    "covered by order",
                    r#"session { provided_data: { n: 1 } }
start -> c
c: field_condition -> <
  when provided.n > 100: closing
  when provided.n > 1000: refused
  when provided.n <= 100: closing
  when provided.n == 7: refused
  when provided.n == "seven": refused
  else: refused
>"#,
                ),
                (
                    "everything is taken",
                    r#"session { provided_data: { n: 1, m: 1 } }
start -> c
c: field_condition -> <
  when provided.n exists: closing
  when provided.n not exists: refused
  when provided.m == 1: closing
  else: refused
>"#,
                ),
                (
                    "what the schema says",
                    r#"session {
  extraction_schema: [
    { field_name: "kind", type: string, description: "Which kind", enum: ["a", "b"] }
    { field_name: "sure", type: boolean, description: "Whether so" }
  ]
}
start -> ask
ask: conversation "Ask." -> c
c: field_condition -> <
  when extracted.kind == "a": closing
  when extracted.kind == "b": closing
  when extracted.kind exists: refused
  when extracted.sure == true: closing
  when extracted.sure != false: refused
  when extracted.sure exists: refused
  else: refused
>"#,
                ),
                (
                    "no number",
                    r#"session { provided_data: { n: 1 } }
start -> c
c: field_condition -> < when provided.n > "many": closing, else: refused >"#,
                ),
                (
                    "all of use",
                    r#"session { provided_data: { n: 1 } }
start -> c
c: field_condition -> <
  when provided.n >= 100: closing
  when provided.n > 50: closing
  when provided.n == 50: refused
  when provided.n < 50: refused
  when provided.n exists: closing
  when provided.n != "x": refused
  else: refused
>"#,
                ),
            ],
        );
    }

    /// Another way to the same answer: all values of a grid are tried, one by one, against all rules.
    #[test]
    fn random_rules_are_judged_as_by_trying_every_value() {
        let operators = crate::catalog::OPERATORS;
        let literals = ["1", "2", "3", "x", "y"];
        let grid = [
            None,
            Some("0"),
            Some("1"),
            Some("1.5"),
            Some("2"),
            Some("2.5"),
            Some("3"),
            Some("4"),
            Some("x"),
            Some("y"),
            Some("z"),
        ];
        let mut state = 7_u64;
        let mut below = |bound: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % bound
        };
        let mut dead = 0;
        for _ in 0..2000 {
            let rules: Vec<Asked> = (0..2 + below(5))
                .map(|_| {
                    let operator = &operators[below(operators.len())];
                    Asked {
                        operator,
                        right: operator.binary.then(|| literals[below(literals.len())].to_owned()),
                    }
                })
                .collect();
            let texts = rules.iter().filter_map(|rule| rule.right.clone()).collect();
            let values = std::iter::once(None).chain(candidates(texts, None).into_iter().map(Some));
            let mut field = Field { rules: rules.len(), values: values.map(|value| (value, None)).collect() };
            for (at, rule) in rules.iter().enumerate() {
                let found = matches!(field.take(rule, at), Taken::Some);
                let first =
                    |value: &Option<&str>| rules.iter().position(|rule| rule.holds(*value)) == Some(at);
                assert_eq!(found, grid.iter().any(first), "rule {at} of {rules:?}");
                dead += usize::from(!found);
            }
        }
        assert!(dead > 500, "{dead}");
    }
}
