//! The rule that a node which asks for permissions asks for something.

use super::check::Context;
use super::phrase::quote;
use crate::diag::Diagnostic;
use crate::flow::{Node, ValueKind, values};

crate::code! {
    /// A `permissions` node asks for nothing: camera and microphone are both `false`. The user sees a page that wants nothing of
    /// them.
    ///
    /// ```fsflow wrong
    /// start -> ask
    /// ask: permissions say "Please allow the camera." {
    ///   permissions: { camera: false, microphone: false }
    /// } -> < granted: closing, denied: refused >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that it does not work without a camera." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> ask
    /// ask: permissions say "Please allow the camera." {
    ///   permissions: { camera: true, microphone: false }
    /// } -> < granted: closing, denied: refused >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that it does not work without a camera." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static EMPTY_PERMISSIONS = warning(Suspicious) "empty-permissions" since "0.2.0";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    for node in ctx.flow.nodes.iter().filter(|node| node.traits().asks_permission && node.fields_known) {
        let Some(place) = asks_for_nothing(node) else { continue };
        let message = format!("{} asks for no permission", quote(&node.id));
        out.push(
            Diagnostic::new(&EMPTY_PERMISSIONS, place, message)
                .label("all of them are `false`")
                .help(format!("say `true` to what is asked for, or leave {} out", quote(&node.id))),
        );
    }
}

/// Where the permissions stand, when each of them is named and none is wanted. What the API does about one that is not named
/// is not documented.
fn asks_for_nothing(node: &Node) -> Option<crate::source::Span> {
    let (field, value) =
        values(&node.fields).find(|(_, value)| matches!(value.kind, ValueKind::Object(_)))?;
    let ValueKind::Object(fields) = &value.kind else { return None };
    let all = match field.row?.kind {
        crate::catalog::Kind::Object(rows) => rows.len(),
        _ => return None,
    };
    let is_false = |value: Option<&crate::flow::Value>| {
        matches!(value.map(|value| &value.kind), Some(ValueKind::Bool(false)))
    };
    (fields.len() == all && fields.iter().all(|field| is_false(field.value.as_ref()))).then_some(value.span)
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        crate::checks::tests::snapshot(
            "empty-permissions",
            &[
                (
                    "both false",
                    r#"start -> ask
ask: permissions say "Please allow the camera." { permissions: { camera: false, microphone: false } } -> < granted: closing, denied: refused >"#,
                ),
                (
                    "one of them, and one not named",
                    r#"start -> ask
ask: permissions say "Please allow the camera." { permissions: { camera: false, microphone: true } } -> < granted: more, denied: refused >
more: permissions say "Please allow the camera." { permissions: { camera: false } } -> < granted: closing, denied: refused >"#,
                ),
            ],
        );
    }
}
