//! Owns the rules of a `field_condition`.

use super::built::{list, route};
use super::context::Context;
use super::fields::{self, Misfit, exactly};
use super::json::{Json, Member};
use super::report::{kept, quote};
use crate::catalog::OPERATORS;
use crate::catalog::wire::{self, DEFAULT, RULES};
use crate::source::Span;
use crate::syntax::ast::{Name, Route, RouteHead, Routes, Rule, Value};

/// Takes `rules` and `default` out of `members` when routes can express both. Otherwise they stay and will be kept in
/// quotes, which is said here.
pub(super) fn routes(ctx: &mut Context, members: &mut Vec<&Member>) -> Option<Routes> {
    let member = |key: &str| members.iter().find(|member| member.key == key).copied();
    let Some(rules) = member(RULES) else {
        if let Some(alone) = member(DEFAULT) {
            let message = format!("{} stands without {}", quote(DEFAULT), quote(RULES));
            ctx.report(kept(alone.key_span, message));
        }
        return None;
    };
    let before = ctx.diagnostics.len();
    match entries(ctx, rules, member(DEFAULT)) {
        Ok(entries) => {
            members.retain(|member| member.key != RULES && member.key != DEFAULT);
            Some(list(entries))
        }
        Err(misfit) => {
            ctx.diagnostics.truncate(before);
            let message = format!("{} can't be written as routes: {misfit}", quote(RULES));
            ctx.report(
                kept(rules.value.span, message)
                    .help("the compiler sees no edges here; correct them in the JSON"),
            );
            None
        }
    }
}

fn entries(ctx: &mut Context, rules: &Member, otherwise: Option<&Member>) -> Result<Vec<Route>, Misfit> {
    let items = rules.value.list().ok_or_else(|| format!("it is {}, not a list", rules.value.noun()))?;
    if items.is_empty() {
        return Err("it is empty".to_owned());
    }
    let mut entries: Vec<Route> = items.iter().map(|item| rule(ctx, item)).collect::<Result<_, _>>()?;
    if let Some(otherwise) = otherwise {
        let target = otherwise.value.text().ok_or_else(|| format!("{} is no string", quote(DEFAULT)))?;
        entries.push(route(RouteHead::Else(Span::default()), target, None));
    }
    Ok(entries)
}

fn rule(ctx: &mut Context, json: &Json) -> Result<Route, Misfit> {
    let written = json.get(wire::OPERATOR).and_then(Json::text).unwrap_or("");
    let operator = OPERATORS.iter().find(|row| row.name == written);
    let operator = operator.ok_or_else(|| format!("{} is no comparison", quote(written)))?;
    let (left, outcome, right) = if operator.binary {
        let [left, _, right, outcome] = exactly(json, wire::COMPARISON)?;
        (left, outcome, Some(Value::built(fields::operand(ctx, right)?)))
    } else {
        let [left, _, outcome] = exactly(json, wire::PRESENCE)?;
        (left, outcome, None)
    };
    let [source, field] = exactly(left, wire::LOOKED_AT)?;
    let left = Value::built(fields::reference(source, field)?);
    let target = outcome.text().ok_or_else(|| "an outcome is no string".to_owned())?;
    let rule = Rule { span: Span::default(), left, operator: Name::built(operator.symbol, false), right };
    Ok(route(RouteHead::Rule(Box::new(rule)), target, None))
}
