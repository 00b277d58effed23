//! The five forms in which the API takes the routes of a node.

use crate::catalog::Routing;

/// How the routes of a node are written to JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Not at all.
    None,
    /// `outcome`: a target.
    Single,
    /// `outcomes`: an object from outcome to target.
    Map,
    /// `outcomes`: a list of `{id, targetNodeId, condition}`.
    Choices,
    /// `rules`, each with its `outcome`, and `default`.
    Rules,
}

impl Encoding {
    /// The encoding that the catalog has for a type.
    #[must_use]
    pub fn of(routing: &Routing) -> Self {
        match routing {
            Routing::None => Self::None,
            Routing::Single(_) => Self::Single,
            Routing::Fixed(_) => Self::Map,
            Routing::Choices(_) => Self::Choices,
            Routing::Rules(_) => Self::Rules,
        }
    }

    /// The keys that the node gets from its routes.
    #[must_use]
    pub fn keys(self) -> &'static [&'static str] {
        match self {
            Self::None => &[],
            Self::Single => &["outcome"],
            Self::Map | Self::Choices => &["outcomes"],
            Self::Rules => &["rules", "default"],
        }
    }
}
