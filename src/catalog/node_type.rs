//! What the catalog says of a node type: its fields, how its outcomes are written and what it means for a flow.
//!
//! Behaviour is a field of the row, so that no stage asks for a type by its name.

use super::field::{Field, field};
use super::origin::Origin;
use super::outcome::Outcome;
use super::version::Version;

/// A node type: one row of [`NODE_TYPES`](super::NODE_TYPES).
#[derive(Debug)]
pub struct NodeType {
    /// The API's name (`liveness_detection`).
    pub name: &'static str,
    /// A shorter name that the language accepts (`liveness`).
    pub short: Option<&'static str>,
    /// The version that first had it.
    pub since: Version,
    /// What it does, one sentence.
    pub summary: &'static str,
    /// Where in a flow it belongs, for `fsflowc explain` and hover.
    pub placement: &'static str,
    /// Its `prompt` field, which the language writes after the type.
    pub prompt: Prompt,
    /// Its other fields, in the order of the API's documentation.
    pub fields: &'static [Field],
    /// How its outcomes are written in JSON, and which it has.
    pub routing: Routing,
    /// What it is for the flow as a whole.
    pub role: Role,
    /// What it means on a path, for the authoring rules.
    pub traits: Traits,
    /// A flow that shows how it is written: its first line is the type at work.
    pub example: &'static str,
    /// Where this is known from.
    pub origin: Origin,
}

/// What the nodes of a type are for the flow as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Sessions begin here: one in a flow, and nothing leads to it.
    Start,
    /// A session that came here is complete.
    End,
    /// All between.
    Step,
}

/// Whether a type has the `prompt` field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prompt {
    /// It has none.
    None,
    /// It may have one, since this version.
    Optional(Version),
    /// It must have one.
    Required,
}

/// What a node of a type means on a path through the flow. All `false` or `None` for a type that means nothing special.
#[derive(Debug, Clone, Copy)]
pub struct Traits {
    /// It looks at the user and needs at least five seconds of video before it.
    pub needs_warm_up: bool,
    /// It takes long enough to give a later camera node its video.
    pub warms_up: bool,
    /// Its prompt is speech.
    pub speaks: bool,
    /// It asks for the camera; video starts only after it.
    pub asks_permission: bool,
    /// The photo source that it fills and the outcome that says so (`documentPhoto` by `scanSuccess`).
    pub photo: Option<(&'static str, &'static str)>,
    /// The answer of its request is merged into the provided data.
    pub fills_provided_data: bool,
    /// The key of the provided data that a code is sent to (`email`).
    pub sends_code_to: Option<&'static str>,
    /// The key of the provided data that the user types in and the outcome that says so (`email` by `emailEntered`).
    pub collects: Option<(&'static str, &'static str)>,
    /// The field which says that no answer is waited for, as a farewell needs it (`doesNotRequireReply`).
    pub no_reply: Option<&'static str>,
}

impl Traits {
    /// Means nothing special on a path.
    pub const NONE: Self = Self {
        needs_warm_up: false,
        warms_up: false,
        speaks: false,
        asks_permission: false,
        photo: None,
        fills_provided_data: false,
        sends_code_to: None,
        collects: None,
        no_reply: None,
    };
}

/// How a type's outcomes are encoded in JSON.
#[derive(Debug, Clone, Copy)]
pub enum Routing {
    /// No outcomes: the flow ends here.
    None,
    /// One `outcome` key with the target.
    Single(&'static Outcome),
    /// An `outcomes` object from the outcome's name to its target.
    Fixed(&'static [Outcome]),
    /// An `outcomes` array of the author's own `{id, targetNodeId, condition}`, tried in order.
    Choices(Option<Exits>),
    /// `rules[].outcome`, tried in order, and this outcome when none holds.
    Rules(&'static Outcome),
}

/// Outcomes that a field adds to a type.
#[derive(Debug, Clone, Copy)]
pub struct Exits {
    /// The field that holds them (`awaitExternal`); without it the node does not have them.
    pub field: &'static str,
    /// The key inside that field where they are written (`exits`).
    pub key: &'static str,
    /// The outcomes.
    pub outcomes: &'static [Outcome],
}

impl NodeType {
    /// The outcomes that the API names, without those that a field adds.
    #[must_use]
    pub fn outcomes(&self) -> &'static [Outcome] {
        match self.routing {
            Routing::None | Routing::Choices(_) => &[],
            Routing::Single(one) | Routing::Rules(one) => std::slice::from_ref(one),
            Routing::Fixed(outcomes) => outcomes,
        }
    }

    /// The outcomes that a field adds (`await_external`).
    #[must_use]
    pub fn exits(&self) -> &'static [Outcome] {
        match self.routing {
            Routing::Choices(Some(exits)) => exits.outcomes,
            _ => &[],
        }
    }

    /// The field with this name, in any accepted spelling.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        field(self.fields, name)
    }

    /// The name to write where both are accepted: the short one if there is one.
    #[must_use]
    pub fn written(&self) -> &'static str {
        self.short.unwrap_or(self.name)
    }
}
