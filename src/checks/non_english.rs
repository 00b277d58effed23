//! Owns the rule that prompts and conditions are written in English.

use super::check::Context;
use super::english::{self, Language};
use super::literal_speech;
use super::phrase::quote;
use crate::diag::Diagnostic;
use crate::flow::{Node, Text};
use crate::source::Span;

crate::code! {
    /// A prompt or condition is not written in English. FaceSign's model reads both as instructions and speaks the language of
    /// the session by itself; instructions in other languages are followed less reliably, and conditions are met at the
    /// wrong time.
    ///
    /// Literal speech (`say`) in another language is fine when the whole session is in that language alone (`langs` or
    /// `default_lang` name just it).
    ///
    /// ```fsflow wrong
    /// start -> greeting
    /// greeting: conversation "Bitte begrüßen Sie den Nutzer und fragen Sie nach dem Namen." -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// session {
    ///   langs: [de]
    /// }
    ///
    /// start -> greeting
    /// greeting: conversation "Greet the user and ask for the name." -> closing
    /// closing: conversation say "Vielen Dank, wir sind jetzt fertig. Auf Wiedersehen!" {
    ///   does_not_require_reply: true
    /// } -> end
    /// end
    /// ```
    pub static NON_ENGLISH = warning(Experience) "non-english";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let spoken = literal_speech::languages(ctx.flow);
    for node in &ctx.flow.nodes {
        prompt(node, &spoken, out);
        for condition in node.edges.iter().filter_map(|edge| edge.condition()) {
            if let Some(language) = english::foreign(condition) {
                out.push(diagnostic(condition, format!("a condition of {} is not in English", quote(&node.id)), language)
                    .help("write conditions in English; they are held against what the user says in any language"));
            }
        }
    }
}

fn prompt(node: &Node, spoken: &[&str], out: &mut Vec<Diagnostic>) {
    let Some(prompt) = &node.prompt else { return };
    let Some(language) = english::foreign(&prompt.text) else { return };
    let is_spoken = match spoken {
        [only] => !language.code.is_empty() && only.starts_with(language.code),
        _ => false,
    };
    if prompt.say && is_spoken {
        return;
    }
    let message = format!("the prompt of {} is not in English", quote(&node.id));
    let help = if prompt.say {
        "write an English instruction without `say`, which FaceSign speaks in the session's language; or name that one \
         language in `session { langs: […] }`"
    } else {
        "write the instruction in English; FaceSign speaks the session's language by itself"
    };
    out.push(diagnostic(&prompt.text, message, language).help(help));
}

fn diagnostic(text: &Text, message: String, language: &Language) -> Diagnostic {
    let place: Span = text.span;
    Diagnostic::new(&NON_ENGLISH, place, message).label(format!("seems to be {}", language.name))
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        crate::checks::tests::snapshot(
            "non-english",
            &[
                (
                    "a prompt and a condition",
                    r#"start -> a
a: conversation "Begrüße den Nutzer und frage, ob er bereit ist." -> < ja: closing when "Der Nutzer ist bereit und hat das gesagt", still: refused when "Four exchanges have passed" >"#,
                ),
                (
                    "speech in the one language of the session",
                    r#"session { langs: [de] }
start -> a
a: conversation say "Guten Tag, wir prüfen jetzt Ihre Identität. Sind Sie bereit?" -> closing"#,
                ),
                (
                    "speech in another language than that of the session",
                    r#"session { default_lang: fr }
start -> a
a: conversation say "Guten Tag, wir prüfen jetzt Ihre Identität. Sind Sie bereit?" -> closing"#,
                ),
                (
                    "short texts and names",
                    r#"start -> a
a: conversation "Hola Juan de la Cruz" -> closing"#,
                ),
            ],
        );
    }
}
