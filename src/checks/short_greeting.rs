//! Owns the rule that the speech before a camera node lasts five seconds.

use super::Context;
use super::camera_warm_up::Cold;
use super::english::Script;
use super::phrase::{self, node};
use crate::diag::Diagnostic;
use crate::graph::{EdgeId, Least};
use crate::model::{Flow, Node, NodeId, Prompt, Text, TextPart};

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
    pub static SHORT_GREETING = warning "short-greeting";
}

/// How many words take five seconds to speak.
const ENOUGH: usize = 12;

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    if !ctx.flow.nodes.iter().any(|node| node.traits().needs_warm_up) {
        return;
    }
    let cold = Cold::new(ctx);
    let Some(spoken) = ctx.graph.least(|id, entered| leave(ctx, &cold, id, entered)) else { return };
    let mut told = std::collections::HashSet::new();
    for (id, camera) in ctx.flow.nodes().filter(|(_, node)| node.traits().needs_warm_up) {
        let Some((words, _)) = spoken.entering(id) else { continue };
        let path = path(ctx, &cold, &spoken, id);
        let speaker =
            path.iter().rev().map(|edge| edge.from).find(|at| speaks_literally(ctx.flow.node(*at)).is_some());
        let Some((speaker, prompt)) = speaker.and_then(|at| Some((at, speaks_literally(ctx.flow.node(at))?)))
        else {
            continue;
        };
        if !told.insert(speaker) {
            continue;
        }
        let spoken = if words == 1 { "1 word is".to_owned() } else { format!("{words} words are") };
        let message =
            format!("only {spoken} spoken before {}, which needs five seconds of video", node(ctx.flow, id));
        let begin = path.first().map_or(id, |edge| edge.from);
        out.push(
            Diagnostic::new(&SHORT_GREETING, prompt.span, message)
                .label(format!("too short on {}", phrase::path(ctx.flow, begin, &path)))
                .related(camera.id_span, "this node needs the video")
                .help(format!(
                    "speak about {ENOUGH} words before it, for example on what is going to happen"
                )),
        );
    }
}

/// How many words have been spoken when a session leaves a node that it entered after `entered` words, on paths where all
/// speech is literal and too short. `None` when there is no such path.
fn leave(ctx: &Context<'_>, cold: &Cold, id: NodeId, entered: Option<usize>) -> Option<usize> {
    let node = ctx.flow.node(id);
    let traits = node.traits();
    if node.ty.row.is_none() || traits.needs_warm_up || traits.asks_permission {
        return None;
    }
    if !traits.warms_up {
        return entered;
    }
    let before = if cold.enters(id) { Some(0) } else { entered }?;
    let spoken = before + words(ctx.flow, &speaks_literally(node)?.text)?;
    (spoken < ENOUGH).then_some(spoken)
}

/// The path from `start` to a camera node on which so few words are spoken.
fn path(ctx: &Context<'_>, cold: &Cold, spoken: &Least<usize>, id: NodeId) -> Vec<EdgeId> {
    let mut tail = Vec::new();
    let mut at = id;
    while let Some((_, edge)) = spoken.entering(at) {
        tail.push(edge);
        at = edge.from;
        if ctx.flow.node(at).traits().warms_up && cold.enters(at) {
            break;
        }
    }
    let mut path = cold.path(ctx, at);
    path.extend(tail.into_iter().rev());
    path
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
