//! Owns what the sessions API offers, as rows: node types, fields, outcomes, session settings, and since which version.
//!
//! Nothing outside this folder names a node type, a field or an outcome of the API. What a stage must know about a type
//! is a field of its row. Source of every row: FaceSign's public documentation, the type declarations of its SDK up to
//! 1.0.47 and its changelog, as of November 2026.

mod documents;
mod nodes;
mod retired;
mod session;
mod spelling;
mod version;

pub use documents::DOCUMENT_TYPES;
pub use nodes::NODE_TYPES;
pub use retired::{RetiredName, RetiredPlace, retired};
pub use session::{DEFAULT_LANGUAGE, KNOWN_KEYS, LANGUAGES, LANGUAGES_SPOKEN, PROVIDED_DATA, SESSION_FIELDS};
pub use spelling::{camel_case, same_word, snake_case};
pub use version::{NEWEST, TIMELINE, Version, VersionRow};

/// A node type: one row of [`NODE_TYPES`].
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
}

impl Outcome {
    /// Whether `word` names this outcome in any accepted spelling: short, snake case or the API's own, with `canceled`
    /// and `cancelled` taken as the same word.
    #[must_use]
    pub fn is_named(&self, word: &str) -> bool {
        self.short.is_some_and(|short| same_word(short, word))
            || same_word(self.name, word)
            || spelling::is_snake_case_of(word, self.name)
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

/// A field of a node type, of the session body, or of an object in one of them.
#[derive(Debug)]
pub struct Field {
    /// The API's name (`otpLength`).
    pub name: &'static str,
    /// The version that first had it.
    pub since: Version,
    /// What may stand there.
    pub kind: Kind,
    /// Whether it must be given.
    pub required: bool,
    /// What the API takes when it is not given, as JSON.
    pub default: Option<&'static str>,
    /// What it is for, one sentence.
    pub summary: &'static str,
}

/// What values a field takes.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Any string.
    Text,
    /// `true` or `false`.
    Bool,
    /// A whole number in this range, both ends included.
    Integer {
        /// The least value.
        min: i64,
        /// The greatest value; `i64::MAX` where the API names none.
        max: i64,
    },
    /// A number in this range, both ends included.
    Number {
        /// The least value.
        min: f64,
        /// The greatest value.
        max: f64,
    },
    /// One of these words.
    Enum(&'static [&'static str]),
    /// A list of values.
    List {
        /// What each item is.
        item: &'static Kind,
        /// Whether an empty list is refused.
        not_empty: bool,
    },
    /// An object with these fields.
    Object(&'static [Field]),
    /// An object whose keys are the author's own, with any JSON inside.
    Free,
    /// An object whose keys are the author's own, with strings, numbers and booleans.
    Scalars,
    /// An object from one of these words to a string (language → text).
    Texts(&'static [&'static str]),
    /// `{ name: value }`, written to JSON as a list of named values; a value is a literal or a reference.
    Vars,
    /// Where a photo comes from: one of these words, or a reference to the provided data.
    Photo(&'static [&'static str]),
}

/// The field of `fields` with this name, in snake case or the API's own spelling.
#[must_use]
pub fn field(fields: &'static [Field], name: &str) -> Option<&'static Field> {
    fields.iter().find(|field| field.name == name || spelling::is_snake_case_of(name, field.name))
}

/// The word of an enumeration with this spelling: the API's own, or that in snake case.
#[must_use]
pub fn word(words: &'static [&'static str], text: &str) -> Option<&'static str> {
    let exact = words.iter().find(|word| **word == text);
    exact.or_else(|| words.iter().find(|word| spelling::is_snake_case_of(text, word))).copied()
}

/// The node type with this name or short name.
#[must_use]
pub fn node_type(name: &str) -> Option<&'static NodeType> {
    NODE_TYPES.iter().find(|row| row.name == name || row.short == Some(name))
}

/// All words that may stand where a type is written.
pub fn type_words() -> impl Iterator<Item = &'static str> {
    NODE_TYPES.iter().flat_map(|row| row.short.into_iter().chain([row.name]))
}

/// The data that a running session holds, as a reference names it (`extracted.age`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DataSource {
    /// The word before the dot (`extracted`).
    pub word: &'static str,
    /// The API's name (`extractedData`).
    pub name: &'static str,
    /// What it holds, one sentence.
    pub summary: &'static str,
    /// Whether a value in it can be the URL of a photo.
    pub holds_photos: bool,
}

