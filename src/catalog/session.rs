//! The session settings: the keys of the `POST /sessions` body beside the flow, one row each.

use super::field::{Content, Field, Kind};
use super::origin::{self, CREATE, Origin, Source};
use super::version::Version;
use super::wire;

const fn optional(name: &'static str, since: u16, kind: Kind, summary: &'static str) -> Field {
    // The page was written before these.
    let origin = if since > 41 {
        Origin::of(&[Source::Types, Source::Changelog])
    } else {
        Origin::of(&[Source::Page(CREATE), Source::Types])
    };
    Field {
        name,
        since: Version(1, 0, since),
        kind,
        required: false,
        default: None,
        summary,
        origin,
        content: Content::Plain,
    }
}

const fn told(origin: Origin, field: Field) -> Field {
    Field { origin, ..field }
}

const fn on_page(name: &'static str, kind: Kind, summary: &'static str) -> Field {
    told(Origin::of(&[Source::Page(origin::CUSTOMIZATION), Source::Types]), optional(name, 9, kind, summary))
}

const fn required(name: &'static str, since: u16, kind: Kind, summary: &'static str) -> Field {
    Field { required: true, ..optional(name, since, kind, summary) }
}

const fn id(name: &'static str, since: u16, summary: &'static str) -> Field {
    Field { content: Content::Id, ..optional(name, since, Kind::Text, summary) }
}

/// The setting that says what is known of the user; also the API's name of that data in references.
pub const PROVIDED_DATA: &str = wire::PROVIDED_DATA;

/// The keys of the provided data that have a meaning of their own; prompts take them as `{name}`, `{email}`, `{phone}`.
pub static KNOWN_KEYS: &[&str] = &["name", "email", "phone"];

/// The setting that lists the languages of the session.
pub const LANGUAGES_SPOKEN: &str = "langs";

/// The setting that names the language in which the session begins.
pub const DEFAULT_LANGUAGE: &str = "defaultLang";

/// The setting that says what to extract, and the keys of each of its fields.
pub const EXTRACTION_SCHEMA: &str = wire::EXTRACTION_SCHEMA;
/// See [`EXTRACTION_SCHEMA`]: the key that references name.
pub const EXTRACTED_NAME: &str = "fieldName";
/// See [`EXTRACTION_SCHEMA`]: what the value is.
pub const EXTRACTED_TYPE: &str = "type";
/// See [`EXTRACTION_SCHEMA`]: the only values there are.
pub const EXTRACTED_VALUES: &str = "enum";

/// The compiler's own setting: whether the session says which flow it is of.
pub const FINGERPRINT: &str = "fingerprint";

/// Whether the session's page has controls; without them the other settings beside this one do nothing.
pub const SHOW_CONTROLS: &str = "showUxControls";
/// Which controls the page has.
pub const BUTTONS: &str = "buttons";
/// The control that is there only with several languages.
pub const LANGUAGE_BUTTON: &str = "language";

/// The languages that a session can run in.
pub static LANGUAGES: &[&str] =
    &["en", "it", "de", "fr", "es", "pt", "ru", "ja", "id", "no", "zh", "zh-TW", "zh-HK"];

static PERMISSIONS_PAGE: &[Field] = &[
    on_page("buttonText", Kind::Text, "The text of the button."),
    on_page("mainHeading", Kind::Text, "The heading of the page."),
    on_page("subheading", Kind::Text, "The line below the heading."),
    on_page("backgroundType", Kind::Enum(&["AVATAR", "COLOR"]), "What stands behind the page."),
    on_page("backgroundColor", Kind::Text, "The colour behind the page."),
    on_page("buttonTextTranslates", Kind::Texts(LANGUAGES), "The button in other languages."),
    on_page("mainHeadingTranslates", Kind::Texts(LANGUAGES), "The heading in other languages."),
    on_page("subheadingTranslates", Kind::Texts(LANGUAGES), "The line below the heading in other languages."),
];

