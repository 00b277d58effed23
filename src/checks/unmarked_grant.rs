//! Owns the `decide` that does not say which of its decisions grant something.

use super::check::Context;
use super::decided::{Decided, when};
use super::phrase::quote;
use super::unasked_grant;
use crate::catalog::Verdict;
use crate::diag::Diagnostic;
use crate::flow::{Atom, Decide, Decision, Edge, Expression, Flow};
use crate::graph::Graph;
use crate::paths::{Family, edge_of};

crate::code! {
    /// No decision is marked with `grant`, and one looks as if it grants something: by its name, or because it asks for a check
    /// that was passed. A marked one is held to more: it never stands in `else`, never comes of a session that stopped, or of a
    /// deepfake that its rule does not ask about, and at run time it needs what it rests on in the report.
    ///
    /// ```fsflow wrong
    /// start -> greeting
    /// greeting: conversation say """
    ///   Hello! Before we go on I will take a short look at you, so please stay in front of the camera.
    /// """ -> liveness
    /// liveness -> < detected: closing, deepfake | no_face | inconclusive: refused >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that the check did not succeed." { does_not_require_reply: true } -> end
    /// end
    /// decide { accept: liveness.detected, reject: else }
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
    /// decide { grant accept: liveness.detected, reject: else }
    /// ```
    pub static UNMARKED_GRANT = warning(Suspicious) "unmarked-grant" since "0.2.0";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let Some(decide) = &ctx.flow.decide else { return };
    if decide.rules.iter().any(|rule| rule.grant.is_some()) || !can_be_forged(ctx) {
        return;
    }
    let Some(decided) = Decided::new(ctx, |_| {}) else { return };
    let Some(rule) = by_name(decide).or_else(|| by_condition(ctx, &decided)) else { return };
    let name = quote(&rule.name);
    let message = format!("{name} looks like a decision that grants something, and is not marked");
    let mut diagnostic = Diagnostic::new(&UNMARKED_GRANT, rule.name_span, message);
    let breach = breach(ctx, decide, &rule.name);
    diagnostic = diagnostic.help(match &breach {
        None => format!(
            "write {}: then it is held to what a grant must be",
            quote(&format!("grant {}", rule.name))
        ),
        Some(breach) => {
            format!("write {}; then it is an error that {breach}", quote(&format!("grant {}", rule.name)))
        }
    });
    // Marked, a decision that breaks what a grant must be is an error: somebody has to want that.
    if breach.is_none() {
        let place = crate::source::Span { end: rule.name_span.start, ..rule.name_span };
        diagnostic = diagnostic.fix("mark it", place, "grant ").safe();
    }
    out.push(diagnostic);
}

/// Whether there is a check in the flow that somebody could try to deceive.
fn can_be_forged(ctx: &Context<'_>) -> bool {
    let is_bad = |edge: &Edge| edge.row().is_some_and(|row| row.verdict == Verdict::Deepfake);
    let reachable = ctx.flow.nodes().filter(|(id, _)| ctx.graph.is_reachable(*id));
    reachable.into_iter().any(|(_, node)| node.edges.iter().any(is_bad))
}

/// Words with which the names of decisions begin that give somebody something.
const GRANTING: &[&str] = &[
    "accept",
    "admit",
    "allow",
    "approve",
    "authorise",
    "authorize",
    "confirm",
    "continue",
    "enter",
    "grant",
    "let_in",
    "open",
    "pass",
    "pay",
    "permit",
    "proceed",
    "release",
    "succeed",
    "success",
    "unlock",
    "verified",
];

fn by_name(decide: &Decide) -> Option<&Decision> {
    decide.rules.iter().find(|rule| is_called_like_one(rule))
}

fn is_called_like_one(rule: &Decision) -> bool {
    let name = rule.name.to_lowercase();
    let begins = |word: &&str| {
        name.strip_prefix(*word).is_some_and(|left| {
            left.is_empty()
                || matches!(left, "d" | "ed")
                || left.starts_with(['_', '-'])
                || left.starts_with("d_")
                || left.starts_with("ed_")
        })
    };
    GRANTING.iter().any(begins)
}

