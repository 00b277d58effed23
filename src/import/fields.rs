//! Owns values: each as the catalog's field takes it, or else in quotes as it stands.

use std::collections::HashSet;

use super::built::name;
use super::context::Context;
use super::json::{Json, Kind as JsonKind, Member};
use super::report::{self, kept, quote};
use crate::catalog::{self, DATA_SOURCES, Field, Kind, RetiredPlace, snake_case, wire};
use crate::source::Span;
use crate::syntax::ast::{self, Name, Reference, Text, TextPart, Value, ValueKind};
use crate::syntax::words::{Position, needs_quotes};

/// Why a value is not what a field takes, as the end of a sentence (“it wants a string”).
pub(super) type Misfit = String;

/// The members of an object as fields; each that the rows don't allow is in quotes.
pub(super) fn entries(
    ctx: &mut Context,
    rows: &'static [Field],
    owner: &str,
    members: &[Member],
) -> Vec<ast::Field> {
    members.iter().map(|member| entry(ctx, rows, owner, member)).collect()
}

/// One member as a field. `owner` is what has it, for messages.
pub(super) fn entry(ctx: &mut Context, rows: &'static [Field], owner: &str, member: &Member) -> ast::Field {
    let Some(row) = rows.iter().find(|row| row.name == member.key) else {
        ctx.report(unknown(rows, owner, member));
        return quoted(ctx, member);
    };
    let before = ctx.diagnostics.len();
    match typed(ctx, row, &row.kind, &member.value) {
        Ok(kind) => built(row, kind),
        Err(misfit) => {
            ctx.diagnostics.truncate(before);
            misfitting(ctx, member, &misfit)
        }
    }
}

/// A field of the catalog with a value that it takes.
pub(super) fn built(row: &Field, kind: ValueKind) -> ast::Field {
    let key = Name::built(snake_case(row.name), false);
    ast::Field { span: Span::default(), key, value: Value::built(kind) }
}

/// A member whose value is not what its field takes, kept as it stands.
pub(super) fn misfitting(ctx: &mut Context, member: &Member, misfit: &str) -> ast::Field {
    let message = format!("{} is kept in quotes: {misfit}", quote(&member.key));
    ctx.report(
        kept(member.value.span, message).help("correct the value and remove the quotes to have it checked"),
    );
    quoted(ctx, member)
}

/// A member as it stands.
pub(super) fn quoted(ctx: &mut Context, member: &Member) -> ast::Field {
    let value = Value::built(free(ctx, &member.value));
    ast::Field { span: Span::default(), key: Name::built(&member.key, true), value }
}

fn unknown(rows: &'static [Field], owner: &str, member: &Member) -> crate::diag::Diagnostic {
    let message = format!("the field {} of {owner} is not known and is kept in quotes", quote(&member.key));
    let diagnostic = kept(member.key_span, message);
    match crate::diag::did_you_mean(&member.key, rows.iter().map(|row| row.name)) {
        Some(near) => diagnostic.help(format!("did you mean {}?", quote(near))),
        None => diagnostic.help("remove it if the API no longer reads it"),
    }
}

/// A prompt or condition; several lines of it are folded.
pub(super) fn long_text(ctx: &mut Context, text: &str, span: Span) -> Text {
    let built = ctx.names.text(text, span);
    Text { folded: text.contains('\n'), ..built }
}

/// Any JSON as it stands.
pub(super) fn free(ctx: &mut Context, json: &Json) -> ValueKind {
    match &json.kind {
        JsonKind::Null => ValueKind::Null,
        JsonKind::Bool(yes) => ValueKind::Bool(*yes),
        JsonKind::Number(number) => ValueKind::Number(number.clone()),
        JsonKind::Text(text) => ValueKind::Text(ctx.names.text(text, json.span)),
        JsonKind::List(items) => {
            ValueKind::List(items.iter().map(|item| Value::built(free(ctx, item))).collect())
        }
        JsonKind::Object(members) => ValueKind::Object(free_members(ctx, members)),
    }
}

fn free_members(ctx: &mut Context, members: &[Member]) -> Vec<ast::Field> {
    members.iter().map(|member| own(member, free(ctx, &member.value))).collect()
}

/// A field under a key of the author's own.
fn own(member: &Member, kind: ValueKind) -> ast::Field {
    let key = name(&member.key, Position::Key);
    ast::Field { span: Span::default(), key, value: Value::built(kind) }
}

