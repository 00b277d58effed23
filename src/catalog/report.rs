//! What the report of a session holds, one row each: what rules can ask with `report.ai_analysis.age_min`.
//!
//! A row says what the value is, since when it exists, how late it comes and which setting of the session asks for it.
//! Lists and objects are rows too: of them a rule can ask only whether they are there.

use std::sync::LazyLock;

use super::origin::{CONCEPTS, Origin, RETRIEVE, Source};
use super::spelling::{is_snake_case_of, snake_case};
use super::version::Version;
use super::wire;

/// The word before the first dot, where a rule names a field of the report.
pub const REPORT: &str = wire::REPORT;

/// A field of a session's report.
#[derive(Debug)]
pub struct ReportField {
    /// The API's path below the report (`aiAnalysis.ageMin`).
    pub name: &'static str,
    /// What the value is.
    pub kind: Reported,
    /// The version that first had it.
    pub since: Version,
    /// When it is there.
    pub arrival: Arrival,
    /// The setting of the session (API name) without which the field never comes.
    pub asked_by: Option<&'static str>,
    /// Other spellings of a value that some versions of the API have: the spelling, and the value it stands for.
    pub spellings: &'static [(&'static str, &'static str)],
    /// Whether the API may write `null` for it.
    pub nullable: bool,
    /// What it is, one sentence.
    pub summary: &'static str,
    /// Where this is known from.
    pub origin: Origin,
}

/// What the value of a field of the report is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reported {
    /// Any string.
    Text,
    /// A number in this range, both ends included; infinite where the API names none.
    Number {
        /// The least value.
        min: f64,
        /// The greatest value.
        max: f64,
    },
    /// A point in time, in milliseconds since 1970.
    Time,
    /// `true` or `false`.
    Bool,
    /// One of these words.
    Enum(&'static [&'static str]),
    /// A list of some of these words. A rule can ask whether it is there, which an empty list is not.
    Words(&'static [&'static str]),
    /// An object or a list of objects. A rule can ask only whether it is there.
    Whole,
}

impl Reported {
    /// Whether a rule can compare it with a value.
    #[must_use]
    pub const fn is_comparable(&self) -> bool {
        !matches!(self, Self::Words(_) | Self::Whole)
    }
}

/// When a field of the report is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// As soon as the session is over.
    AtOnce,
    /// 5 to 20 seconds after the end of the session.
    AfterEnd,
    /// Later; this webhook event says so, where there is one.
    Later(Option<&'static str>),
    /// It differs from one session to another.
    Varies,
}

impl Arrival {
    /// In words: `at once`, `5 to 20 seconds after the end of the session`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AtOnce => "at once",
            Self::AfterEnd => "5 to 20 seconds after the end of the session",
            Self::Later(_) => "later",
            Self::Varies => "it varies",
        }
    }
}

impl ReportField {
    /// As a rule names it: `report.ai_analysis.age_min`.
    #[must_use]
    pub fn path(&self) -> &'static str {
        let at = report_fields().position(|row| std::ptr::eq(row, self));
        at.and_then(|at| PATHS.get(at)).map_or("", String::as_str)
    }

    /// The value that `word` stands for: the word itself, unless it is another spelling of one.
    #[must_use]
    pub fn value(&self, word: &str) -> Option<&'static str> {
        let (Reported::Enum(words) | Reported::Words(words)) = self.kind else { return None };
        let other = self.spellings.iter().find(|(spelling, _)| *spelling == word);
        other.map(|(_, value)| *value).or_else(|| words.iter().find(|known| **known == word).copied())
    }

    /// Whether `path`, without `report.`, names this field: in snake case, or as the API spells it.
    fn is_named(&self, path: &str) -> bool {
        let mut own = self.name.split('.');
        let mut given = path.split('.');
        loop {
            match (own.next(), given.next()) {
                (None, None) => return true,
                (Some(own), Some(given)) if own == given || is_snake_case_of(given, own) => {}
                _ => return false,
            }
        }
    }
}

/// The field of the report that a rule names (`report.ai_analysis.age_min`; also without `report.`, and with the API's own
/// spelling of each word).
#[must_use]
pub fn report_field(path: &str) -> Option<&'static ReportField> {
    let inside = path.strip_prefix(REPORT).and_then(|rest| rest.strip_prefix('.')).unwrap_or(path);
    report_fields().find(|row| row.is_named(inside))
}

/// All fields of the report, one row each.
pub fn report_fields() -> impl Iterator<Item = &'static ReportField> {
    ROWS.iter().chain(ASPECT_ROWS.as_flattened())
}

/// All paths that a rule can name, in the order of the rows: what a misspelt one is compared with.
pub fn report_paths() -> impl Iterator<Item = &'static str> {
    PATHS.iter().map(String::as_str)
}

