//! Owns the older spellings that people still paste, and what each is called now.

use super::origin::{MODULES, OLD_FLOWS, Origin, Source};
use super::wire;
use RetiredPlace::{Field, Key, Module, NodeType, Outcome, Report, Setting, Value};

/// Where an older spelling stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetiredPlace {
    /// The type of a node.
    NodeType,
    /// An outcome of a node of this type.
    Outcome(&'static str),
    /// A value of this field (API name).
    Value(&'static str),
    /// A key of a node of any type.
    Key,
    /// A field of a node of this type.
    Field(&'static str),
    /// A key of the session's body, or of its `customization`.
    Setting,
    /// A module of the API that came before flows; the new name is that of a node type.
    Module,
    /// A field of the report.
    Report,
}

/// An older spelling: one row.
#[derive(Debug)]
pub struct RetiredName {
    /// Where it stood.
    pub place: RetiredPlace,
    /// The older spelling.
    pub old: &'static str,
    /// What it is called now (API name), where that is certain.
    pub new: Option<&'static str>,
    /// What to know about the change, one clause.
    pub note: &'static str,
    /// Where this is known from.
    pub origin: Origin,
}

/// The row of an older spelling in this place. Case is ignored for values, which were written in capitals.
#[must_use]
pub fn retired(place: RetiredPlace, old: &str) -> Option<&'static RetiredName> {
    RETIRED.iter().find(|row| {
        row.place == place
            && (row.old == old
                || (matches!(place, RetiredPlace::Value(_)) && row.old.eq_ignore_ascii_case(old)))
    })
}

const fn row(
    place: RetiredPlace,
    old: &'static str,
    new: Option<&'static str>,
    note: &'static str,
) -> RetiredName {
    RetiredName { place, old, new, note, origin: Origin::of(&[Source::Older]) }
}

/// A word that the API never had.
const fn habit(
    place: RetiredPlace,
    old: &'static str,
    new: Option<&'static str>,
    note: &'static str,
) -> RetiredName {
    RetiredName { origin: Origin::of(&[Source::Habit]), ..row(place, old, new, note) }
}

/// A module, and the node type that does its work.
const fn module(old: &'static str, new: Option<&'static str>, note: &'static str) -> RetiredName {
    RetiredName { origin: Origin::of(&[Source::Page(MODULES)]), ..row(Module, old, new, note) }
}

/// All rows, for those who look a name up without knowing where it stood.
pub fn retired_names() -> impl Iterator<Item = &'static RetiredName> {
    RETIRED.iter()
}

