//! What conditions of decisions ask of a session's values, held to what those can be.

use std::collections::HashSet;

use super::check::Context;
use super::phrase::{all_of, quote};
use super::session_data::comparisons;
use crate::catalog::{ReportField, Reported, report_field, snake_case};
use crate::diag::{Diagnostic, did_you_mean};
use crate::flow::{Comparand, Comparison, Scalar, ValueKind, ValueSource};

crate::code! {
    /// A condition asks a field of the session's report for what it can't be: for a value that it never has, for an order of
    /// texts, for the value of a list, or for an analysis that the session does not ask for. Such a comparison comes out the same
    /// for every session, so a decision that rests on it is not what it seems.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// decide { review: report.deepfake_detection.verdict == "fake", accept: else }
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// decide { review: report.deepfake_detection.verdict == "manipulated", accept: else }
    /// ```
    pub static REPORT_DATA = warning(Correctness) "report-data" since "0.2.0";
}

/// What the values of the report can't be.
pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let mut seen = HashSet::new();
    comparisons(ctx, |comparison| {
        let row = Some(comparison).filter(|it| it.left.source == ValueSource::Report);
        let Some(row) = row.and_then(|it| report_field(&it.left.key)) else { return };
        if seen.insert(comparison.span) {
            out.extend(never_asked(ctx, comparison, row).or_else(|| mismatch(comparison, row)));
        }
    });
}

/// A field that comes only with a setting which the session lacks.
fn never_asked(ctx: &Context<'_>, comparison: &Comparison, row: &ReportField) -> Option<Diagnostic> {
    let setting = row.asked_by?;
    let session = ctx.flow.session.as_ref();
    let value = session
        .and_then(|session| session.field(setting))
        .and_then(|field| field.value.as_ref())
        .map(|value| &value.kind);
    match value {
        None if !ctx.flow.complete => return None,
        None | Some(ValueKind::Bool(false)) => {}
        Some(_) => return None,
    }
    let setting = snake_case(setting);
    let message = format!("{} never comes: the session does not ask for it", quote(row.path()));
    let diagnostic = Diagnostic::new(&REPORT_DATA, comparison.span, message).label("never there");
    Some(diagnostic.help(format!("set `{setting}: true` in `session`")))
}

/// A comparison with what the field can't be.
fn mismatch(comparison: &Comparison, row: &ReportField) -> Option<Diagnostic> {
    let operator = comparison.operator;
    if !operator.binary {
        return None;
    }
    let path = quote(row.path());
    let literal = match &comparison.right {
        Some(Comparand::Literal(literal)) => Some(literal),
        _ => None,
    };
    let (message, help) = match row.kind {
        Reported::Words(_) | Reported::Whole => (
            format!("{path} is a list or an object, and no value to compare"),
            format!("ask whether it is there: `{} exists`", row.path()),
        ),
        Reported::Enum(_) | Reported::Text | Reported::Bool if operator.ordered => (
            format!("{path} is no number, and `{}` compares numbers", operator.symbol),
            "compare it with `==` or `!=`".to_owned(),
        ),
        Reported::Enum(words) => {
            let text = literal?.as_compared();
            if row.value(text.trim()).is_some() {
                return None;
            }
            let near = did_you_mean(&text, words.iter().copied());
            let help = match near {
                Some(near) => format!("did you mean {}?", quote(near)),
                None => format!("it can be {}", all_of(words)),
            };
            (format!("{path} is never {}", quote(&text)), help)
        }
        Reported::Bool if !matches!(literal?.as_compared().trim(), "true" | "false") => {
            (format!("{path} is `true` or `false`"), "compare it with one of them".to_owned())
        }
        Reported::Number { .. } | Reported::Time if literal?.as_number().is_none() => (
            format!(
                "{path} is a number, and never {}",
                quote(&literal.map(Scalar::as_compared).unwrap_or_default())
            ),
            "compare it with a number".to_owned(),
        ),
        _ => return None,
    };
    let label = if operator.negated { "always holds" } else { "never holds" };
    Some(Diagnostic::new(&REPORT_DATA, comparison.span, message).label(label).help(help))
}