static PATHS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let snake = |name: &str| name.split('.').map(snake_case).collect::<Vec<_>>().join(".");
    report_fields().map(|row| format!("{REPORT}.{}", snake(row.name))).collect()
});

const fn row(name: &'static str, kind: Reported, summary: &'static str) -> ReportField {
    ReportField {
        name,
        kind,
        since: Version(1, 0, 9),
        arrival: Arrival::AtOnce,
        asked_by: None,
        spellings: &[],
        nullable: false,
        summary,
        origin: Origin::of(&[Source::Page(RETRIEVE), Source::Types]),
    }
}

const fn since(patch: u16, row: ReportField) -> ReportField {
    ReportField { since: Version(1, 0, patch), ..row }
}

const fn comes(arrival: Arrival, row: ReportField) -> ReportField {
    ReportField { arrival, ..row }
}

const fn told(origin: Origin, row: ReportField) -> ReportField {
    ReportField { origin, ..row }
}

const ANY_NUMBER: Reported = Reported::Number { min: f64::NEG_INFINITY, max: f64::INFINITY };
const BY_TYPES: Origin = Origin::of(&[Source::Types]);

/// A member of the location, whose record is that of a GeoIP service.
const fn place(name: &'static str, kind: Reported, summary: &'static str) -> ReportField {
    told(BY_TYPES, row(name, kind, summary))
}

/// A member of the analysis of the video.
const fn video(name: &'static str, kind: Reported, summary: &'static str) -> ReportField {
    ReportField {
        arrival: Arrival::AfterEnd,
        asked_by: Some(wire::VIDEO_ANALYSIS_ENABLED),
        origin: BY_TYPES,
        ..row(name, kind, summary)
    }
}

/// A member of what the search for a deepfake found.
const fn deepfake(name: &'static str, kind: Reported, summary: &'static str) -> ReportField {
    ReportField {
        since: Version(1, 0, 44),
        arrival: Arrival::Later(Some("analysis.deepfake")),
        origin: Origin::of(&[Source::Types, Source::Changelog]),
        ..row(name, kind, summary)
    }
}

/// How the analysis of the video judges an aspect.
static EVALUATIONS: &[&str] = &["normal", "suspicious", "highFraudRisk"];

/// The aspects that the analysis of the video judges, each with its four rows: as a whole, and its three members.
macro_rules! aspects {
    ($($name:literal: $about:literal,)+) => {
        /// The aspects that the analysis of the video judges.
        pub static VIDEO_ASPECTS: &[&str] = &[$($name),+];

        static ASPECT_ROWS: &[[ReportField; 4]] = &[$([
            video(concat!("videoAIAnalysis.", $name), Reported::Whole, concat!($about, ", as a whole.")),
            video(
                concat!("videoAIAnalysis.", $name, ".observation"),
                Reported::Text,
                concat!($about, ": what was seen, in words."),
            ),
            told(
                Origin::but(&[Source::Types], "The range of the number is not documented."),
                video(
                    concat!("videoAIAnalysis.", $name, ".confidence"),
                    ANY_NUMBER,
                    concat!($about, ": how sure the analysis is."),
                ),
            ),
            video(
                concat!("videoAIAnalysis.", $name, ".evaluation"),
                Reported::Enum(EVALUATIONS),
                concat!($about, ": how it is judged."),
            ),
        ]),+];
    };
}

aspects! {
    "behavioralAnomalies": "Unusual behaviour",
    "environmentalConsistency": "Whether the surroundings fit together",
    "eyeAndHeadMovement": "How eyes and head move",
    "faceAuthenticity": "Whether the face is real",
    "facialExpressionAndMovement": "How the face moves",
    "interactionConfidence": "How sure of themselves the user is",
    "lipSyncAccuracy": "Whether the lips fit the voice",
    "presenceOfSuspiciousObjectsOrPeople": "Other people and objects in the picture",
    "useOfExternalDevices": "The use of other devices",
}

