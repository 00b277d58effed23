//! Owns the rule that an `else` stands for something.

use super::check::Context;
use super::phrase::quote;
use crate::diag::{Diagnostic, Tag};
use crate::flow::Written;

crate::code! {
    /// An `else` stands for all outcomes that are not named, and here every outcome is named: the entry has no effect. If the
    /// type gets another outcome in a newer version of the API, it would lead there without anyone having decided so.
    ///
    /// ```fsflow wrong
    /// start -> email
    /// email: enter_email -> < entered: closing, canceled: closing, else: closing >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> email
    /// email: enter_email -> < entered: closing, canceled: closing >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static UNUSED_ELSE = warning(Style) "unused-else" since "0.2.0";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    for node in ctx.flow.nodes.iter().filter(|node| node.edges_known && node.ty.row.is_some()) {
        let Some(span) = node.routes.and_then(|routes| routes.else_span) else { continue };
        if node.edges.iter().any(|edge| edge.written == Written::Else) {
            continue;
        }
        out.push(
            Diagnostic::new(&UNUSED_ELSE, span, format!("`else` of {} stands for nothing", quote(&node.id)))
                .label("every outcome has its entry")
                .help("remove it")
                .tag(Tag::Unnecessary),
        );
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        crate::checks::tests::snapshot(
            "unused-else",
            &[
                (
                    "every outcome is named",
                    "start -> email
email: enter_email -> < entered: closing, canceled: refused, else: refused >",
                ),
                (
                    "one outcome is not named",
                    "start -> email
email: enter_email -> < entered: closing, else: refused >",
                ),
            ],
        );
    }
}
