//! What the catalog says of an outcome that the API names.

use super::origin::Origin;
use super::spelling::{is_snake_case_of, same_word, snake_case};
use super::version::Version;

/// An outcome that the API names: one row of a node type.
#[derive(Debug)]
pub struct Outcome {
    /// The API's name (`livenessDetected`).
    pub name: &'static str,
    /// A shorter name, where the API's repeats the type (`detected`).
    pub short: Option<&'static str>,
    /// The version that first had it.
    pub since: Version,
    /// When it happens, one clause.
    pub summary: &'static str,
    /// What the API does when a flow leaves it out.
    pub absent: Absent,
    /// What it says about the user, for the authoring rules.
    pub verdict: Verdict,
    /// Whether it is taken when none of the node's rules holds: the language writes `else` for it.
    pub otherwise: bool,
    /// Where this is known from.
    pub origin: Origin,
}

impl Outcome {
    /// Whether `word` names this outcome in any accepted spelling: short, snake case or the API's own, with `canceled`
    /// and `cancelled` taken as the same word.
    #[must_use]
    pub fn is_named(&self, word: &str) -> bool {
        self.short.is_some_and(|short| same_word(short, word))
            || same_word(self.name, word)
            || is_snake_case_of(word, self.name)
    }

    /// The name to write: the short one if there is one, else the API's in snake case.
    #[must_use]
    pub fn written(&self) -> String {
        self.short.map_or_else(|| snake_case(self.name), str::to_owned)
    }
}

/// What the API does when a flow leaves an outcome out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absent {
    /// The flow is wrong.
    Error,
    /// The API accepts it and goes where this other outcome goes.
    TakenFrom(&'static str),
    /// The API accepts it; where it then goes is not documented.
    Accepted,
}

/// What an outcome says about the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing that an authoring rule asks about.
    Neutral,
    /// The check of this node is passed.
    Pass,
    /// The video is a forgery.
    Deepfake,
    /// The check could not decide.
    Inconclusive,
    /// The user is known.
    Known,
    /// The user is not known.
    Unknown,
}
