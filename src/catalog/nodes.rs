//! The node types of the API, with their fields and outcomes: one row each.

use super::documents::DOCUMENT_TYPES;
use super::field::{Content, Field, Kind};
use super::node_type::{Exits, NodeType, Prompt, Role, Routing, Traits};
use super::origin::{NODES, Origin, Source};
use super::outcome::{Absent, Outcome, Verdict};
use super::version::Version;
use super::wire;

const fn v(patch: u16) -> Version {
    Version(1, 0, patch)
}

/// Where a type, a field or an outcome is known from that came with this version.
const fn known(since: u16) -> Origin {
    // The page of the node types ends with `face_compare`.
    if since > 36 {
        Origin::of(&[Source::Types, Source::Changelog])
    } else {
        Origin::of(&[Source::Page(NODES), Source::Types])
    }
}

const fn optional(name: &'static str, since: u16, kind: Kind, summary: &'static str) -> Field {
    Field {
        name,
        since: v(since),
        kind,
        required: false,
        default: None,
        summary,
        content: Content::Plain,
        origin: known(since),
    }
}

/// The same, told by others, or with something open.
const fn told(origin: Origin, field: Field) -> Field {
    Field { origin, ..field }
}

const fn required(name: &'static str, since: u16, kind: Kind, summary: &'static str) -> Field {
    Field { required: true, ..optional(name, since, kind, summary) }
}

const fn holds(content: Content, field: Field) -> Field {
    Field { content, ..field }
}

const fn with_default(field: Field, default: &'static str) -> Field {
    Field { default: Some(default), ..field }
}

const fn outcome(name: &'static str, since: u16, summary: &'static str) -> Outcome {
    Outcome {
        name,
        short: None,
        since: v(since),
        summary,
        absent: Absent::Error,
        verdict: Verdict::Neutral,
        otherwise: false,
        origin: known(since),
    }
}

const fn short(name: &'static str, outcome: Outcome) -> Outcome {
    Outcome { short: Some(name), ..outcome }
}

const fn says(verdict: Verdict, outcome: Outcome) -> Outcome {
    Outcome { verdict, ..outcome }
}

const fn may_be_absent(absent: Absent, origin: Origin, outcome: Outcome) -> Outcome {
    Outcome { absent, origin, ..outcome }
}

const ANY_WHOLE: i64 = i64::MAX;
const SIMILARITY: Kind = Kind::Number { min: 0.0, max: 1.0 };
const POSITIVE: Kind = Kind::Integer { min: 1, max: ANY_WHOLE };

/// How long a poll waits between two calls.
pub const POLL_INTERVAL: &str = "intervalMs";

/// How long a poll goes on.
pub const POLL_TIMEOUT: &str = "timeoutMs";

static REQUEST: &[Field] = &[
    holds(Content::Url, required("url", 43, Kind::Text, "The address that FaceSign calls.")),
    with_default(optional("method", 43, Kind::Enum(&["GET", "POST"]), "The HTTP method."), "\"POST\""),
    optional("vars", 43, Kind::Vars, "Named values that are sent along, each a literal or a reference."),
];

static VALIDATION: &[Field] = &[
    told(
        Origin::but(&[Source::Types], "Which data it looks into is not documented."),
        holds(Content::DataKey, required("field", 9, Kind::Text, "The key of the data to look at.")),
    ),
    told(
        Origin::but(
            &[Source::Types],
            "Which words the API takes is not documented; `contains` has been seen.",
        ),
        required("action", 9, Kind::Text, "How the value is compared (`contains`)."),
    ),
    optional("value", 9, Kind::Text, "What it is compared with."),
];

static AWAIT_EXTERNAL: &[Field] = &[
    required("request", 43, Kind::Object(REQUEST), "The call whose answer the conversation waits for."),
    required(
        "poll",
        43,
        Kind::Object(&[
            required(POLL_INTERVAL, 43, POSITIVE, "Milliseconds between two calls."),
            required(POLL_TIMEOUT, 43, POSITIVE, "Milliseconds until the node gives up."),
        ]),
        "How often and how long the call is repeated.",
    ),
];

static DEVICE_PERMISSIONS: &[Field] = &[
    optional("camera", 35, Kind::Bool, "Whether to ask for the camera."),
    optional("microphone", 35, Kind::Bool, "Whether to ask for the microphone."),
];

