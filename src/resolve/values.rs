//! Owns values against what the catalog says of their field: type and range.

use std::borrow::Cow;

use super::interpolation;
use super::keys::{Keys, report_repeated};
use super::scope::Scope;
use super::slot::{Block, Slot, WRONG_TYPE};
use super::wording::quote;
use super::{objects, references, words};
use crate::catalog::Kind;
use crate::diag::{Diagnostic, Edit};
use crate::flow::{Field, Literal, ParamKind, Value, ValueKind};
use crate::source::Span;
use crate::syntax::ast;
use crate::syntax::quote::quoted;

crate::code! {
    /// A number lies outside what the API takes, or a list that needs an item is empty.
    ///
    /// ```fsflow wrong
    /// session { provided_data: { email: "user@bank.example" } }
    /// start -> email_otp
    /// email_otp { otp_length: 12 } -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// session { provided_data: { email: "user@bank.example" } }
    /// start -> email_otp
    /// email_otp { otp_length: 8 } -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static OUT_OF_RANGE = error "out-of-range";
}

/// The value as the field takes it; `None` when it was reported. `block` resolves the fields of an object in it.
pub(super) fn resolve<'a>(
    scope: &mut Scope<'_>,
    kind: &'static Kind,
    slot: &Slot<'a>,
    value: &'a ast::Value,
    block: Block,
) -> Option<Value> {
    let found = match (kind, &value.kind) {
        (_, ast::ValueKind::Missing) => return None,
        (_, ast::ValueKind::Text(text)) if scope.lossy && !interpolation::is_closed(scope, text) => {
            interpolation::touch(scope, text);
            return None;
        }
        (_, ast::ValueKind::Param(name)) => param(scope, kind, slot, name)?,
        (Kind::Text, ast::ValueKind::Text(text)) => ValueKind::Text(interpolation::resolve(scope, text)),
        (Kind::Bool, ast::ValueKind::Bool(value)) => ValueKind::Bool(*value),
        (Kind::Integer { .. } | Kind::Number { .. }, ast::ValueKind::Number(number)) => {
            if let Some(problem) = number_problem(kind, number) {
                let diagnostic = problem.at(slot, value.span, number);
                scope.report(diagnostic);
                return None;
            }
            ValueKind::Number(number.clone())
        }
        (Kind::Enum(all), ast::ValueKind::Word(word)) => {
            ValueKind::Word(words::resolve(scope, all, slot, word, value.span)?)
        }
        (Kind::Enum(all), ast::ValueKind::Text(text)) => words::resolve_text(scope, all, slot, text)?,
        (Kind::List { item, not_empty }, ast::ValueKind::List(items)) => {
            if *not_empty && items.is_empty() && !scope.lossy {
                report_empty(scope, slot, value.span);
                return None;
            }
            let mut list = Vec::with_capacity(items.len());
            list.extend(items.iter().filter_map(|each| {
                let slot = Slot { place: each.span, ..*slot };
                resolve(scope, item, &slot, each, block)
            }));
            ValueKind::List(list)
        }
        (Kind::Object(rows), ast::ValueKind::Object(entries)) => {
            ValueKind::Object(block(scope, slot, rows, entries))
        }
        (Kind::Texts(all), ast::ValueKind::Object(entries)) => {
            ValueKind::Object(texts(scope, all, slot, entries, block))
        }
        (Kind::Free | Kind::Scalars | Kind::Vars, ast::ValueKind::Object(entries)) => {
            objects::resolve(scope, kind, entries)
        }
        (Kind::Photo(all), kind) if objects::is_photo(kind) => {
            ValueKind::Photo(objects::photo(scope, all, slot, value)?)
        }
        (_, ast::ValueKind::Reference(reference)) => {
            references::report_misplaced(scope, slot.written, reference);
            return None;
        }
        _ => {
            report_wrong_type(scope, kind, slot, value);
            interpolation::touch_value(scope, value);
            return None;
        }
    };
    Some(Value { span: value.span, kind: found })
}

/// Strings under keys that are words of the catalog.
fn texts<'a>(
    scope: &mut Scope<'_>,
    all: words::Words,
    slot: &Slot<'a>,
    entries: &'a [ast::Field],
    block: Block,
) -> Vec<Field> {
    let mut keys = Keys::default();
    let mut out = Vec::with_capacity(entries.len());
    for entry in entries {
        let Some(word) = words::resolve(scope, all, slot, &entry.key.text, entry.key.span) else {
            interpolation::touch_value(scope, &entry.value);
            continue;
        };
        let inner = Slot { written: &entry.key.text, place: entry.key.span, ..*slot };
        let value = resolve(scope, &Kind::Text, &inner, &entry.value, block);
        match keys.seen(Cow::Borrowed(word), entry.key.span) {
            Some(first) => report_repeated(scope, &entry.key, first),
            None => out.push(Field {
                key: Cow::Borrowed(word),
                key_span: entry.key.span,
                span: entry.span,
                row: None,
                value,
            }),
        }
    }
    out
}

