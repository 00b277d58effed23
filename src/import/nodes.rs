//! Owns the nodes: their ids and types, and the parts of each put together.

use super::built::name;
use super::context::Context;
use super::json::{Json, Kind, Member};
use super::raw::Raw;
use super::report::{self, kept, quote};
use super::{fields, routes};
use crate::catalog::{self, NodeType, Prompt, RetiredPlace, Routing, wire};
use crate::diag::Diagnostic;
use crate::source::Span;
use crate::syntax::ast;
use crate::syntax::words::{Position, is_identifier};

crate::code! {
    /// An item of the flow can't be written as a node: it is no object, has no `id` or `type`, or its type is no word.
    ///
    /// ```json wrong
    /// [{ "id": "start", "type": "start", "outcome": "end" }, { "id": "end" }]
    /// ```
    ///
    /// ```json right
    /// [{ "id": "start", "type": "start", "outcome": "end" }, { "id": "end", "type": "end" }]
    /// ```
    pub static NOT_A_NODE = error "not-a-node";
}

/// The nodes that can be read, with today's names for types and keys.
pub(super) fn read(ctx: &mut Context, items: Vec<Json>) -> Vec<Raw> {
    items.into_iter().filter_map(|item| raw(ctx, item)).collect()
}

fn raw(ctx: &mut Context, item: Json) -> Option<Raw> {
    let span = item.span;
    let noun = item.noun();
    let Kind::Object(mut members) = item.kind else {
        ctx.report(
            not_a_node(span, format!("{noun} is no node")).help("a node is an object with `id` and `type`"),
        );
        return None;
    };
    let mut take = |key: &str| {
        let at = members.iter().position(|member| member.key == key)?;
        Some(members.remove(at).value)
    };
    let (id, ty) = (take(wire::ID), take(wire::TYPE));
    let word = |what: &str, value: Option<&Json>| match value {
        Some(value) => match value.text() {
            Some(text) => Ok((text.to_owned(), value.span)),
            None => Err(Box::new(not_a_node(
                value.span,
                format!("the {what} of a node is a string, not {}", value.noun()),
            ))),
        },
        None => {
            let head = Span { end: (span.start + 1).min(span.end), ..span };
            Err(Box::new(not_a_node(head, format!("a node has no {what}"))))
        }
    };
    let read = word(wire::ID, id.as_ref()).and_then(|id| Ok((id, word(wire::TYPE, ty.as_ref())?)));
    let ((id, id_span), (ty, ty_span)) = match read {
        Ok(read) => read,
        Err(diagnostic) => {
            ctx.report(diagnostic.help("every node needs an `id` and a `type`; the node is left out"));
            return None;
        }
    };
    let mut raw = Raw { id, id_span, ty, ty_span, row: None, members };
    if !find_type(ctx, &mut raw) {
        return None;
    }
    rename_transitions(ctx, &mut raw);
    Some(raw)
}

/// Finds the row of the type, by an older name too. `false` when the type can't be written at all.
fn find_type(ctx: &mut Context, raw: &mut Raw) -> bool {
    if let Some(row) = catalog::node_type(&raw.ty) {
        if row.name != raw.ty {
            ctx.report(report::renamed(raw.ty_span, &format!("the type {}", quote(&raw.ty)), row.name));
        }
        raw.row = Some(row);
    } else if let Some(retired) = catalog::retired(RetiredPlace::NodeType, &raw.ty) {
        let by_channel = by_channel(raw);
        let new = retired.new.or(by_channel);
        match new.and_then(catalog::node_type) {
            Some(row) => {
                let what = format!("the type {}", quote(&raw.ty));
                ctx.report(report::renamed(raw.ty_span, &what, row.name).help(retired.note));
                raw.row = Some(row);
                if retired.new.is_none()
                    && let Some(channels) = raw.take("channels")
                {
                    let message = format!("`channels` says what the type {} says now", quote(row.name));
                    ctx.report(report::left_out(channels.key_span, message));
                }
            }
            None => {
                let message = format!("the type {} is an older name and is kept in quotes", quote(&raw.ty));
                ctx.report(kept(raw.ty_span, message).help(retired.note));
            }
        }
    } else if is_identifier(&raw.ty) {
        let message = format!("the type {} is not known and is kept in quotes", quote(&raw.ty));
        let near = crate::diag::did_you_mean(&raw.ty, catalog::type_words());
        let help = match near {
            Some(near) => format!("did you mean {}?", quote(near)),
            None => "`fsflowc explain` lists the types".to_owned(),
        };
        ctx.report(kept(raw.ty_span, message).help(help));
    } else {
        let message = format!("the type {} is no word", quote(&raw.ty));
        ctx.report(
            not_a_node(raw.ty_span, message).help("the node is left out; `fsflowc explain` lists the types"),
        );
        return false;
    }
    true
}

