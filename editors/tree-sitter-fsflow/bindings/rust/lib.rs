//! The tree-sitter grammar of [fsflow](../../grammar/README.md) and its queries.
//!
//! ```
//! let mut parser = tree_sitter::Parser::new();
//! parser.set_language(&tree_sitter_fsflow::LANGUAGE.into()).expect("the versions fit");
//! let tree = parser.parse("start -> end\nend\n", None).expect("nothing cancels it");
//! assert!(!tree.root_node().has_error());
//! ```

use tree_sitter_language::LanguageFn;

unsafe extern "C" {
    fn tree_sitter_fsflow() -> *const ();
}

/// The grammar, for `tree_sitter::Parser::set_language`.
// SAFETY: the generated parser exports a function of this name and type, which returns a static table.
pub const LANGUAGE: LanguageFn = unsafe { LanguageFn::from_raw(tree_sitter_fsflow) };

/// What each node type is and may hold, as JSON.
pub const NODE_TYPES: &str = include_str!("../../src/node-types.json");
/// Which nodes are highlighted as what.
pub const HIGHLIGHTS_QUERY: &str = include_str!("../../queries/highlights.scm");
/// Which nodes fold.
pub const FOLDS_QUERY: &str = include_str!("../../queries/folds.scm");
/// Which nodes indent, as Neovim reads it.
pub const INDENTS_QUERY: &str = include_str!("../../queries/indents.scm");
/// Where names are defined and used.
pub const LOCALS_QUERY: &str = include_str!("../../queries/locals.scm");
/// What a list of symbols shows.
pub const TAGS_QUERY: &str = include_str!("../../queries/tags.scm");

#[cfg(test)]
mod tests {
    use tree_sitter::{Language, Query};

    #[test]
    fn every_query_fits_the_grammar() {
        let language = Language::from(super::LANGUAGE);
        let queries = [
            super::HIGHLIGHTS_QUERY,
            super::FOLDS_QUERY,
            super::INDENTS_QUERY,
            super::LOCALS_QUERY,
            super::TAGS_QUERY,
        ];
        for query in queries {
            Query::new(&language, query).expect("the query is valid");
        }
    }
}