/// What a reference can name.
pub static DATA_SOURCES: &[DataSource] = &[
    DataSource {
        word: "extracted",
        name: "extractedData",
        summary: "What the conversation yielded for the session's extraction schema.",
        holds_photos: false,
    },
    DataSource {
        word: "provided",
        name: "providedData",
        summary: "What the backend gave with the session, and the answers of external calls.",
        holds_photos: true,
    },
];

/// The data source with this word or API name.
#[must_use]
pub fn data_source(word: &str) -> Option<&'static DataSource> {
    DATA_SOURCES.iter().find(|row| row.word == word || row.name == word)
}

/// A comparison of a `field_condition` rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Operator {
    /// As the language writes it (`>=`).
    pub symbol: &'static str,
    /// The API's name (`gte`).
    pub name: &'static str,
    /// Whether a right side follows.
    pub binary: bool,
}

/// The comparisons of `field_condition` rules.
pub static OPERATORS: &[Operator] = &[
    Operator { symbol: "==", name: "equals", binary: true },
    Operator { symbol: "!=", name: "notEquals", binary: true },
    Operator { symbol: ">", name: "gt", binary: true },
    Operator { symbol: ">=", name: "gte", binary: true },
    Operator { symbol: "<", name: "lt", binary: true },
    Operator { symbol: "<=", name: "lte", binary: true },
    Operator { symbol: "exists", name: "exists", binary: false },
    Operator { symbol: "not exists", name: "notExists", binary: false },
];

/// The operator with this symbol or API name.
#[must_use]
pub fn operator(word: &str) -> Option<&'static Operator> {
    OPERATORS.iter().find(|row| row.symbol == word || row.name == word)
}

/// Template variables that FaceSign fills by itself in OTP templates (`{{code}}`).
pub static OTP_VARIABLES: &[&str] = &["code", "userName", "companyName"];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn one_type_begins_a_session_and_one_completes_it() {
        let of =
            |role| NODE_TYPES.iter().filter(|row| row.role == role).map(|row| row.name).collect::<Vec<_>>();
        assert_eq!(of(Role::Start), ["start"]);
        assert_eq!(of(Role::End), ["end"]);
        let leads_on = |row: &&NodeType| matches!(row.routing, Routing::None) == (row.role == Role::End);
        assert!(NODE_TYPES.iter().all(|row| leads_on(&row)));
    }

    #[test]
    fn no_two_types_share_a_word() {
        let mut seen = HashSet::new();
        for word in type_words() {
            assert!(seen.insert(word), "{word} twice");
        }
        assert_eq!(NODE_TYPES.len(), 15);
    }

    #[test]
    fn no_two_outcomes_of_a_type_answer_to_one_word() {
        for row in NODE_TYPES {
            let all: Vec<_> = row.outcomes().iter().chain(row.exits()).collect();
            for (index, outcome) in all.iter().enumerate() {
                for word in [outcome.name.to_owned(), outcome.written(), snake_case(outcome.name)] {
                    let found = all.iter().position(|other| other.is_named(&word));
                    assert_eq!(found, Some(index), "{}.{word}", row.name);
                }
            }
        }
    }

    #[test]
    fn every_version_of_a_row_is_on_the_timeline() {
        let known = |version: Version| TIMELINE.iter().any(|row| row.version == version);
        fn fields(list: &'static [Field], known: &dyn Fn(Version) -> bool) {
            for field in list {
                assert!(known(field.since), "{}", field.name);
                assert!(field.summary.ends_with('.'), "{}", field.name);
                if let Kind::Object(inner) = field.kind {
                    fields(inner, known);
                }
            }
        }
        for row in NODE_TYPES {
            assert!(known(row.since), "{}", row.name);
            fields(row.fields, &known);
            for outcome in row.outcomes().iter().chain(row.exits()) {
                assert!(known(outcome.since), "{}", outcome.name);
            }
        }
        fields(SESSION_FIELDS, &known);
    }

    #[test]
    fn every_documented_default_is_json_and_every_fallback_outcome_exists() {
        for row in NODE_TYPES {
            for field in row.fields {
                if let Some(default) = field.default {
                    assert!(serde_json::from_str::<serde_json::Value>(default).is_ok(), "{default}");
                }
            }
            for outcome in row.outcomes() {
                if let Absent::TakenFrom(other) = outcome.absent {
                    assert!(row.outcomes().iter().any(|o| o.name == other));
                }
            }
        }
    }
}
