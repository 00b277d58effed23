//! How the difference of two texts is printed, for each command that shows what it would write.

use fsflow::report;
use similar::{ChangeTag, TextDiff};

use crate::terminal::{Stream, Terminal};

/// What changes in the file `name`, in the form that `patch` reads; nothing when nothing does. On a terminal, characters that
/// act on it are named.
pub(crate) fn diff(name: &str, before: &str, after: &str, terminal: &Terminal) -> String {
    let color = terminal.style(Stream::Out).color;
    let is_shown = Stream::Out.is_terminal();
    let paint = |out: &mut String, code: &str, text: &str| {
        let text = if is_shown { report::safe(text) } else { text.into() };
        if color {
            out.push_str(&format!("\u{1b}[{code}m{text}\u{1b}[0m\n"));
        } else {
            out.push_str(&format!("{text}\n"));
        }
    };
    let mut out = String::new();
    let diff = TextDiff::from_lines(before, after);
    for (index, hunk) in diff.unified_diff().iter_hunks().enumerate() {
        if index == 0 {
            paint(&mut out, "1", &format!("--- {}", report::safe(name)));
            paint(&mut out, "1", &format!("+++ {}", report::safe(name)));
        }
        paint(&mut out, "36", &hunk.header().to_string());
        for change in hunk.iter_changes() {
            let (sign, code) = match change.tag() {
                ChangeTag::Delete => ('-', "31"),
                ChangeTag::Insert => ('+', "32"),
                ChangeTag::Equal => (' ', "0"),
            };
            let line = change.value();
            paint(&mut out, code, &format!("{sign}{}", line.strip_suffix('\n').unwrap_or(line)));
            if !line.ends_with('\n') {
                paint(&mut out, "0", "\\ No newline at end of file");
            }
        }
    }
    out
}
