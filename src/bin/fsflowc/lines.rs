//! Names and rows as lines of text that are safe to print.

use fsflow::report::safe;
use fsflow::simulate::{MOST_NAMES, shortened};

/// Names with this between them, a long row without its middle.
pub(crate) fn row(names: Vec<String>, between: &str) -> String {
    let names = shortened(names, MOST_NAMES);
    names.iter().map(|name| safe(name)).collect::<Vec<_>>().join(between)
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
