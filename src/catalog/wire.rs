//! How the API writes a flow in JSON: the keys, the five forms of a node's outcomes, the mark of literal speech.
//!
//! Whoever writes or reads that JSON takes the words from here. Names of node types, fields and outcomes are no matter of
//! form: they stand on the rows of the catalog.

use super::node_type::Routing;
use super::origin::{NODES, Origin, RULES as RULES_PAGE, Source};

/// The body of `POST /sessions`: the array of nodes.
pub const FLOW: &str = "flow";

/// The body of `POST /sessions`: what the backend wants back with the session.
pub const METADATA: &str = "metadata";
/// Inside [`METADATA`], where a flow wants it: the name of the flow, and what changes when a decision depends on something else.
pub const ORIGIN: [&str; 2] = ["fsflowName", "fsflowFingerprint"];

/// A node: its id, unique in the flow.
pub const ID: &str = "id";
/// A node: its type. A value: whether it is a [`LITERAL`] or a [`REFERENCE`].
pub const TYPE: &str = "type";
/// A node: what is said, or what the avatar is told to say.
pub const PROMPT: &str = "prompt";
/// A node: where its only outcome leads. A rule: where it leads.
pub const OUTCOME: &str = "outcome";
/// A node: where its outcomes lead, as an object or a list.
pub const OUTCOMES: &str = "outcomes";
/// A node: its rules.
pub const RULES: &str = "rules";
/// A node with rules: where it leads when none holds.
pub const DEFAULT: &str = "default";

/// One of the author's own outcomes: where it leads.
pub const TARGET: &str = "targetNodeId";
/// One of the author's own outcomes: when it holds, in words; empty when it always does.
pub const CONDITION: &str = "condition";
/// One of the author's own outcomes, whole.
pub const CHOICE: [&str; 3] = [ID, TARGET, CONDITION];
/// The id that the language gives to the one outcome of a plain route.
pub const PLAIN_CHOICE: &str = "next";

/// A rule: the value that it looks at.
pub const LEFT: &str = "left";
/// A rule: how it compares.
pub const OPERATOR: &str = "operator";
/// A rule: what it compares with.
pub const RIGHT: &str = "right";
/// A rule that compares with something, whole.
pub const COMPARISON: [&str; 4] = [LEFT, OPERATOR, RIGHT, OUTCOME];
/// A rule that asks only for the value, whole.
pub const PRESENCE: [&str; 3] = [LEFT, OPERATOR, OUTCOME];

/// The conversation's field that waits for a service.
pub const AWAIT_EXTERNAL: &str = "awaitExternal";
/// Inside [`AWAIT_EXTERNAL`]: where its own outcomes lead.
pub const EXITS: &str = "exits";

/// A reference, or where a photo comes from: the data that is named.
pub const SOURCE: &str = "source";
/// A reference: the key in that data.
pub const FIELD: &str = "field";
/// The key in the provided data that holds the address of a photo.
pub const PROVIDED_DATA_KEY: &str = "providedDataKey";
/// The data that came with the session, as references and the body name it.
pub const PROVIDED_DATA: &str = "providedData";
/// The data that the conversation yielded, as references name it.
pub const EXTRACTED_DATA: &str = "extractedData";
/// What a rule looks at, whole.
pub const LOOKED_AT: [&str; 2] = [SOURCE, FIELD];
/// A photo that the session took, whole.
pub const SESSION_PHOTO: [&str; 1] = [SOURCE];
/// A photo that came with the session, whole.
pub const PROVIDED_PHOTO: [&str; 2] = [SOURCE, PROVIDED_DATA_KEY];

/// A named value: its name.
pub const NAME: &str = "name";
/// A named value or a literal: the value.
pub const VALUE: &str = "value";
/// A named value, whole.
pub const VARIABLE: [&str; 2] = [NAME, VALUE];
/// The [`TYPE`] of a value that is written out.
pub const LITERAL: &str = "literal";
/// A value that is written out, whole.
pub const LITERAL_VALUE: [&str; 2] = [TYPE, VALUE];
/// The [`TYPE`] of a value that the running session has.
pub const REFERENCE: &str = "ref";
/// A value that the running session has, whole.
pub const REFERENCE_VALUE: [&str; 3] = [TYPE, SOURCE, FIELD];

/// The setting that asks for the analysis of the video.
pub const VIDEO_ANALYSIS_ENABLED: &str = "videoAIAnalysisEnabled";
/// The setting that says what to extract from the conversation.
pub const EXTRACTION_SCHEMA: &str = "extractionSchema";

/// The list of modules, in the body of the API that came before flows.
pub const MODULES: &str = "modules";

/// A session as the API answers it: what it found.
pub const REPORT: &str = "report";

/// What stands before a prompt that is spoken as it is.
pub const SPEECH: &str = "Say: ";

/// Where it is known from what becomes of such a prompt.
pub const SPEECH_ORIGIN: Origin = Origin::but(
    &[Source::Page(NODES), Source::Page(RULES_PAGE)],
    "FaceSign's pages tell it in two ways: such a text is spoken word for word, or it is translated into the user's language, \
     only more stiffly than an instruction. So say neither with certainty.",
);

/// What is spoken, when a prompt is literal speech.
#[must_use]
pub fn speech(prompt: &str) -> Option<&str> {
    prompt.strip_prefix(SPEECH)
}

/// Whether what follows these characters can turn them into the mark of literal speech, in whatever case.
#[must_use]
pub fn may_begin_speech(beginning: &str) -> bool {
    let mark = SPEECH.trim_end().to_lowercase();
    let beginning = beginning.trim_start().to_lowercase();
    beginning.len() < mark.len() && mark.starts_with(&beginning)
}

/// A prompt without marks of literal speech at its beginning, in whatever case.
#[must_use]
pub fn without_speech(prompt: &str) -> &str {
    let mark = SPEECH.trim_end();
    let mut rest = prompt;
    while let Some((head, after)) = rest.trim_start().split_at_checked(mark.len())
        && head.eq_ignore_ascii_case(mark)
    {
        rest = after.trim_start();
    }
    rest
}

/// How the outcomes of a node are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EdgeEncoding {
    /// Not at all.
    None,
    /// [`OUTCOME`]: a target.
    Single,
    /// [`OUTCOMES`]: an object from outcome to target.
    Map,
    /// [`OUTCOMES`]: a list of [`CHOICE`]s.
    Choices,
    /// [`RULES`], each with its [`OUTCOME`], and [`DEFAULT`].
    Rules,
}

impl EdgeEncoding {
    /// How the outcomes of a type are written.
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

    /// The keys that a node has for its outcomes.
    #[must_use]
    pub fn keys(self) -> &'static [&'static str] {
        match self {
            Self::None => &[],
            Self::Single => &[OUTCOME],
            Self::Map | Self::Choices => &[OUTCOMES],
            Self::Rules => &[RULES, DEFAULT],
        }
    }
}
