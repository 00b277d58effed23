//! Where a rule of the API is known from, and what about it nobody has said.
//!
//! FaceSign describes its API in several places that are not always of one mind. So each row that states a rule names those
//! that tell it, and what is open is told as open.

use std::fmt;

/// Where FaceSign's public documentation stands.
pub const DOCUMENTATION: &str = "docs.facesign.ai";

/// The package whose type declarations and changelog are meant.
pub const SDK: &str = "@facesignai/api";

/// A page of FaceSign's public documentation.
#[derive(Debug, PartialEq, Eq)]
pub struct Page {
    /// Its heading.
    pub title: &'static str,
    /// Its path below [`DOCUMENTATION`].
    pub path: &'static str,
}

/// Who tells a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A page of the public documentation.
    Page(&'static Page),
    /// The type declarations of the SDK, of the version since which the row's fact exists.
    Types,
    /// The changelog of the SDK.
    Changelog,
    /// A line of the SDK that is in no published version.
    Unreleased,
    /// Older versions of the documentation and of the SDK.
    Older,
    /// Flows that FaceSign has published.
    Published,
    /// What servers were seen to do.
    Observed,
    /// What people write who come from somewhere else; a rule of nobody.
    Habit,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Page(page) => write!(f, "{} ({DOCUMENTATION}/{})", page.title, page.path),
            Self::Types => write!(f, "the types of the SDK ({SDK})"),
            Self::Changelog => f.write_str("the changelog of the SDK"),
            Self::Unreleased => f.write_str("a line of the SDK that is not released"),
            Self::Older => f.write_str("older versions of the documentation and of the SDK"),
            Self::Published => f.write_str("flows that FaceSign has published"),
            Self::Observed => f.write_str("what servers were seen to do"),
            Self::Habit => f.write_str("what people often write; the API never had it"),
        }
    }
}

/// Where a rule is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// Who tells it.
    pub sources: &'static [Source],
    /// What nobody tells, or what is told in two ways: a sentence.
    pub open: Option<&'static str>,
}

impl Origin {
    /// Told by these, and nothing about it is open.
    #[must_use]
    pub const fn of(sources: &'static [Source]) -> Self {
        Self { sources, open: None }
    }

    /// Told by these, but for this.
    #[must_use]
    pub const fn but(sources: &'static [Source], open: &'static str) -> Self {
        Self { sources, open: Some(open) }
    }
}

const fn page(title: &'static str, path: &'static str) -> Page {
    Page { title, path }
}

/// The node types, their fields and outcomes.
pub const NODES: &Page = &page("Node Reference", "docs/reference/node-reference");
/// Sessions, their statuses and reports.
pub const CONCEPTS: &Page = &page("Concepts", "docs/reference/concepts");
/// The body of `POST /sessions`.
pub const CREATE: &Page = &page("Create a verification session", "docs/api-reference/createSession");
/// The answer of `GET /sessions/:id`.
pub const RETRIEVE: &Page = &page("Retrieve a session", "docs/api-reference/getSession");
/// How prompts, conditions and the order of nodes make a flow work or fail.
pub const RULES: &Page = &page("Conversation Rules", "docs/guides/conversation-rules");
/// Flows to copy from.
pub const EXAMPLES: &Page = &page("Flow Examples", "docs/guides/verification-patterns");
/// The page that asks for camera and microphone, and the controls.
pub const CUSTOMIZATION: &Page = &page("Session Customization", "docs/guides/customize-branding");
/// The events.
pub const WEBHOOKS: &Page = &page("Webhooks", "docs/guides/add-webhooks");
/// A use case that shows how an event is verified.
pub const WIRE_TRANSFER: &Page = &page("Wire Transfer Authorization", "docs/use-cases/wire-transfer");
/// Another.
pub const PAYMENT: &Page = &page("Payment Authentication", "docs/use-cases/payment-auth");
/// Another.
pub const STEP_UP: &Page = &page("Step-Up from Anomaly Detection", "docs/use-cases/anomaly-stepup");
/// The API that came before flows.
pub const MODULES: &Page = &page("Legacy Verification Modules", "modules");
/// Flows as they were before they became an array.
pub const OLD_FLOWS: &Page = &page("Custom Flows", "flows");
/// What to look at before a flow meets users.
pub const CHECKLIST: &Page = &page("Production Checklist", "docs/guides/production-checklist");
