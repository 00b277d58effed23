//! Owns the session settings, and statements that a file has once.

use super::fields::{self, Owner};
use super::imports::Loaded;
use super::interpolation;
use super::keys;
use super::scope::Scope;
use super::slot::WRONG_TYPE;
use super::wording::quote;
use super::words::UNKNOWN_VALUE;

use crate::catalog::{self, wire};
use crate::diag::Diagnostic;
use crate::flow::{Field, Session, Value, ValueKind};
use crate::source::Span;
use crate::syntax::ast::{Block, File, StatementKind};

crate::code! {
    /// A file has `api` or `session` twice. Only the first counts.
    ///
    /// ```fsflow wrong
    /// session { zone: eu }
    /// session { langs: [en] }
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// session { zone: eu, langs: [en] }
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static REPEATED_STATEMENT = error "repeated-statement";
}

/// The settings of the flow's own file. Those of imported files count only when these are compiled for themselves.
pub(super) fn resolve(scope: &mut Scope<'_>, loaded: &Loaded) -> Option<Session> {
    for (_, file) in &loaded.trees {
        check_once(scope, file, "api", |kind| match kind {
            StatementKind::Api(text) => Some(text.span),
            _ => None,
        });
        check_once(scope, file, "session", |kind| match kind {
            StatementKind::Session(block) => Some(block.span),
            _ => None,
        });
    }
    let (_, file) = loaded.trees.first()?;
    let mut blocks = file.statements.iter().filter_map(|statement| match &statement.kind {
        StatementKind::Session(block) => Some((statement.lossy, block)),
        _ => None,
    });
    let (lossy, block) = blocks.next()?;
    for (_, repeated) in blocks {
        repeated.entries.iter().for_each(|entry| interpolation::touch_value(scope, &entry.value));
    }
    scope.lossy = lossy;
    let session = settings(scope, block);
    scope.lossy = false;
    Some(session)
}

fn settings(scope: &mut Scope<'_>, block: &Block) -> Session {
    let mut fields = fields::resolve(scope, Owner::Session, &block.entries);
    let fingerprint = take_fingerprint(scope, &mut fields);
    let session = Session { span: block.span, fields, fingerprint };
    if let Some(flow) = session.fields.iter().find(|field| field.key == wire::FLOW) {
        let message = "`flow` would be written twice";
        let diagnostic = Diagnostic::new(&keys::REPEATED_FIELD, flow.key_span, message)
            .label("the nodes are written under this key")
            .help("remove it");
        scope.report(diagnostic);
    }
    check_default_language(scope, &session);
    session
}

/// The setting that is the compiler's own: it stands beside the others, and is none of them.
fn take_fingerprint(scope: &mut Scope<'_>, fields: &mut Vec<Field>) -> bool {
    let Some(at) = fields.iter().position(|it| it.key == catalog::FINGERPRINT && it.row.is_some()) else {
        return false;
    };
    let wanted = match fields.remove(at).value {
        Some(Value { kind: ValueKind::Bool(wanted), .. }) => wanted,
        Some(Value { span, .. }) => {
            let message = "whether there is a fingerprint can't depend on a parameter";
            scope.report(Diagnostic::new(&WRONG_TYPE, span, message).help("write `true` or `false`"));
            false
        }
        None => false,
    };
    let metadata = fields.iter().find(|field| wanted && field.key == wire::METADATA);
    if let Some(Value { kind: ValueKind::Object(members), .. }) = metadata.and_then(|it| it.value.as_ref()) {
        for member in members.iter().filter(|member| wire::ORIGIN.contains(&member.key.as_ref())) {
            let message = format!("{} would be written twice", quote(&member.key));
            let diagnostic = Diagnostic::new(&keys::REPEATED_FIELD, member.key_span, message)
                .label("`fingerprint` writes it")
                .help("remove it");
            scope.report(diagnostic);
        }
    }
    wanted
}

fn check_once(scope: &mut Scope<'_>, file: &File, keyword: &str, place: fn(&StatementKind) -> Option<Span>) {
    let mut places = file
        .statements
        .iter()
        .filter_map(|statement| place(&statement.kind).map(|inner| (statement.span, inner)));
    let Some((first, _)) = places.next() else { return };
    for (statement, inner) in places {
        let head = Span { end: inner.start.max(statement.start + 1), ..statement };
        let trimmed = head.start + scope.sources.slice(head).trim_end().len() as u32;
        let diagnostic = Diagnostic::new(
            &REPEATED_STATEMENT,
            Span { end: trimmed, ..head },
            format!("a file has `{keyword}` once"),
        )
        .label("again here")
        .related(Span { end: first.end.min(first.start + keyword.len() as u32), ..first }, "the first one")
        .help(match keyword {
            "session" => "put all settings into the first block",
            _ => "keep one of them",
        });
        scope.report(diagnostic);
    }
}

/// `default_lang` has to be one of `langs`, when those are given.
fn check_default_language(scope: &mut Scope<'_>, session: &Session) {
    let field = |name: &str| session.field(name).and_then(|field: &Field| field.value.as_ref());
    let (
        Some(Value { span, kind: ValueKind::Word(word) }),
        Some(Value { span: list, kind: ValueKind::List(items) }),
    ) = (field(catalog::DEFAULT_LANGUAGE), field(catalog::LANGUAGES_SPOKEN))
    else {
        return;
    };
    let mut words = items.iter().map(|item| match &item.kind {
        ValueKind::Word(word) => Some(*word),
        _ => None,
    });
    // An item that is no plain word may be anything.
    if scope.lossy || items.is_empty() || words.any(|item| item.is_none_or(|item| item == *word)) {
        return;
    }
    let message = format!("the default language {} is not among `langs`", quote(word));
    let diagnostic = Diagnostic::new(&UNKNOWN_VALUE, *span, message)
        .label("not one of the languages")
        .related(*list, "the languages");
    let last = items.last().map_or(*list, |item| item.span);
    scope.report(
        diagnostic
            .help(format!(
                "add it to `langs`, or begin in one of those that are there: `{word}` would not be offered"
            ))
            .fix(format!("add `{word}` to the languages"), last.at_end(), format!(", {word}")),
    );
}
