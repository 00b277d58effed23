//! Owns the edges of a node: whatever encoding they have in the JSON, as the routes of the language.

use indexmap::IndexMap;

use super::built::{list, name, route, to};
use super::context::Context;
use super::fields::{self, Misfit, exactly};
use super::json::{Json, Kind, Member};
use super::raw::Raw;
use super::report::{self, kept, quote};
use super::rules;
use crate::catalog::wire::{self, EdgeEncoding};
use crate::catalog::{self, Exits, NodeType, Outcome, RetiredPlace, Routing};
use crate::source::Span;
use crate::syntax::ast::{self, Name, Route, RouteHead, Routes, RoutesKind, Target, When};
use crate::syntax::words::{Position, needs_quotes};

/// The routes of a node.
#[derive(Default)]
pub(super) struct Found {
    /// As the language writes them.
    pub(super) tree: Option<Routes>,
    /// The field that adds outcomes, which are in the tree then; or why they can't be.
    pub(super) exits: Option<Result<ast::Field, Misfit>>,
}

/// Takes the members that hold edges out of `members` and makes routes of them. Those that routes can't express stay.
pub(super) fn routes<'j>(ctx: &mut Context, raw: &'j Raw, members: &mut Vec<&'j Member>) -> Found {
    match raw.row.map(|row| (row, &row.routing)) {
        Some((_, Routing::None)) => Found::default(),
        Some((_, Routing::Single(only))) => {
            let read = |_: &mut Context, it: &Member| Ok(to(text(&it.value, only.name)?, None));
            Found { tree: attempt(ctx, members, only.name, read), ..Found::default() }
        }
        Some((row, Routing::Fixed(_))) => {
            let read = |ctx: &mut Context, it: &Member| fixed(ctx, row, &it.value);
            Found { tree: attempt(ctx, members, wire::OUTCOMES, read), ..Found::default() }
        }
        Some((row, Routing::Choices(exits))) => choices(ctx, row, exits.as_ref(), members),
        Some((_, Routing::Rules(_))) => Found { tree: rules::routes(ctx, members), ..Found::default() },
        None => Found { tree: unknown(ctx, members), ..Found::default() },
    }
}

/// Whether the routes of a type are written under this key.
pub(super) fn holds_edges(row: &NodeType, key: &str) -> bool {
    EdgeEncoding::of(&row.routing).keys().contains(&key)
}

/// Takes a member out when routes can express it. Otherwise it stays and will be kept in quotes, which is said here.
fn attempt<'j>(
    ctx: &mut Context,
    members: &mut Vec<&'j Member>,
    key: &str,
    read: impl FnOnce(&mut Context, &'j Member) -> Result<Routes, Misfit>,
) -> Option<Routes> {
    let at = members.iter().position(|member| member.key == key)?;
    let member = *members.get(at)?;
    let before = ctx.diagnostics.len();
    match read(ctx, member) {
        Ok(routes) => {
            members.remove(at);
            Some(routes)
        }
        Err(misfit) => {
            ctx.diagnostics.truncate(before);
            let message = format!("{} can't be written as routes: {misfit}", quote(key));
            ctx.report(
                kept(member.value.span, message)
                    .help("the compiler sees no edges here; correct them in the JSON"),
            );
            None
        }
    }
}

// ---- An object from outcome to target

fn fixed(ctx: &mut Context, row: &'static NodeType, json: &Json) -> Result<Routes, Misfit> {
    let members = json.members().ok_or_else(|| format!("it is {}", json.noun()))?;
    let mut seen: Vec<&'static Outcome> = Vec::new();
    let mut targets: Vec<(Name, &str)> = Vec::new();
    for member in members {
        let target = text(&member.value, &member.key)?;
        let written = match outcome(ctx, row, members, member) {
            Some(known) if seen.iter().any(|other| std::ptr::eq(*other, known)) => {
                return Err(format!("{} stands twice", quote(known.name)));
            }
            Some(known) => {
                seen.push(known);
                Name::built(known.written(), false)
            }
            None => Name::built(&member.key, true),
        };
        targets.push((written, target));
    }
    let complete = seen.len() == row.outcomes().len() && seen.len() == members.len();
    match targets.as_slice() {
        [] => Err("it is empty".to_owned()),
        [(_, first), rest @ ..] if complete && rest.iter().all(|(_, target)| target == first) => {
            Ok(to(first, None))
        }
        _ => Ok(list(grouped(targets))),
    }
}

