//! Owns the routes of a node: entries put into edges, `else` and plain routes expanded.

use std::borrow::Cow;

use super::interpolation;
use super::keys::Keys;
use super::outcomes::{self, Named};
use super::scope::Scope;
use super::subject::{Destination, Routed, Subject};
use super::wording::quote;
use super::{misplaced, rules};
use crate::catalog::{self, NodeType, Routing, wire};
use crate::flow::{Field, Outcome, Text, Type, Written};
use crate::source::Span;
use crate::syntax::ast::{self, RouteHead, RoutesKind, Target};
use crate::syntax::words::{Position, spell};

/// The edges of a node.
pub(super) fn resolve<'a>(
    scope: &mut Scope<'_>,
    node: &'a ast::Node,
    ty: &Type,
    fields: &[Field],
) -> Routed<'a> {
    let mut out = Routed { edges: Vec::new(), routes: None, known: true, keys: Keys::default() };
    let Some(written) = &node.routes else { return out };
    let list = match &written.kind {
        RoutesKind::List(list) => Some(list),
        RoutesKind::To(_) => None,
    };
    let else_span = list.and_then(|list| {
        list.entries.iter().find_map(|entry| match entry.head {
            RouteHead::Else(span) => Some(span),
            _ => None,
        })
    });
    out.routes = Some(crate::flow::Routes { span: written.span, list: list.is_some(), else_span });
    let silent = ty.row.is_none() && !ty.quoted;
    let subject = Subject { node, row: ty.row, silent, exits: exits(scope, ty, fields) };
    if let Some(row) = ty.row.filter(|row| matches!(row.routing, Routing::None)) {
        outcomes::report_routes_on_end(scope, row, node, written);
        touch(scope, written);
        out.known = false;
        return out;
    }
    match &written.kind {
        RoutesKind::To(target) => plain(scope, &subject, &mut out, written.arrow, target),
        RoutesKind::List(list) => entries(scope, &subject, &mut out, list),
    }
    rules::check_some(scope, &subject, &out);
    out
}

/// The outcomes that a field of the node adds. When the fields are not all known, they may be there.
fn exits(scope: &Scope<'_>, ty: &Type, fields: &[Field]) -> &'static [catalog::Outcome] {
    match ty.row.map(|row| &row.routing) {
        Some(Routing::Choices(Some(exits))) => {
            let is_there = |field: &Field| field.row.is_some_and(|row| row.name == exits.field);
            if scope.lossy || fields.iter().any(is_there) { exits.outcomes } else { &[] }
        }
        _ => &[],
    }
}

// ---- One target for all

fn plain<'a>(
    scope: &mut Scope<'_>,
    subject: &Subject<'a>,
    out: &mut Routed<'a>,
    arrow: Span,
    target: &'a Target,
) {
    let found = find(scope, target, arrow);
    let owns = |row: &NodeType| matches!(row.routing, Routing::Choices(_));
    let own = usize::from(subject.row.is_none_or(owns));
    out.edges.reserve_exact(own + subject.named().count());
    match subject.row {
        Some(row) if owns(row) => {
            let condition = condition(scope, target, found.span);
            out.push(Outcome::choice(wire::PLAIN_CHOICE, condition), found, arrow, Written::Plain);
        }
        Some(row) => refuse_when(scope, row.written(), target),
        None if target.when.is_some() => {
            let condition = condition(scope, target, found.span);
            out.push(Outcome::choice(wire::PLAIN_CHOICE, condition), found, arrow, Written::Plain);
        }
        None => out.push(Outcome::Quoted(wire::OUTCOME.to_owned()), found, arrow, Written::Plain),
    }
    // An exit stands for itself only where its field is certain.
    if !scope.lossy || subject.exits.is_empty() {
        expand(scope, subject, out, found, arrow, Written::Plain);
    }
}

/// Adds the outcomes that the API names, the flow's version has and the author did not name.
fn expand(
    scope: &Scope<'_>,
    subject: &Subject<'_>,
    out: &mut Routed<'_>,
    found: Destination,
    span: Span,
    written: Written,
) {
    let version = scope.version.max(subject.row.map_or(scope.version, |row| row.since));
    for outcome in subject.named().filter(|outcome| outcome.since <= version) {
        if out.place_of(outcome).is_none() {
            out.push(Outcome::Api(outcome), found, span, written);
        }
    }
}

// ---- A list

