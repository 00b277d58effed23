//! Whether two trees say the same, places and layout aside: how the formatter checks its own work before it hands it out.

use crate::source::SourceFile;
use crate::syntax::ast::{
    Allow, Atom, Block, Case, Comment, Condition, DecideEntry, Decision, Doc, Expected, Expression, Field,
    File, Given, Name, Node, Param, Prompt, Reason, Route, RouteHead, Routes, RoutesKind, Rule,
    StatementKind, Stop, Target, Text, TextPart, Value, ValueKind, ValuePath, When,
};

/// A tree with its text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) source: &'a SourceFile,
    pub(super) file: &'a File,
}

/// Whether both have the same comments in the same order.
pub(super) fn comments(a: Side<'_>, b: Side<'_>) -> bool {
    let text = |side: Side<'_>, comment: &Comment| -> String {
        let text = side.source.slice(comment.span);
        text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
    };
    a.file.comments.len() == b.file.comments.len()
        && a.file
            .comments
            .iter()
            .zip(&b.file.comments)
            .all(|(x, y)| x.kind == y.kind && text(a, x) == text(b, y))
        && all(&a.file.docs, &b.file.docs, doc)
}

/// Whether both say the same in the statement with this number; a broken one must stand there letter by letter.
pub(super) fn statement(a: Side<'_>, b: Side<'_>, index: usize) -> bool {
    let (Some(x), Some(y)) = (a.file.statements.get(index), b.file.statements.get(index)) else {
        return false;
    };
    let heads = x.broken == y.broken && all(&x.docs, &y.docs, doc) && all(&x.allows, &y.allows, allow);
    let verbatim = || {
        let lines = a.source.slice(x.span).lines().map(|line| line.strip_suffix('\r').unwrap_or(line));
        lines.eq(b.source.slice(y.span).lines().map(|line| line.strip_suffix('\r').unwrap_or(line)))
    };
    heads && if super::file::is_verbatim(x) { verbatim() } else { kind(&x.kind, &y.kind) }
}

fn kind(a: &StatementKind, b: &StatementKind) -> bool {
    match (a, b) {
        (StatementKind::Api(a), StatementKind::Api(b))
        | (StatementKind::Import(a), StatementKind::Import(b)) => text(a, b),
        (StatementKind::Param(a), StatementKind::Param(b)) => param(a, b),
        (StatementKind::Session(a), StatementKind::Session(b)) => block(a, b),
        (StatementKind::Node(a), StatementKind::Node(b)) => node(a, b),
        (StatementKind::Decide(a), StatementKind::Decide(b)) => all(&a.entries, &b.entries, decide_entry),
        (StatementKind::Ensure(a), StatementKind::Ensure(b)) => {
            a.never == b.never && atom(&a.subject, &b.subject) && expression(&a.condition, &b.condition)
        }
        (StatementKind::Test(a), StatementKind::Test(b)) => {
            text(&a.name, &b.name) && all(&a.cases, &b.cases, case)
        }
        (StatementKind::Broken(a), StatementKind::Broken(b)) => option(a.as_ref(), b.as_ref(), name),
        _ => false,
    }
}

fn all<T>(a: &[T], b: &[T], same: fn(&T, &T) -> bool) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
}

fn option<T>(a: Option<&T>, b: Option<&T>, same: fn(&T, &T) -> bool) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => same(a, b),
        (a, b) => a.is_none() && b.is_none(),
    }
}

fn doc(a: &Doc, b: &Doc) -> bool {
    a.text == b.text
}

fn allow(a: &Allow, b: &Allow) -> bool {
    name(&a.name, &b.name) && option(a.reason.as_ref(), b.reason.as_ref(), text)
}

fn name(a: &Name, b: &Name) -> bool {
    a.text == b.text && a.quoted == b.quoted
}

fn param(a: &Param, b: &Param) -> bool {
    name(&a.name, &b.name)
        && option(a.ty.as_ref(), b.ty.as_ref(), name)
        && option(a.default.as_ref(), b.default.as_ref(), value)
}

fn node(a: &Node, b: &Node) -> bool {
    name(&a.id, &b.id)
        && option(a.ty.as_ref(), b.ty.as_ref(), name)
        && option(a.prompt.as_ref(), b.prompt.as_ref(), prompt)
        && option(a.fields.as_ref(), b.fields.as_ref(), block)
        && option(a.routes.as_ref(), b.routes.as_ref(), routes)
}

fn prompt(a: &Prompt, b: &Prompt) -> bool {
    a.say.is_some() == b.say.is_some() && text(&a.text, &b.text)
}

fn text(a: &Text, b: &Text) -> bool {
    all(&a.parts, &b.parts, |a, b| match (a, b) {
        (TextPart::Literal(a), TextPart::Literal(b)) => a == b,
        (TextPart::Param(a), TextPart::Param(b)) => name(a, b),
        _ => false,
    })
}

fn block(a: &Block, b: &Block) -> bool {
    all(&a.entries, &b.entries, field)
}

fn field(a: &Field, b: &Field) -> bool {
    name(&a.key, &b.key) && value(&a.value, &b.value)
}

