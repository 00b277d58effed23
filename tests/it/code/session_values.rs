//! Values of sessions, read and compared the simplest way.

use fsflow::flow::{Comparand, Comparison, Scalar, SessionValue, ValueSource};
use serde_json::Value;

/// A path in the report as the API writes it.
fn path(value: &SessionValue) -> &str {
    match value.source {
        ValueSource::Report => fsflow::catalog::report_field(&value.key).unwrap().name,
        _ => &value.key,
    }
}

/// The object in which a value stands, or the value itself where it stands in the report.
fn holder<'v>(value: &SessionValue, session: &'v Value) -> &'v Value {
    match value.source {
        ValueSource::Extracted => &session["report"]["extractedData"],
        ValueSource::Provided => &session["settings"]["providedData"],
        ValueSource::Report => &session["report"][path(value).split('.').next().unwrap()],
    }
}

/// What the API says of how an analysis goes.
fn state<'v>(value: &SessionValue, session: &'v Value) -> Option<&'v str> {
    let first = path(value).split('.').next().unwrap();
    let status = &session["report"][format!("{first}Status")];
    let state = status.as_str().or(status["state"].as_str());
    state.filter(|_| value.source == ValueSource::Report)
}

fn found<'v>(value: &SessionValue, session: &'v Value) -> &'v Value {
    let inside = match value.source {
        ValueSource::Report => path(value).split_once('.').map_or("", |(_, inside)| inside),
        _ => return &holder(value, session)[path(value)],
    };
    inside.split('.').filter(|name| !name.is_empty()).fold(holder(value, session), |value, name| &value[name])
}

/// Whether what holds the value has come.
pub fn has_come(value: &SessionValue, session: &Value) -> bool {
    !holder(value, session).is_null() && state(value, session) != Some("pending")
}

/// Whether nothing more is to be known of a comparison.
pub fn is_settled(it: &Comparison, session: &Value) -> bool {
    let is_gone = |value: &SessionValue| {
        let states = ["failed", "timed_out", "timedOut", "notRequested"];
        state(value, session).is_some_and(|state| states.contains(&state))
    };
    sides(it).all(|value| has_come(value, session) || is_gone(value))
}

/// Whether both sides of a comparison have come.
pub fn have_come(it: &Comparison, session: &Value) -> bool {
    sides(it).all(|value| has_come(value, session))
}

fn sides(it: &Comparison) -> impl Iterator<Item = &SessionValue> {
    let right = match &it.right {
        Some(Comparand::Value(other)) => Some(other),
        _ => None,
    };
    std::iter::once(&it.left).chain(right)
}

/// Whether a comparison holds of a session.
pub fn compared(it: &Comparison, session: &Value) -> bool {
    let right = match &it.right {
        Some(Comparand::Value(other)) => found(other, session).clone(),
        _ => Value::Null,
    };
    compares(it, found(&it.left, session), &right)
}

/// Whether a comparison holds of a value; what it is compared with is given where the flow does not say it.
pub fn compares(it: &Comparison, left: &Value, right: &Value) -> bool {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(yes) => Some(yes.to_string()),
        _ => None,
    };
    let is_there = !left.is_null() && left.as_array().is_none_or(|items| !items.is_empty());
    let left = text(left);
    let right = match &it.right {
        Some(Comparand::Literal(Scalar::Text(text) | Scalar::Number(text))) => Some(text.clone()),
        Some(Comparand::Literal(Scalar::Bool(yes))) => Some(yes.to_string()),
        _ => text(right),
    };
    let numbers = || Some((left.as_ref()?.parse::<f64>().ok()?, right.as_ref()?.parse::<f64>().ok()?));
    match it.operator.symbol {
        "exists" => is_there,
        "not exists" => !is_there,
        "==" => left.is_some() && left == right,
        "!=" => left.is_none() || left != right,
        "<" => numbers().is_some_and(|(one, two)| one < two),
        "<=" => numbers().is_some_and(|(one, two)| one <= two),
        ">" => numbers().is_some_and(|(one, two)| one > two),
        _ => numbers().is_some_and(|(one, two)| one >= two),
    }
}
