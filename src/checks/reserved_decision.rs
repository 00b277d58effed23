//! Owns the one word that is no decision.

use super::check::Context;
use crate::diag::Diagnostic;
use crate::flow::PENDING;

crate::code! {
    /// A decision is called `pending`. Generated code answers that word while a session goes on or its report is still missing,
    /// so nobody could tell the two apart.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// decide { accept: closing, pending: else }
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// decide { accept: closing, wait: else }
    /// ```
    pub static RESERVED_DECISION = error "reserved-decision";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let mut rules = ctx.flow.decide.iter().flat_map(|decide| &decide.rules);
    if let Some(rule) = rules.find(|rule| rule.name == PENDING) {
        let message = format!("a decision can't be called `{PENDING}`");
        out.push(
            Diagnostic::new(&RESERVED_DECISION, rule.name_span, message)
                .label("what code answers while there is no decision")
                .help("give the decision another name, such as `wait`"),
        );
    }
}