/// Whether a rule looks as if it granted something: by the name of its decision, or since it asks for a passed check.
pub(super) fn looks_like_one(ctx: &Context<'_>, rule: &Decision) -> bool {
    let is_passed = |atom: Atom| {
        let edge = edge_of(atom).map(|edge| ctx.graph.edge(edge));
        edge.and_then(Edge::row).is_some_and(|row| row.verdict == Verdict::Pass)
    };
    is_called_like_one(rule) || when(rule).is_some_and(|it| favourable(it).into_iter().any(is_passed))
}

/// The first decision that asks for a passed check, and that comes of some session without a bad one.
fn by_condition<'d>(ctx: &Context<'_>, decided: &Decided<'d>) -> Option<&'d Decision> {
    let has = |atom: Atom, wanted: fn(Verdict) -> bool| {
        let edge = edge_of(atom).map(|edge| ctx.graph.edge(edge));
        edge.and_then(Edge::row).is_some_and(|row| wanted(row.verdict))
    };
    let bit = |atom: &Atom| edge_of(*atom).map_or(0, |edge| decided.states.mentioned().own(edge));
    let bad = decided.decide.rules.iter().filter_map(when).flat_map(super::decided::atoms);
    let bad = bad.filter(|atom| has(*atom, |it| matches!(it, Verdict::Deepfake | Verdict::Inconclusive)));
    let bad: u64 = bad.map(|atom| bit(&atom)).fold(0, |all, bit| all | bit);
    let mut rules = decided.decide.rules.iter().enumerate();
    let found = rules.find(|(number, rule)| {
        let Some(condition) = when(rule) else { return false };
        let [(completed, _), _] = decided.of_rule(*number);
        let clean = decided.states.lacking(completed, bad);
        let passed = favourable(condition).into_iter().filter(|atom| has(*atom, |it| it == Verdict::Pass));
        let proven = passed.fold(Family::NONE, |all, atom| {
            decided.states.either(all, decided.states.having(clean, bit(&atom)))
        });
        !proven.is_none()
    });
    found.map(|(_, rule)| rule)
}

/// The atoms that stand under an even number of `not`.
fn favourable(condition: &Expression) -> Vec<Atom> {
    let mut open = vec![(condition, true)];
    let mut atoms = Vec::new();
    while let Some((condition, is_favourable)) = open.pop() {
        match condition {
            Expression::Atom(atom) if is_favourable => atoms.push(*atom),
            Expression::Atom(_) | Expression::Incomplete | Expression::Value(_) => {}
            Expression::Not(inner) => open.push((inner, !is_favourable)),
            Expression::And(parts) | Expression::Or(parts) | Expression::AtLeast(_, parts) => {
                open.extend(parts.iter().map(|part| (part, is_favourable)));
            }
        }
    }
    atoms
}

/// What would be wrong with the decision were it marked.
fn breach(ctx: &Context<'_>, decide: &Decide, name: &str) -> Option<String> {
    let marked =
        |rule: &Decision| Decision { grant: (rule.name == name).then_some(rule.name_span), ..rule.clone() };
    let rules = decide.rules.iter().map(marked).collect();
    let flow =
        std::sync::Arc::new(Flow { decide: Some(Decide { rules, ..decide.clone() }), ..ctx.flow.clone() });
    let graph = Graph::new(std::sync::Arc::clone(&flow));
    let ctx = Context { flow: &flow, graph: &graph, sources: ctx.sources };
    let mut found = Vec::new();
    for check in
        [unasked_grant::in_else, unasked_grant::of_stopped, unasked_grant::unasked, unasked_grant::unproven]
    {
        check(&ctx, &mut found);
    }
    found.into_iter().next().map(|diagnostic| diagnostic.message)
}
