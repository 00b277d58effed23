//! Names and rows as lines of text that are safe to print.

use fsflow::report::{safe, wrap};
use fsflow::simulate::{MOST_NAMES, shortened};

/// Names with this between them, a long row without its middle.
pub(crate) fn row(names: Vec<String>, between: &str) -> String {
    let names = shortened(names, MOST_NAMES);
    names.iter().map(|name| safe(name)).collect::<Vec<_>>().join(between)
}

/// The least columns that are laid out for; a narrower terminal breaks the lines itself.
const NARROWEST: usize = 40;

/// A text whose lines fit into this width: what is too long goes on below where its last column begins.
pub(crate) fn fold(text: &str, width: usize) -> String {
    let width = width.max(NARROWEST);
    let mut out = String::new();
    for line in text.lines() {
        if line.chars().count() <= width {
            out.push_str(line);
        } else {
            let (head, rest) = line.split_at(hanging(line, width));
            let indent = head.chars().count();
            let lines = wrap(rest, width - indent);
            let blank = " ".repeat(indent);
            out.push_str(head);
            out.push_str(&lines.join(&format!("\n{blank}")));
        }
        out.push('\n');
    }
    out
}

/// Where the last column of a line begins, in bytes: behind a gap of two spaces in its first half.
fn hanging(line: &str, width: usize) -> usize {
    let indent = line.len() - line.trim_start().len();
    let gap =
        line.match_indices("  ").map(|(at, _)| line.len() - line.get(at..).unwrap_or("").trim_start().len());
    let column = gap.filter(|at| line.get(..*at).is_some_and(|head| head.chars().count() <= width / 2));
    column.last().unwrap_or(0).max(indent)
}

/// Rows in columns, two spaces apart; the last column is as wide as it is.
pub(crate) fn columns(rows: &[Vec<String>]) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..count).map(|column| width(column).unwrap_or(0)).collect();
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(&format!("{cell:width$}  "));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_goes_on_below_its_last_column() {
        let text = "a  b\n  shortest  one two three four five six seven eight nine ten\n    such as one two three four five six seven eight\n";
        let folded = fold(text, 40);
        let expected = "a  b\n  shortest  one two three four five six\n            seven eight nine ten\n    such as one two three four five six\n    seven eight\n";
        assert_eq!(folded, expected);
        assert_eq!(fold(text, 200), text);
        let wide = "longest   one two three four five six seven eight\n";
        assert_eq!(fold(wide, 40), "longest   one two three four five six\n          seven eight\n");
    }
}