static RETIRED: &[RetiredName] = &[
    row(
        NodeType,
        "two_factor",
        None,
        "since 1.0.34 it is `two_factor_email` or `two_factor_sms`, by its channel",
    ),
    row(NodeType, "email_verification", Some("two_factor_email"), "it is called `two_factor_email` now"),
    row(NodeType, "sms_verification", Some("two_factor_sms"), "it is called `two_factor_sms` now"),
    row(NodeType, "email_input", Some("enter_email"), "it is called `enter_email` now"),
    RetiredName {
        origin: Origin::of(&[Source::Page(OLD_FLOWS)]),
        ..row(
            NodeType,
            "age_estimation",
            None,
            "an age is extracted by the session's `extraction_schema`, or asked with a rule on `report.ai_analysis.age_min`",
        )
    },
    row(Key, "transitions", Some(wire::OUTCOMES), "a conversation's `transitions` are its `outcomes` now"),
    row(Value("scanningMode"), "SINGLE_SIDE", Some("single"), "it is called `single` now"),
    row(Value("scanningMode"), "AUTOMATIC", Some("automatic"), "it is written `automatic` now"),
    row(Value("allowedDocumentTypes"), "MRTD_TYPE_PASSPORT", Some("passport"), "it is called `passport` now"),
    row(Value("allowedDocumentTypes"), "MRTD_TYPE_ID_CARD", Some("id"), "it is called `id` now"),
    row(Value("allowedDocumentTypes"), "MRTD_TYPE_IDENTITY_CARD", Some("id"), "it is called `id` now"),
    row(Value("allowedDocumentTypes"), "MRTD_TYPE_IDENITY_CARD", Some("id"), "it is called `id` now"),
    row(Value("allowedDocumentTypes"), "MRTD_TYPE_DL", Some("dl"), "it is called `dl` now"),
    row(Value("allowedDocumentTypes"), "MRTD_TYPE_DRIVERS_LICENSE", Some("dl"), "it is called `dl` now"),
    row(Value("allowedDocumentTypes"), "MRTD_TYPE_VISA", Some("visa"), "it is called `visa` now"),
    habit(Value("allowedDocumentTypes"), "driver_license", Some("dl"), "a driving licence is `dl`"),
    habit(Value("allowedDocumentTypes"), "drivers_license", Some("dl"), "a driving licence is `dl`"),
    habit(Value("allowedDocumentTypes"), "driving_licence", Some("dl"), "a driving licence is `dl`"),
    habit(Value("allowedDocumentTypes"), "driver-license", Some("dl"), "a driving licence is `dl`"),
    habit(Value("allowedDocumentTypes"), "drivers-license", Some("dl"), "a driving licence is `dl`"),
    habit(Value("allowedDocumentTypes"), "id_card", Some("id"), "an identity card is `id`"),
    habit(Value("allowedDocumentTypes"), "id-card", Some("id"), "an identity card is `id`"),
    habit(Value("allowedDocumentTypes"), "identity_card", Some("id"), "an identity card is `id`"),
    habit(Value("allowedDocumentTypes"), "national_id", Some("id"), "a national identity card is `id`"),
    habit(Value("allowedDocumentTypes"), "national-id", Some("id"), "a national identity card is `id`"),
    row(Outcome("face_scan"), "match", Some("passed"), "it is called `passed` now"),
    row(Outcome("face_scan"), "matched", Some("passed"), "it is called `passed` now"),
    row(Outcome("face_scan"), "captured", Some("passed"), "it is called `passed` now"),
    row(Outcome("face_scan"), "noMatch", Some("notPassed"), "it is called `not_passed` now"),
    row(Outcome("face_scan"), "notMatched", Some("notPassed"), "it is called `not_passed` now"),
    row(Outcome("face_scan"), "no_match", Some("notPassed"), "it is called `not_passed` now"),
    row(
        Outcome("face_scan"),
        "noFace",
        None,
        "face_scan has no such outcome; `not_passed` and `error` come nearest",
    ),
    row(
        Outcome("liveness_detection"),
        "deepfaceDetected",
        Some("deepfakeDetected"),
        "it is called `deepfake` now",
    ),
    row(Outcome("document_scan"), "timeout", Some("scanTimeout"), "it is called `timeout` here"),
    row(Outcome("document_scan"), "captured", Some("scanSuccess"), "it is called `success` here"),
    row(Outcome("recognition"), "notRecognized", Some("newUser"), "it is called `new_user` now"),
    row(Field("two_factor_email"), "length", Some("otpLength"), "it is called `otp_length` now"),
    row(Field("two_factor_email"), "expiry", Some("expirySeconds"), "it is called `expiry_seconds` now"),
    row(Field("two_factor_sms"), "length", Some("otpLength"), "it is called `otp_length` now"),
    row(Field("two_factor_sms"), "expiry", Some("expirySeconds"), "it is called `expiry_seconds` now"),
    page(
        "permissionsMainHeading",
        "it is `main_heading` in `customization: { permissions_page: { … } }` now",
    ),
    page("permissionsSubheading", "it is `subheading` in `customization: { permissions_page: { … } }` now"),
    page("permissionsButtonText", "it is `button_text` in `customization: { permissions_page: { … } }` now"),
    page(
        "permissionsBackgroundColor",
        "it is `background_color` in `customization: { permissions_page: { … } }` now",
    ),
    page(
        "permissionsMainHeadingTranslates",
        "it is `main_heading_translates` in `customization: { permissions_page: { … } }` now",
    ),
    page(
        "permissionsSubheadingTranslates",
        "it is `subheading_translates` in `customization: { permissions_page: { … } }` now",
    ),
    page(
        "permissionsButtonTextTranslates",
        "it is `button_text_translates` in `customization: { permissions_page: { … } }` now",
    ),
    row(
        Setting,
        "avatar",
        None,
        "it named the vendor of the avatar (`heygen`, `azure`); `avatar_id` names the avatar itself",
    ),
    setting(wire::MODULES, "modules came before flows: each is nodes of a flow now"),
    setting("initialPhrase", "it is the first conversation of a flow now, the greeting"),
    setting("finalPhrase", "it is the last conversation of a flow now, the closing"),
    module(
        "identityVerification",
        Some("liveness_detection"),
        "it is a `liveness` node behind a greeting now",
    ),
    module(
        "documentAuthentication",
        Some("document_scan"),
        "it is a `document_scan` node now, and a `face_compare` where the face is compared",
    ),
    module("emailVerification", Some("two_factor_email"), "it is an `email_otp` node now"),
    module("smsVerification", Some("two_factor_sms"), "it is an `sms_otp` node now"),
    module(
        "ageEstimation",
        None,
        "its `age` is a field of the session's `extraction_schema` now, or a rule on `report.ai_analysis.age_min`",
    ),
    module(
        "proofOfIntent",
        Some("conversation"),
        "its `requestedData` is asked by a conversation that confirms now",
    ),
    module("knowledgeVerify", Some("conversation"), "it is a conversation that asks now"),
    RetiredName {
        origin: Origin::of(&[Source::Page(MODULES)]),
        ..row(
            Report,
            "isVerified",
            None,
            "what a session means is the application's own decision now: write it with `decide`",
        )
    },
    RetiredName {
        origin: Origin::of(&[Source::Page(OLD_FLOWS)]),
        ..row(Setting, "edges", None, "where a node leads stands in its own `outcomes` now")
    },
    RetiredName {
        origin: Origin::of(&[Source::Page(MODULES)]),
        ..row(
            Report,
            "session.completed",
            None,
            "the webhook event is `session.status` now; the session has to be fetched",
        )
    },
];

