//! Owns the names of outcomes against the catalog.

use super::misplaced;
use super::scope::Scope;
use super::since;
use super::subject::Subject;
use super::unchecked;
use super::wording::{all_of, hint, quote};
use crate::catalog::{self, NODE_TYPES, NodeType, RetiredPlace, Routing};
use crate::diag::{Diagnostic, Tag, same_letters};
use crate::source::Span;
use crate::syntax::ast::{Name, Node, RouteHead, Routes, RoutesKind};

crate::code! {
    /// An outcome is none that the type has. A session that ends a node with an outcome that the flow does not connect goes
    /// nowhere. An outcome that is newer than the compiler stands in quotes.
    ///
    /// ```fsflow wrong
    /// start -> email
    /// email: enter_email -> < entered: closing, skipped: closing, canceled: closing >
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
    pub static UNKNOWN_OUTCOME = error "unknown-outcome";
}

crate::code! {
    /// An outcome has two entries, so it is not clear where it leads. `canceled` and `cancelled` are one word, and so are an
    /// outcome's short name and the API's.
    ///
    /// ```fsflow wrong
    /// start -> email
    /// email: enter_email -> < entered: closing, canceled: closing, cancelled: closing >
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
    pub static REPEATED_OUTCOME = error "repeated-outcome";
}

crate::code! {
    /// An `end` node has routes. The session is complete there and nothing follows.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end -> closing
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static ROUTES_ON_END = error "routes-on-end";
}

