//! Owns the rule that a single outcome has no condition.

use super::check::Context;
use super::no_way_out::{add_way_out, conditions};
use super::phrase::quote;
use super::repair::Repair;
use super::{farewell_reply, way_out};
use crate::diag::Diagnostic;
use crate::flow::Node;

crate::code! {
    /// A node has a single outcome, with a condition. While the condition does not hold the session can't go on, and there is no
    /// other way: a user who does not do what is hoped for is stuck.
    ///
    /// Leave the condition out when the session may go on after any answer, or add an outcome for when it does not come true.
    ///
    /// ```fsflow wrong
    /// start -> greeting
    /// greeting: conversation "Greet the user and ask for the name." -> closing when "The user said a name"
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> greeting
    /// greeting: conversation "Greet the user and ask for the name." -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static CONDITIONAL_SINGLE_OUTCOME = warning(Experience) "conditional-single-outcome";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let mut repair = None;
    for (id, node) in ctx.flow.nodes().filter(|(_, node)| can_stall(node)) {
        let Some(edge) = node.edges.first() else { continue };
        let repair = repair.get_or_insert_with(|| Repair::new(ctx));
        let place = edge.condition().map_or(edge.span, |condition| condition.span);
        let message = format!("{} is stuck while its only condition does not hold", quote(&node.id));
        let diagnostic =
            Diagnostic::new(&CONDITIONAL_SINGLE_OUTCOME, place, message).label("there is no other way on");
        let mut diagnostic = add_way_out(ctx, repair, id, diagnostic);
        diagnostic.help = diagnostic.help.map(|help| format!("leave the condition out, or {help}"));
        out.push(diagnostic);
    }
}

fn can_stall(node: &Node) -> bool {
    conditions(node) == 1 && !way_out::exists(node) && !farewell_reply::waits_for_nobody(node)
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        crate::checks::tests::snapshot(
            "conditional-single-outcome",
            &[
                (
                    "one condition",
                    r#"start -> a
a: conversation "Ask for the name." -> mail when "The user said a name"
mail: enter_email -> closing"#,
                ),
                (
                    "in a list",
                    r#"start -> a
a: conversation "Ask for the name." -> < named: refused when "The user said a name" >
b: enter_email -> < entered: refused, canceled: closing >"#,
                ),
                (
                    "with a way out in it",
                    r#"start -> a
a: conversation "Ask for the name." -> closing when "The user said a name, or three exchanges have passed""#,
                ),
                (
                    "a validation can stall too",
                    r#"start -> v
v: data_validation { validation: { field: "email", action: "contains", value: "@x.example" } } -> closing when "Validation passed""#,
                ),
            ],
        );
    }
}
