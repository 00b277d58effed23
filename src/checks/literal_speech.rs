//! Owns the rule that a session in several languages is not spoken literally.

use super::check::Context;
use super::phrase::quote;
use crate::catalog::{DEFAULT_LANGUAGE, LANGUAGES_SPOKEN};
use crate::diag::Diagnostic;
use crate::flow::{Flow, ValueKind};

crate::code! {
    /// A prompt is literal speech although the session may run in several languages. What becomes of `say` then is told in two
    /// ways by FaceSign's own pages: that it is spoken as it stands, so that a user who chose another language does not
    /// understand it; or that it is translated, only more stiffly than an instruction. An instruction without `say` is put
    /// into the language of the session in any case.
    ///
    /// The prompt of a `permissions` node is an exception: it has to be literal.
    ///
    /// ```fsflow wrong
    /// session {
    ///   langs: [en, de]
    /// }
    ///
    /// start -> closing
    /// closing: conversation say "Thank you, we are done. Goodbye!" { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// session {
    ///   langs: [en, de]
    /// }
    ///
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static LITERAL_SPEECH = warning(Experience) "literal-speech";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let spoken = languages(ctx.flow);
    let setting = ctx.flow.session.as_ref().and_then(|session| session.field(LANGUAGES_SPOKEN));
    let Some(setting) = setting.filter(|_| spoken.len() > 1) else { return };
    for node in ctx.flow.nodes.iter().filter(|node| !node.traits().asks_permission) {
        let Some(prompt) = node.prompt.as_ref().filter(|prompt| prompt.say) else { continue };
        let message = format!(
            "the prompt of {} is literal speech, and the user may speak another language",
            quote(&node.id)
        );
        out.push(
            Diagnostic::new(&LITERAL_SPEECH, prompt.span, message)
                .label("perhaps not translated")
                .related(setting.span, format!("the session may run in {} languages", spoken.len()))
                .help("tell the avatar what to say, without `say`"),
        );
    }
}

/// The languages that the session settings name: `langs`, else the one in which the session begins; empty when they name none.
pub(super) fn languages(flow: &Flow) -> Vec<&str> {
    let Some(session) = &flow.session else { return Vec::new() };
    let value =
        |name: &str| session.field(name).and_then(|field| field.value.as_ref()).map(|value| &value.kind);
    let mut languages = Vec::new();
    match (value(LANGUAGES_SPOKEN), value(DEFAULT_LANGUAGE)) {
        (Some(ValueKind::List(values)), _) => {
            for value in values {
                if let ValueKind::Word(word) = value.kind
                    && !languages.contains(&word)
                {
                    languages.push(word);
                }
            }
        }
        (None, Some(ValueKind::Word(word))) => languages.push(word),
        _ => {}
    }
    languages
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        crate::checks::tests::snapshot(
            "literal-speech",
            &[
                (
                    "two languages",
                    r#"session {
  langs: [en, de]
}
start -> ask
ask: permissions say "Please allow the camera." { permissions: { camera: true, microphone: true } } -> < granted: a, denied: refused >
a: conversation say "Hello, are you ready?" -> closing"#,
                ),
                (
                    "one language twice",
                    r#"session { langs: [en, en] }
start -> a
a: conversation say "Hello, are you ready?" -> closing"#,
                ),
                (
                    "no languages",
                    r#"start -> a
a: conversation say "Hello, are you ready?" -> closing"#,
                ),
            ],
        );
    }
}