static CONTROLS: &[Field] = &[
    on_page(
        SHOW_CONTROLS,
        Kind::Bool,
        "Whether the page shows controls at all; without them the other settings have no effect.",
    ),
    optional("captionsOpenedByDefault", 44, Kind::Bool, "Whether captions are open at the start."),
    optional("autoHide", 46, Kind::Bool, "Whether the controls hide by themselves."),
    optional(
        BUTTONS,
        46,
        Kind::List {
            item: &Kind::Enum(&["microphone", "camera", "captions", LANGUAGE_BUTTON, "close"]),
            not_empty: false,
        },
        "Which controls are shown; `language` only where the session has more than one.",
    ),
];

static CUSTOMIZATION: &[Field] = &[
    optional(
        "permissionsPage",
        9,
        Kind::Object(PERMISSIONS_PAGE),
        "The page that asks for camera and microphone.",
    ),
    optional("controls", 9, Kind::Object(CONTROLS), "The controls on the session's page."),
];

static EXTRACTION_FIELD: &[Field] = &[
    required(EXTRACTED_NAME, 41, Kind::Text, "The name that references use (`extracted.NAME`)."),
    required(EXTRACTED_TYPE, 41, Kind::Enum(&["string", "number", "boolean", "date"]), "What the value is."),
    required("description", 41, Kind::Text, "What to extract, in words."),
    optional(
        EXTRACTED_VALUES,
        41,
        Kind::List { item: &Kind::Text, not_empty: false },
        "The only values to take.",
    ),
];

/// The session settings that the API has, in the order of its documentation.
pub static SESSION_FIELDS: &[Field] = match SETTINGS.split_last() {
    Some((_, of_api)) => of_api,
    None => SETTINGS,
};

/// All that the `session` block takes: what the API has, then what the compiler does on wish and never sends as such.
pub static SETTINGS: &[Field] = &[
    optional("clientReferenceId", 9, Kind::Text, "The backend's own name for the session."),
    optional(
        wire::METADATA,
        9,
        Kind::Free,
        "Anything that the backend wants back with the session; the SDK's type requires it.",
    ),
    optional(
        PROVIDED_DATA,
        9,
        Kind::Scalars,
        "What is known of the user; `name`, `email` and `phone` have a meaning.",
    ),
    id("avatarId", 9, "The id of the avatar that speaks, never a URL."),
    optional(
        LANGUAGES_SPOKEN,
        9,
        Kind::List { item: &Kind::Enum(LANGUAGES), not_empty: false },
        "The languages that the user may choose; all of them when it is left out.",
    ),
    optional(
        DEFAULT_LANGUAGE,
        9,
        Kind::Enum(LANGUAGES),
        "The language that the session begins in; one of `langs`.",
    ),
    optional("zone", 9, Kind::Enum(&["us", "eu"]), "Where the session runs and its data stays."),
    optional("customization", 9, Kind::Object(CUSTOMIZATION), "How the session's page looks."),
    optional(wire::VIDEO_ANALYSIS_ENABLED, 9, Kind::Bool, "Whether the video is analysed after the session."),
    optional(
        EXTRACTION_SCHEMA,
        41,
        Kind::List { item: &Kind::Object(EXTRACTION_FIELD), not_empty: false },
        "What to extract from the conversation.",
    ),
    id("backgroundAssetId", 47, "The id of an uploaded background, never a URL."),
    told(
        Origin::of(&[]),
        optional(
            FINGERPRINT,
            9,
            Kind::Bool,
            "Whether `metadata` says which flow and which version of it the session is of, so that the `decide` of another refuses it.",
        ),
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_settings_that_rules_ask_about_exist() {
        for name in [PROVIDED_DATA, LANGUAGES_SPOKEN, DEFAULT_LANGUAGE] {
            assert!(SESSION_FIELDS.iter().any(|field| field.name == name), "{name}");
        }
    }
}