/// The value as a field of this kind takes it. `row` is the field that it belongs to.
pub(super) fn typed(
    ctx: &mut Context,
    row: &'static Field,
    kind: &'static Kind,
    json: &Json,
) -> Result<ValueKind, Misfit> {
    match (kind, &json.kind) {
        (Kind::Text, JsonKind::Text(text)) => Ok(ValueKind::Text(long_text(ctx, text, json.span))),
        (Kind::Bool, JsonKind::Bool(yes)) => Ok(ValueKind::Bool(*yes)),
        (Kind::Integer { .. } | Kind::Number { .. }, JsonKind::Number(number)) => in_range(kind, number),
        (Kind::Enum(words), JsonKind::Text(text)) => word(ctx, row, words, text, json.span),
        (Kind::List { item, not_empty }, JsonKind::List(items)) => {
            if *not_empty && items.is_empty() {
                return Err("it is empty".to_owned());
            }
            let items = items.iter().map(|each| Ok(Value::built(typed(ctx, row, item, each)?)));
            Ok(ValueKind::List(items.collect::<Result<_, Misfit>>()?))
        }
        (Kind::Object(rows), JsonKind::Object(members)) => object(ctx, rows, row.name, members),
        (Kind::Free, JsonKind::Object(members)) => Ok(ValueKind::Object(free_members(ctx, members))),
        (Kind::Scalars, JsonKind::Object(members)) => match members.iter().find(|it| !is_scalar(&it.value)) {
            Some(other) => Err(format!("{} is {}", quote(&other.key), other.value.noun())),
            None => Ok(ValueKind::Object(free_members(ctx, members))),
        },
        (Kind::Texts(words), JsonKind::Object(members)) => {
            let odd =
                members.iter().find(|it| !words.contains(&it.key.as_str()) || it.value.text().is_none());
            match odd {
                Some(odd) => Err(format!("{} is not known there or is no string", quote(&odd.key))),
                None => Ok(ValueKind::Object(free_members(ctx, members))),
            }
        }
        (Kind::Vars, JsonKind::List(items)) => vars(ctx, items),
        (Kind::Photo(words), JsonKind::Object(_)) => photo(words, json),
        _ => Err(format!("it wants {}, not {}", noun(kind), json.noun())),
    }
}

/// An object that has all required fields, each perhaps in quotes.
pub(super) fn object(
    ctx: &mut Context,
    rows: &'static [Field],
    owner: &str,
    members: &[Member],
) -> Result<ValueKind, Misfit> {
    let lacks = rows.iter().find(|row| row.required && !members.iter().any(|member| member.key == row.name));
    match lacks {
        Some(lacks) => Err(format!("it has no {}", quote(lacks.name))),
        None => Ok(ValueKind::Object(entries(ctx, rows, &quote(owner), members))),
    }
}

/// What a field of this kind wants.
fn noun(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Enum(_) => "a string",
        Kind::Bool => "`true` or `false`",
        Kind::Integer { .. } | Kind::Number { .. } => "a number",
        Kind::List { .. } | Kind::Vars => "a list",
        Kind::Object(_) | Kind::Free | Kind::Scalars | Kind::Texts(_) | Kind::Photo(_) => "an object",
    }
}

fn in_range(kind: &Kind, lexeme: &str) -> Result<ValueKind, Misfit> {
    // A lexeme that `f64` can't hold becomes an infinity, which no range contains.
    let number: f64 = lexeme.parse().unwrap_or(f64::INFINITY);
    let inside = match *kind {
        Kind::Integer { min, max } => number.fract() == 0.0 && number >= min as f64 && number <= max as f64,
        Kind::Number { min, max } => (min..=max).contains(&number),
        _ => false,
    };
    if inside {
        return Ok(ValueKind::Number(lexeme.to_owned()));
    }
    Err(match *kind {
        Kind::Integer { min, max: i64::MAX } => {
            format!("it wants a whole number from {min} on, not {lexeme}")
        }
        Kind::Integer { min, max } => format!("it wants a whole number from {min} to {max}, not {lexeme}"),
        Kind::Number { min, max } => format!("it wants a number from {min} to {max}, not {lexeme}"),
        _ => format!("it can't be {lexeme}"),
    })
}

