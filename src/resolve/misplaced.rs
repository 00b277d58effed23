//! Owns the reports of clauses that are right in themselves but can't stand where they stand.

use super::scope::Scope;
use super::wording::quote;
use crate::catalog::NodeType;
use crate::diag::{Diagnostic, Tag};
use crate::source::Span;
use crate::syntax::ast::When;

crate::code! {
    /// A clause stands where it means nothing: a prompt on a type that does not speak, `when "…"` on an outcome that the
    /// API decides by itself, a rule outside a `field_condition`, `else` where the outcomes are the author's own.
    ///
    /// ```fsflow wrong
    /// start -> ask
    /// ask: enter_email "Ask for the address." -> <
    ///   entered: closing when "The user typed an address"
    ///   canceled: closing
    /// >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> ask
    /// ask: enter_email "Ask for the address." -> <
    ///   entered: closing
    ///   canceled: closing
    /// >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static MISPLACED_CLAUSE = error "misplaced-clause";
}

/// A diagnostic of this kind.
pub(super) fn clause(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(&MISPLACED_CLAUSE, span, message)
}

/// A prompt on a type that has none.
pub(super) fn prompt(row: &NodeType, span: Span) -> Diagnostic {
    clause(span, format!("{} has no prompt", quote(row.written())))
        .label("never spoken or shown")
        .help("say it in a `conversation` before this node")
        .fix("remove the prompt", span, "")
        .tag(Tag::Unnecessary)
}

/// `when "…"` on an outcome that the API decides by itself.
pub(super) fn when(scope: &mut Scope<'_>, owner: &str, when: &When, before: Option<Span>) {
    let cut = before.map_or(when.span, |before| Span { start: before.end, ..when.span });
    let diagnostic = clause(when.span, format!("the outcomes of {} take no condition", quote(owner)))
        .label("the API decides this outcome by itself")
        .help("remove the condition; only a `conversation` or `data_validation` has conditions in words")
        .fix("remove the condition", cut, "")
        .tag(Tag::Unnecessary);
    scope.report(diagnostic);
}