// ---- Numbers

/// What is wrong with a number.
enum NumberProblem {
    /// It has a fraction.
    Fraction,
    /// It lies outside this range.
    Range(String),
}

impl NumberProblem {
    fn at(self, slot: &Slot<'_>, span: Span, shown: &str) -> Diagnostic {
        match self {
            Self::Fraction => {
                let message = format!("{} wants a whole number", quote(slot.written));
                Diagnostic::new(&WRONG_TYPE, span, message)
                    .label("has a fraction")
                    .help("write it without a fraction")
            }
            Self::Range(range) => {
                let message = format!("{} can't be {shown}", quote(slot.written));
                Diagnostic::new(&OUT_OF_RANGE, span, message)
                    .label("out of range")
                    .help(format!("the API takes {range}"))
            }
        }
    }
}

fn number_problem(kind: &Kind, lexeme: &str) -> Option<NumberProblem> {
    // A lexeme that `f64` can't hold becomes an infinity, which no range contains.
    let number: f64 = lexeme.parse().unwrap_or(f64::INFINITY);
    match *kind {
        Kind::Integer { .. } if number.is_finite() && number.fract() != 0.0 => Some(NumberProblem::Fraction),
        Kind::Integer { min, max } => {
            let inside = number >= min as f64 && number <= max as f64;
            (!inside).then(|| NumberProblem::Range(whole_range(min, max)))
        }
        Kind::Number { min, max } => {
            (!(min..=max).contains(&number)).then(|| NumberProblem::Range(format!("{min} to {max}")))
        }
        _ => None,
    }
}

fn whole_range(min: i64, max: i64) -> String {
    if max == i64::MAX { format!("{min} and more") } else { format!("whole numbers from {min} to {max}") }
}

fn report_empty(scope: &mut Scope<'_>, slot: &Slot<'_>, span: Span) {
    let message = format!("{} is empty", quote(slot.written));
    let diagnostic = Diagnostic::new(&OUT_OF_RANGE, span, message).label("no item");
    scope.report(diagnostic.help("the API wants at least one item"));
}

// ---- Parameters

/// `${name}` as the whole value.
fn param<'a>(
    scope: &mut Scope<'_>,
    kind: &'static Kind,
    slot: &Slot<'a>,
    name: &'a ast::Name,
) -> Option<ValueKind> {
    let id = scope.params.mention(name)?;
    let Some(param) = scope.params.typed(id) else { return Some(ValueKind::Param(id)) };
    let wanted = match kind {
        Kind::Text | Kind::Enum(_) => Some(ParamKind::String),
        Kind::Bool => Some(ParamKind::Boolean),
        Kind::Integer { .. } | Kind::Number { .. } => Some(ParamKind::Number),
        Kind::List { .. } | Kind::Object(_) | Kind::Free | Kind::Scalars => None,
        Kind::Texts(_) | Kind::Vars | Kind::Photo(_) => None,
    };
    let diagnostic = if wanted != Some(param.kind) {
        let message = format!("{} wants {}", quote(slot.written), noun(kind));
        let label = format!("{} is a {}", quote(&param.name), param.kind.word());
        let diagnostic = Diagnostic::new(&WRONG_TYPE, name.span, message).label(label);
        Some(diagnostic.help(match wanted {
            Some(wanted) => format!("declare it `param {}: {}`", param.name, wanted.word()),
            None => "a parameter is a string, a number or a boolean; write the value here".to_owned(),
        }))
    } else {
        let value = param.value.as_ref();
        value.and_then(|value| param_problem(kind, slot, value, name.span))
    };
    let Some(diagnostic) = diagnostic else { return Some(ValueKind::Param(id)) };
    let diagnostic = diagnostic.related(param.name_span, words::declared(param));
    scope.report(diagnostic);
    None
}

/// What is wrong with the value of a parameter of the right type.
fn param_problem(kind: &'static Kind, slot: &Slot<'_>, value: &Literal, span: Span) -> Option<Diagnostic> {
    match (kind, value) {
        (Kind::Integer { .. } | Kind::Number { .. }, Literal::Number(number)) => {
            number_problem(kind, number).map(|problem| problem.at(slot, span, number))
        }
        (Kind::Enum(all), Literal::Text(text)) if !all.contains(&text.as_str()) => {
            Some(words::unknown(all, slot, text, span))
        }
        _ => None,
    }
}

// ---- Types

