//! Owns the version of the sessions API that a flow is written for, and what is too new for it.

use super::imports::Loaded;
use super::options::Options;
use super::wording::quote;
use crate::catalog::{NEWEST, TIMELINE, Version};
use crate::diag::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{File, StatementKind, Text};

crate::code! {
    /// The pinned version of the sessions API is none that the compiler knows. A version is that of the SDK which first
    /// described the API's form, three numbers in quotes.
    ///
    /// ```fsflow wrong
    /// api "2.0"
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// api "1.0.47"
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static UNKNOWN_API = error "unknown-api";
}

crate::code! {
    /// An imported file is written for a newer version of the sessions API than the flow. It is compiled for the flow's
    /// version, so `else` may stand for fewer outcomes than its author saw.
    ///
    /// ```fsflow wrong
    /// api "1.0.43"
    /// import "./closing.fsflow"
    /// start -> closing
    /// end
    /// //// closing.fsflow
    /// api "1.0.47"
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// ```
    ///
    /// ```fsflow right
    /// api "1.0.47"
    /// import "./closing.fsflow"
    /// start -> closing
    /// end
    /// //// closing.fsflow
    /// api "1.0.47"
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// ```
    pub static IMPORT_API = warning(Suspicious) "import-api";
}

/// The version that a flow is compiled for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chosen {
    pub(super) version: Version,
    /// Where it stands in the flow, when the flow decides.
    pub(super) pin: Option<Span>,
}

/// The caller's version, else the flow's pin, else the caller's default, else the newest.
pub(super) fn choose(loaded: &Loaded, options: &Options, diagnostics: &mut Vec<Diagnostic>) -> Chosen {
    let pins: Vec<Option<(Version, Span)>> =
        loaded.trees.iter().map(|(_, file)| pin(file, diagnostics)).collect();
    let own = pins.first().copied().flatten();
    let chosen = match (options.api, own) {
        (Some(version), _) => Chosen { version, pin: None },
        (None, Some((version, span))) => Chosen { version, pin: Some(span) },
        (None, None) => Chosen { version: options.default_api.unwrap_or(NEWEST), pin: None },
    };
    for (pin, link) in pins.iter().skip(1).zip(&loaded.links) {
        if let Some((version, span)) = pin.filter(|(version, _)| *version > chosen.version) {
            diagnostics.push(newer_import(version, span, *link, chosen));
        }
    }
    chosen
}

/// The file's first pin, when it is a known version.
fn pin(file: &File, diagnostics: &mut Vec<Diagnostic>) -> Option<(Version, Span)> {
    let text = file.statements.iter().find_map(|statement| match &statement.kind {
        StatementKind::Api(text) => Some(text),
        _ => None,
    })?;
    let oldest = TIMELINE.first().map_or(NEWEST, |row| row.version);
    match text.as_literal().and_then(Version::parse) {
        Some(version) if (oldest..=NEWEST).contains(&version) => Some((version, text.span)),
        version => {
            diagnostics.push(unknown(text, version, oldest));
            None
        }
    }
}

fn unknown(text: &Text, version: Option<Version>, oldest: Version) -> Diagnostic {
    let written = super::text::plain(text);
    let message = match version {
        None => format!("{} is not a version of the sessions API", quote(&written)),
        Some(version) if version > NEWEST => {
            format!("version {version} of the API is newer than this compiler")
        }
        Some(version) => format!("version {version} of the API is older than the compiler knows"),
    };
    let nearest = match version {
        Some(version) => version.clamp(oldest, NEWEST),
        None => Version::parse(written.trim().trim_start_matches(['v', 'V', '^', '~', '=']))
            .map_or(NEWEST, |version| version.clamp(oldest, NEWEST)),
    };
    Diagnostic::new(&UNKNOWN_API, text.span, message)
        .label("not known")
        .help(format!("the compiler knows {oldest} to {NEWEST}"))
        .fix(format!("write {nearest}"), text.span, format!("\"{nearest}\""))
}

fn newer_import(version: Version, pin: Span, link: Span, chosen: Chosen) -> Diagnostic {
    let message =
        format!("the imported file is for version {version} of the API; this flow is for {}", chosen.version);
    let diagnostic =
        Diagnostic::new(&IMPORT_API, link, message).label("imported here").related(pin, "pinned here");
    let help = format!("compile the flow for {version}, or see whether the file still means what it should");
    match chosen.pin {
        Some(own) => diagnostic.related(own, "the flow's pin").help(help).fix(
            format!("raise the pin to {version}"),
            own,
            format!("\"{version}\""),
        ),
        None => diagnostic.help(help),
    }
}
