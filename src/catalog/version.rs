//! Owns the timeline of the sessions API.

use std::fmt;
use std::str::FromStr;

use super::origin::{Origin, Source};

/// A version of the sessions API: that of the SDK which first described it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(pub u16, pub u16, pub u16);

impl Version {
    /// Reads `1.0.47`; `None` for anything else than three numbers.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.').map(|part| {
            let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| part.parse().ok()).flatten()
        });
        let version = Self(parts.next()??, parts.next()??, parts.next()??);
        parts.next().is_none().then_some(version)
    }
}

/// A text that is no version.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidVersion {
    /// The text as given.
    pub text: String,
}

impl fmt::Display for InvalidVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a version such as {NEWEST}", self.text)
    }
}

impl std::error::Error for InvalidVersion {}

impl FromStr for Version {
    type Err = InvalidVersion;

    /// Reads three numbers with dots between them. Whether the compiler knows the version is asked when it compiles.
    fn from_str(text: &str) -> Result<Self, InvalidVersion> {
        Self::parse(text).ok_or_else(|| InvalidVersion { text: text.to_owned() })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

/// One entry of the timeline.
#[derive(Debug)]
pub struct VersionRow {
    /// The version.
    pub version: Version,
    /// When it was published, as `YYYY-MM-DD`, where that is known.
    pub date: Option<&'static str>,
    /// What it changed for flows and sessions.
    pub summary: &'static str,
    /// Where this is known from.
    pub origin: Origin,
}

/// What changed when, oldest first. Versions that changed nothing for flows are not listed.
pub static TIMELINE: &[VersionRow] = ROWS;

const ROWS: &[VersionRow] = &[
    row(9, None, "first listed version"),
    row(10, None, "document_scan"),
    row(12, None, "face_scan"),
    row(15, None, "recognition"),
    row(
        34,
        None,
        "two_factor_email and two_factor_sms in place of two_factor; the flow is an array with `outcomes` and `targetNodeId`",
    ),
    row(35, None, "permissions"),
    row(36, None, "face_compare"),
    row(41, None, "extractionSchema; enter_email takes a prompt"),
    row(43, None, "external_call, field_condition, awaitExternal"),
    row(
        44,
        Some("2026-08-05"),
        "liveness_detection answers `inconclusive` (breaking); captionsOpenedByDefault; `warnings` in the response; deepfakeDetection in the report",
    ),
    row(45, None, "videoAIAnalysisStatus in the report"),
    row(46, None, "controls.buttons, controls.autoHide"),
    row(47, Some("2026-09-18"), "backgroundAssetId"),
];

/// The newest version that the catalog knows: that of the last row.
pub const NEWEST: Version = ROWS[ROWS.len() - 1].version;

const fn row(patch: u16, date: Option<&'static str>, summary: &'static str) -> VersionRow {
    let origin = Origin::of(&[Source::Types, Source::Changelog]);
    VersionRow { version: Version(1, 0, patch), date, summary, origin }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_timeline_runs_forward_to_the_newest() {
        assert!(TIMELINE.is_sorted_by_key(|row| row.version));
        assert_eq!(TIMELINE.last().map(|row| row.version), Some(NEWEST));
    }

    #[test]
    fn only_three_numbers_are_a_version() {
        assert_eq!(Version::parse("1.0.47"), Some(Version(1, 0, 47)));
        assert_eq!(Version::parse(&NEWEST.to_string()), Some(NEWEST));
        for text in ["", "1.0", "1.0.47.1", "1.0.x", "v1.0.47", "1.0.+4", "1.0.99999"] {
            assert_eq!(Version::parse(text), None, "{text}");
        }
    }
}
