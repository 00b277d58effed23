//! A node of the JSON on its way to the tree, with its members still as JSON.

use super::json::{Json, Member, get};
use crate::catalog::NodeType;
use crate::source::Span;

/// A node of the JSON.
#[derive(Debug)]
pub(super) struct Raw {
    pub(super) id: String,
    pub(super) id_span: Span,
    /// The type by today's name.
    pub(super) ty: String,
    pub(super) ty_span: Span,
    /// The row of the type; `None` for an unknown one.
    pub(super) row: Option<&'static NodeType>,
    /// What it has beside `id` and `type`.
    pub(super) members: Vec<Member>,
}

impl Raw {
    /// What messages call the type.
    pub(super) fn type_word(&self) -> &str {
        self.row.map_or(self.ty.as_str(), |row| row.written())
    }

    pub(super) fn get(&self, key: &str) -> Option<&Json> {
        get(&self.members, key)
    }

    pub(super) fn take(&mut self, key: &str) -> Option<Member> {
        let at = self.members.iter().position(|member| member.key == key)?;
        Some(self.members.remove(at))
    }
}
