//! Where the rules that checks hold flows to are known from: those of FaceSign, not those of the language.

use crate::catalog::origin::{CHECKLIST, CREATE, CUSTOMIZATION, EXAMPLES, NODES, RULES};
use crate::catalog::{Origin, Source, wire};
use crate::diag::Code;

/// Where the rule behind a check is known from; nothing for a check of the language itself.
pub(super) fn origin(code: &Code) -> Option<Origin> {
    ROWS.iter().find(|(name, _)| *name == code.name).map(|(_, origin)| *origin)
}

const AUTHORING: Origin = Origin::of(&[Source::Page(RULES)]);
const STRUCTURE: Origin = Origin::but(
    &[Source::Page(NODES), Source::Types],
    "Servers have been seen to accept flows that break rules of this kind; the mistake then shows when a user is there.",
);
const TYPES: Origin = Origin::of(&[Source::Page(NODES), Source::Types]);
const NO_VERDICT: Origin = Origin::of(&[Source::Types, Source::Changelog]);
const WARM_UP: Origin = Origin::of(&[Source::Page(RULES), Source::Page(EXAMPLES)]);

/// A check of FaceSign's rules has a row. Names that are no check's yet do no harm.
static ROWS: &[(&str, Origin)] = &[
    ("branch-in-prompt", AUTHORING),
    ("camera-warm-up", WARM_UP),
    ("conditional-single-outcome", AUTHORING),
    ("cycle", STRUCTURE),
    (
        "deepfake-ignored",
        Origin::but(
            &[Source::Types],
            "FaceSign's own samples lead both outcomes to one node and decide from the report.",
        ),
    ),
    ("default-permissions", TYPES),
    (
        "defaulted-outcome",
        Origin::but(
            &[Source::Observed, Source::Published],
            "The `warnings` of the API's answer tell where `inconclusive` leads then; where the `error` of a two-factor node leads is not documented.",
        ),
    ),
    ("farewell-reply", AUTHORING),
    ("inconclusive-pass", NO_VERDICT),
    (
        "indistinguishable-outcomes",
        Origin::but(
            &[Source::Types, Source::Observed],
            "Newer servers report the target of such an outcome, older ones the outcome.",
        ),
    ),
    ("literal-speech", wire::SPEECH_ORIGIN),
    ("missing-closing", Origin::of(&[Source::Page(RULES), Source::Page(CHECKLIST)])),
    ("missing-outcome", STRUCTURE),
    ("no-end", STRUCTURE),
    ("no-way-out", AUTHORING),
    ("non-english", AUTHORING),
    ("otp-unknown-address", TYPES),
    ("photo-source", TYPES),
    ("provided-data", Origin::of(&[Source::Page(CREATE), Source::Types])),
    ("recognized-and-new-user", AUTHORING),
    ("setting-without-effect", Origin::of(&[Source::Page(CUSTOMIZATION), Source::Types])),
    ("short-greeting", WARM_UP),
    ("start-count", STRUCTURE),
    ("unconditional-outcome", AUTHORING),
    ("unspoken-permission-prompt", AUTHORING),
];
