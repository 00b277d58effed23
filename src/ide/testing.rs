//! How the tests of this folder write a case: a text with `$0` for the cursor.

use std::collections::BTreeMap;

use super::view::View;
use crate::compilation::Compilation;
use crate::diag::Edit;
use crate::resolve::Options;

/// A compiled text and the cursor in it.
pub(super) struct Case {
    pub(super) compilation: Compilation,
    pub(super) cursor: usize,
    pub(super) text: String,
}

impl Case {
    /// The text may be followed by `//// name` and the text of an import.
    pub(super) fn new(text: &str) -> Self {
        let mut parts = text.split("//// ");
        let main = parts.next().unwrap_or("");
        let files: BTreeMap<String, String> = parts
            .filter_map(|part| part.split_once('\n').map(|(name, text)| (name.to_owned(), text.to_owned())))
            .collect();
        let cursor = main.find("$0").unwrap_or(main.len());
        let text = main.replacen("$0", "", 1);
        let compilation = crate::compilation::compile("main.fsflow", &text, &files, &Options::default());
        Self { compilation, cursor, text }
    }

    pub(super) fn view(&self) -> View<'_> {
        View::root(&self.compilation).unwrap()
    }

    /// The text after the edits of the main file.
    pub(super) fn apply(&self, edits: &[Edit]) -> String {
        let mut edits: Vec<&Edit> =
            edits.iter().filter(|edit| edit.span.file == self.compilation.flow.file).collect();
        edits.sort();
        let mut text = self.text.clone();
        for edit in edits.into_iter().rev() {
            text.replace_range(edit.span.range(), &edit.text);
        }
        text
    }

    /// The stretch of text at a span.
    pub(super) fn slice(&self, span: crate::source::Span) -> &str {
        self.compilation.sources.slice(span)
    }
}
