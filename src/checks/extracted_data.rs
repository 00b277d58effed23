//! The rule that what a flow reads of the conversation is extracted from it, and can be what it is compared with.

use std::collections::HashSet;

use super::check::Context;
use super::phrase::{all_of, quote};
use super::session_data::{comparisons, rules, values_named};
use crate::catalog::wire::EXTRACTED_DATA;
use crate::diag::{Diagnostic, did_you_mean, same_letters};
use crate::flow::{Extracted, Operand, Reference, Rule, Session, ValueKind, ValueSource};
use crate::source::Span;
use crate::syntax::words::{Position, spell};

crate::code! {
    /// The flow reads extracted data that is never extracted, or compares it with what it can never be. An `extracted.` reference
    /// names a field of the session's `extraction_schema`: FaceSign looks for those fields in the conversation and for no
    /// other. Where the name is not declared there the value is never there, and a rule about it never holds.
    ///
    /// The `type` of a field and its `enum` hold for comparisons too.
    ///
    /// ```fsflow wrong
    /// session {
    ///   extraction_schema: [{ field_name: "age", type: number, description: "The age in years" }]
    /// }
    ///
    /// start -> ask
    /// ask: conversation "Ask the user for the age." -> by_age
    /// by_age: field_condition -> < when extracted.user_age >= 18: closing, else: refused >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that it is for adults only." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// session {
    ///   extraction_schema: [{ field_name: "age", type: number, description: "The age in years" }]
    /// }
    ///
    /// start -> ask
    /// ask: conversation "Ask the user for the age." -> by_age
    /// by_age: field_condition -> < when extracted.age >= 18: closing, else: refused >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that it is for adults only." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static EXTRACTED_DATA_MISSING = warning(Correctness) "extracted-data" since "0.2.0";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let Some(schema) = schema(ctx) else { return };
    in_decisions(ctx, &schema, out);
    let mut reported = HashSet::new();
    for (_, node) in ctx.flow.nodes().filter(|(id, _)| ctx.graph.is_reachable(*id)) {
        for reference in values_named(node).filter(|reference| reference.source.name == EXTRACTED_DATA) {
            let is_declared = schema.iter().any(|field| field.name == reference.key);
            if !is_declared && reported.insert(&reference.key) {
                out.push(undeclared(reference, &schema));
            }
        }
        for rule in rules(node) {
            out.extend(mismatch(rule, &schema));
        }
    }
}

/// What conditions of decisions read and no session extracts.
fn in_decisions(ctx: &Context<'_>, schema: &[Extracted<'_>], out: &mut Vec<Diagnostic>) {
    let mut seen = HashSet::new();
    comparisons(ctx, |comparison| {
        let key = &comparison.left.key;
        let is_declared = schema.iter().any(|field| field.name == *key);
        if comparison.left.source != ValueSource::Extracted || is_declared || !seen.insert(key) {
            return;
        }
        let why = if schema.is_empty() { "the session has no" } else { "it is not in the" };
        let message = format!("{} is never extracted: {why} `extraction_schema`", quote(key));
        let diagnostic =
            Diagnostic::new(&EXTRACTED_DATA_MISSING, comparison.span, message).label("never there");
        out.push(match did_you_mean(key, schema.iter().map(|field| field.name)) {
            Some(near) => diagnostic.help(format!("did you mean {}?", quote(near))),
            None => diagnostic.help(format!(
                "declare it in `session`: `extraction_schema: [{{ field_name: \"{key}\", type: string, description: \"…\" }}]`"
            )),
        });
    });
}

/// What is extracted; `None` when that is not known.
pub(super) fn schema<'a>(ctx: &Context<'a>) -> Option<Vec<Extracted<'a>>> {
    match &ctx.flow.session {
        Some(session) => Session::extracted(session),
        None => ctx.flow.complete.then(Vec::new),
    }
}

