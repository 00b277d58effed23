//! Owns the warnings about quoted names: what the catalog does not know passes to the JSON as it stands.

use super::scope::Scope;
use super::wording::{quote, spelt};
use crate::catalog::RetiredName;
use crate::diag::Diagnostic;
use crate::syntax::ast::Name;

crate::code! {
    /// A type, field or outcome in quotes that the compiler does not know is written to the JSON as it stands. That is the
    /// way out when the API is newer than the compiler; a slip in such a name shows only when a session runs.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." {
    ///   does_not_require_reply: true
    ///   "speechRate": 0.9
    /// } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// @allow(unchecked, "speechRate came with 1.0.48")
    /// closing: conversation "Thank the user and say goodbye." {
    ///   does_not_require_reply: true
    ///   "speechRate": 0.9
    /// } -> end
    /// end
    /// ```
    pub static UNCHECKED = warning(Suspicious) "unchecked";
}

/// Reports a quoted name that the catalog does not know. `known` are the names that it has in this place; `what` says what
/// they are.
pub(super) fn name<'c>(
    scope: &mut Scope<'_>,
    what: &str,
    name: &Name,
    known: impl IntoIterator<Item = &'c str>,
) {
    let diagnostic =
        new(format!("the {what} {} is not known and passes as it stands", quote(&name.text)), name);
    let diagnostic = match scope.suggest.near(&name.text, known) {
        Some(near) => diagnostic
            .help(format!("did you mean {}? Without quotes it is checked", quote(near)))
            .fix(format!("use `{near}`"), name.span, near),
        None => diagnostic.help("quotes are meant for what is newer than this compiler"),
    };
    scope.report(diagnostic);
}

/// Reports a quoted name that the catalog knows as `written`.
pub(super) fn known(scope: &mut Scope<'_>, what: &str, name: &Name, written: &str) {
    let diagnostic =
        new(format!("the {what} {} passes unchecked because of its quotes", quote(&name.text)), name)
            .help(format!("the compiler knows {}: without quotes it is checked", quote(written)))
            .fix("remove the quotes", name.span, written)
            .safe();
    scope.report(diagnostic);
}

/// Reports a prompt that is written as a field in quotes.
pub(super) fn prompt(scope: &mut Scope<'_>, name: &Name) {
    let diagnostic = new("the prompt passes unchecked because of its quotes".to_owned(), name);
    scope.report(diagnostic.help("the prompt stands right after the type: `id: type \"…\"`"));
}

/// Reports a quoted name that is an older spelling.
pub(super) fn retired(scope: &mut Scope<'_>, what: &str, name: &Name, row: &RetiredName) {
    let mut diagnostic =
        new(format!("the {what} {} is an older name and passes as it stands", quote(&name.text)), name)
            .help(row.note);
    if let Some(new) = row.new {
        diagnostic = diagnostic.fix(format!("use `{new}`"), name.span, spelt(new));
    }
    scope.report(diagnostic);
}

fn new(message: String, name: &Name) -> Diagnostic {
    Diagnostic::new(&UNCHECKED, name.span, message).label("not checked")
}
