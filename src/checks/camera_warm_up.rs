//! Owns the rule that camera nodes come after five seconds of video, and the search for paths that get there cold.

use super::check::Context;
use super::phrase::{self, node};
use crate::diag::Diagnostic;
use crate::flow::NodeId;
use crate::graph::{Reach, Witness};

crate::code! {
    /// A camera node may run before there are five seconds of video. Liveness detection, recognition, face scan and face
    /// comparison look at the video that the session has recorded so far; without any they answer `no_face` or worse to an
    /// honest user.
    ///
    /// Every path from `start` to the first such node needs a conversation (or a node that sends a code) before it. The
    /// video begins with the user's permission, so the conversation must come after a `permissions` node. Later camera nodes
    /// on the path are fine.
    ///
    /// ```fsflow wrong
    /// start -> liveness
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
    pub static CAMERA_WARM_UP = warning(Experience) "camera-warm-up";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    if !ctx.flow.nodes.iter().any(|node| node.traits().needs_warm_up) {
        return;
    }
    let cold = Cold::new(ctx);
    for (id, camera) in ctx.flow.nodes().filter(|(id, node)| node.traits().needs_warm_up && cold.enters(*id))
    {
        let name = node(ctx.flow, id);
        let asked = cold.reach.root(id).filter(|root| ctx.flow.node(*root).traits().asks_permission);
        let message = match asked {
            Some(ask) => {
                format!(
                    "{name} may run before five seconds of video, which begins after {}",
                    node(ctx.flow, ask)
                )
            }
            None => format!("{name} may run before there are five seconds of video"),
        };
        out.push(
            Diagnostic::new(&CAMERA_WARM_UP, camera.id_span, message)
                .label(format!(
                    "no conversation comes first on {}",
                    phrase::path(ctx.flow, &cold.path(ctx, id))
                ))
                .help("put a conversation before it that speaks for five seconds, about a dozen words"),
        );
    }
}

/// The nodes that some path enters before there is video: from `start`, or after a node that asks for the camera, without a
/// node that takes its time.
#[derive(Debug)]
pub(super) struct Cold {
    reach: Reach,
}

impl Cold {
    pub(super) fn new(ctx: &Context<'_>) -> Self {
        let asking = ctx.flow.nodes().filter(|(_, node)| node.traits().asks_permission).map(|(id, _)| id);
        let asking = asking.filter(|id| ctx.graph.is_reachable(*id));
        let roots: Vec<NodeId> = ctx.graph.starts().iter().copied().chain(asking).collect();
        Self { reach: ctx.graph.reach(&roots, |edge| stays_cold(ctx, edge.from)) }
    }

    /// Whether some path enters the node cold.
    pub(super) fn enters(&self, id: NodeId) -> bool {
        self.reach.contains(id)
    }

    /// A path from `start` that enters the node cold.
    pub(super) fn path(&self, ctx: &Context<'_>, id: NodeId) -> Witness {
        let root = self.reach.root(id).unwrap_or(id);
        ctx.graph.from_start().witness(root).join(self.reach.witness(id))
    }
}

/// Whether a session that enters the node cold leaves it cold. A type that the catalog does not know may take its time.
fn stays_cold(ctx: &Context<'_>, id: NodeId) -> bool {
    let node = ctx.flow.node(id);
    let traits = node.traits();
    traits.asks_permission || (node.ty.row.is_some() && !traits.warms_up && !traits.needs_warm_up)
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        crate::checks::tests::snapshot(
            "camera-warm-up",
            &[
                (
                    "straight from the start",
                    "start -> liveness
liveness -> < detected: closing, deepfake | no_face | inconclusive: refused >",
                ),
                (
                    "on one of two paths",
                    r#"start -> fetch
fetch: external_call { request: { url: "https://x.example" } } -> check
check: field_condition -> < when provided.tier == "gold": liveness, else: greeting >
GREETING -> liveness
liveness -> < detected: closing, deepfake | no_face | inconclusive: refused >"#,
                ),
                (
                    "right after the permissions, although greeted before",
                    r#"start -> greeting
GREETING -> ask
ask: permissions say "Please allow the camera." { permissions: { camera: true, microphone: true } } -> < granted: liveness, denied: refused >
liveness -> < detected: closing, deepfake | no_face | inconclusive: refused >"#,
                ),
                (
                    "only the first camera node of a path",
                    "start -> recognition
recognition -> < recognized: liveness, new_user: liveness, no_face: refused >
liveness -> < detected: closing, deepfake | no_face | inconclusive: refused >",
                ),
                (
                    "a code takes its time",
                    r#"session { provided_data: { email: "a@x.example" } }
start -> email_otp
email_otp -> < verified: liveness, else: refused >
liveness -> < detected: closing, deepfake | no_face | inconclusive: refused >"#,
                ),
                (
                    "a type that nobody knows may take its time",
                    r#"start -> x
@allow(unchecked, "new")
x: "new_talk" -> liveness
liveness -> < detected: closing, deepfake | no_face | inconclusive: refused >"#,
                ),
                (
                    "a long way without a word",
                    r#"start -> c0
c0: external_call { request: { url: "https://x.example" } } -> c1
c1: external_call { request: { url: "https://x.example" } } -> c2
c2: external_call { request: { url: "https://x.example" } } -> c3
c3: external_call { request: { url: "https://x.example" } } -> c4
c4: external_call { request: { url: "https://x.example" } } -> c5
c5: external_call { request: { url: "https://x.example" } } -> c6
c6: external_call { request: { url: "https://x.example" } } -> c7
c7: external_call { request: { url: "https://x.example" } } -> c8
c8: external_call { request: { url: "https://x.example" } } -> liveness
liveness -> < detected: closing, deepfake | no_face | inconclusive: refused >"#,
                ),
            ],
        );
    }
}
