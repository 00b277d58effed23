//! Owns the older spellings that people still paste, and what each is called now.

use super::wire;
use RetiredPlace::{Key, NodeType, Outcome, Value};

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
    RetiredName { place, old, new, note }
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
    row(Value("allowedDocumentTypes"), "driver_license", Some("dl"), "a driving licence is `dl`"),
    row(Value("allowedDocumentTypes"), "drivers_license", Some("dl"), "a driving licence is `dl`"),
    row(Value("allowedDocumentTypes"), "driving_licence", Some("dl"), "a driving licence is `dl`"),
    row(Value("allowedDocumentTypes"), "driver-license", Some("dl"), "a driving licence is `dl`"),
    row(Value("allowedDocumentTypes"), "drivers-license", Some("dl"), "a driving licence is `dl`"),
    row(Value("allowedDocumentTypes"), "id_card", Some("id"), "an identity card is `id`"),
    row(Value("allowedDocumentTypes"), "id-card", Some("id"), "an identity card is `id`"),
    row(Value("allowedDocumentTypes"), "identity_card", Some("id"), "an identity card is `id`"),
    row(Value("allowedDocumentTypes"), "national_id", Some("id"), "a national identity card is `id`"),
    row(Value("allowedDocumentTypes"), "national-id", Some("id"), "a national identity card is `id`"),
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
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{Field, Kind, NODE_TYPES, node_type};

    #[test]
    fn every_new_name_exists_and_no_old_one_does() {
        for row in RETIRED {
            let known = |name: &str| match row.place {
                RetiredPlace::NodeType => node_type(name).is_some(),
                RetiredPlace::Outcome(of) => {
                    node_type(of).is_some_and(|row| row.outcomes().iter().any(|outcome| outcome.name == name))
                }
                RetiredPlace::Value(of) => {
                    NODE_TYPES.iter().filter_map(|row| row.field(of)).any(|field: &Field| match field.kind {
                        Kind::Enum(words) => words.contains(&name),
                        Kind::List { item: Kind::Enum(words), .. } => words.contains(&name),
                        _ => false,
                    })
                }
                RetiredPlace::Key => name == wire::OUTCOMES,
            };
            assert!(!known(row.old), "{} is not retired", row.old);
            if let Some(new) = row.new {
                assert!(known(new), "{new} does not exist");
            }
        }
    }
}
