//! What came with a later version of the API than a flow is for.

use super::scope::Scope;
use crate::catalog::Version;
use crate::diag::Diagnostic;
use crate::source::Span;

crate::code! {
    /// The flow uses something that its version of the sessions API does not have yet. Raise the pin when the backend's SDK
    /// is that new; otherwise leave it out.
    ///
    /// ```fsflow wrong
    /// api "1.0.41"
    /// start -> fetch
    /// fetch: external_call { request: { url: "https://bank.example/tier" } } -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// api "1.0.43"
    /// start -> fetch
    /// fetch: external_call { request: { url: "https://bank.example/tier" } } -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static NEWER_THAN_API = error "newer-than-api";
}

/// Reports `what` when it came after the flow's version. `base` is the version of what it belongs to: if that is too new
/// already, it was reported there.
pub(super) fn check_since(scope: &mut Scope<'_>, since: Version, base: Version, span: Span, what: &str) {
    if since <= scope.version.max(base) {
        return;
    }
    let message = format!("{what} came with version {since} of the API; this flow is for {}", scope.version);
    let mut diagnostic = Diagnostic::new(&NEWER_THAN_API, span, message).label(format!("since {since}"));
    diagnostic = match scope.pin {
        Some(pin) => diagnostic
            .related(pin, "pinned here")
            .help(format!("raise the pin to \"{since}\" or leave it out"))
            .fix(format!("raise the pin to {since}"), pin, format!("\"{since}\"")),
        None => diagnostic.help(format!("compile for {since} or newer, or leave it out")),
    };
    scope.report(diagnostic);
}
