//! Owns the type of a node: the word after the colon, or the id.

use std::borrow::Cow;

use super::scope::Scope;
use super::since::check_since;
use super::unchecked;
use super::unknown_type::UNKNOWN_TYPE;
use super::wording::{hint, quote};
use crate::catalog::{self, RetiredPlace};
use crate::diag::{Diagnostic, same_letters};
use crate::flow::Type;
use crate::source::Span;
use crate::syntax::ast::{Name, Node};
use crate::syntax::words::{Position, spell};

/// The type of a statement whose type can't be told.
pub(super) fn unreadable(span: Span) -> Type {
    Type { name: Cow::Borrowed(""), row: None, span, quoted: false }
}

/// The type of a node.
pub(super) fn resolve(scope: &mut Scope<'_>, node: &Node) -> Type {
    let word = node.ty.as_ref().unwrap_or(&node.id);
    if let Some(row) = catalog::node_type(&word.text) {
        let what = || format!("the type {}", quote(row.written()));
        if row.since > scope.version {
            check_since(scope, row.since, scope.version, word.span, &what());
        }
        return Type { name: Cow::Borrowed(row.name), row: Some(row), span: word.span, quoted: false };
    }
    let Some(ty) = &node.ty else {
        if !scope.lossy {
            let diagnostic = without_type(scope, node);
            scope.report(diagnostic);
        }
        return unreadable(node.id.span);
    };
    if ty.quoted {
        passed(scope, ty);
    } else {
        let diagnostic = match target_in_place_of_type(scope, node, ty) {
            Some(diagnostic) => diagnostic,
            None => unknown(scope, ty),
        };
        scope.report(diagnostic);
        if speaks(&node.id) {
            scope.targets.hide(&ty.text);
        }
    }
    Type { name: Cow::Owned(ty.text.clone()), row: None, span: ty.span, quoted: ty.quoted }
}

fn passed(scope: &mut Scope<'_>, ty: &Name) {
    match catalog::retired(RetiredPlace::NodeType, &ty.text) {
        Some(retired) => unchecked::retired(scope, "type", ty, retired),
        None => unchecked::name(scope, "type", ty, catalog::type_words()),
    }
}

/// `start: closing` for `start -> closing`.
fn target_in_place_of_type(scope: &mut Scope<'_>, node: &Node, ty: &Name) -> Option<Diagnostic> {
    let is_type = catalog::node_type(&node.id.text).is_some();
    let is_id = speaks(&node.id) && !scope.targets.is_defined(&ty.text);
    if is_id && scope.suggest.near(&ty.text, catalog::type_words()).is_none() {
        return Some(id_second(node, ty));
    }
    if !is_type || node.routes.is_some() || !scope.targets.is_defined(&ty.text) {
        return None;
    }
    let message = format!("{} is a node, not a type", quote(&ty.text));
    let between = Span { start: node.id.span.end, end: ty.span.start, ..ty.span };
    let diagnostic = Diagnostic::new(&UNKNOWN_TYPE, ty.span, message)
        .label("routes begin with `->`")
        .help(format!(
            "write `{} -> {}`",
            spell(&node.id.text, Position::NodeId),
            spell(&ty.text, Position::Target)
        ))
        .fix("lead to it", between, " -> ")
        .safe();
    Some(diagnostic)
}

/// Whether the type of this name has a prompt: nobody calls a node so.
fn speaks(name: &Name) -> bool {
    catalog::node_type(&name.text).is_some_and(|row| row.prompt == catalog::Prompt::Required)
}

/// `conversation: greeting` for `greeting: conversation`.
fn id_second(node: &Node, ty: &Name) -> Diagnostic {
    let (id, ty_text) = (spell(&ty.text, Position::NodeId), &node.id.text);
    let text = format!("{id}: {ty_text}");
    Diagnostic::new(
        &UNKNOWN_TYPE,
        ty.span,
        format!("the id stands before the type, so {} is no id", quote(&node.id.text)),
    )
    .label("this is read as the type")
    .help(format!("write `{text}`"))
    .fix(format!("write `{text}`"), node.id.span.to(ty.span), text)
}

fn unknown(scope: &mut Scope<'_>, ty: &Name) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(&UNKNOWN_TYPE, ty.span, format!("there is no node type {}", quote(&ty.text)));
    if let Some(retired) = catalog::retired(RetiredPlace::NodeType, &ty.text) {
        let diagnostic = diagnostic.label("an older name").help(retired.note);
        return match retired.new.and_then(catalog::node_type) {
            Some(row) => diagnostic.fix(format!("use `{}`", row.written()), ty.span, row.written()).safe(),
            None => diagnostic,
        };
    }
    match scope.suggest.near(&ty.text, catalog::type_words()) {
        Some(near) => diagnostic
            .label("not a type")
            .help(hint(&ty.text, near))
            .fix(format!("use `{near}`"), ty.span, near)
            .safe_if(same_letters(&ty.text, near)),
        None => diagnostic
            .label("not a type")
            .help("`fsflowc explain` lists the types; one that is newer than the compiler stands in quotes"),
    }
}

/// What people call the node at which everything ends.
static LAST: [&str; 9] =
    ["stop", "finish", "finished", "done", "exit", "quit", "final", "complete", "terminate"];

fn without_type(scope: &mut Scope<'_>, node: &Node) -> Diagnostic {
    let id = &node.id;
    let bare = node.prompt.is_none() && node.fields.is_none() && node.routes.is_none();
    let message = format!("the node {} has no type", quote(&id.text));
    let diagnostic = Diagnostic::new(&UNKNOWN_TYPE, id.span, message);
    match scope.suggest.near(&id.text, catalog::type_words()).filter(|_| !id.quoted) {
        Some(near) => {
            let diagnostic = diagnostic.label("not a type by itself").help(hint(&id.text, near));
            scope.targets.hide(near);
            let diagnostic = if scope.targets.is_defined(near) {
                diagnostic
            } else {
                diagnostic.fix(format!("call it `{near}`"), id.span, near)
            };
            diagnostic.fix(format!("make its type `{near}`"), id.span.at_end(), format!(": {near}"))
        }
        None if bare && LAST.contains(&id.text.to_ascii_lowercase().as_str()) => {
            let text = format!("{}: end", spell(&id.text, Position::NodeId));
            diagnostic.label("the type is missing").help(format!("write `{text}`")).fix(
                format!("write `{text}`"),
                id.span.at_end(),
                ": end",
            )
        }
        None => diagnostic
            .label("the type is missing")
            .help(format!("write it after the id: `{}: conversation`", spell(&id.text, Position::NodeId))),
    }
}