fn entries<'a>(scope: &mut Scope<'_>, subject: &Subject<'a>, out: &mut Routed<'a>, list: &'a ast::RouteList) {
    let count = |entry: &ast::Route| match &entry.head {
        RouteHead::Outcomes(names) => names.len(),
        RouteHead::Else(_) => subject.named().count().saturating_sub(list.entries.len() - 1).max(1),
        RouteHead::Rule(_) => 1,
    };
    out.edges.reserve_exact(list.entries.iter().map(count).sum());
    let has = |test: fn(&ast::Route) -> bool| list.entries.iter().any(test);
    let form = Form {
        rules: has(|entry| matches!(entry.head, RouteHead::Rule(_))),
        conditions: has(|entry| entry.target.when.is_some()),
    };
    let mut rest: Option<(usize, Destination, Span)> = None;
    for entry in &list.entries {
        let found = find(scope, &entry.target, entry.span);
        match &entry.head {
            RouteHead::Outcomes(names) => {
                names.iter().for_each(|name| named(scope, subject, out, form, &entry.target, found, name));
            }
            RouteHead::Rule(rule) => rule_entry(scope, subject, out, entry, rule, found),
            RouteHead::Else(span) => match rest {
                Some((.., first)) => {
                    outcomes::report_repeated(scope, "else", *span, first);
                    refuse_when(scope, subject.name(), &entry.target);
                    out.known = false;
                }
                None => {
                    if else_entry(scope, subject, out, form, entry, *span, found) {
                        rest = Some((out.edges.len(), found, *span));
                    }
                }
            },
        }
    }
    if let Some((at, found, span)) = rest {
        let named = out.edges.split_off(at);
        let before = out.edges.len();
        out.edges.extend(named);
        let end = out.edges.len();
        expand(scope, subject, out, found, span, Written::Else);
        // What `else` stands for takes its place among the entries.
        if let Some(tail) = out.edges.get_mut(before..) {
            tail.rotate_left(end - before);
        }
    }
}

/// What kinds of entries a list holds, which decides how a quoted type is written.
#[derive(Clone, Copy)]
struct Form {
    rules: bool,
    conditions: bool,
}

/// `name: target`
fn named<'a>(
    scope: &mut Scope<'_>,
    subject: &Subject<'a>,
    out: &mut Routed<'a>,
    form: Form,
    target: &'a Target,
    found: Destination,
    name: &'a ast::Name,
) {
    match subject.row.map(|row| &row.routing) {
        Some(Routing::Choices(_)) => {
            let exit = subject.exits.iter().find(|exit| !name.quoted && exit.is_named(&name.text));
            match exit {
                Some(exit) => {
                    refuse_when(scope, "await_external", target);
                    push_api(scope, subject, out, exit, found, name);
                }
                None => push_choice(scope, out, target, found, name),
            }
        }
        Some(_) => {
            refuse_when(scope, subject.name(), target);
            match outcomes::named(scope, subject, name) {
                Named::Api(outcome) => push_api(scope, subject, out, outcome, found, name),
                Named::Passing => {
                    let key = Cow::Borrowed(name.text.as_str());
                    if !out.keys.knows(&key) {
                        outcomes::report_passing(scope, subject, name);
                    }
                    push_quoted(scope, out, key, found, name);
                }
                Named::Reported => {
                    out.known = false;
                    out.push(Outcome::Quoted(name.text.clone()), found, name.span, Written::Named);
                }
            }
        }
        None if subject.silent => {
            target.when.iter().for_each(|when| interpolation::touch(scope, &when.text));
            out.push(Outcome::Quoted(name.text.clone()), found, name.span, Written::Named);
        }
        None if form.conditions => push_choice(scope, out, target, found, name),
        None => {
            if form.rules && !name.is_keyword(wire::DEFAULT) {
                rules::report_plain_entry(scope, subject, name);
                out.known = false;
            }
            let key = if name.quoted {
                Cow::Borrowed(name.text.as_str())
            } else {
                Cow::Owned(catalog::camel_case(&name.text))
            };
            push_quoted(scope, out, key, found, name);
        }
    }
}

fn push_api<'a>(
    scope: &mut Scope<'_>,
    subject: &Subject<'a>,
    out: &mut Routed<'a>,
    outcome: &'static catalog::Outcome,
    found: Destination,
    name: &'a ast::Name,
) {
    if outcome.since > scope.version {
        outcomes::check_since(scope, subject, outcome, name.span);
    }
    match out.place_of(outcome) {
        None => out.push(Outcome::Api(outcome), found, name.span, Written::Named),
        Some(first) => {
            outcomes::report_repeated(scope, &name.text, name.span, first);
            out.known = false;
            out.push(Outcome::Quoted(name.text.clone()), found, name.span, Written::Named);
        }
    }
}

fn push_choice<'a>(
    scope: &mut Scope<'_>,
    out: &mut Routed<'a>,
    target: &'a Target,
    found: Destination,
    name: &'a ast::Name,
) {
    let condition = condition(scope, target, found.span);
    if let Some(first) = out.keys.seen(Cow::Borrowed(name.text.as_str()), name.span) {
        outcomes::report_repeated(scope, &name.text, name.span, first);
        out.known = false;
    }
    out.push(Outcome::choice(name.text.as_str(), condition), found, name.span, Written::Named);
}

