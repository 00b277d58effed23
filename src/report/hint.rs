//! Owns how a fix is told in a few lines to someone who has no editor at hand to apply it.

use super::visible;
use crate::diag::{Diagnostic, Fix};

/// The most lines of inserted text that are shown.
const MOST_LINES: usize = 8;

/// What the best fix does: its title, then the lines that it adds. `None` when the help says as much.
pub(super) fn hint(diagnostic: &Diagnostic) -> Option<Vec<String>> {
    let fix = diagnostic.fixes.first()?;
    let added = added(fix);
    if added.is_empty() && diagnostic.help.as_ref().is_some_and(|help| says(help, &fix.title)) {
        return None;
    }
    let mut out = vec![visible::line(&fix.title).into_owned()];
    let (shown, rest) = added.split_at(added.len().min(MOST_LINES));
    out.extend(shown.iter().map(|line| format!("+ {}", visible::line(line))));
    if !rest.is_empty() {
        out.push(format!("+ … {} more lines", rest.len()));
    }
    Some(out)
}

/// Whether the help names everything that the title names between backticks, or holds the title itself.
fn says(help: &str, title: &str) -> bool {
    let mut named = title.split('`').skip(1).step_by(2).peekable();
    help.contains(title) || named.peek().is_some() && named.all(|word| help.contains(&format!("`{word}`")))
}

/// The lines that the fix inserts; none when it replaces text, which the title says.
fn added(fix: &Fix) -> Vec<&str> {
    let inserted = fix.edits.iter().filter(|edit| edit.span.start == edit.span.end);
    let lines = inserted.flat_map(|edit| edit.text.lines()).map(str::trim);
    lines.filter(|line| line.chars().any(char::is_alphanumeric) && !fix.title.contains(line)).collect()
}