fn undeclared(reference: &Reference, schema: &[Extracted<'_>]) -> Diagnostic {
    let name = quote(&reference.key);
    let message = if schema.is_empty() {
        format!("{name} is never extracted: the session has no `extraction_schema`")
    } else {
        format!("{name} is never extracted: `extraction_schema` does not declare it")
    };
    let diagnostic = Diagnostic::new(&EXTRACTED_DATA_MISSING, reference.span, message).label("never there");
    match did_you_mean(&reference.key, schema.iter().map(|field| field.name)) {
        Some(near) => {
            let spelling = format!("{}.{}", reference.source.word, spell(near, Position::Key));
            diagnostic
                .help(format!("did you mean {}?", quote(near)))
                .fix(format!("use {}", quote(near)), reference.span, spelling)
                .safe_if(same_letters(near, &reference.key))
        }
        None => diagnostic.help(format!(
            "declare it in `session`: `extraction_schema: [{{ field_name: \"{}\", type: string, description: \"…\" }}]`",
            reference.key
        )),
    }
}

/// A comparison that can come out only one way, because of what the field can be.
pub(super) fn mismatch(rule: &Rule, schema: &[Extracted<'_>]) -> Option<Diagnostic> {
    let (reference, operator) = (rule.left.as_ref()?, rule.operator?);
    if reference.source.name != EXTRACTED_DATA {
        return None;
    }
    let field = schema.iter().find(|field| field.name == reference.key)?;
    let Some(Operand::Literal(value)) = &rule.right else { return None };
    let literal = literal(&value.kind)?;
    let name = quote(&reference.key);
    let (message, help) = if !operator.ordered && !field.values.is_empty() {
        if field.values.iter().any(|one| one.trim() == literal.trim()) {
            return None;
        }
        (
            format!("{name} is never {}", quote(&literal)),
            format!("`extraction_schema` lists {}", all_of(&field.values)),
        )
    } else {
        let is_number = literal.trim().parse::<f64>().is_ok_and(f64::is_finite);
        match (field.ty, operator.ordered) {
            ("boolean", false) if !matches!(literal.trim(), "true" | "false") => (
                format!("{name} is never {}", quote(&literal)),
                format!("`extraction_schema` says that {name} is `true` or `false`"),
            ),
            ("boolean", true) => (
                format!("{name} is `true` or `false`, which `{}` can't compare", operator.symbol),
                format!("write `{}.{} == true`", reference.source.word, spell(&reference.key, Position::Key)),
            ),
            ("number", _) if !is_number => (
                format!("{name} is a number, and never {}", quote(&literal)),
                "compare it with a number".to_owned(),
            ),
            _ => return None,
        }
    };
    let place = Span { start: reference.span.start, ..value.span };
    let mut diagnostic = Diagnostic::new(&EXTRACTED_DATA_MISSING, place, message)
        .label(if operator.negated { "always holds" } else { "never holds" })
        .help(help);
    if let Some(near) = did_you_mean(&literal, field.values.iter().copied()) {
        let text = crate::syntax::quote::quoted(near);
        diagnostic = diagnostic.fix(format!("use {}", quote(near)), value.span, text);
    }
    Some(diagnostic)
}

/// What is compared with, as the API compares it: as text.
fn literal(kind: &ValueKind) -> Option<String> {
    match kind {
        ValueKind::Text(text) => text.as_literal().map(str::to_owned),
        ValueKind::Number(number) => Some(number.clone()),
        ValueKind::Bool(yes) => Some(yes.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        crate::checks::tests::snapshot(
            "extracted-data",
            &[
                (
                    "no schema at all: each key once",
                    r#"start -> a
a: conversation "Ask for the age." -> c
c: field_condition -> < when extracted.age >= 18: closing, when extracted.age < 6: refused, else: refused >"#,
                ),
                (
                    "misspelt, in a rule and in what is sent",
                    r#"session { extraction_schema: [{ field_name: "age", type: number, description: "The age in years" }] }
start -> a
a: conversation "Ask for the age." -> call
call: external_call { request: { url: "https://x.example", vars: { t: extracted.Age } } } -> c
c: field_condition -> < when extracted.agge >= 18: closing, else: refused >"#,
                ),
                (
                    "compared with what it can't be",
                    r#"session {
  extraction_schema: [
    { field_name: "kind", type: string, description: "Which kind", enum: ["visitor", "resident"] }
    { field_name: "member", type: boolean, description: "Whether so" }
    { field_name: "age", type: number, description: "The age" }
  ]
}
start -> a
a: conversation "Ask." -> c
c: field_condition -> <
  when extracted.kind == "visiter": closing
  when extracted.kind != "guest": closing
  when extracted.member > 3: closing
  when extracted.member == "yes": closing
  when extracted.age == "adult": closing
  else: refused
>"#,
                ),
                (
                    "what can be",
                    r#"session {
  extraction_schema: [
    { field_name: "kind", type: string, description: "Which kind", enum: ["visitor", "resident"] }
    { field_name: "member", type: boolean, description: "Whether so" }
    { field_name: "age", type: number, description: "The age" }
  ]
}
start -> a
a: conversation "Ask." -> c
c: field_condition -> <
  when extracted.kind == " visitor ": closing
  when extracted.member == "true": closing
  when extracted.age == "18": closing
  when extracted.age exists: refused
  else: refused
>"#,
                ),
                (
                    "a schema with a parameter in it is not known",
                    r#"param key
session { extraction_schema: [{ field_name: "${key}", type: number, description: "The age in years" }] }
start -> a
a: conversation "Ask for the age." -> c
c: field_condition -> < when extracted.age >= 18: closing, else: refused >"#,
                ),
            ],
        );
    }
}
