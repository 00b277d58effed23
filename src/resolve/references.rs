//! Owns references to values of the running session (`extracted.age`).

use super::scope::Scope;
use super::wording::{hint, one_of, quote};
use crate::catalog::{self, DATA_SOURCES};
use crate::diag::{Diagnostic, same_letters};
use crate::flow::Reference;
use crate::source::Span;
use crate::syntax::ast;

crate::code! {
    /// A reference names a value of the running session: `extracted.KEY` from the extraction schema, `provided.KEY` from the
    /// provided data. It stands in the rules of a `field_condition`, in `vars` and as a photo source. Elsewhere the text is
    /// fixed when the session is created, and only a parameter can be filled in.
    ///
    /// ```fsflow wrong
    /// session { provided_data: { tier: "gold" } }
    /// start -> by_tier
    /// by_tier: field_condition -> < when session.tier == "gold": closing, else: closing >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// session { provided_data: { tier: "gold" } }
    /// start -> by_tier
    /// by_tier: field_condition -> < when provided.tier == "gold": closing, else: closing >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static BAD_REFERENCE = error "bad-reference";
}

/// The reference, when its source exists.
pub(super) fn resolve(scope: &mut Scope<'_>, reference: &ast::Reference) -> Option<Reference> {
    let Some(source) = catalog::data_source(&reference.source.text) else {
        let diagnostic = unknown_source(scope, &reference.source);
        scope.report(diagnostic);
        return None;
    };
    Some(Reference { span: reference.span, source, key: reference.key.text.clone() })
}

fn unknown_source(scope: &mut Scope<'_>, source: &ast::Name) -> Diagnostic {
    let words = DATA_SOURCES.iter().map(|row| row.word);
    let message = format!("{} is no data of the session", quote(&source.text));
    let diagnostic = Diagnostic::new(&BAD_REFERENCE, source.span, message).label("not known");
    match scope.suggest.near(&source.text, words.clone()) {
        Some(near) => diagnostic
            .help(hint(&source.text, near))
            .fix(format!("use `{near}`"), source.span, near)
            .safe_if(same_letters(&source.text, near)),
        None => diagnostic.help(format!("a reference begins with {}", one_of(words))),
    }
}

/// Reports a reference in a field that takes none.
pub(super) fn report_misplaced(scope: &mut Scope<'_>, field: &str, reference: &ast::Reference) {
    let message = format!("{} takes no reference", quote(field));
    let diagnostic =
        Diagnostic::new(&BAD_REFERENCE, reference.span, message).label("known only while a session runs");
    let help = "references stand in `field_condition` rules, in `vars` and as photo sources; a value that is known before \
                the session is a parameter: `${name}`";
    scope.report(diagnostic.help(help));
}

/// A diagnostic about something that stands where a reference should.
pub(super) fn wanted(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(&BAD_REFERENCE, span, message)
}