/// A text of the page that asks for permissions.
const fn page(old: &'static str, note: &'static str) -> RetiredName {
    row(Setting, old, None, note)
}

/// A key of the body that belonged to modules.
const fn setting(old: &'static str, note: &'static str) -> RetiredName {
    RetiredName { origin: Origin::of(&[Source::Page(MODULES)]), ..row(Setting, old, None, note) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{self, Kind, NODE_TYPES, SESSION_FIELDS, node_type, report_field};

    #[test]
    fn every_new_name_exists_and_no_old_one_does() {
        for row in RETIRED {
            let known = |name: &str| match row.place {
                RetiredPlace::NodeType => node_type(name).is_some(),
                RetiredPlace::Outcome(of) => {
                    node_type(of).is_some_and(|row| row.outcomes().iter().any(|outcome| outcome.name == name))
                }
                RetiredPlace::Value(of) => NODE_TYPES.iter().filter_map(|row| row.field(of)).any(
                    |field: &catalog::Field| match field.kind {
                        Kind::Enum(words) => words.contains(&name),
                        Kind::List { item: Kind::Enum(words), .. } => words.contains(&name),
                        _ => false,
                    },
                ),
                RetiredPlace::Key => name == wire::OUTCOMES,
                RetiredPlace::Field(of) => node_type(of).is_some_and(|row| row.field(name).is_some()),
                RetiredPlace::Setting => SESSION_FIELDS.iter().any(|field| field.name == name),
                RetiredPlace::Module => node_type(name).is_some(),
                RetiredPlace::Report => report_field(name).is_some(),
            };
            assert!(!known(row.old), "{} is not retired", row.old);
            if let Some(new) = row.new {
                assert!(known(new), "{new} does not exist");
            }
        }
    }
}
