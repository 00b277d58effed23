//! The rules about texts that FaceSign fills in: names that it fills, and a one-time code in its message.

use super::check::Context;
use super::phrase::{all_of, code, quote};
use super::repair::{first_line, line_break};
use super::template::{self, Placeholder, placeholders};
use crate::catalog::{Content, KNOWN_KEYS, OTP_VARIABLES};
use crate::diag::{Diagnostic, Edit, did_you_mean};
use crate::flow::{Field, Node, Text, ValueKind, values};
use crate::source::Span;

crate::code! {
    /// A text names something in braces that FaceSign does not fill in, so that the avatar reads out the braces. In a prompt
    /// FaceSign fills `{name}`, `{email}` and `{phone}`; in the message of a one-time code `{{code}}`, `{{userName}}` and
    /// `{{companyName}}`. What the application knows is a parameter: `${room}`.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// closing: conversation "Say goodbye and name the room, {room}." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// param room
    /// start -> closing
    /// closing: conversation "Say goodbye and name the room, ${room}." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static UNKNOWN_TEMPLATE = warning(Correctness) "unknown-template" since "0.2.0";
}

crate::code! {
    /// The message of a one-time code does not hold the code. FaceSign puts it where `{{code}}` stands; without it the user has
    /// nothing to type in.
    ///
    /// ```fsflow wrong
    /// session { provided_data: { email: "ada@example.com" } }
    /// start -> email_otp
    /// email_otp { email_template: "Your code is on its way." } -> < verified: closing, else: refused >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that it did not succeed." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// session { provided_data: { email: "ada@example.com" } }
    /// start -> email_otp
    /// email_otp { email_template: "Your code is {{code}}." } -> < verified: closing, else: refused >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that it did not succeed." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static MISSING_CODE = warning(Correctness) "missing-code" since "0.2.0";
}

/// The placeholder of the code itself.
const CODE: &str = "code";

pub(super) fn unknown(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    for node in &ctx.flow.nodes {
        if let Some(prompt) = &node.prompt {
            for placeholder in each_once(&prompt.text) {
                out.extend(in_prompt(ctx, node, &prompt.text, placeholder));
            }
        }
        for text in templates(node) {
            out.extend(each_once(text).filter_map(|placeholder| in_template(ctx, node, text, placeholder)));
        }
    }
}

pub(super) fn missing_code(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    for node in &ctx.flow.nodes {
        for text in templates(node) {
            // A parameter may bring it, and a misspelt one was told.
            let may_hold = |it: Placeholder<'_>| meant(it) == Some(CODE);
            if placeholders(text).any(may_hold) || text.as_literal().is_none() {
                continue;
            }
            let message = format!("the message of {} does not hold the code", quote(&node.id));
            out.push(
                Diagnostic::new(&MISSING_CODE, text.span, message)
                    .label("no `{{code}}`")
                    .help("write `{{code}}` where the code is to stand"),
            );
        }
    }
}

/// The messages of one-time codes of a node.
fn templates(node: &Node) -> impl Iterator<Item = &Text> {
    let is_template = |field: &Field| field.row.is_some_and(|row| row.content == Content::CodeTemplate);
    values(&node.fields).filter_map(move |(field, value)| match &value.kind {
        ValueKind::Text(text) if is_template(field) => Some(text),
        _ => None,
    })
}

fn each_once(text: &Text) -> impl Iterator<Item = Placeholder<'_>> {
    let mut seen: Vec<&str> = Vec::new();
    placeholders(text).filter(move |it| {
        let is_new = !seen.contains(&it.text);
        seen.push(it.text);
        is_new
    })
}

