//! Owns the rule that the speech before a camera node lasts five seconds.

use std::collections::HashSet;

use super::camera_warm_up::Cold;
use super::check::Context;
use super::english::Script;
use super::phrase::{self, node};
use crate::diag::Diagnostic;
use crate::flow::{Flow, Node, NodeId, Prompt, Text, TextPart};
use crate::graph::{Least, Witness};

crate::code! {
    /// The speech before a camera node is too short. The node needs five seconds of video, which is about a dozen spoken
    /// words; "Hello!" alone lasts one. Only `say` texts can be counted: what the avatar makes of an instruction takes long
    /// enough.
    ///
    /// ```fsflow wrong
    /// start -> greeting
    /// greeting: conversation say "Hello! Let us begin." -> liveness
    /// liveness -> < detected: closing, deepfake | no_face | inconclusive: refused >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that the check did not succeed." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> greeting
    /// greeting: conversation say """
    ///   Hello! Before we go on I will take a short look at you, so please stay in front of the camera.
    /// """ -> liveness
    /// liveness -> < detected: closing, deepfake | no_face | inconclusive: refused >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that the check did not succeed." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static SHORT_GREETING = warning(Experience) "short-greeting";
}

/// How many words take five seconds to speak.
const ENOUGH: usize = 12;

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    if !ctx.flow.nodes.iter().any(|node| node.traits().needs_warm_up) {
        return;
    }
    let cold = Cold::new(ctx);
    let Some(spoken) = ctx.graph.least(|id, entered| leave(ctx, &cold, id, entered)) else { return };
    let mut told = HashSet::new();
    for (id, camera) in ctx.flow.nodes().filter(|(_, node)| node.traits().needs_warm_up) {
        // The prompt is the cause; the first camera node behind it is named.
        let Some((Spoken { words, last }, _)) =
            spoken.entering(id).filter(|(spoken, _)| told.insert(spoken.last))
        else {
            continue;
        };
        let Some(prompt) = speaks_literally(ctx.flow.node(last)) else { continue };
        let said = if words == 1 { "1 word is".to_owned() } else { format!("{words} words are") };
        let message =
            format!("only {said} spoken before {}, which needs five seconds of video", node(ctx.flow, id));
        out.push(
            Diagnostic::new(&SHORT_GREETING, prompt.span, message)
                .label(format!("too short on {}", phrase::path(ctx.flow, &path(ctx, &cold, &spoken, id))))
                .related(camera.id_span, "this node needs the video")
                .help(format!(
                    "speak about {ENOUGH} words before it, for example on what is going to happen"
                )),
        );
    }
}

/// What has been spoken on a path where all speech is literal and too short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Spoken {
    words: usize,
    /// Who spoke last.
    last: NodeId,
}

/// What has been spoken when a session leaves a node that it entered after `entered`. `None` when it is enough.
fn leave(ctx: &Context<'_>, cold: &Cold, id: NodeId, entered: Option<Spoken>) -> Option<Spoken> {
    let node = ctx.flow.node(id);
    let traits = node.traits();
    if node.ty.row.is_none() || traits.needs_warm_up || traits.asks_permission {
        return None;
    }
    if !traits.warms_up {
        return entered;
    }
    let before = if cold.enters(id) { Some(0) } else { entered.map(|spoken| spoken.words) }?;
    let words = before + words(ctx.flow, &speaks_literally(node)?.text)?;
    (words < ENOUGH).then_some(Spoken { words, last: id })
}

/// The path from `start` to a camera node on which so little is spoken.
fn path(ctx: &Context<'_>, cold: &Cold, spoken: &Least<Spoken>, id: NodeId) -> Witness {
    let mut tail = vec![id];
    let mut at = id;
    while let Some((_, edge)) = spoken.entering(at) {
        at = edge.from;
        tail.push(at);
        if ctx.flow.node(at).traits().warms_up && cold.enters(at) {
            break;
        }
    }
    tail.reverse();
    cold.path(ctx, at).join(Witness::of(tail))
}

/// The prompt of a node that speaks it as it stands.
fn speaks_literally(node: &Node) -> Option<&Prompt> {
    node.prompt.as_ref().filter(|prompt| prompt.say && node.traits().speaks)
}

