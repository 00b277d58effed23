//! Owns the answer to statements that the grammar reads and this version does not resolve.

use super::scope::Scope;
use crate::code;
use crate::diag::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{File, StatementKind};

code! {
    /// `decide`, `ensure` and `test` belong to the language, but this version of the compiler does not use them yet.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// decide { accept: closing, reject: else }
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static NOT_YET = error "not-yet";
}

/// Reports each such statement of `file`.
pub(super) fn report(scope: &mut Scope<'_>, file: &File) {
    for statement in &file.statements {
        if let Some((keyword, span)) = reserved(&statement.kind) {
            let message = format!("`{keyword}` is not yet supported by this version of the compiler");
            let help = format!(
                "remove the `{keyword}` statement for now; to use the word as a node's id, write `{keyword}: type`"
            );
            scope.report(Diagnostic::new(&NOT_YET, span, message).help(help));
        }
    }
}

fn reserved(kind: &StatementKind) -> Option<(&'static str, Span)> {
    match kind {
        StatementKind::Decide(decide) => Some(("decide", decide.keyword)),
        StatementKind::Ensure(ensure) => Some(("ensure", ensure.keyword)),
        StatementKind::Test(test) => Some(("test", test.keyword)),
        _ => None,
    }
}