/// What a field of this kind wants.
fn noun(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text => "a string",
        Kind::Bool => "`true` or `false`",
        Kind::Integer { .. } => "a whole number",
        Kind::Number { .. } => "a number",
        Kind::Enum(_) => "a word",
        Kind::List { .. } => "a list",
        Kind::Object(_) | Kind::Free | Kind::Scalars | Kind::Texts(_) | Kind::Vars => "an object",
        Kind::Photo(_) => "a photo source",
    }
}

/// What a value is.
fn found(value: &ast::ValueKind) -> &'static str {
    match value {
        ast::ValueKind::Text(_) => "a string",
        ast::ValueKind::Number(_) => "a number",
        ast::ValueKind::Bool(_) => "a boolean",
        ast::ValueKind::Null => "`null`",
        ast::ValueKind::Word(_) => "a bare word",
        ast::ValueKind::Param(_) => "a parameter",
        ast::ValueKind::Reference(_) => "a reference",
        ast::ValueKind::List(_) => "a list",
        ast::ValueKind::Object(_) => "an object",
        ast::ValueKind::Missing => "nothing",
    }
}

fn report_wrong_type(scope: &mut Scope<'_>, kind: &Kind, slot: &Slot<'_>, value: &ast::Value) {
    let message = format!("{} wants {}, not {}", quote(slot.written), noun(kind), found(&value.kind));
    let diagnostic = Diagnostic::new(&WRONG_TYPE, value.span, message).label(found(&value.kind));
    let written = scope.sources.slice(value.span);
    let diagnostic = match (kind, &value.kind) {
        (Kind::Text, ast::ValueKind::Word(_) | ast::ValueKind::Number(_) | ast::ValueKind::Bool(_)) => {
            diagnostic.help("put it in quotes").fix("put it in quotes", value.span, quoted(written)).safe()
        }
        (Kind::Bool | Kind::Integer { .. } | Kind::Number { .. }, ast::ValueKind::Text(text)) => {
            without_quotes(diagnostic, kind, text)
        }
        (Kind::Bool, ast::ValueKind::Word(word)) if truth(word).is_some() => {
            let meant = truth(word).unwrap_or_default();
            diagnostic
                .help(format!("write `{meant}`"))
                .fix(format!("write `{meant}`"), value.span, meant)
                .safe()
        }
        (Kind::List { item, .. }, _) if could_be(item, &value.kind) => {
            let edits = vec![
                Edit { span: value.span.at_start(), text: "[".to_owned() },
                Edit { span: value.span.at_end(), text: "]".to_owned() },
            ];
            diagnostic.help("put it in `[ ]`").fix_all("make it a list", edits).safe()
        }
        _ => diagnostic.help(format!("write {}", how_to_write(kind))),
    };
    scope.report(diagnostic);
}

fn without_quotes(diagnostic: Diagnostic, kind: &Kind, text: &ast::Text) -> Diagnostic {
    let plain = match text.parts.as_slice() {
        [ast::TextPart::Literal(literal)] => match kind {
            Kind::Bool => matches!(literal.as_str(), "true" | "false").then(|| literal.clone()),
            _ => serde_json::from_str::<f64>(literal).is_ok().then(|| literal.trim().to_owned()),
        },
        [ast::TextPart::Param(name)] => Some(format!("${{{}}}", name.text)),
        _ => None,
    };
    match plain {
        Some(plain) => diagnostic.help("remove the quotes").fix("remove the quotes", text.span, plain).safe(),
        None => diagnostic.help(format!("write {}", how_to_write(kind))),
    }
}

/// `true` or `false`, in whatever letters.
fn truth(word: &str) -> Option<&'static str> {
    ["true", "false"].into_iter().find(|truth| truth.eq_ignore_ascii_case(word))
}

/// Whether a value could be an item of this kind.
fn could_be(kind: &Kind, value: &ast::ValueKind) -> bool {
    matches!(
        (kind, value),
        (Kind::Text, ast::ValueKind::Text(_))
            | (Kind::Enum(_), ast::ValueKind::Text(_) | ast::ValueKind::Word(_))
            | (Kind::Object(_), ast::ValueKind::Object(_))
    )
}

fn how_to_write(kind: &Kind) -> String {
    match kind {
        Kind::Text => "a string: `\"…\"`".to_owned(),
        Kind::Bool => "`true` or `false`".to_owned(),
        Kind::Integer { min, max } => whole_range(*min, *max),
        Kind::Number { min, max } => format!("a number from {min} to {max}"),
        Kind::Enum(all) => words::list(all),
        Kind::List { .. } => "a list: `[ … ]`".to_owned(),
        Kind::Photo(all) => format!("{}, or `provided.KEY`", words::list(all)),
        Kind::Object(_) | Kind::Free | Kind::Scalars | Kind::Texts(_) | Kind::Vars => {
            "an object: `{ key: value }`".to_owned()
        }
    }
}
