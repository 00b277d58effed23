//! What the cursor's surroundings come to: what may stand there, in which node or statement, and the word being typed.

use crate::catalog::{self, NodeType};
use crate::source::Span;

/// What may stand at the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// A new statement.
    Statement,
    /// The type of a node.
    Type,
    /// What follows a type or a prompt: a prompt, fields, an arrow.
    Clause,
    /// The target of a route; whether the whole list may stand here too.
    Target {
        /// Directly after the arrow.
        after_arrow: bool,
    },
    /// An outcome at the start of an entry of a route list; those that the list names already.
    Outcome {
        /// The names before the colons of the list.
        taken: Vec<String>,
    },
    /// A reference or comparison in a rule.
    Rule,
    /// A key: the keys that lead to its block, and those that the block has.
    Key {
        /// The keys of the blocks around.
        path: Vec<String>,
        /// The other keys of the block.
        taken: Vec<String>,
    },
    /// A value: the keys that lead to it, its own included.
    Value {
        /// The keys.
        path: Vec<String>,
    },
    /// The name of a parameter between `${` and `}`; whether the `}` is there.
    Param {
        /// Nothing has to be added after the name.
        closed: bool,
    },
    /// The path of an import, as far as it is written.
    Import(String),
    /// A version of the API.
    Version,
    /// The name of a check.
    Check,
    /// The type of a parameter.
    ParamType,
    /// A node in `decide`, `ensure` or `test`; the node before the dot when an outcome comes next.
    Atom(Option<String>),
    /// Nothing that could be proposed.
    Nothing,
}

/// The cursor and what may stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// What may stand there.
    pub slot: Slot,
    /// The word that is being typed, from its start to its end.
    pub word: Span,
    /// The id of the node that the statement defines.
    pub id: Option<String>,
    /// The type of that node as written, or its id.
    pub ty: Option<String>,
    /// The keyword of a statement that is no node.
    pub keyword: Option<String>,
}

impl Cursor {
    /// The row of the node's type.
    #[must_use]
    pub fn row(&self) -> Option<&'static NodeType> {
        catalog::node_type(self.ty.as_deref()?)
    }
}
