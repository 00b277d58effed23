//! Takes back fixes that were offered before the routes were known: a misspelt target is near to a node that leads back.
//!
//! It is no check. What is wrong was reported already; here only a fix goes that would bring a cycle.

use std::collections::HashMap;

use super::check::Context;
use crate::diag::{Diagnostic, Edit};
use crate::flow::{Node, NodeId};
use crate::source::Span;
use crate::syntax::words::{Position, spell};

/// How many nodes are searched for a way back. A fix that was not found out is still only offered, not made.
const SEARCHED: usize = 64;

/// Takes back each fix that leads a route to a node from which the node of that route is reached.
pub fn withdraw(ctx: &Context<'_>, diagnostics: &mut [Diagnostic]) {
    let is_asked = |it: &&mut Diagnostic| it.code.name == "unknown-target" && !it.fixes.is_empty();
    let mut asked = diagnostics.iter_mut().filter(is_asked).peekable();
    if asked.peek().is_none() {
        return;
    }
    let target = |(id, node): (NodeId, &Node)| (spell(&node.id, Position::Target).into_owned(), id);
    let targets: HashMap<String, NodeId> = ctx.flow.nodes().map(target).collect();
    let places =
        ctx.flow.nodes().flat_map(|(id, node)| node.edges.iter().map(move |edge| (edge.target_span, id)));
    let owners: HashMap<Span, NodeId> = places.collect();
    let leads_back = |edit: &Edit| match (owners.get(&edit.span), targets.get(&edit.text)) {
        (Some(from), Some(to)) => ctx.graph.leads_to(*to, *from, SEARCHED) == Some(true),
        _ => false,
    };
    for diagnostic in asked {
        diagnostic.fixes.retain(|fix| !fix.edits.iter().any(leads_back));
    }
}

#[cfg(test)]
mod tests {
    use crate::resolve::Options;

    fn check(text: &str, fixes: usize) {
        let compilation = crate::compile("a.fsflow", text, &crate::source::NoFiles, &Options::default());
        let found = compilation.diagnostics.iter().find(|it| it.code.name == "unknown-target").unwrap();
        assert_eq!(found.fixes.len(), fixes, "{found:?}");
    }

    #[test]
    fn a_target_that_leads_back_is_not_offered() {
        check(
            "start -> first\nfirst: conversation \"Ask.\" -> second\nsecond: conversation \"Ask.\" -> frist\nend",
            0,
        );
        check(
            "start -> first\nfirst: conversation \"Ask.\" -> secnd\nsecond: conversation \"Ask.\" -> end\nend",
            1,
        );
    }
}
