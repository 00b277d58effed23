//! What outputs depend on, in the form that Make and Ninja read.

use std::collections::BTreeSet;
use std::path::Path;

/// A rule for each output: what it is made from. Then one without a recipe for each file that is read, so that Make goes on when
/// such a file has been renamed. Paths that are not text are written as near to it as can be.
///
/// # Errors
/// The path that can't stand in such a file: one with a line break.
pub fn render(rules: &[(&Path, Vec<String>)]) -> Result<String, String> {
    let mut out = String::new();
    let mut phony: BTreeSet<&str> = BTreeSet::new();
    for (output, inputs) in rules {
        out.push_str(&target(&escape(&output.to_string_lossy())?));
        out.push(':');
        for input in inputs {
            out.push_str(" \\\n  ");
            out.push_str(&escape(input)?);
            phony.insert(input);
        }
        out.push('\n');
    }
    // Make takes a `%` on the left for a pattern, and Ninja does not know how it is escaped.
    for input in phony.into_iter().filter(|input| !input.contains('%')) {
        out.push_str(&format!("{}:\n", escape(input)?));
    }
    Ok(out)
}

/// A path on the left of a rule, where Make takes a `%` for a pattern.
fn target(escaped: &str) -> String {
    escaped.replace('%', "\\%")
}

/// Whether a text is such a file, so that it may be replaced: rules without recipes, and flows among what they name.
#[must_use]
pub fn is_own(text: &str) -> bool {
    let is_rule = |line: &str| {
        line.starts_with("  ")
            || line.trim_end().trim_end_matches('\\').trim_end().ends_with(':')
            || line.is_empty()
    };
    let names_flow = |line: &str| {
        line.trim_end().trim_end_matches('\\').trim_end().trim_end_matches(':').ends_with(".fsflow")
    };
    text.trim().is_empty() || text.lines().all(is_rule) && text.lines().any(names_flow)
}

/// A path in which nothing ends a name, begins a comment or names a variable.
fn escape(path: &str) -> Result<String, String> {
    let mut out = String::with_capacity(path.len());
    for ch in path.chars() {
        match ch {
            '\n' | '\r' => return Err(path.to_owned()),
            ' ' | '\t' | '#' | ':' => out.extend(['\\', ch]),
            '$' => out.push_str("$$"),
            _ => out.push(ch),
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_characters_of_names_are_escaped() {
        let inputs = vec!["a b.fsflow".to_owned(), "c#$d.fsflow".to_owned(), "e:%.fsflow".to_owned()];
        let text = "out/a\\ b\\:\\%.json: \\\n  a\\ b.fsflow \\\n  c\\#$$d.fsflow \\\n  e\\:%.fsflow\na\\ b.fsflow:\nc\\#$$d.fsflow:\n";
        assert_eq!(render(&[(Path::new("out/a b:%.json"), inputs)]), Ok(text.to_owned()));
        assert!(is_own(text) && is_own("") && is_own("a.json: \\\n  a.fsflow\n"));
        for other in ["all:\n\techo\n", "x = 1\n", "a.o: \\\n  a.c\n", "a.json: a.fsflow\n\tfsflowc build\n"]
        {
            assert!(!is_own(other), "{other}");
        }
        assert_eq!(render(&[(Path::new("a\nb"), Vec::new())]), Err("a\nb".to_owned()));
    }
}
