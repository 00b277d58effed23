//! Owns the ids that differ in the case of their letters alone.

use std::collections::HashMap;

use super::check::Context;
use super::phrase::quote;
use crate::diag::Diagnostic;
use crate::flow::Node;

crate::code! {
    /// The ids of two nodes differ in the case of their letters alone. Whoever reads a report or a route would take them for one.
    ///
    /// ```fsflow wrong
    /// start -> ask
    /// ask: conversation "Ask the user how they are." -> Ask
    /// Ask: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> ask
    /// ask: conversation "Ask the user how they are." -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static SIMILAR_IDS = warning(Correctness) "similar-ids" since "0.2.0";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let mut known: HashMap<String, &Node> = HashMap::new();
    for node in &ctx.flow.nodes {
        let first = *known.entry(node.id.to_lowercase()).or_insert(node);
        if first.id == node.id {
            continue;
        }
        let message = format!("{} and {} are two nodes", quote(&node.id), quote(&first.id));
        out.push(
            Diagnostic::new(&SIMILAR_IDS, node.id_span, message)
                .related(first.id_span, "differs in the case of its letters alone")
                .help("give one of them another id"),
        );
    }
}