fn value(a: &Value, b: &Value) -> bool {
    match (&a.kind, &b.kind) {
        (ValueKind::Text(a), ValueKind::Text(b)) => text(a, b),
        (ValueKind::Number(a), ValueKind::Number(b)) | (ValueKind::Word(a), ValueKind::Word(b)) => a == b,
        (ValueKind::Bool(a), ValueKind::Bool(b)) => a == b,
        (ValueKind::Null, ValueKind::Null) | (ValueKind::Missing, ValueKind::Missing) => true,
        (ValueKind::Param(a), ValueKind::Param(b)) => name(a, b),
        (ValueKind::Reference(a), ValueKind::Reference(b)) => {
            name(&a.source, &b.source) && name(&a.key, &b.key)
        }
        (ValueKind::List(a), ValueKind::List(b)) => all(a, b, value),
        (ValueKind::Object(a), ValueKind::Object(b)) => all(a, b, field),
        _ => false,
    }
}

fn routes(a: &Routes, b: &Routes) -> bool {
    match (&a.kind, &b.kind) {
        (RoutesKind::To(a), RoutesKind::To(b)) => target(a, b),
        (RoutesKind::List(a), RoutesKind::List(b)) => all(&a.entries, &b.entries, route),
        _ => false,
    }
}

fn route(a: &Route, b: &Route) -> bool {
    let heads = match (&a.head, &b.head) {
        (RouteHead::Outcomes(a), RouteHead::Outcomes(b)) => all(a, b, name),
        (RouteHead::Else(_), RouteHead::Else(_)) => true,
        (RouteHead::Rule(a), RouteHead::Rule(b)) => rule(a, b),
        _ => false,
    };
    heads && target(&a.target, &b.target)
}

fn rule(a: &Rule, b: &Rule) -> bool {
    value(&a.left, &b.left)
        && name(&a.operator, &b.operator)
        && option(a.right.as_ref(), b.right.as_ref(), value)
}

fn target(a: &Target, b: &Target) -> bool {
    option(a.name.as_ref(), b.name.as_ref(), name) && option(a.when.as_deref(), b.when.as_deref(), when)
}

fn decide_entry(a: &DecideEntry, b: &DecideEntry) -> bool {
    match (a, b) {
        (DecideEntry::Let(a), DecideEntry::Let(b)) => {
            name(&a.name, &b.name) && option(a.condition.as_ref(), b.condition.as_ref(), expression)
        }
        (DecideEntry::Rule(a), DecideEntry::Rule(b)) => decision(a, b),
        _ => false,
    }
}

fn reason(a: &Reason, b: &Reason) -> bool {
    text(&a.text, &b.text)
}

fn decision(a: &Decision, b: &Decision) -> bool {
    let conditions = match (&a.condition, &b.condition) {
        (Condition::Else(_), Condition::Else(_)) | (Condition::Missing, Condition::Missing) => true,
        (Condition::Expression(a), Condition::Expression(b)) => expression(a, b),
        _ => false,
    };
    name(&a.name, &b.name)
        && a.grant.is_some() == b.grant.is_some()
        && option(a.reason.as_ref(), b.reason.as_ref(), reason)
        && conditions
}

fn expression(a: &Expression, b: &Expression) -> bool {
    match (a, b) {
        (Expression::Atom(a), Expression::Atom(b)) => atom(a, b),
        (Expression::Comparison(a), Expression::Comparison(b)) => {
            value_path(&a.left, &b.left)
                && name(&a.operator, &b.operator)
                && option(a.right.as_ref(), b.right.as_ref(), value)
        }
        (Expression::AtLeast(a), Expression::AtLeast(b)) => {
            a.count == b.count && all(&a.parts, &b.parts, expression)
        }
        (Expression::Not(_, a), Expression::Not(_, b))
        | (Expression::Group(_, a), Expression::Group(_, b)) => expression(a, b),
        (Expression::And(a), Expression::And(b)) | (Expression::Or(a), Expression::Or(b)) => {
            all(a, b, expression)
        }
        _ => false,
    }
}

fn atom(a: &Atom, b: &Atom) -> bool {
    name(&a.node, &b.node) && option(a.outcome.as_ref(), b.outcome.as_ref(), name)
}

fn case(a: &Case, b: &Case) -> bool {
    all(&a.given, &b.given, given)
        && option(a.stop.as_ref(), b.stop.as_ref(), stop)
        && all(&a.expected, &b.expected, expected)
}

fn value_path(a: &ValuePath, b: &ValuePath) -> bool {
    name(&a.source, &b.source) && all(&a.keys, &b.keys, name)
}

fn given(a: &Given, b: &Given) -> bool {
    match (a, b) {
        (Given::Atom(a), Given::Atom(b)) => atom(a, b),
        (Given::Value(a), Given::Value(b)) => value_path(&a.left, &b.left) && value(&a.value, &b.value),
        _ => false,
    }
}

fn stop(a: &Stop, b: &Stop) -> bool {
    name(&a.node, &b.node)
}

fn expected(a: &Expected, b: &Expected) -> bool {
    a.not.is_some() == b.not.is_some() && name(&a.name, &b.name)
}

fn when(a: &When, b: &When) -> bool {
    text(&a.text, &b.text)
}