fn push_quoted<'a>(
    scope: &mut Scope<'_>,
    out: &mut Routed<'a>,
    key: Cow<'a, str>,
    found: Destination,
    name: &'a ast::Name,
) {
    if let Some(first) = out.keys.seen(key.clone(), name.span) {
        outcomes::report_repeated(scope, &name.text, name.span, first);
        out.known = false;
    }
    out.push(Outcome::Quoted(key.into_owned()), found, name.span, Written::Named);
}

/// `when rule: target`
fn rule_entry<'a>(
    scope: &mut Scope<'_>,
    subject: &Subject<'a>,
    out: &mut Routed<'a>,
    entry: &'a ast::Route,
    rule: &'a ast::Rule,
    found: Destination,
) {
    let takes_rules = match subject.row {
        Some(row) => matches!(row.routing, Routing::Rules(_)),
        None => !subject.silent,
    };
    if !subject.silent {
        refuse_when(scope, subject.name(), &entry.target);
    }
    if !takes_rules {
        if !subject.silent {
            rules::report_misplaced(scope, subject, rule);
        }
        rules::touch(scope, rule);
        out.known = false;
        out.push(Outcome::Quoted("when".to_owned()), found, rule.span, Written::Named);
        return;
    }
    let before = out.edges.iter().rev().find_map(|edge| match &edge.outcome {
        Outcome::Rule(rule) => Some(rule.number),
        _ => None,
    });
    let resolved = rules::resolve(scope, rule, before.unwrap_or(0) + 1);
    out.push(Outcome::Rule(Box::new(resolved)), found, rule.span, Written::Named);
}

/// `else: target`. Whether it stands for the outcomes that are not named.
fn else_entry<'a>(
    scope: &mut Scope<'_>,
    subject: &Subject<'a>,
    out: &mut Routed<'a>,
    form: Form,
    entry: &'a ast::Route,
    span: Span,
    found: Destination,
) -> bool {
    let stands_for_some = subject.named().next().is_some();
    if !subject.silent && (stands_for_some || form.rules) {
        refuse_when(scope, subject.name(), &entry.target);
    }
    if stands_for_some {
        return true;
    }
    let name = match subject.row {
        None if form.rules => wire::DEFAULT,
        None if subject.silent => "else",
        _ => {
            report_else(scope, subject, span, &entry.target);
            out.known = false;
            "else"
        }
    };
    out.push(Outcome::Quoted(name.to_owned()), found, span, Written::Else);
    false
}

fn report_else(scope: &mut Scope<'_>, subject: &Subject<'_>, span: Span, target: &Target) {
    let message = format!("`else` stands for nothing in {}", quote(subject.name()));
    let diagnostic = misplaced::clause(span, message);
    let diagnostic = match subject.row.map(|row| &row.routing) {
        Some(Routing::Choices(_)) => {
            let target =
                target.name.as_ref().map_or("target".into(), |name| spell(&name.text, Position::Target));
            diagnostic.label("a conversation goes on by the conditions that you write").help(format!(
                "give it a name and a condition: `other: {target} when \"The user says anything else\"`"
            ))
        }
        _ => diagnostic
            .label("its outcomes are not known")
            .help("name each outcome; the compiler does not know those of a type in quotes"),
    };
    scope.report(diagnostic);
}

// ---- Parts

fn find(scope: &mut Scope<'_>, target: &Target, otherwise: Span) -> Destination {
    match &target.name {
        Some(name) => Destination { node: scope.targets.find(name), span: name.span },
        None => Destination { node: None, span: otherwise },
    }
}

/// The condition of a target; the empty one stands behind the target's name.
fn condition(scope: &mut Scope<'_>, target: &Target, place: Span) -> Text {
    match &target.when {
        Some(when) => interpolation::resolve(scope, &when.text),
        None => Text { span: place.at_end(), parts: Vec::new() },
    }
}

fn refuse_when(scope: &mut Scope<'_>, owner: &str, target: &Target) {
    if let Some(when) = &target.when {
        misplaced::when(scope, owner, when, target.name.as_ref().map(|name| name.span));
        interpolation::touch(scope, &when.text);
    }
}

/// Takes note of the parameters in routes that are not looked at otherwise.
fn touch<'a>(scope: &mut Scope<'_>, routes: &'a ast::Routes) {
    let whens = |target: &'a Target| target.when.iter().map(|when| &when.text);
    match &routes.kind {
        RoutesKind::To(target) => whens(target).for_each(|each| interpolation::touch(scope, each)),
        RoutesKind::List(list) => {
            for entry in &list.entries {
                whens(&entry.target).for_each(|each| interpolation::touch(scope, each));
            }
        }
    }
}
