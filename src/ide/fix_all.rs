//! What an editor does when it is told to fix everything in a document, on saving or on request: the fixes that nobody has to
//! think about, made until none is left.

use super::formatting;
use super::view::View;
use crate::diag::{Applicability, Edit};
use crate::fix::{self, Scope, Subject};
use crate::resolve::Options;
use crate::source::Files;

/// The edits that make all safe fixes in the document that the flow was compiled for, for an action of the protocol's kind
/// `source.fixAll` (here `source.fixAll.fsflow`). They are about that document alone, do not overlap and stand in order of
/// place; there are none when nothing is to be fixed.
///
/// `view` is the document's own ([`View::root`]); `files` and `options` are what it was compiled with, its levels included, so
/// that what the user silenced is not changed. The flow is compiled again, at least twice when there is something to fix:
/// ask for it only when the client wants actions of that kind (`only` of the request names it or what it begins with, or is
/// not there), not at each move of the cursor.
///
/// A document that was laid out is laid out afterwards. A fix that would bring an error is not made.
#[must_use]
pub fn safe_fixes(view: &View<'_>, files: &dyn Files, options: &Options) -> Vec<Edit> {
    let Some(source) = view.compilation.sources.files().get(view.file.0 as usize) else { return Vec::new() };
    let may_help = view.compilation.diagnostics.iter().flat_map(|it| it.fixes.first());
    if !may_help.into_iter().any(|fix| fix.applicability == Applicability::Safe) {
        return Vec::new();
    }
    let subject = Subject { source: source.clone(), options: options.clone() };
    let itself = |name: &str| (name == source.name()).then(|| name.to_owned());
    let scope = Scope { files, identity: &itself, upto: Applicability::Safe };
    let fixed = fix::fix(vec![subject], &scope);
    fixed.files.first().map_or_else(Vec::new, |file| formatting::edits(source, view.file, &file.after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::Case;
    use crate::source::NoFiles;

    fn check(text: &str, after: &str) {
        let case = Case::new(text);
        let edits = safe_fixes(&case.view(), &NoFiles, &Options::default());
        assert_eq!(case.apply(&edits), after);
    }

    #[test]
    fn what_is_certain_is_fixed_and_what_is_guessed_is_not() {
        check("start => closng;\n\nend\n", "start -> closng\n\nend\n");
        check("start -> closng\n\nend\n", "start -> closng\n\nend\n");
    }
}
