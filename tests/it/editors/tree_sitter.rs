//! tree-sitter's view of a text.

use tree_sitter::{Node, Parser, Tree};

use super::classes::{Class, Classes};
use fsflow::syntax::words::{AMBIGUOUS, INCOMPLETE};

/// The tree of a text.
pub fn parse(text: &str) -> Tree {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_fsflow::LANGUAGE.into()).expect("the versions fit");
    parser.parse(text, None).expect("nothing cancels it")
}

/// The classes of a text.
pub fn classes(text: &str) -> Classes {
    let mut classes = Classes::of_nothing(text);
    let tree = parse(text);
    let mut cursor = tree.walk();
    loop {
        let class = class(cursor.node(), text);
        if let Some(class) = class {
            classes.set(cursor.node().byte_range(), class);
        }
        if class.is_none() && cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return classes;
            }
        }
    }
}

/// What a node is; `None` when its children tell.
fn class(node: Node<'_>, text: &str) -> Option<Class> {
    match node.kind() {
        "comment" | "doc_comment" | "file_doc_comment" => Some(Class::Comment),
        "node_id" if [INCOMPLETE, AMBIGUOUS].contains(&&text[node.byte_range()]) && is_condition(node) => {
            Some(Class::Keyword)
        }
        "node_id" => Some(Class::Id),
        "outcome" => Some(Class::Outcome),
        "node_type" | "param_type" => Some(Class::Type),
        "string" | "folded_string" => Some(Class::String),
        "otherwise" => Some(Class::Keyword),
        "key" | "decision_name" | "condition_name" | "value_path" | "check_name" | "param_name"
        | "reference" | "operator" | "boolean" | "null" | "word" => Some(Class::Other),
        word if !node.is_named() && word.chars().all(|ch| ch.is_ascii_lowercase()) => {
            Some(if word == "allow" { Class::Other } else { Class::Keyword })
        }
        _ => None,
    }
}

/// Whether the id of a node is a whole condition: neither what a promise is about nor what a test gives.
fn is_condition(id: Node<'_>) -> bool {
    let Some(atom) = id.parent().filter(|atom| atom.kind() == "atom" && atom.child_count() == 1) else {
        return false;
    };
    atom.parent()
        .is_some_and(|above| above.kind() != "case" && above.child_by_field_name("subject") != Some(atom))
}