/// How many spoken words a text has; a parameter without a known value counts as one. `None` when it holds nothing but such
/// parameters, so that nothing can be said.
fn words(flow: &Flow, text: &Text) -> Option<usize> {
    let mut counter = Counter::default();
    let mut unknown = 0;
    for part in &text.parts {
        let value = match part {
            TextPart::Literal(literal) => Some(literal.as_str()),
            TextPart::Param(id) => {
                let param = id.and_then(|id| flow.params.get(id.0 as usize));
                param.and_then(|param| param.value.as_ref()).map(|value| value.as_text())
            }
        };
        match value {
            Some(value) => counter.count(value),
            None => unknown += 1,
        }
    }
    let known = counter.words + counter.halves / 2;
    (known > 0 || unknown == 0).then_some(known + unknown)
}

#[derive(Default)]
struct Counter {
    words: usize,
    /// Characters of scripts that put no space between words; two count as a word.
    halves: usize,
}

impl Counter {
    fn count(&mut self, text: &str) {
        let mut inside = false;
        for ch in text.chars() {
            if matches!(Script::of(ch), Script::Han | Script::Kana) {
                self.halves += 1;
                inside = false;
            } else if ch.is_alphanumeric() {
                self.words += usize::from(!inside);
                inside = true;
            } else if !matches!(ch, '\'' | '’' | '-') {
                inside = false;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spoken_words_are_counted() {
        for (text, expected) in [
            ("Hello!", 1),
            ("Hello, I'm here — let's go.", 5),
            ("pay 20.50 euros", 4),
            ("", 0),
            ("请看镜头谢谢", 3),
            ("a well-known face", 3),
        ] {
            let mut counter = Counter::default();
            counter.count(text);
            assert_eq!(counter.words + counter.halves / 2, expected, "{text}");
        }
    }

    #[test]
    fn cases() {
        crate::checks::tests::snapshot(
            "short-greeting",
            &[
                (
                    "one short greeting before two camera nodes",
                    r#"start -> greeting
greeting: conversation say "Hello, here we go!" -> recognition
recognition -> < recognized: liveness, new_user: closing, no_face: refused >
liveness -> < detected: closing, deepfake | no_face | inconclusive: refused >"#,
                ),
                (
                    "the shorter of two paths",
                    r#"start -> hello
hello: conversation say "Hi!" -> < fast: liveness when "The user is in a hurry", slow: more when "Anything else" >
more: conversation say "I will take a short look at you now, so please stay where you are." -> liveness
liveness -> < detected: closing, deepfake | no_face | inconclusive: refused >"#,
                ),
                (
                    "several short speeches add up",
                    r#"start -> hello
hello: conversation say "Hello, nice to see you here today!" -> more
more: conversation say "I will take a look at you now." -> liveness
liveness -> < detected: closing, deepfake | no_face | inconclusive: refused >"#,
                ),
                (
                    "an instruction can not be counted",
                    r#"start -> hello
hello: conversation "Greet." -> more
more: conversation say "Now." -> liveness
liveness -> < detected: closing, deepfake | no_face | inconclusive: refused >"#,
                ),
                (
                    "a parameter counts as a word",
                    r#"param who
param text
start -> hello
hello: conversation say "Hello ${who}!" -> liveness
liveness -> < detected: closing, deepfake | no_face | inconclusive: refused >
lost: conversation say "${text}" -> closing"#,
                ),
                (
                    "a parameter alone can not be counted",
                    r#"param text
start -> hello
hello: conversation say "${text}" -> liveness
liveness -> < detected: closing, deepfake | no_face | inconclusive: refused >"#,
                ),
                (
                    "only what is said after the permissions counts",
                    r#"start -> greeting
GREETING -> ask
ask: permissions say "Please allow the camera." { permissions: { camera: true, microphone: true } } -> < granted: thanks, denied: refused >
thanks: conversation say "Thank you." -> liveness
liveness -> < detected: closing, deepfake | no_face | inconclusive: refused >"#,
                ),
            ],
        );
    }
}