static PHOTO_SOURCES: &[&str] = &["sessionVideo", "faceScan", "documentPhoto"];

const OTP_LENGTH: Field = with_default(
    optional("otpLength", 34, Kind::Integer { min: 4, max: 8 }, "How many digits the code has."),
    "6",
);
const EXPIRY_SECONDS: Field =
    with_default(optional("expirySeconds", 34, POSITIVE, "Seconds until the code expires."), "300");
const MAX_ATTEMPTS: Field =
    with_default(optional("maxAttempts", 34, POSITIVE, "How many wrong codes the user may enter."), "3");
const RESEND_AFTER: Field = optional(
    "resendAfterSeconds",
    34,
    Kind::Integer { min: 0, max: ANY_WHOLE },
    "Seconds until the user may ask for another code.",
);
const SHOW_UI: Field =
    with_default(optional("showUI", 34, Kind::Bool, "Whether the page shows a field for the code."), "true");

static OTP_OUTCOMES: &[Outcome] = &[
    says(Verdict::Pass, outcome("verified", 34, "the user entered the right code")),
    outcome("delivery_failed", 34, "the code could not be sent"),
    outcome("failed_unverified", 34, "the user ran out of attempts or time"),
    outcome("cancelled", 34, "the user gave up"),
    may_be_absent(
        Absent::Accepted,
        Origin::but(
            &[Source::Page(NODES), Source::Types, Source::Published],
            "Flows that FaceSign has published leave it out; where such a session then goes is not documented.",
        ),
        outcome("error", 34, "the check broke for a technical reason"),
    ),
];

static NEXT: Outcome = outcome(wire::OUTCOME, 9, "the node is done");
static CALLED: Outcome = outcome(wire::OUTCOME, 43, "the call was answered or failed");
static DEFAULT: Outcome = Outcome { otherwise: true, ..outcome(wire::DEFAULT, 43, "no rule holds") };

