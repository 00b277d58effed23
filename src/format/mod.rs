//! The one way in which a tree is laid out as text.
//!
//! ```text
//! tree ─► canonical names ─► layout + comments ─► text ─► read again and compared
//! ```
//!
//! A statement that would not read the same afterwards is left as it stands, so no input loses anything.

mod canonical;
mod columns;
mod decisions;
mod equivalence;
mod file;
mod flat;
mod layout;
mod node;
mod strings;
mod writer;

use crate::source::{FileId, SourceFile};
use crate::syntax::{self, Parsed, ast};
pub use flat::WIDTH;
use layout::Layout;

/// Lays out a file. What could not be parsed stays as it stands.
///
/// Takes time in proportion to the text. The result is a fixed point: formatting it again changes nothing.
#[must_use]
pub fn format(source: &SourceFile) -> String {
    let id = FileId(0);
    let mut parsed = syntax::parse(id, source);
    let as_written = parsed.file.clone();
    canonical::file(&mut parsed.file);
    let mut keep = vec![false; parsed.file.statements.len()];
    for _ in 0..2 {
        let text = lay_out(source, &parsed.file, &keep);
        if text == source.text() {
            return text;
        }
        let text_file = SourceFile::new(source.name(), text.as_str());
        // Statements that stayed as they were need not be read again.
        let after = syntax::reparse(id, &text_file, source, as_written.clone());
        match changed(source, &parsed, &text_file, &after) {
            Changed::Nothing => return text,
            Changed::Statements(found) => found.into_iter().for_each(|index| {
                if let Some(keep) = keep.get_mut(index) {
                    *keep = true;
                }
            }),
            Changed::Otherwise => break,
        }
    }
    source.text().to_owned()
}

/// Lays out a tree that was built rather than read, as the importer does.
#[must_use]
pub fn print(file: &ast::File) -> String {
    let mut layout = Layout::for_built();
    layout.file(file, &[]);
    layout.finish()
}

/// The text of a file, with the byte-order mark and the line ends that the source has.
fn lay_out(source: &SourceFile, file: &ast::File, keep: &[bool]) -> String {
    let mut layout = Layout::for_source(source, file);
    layout.file(file, keep);
    let text = layout.finish();
    let text = match ends_lines_with_return(source.text()) {
        true => with_returns(&text),
        // What could not be read has its own line ends, and the first of them would count the next time.
        false if text.contains("\r\n") => without_returns(&text),
        false => text,
    };
    if source.text().starts_with('\u{feff}') { format!("\u{feff}{text}") } else { text }
}

fn ends_lines_with_return(text: &str) -> bool {
    text.split_once('\n').is_some_and(|(first, _)| first.ends_with('\r'))
}

fn with_returns(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 24);
    for line in text.split_inclusive('\n') {
        match line.strip_suffix('\n') {
            Some(line) => {
                out.push_str(line.strip_suffix('\r').unwrap_or(line));
                out.push_str("\r\n");
            }
            None => out.push_str(line),
        }
    }
    out
}

fn without_returns(text: &str) -> String {
    let lines = text.split_inclusive('\n').map(|line| match line.strip_suffix('\n') {
        Some(line) => format!("{}\n", line.trim_end_matches('\r')),
        None => line.to_owned(),
    });
    lines.collect()
}

/// What a text says otherwise than the tree that it was made of.
enum Changed {
    Nothing,
    /// These statements, all others being as they were.
    Statements(Vec<usize>),
    /// Comments, or the number of statements.
    Otherwise,
}

fn changed(source: &SourceFile, before: &Parsed, text: &SourceFile, after: &Parsed) -> Changed {
    let old = equivalence::Side { source, file: &before.file };
    let new = equivalence::Side { source: text, file: &after.file };
    if old.file.statements.len() != new.file.statements.len() || !equivalence::comments(old, new) {
        return Changed::Otherwise;
    }
    let differ: Vec<usize> =
        (0..old.file.statements.len()).filter(|index| !equivalence::statement(old, new, *index)).collect();
    if !differ.is_empty() {
        Changed::Statements(differ)
    } else if after.diagnostics.len() > before.diagnostics.len() {
        Changed::Otherwise
    } else {
        Changed::Nothing
    }
}

#[cfg(test)]
mod tests;
