//! What the API answers beside the report: the session, the secret that opens it, the reports of nodes, the events of webhooks.

use super::origin::{CONCEPTS, Origin, PAYMENT, RETRIEVE, STEP_UP, Source, WEBHOOKS, WIRE_TRANSFER};
use super::report::Reported;
use super::version::Version;
use super::wire;

/// A field of the answer of `POST /sessions` and `GET /sessions/:id`.
#[derive(Debug)]
pub struct AnswerField {
    /// The API's path (`session.startedAt`).
    pub name: &'static str,
    /// What the value is.
    pub kind: Reported,
    /// What it is, one sentence.
    pub summary: &'static str,
    /// Where this is known from.
    pub origin: Origin,
}

/// A status that a session has.
#[derive(Debug)]
pub struct SessionStatus {
    /// The API's name.
    pub name: &'static str,
    /// What it means, one sentence.
    pub summary: &'static str,
    /// Where this is known from.
    pub origin: Origin,
}

/// A field of the report of a node.
#[derive(Debug)]
pub struct NodeReportField {
    /// The API's name.
    pub name: &'static str,
    /// The types (API names) whose reports have it; none for those of every type.
    pub of: &'static [&'static str],
    /// What the value is.
    pub kind: Reported,
    /// The version that first had it.
    pub since: Version,
    /// What it is, one sentence.
    pub summary: &'static str,
    /// Where this is known from.
    pub origin: Origin,
}

/// A kind of event that the API sends to the account's webhook.
#[derive(Debug)]
pub struct WebhookEvent {
    /// The API's name (`session.status`).
    pub name: &'static str,
    /// The version that first had it.
    pub since: Version,
    /// What it says, one sentence.
    pub summary: &'static str,
    /// Where this is known from.
    pub origin: Origin,
}

const TOLD: Origin = Origin::of(&[Source::Page(RETRIEVE), Source::Types]);
const BY_TYPES: Origin = Origin::of(&[Source::Types]);

const fn field(name: &'static str, kind: Reported, summary: &'static str) -> AnswerField {
    AnswerField { name, kind, summary, origin: TOLD }
}

const fn status(name: &'static str, summary: &'static str) -> SessionStatus {
    SessionStatus { name, summary, origin: Origin::of(&[Source::Page(CONCEPTS), Source::Types]) }
}

const fn reported(
    of: &'static [&'static str],
    name: &'static str,
    since: u16,
    kind: Reported,
    summary: &'static str,
) -> NodeReportField {
    NodeReportField { name, of, kind, since: Version(1, 0, since), summary, origin: BY_TYPES }
}

const fn event(name: &'static str, since: u16, summary: &'static str) -> WebhookEvent {
    let origin = Origin::of(&[Source::Page(WEBHOOKS), Source::Types]);
    WebhookEvent { name, since: Version(1, 0, since), summary, origin }
}

/// What the API answers about a session, in the order of its documentation.
pub static ANSWER_FIELDS: &[AnswerField] = &[
    field("session.id", Reported::Text, "The session's name in the API."),
    field(
        "session.status",
        Reported::Enum(&["created", "inProgress", "incomplete", "complete"]),
        "How far the session is.",
    ),
    field("session.createdAt", Reported::Time, "When it was created."),
    field("session.startedAt", Reported::Time, "When the user opened it."),
    field("session.finishedAt", Reported::Time, "When it was over."),
    field("session.settings", Reported::Whole, "The body that was sent."),
    AnswerField {
        origin: Origin::of(&[Source::Types, Source::Observed]),
        ..field(
            "session.settings.flowNormalizations",
            Reported::Whole,
            "The outcomes that the API filled in: a list of node, outcome and the node that it leads to.",
        )
    },
    field("session.report", Reported::Whole, "What the session found; rules name its fields with `report.`."),
    field("session.version", Reported::Text, "The version of the session's form."),
    AnswerField {
        origin: Origin::of(&[Source::Types, Source::Changelog]),
        ..field(
            "warnings",
            Reported::Whole,
            "What the API changed about the flow: the outcomes that it filled in. Since 1.0.44.",
        )
    },
    field("clientSecret.secret", Reported::Text, "The secret that opens the session, once."),
    field("clientSecret.createdAt", Reported::Time, "When the secret was made."),
    field("clientSecret.expireAt", Reported::Time, "Until when it opens the session."),
    field(
        "clientSecret.url",
        Reported::Text,
        "The page of the session, to be shown in a frame of the application's own page.",
    ),
];

/// The statuses that a session has, in their order.
pub static SESSION_STATUSES: &[SessionStatus] = &[
    status("created", "The session is there, and nobody has opened it."),
    status("inProgress", "The user has opened it."),
    status(
        "incomplete",
        "It is over, and no `end` was reached: the user left, the time ran out, or it was ended.",
    ),
    status("complete", "It is over, and an `end` was reached."),
];