static ROWS: &[ReportField] = &[
    row("transcript", Reported::Whole, "What was said: a list of lines, each by the avatar or the user."),
    row("lang", Reported::Text, "The language that was spoken."),
    row("aiAnalysis", Reported::Whole, "What the model makes of the user."),
    row("aiAnalysis.ageMin", ANY_NUMBER, "The least age that the user seems to have."),
    row("aiAnalysis.ageMax", ANY_NUMBER, "The greatest age that the user seems to have."),
    row("aiAnalysis.sex", Reported::Enum(&["male", "female"]), "The sex that the user seems to have."),
    row(
        "aiAnalysis.realPersonOrVirtual",
        Reported::Enum(&["real", "virtual", "noface"]),
        "Whether the user seems to be a real person.",
    ),
    row("aiAnalysis.overallSummary", Reported::Text, "The analysis in a few sentences."),
    row(
        "aiAnalysis.analysis",
        Reported::Whole,
        "The analysis in parts: a list with a title and descriptions.",
    ),
    told(
        Origin::of(&[Source::Page(RETRIEVE), Source::Types]),
        row("location", Reported::Whole, "Where the user seems to be, by the address of the connection."),
    ),
    place("location.city.names.en", Reported::Text, "The city, in English."),
    place("location.country.isoCode", Reported::Text, "The country, in two letters (`US`)."),
    place(
        "location.country.isInEuropeanUnion",
        Reported::Bool,
        "Whether the country is in the European Union.",
    ),
    place("location.location.latitude", ANY_NUMBER, "The latitude, in degrees."),
    place("location.location.longitude", ANY_NUMBER, "The longitude, in degrees."),
    place("location.location.timeZone", Reported::Text, "The time zone (`Europe/Berlin`)."),
    place("location.traits.ipAddress", Reported::Text, "The address of the connection."),
    place("location.traits.isAnonymous", Reported::Bool, "Whether the connection hides where it is from."),
    place("location.traits.isAnonymousVpn", Reported::Bool, "Whether it comes through an anonymous VPN."),
    place("location.traits.isAnonymousProxy", Reported::Bool, "Whether it comes through an anonymous proxy."),
    place("location.traits.isTorExitNode", Reported::Bool, "Whether it comes out of the Tor network."),
    place("location.traits.isHostingProvider", Reported::Bool, "Whether it comes from a data centre."),
    told(
        Origin::but(&[Source::Types], "Which words the API writes is not documented."),
        row("location.traits.connectionType", Reported::Text, "What kind of connection it is."),
    ),
    told(
        Origin::but(&[Source::Types], "Which words the API writes is not documented."),
        row("location.traits.userType", Reported::Text, "What kind of user the connection belongs to."),
    ),
    told(
        Origin::but(&[Source::Page(RETRIEVE), Source::Types], "It has more members than are documented."),
        row("device", Reported::Whole, "What the session ran on."),
    ),
    place("device.isMobile", Reported::Bool, "Whether the device is a phone."),
    place("device.isTablet", Reported::Bool, "Whether the device is a tablet."),
    place("device.isDesktop", Reported::Bool, "Whether the device is a desktop computer."),
    place("device.isBot", Reported::Bool, "Whether the device seems to be run by a program."),
    place("device.browser", Reported::Text, "The browser."),
    place("device.version", Reported::Text, "The version of the browser."),
    place("device.os", Reported::Text, "The operating system."),
    place("device.platform", Reported::Text, "The platform."),
    told(
        BY_TYPES,
        comes(
            Arrival::Varies,
            row("media", Reported::Whole, "Pictures and videos, each with an address that expires."),
        ),
    ),
    told(
        BY_TYPES,
        comes(
            Arrival::Varies,
            row("media.screenshots", Reported::Whole, "Pictures from the session's video."),
        ),
    ),
    told(BY_TYPES, comes(Arrival::Varies, row("media.userVideo", Reported::Whole, "The video of the user."))),
    told(
        BY_TYPES,
        comes(Arrival::Varies, row("media.avatarVideo", Reported::Whole, "The video of the avatar.")),
    ),
    told(
        Origin::of(&[Source::Page(CONCEPTS), Source::Types]),
        comes(
            Arrival::AfterEnd,
            row(
                "nodeReports",
                Reported::Whole,
                "The nodes that the session passed, each with its outcome; conditions name them as `node.outcome`.",
            ),
        ),
    ),
    video("videoAIAnalysis", Reported::Whole, "What the analysis of the video found."),
    video(
        "videoAIAnalysis.riskyIndicators",
        Reported::Words(VIDEO_ASPECTS),
        "The aspects of the video that speak for fraud.",
    ),
    ReportField {
        since: Version(1, 0, 45),
        spellings: &[("completed", "succeeded")],
        origin: Origin::but(
            &[Source::Types, Source::Changelog],
            "The types have had two sets of words, one with `succeeded` and one with `completed`; which one a server writes is unknown.",
        ),
        ..video(
            "videoAIAnalysisStatus",
            Reported::Enum(&["pending", "succeeded", "failed", "notRequested", "timedOut"]),
            "How far the analysis of the video is.",
        )
    },
    deepfake("deepfakeDetection", Reported::Whole, "What the search for a deepfake found."),
    deepfake(
        "deepfakeDetection.verdict",
        Reported::Enum(&["authentic", "manipulated", "unknown"]),
        "Whether the video is genuine.",
    ),
    ReportField {
        nullable: true,
        ..deepfake(
            "deepfakeDetection.score",
            Reported::Number { min: 0.0, max: 1.0 },
            "How much speaks for a deepfake, or nothing when there is no score.",
        )
    },
    deepfake("deepfakeDetection.analyzedAt", Reported::Time, "When the search was done."),
    deepfake("deepfakeDetectionStatus", Reported::Whole, "How far the search for a deepfake is."),
    deepfake(
        "deepfakeDetectionStatus.state",
        Reported::Enum(&["pending", "succeeded", "failed", "timed_out"]),
        "How far the search for a deepfake is.",
    ),
    deepfake("deepfakeDetectionStatus.startedAt", Reported::Time, "When the search began."),
    deepfake("deepfakeDetectionStatus.finishedAt", Reported::Time, "When the search ended."),
    told(
        Origin::but(&[Source::Types, Source::Changelog], "Which codes there are is not documented."),
        deepfake("deepfakeDetectionStatus.errorCode", Reported::Text, "Why the search failed."),
    ),
    told(
        Origin::of(&[Source::Page(RETRIEVE), Source::Types]),
        ReportField {
            asked_by: Some(wire::EXTRACTION_SCHEMA),
            ..since(
                41,
                row(
                    wire::EXTRACTED_DATA,
                    Reported::Whole,
                    "What was extracted, a value or null for each field of the schema; conditions name them as `extracted.KEY`.",
                ),
            )
        },
    ),
    told(
        Origin::but(
            &[Source::Unreleased],
            "No published version has it; what it holds is not documented. Neither its absence nor `pending` nor `inconclusive` is a pass.",
        ),
        comes(
            Arrival::Later(None),
            since(
                47,
                row(
                    "postSessionLiveness",
                    Reported::Whole,
                    "A check for liveness after the session, which `metadata.postSessionLiveness` asks for.",
                ),
            ),
        ),
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{SESSION_FIELDS, TIMELINE, WEBHOOK_EVENTS};

    fn kind(path: &str) -> Option<Reported> {
        report_field(path).map(|row| row.kind)
    }

    #[test]
    fn a_field_is_found_by_the_path_that_rules_write_and_by_that_of_the_api() {
        assert_eq!(kind("report.ai_analysis.age_min"), Some(ANY_NUMBER));
        assert_eq!(kind("report.aiAnalysis.ageMin"), Some(ANY_NUMBER));
        assert_eq!(kind("ai_analysis.age_min"), Some(ANY_NUMBER));
        assert_eq!(kind("report.location.country.iso_code"), Some(Reported::Text));
        assert_eq!(kind("report.device.is_bot"), Some(Reported::Bool));
        assert_eq!(kind("report.video_ai_analysis.risky_indicators"), Some(Reported::Words(VIDEO_ASPECTS)));
        assert_eq!(
            kind("report.video_ai_analysis.face_authenticity.evaluation"),
            Some(Reported::Enum(EVALUATIONS))
        );
        for unknown in ["report", "report.", "report.ai_analysis.age", "report.lang.x", "", "."] {
            assert_eq!(kind(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn every_row_is_found_by_its_own_path() {
        assert_eq!(report_paths().count(), report_fields().count());
        for row in report_fields() {
            assert!(report_field(row.path()).is_some_and(|found| std::ptr::eq(found, row)), "{}", row.name);
            assert!(report_field(row.name).is_some_and(|found| std::ptr::eq(found, row)), "{}", row.name);
        }
    }

    #[test]
    fn a_value_with_two_spellings_is_one_value() {
        let status = report_field("report.video_ai_analysis_status").expect("a row");
        assert_eq!(status.value("completed"), Some("succeeded"));
        assert_eq!(status.value("succeeded"), Some("succeeded"));
        assert_eq!(status.value("done"), None);
        for row in report_fields() {
            for (spelling, value) in row.spellings {
                assert_eq!(row.value(value), Some(*value), "{}", row.name);
                assert_ne!(spelling, value, "{}", row.name);
            }
        }
    }

    #[test]
    fn what_a_row_names_exists() {
        for row in report_fields() {
            assert!(TIMELINE.iter().any(|entry| entry.version == row.since), "{}", row.name);
            assert!(row.summary.ends_with('.'), "{}", row.name);
            let asked = row.asked_by.is_none_or(|name| SESSION_FIELDS.iter().any(|field| field.name == name));
            assert!(asked, "{}", row.name);
            if let Arrival::Later(Some(event)) = row.arrival {
                assert!(WEBHOOK_EVENTS.iter().any(|row| row.name == event), "{event}");
            }
            // What stands inside something is not there without it.
            let outer = row.name.rsplit_once('.').and_then(|(outer, _)| report_field(outer));
            assert!(outer.is_none_or(|outer| outer.kind == Reported::Whole && outer.since <= row.since));
        }
    }
}
