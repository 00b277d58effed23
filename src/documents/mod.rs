//! What every `--format json` and every binding hands out: plain data with names as they are, which a program can read without
//! knowing the compiler. A document's `version` changes when a key is taken away or means something else; keys are added
//! without a new version, so readers pass over those that they do not know.
//!
//! Names are given twice. As text they stand as a flow's tests write them (`liveness.deepfake`, `"x.y".else`), which
//! `fsflowc run --with` takes; as [`Name`] they are the bare strings.

mod decide;
mod diagnostics;
mod json;
mod junit;
mod name;
mod paths;
pub(crate) mod places;
#[cfg(feature = "schema")]
pub mod schema;
mod session;
mod tests;
pub(crate) mod text;

pub use decide::{Class, Decide, Decision, Promise};
pub use diagnostics::{Applicability, Diagnostic, Diagnostics, Edit, Fix, Label, Level, Place};
pub use json::to_json;
pub(crate) use junit::escape as escape_xml;
pub use junit::to_junit;
pub use name::Name;
pub use paths::{Paths, Step, never};
pub use session::{NodeReport, Report, Session};
pub use tests::{Coverage, FailedCase, Test, TestedFile, Tests};
