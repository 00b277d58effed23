//! A text that is cut off anywhere is still answered: read, checked and laid out, and nothing that is broken gets lost.

use fsflow::format;
use fsflow::resolve::Options;
use fsflow::source::{FileId, NoFiles, SourceFile};
use fsflow::syntax;

use crate::project;

/// Files of at most this many bytes are cut at every character, longer ones at every `STRIDE`th. With the environment
/// variable `FSFLOW_EVERY_PREFIX` set, all are cut at every character, which takes minutes.
const SMALL: usize = 120;
const STRIDE: usize = 97;

fn stride(text: &str) -> usize {
    let every = text.len() <= SMALL || std::env::var_os("FSFLOW_EVERY_PREFIX").is_some();
    if every { 1 } else { STRIDE }
}

fn files() -> Vec<String> {
    let mut files = project::files("examples", ".fsflow");
    files.extend(project::files("tests/golden/messages", ".fsflow"));
    files
}

/// Lays the text out and looks for what stood in it.
fn lay_out(name: &str, text: &str) {
    let source = SourceFile::new(name, text);
    let parsed = syntax::parse(FileId(0), &source);
    let laid_out = format::format(&source);
    for statement in parsed.file.statements.iter().filter(|statement| statement.broken) {
        let written = source.slice(statement.span).trim();
        assert!(laid_out.contains(written), "{name} up to {}: lost {written:?}", text.len());
    }
    for comment in &parsed.file.comments {
        let written = source.slice(comment.span).trim_end();
        assert!(laid_out.contains(written), "{name} up to {}: lost {written:?}", text.len());
    }
}

#[test]
fn every_prefix_of_every_file_is_checked_and_laid_out() {
    for path in files() {
        let text = project::read(&path);
        let stride = stride(&text);
        for (at, _) in text.char_indices().skip(path.len() % stride).step_by(stride) {
            let prefix = &text[..at];
            let compilation = fsflow::compile(&path, prefix, &NoFiles, &Options::default());
            for diagnostic in &compilation.diagnostics {
                for label in diagnostic.labels() {
                    let inside =
                        text.is_char_boundary(label.span.range().end) && label.span.range().end <= at;
                    assert!(inside, "{path} up to {at}: {:?} at {:?}", diagnostic.message, label.span);
                }
            }
            lay_out(&path, prefix);
        }
    }
}

#[test]
fn a_file_that_grows_by_a_few_letters_reads_as_if_it_were_new() {
    for path in project::files("examples", ".fsflow") {
        let text = project::read(&path);
        let mut earlier = SourceFile::new(path.as_str(), "");
        let mut tree = syntax::parse(FileId(0), &earlier).file;
        for (count, (at, _)) in text.char_indices().step_by(stride(&text).min(7)).enumerate() {
            let source = SourceFile::new(path.as_str(), &text[..at]);
            let again = syntax::reparse(FileId(0), &source, &earlier, tree);
            if count % 17 == 0 {
                let new = syntax::parse(FileId(0), &source);
                assert_eq!(again.file, new.file, "{path} up to {at}");
                assert_eq!(again.diagnostics, new.diagnostics, "{path} up to {at}");
            }
            (earlier, tree) = (source, again.file);
        }
    }
}
