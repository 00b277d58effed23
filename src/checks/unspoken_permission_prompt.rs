//! Owns the rule that the prompt of a permissions node is literal speech.

use super::check::Context;
use super::phrase::quote;
use crate::diag::Diagnostic;

crate::code! {
    /// The prompt of a `permissions` node is not literal speech. It is spoken before the session has a microphone or camera, as
    /// it stands; an instruction would be read out to the user word for word.
    ///
    /// ```fsflow wrong
    /// start -> ask
    /// ask: permissions "Ask the user to allow the camera and the microphone." {
    ///   permissions: { camera: true, microphone: true }
    /// } -> < granted: closing, denied: refused >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that it does not work without a camera." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> ask
    /// ask: permissions say "Please allow the camera and the microphone." {
    ///   permissions: { camera: true, microphone: true }
    /// } -> < granted: closing, denied: refused >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that it does not work without a camera." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static UNSPOKEN_PERMISSION_PROMPT = warning(Experience) "unspoken-permission-prompt";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    for node in ctx.flow.nodes.iter().filter(|node| node.traits().asks_permission) {
        let Some(prompt) = node.prompt.as_ref().filter(|prompt| !prompt.say) else { continue };
        let message = format!("the prompt of {} is not literal speech", quote(&node.id));
        out.push(
            Diagnostic::new(&UNSPOKEN_PERMISSION_PROMPT, prompt.span, message)
                .label("spoken as it stands")
                .help("write `say` before it, and the words that the user is to hear")
                .fix("speak it literally", prompt.span.at_start(), "say "),
        );
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        crate::checks::tests::snapshot("unspoken-permission-prompt", &[
            ("an instruction", r#"start -> ask
ask: permissions "Please allow the camera." { permissions: { camera: true, microphone: true } } -> < granted: closing, denied: refused >"#),
            ("no prompt", "start -> ask
ask: permissions { permissions: { camera: true, microphone: true } } -> < granted: closing, denied: refused >"),
        ]);
    }
}