/// An enumeration value, by an older name too, or a parameter in its place.
fn word(
    ctx: &mut Context,
    row: &'static Field,
    words: &[&str],
    text: &str,
    span: Span,
) -> Result<ValueKind, Misfit> {
    let written = |word: &str| {
        if needs_quotes(word, Position::Value) {
            ValueKind::Text(Text::built(word))
        } else {
            ValueKind::Word(word.to_owned())
        }
    };
    if words.contains(&text) {
        return Ok(written(text));
    }
    if let Some(retired) = catalog::retired(RetiredPlace::Value(row.name), text)
        && let Some(new) = retired.new
    {
        ctx.report(report::renamed(span, &format!("the value {}", quote(text)), new).help(retired.note));
        return Ok(written(new));
    }
    let built = ctx.names.text(text, span);
    match built.parts.as_slice() {
        [TextPart::Param(param)] => Ok(ValueKind::Param(param.clone())),
        parts if parts.iter().any(|part| matches!(part, TextPart::Param(_))) => Ok(ValueKind::Text(built)),
        _ => match crate::diag::did_you_mean(text, words.iter().copied()) {
            Some(near) => {
                Err(format!("{} is none of its values; did you mean {}?", quote(text), quote(near)))
            }
            None => Err(format!("{} is none of its values", quote(text))),
        },
    }
}

fn is_scalar(json: &Json) -> bool {
    matches!(json.kind, JsonKind::Text(_) | JsonKind::Number(_) | JsonKind::Bool(_))
}

/// `[{name, value}]` as `{ name: value }`
fn vars(ctx: &mut Context, items: &[Json]) -> Result<ValueKind, Misfit> {
    let mut names = HashSet::new();
    let mut entries = Vec::with_capacity(items.len());
    for item in items {
        let [variable, value] = exactly(item, wire::VARIABLE)?;
        let Some(variable) = variable.text() else { return Err("a name is no string".to_owned()) };
        if !names.insert(variable) {
            return Err(format!("{} stands twice", quote(variable)));
        }
        let key = name(variable, Position::Key);
        entries.push(ast::Field { span: Span::default(), key, value: Value::built(operand(ctx, value)?) });
    }
    Ok(ValueKind::Object(entries))
}

/// `{type: "literal", value}` or `{type: "ref", source, field}`
pub(super) fn operand(ctx: &mut Context, json: &Json) -> Result<ValueKind, Misfit> {
    match json.get(wire::TYPE).and_then(Json::text) {
        Some(wire::LITERAL) => {
            let [_, value] = exactly(json, wire::LITERAL_VALUE)?;
            if is_scalar(value) {
                Ok(free(ctx, value))
            } else {
                Err(format!("a literal is {}", value.noun()))
            }
        }
        Some(wire::REFERENCE) => {
            let [_, source, field] = exactly(json, wire::REFERENCE_VALUE)?;
            reference(source, field)
        }
        _ => Err("a value is neither a literal nor a reference".to_owned()),
    }
}

/// A value of the running session.
pub(super) fn reference(source: &Json, field: &Json) -> Result<ValueKind, Misfit> {
    let row = DATA_SOURCES.iter().find(|row| Some(row.name) == source.text());
    match (row, field.text()) {
        (Some(row), Some(key)) => Ok(ValueKind::Reference(built_reference(row.word, key))),
        _ => Err("a reference names no data of the session".to_owned()),
    }
}

fn built_reference(source: &str, key: &str) -> Box<Reference> {
    Box::new(Reference {
        span: Span::default(),
        source: Name::built(source, false),
        key: name(key, Position::ReferenceKey),
    })
}

/// `{source}` or `{source, providedDataKey}`
fn photo(words: &[&str], json: &Json) -> Result<ValueKind, Misfit> {
    let source = json.get(wire::SOURCE).and_then(Json::text).unwrap_or("");
    if let Some(row) = DATA_SOURCES.iter().find(|row| row.holds_photos && row.name == source) {
        let [_, key] = exactly(json, wire::PROVIDED_PHOTO)?;
        let key = key.text().ok_or_else(|| format!("{} is no string", quote(wire::PROVIDED_DATA_KEY)))?;
        return Ok(ValueKind::Reference(built_reference(row.word, key)));
    }
    let [_] = exactly(json, wire::SESSION_PHOTO)?;
    match words.iter().find(|word| **word == source) {
        Some(word) => Ok(ValueKind::Word(snake_case(word))),
        None => Err(format!("{} is no photo source", quote(source))),
    }
}

/// The values of an object that has these keys and no other.
pub(super) fn exactly<'j, const N: usize>(json: &'j Json, keys: [&str; N]) -> Result<[&'j Json; N], Misfit> {
    let Some(members) = json.members() else { return Err(format!("an item is {}", json.noun())) };
    if let Some(other) = members.iter().find(|member| !keys.contains(&member.key.as_str())) {
        return Err(format!("{} is not known there", quote(&other.key)));
    }
    let mut found = [json; N];
    for (place, key) in found.iter_mut().zip(keys) {
        match json.get(key) {
            Some(value) => *place = value,
            None => return Err(format!("{} is missing", quote(key))),
        }
    }
    Ok(found)
}