/// What the name of an outcome is.
pub(super) enum Named {
    /// One that the catalog lists.
    Api(&'static catalog::Outcome),
    /// In quotes and unknown.
    Passing,
    /// Unknown; that was reported.
    Reported,
}

/// What a name is among the outcomes of a type whose outcomes the API names.
pub(super) fn named(scope: &mut Scope<'_>, subject: &Subject<'_>, name: &Name) -> Named {
    if let Some(outcome) = subject.named().find(|outcome| outcome.is_named(&name.text)) {
        return Named::Api(outcome);
    }
    let Some(row) = subject.row else { return Named::Passing };
    match row.routing {
        Routing::Single(_) => report_single(scope, subject, name),
        Routing::Rules(_) => super::rules::report_plain_entry(scope, subject, name),
        _ if name.quoted => return Named::Passing,
        _ => {
            let diagnostic = unknown(scope, subject, row, name);
            scope.report(diagnostic);
        }
    }
    Named::Reported
}

/// Says of an outcome in quotes that nothing checks it.
pub(super) fn report_passing(scope: &mut Scope<'_>, subject: &Subject<'_>, name: &Name) {
    let Some(row) = subject.row else { return };
    match catalog::retired(RetiredPlace::Outcome(row.name), &name.text) {
        Some(retired) => unchecked::retired(scope, "outcome", name, retired),
        None => {
            let spellings = spellings(subject);
            unchecked::name(scope, "outcome", name, spellings.iter().map(|(spelling, _)| spelling.as_str()));
        }
    }
}

/// The spellings of the outcomes that the API names, each with the one to write.
fn spellings(subject: &Subject<'_>) -> Vec<(String, String)> {
    let both = |outcome: &catalog::Outcome| {
        let written = outcome.written();
        [(written.clone(), written.clone()), (outcome.name.to_owned(), written)]
    };
    subject.named().flat_map(both).collect()
}

/// Reports an outcome that is newer than the flow's version.
pub(super) fn check_since(
    scope: &mut Scope<'_>,
    subject: &Subject<'_>,
    outcome: &catalog::Outcome,
    span: Span,
) {
    let base = subject.row.map_or(outcome.since, |row| row.since);
    // The exits of a field are as new as that field, which was reported.
    let base =
        if subject.exits.iter().any(|exit| std::ptr::eq(exit, outcome)) { outcome.since } else { base };
    since::check_since(
        scope,
        outcome.since,
        base,
        span,
        &format!("the outcome {}", quote(&outcome.written())),
    );
}

pub(super) fn report_repeated(scope: &mut Scope<'_>, name: &str, span: Span, first: Span) {
    let diagnostic =
        Diagnostic::new(&REPEATED_OUTCOME, span, format!("the outcome {} has two entries", quote(name)))
            .label("again here")
            .related(first, "first entry")
            .help("keep one of them");
    scope.report(diagnostic);
}

pub(super) fn report_routes_on_end(scope: &mut Scope<'_>, row: &NodeType, node: &Node, routes: &Routes) {
    let head = node.ty.as_ref().unwrap_or(&node.id);
    let before = node.fields.as_ref().map_or(head.span, |block| block.span);
    let cut = Span { start: before.end.min(routes.span.start), ..routes.span };
    let diagnostic =
        Diagnostic::new(&ROUTES_ON_END, routes.span, format!("{} has no routes", quote(row.written())))
            .label("nothing follows here")
            .help("remove them; what should still happen stands before this node")
            .fix("remove the routes", cut, "")
            .tag(Tag::Unnecessary);
    scope.report(diagnostic);
}

/// Several outcomes on a type that has one.
fn report_single(scope: &mut Scope<'_>, subject: &Subject<'_>, name: &Name) {
    let message = format!("{} has a single outcome without a name", quote(subject.name()));
    let diagnostic = misplaced::clause(name.span, message)
        .label(format!("not an outcome of {}", quote(subject.name())))
        .help("write `-> target`");
    let only = subject.node.routes.as_ref().and_then(|routes| match &routes.kind {
        RoutesKind::List(list) => match list.entries.as_slice() {
            [only] if matches!(&only.head, RouteHead::Outcomes(names) if names.len() == 1) => {
                Some((list.span, only.target.name.as_ref()?.span))
            }
            _ => None,
        },
        RoutesKind::To(_) => None,
    });
    scope.report(match only {
        Some((list, target)) => {
            let text = scope.sources.slice(target).to_owned();
            diagnostic.fix("write the target alone", list, text).safe()
        }
        None => diagnostic,
    });
}

/// What other languages call `else`.
const REST: [&str; 5] = ["default", "otherwise", "others", "rest", "_"];

fn has_else(subject: &Subject<'_>) -> bool {
    subject.node.routes.as_ref().is_some_and(|routes| match &routes.kind {
        RoutesKind::List(list) => list.entries.iter().any(|entry| matches!(entry.head, RouteHead::Else(_))),
        RoutesKind::To(_) => false,
    })
}

fn unknown(scope: &mut Scope<'_>, subject: &Subject<'_>, row: &'static NodeType, name: &Name) -> Diagnostic {
    let word = name.text.as_str();
    let message = format!("{} has no outcome {}", quote(row.written()), quote(word));
    let diagnostic = Diagnostic::new(&UNKNOWN_OUTCOME, name.span, message).label("not one of its outcomes");
    if let Some(retired) = catalog::retired(RetiredPlace::Outcome(row.name), word) {
        let new = retired.new.and_then(|new| subject.named().find(|outcome| outcome.name == new));
        let diagnostic = diagnostic.help(retired.note);
        return match new.map(catalog::Outcome::written) {
            Some(new) => diagnostic.fix(format!("use `{new}`"), name.span, new).safe(),
            None => diagnostic,
        };
    }
    if REST.contains(&word.to_ascii_lowercase().as_str()) && !name.quoted && !has_else(subject) {
        return diagnostic
            .help("all outcomes that are not named are `else`")
            .fix("write `else`", name.span, "else")
            .safe();
    }
    let spellings = spellings(subject);
    if let Some(near) = scope.suggest.near(word, spellings.iter().map(|(spelling, _)| spelling.as_str())) {
        let written = spellings.iter().find(|(spelling, _)| spelling == near).map_or(near, |(_, to)| to);
        return diagnostic
            .help(hint(word, written))
            .fix(format!("use `{written}`"), name.span, written)
            .safe_if(same_letters(word, written));
    }
    let has = |row: &&NodeType| row.outcomes().iter().any(|outcome| outcome.is_named(word));
    let others: Vec<&str> = NODE_TYPES
        .iter()
        .filter(|other| matches!(other.routing, Routing::Fixed(_)))
        .filter(has)
        .map(NodeType::written)
        .collect();
    let own =
        format!("{} has {}", quote(row.written()), all_of(subject.named().map(catalog::Outcome::written)));
    diagnostic.help(if others.is_empty() {
        own
    } else {
        format!("{} is an outcome of {}; {own}", quote(word), all_of(others))
    })
}
