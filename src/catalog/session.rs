//! The session settings: the keys of the `POST /sessions` body beside the flow, one row each.

use super::field::{Field, Kind};
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
    Field { name, since: Version(1, 0, since), kind, required: false, default: None, summary, origin }
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

/// The setting that says what is known of the user; also the API's name of that data in references.
pub const PROVIDED_DATA: &str = wire::PROVIDED_DATA;

/// The keys of the provided data that have a meaning of their own; prompts take them as `{name}`, `{email}`, `{phone}`.
pub static KNOWN_KEYS: &[&str] = &["name", "email", "phone"];

/// The setting that lists the languages of the session.
pub const LANGUAGES_SPOKEN: &str = "langs";

/// The setting that names the language in which the session begins.
pub const DEFAULT_LANGUAGE: &str = "defaultLang";

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
        "showUxControls",
        Kind::Bool,
        "Whether the page shows controls at all; without them the other settings have no effect.",
    ),
    optional("captionsOpenedByDefault", 44, Kind::Bool, "Whether captions are open at the start."),
    optional("autoHide", 46, Kind::Bool, "Whether the controls hide by themselves."),
    optional(
        "buttons",
        46,
        Kind::List {
            item: &Kind::Enum(&["microphone", "camera", "captions", "language", "close"]),
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
    required("fieldName", 41, Kind::Text, "The name that references use (`extracted.NAME`)."),
    required("type", 41, Kind::Enum(&["string", "number", "boolean", "date"]), "What the value is."),
    required("description", 41, Kind::Text, "What to extract, in words."),
    optional("enum", 41, Kind::List { item: &Kind::Text, not_empty: false }, "The only values to take."),
];

/// The session settings, in the order of the API's documentation.
pub static SESSION_FIELDS: &[Field] = &[
    optional("clientReferenceId", 9, Kind::Text, "The backend's own name for the session."),
    optional(
        "metadata",
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
    optional("avatarId", 9, Kind::Text, "The id of the avatar that speaks, never a URL."),
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
        wire::EXTRACTION_SCHEMA,
        41,
        Kind::List { item: &Kind::Object(EXTRACTION_FIELD), not_empty: false },
        "What to extract from the conversation.",
    ),
    optional("backgroundAssetId", 47, Kind::Text, "The id of an uploaded background, never a URL."),
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
