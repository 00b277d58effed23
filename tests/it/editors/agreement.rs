//! The compiler, tree-sitter and TextMate agree on what is a comment, string, keyword, type, id and outcome.

use super::classes::{Classes, classes};
use super::texts::Text;
use super::{random_texts, textmate, texts, tree_sitter};

/// Every text that the compiler can read, with its view of it.
fn readable() -> Vec<(Text, Classes)> {
    let all = texts::all().into_iter().chain(random_texts::flows());
    let readable: Vec<_> =
        all.filter_map(|text| classes(&text.text).map(|classes| (text, classes))).collect();
    assert!(readable.len() > 100, "there is much to read");
    readable
}

#[test]
fn tree_sitter_reads_what_the_compiler_reads() {
    let mut wrong = Vec::new();
    for (Text { name, text }, expected) in readable() {
        let tree = tree_sitter::parse(&text);
        if tree.root_node().has_error() {
            wrong.push(format!("{name}: an error where the compiler sees none:\n{text}"));
        } else if let Some(difference) = expected.difference(&tree_sitter::classes(&text), &text) {
            wrong.push(format!("{name}: {difference}"));
        }
    }
    assert!(wrong.is_empty(), "{} texts are read in another way\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn textmate_reads_what_the_compiler_reads() {
    let readable = readable();
    let texts: Vec<_> = readable.iter().map(|(text, _)| text.text.as_str()).collect();
    let Some(read) = textmate::classes(&texts) else { return };
    let mut wrong = Vec::new();
    for ((Text { name, text }, expected), found) in readable.iter().zip(&read) {
        if let Some(difference) = expected.difference(found, text) {
            wrong.push(format!("{name}: {difference}"));
        }
    }
    assert!(wrong.is_empty(), "{} texts are read in another way\n{}", wrong.len(), wrong.join("\n"));
}
