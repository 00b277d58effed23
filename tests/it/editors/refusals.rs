//! What the compiler refuses as syntax shows an error node in tree-sitter.

use super::{classes, texts, tree_sitter};

/// Cases that the highlighting accepts on purpose: it has no limit on nesting, and takes a prompt without a type.
const ACCEPTED: &[&str] = &["limit.fsflow", "syntax-missing-type.fsflow"];

#[test]
fn a_text_that_the_compiler_can_not_read_shows_an_error() {
    let mut missed = Vec::new();
    let mut refused = 0;
    for text in texts::all() {
        let is_accepted = ACCEPTED.iter().any(|name| text.name.ends_with(name));
        if is_accepted || classes::classes(&text.text).is_some() {
            continue;
        }
        refused += 1;
        if !tree_sitter::parse(&text.text).root_node().has_error() {
            missed.push(format!("{}:\n{}", text.name, text.text));
        }
    }
    assert!(refused > 10, "there is something to refuse");
    assert!(missed.is_empty(), "{} texts show no error\n{}", missed.len(), missed.join("\n"));
}

/// Cuts the examples off in many places: most of these are in the middle of something.
#[test]
fn a_half_typed_file_shows_an_error_where_the_compiler_sees_one() {
    let mut missed = Vec::new();
    for text in texts::all().iter().filter(|text| text.name.starts_with("examples")) {
        for (at, _) in text.text.match_indices(['\n', ' ']).step_by(13) {
            let prefix = &text.text[..at];
            if classes::classes(prefix).is_none() && !tree_sitter::parse(prefix).root_node().has_error() {
                missed.push(format!(
                    "{} up to {at}: …{}",
                    text.name,
                    prefix.lines().last().unwrap_or_default()
                ));
            }
        }
    }
    assert!(missed.is_empty(), "{} prefixes show no error\n{}", missed.len(), missed.join("\n"));
}
