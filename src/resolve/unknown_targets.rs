//! The targets of routes that no node has as its id, told once for all places that name one.

use super::scope::Scope;
use super::wording::{hint, quote};
use crate::catalog::{self, Routing};
use crate::diag::{Diagnostic, Edit};
use crate::source::{SourceMap, Span};
use crate::syntax::words::{Position, spell};

crate::code! {
    /// A route leads to a node that does not exist. A session that takes it breaks in front of the user.
    ///
    /// ```fsflow wrong
    /// start -> closng
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static UNKNOWN_TARGET = error "unknown-target";
}

/// How many further places one diagnostic names.
const SHOWN: usize = 3;

/// Reports the targets that no node has as its id.
pub(super) fn report(scope: &mut Scope<'_>) {
    let unknown = std::mem::take(&mut scope.targets.unknown);
    if scope.targets.missing || unknown.is_empty() {
        return;
    }
    for (name, places) in unknown {
        if !scope.targets.is_hidden(&name) {
            let diagnostic = unknown_target(scope, &name, &places);
            scope.report(diagnostic);
        }
    }
}

fn unknown_target(scope: &mut Scope<'_>, name: &str, places: &[Span]) -> Diagnostic {
    let first = places.first().copied().unwrap_or_default();
    let mut diagnostic = Diagnostic::new(&UNKNOWN_TARGET, first, format!("there is no node {}", quote(name)));
    diagnostic = diagnostic.label("no node has this id");
    for more in places.iter().skip(1).take(SHOWN) {
        diagnostic = diagnostic.related(*more, "and here");
    }
    if let Some(row) = catalog::node_type(name) {
        let ends = matches!(row.routing, Routing::None);
        return match scope.targets.end.filter(|_| ends) {
            Some(place) => {
                let text = format!("{}{name}\n", line_break(scope.sources, place));
                diagnostic.help(format!("add the line `{name}`")).fix("add the node", place, text)
            }
            None => diagnostic.help(format!("add the node: `{name} -> …`")),
        };
    }
    match scope.suggest.near(name, scope.targets.ids.iter().map(AsRef::as_ref)) {
        Some(near) => {
            let text = spell(near, Position::Target);
            let edits = places.iter().map(|span| Edit { span: *span, text: text.to_string() }).collect();
            diagnostic.help(hint(name, near)).fix_all(format!("lead to `{near}`"), edits)
        }
        None => diagnostic.help(format!("define it: `{}: type -> …`", spell(name, Position::NodeId))),
    }
}

/// What has to stand before a statement that is added at the end of a file.
fn line_break(sources: &SourceMap, end: Span) -> &'static str {
    let text = sources.get(end.file).map_or("", |file| file.text());
    if text.ends_with('\n') { "\n" } else { "\n\n" }
}