/// All node types, in the order of the API's documentation.
pub static NODE_TYPES: &[NodeType] = &[
    NodeType {
        name: "start",
        short: None,
        since: v(9),
        summary: "Where the session begins.",
        placement: "Exactly one in a flow.",
        prompt: Prompt::None,
        fields: &[],
        routing: Routing::Single(&NEXT),
        role: Role::Start,
        traits: Traits::NONE,
        example: "start -> greeting",
        origin: known(9),
    },
    NodeType {
        name: "end",
        short: None,
        since: v(9),
        summary: "Where the session is complete.",
        placement: "At least one in a flow, each behind a closing conversation.",
        prompt: Prompt::None,
        fields: &[],
        routing: Routing::None,
        role: Role::End,
        traits: Traits::NONE,
        example: "end",
        origin: Origin::but(
            &[Source::Page(NODES), Source::Types],
            "What a report names as the outcome of `end` is not documented; there is nothing to decide by it.",
        ),
    },
    NodeType {
        name: "conversation",
        short: None,
        since: v(9),
        summary: "The avatar speaks, listens, and takes the first outcome whose condition holds.",
        placement: "First in a flow as the greeting, last as the farewell, and wherever something has to be asked.",
        prompt: Prompt::Required,
        fields: &[
            optional(
                "doesNotRequireReply",
                9,
                Kind::Bool,
                "The avatar does not wait for an answer; for a farewell.",
            ),
            optional(
                wire::AWAIT_EXTERNAL,
                43,
                Kind::Object(AWAIT_EXTERNAL),
                "Calls a service again and again while the conversation goes on.",
            ),
        ],
        routing: Routing::Choices(Some(Exits {
            field: wire::AWAIT_EXTERNAL,
            key: wire::EXITS,
            outcomes: &[
                says(Verdict::Pass, outcome("onDataReady", 43, "the awaited answer is there")),
                outcome("onTimeout", 43, "the awaited answer did not come in time"),
                outcome("onError", 43, "the awaited call failed"),
            ],
        })),
        role: Role::Step,
        traits: Traits {
            warms_up: true,
            speaks: true,
            no_reply: Some("doesNotRequireReply"),
            ..Traits::NONE
        },
        example: r#"confirm: conversation "Ask whether the user wants to pay." -> <
  yes:   closing when "The user clearly said yes"
  no:    refused when "The user said no"
  stall: refused when "Four exchanges have passed without a clear answer"
>"#,
        origin: Origin::but(
            &[Source::Page(NODES), Source::Types],
            "Whether literal speech (`say`) is translated is told in two ways: that it is spoken as it stands, and that it is translated, only more stiffly.",
        ),
    },
    NodeType {
        name: "liveness_detection",
        short: Some("liveness"),
        since: v(9),
        summary: "Tells from the session's video whether a living person or a deepfake is in front of the camera.",
        placement: "After at least five seconds of conversation.",
        prompt: Prompt::None,
        fields: &[],
        routing: Routing::Fixed(&[
            short(
                "detected",
                says(Verdict::Pass, outcome("livenessDetected", 9, "a living person is there")),
            ),
            short(
                "deepfake",
                says(Verdict::Deepfake, outcome("deepfakeDetected", 9, "the video is a forgery")),
            ),
            outcome("noFace", 9, "no face is to be seen"),
            says(
                Verdict::Inconclusive,
                may_be_absent(
                    Absent::TakenFrom("noFace"),
                    Origin::but(
                        &[Source::Types, Source::Changelog, Source::Observed],
                        "That a flow may leave it out is known from the `warnings` of the API's answer, which name the node it then leads to.",
                    ),
                    outcome("inconclusive", 44, "the check gave no verdict, for whatever reason"),
                ),
            ),
        ]),
        role: Role::Step,
        traits: Traits { needs_warm_up: true, ..Traits::NONE },
        example: "liveness -> <
  detected: closing
  deepfake: refused
  no_face | inconclusive: refused
>",
        origin: Origin::but(
            &[Source::Page(NODES), Source::Types],
            "A line of the SDK that is not released has one more outcome, `captureUnavailable`; what it means is not documented.",
        ),
    },
    NodeType {
        name: "enter_email",
        short: None,
        since: v(9),
        summary: "The user types an email address.",
        placement: "Before a two_factor_email when the session does not provide the address.",
        prompt: Prompt::Optional(v(41)),
        fields: &[],
        routing: Routing::Fixed(&[
            short("entered", outcome("emailEntered", 9, "the user typed an address")),
            outcome("canceled", 9, "the user gave up"),
        ]),
        role: Role::Step,
        traits: Traits { collects: Some(("email", "emailEntered")), ..Traits::NONE },
        example: r#"email: enter_email "Ask for the address." -> < entered: closing, canceled: refused >"#,
        origin: known(9),
    },
    NodeType {
        name: "data_validation",
        short: None,
        since: v(9),
        summary: "Compares a value of the session with an expected one.",
        placement: "After the node that yields the value.",
        prompt: Prompt::None,
        fields: &[required("validation", 9, Kind::Object(VALIDATION), "What is compared, and how.")],
        routing: Routing::Choices(None),
        role: Role::Step,
        traits: Traits::NONE,
        example: r#"country: data_validation { validation: { field: "country", action: "contains", value: "US" } } -> <
  home:  closing when "The country is the United States"
  other: refused when "The country is another one or not known"
>"#,
        origin: Origin::but(
            &[Source::Page(NODES), Source::Types],
            "Which values `action` takes, and which data `field` names, is not documented.",
        ),
    },
    NodeType {
        name: "document_scan",
        short: None,
        since: v(10),
        summary: "The user holds a document into the camera.",
        placement: "Before a face_compare that uses the document's photo.",
        prompt: Prompt::None,
        fields: &[
            required(
                "scanningMode",
                10,
                Kind::Enum(&["single", "automatic"]),
                "Whether one side is scanned or as many as the document has.",
            ),
            required(
                "allowedDocumentTypes",
                10,
                Kind::List { item: &Kind::Enum(DOCUMENT_TYPES), not_empty: true },
                "The documents that are accepted.",
            ),
            with_default(
                optional("showTorchButton", 10, Kind::Bool, "Whether the page offers the torch."),
                "true",
            ),
            with_default(
                optional("showCameraSwitch", 10, Kind::Bool, "Whether the page offers another camera."),
                "true",
            ),
            with_default(
                optional(
                    "showMirrorCameraButton",
                    10,
                    Kind::Bool,
                    "Whether the page offers to mirror the picture.",
                ),
                "true",
            ),
        ],
        routing: Routing::Fixed(&[
            short("success", says(Verdict::Pass, outcome("scanSuccess", 10, "the document was read"))),
            short("cancelled", outcome("userCancelled", 10, "the user gave up")),
            short("timeout", outcome("scanTimeout", 10, "no document was read in time")),
        ]),
        role: Role::Step,
        traits: Traits { photo: Some(("documentPhoto", "scanSuccess")), ..Traits::NONE },
        example:
            "scan: document_scan { scanning_mode: automatic, allowed_document_types: [passport, id] } -> <
  success: closing
  else:    refused
>",
        origin: known(10),
    },
    NodeType {
        name: "recognition",
        short: None,
        since: v(15),
        summary: "Tells from the session's video whether the user has been seen before.",
        placement: "After at least five seconds of conversation.",
        prompt: Prompt::None,
        fields: &[],
        routing: Routing::Fixed(&[
            says(Verdict::Known, outcome("recognized", 15, "the user has been seen before")),
            says(Verdict::Unknown, outcome("newUser", 15, "the user has not been seen before")),
            outcome("noFace", 15, "no face is to be seen"),
        ]),
        role: Role::Step,
        traits: Traits { needs_warm_up: true, ..Traits::NONE },
        example: "recognition -> < recognized: closing, new_user: refused, no_face: refused >",
        origin: known(15),
    },
    NodeType {
        name: "face_scan",
        short: None,
        since: v(12),
        summary: "The user looks straight into the camera and a photo is taken and checked.",
        placement: "After at least five seconds of conversation; before a face_compare that uses its photo.",
        prompt: Prompt::None,
        fields: &[
            optional("captureInstructions", 12, Kind::Text, "What the page tells the user to do."),
            optional("requireLivenessChallenge", 12, Kind::Bool, "Whether the user must follow a movement."),
            optional("requireAILivenessCheck", 12, Kind::Bool, "Whether the photo is checked for liveness."),
            optional(
                "referenceImageKey",
                12,
                Kind::Text,
                "The key of the image that the photo is compared with.",
            ),
            optional("similarityThreshold", 12, SIMILARITY, "How alike the two faces must be."),
            with_default(optional("enableSound", 12, Kind::Bool, "Whether the page plays sounds."), "true"),
            with_default(optional("enableHaptics", 12, Kind::Bool, "Whether the device vibrates."), "true"),
        ],
        routing: Routing::Fixed(&[
            says(Verdict::Pass, outcome("passed", 12, "the face passed the checks")),
            outcome("notPassed", 12, "the face did not pass the checks"),
            outcome("cancelled", 12, "the user gave up"),
            outcome("error", 12, "the check broke for a technical reason"),
        ]),
        role: Role::Step,
        traits: Traits { needs_warm_up: true, photo: Some(("faceScan", "passed")), ..Traits::NONE },
        example: "selfie: face_scan -> < passed: closing, else: refused >",
        origin: known(12),
    },
    NodeType {
        name: "two_factor_email",
        short: Some("email_otp"),
        since: v(34),
        summary: "Sends a one-time code to the user's email address and asks for it.",
        placement: "Where the session provides the address or an enter_email comes before it.",
        prompt: Prompt::None,
        fields: &[
            OTP_LENGTH,
            EXPIRY_SECONDS,
            MAX_ATTEMPTS,
            RESEND_AFTER,
            SHOW_UI,
            holds(
                Content::CodeTemplate,
                optional(
                    "emailTemplate",
                    34,
                    Kind::Text,
                    "The text of the email; takes `{{code}}`, `{{userName}}`, `{{companyName}}`.",
                ),
            ),
        ],
        routing: Routing::Fixed(OTP_OUTCOMES),
        role: Role::Step,
        traits: Traits { warms_up: true, sends_code_to: Some("email"), ..Traits::NONE },
        example: "code: email_otp { otp_length: 6 } -> < verified: closing, else: refused >",
        origin: known(34),
    },
    NodeType {
        name: "two_factor_sms",
        short: Some("sms_otp"),
        since: v(34),
        summary: "Sends a one-time code to the user's phone and asks for it.",
        placement: "Where the session provides the phone number.",
        prompt: Prompt::None,
        fields: &[
            OTP_LENGTH,
            EXPIRY_SECONDS,
            MAX_ATTEMPTS,
            RESEND_AFTER,
            SHOW_UI,
            holds(
                Content::CodeTemplate,
                optional(
                    "smsTemplate",
                    34,
                    Kind::Text,
                    "The text of the message; takes `{{code}}`, `{{userName}}`, `{{companyName}}`.",
                ),
            ),
        ],
        routing: Routing::Fixed(OTP_OUTCOMES),
        role: Role::Step,
        traits: Traits { warms_up: true, sends_code_to: Some("phone"), ..Traits::NONE },
        example: "code: sms_otp { otp_length: 6 } -> < verified: closing, else: refused >",
        origin: known(34),
    },
    NodeType {
        name: "permissions",
        short: None,
        since: v(35),
        summary: "Asks for the camera and the microphone.",
        placement: "Before the first spoken question; the API asks by itself where a flow has none.",
        prompt: Prompt::Optional(v(35)),
        fields: &[required("permissions", 35, Kind::Object(DEVICE_PERMISSIONS), "What is asked for.")],
        routing: Routing::Fixed(&[
            short("granted", outcome("permissionsGranted", 35, "the user agreed")),
            short("denied", outcome("permissionsDenied", 35, "the user refused")),
        ]),
        role: Role::Step,
        traits: Traits { asks_permission: true, ..Traits::NONE },
        example: "permissions { permissions: { camera: true, microphone: true } } -> <
  granted: closing
  denied:  refused
>",
        origin: known(35),
    },
    NodeType {
        name: "face_compare",
        short: None,
        since: v(36),
        summary: "Compares the faces of two photos.",
        placement: "After the nodes that take the photos, and after at least five seconds of conversation.",
        prompt: Prompt::None,
        fields: &[
            required("sourceA", 36, Kind::Photo(PHOTO_SOURCES), "Where the first photo comes from."),
            required("sourceB", 36, Kind::Photo(PHOTO_SOURCES), "Where the second photo comes from."),
            optional("similarityThreshold", 36, SIMILARITY, "How alike the two faces must be."),
        ],
        routing: Routing::Fixed(&[
            says(Verdict::Pass, outcome("match", 36, "the faces are alike")),
            outcome("noMatch", 36, "the faces are not alike"),
            outcome("imageUnavailable", 36, "one of the photos is not there"),
        ]),
        role: Role::Step,
        traits: Traits { needs_warm_up: true, ..Traits::NONE },
        example: "compare: face_compare { source_a: session_video, source_b: provided.photo } -> <
  match: closing
  else:  refused
>",
        origin: known(36),
    },
    NodeType {
        name: "external_call",
        short: None,
        since: v(43),
        summary: "Calls a service; its flat JSON answer is merged into the provided data.",
        placement: "Before the node that uses the answer.",
        prompt: Prompt::None,
        fields: &[required("request", 43, Kind::Object(REQUEST), "The call.")],
        routing: Routing::Single(&CALLED),
        role: Role::Step,
        traits: Traits { fills_provided_data: true, ..Traits::NONE },
        example: r#"score: external_call {
  request: { url: "https://example.com/score", vars: { user: provided.name } }
} -> closing"#,
        origin: known(43),
    },
    NodeType {
        name: "field_condition",
        short: None,
        since: v(43),
        summary: "Branches on the session's data by rules, without asking anything.",
        placement: "After the node that yields the data.",
        prompt: Prompt::None,
        fields: &[],
        routing: Routing::Rules(&DEFAULT),
        role: Role::Step,
        traits: Traits::NONE,
        example: "by_age: field_condition -> < when extracted.age >= 18: closing, else: refused >",
        origin: known(43),
    },
];

/// The node type with this name or short name.
#[must_use]
pub fn node_type(name: &str) -> Option<&'static NodeType> {
    NODE_TYPES.iter().find(|row| row.name == name || row.short == Some(name))
}

/// All words that may stand where a type is written.
pub fn type_words() -> impl Iterator<Item = &'static str> {
    NODE_TYPES.iter().flat_map(|row| row.short.into_iter().chain([row.name]))
}