/// The catalog's outcome that a key names, by another spelling or an older name too.
fn outcome(
    ctx: &mut Context,
    row: &'static NodeType,
    members: &[Member],
    member: &Member,
) -> Option<&'static Outcome> {
    let all = row.outcomes();
    let what = format!("the outcome {} of {}", quote(&member.key), row.written());
    if let Some(exact) = all.iter().find(|outcome| outcome.name == member.key) {
        return Some(exact);
    }
    if let Some(spelt) = all.iter().find(|outcome| outcome.is_named(&member.key)) {
        ctx.report(report::renamed(member.key_span, &what, spelt.name));
        return Some(spelt);
    }
    let retired = catalog::retired(RetiredPlace::Outcome(row.name), &member.key);
    let new = retired.and_then(|row| row.new).and_then(|new| all.iter().find(|outcome| outcome.name == new));
    match (retired, new) {
        (Some(retired), Some(new)) if !members.iter().any(|other| new.is_named(&other.key)) => {
            ctx.report(report::renamed(member.key_span, &what, new.name).help(retired.note));
            Some(new)
        }
        (Some(retired), _) => {
            let message = format!("{what} is an older name and is kept in quotes");
            ctx.report(kept(member.key_span, message).help(retired.note));
            None
        }
        (None, _) => {
            let message = format!("{what} is not known and is kept in quotes");
            let known: Vec<String> = all.iter().map(|outcome| quote(outcome.name)).collect();
            ctx.report(kept(member.key_span, message).help(format!("its outcomes are {}", known.join(", "))));
            None
        }
    }
}

// ---- A list of the author's own outcomes

fn choices(
    ctx: &mut Context,
    row: &'static NodeType,
    exits: Option<&'static Exits>,
    members: &mut Vec<&Member>,
) -> Found {
    let own = attempt(ctx, members, wire::OUTCOMES, |ctx, member| own_outcomes(ctx, row, &member.value));
    let Some((exits, member)) =
        exits.and_then(|exits| Some((exits, *members.iter().find(|member| member.key == exits.field)?)))
    else {
        return Found { tree: own, ..Found::default() };
    };
    if members.iter().any(|member| member.key == wire::OUTCOMES) {
        return Found { tree: own, exits: Some(Err("so are the outcomes of this node".to_owned())) };
    }
    let before = ctx.diagnostics.len();
    let (field, targets) = match with_exits(ctx, row, exits, member) {
        Ok(found) => found,
        Err(misfit) => {
            ctx.diagnostics.truncate(before);
            return Found { tree: own, exits: Some(Err(misfit)) };
        }
    };
    let mut entries = match own.map(|routes| routes.kind) {
        Some(RoutesKind::List(own)) => own.entries,
        Some(RoutesKind::To(target)) => vec![plain(target)],
        None => Vec::new(),
    };
    entries.extend(grouped(targets));
    Found { tree: Some(list(entries)), exits: Some(Ok(field)) }
}

fn own_outcomes(ctx: &mut Context, row: &'static NodeType, json: &Json) -> Result<Routes, Misfit> {
    let items = json.list().ok_or_else(|| format!("it is {}, not a list", json.noun()))?;
    let mut entries = Vec::with_capacity(items.len());
    for item in items {
        let [id, target, condition] = exactly(item, wire::CHOICE)?;
        let (id, target) = (text(id, wire::ID)?, text(target, wire::TARGET)?);
        let when = when(ctx, condition)?;
        if items.len() == 1 && id == wire::PLAIN_CHOICE {
            return Ok(to(target, when));
        }
        let is_exit = row.exits().iter().any(|exit| exit.is_named(id));
        let head = Name::built(id, is_exit || needs_quotes(id, Position::Outcome));
        entries.push(route(RouteHead::Outcomes(vec![head]), target, when));
    }
    if entries.is_empty() { Err("it is empty".to_owned()) } else { Ok(list(entries)) }
}

/// A condition; `None` for the empty one.
fn when(ctx: &mut Context, json: &Json) -> Result<Option<Box<When>>, Misfit> {
    let condition = text(json, wire::CONDITION)?;
    Ok((!condition.is_empty()).then(|| written_when(ctx, condition, json.span)))
}

