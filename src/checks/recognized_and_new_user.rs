//! Owns the rule that known and new users are not greeted alike as known ones.

use super::check::Context;
use super::phrase::{node, quote};
use crate::catalog::Verdict;
use crate::diag::Diagnostic;
use crate::flow::{Prompt, Text};

crate::code! {
    /// New users are sent to a conversation that speaks to known ones. `recognized` and `new_user` share a target whose prompt
    /// says "welcome back" or the like; a user who has never been there hears it too.
    ///
    /// ```fsflow wrong
    /// start -> greeting
    /// greeting: conversation say """
    ///   Hello! Before we go on I will take a short look at you, so please stay in front of the camera.
    /// """ -> recognition
    /// recognition -> < recognized | new_user: welcome, no_face: closing >
    /// welcome: conversation "Welcome the user back and ask how you can help." -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> greeting
    /// greeting: conversation say """
    ///   Hello! Before we go on I will take a short look at you, so please stay in front of the camera.
    /// """ -> recognition
    /// recognition -> < recognized: welcome, new_user: introduction, no_face: closing >
    /// welcome: conversation "Welcome the user back and ask how you can help." -> closing
    /// introduction: conversation "Say what you do and ask how you can help." -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static RECOGNIZED_AND_NEW_USER = warning(Suspicious) "recognized-and-new-user";
}

/// What prompts say to or of users who have been there before, in small letters.
const KNOWN: &[&str] = &[
    "welcome back",
    "welcome the user back",
    "welcome them back",
    "welcome him back",
    "welcome her back",
    "welcome you back",
    "have you back",
    "returning user",
    "returning customer",
    "known user",
    "known customer",
    "recognized user",
    "recognised user",
    "recognized you",
    "recognised you",
    "recognize you",
    "recognise you",
    "good to see you again",
    "great to see you again",
    "nice to see you again",
    "glad to see you again",
    "remember you",
    "we know you",
    "i know you",
    "already know",
    "last time",
    "been here before",
];

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    for at in &ctx.flow.nodes {
        let says = |verdict: Verdict| {
            at.edges.iter().find(move |edge| edge.row().is_some_and(|row| row.verdict == verdict))
        };
        let (Some(known), Some(new)) = (says(Verdict::Known), says(Verdict::Unknown)) else { continue };
        let Some(target) = new.target.filter(|target| known.target == Some(*target)) else { continue };
        let Some(prompt) = ctx.flow.node(target).prompt.as_ref().filter(|prompt| speaks_of_known(prompt))
        else {
            continue;
        };
        let (known, new_name) = (quote(&known.name()), quote(&new.name()));
        let message = format!(
            "{new_name} of {} leads to {}, which speaks to known users",
            quote(&at.id),
            node(ctx.flow, target)
        );
        out.push(
            Diagnostic::new(&RECOGNIZED_AND_NEW_USER, new.target_span, message)
                .label(format!("{known} and {new_name} both lead here"))
                .related(prompt.span, "speaks to a user who has been here before")
                .help(format!("lead {new_name} to a conversation of its own")),
        );
    }
}

fn speaks_of_known(prompt: &Prompt) -> bool {
    let text = lower(&prompt.text);
    KNOWN.iter().any(|phrase| text.contains(phrase))
}

fn lower(text: &Text) -> String {
    text.literals().flat_map(|literal| literal.chars().chain([' '])).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        crate::checks::tests::snapshot(
            "recognized-and-new-user",
            &[
                (
                    "a greeting for known users",
                    r#"start -> greeting
GREETING -> recognition
recognition -> < recognized: hello, new_user: hello, no_face: refused >
hello: conversation say "Welcome back! It is good to see you again." -> closing"#,
                ),
                (
                    "a greeting for everybody",
                    r#"start -> greeting
GREETING -> recognition
recognition -> < recognized | new_user: hello, no_face: refused >
hello: conversation "Say that you hope to see the user again soon, and ask for the name." -> closing"#,
                ),
            ],
        );
    }
}