fn in_prompt(ctx: &Context<'_>, node: &Node, text: &Text, it: Placeholder<'_>) -> Option<Diagnostic> {
    if !it.double && KNOWN_KEYS.contains(&it.name) {
        return None;
    }
    let place = template::place(ctx.sources, text.span, it.text);
    let is_whole = place != text.span;
    let message =
        format!("`{}` in the prompt of {} is nothing that FaceSign fills in", it.text, quote(&node.id));
    let diagnostic = Diagnostic::new(&UNKNOWN_TEMPLATE, place, message).label("read out as it stands");
    if let Some(near) = did_you_mean(it.name, KNOWN_KEYS.iter().copied()) {
        let meant = format!("{{{near}}}");
        let diagnostic = diagnostic.help(format!("did you mean `{meant}`?"));
        return Some(if is_whole {
            diagnostic.fix(format!("use `{meant}`"), place, meant)
        } else {
            diagnostic
        });
    }
    let name = it.name.replace('.', "_");
    let param = ctx.flow.params.iter().find(|param| param.name == name);
    let written = format!("${{{name}}}");
    let help = match param {
        Some(_) => format!("the parameter `{name}` is written `{written}`"),
        None => format!(
            "what the application knows is a parameter: {} and `{written}`",
            code(&format!("param {name}"))
        ),
    };
    let diagnostic = diagnostic.help(help);
    let mut edits = vec![Edit { span: place, text: written.clone() }];
    if param.is_none() {
        edits.extend(declaration(ctx, node, &name));
    }
    let is_known = param.is_some() || edits.len() > 1;
    Some(if is_whole && is_known {
        diagnostic.fix_all(format!("write `{written}`"), edits)
    } else {
        diagnostic
    })
}

/// The edit that declares a parameter above a node.
fn declaration(ctx: &Context<'_>, node: &Node, name: &str) -> Option<Edit> {
    let file = ctx.sources.get(node.statement.file)?;
    let start = file.line_range(first_line(file, node.statement)).start;
    let newline = line_break(file);
    let begins_line = file.text().get(start..node.statement.start as usize).is_some();
    let place = Span::new(node.statement.file, start, start);
    begins_line.then(|| Edit { span: place, text: format!("param {name}{newline}{newline}") })
}

/// The variable of a message that a placeholder stands for, or was meant to.
fn meant(it: Placeholder<'_>) -> Option<&'static str> {
    let exact = OTP_VARIABLES.iter().copied().find(|name| *name == it.name);
    exact.or_else(|| did_you_mean(it.name, OTP_VARIABLES.iter().copied()))
}

fn in_template(ctx: &Context<'_>, node: &Node, text: &Text, it: Placeholder<'_>) -> Option<Diagnostic> {
    let meant = meant(it);
    if it.double && meant == Some(it.name) || !it.double && meant.is_none() {
        return None;
    }
    let place = template::place(ctx.sources, text.span, it.text);
    let message =
        format!("`{}` in the message of {} is nothing that FaceSign fills in", it.text, quote(&node.id));
    let diagnostic = Diagnostic::new(&UNKNOWN_TEMPLATE, place, message).label("sent as it stands");
    let Some(near) = meant else {
        let all = all_of(OTP_VARIABLES.iter().map(|name| format!("{{{{{name}}}}}")));
        return Some(
            diagnostic
                .help(format!("it fills in {all}; what the application knows is a parameter: `${{…}}`")),
        );
    };
    let written = format!("{{{{{near}}}}}");
    let diagnostic = diagnostic.help(format!("did you mean `{written}`?"));
    Some(if place == text.span {
        diagnostic
    } else {
        diagnostic.fix(format!("use `{written}`"), place, written)
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        crate::checks::tests::snapshot(
            "unknown-template",
            &[
                (
                    "misspelt, unknown, and of other tools",
                    r#"session { provided_data: { name: "Ada" } }
param room
start -> a
a: conversation "Greet {nmae}, then {name}. The room is {room}, the floor {floor}." -> b
b: conversation "Tell {{amount}} and {user.city} and {{name}}." -> closing"#,
                ),
                (
                    "in messages",
                    r#"session { provided_data: { email: "a@x.example", phone: "1" } }
start -> email_otp
email_otp { email_template: "Hi {{username}}, the code is {{kode}} of {{shop}}" } -> < verified: sms_otp, else: refused >
sms_otp { sms_template: "{code}" } -> < verified: closing, else: refused >"#,
                ),
                (
                    "a message without the code",
                    r#"param text
session { provided_data: { email: "a@x.example", phone: "1" } }
start -> email_otp
email_otp { email_template: "It is on its way." } -> < verified: sms_otp, else: refused >
sms_otp { sms_template: "${text}" } -> < verified: closing, else: refused >"#,
                ),
                (
                    "other braces",
                    r#"start -> a
a: conversation "Answer as {\"a\": 1}, { b }, {}, {1}." -> closing"#,
                ),
            ],
        );
    }
}