static TWO_FACTOR: &[&str] = &["two_factor_email", "two_factor_sms"];

/// What the report of a node holds.
pub static NODE_REPORT_FIELDS: &[NodeReportField] = &[
    reported(&[], wire::TYPE, 9, Reported::Text, "The type of the node."),
    reported(&[], "nodeId", 9, Reported::Text, "The node's id."),
    reported(&[], "createdAt", 9, Reported::Time, "When the node was passed."),
    NodeReportField {
        origin: Origin::but(
            &[Source::Types, Source::Observed],
            "For types whose outcomes are the author's own, newer servers report the target and older ones the outcome; what is reported for `end` is unknown.",
        ),
        ..reported(&[], wire::OUTCOME, 9, Reported::Text, "The outcome by which the node was left.")
    },
    reported(
        &["field_condition"],
        "matchedRuleIndex",
        43,
        Reported::Number { min: 0.0, max: f64::INFINITY },
        "Which rule held, counted from 0; absent when none did.",
    ),
    reported(
        &["liveness_detection"],
        "inconclusiveReason",
        44,
        Reported::Enum(&["no_media", "unusable_media", "unknown_verdict", "timeout", "provider_error"]),
        "Why the check gave no verdict, when the outcome is `inconclusive`.",
    ),
    reported(&["enter_email"], "email", 9, Reported::Text, "The address that the user typed."),
    reported(TWO_FACTOR, "report.email", 34, Reported::Text, "The address that the code was sent to."),
    reported(TWO_FACTOR, "report.phoneNumber", 34, Reported::Text, "The number that the code was sent to."),
    reported(&["document_scan"], "report", 10, Reported::Whole, "What was read from the document."),
    reported(&["recognition"], "report", 15, Reported::Whole, "What the user was recognized by."),
    reported(&["face_scan"], "report", 12, Reported::Whole, "What the scan found."),
    reported(&["face_compare"], "report", 36, Reported::Whole, "What the comparison found."),
    reported(&["face_compare"], "report.isMatch", 36, Reported::Bool, "Whether the faces are alike."),
    reported(
        &["face_compare"],
        "report.similarity",
        36,
        Reported::Number { min: f64::NEG_INFINITY, max: f64::INFINITY },
        "How alike the faces are.",
    ),
    reported(&["external_call"], "report", 43, Reported::Whole, "How the call went."),
];

/// The events of the webhook. An event says only that something changed: the session has to be fetched.
pub static WEBHOOK_EVENTS: &[WebhookEvent] = &[
    event("session.status", 9, "The status of a session changed."),
    event("media.user_photo", 9, "A photo of the user is there; its address is valid for 15 minutes."),
    event("media.document_photo", 9, "A photo of a document is there; its address is valid for 15 minutes."),
    event("media.user_video", 9, "The video of the user is there; its address is valid for 15 minutes."),
    event("analysis.screenshot", 9, "A picture from the session's video was analysed."),
    event("analysis.video", 9, "The analysis of the video is done."),
    WebhookEvent {
        origin: Origin::of(&[Source::Types, Source::Changelog]),
        ..event("analysis.deepfake", 44, "The search for a deepfake is done.")
    },
    event("settings.avatars", 9, "The avatars of the account changed."),
    event("settings.langs", 9, "The languages of the account changed."),
];

/// Where it is known from how an application can tell that an event is from FaceSign.
pub static SIGNATURE: Origin = Origin::but(
    &[Source::Page(WIRE_TRANSFER), Source::Page(PAYMENT), Source::Page(STEP_UP)],
    "An older page signs the bare body; what applications meet is `t=…,v1=…`.",
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{TIMELINE, node_type};

    #[test]
    fn what_the_rows_name_exists() {
        let known = |version| TIMELINE.iter().any(|row| row.version == version);
        for row in NODE_REPORT_FIELDS {
            assert!(known(row.since), "{}", row.name);
            assert!(
                row.of.iter().all(|name| node_type(name).is_some_and(|row| row.name == *name)),
                "{}",
                row.name
            );
        }
        assert!(WEBHOOK_EVENTS.iter().all(|row| known(row.since)));
    }

    #[test]
    fn the_statuses_are_those_that_the_answer_can_have() {
        let names: Vec<&str> = SESSION_STATUSES.iter().map(|row| row.name).collect();
        let field = ANSWER_FIELDS.iter().find(|row| row.name == "session.status").map(|row| row.kind);
        assert!(matches!(field, Some(Reported::Enum(words)) if words == names));
    }
}