fn written_when(ctx: &mut Context, condition: &str, span: Span) -> Box<When> {
    Box::new(When { span: Span::default(), text: fields::long_text(ctx, condition, span) })
}

/// The field that adds outcomes, without them, and where they lead.
#[expect(clippy::type_complexity, reason = "two results of one reading")]
fn with_exits<'j>(
    ctx: &mut Context,
    row: &'static NodeType,
    exits: &'static Exits,
    member: &'j Member,
) -> Result<(ast::Field, Vec<(Name, &'j str)>), Misfit> {
    let members = member.value.members().ok_or_else(|| format!("it is {}", member.value.noun()))?;
    let targets = member.value.get(exits.key).ok_or_else(|| format!("it has no {}", quote(exits.key)))?;
    let named = targets.members().unwrap_or(&[]);
    let mut leads = Vec::with_capacity(exits.outcomes.len());
    for outcome in exits.outcomes {
        let target = targets.get(outcome.name).ok_or_else(|| format!("it has no {}", quote(outcome.name)))?;
        leads.push((Name::built(outcome.written(), false), text(target, outcome.name)?));
    }
    if named.len() != leads.len() {
        return Err(format!("{} holds more than the known outcomes", quote(exits.key)));
    }
    let field = row.fields.iter().find(|field| field.name == exits.field);
    let field = field.ok_or_else(|| "it is not known".to_owned())?;
    let rest: Vec<Member> = members.iter().filter(|it| it.key != exits.key).cloned().collect();
    let rest = Json { span: member.value.span, kind: Kind::Object(rest) };
    let kind = fields::typed(ctx, field, &field.kind, &rest)?;
    Ok((fields::built(field, kind), leads))
}

// ---- A type that the catalog does not know

/// The edges of an unknown type, in whichever encoding they are.
fn unknown(ctx: &mut Context, members: &mut Vec<&Member>) -> Option<Routes> {
    if let Some(at) =
        members.iter().position(|member| member.key == wire::OUTCOME && member.value.text().is_some())
    {
        return members.remove(at).value.text().map(|target| to(target, None));
    }
    let before = ctx.diagnostics.len();
    if let Some(at) = members.iter().position(|member| member.key == wire::OUTCOMES) {
        let member = *members.get(at)?;
        let routes = match &member.value.kind {
            Kind::Object(outcomes) => map(outcomes),
            Kind::List(items) => conditional(ctx, items),
            _ => None,
        };
        match routes {
            Some(_) => drop(members.remove(at)),
            None => ctx.diagnostics.truncate(before),
        }
        return routes;
    }
    rules::routes(ctx, members)
}

fn map(outcomes: &[Member]) -> Option<Routes> {
    let each = outcomes.iter().map(|member| Some((Name::built(&member.key, true), member.value.text()?)));
    let targets: Vec<_> = each.collect::<Option<_>>()?;
    (!targets.is_empty()).then(|| list(grouped(targets)))
}

/// A list with a `when` in every entry, so that it is read as one.
fn conditional(ctx: &mut Context, items: &[Json]) -> Option<Routes> {
    let mut entries = Vec::with_capacity(items.len());
    for item in items {
        let [id, target, condition] = exactly(item, wire::CHOICE).ok()?;
        let when = written_when(ctx, condition.text()?, condition.span);
        entries.push(route(
            RouteHead::Outcomes(vec![name(id.text()?, Position::Outcome)]),
            target.text()?,
            Some(when),
        ));
    }
    (!entries.is_empty()).then(|| list(entries))
}

// ---- Trees

fn text<'j>(json: &'j Json, what: &str) -> Result<&'j str, Misfit> {
    json.text().ok_or_else(|| format!("{} is {}, not a string", quote(what), json.noun()))
}

/// One entry a target, in order of their first outcomes.
fn grouped(targets: Vec<(Name, &str)>) -> Vec<Route> {
    let mut groups: IndexMap<&str, Vec<Name>> = IndexMap::new();
    for (outcome, target) in targets {
        groups.entry(target).or_default().push(outcome);
    }
    groups.into_iter().map(|(target, names)| route(RouteHead::Outcomes(names), target, None)).collect()
}

fn plain(target: Target) -> Route {
    Route {
        span: Span::default(),
        head: RouteHead::Outcomes(vec![Name::built(wire::PLAIN_CHOICE, false)]),
        target,
    }
}
