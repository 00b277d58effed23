//! Strings of the tree as they read, for messages and documentation.

use crate::syntax::ast;

/// The string as it reads, parameters as `${name}`.
pub(super) fn plain(text: &ast::Text) -> String {
    let mut out = String::new();
    for part in &text.parts {
        match part {
            ast::TextPart::Literal(literal) => out.push_str(literal),
            ast::TextPart::Param(name) => {
                out.push_str("${");
                out.push_str(&name.text);
                out.push('}');
            }
        }
    }
    out
}

/// The lines of a doc comment.
pub(super) fn docs(docs: &[ast::Doc]) -> Vec<String> {
    docs.iter().map(|doc| doc.text.clone()).collect()
}
