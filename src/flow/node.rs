//! A node as it is meant: its type, what is said, its fields, and where its outcomes lead.

use std::borrow::Cow;

use super::edge::{Edge, Outcome};
use super::value::{Field, Text};
use crate::catalog::wire::EdgeEncoding;
use crate::catalog::{self, NodeType, Role, Routing, Version};
use crate::source::Span;

/// A node.
#[derive(Debug, Clone)]
pub struct Node {
    /// Its id.
    pub id: String,
    /// Where the id stands.
    pub id_span: Span,
    /// The whole statement, without doc comments and `@allow`.
    pub statement: Span,
    /// Its doc comment.
    pub docs: Vec<String>,
    /// Its type.
    pub ty: Type,
    /// Its prompt.
    pub prompt: Option<Prompt>,
    /// Its other fields in the order of the file.
    pub fields: Vec<Field>,
    /// Its outcomes and where they lead, in the order of the file, `else` and plain routes expanded.
    pub edges: Vec<Edge>,
    /// The outcomes that the author left out and the API fills in by itself. One leads where another does; of one without a target
    /// nobody says where it leads, and sessions are taken to stop there.
    pub filled: Vec<Edge>,
    /// What follows the arrow; `None` without routes.
    pub routes: Option<Routes>,
    /// Whether `edges` is all that the author wrote. When not, the fault was reported, and what is missing says nothing.
    pub edges_known: bool,
    /// Whether `fields` and `prompt` are all that the author wrote.
    pub fields_known: bool,
    /// Whether it comes from an imported file.
    pub imported: bool,
}

/// Where a node's routes stand.
#[derive(Debug, Clone, Copy)]
pub struct Routes {
    /// From the arrow to the end.
    pub span: Span,
    /// Whether they are a list in `< >`; then the span ends with the `>` unless that is missing.
    pub list: bool,
    /// Where `else` stands.
    pub else_span: Option<Span>,
}

/// The type of a node.
#[derive(Debug, Clone)]
pub struct Type {
    /// The API's name; for an unknown type the name as written; empty for a statement that could not be read.
    pub name: Cow<'static, str>,
    /// Its row; `None` for an unknown type.
    pub row: Option<&'static NodeType>,
    /// Where the type stands: the word after the colon, or the id.
    pub span: Span,
    /// Whether it is unknown and in quotes, so that the node passes as it stands. Unknown and not so was reported.
    pub quoted: bool,
}

/// A node's prompt.
#[derive(Debug, Clone)]
pub struct Prompt {
    /// From `say`, if there is one, to the end of the text.
    pub span: Span,
    /// Whether it is literal speech; then `text` does not hold the API's `Say: `.
    pub say: bool,
    /// The text.
    pub text: Text,
}

impl Node {
    /// The field with this API name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == name)
    }

    /// All its outcomes, those that the API fills in last. The place of one among them is its number in an
    /// [`EdgeId`](super::EdgeId).
    pub fn outcomes(&self) -> impl Iterator<Item = &Edge> {
        self.edges.iter().chain(&self.filled)
    }

    /// The outcome with this number.
    #[must_use]
    pub fn outcome(&self, number: u32) -> Option<&Edge> {
        let at = number as usize;
        self.edges.get(at).or_else(|| self.filled.get(at.checked_sub(self.edges.len())?))
    }

    /// Whether the outcome with this number is one that the API fills in.
    #[must_use]
    pub fn is_filled_in(&self, number: u32) -> bool {
        number as usize >= self.edges.len()
    }

    /// The outcomes that the API asks for in this version and that the author did not route. Empty when the routes could not
    /// be read as a whole.
    #[must_use]
    pub fn left_out(&self, version: Version) -> Vec<&'static catalog::Outcome> {
        let Some(row) = self.ty.row.filter(|_| self.edges_known) else { return Vec::new() };
        let has_row = |field: &str| self.field(field).is_some_and(|field| field.row.is_some());
        let exits: &[catalog::Outcome] = match row.routing {
            Routing::Choices(Some(exits)) if has_row(exits.field) => exits.outcomes,
            _ => &[],
        };
        let routed = |outcome: &catalog::Outcome| {
            self.edges.iter().any(|edge| edge.row().is_some_and(|row| std::ptr::eq(row, outcome)))
        };
        let expected = row.outcomes().iter().chain(exits).filter(|outcome| outcome.since <= version);
        expected.filter(|outcome| !routed(outcome)).collect()
    }

    /// The edge of the outcome with this API name.
    #[must_use]
    pub fn edge(&self, outcome: &str) -> Option<&Edge> {
        self.edges.iter().find(|edge| edge.row().is_some_and(|row| row.name == outcome))
    }

    /// How its routes are written: as its type asks, and for a type that the catalog does not know, as the author wrote them.
    #[must_use]
    pub fn encoding(&self) -> EdgeEncoding {
        match self.ty.row {
            Some(row) => EdgeEncoding::of(&row.routing),
            None => self.encoding_as_written(),
        }
    }

    fn encoding_as_written(&self) -> EdgeEncoding {
        let any = |test: fn(&Outcome) -> bool| self.edges.iter().any(|edge| test(&edge.outcome));
        match self.routes {
            None => EdgeEncoding::None,
            Some(_) if any(|outcome| matches!(outcome, Outcome::Rule(_))) => EdgeEncoding::Rules,
            Some(_) if any(|outcome| matches!(outcome, Outcome::Choice(_))) => EdgeEncoding::Choices,
            Some(Routes { list: true, .. }) => EdgeEncoding::Map,
            Some(_) => EdgeEncoding::Single,
        }
    }

    /// What the type means on a path; nothing special for unknown types.
    #[must_use]
    pub fn traits(&self) -> catalog::Traits {
        self.ty.row.map_or(catalog::Traits::NONE, |row| row.traits)
    }

    /// Whether sessions begin here.
    #[must_use]
    pub fn is_start(&self) -> bool {
        self.role() == Some(Role::Start)
    }

    /// Whether a session that came here is complete.
    #[must_use]
    pub fn is_end(&self) -> bool {
        self.role() == Some(Role::End)
    }

    /// What the type is for the flow as a whole; `None` for an unknown type.
    fn role(&self) -> Option<Role> {
        self.ty.row.map(|row| row.role)
    }
}
