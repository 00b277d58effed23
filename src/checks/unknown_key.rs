//! The rule that a `data_validation` looks at data that there is.

use super::check::Context;
use super::extracted_data;
use super::phrase::quote;
use crate::catalog::{Content, KNOWN_KEYS, PROVIDED_DATA};
use crate::diag::{Diagnostic, did_you_mean};
use crate::flow::{ValueKind, values};
use crate::syntax::quote::quoted;

crate::code! {
    /// A `data_validation` looks at a key that is nearly one of the session's data, and probably misspelt. The keys of the session
    /// are those of its `provided_data`, of its `extraction_schema`, and `name`, `email` and `phone`. A key that resembles none
    /// of them passes: the answer of a call may bring it.
    ///
    /// What `action` may be is not documented, so it is not checked.
    ///
    /// ```fsflow wrong
    /// start -> mail
    /// mail: enter_email -> < entered: valid, canceled: refused >
    /// valid: data_validation { validation: { field: "emial", action: "contains", value: "@shop.example" } } -> <
    ///   yes: closing when "Validation passed"
    ///   no: refused when "Validation failed"
    /// >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that it did not succeed." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> mail
    /// mail: enter_email -> < entered: valid, canceled: refused >
    /// valid: data_validation { validation: { field: "email", action: "contains", value: "@shop.example" } } -> <
    ///   yes: closing when "Validation passed"
    ///   no: refused when "Validation failed"
    /// >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that it did not succeed." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static UNKNOWN_KEY = warning(Correctness) "unknown-key" since "0.2.0";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let mut keys: Option<Vec<String>> = None;
    for node in &ctx.flow.nodes {
        for (field, value) in values(&node.fields) {
            let ValueKind::Text(text) = &value.kind else { continue };
            let Some(key) = text.as_literal() else { continue };
            if field.row.is_none_or(|row| row.content != Content::DataKey) {
                continue;
            }
            let keys = keys.get_or_insert_with(|| known(ctx));
            if keys.iter().any(|known| known == key) {
                continue;
            }
            let Some(near) = did_you_mean(key, keys.iter().map(String::as_str)) else { continue };
            let message =
                format!("{} looks at {}, which the session does not have", quote(&node.id), quote(key));
            out.push(
                Diagnostic::new(&UNKNOWN_KEY, value.span, message)
                    .label("not known")
                    .help(format!("did you mean {}?", quote(near)))
                    .fix(format!("use {}", quote(near)), value.span, quoted(near)),
            );
        }
    }
}

/// The keys that the session is known to have.
fn known(ctx: &Context<'_>) -> Vec<String> {
    let mut keys: Vec<String> = KNOWN_KEYS.iter().map(|key| (*key).to_owned()).collect();
    let provided = ctx.flow.session.as_ref().and_then(|session| session.field(PROVIDED_DATA));
    if let Some(ValueKind::Object(fields)) =
        provided.and_then(|field| field.value.as_ref()).map(|value| &value.kind)
    {
        keys.extend(fields.iter().map(|field| field.key.to_string()));
    }
    keys.extend(extracted_data::schema(ctx).unwrap_or_default().iter().map(|field| field.name.to_owned()));
    keys
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        crate::checks::tests::snapshot(
            "unknown-key",
            &[
                (
                    "near one that the session provides",
                    r#"session { provided_data: { loyalty: "gold" } }
start -> a
a: data_validation { validation: { field: "loyality", action: "contains", value: "gold" } } -> < yes: closing when "Validation passed", no: refused when "Validation failed" >"#,
                ),
                (
                    "like none",
                    r#"start -> a
a: data_validation { validation: { field: "weather", action: "frobnicate", value: "x" } } -> < yes: closing when "Validation passed", no: refused when "Validation failed" >"#,
                ),
            ],
        );
    }
}