/// What a two-factor node of the older kind is called now, when it has one channel only.
fn by_channel(raw: &Raw) -> Option<&'static str> {
    let [channel] = raw.get("channels")?.list()? else { return None };
    catalog::NODE_TYPES.iter().map(|row| row.name).find(|name| {
        let channel = channel.text().unwrap_or("");
        !channel.is_empty()
            && name.strip_prefix(&raw.ty).is_some_and(|rest| rest.strip_prefix('_') == Some(channel))
    })
}

/// `transitions` → `outcomes`, when there are no outcomes.
fn rename_transitions(ctx: &mut Context, raw: &mut Raw) {
    if raw.row.is_none() || raw.get(wire::OUTCOMES).is_some() {
        return;
    }
    for member in &mut raw.members {
        let Some(retired) = catalog::retired(RetiredPlace::Key, &member.key) else { continue };
        let Some(new) = retired.new else { continue };
        ctx.older_keys.add(member.key_span, &member.key, new, retired.note);
        new.clone_into(&mut member.key);
    }
}

/// The node as the language writes it.
pub(super) fn node(ctx: &mut Context, raw: &Raw) -> ast::Node {
    let mut members: Vec<&Member> = raw.members.iter().collect();
    let prompt = prompt(ctx, raw, &mut members);
    let mut routes = routes::routes(ctx, raw, &mut members);
    let rows = raw.row.map_or(&[][..], |row| row.fields);
    let owner = quote(raw.type_word());
    let mut entries = Vec::with_capacity(members.len());
    for member in members {
        let is_exits = raw.row.and_then(exits_field) == Some(member.key.as_str());
        entries.push(match (routes.exits.take_if(|_| is_exits), raw.row) {
            (Some(Ok(field)), _) => field,
            (Some(Err(misfit)), _) => fields::misfitting(ctx, member, &misfit),
            (None, Some(row)) if !routes::holds_edges(row, &member.key) => {
                fields::entry(ctx, rows, &owner, member)
            }
            // What is wrong with edges was said.
            (None, _) => fields::quoted(ctx, member),
        });
    }
    let fields = (!entries.is_empty()).then(|| ast::Block { entries, ..ast::Block::default() });
    ast::Node { id: name(&raw.id, Position::NodeId), ty: ty(raw), prompt, fields, routes: routes.tree }
}

/// The field of a type that adds outcomes.
fn exits_field(row: &'static NodeType) -> Option<&'static str> {
    match &row.routing {
        Routing::Choices(Some(exits)) => Some(exits.field),
        _ => None,
    }
}

/// The type; left out when the id says it.
fn ty(raw: &Raw) -> Option<ast::Name> {
    match raw.row {
        Some(row) => {
            let id_says_it = catalog::node_type(&raw.id).is_some_and(|other| std::ptr::eq(other, row));
            (!id_says_it).then(|| ast::Name::built(row.written(), false))
        }
        None => Some(ast::Name::built(&raw.ty, true)),
    }
}

/// The prompt, when the type has one and it is a string.
fn prompt(ctx: &mut Context, raw: &Raw, members: &mut Vec<&Member>) -> Option<ast::Prompt> {
    if raw.row.is_some_and(|row| row.prompt == Prompt::None) {
        return None;
    }
    let at = members.iter().position(|member| member.key == wire::PROMPT && member.value.text().is_some())?;
    let value = &members.remove(at).value;
    let text = value.text()?;
    let (say, rest) = match wire::speech(text) {
        Some(rest) => (Some(Span::default()), rest),
        None => (None, text),
    };
    Some(ast::Prompt { say, text: fields::long_text(ctx, rest, value.span) })
}

fn not_a_node(span: Span, message: String) -> Diagnostic {
    Diagnostic::new(&NOT_A_NODE, span, message).label("can't be written as a node")
}
