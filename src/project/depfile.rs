//! What outputs depend on, in the form that Make and Ninja read.

use std::path::Path;

/// A rule for each output: what it is made from. Paths that are not text are written as near to it as can be.
#[must_use]
pub fn render(rules: &[(&Path, Vec<String>)]) -> String {
    let mut out = String::new();
    for (output, inputs) in rules {
        out.push_str(&escape(&output.to_string_lossy()));
        out.push(':');
        for input in inputs {
            out.push_str(" \\\n  ");
            out.push_str(&escape(input));
        }
        out.push('\n');
    }
    out
}

/// A path in which nothing ends a name, begins a comment or names a variable.
fn escape(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for ch in path.chars() {
        match ch {
            ' ' | '#' => out.extend(['\\', ch]),
            '$' => out.push_str("$$"),
            _ => out.push(ch),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_characters_of_names_are_escaped() {
        let inputs = vec!["a b.fsflow".to_owned(), "c#$d.fsflow".to_owned()];
        assert_eq!(
            render(&[(Path::new("out/a b.json"), inputs)]),
            "out/a\\ b.json: \\\n  a\\ b.fsflow \\\n  c\\#$$d.fsflow\n"
        );
    }
}
