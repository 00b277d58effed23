//! What the sessions API offers, as rows: node types, fields, outcomes, session settings, and since which version.
//!
//! Nothing outside this folder names a node type, a field or an outcome of the API. What a stage must know about a type
//! is a field of its row; how the API writes things in JSON stands in [`wire`] alone.

mod alias;
mod answer;
mod documents;
mod field;
mod node_type;
mod nodes;
pub mod origin;
mod outcome;
mod references;
mod report;
mod retired;
mod session;
mod spelling;
mod version;
pub mod wire;

pub use alias::{language, meant};
pub use answer::{
    ANSWER_FIELDS, AnswerField, NODE_REPORT_FIELDS, NodeReportField, SESSION_STATUSES, SIGNATURE,
    SessionStatus, WEBHOOK_EVENTS, WebhookEvent,
};
pub use documents::DOCUMENT_TYPES;
pub use field::{Content, Field, Kind, field, word};
pub use node_type::{Exits, NodeType, Prompt, Role, Routing, Traits};
pub use nodes::{NODE_TYPES, POLL_INTERVAL, POLL_TIMEOUT, node_type, type_words};
pub use origin::{Origin, Source};
pub use outcome::{Absent, Outcome, Verdict};
pub use references::{DATA_SOURCES, DataSource, OPERATORS, OTP_VARIABLES, Operator, data_source, operator};
pub use report::{
    Arrival, REPORT, ReportField, Reported, VIDEO_ASPECTS, report_field, report_fields, report_paths,
};
pub use retired::{RetiredName, RetiredPlace, retired, retired_names};
pub use session::{
    BUTTONS, DEFAULT_LANGUAGE, EXTRACTED_NAME, EXTRACTED_TYPE, EXTRACTED_VALUES, EXTRACTION_SCHEMA,
    FINGERPRINT, KNOWN_KEYS, LANGUAGE_BUTTON, LANGUAGES, LANGUAGES_SPOKEN, PROVIDED_DATA, SESSION_FIELDS,
    SETTINGS, SHOW_CONTROLS,
};
pub use spelling::{camel_case, same_word, snake_case};
pub use version::{InvalidVersion, NEWEST, TIMELINE, Version, VersionRow};

#[cfg(test)]
mod tests;
