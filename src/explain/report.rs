//! What comes back from a session: fields of the report and of its nodes, statuses, events of the webhook.

use super::page::Page;
use crate::catalog::{
    ANSWER_FIELDS, Arrival, NODE_REPORT_FIELDS, Origin, Reported, SESSION_STATUSES, SIGNATURE,
    WEBHOOK_EVENTS, report_field, report_fields, report_paths, snake_case,
};

/// Writes the page of a field of the report: `report.ai_analysis.age_min`, also without `report.`.
pub(super) fn write(name: &str, page: &mut Page) -> bool {
    let by_last =
        || report_fields().find(|row| row.name.contains('.') && last(row.path()) == snake_case(name));
    let Some(row) = report_field(name).or_else(by_last) else { return false };
    page.paragraph(&format!("{} (field of the report, since {})", row.path(), row.since));
    page.paragraph(row.summary);
    let mut facts = vec![("Value".to_owned(), vec![value(row.kind, row.nullable)])];
    if !row.spellings.is_empty() {
        let pairs = row.spellings.iter().map(|(other, value)| format!("`{other}` is `{value}`"));
        facts.push(("Spellings".to_owned(), vec![pairs.collect::<Vec<_>>().join("; ")]));
    }
    facts.push(("Comes".to_owned(), vec![arrival(row.arrival)]));
    if let Some(setting) = row.asked_by {
        let setting = snake_case(setting);
        facts.push((
            "Asked for".to_owned(),
            vec![format!("by the session setting `{setting}`; never there without it")],
        ));
    }
    facts.push(("API name".to_owned(), vec![format!("report.{}", row.name)]));
    page.gap();
    page.table(facts);
    let inner: Vec<(String, Vec<String>)> = report_fields()
        .filter(|other| other.name.strip_prefix(row.name).is_some_and(|rest| rest.starts_with('.')))
        .map(|other| (last_of(other.path(), row.path()), vec![other.summary.to_owned()]))
        .collect();
    if !inner.is_empty() {
        page.heading("In it");
        page.table(inner);
    }
    page.origin(&row.origin);
    true
}

/// `age_min` of `report.ai_analysis.age_min`.
fn last(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(_, last)| last)
}

/// What stands behind the outer path.
fn last_of(path: &str, outer: &str) -> String {
    path.strip_prefix(outer).map_or(path, |rest| rest.trim_start_matches('.')).to_owned()
}

fn arrival(arrival: Arrival) -> String {
    match arrival {
        Arrival::Later(Some(event)) => format!("{}; the webhook event `{event}` says so", arrival.as_str()),
        other => other.as_str().to_owned(),
    }
}

fn value(kind: Reported, nullable: bool) -> String {
    let value = match kind {
        Reported::Text => "string".to_owned(),
        Reported::Number { min, max } if min.is_finite() && max.is_finite() => {
            format!("number, {min} to {max}")
        }
        Reported::Number { min, .. } if min.is_finite() => format!("number, {min} or more"),
        Reported::Number { .. } => "number".to_owned(),
        Reported::Time => "time, in milliseconds since 1970".to_owned(),
        Reported::Bool => "true or false".to_owned(),
        Reported::Enum(words) => words.join(" | "),
        Reported::Words(words) => format!(
            "list of some of {}; a rule can ask only whether it is there (`exists`)",
            words.join(", ")
        ),
        Reported::Whole => "object or list; a rule can ask only whether it is there (`exists`)".to_owned(),
    };
    if nullable { format!("{value}, or null") } else { value }
}

/// Writes the page of anything else that the API answers: a status, an event, a field of a node's report or of the session.
pub(super) fn write_answer(name: &str, page: &mut Page) -> bool {
    let Some((noun, facts, origin)) =
        answers().into_iter().find(|row| row.0 == name).map(|row| (row.1, row.2, row.3))
    else {
        return false;
    };
    page.paragraph(&format!("{name} ({noun})"));
    for fact in facts {
        page.paragraph(&fact);
    }
    page.origin(&origin);
    if WEBHOOK_EVENTS.iter().any(|row| row.name == name) {
        page.paragraph(
            "An event says only that something changed: the session has to be fetched. Events come again and out of \
             order, so what an application does on a decision has to happen once a session. Each is signed in the header \
             `X-FaceSign-Signature`: `t=<time>,v1=<hex>`, the HMAC-SHA256 of `<time>.<body>`.",
        );
        page.origin(&SIGNATURE);
    }
    true
}

/// A name, what it is, what to know, and where from.
type Answer = (&'static str, String, Vec<String>, Origin);

fn answers() -> Vec<Answer> {
    let mut rows: Vec<Answer> = Vec::new();
    for row in SESSION_STATUSES {
        rows.push((row.name, "status of a session".to_owned(), vec![row.summary.to_owned()], row.origin));
    }
    for row in WEBHOOK_EVENTS {
        let noun = format!("webhook event, since {}", row.since);
        rows.push((row.name, noun, vec![row.summary.to_owned()], row.origin));
    }
    for row in ANSWER_FIELDS {
        let facts = vec![row.summary.to_owned(), format!("Value: {}.", value(row.kind, false))];
        rows.push((row.name, "field of the API's answer".to_owned(), facts, row.origin));
    }
    for row in NODE_REPORT_FIELDS.iter().filter(|row| !row.name.contains('.')) {
        let of = if row.of.is_empty() { "every type".to_owned() } else { row.of.join(", ") };
        let noun = format!("field of a node's report, since {}", row.since);
        let facts =
            vec![row.summary.to_owned(), format!("Of: {of}."), format!("Value: {}.", value(row.kind, false))];
        rows.push((row.name, noun, facts, row.origin));
    }
    rows
}

/// The fields of the report.
pub(super) fn rows() -> Vec<(String, String)> {
    report_fields().map(|row| (row.path().to_owned(), row.summary.to_owned())).collect()
}

/// The rest of what the API answers.
pub(super) fn answer_rows() -> Vec<(String, String)> {
    let mut rows: Vec<(String, String)> = Vec::new();
    for (name, _, facts, _) in answers() {
        if rows.iter().all(|(known, _)| known != name) {
            rows.push((name.to_owned(), facts.into_iter().next().unwrap_or_default()));
        }
    }
    rows
}

/// All spellings of fields of the report.
pub(super) fn spellings() -> Vec<String> {
    report_paths()
        .flat_map(|path| [path, path.strip_prefix("report.").unwrap_or(path), last(path)])
        .map(str::to_owned)
        .chain(report_fields().map(|row| row.name.to_owned()))
        .collect()
}

/// All other names.
pub(super) fn answer_spellings() -> Vec<String> {
    answers().into_iter().map(|row| row.0.to_owned()).collect()
}
