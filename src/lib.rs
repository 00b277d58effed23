//! fsflow compiles `.fsflow` files, a small language for FaceSign identity-verification flows, to the JSON that the sessions API
//! takes, and to typed code. It checks everything that can be known before a session exists.
//!
//! This is the library; its command line is `fsflowc`. It does no I/O: it is given texts and gives texts back, so it works in a
//! build script, a server or a browser alike.
//!
//! # Compile a flow
//!
//! ```
//! use std::collections::BTreeMap;
//!
//! use fsflow::Compiler;
//!
//! // In a build script: `std::fs::read_to_string("flows/payment.fsflow")`, and a `Files` that reads from there.
//! let text = r#"
//! import "./closing.fsflow"
//! param shop
//! start -> confirm
//! confirm: conversation "Ask whether the user wants to pay at ${shop}." -> closing
//! end
//! "#;
//! let closing = r#"closing: conversation "Say goodbye." { does_not_require_reply: true } -> end"#;
//! let files = BTreeMap::from([("flows/closing.fsflow".to_owned(), closing.to_owned())]);
//!
//! let compiler = Compiler::new().value("shop", "the corner shop");
//! let compilation = compiler.compile("flows/payment.fsflow", text, &files);
//!
//! for diagnostic in &compilation.diagnostics {
//!     println!("{}: {}: {}", compilation.place(diagnostic), diagnostic.level, diagnostic.message);
//! }
//! let json = compilation.to_json()?;
//! assert!(json.contains("wants to pay at the corner shop"));
//! # Ok::<(), fsflow::EmitError>(())
//! ```
//!
//! # Everything else
//!
//! | To | Use |
//! |---|---|
//! | compile, with values, levels and a version of the API | [`Compiler`] |
//! | compile several flows, with what is wrong in all of them told once | [`Compiler::compile_all`] |
//! | write JSON or code | [`Compilation::emit`] with a [`Target`]: `"ts".parse::<&Target>()` |
//! | show what is wrong | [`Compilation::report`] with a [`Format`]: `"human".parse::<&Format>()` |
//! | lay a file out | [`format()`] |
//! | turn JSON into a flow | [`import()`] |
//! | explain a check, a word, whatever the API has | [`explain()`] |
//! | serve an editor | [`server`], with the feature `server` |
//!
//! # Features
//!
//! | Feature | Adds |
//! |---|---|
//! | **render** | the renderings for people: `human`, `plain`, `short` |
//! | **config** | reading `fsflow.toml` |
//! | **server** | the language server, without a transport |
//! | **cli** (default) | what `fsflowc` needs; a library has no use for it |
//!
//! With `default-features = false` the library is small and builds for `wasm32`.
//!
//! What stands on this page is kept stable; everything else in this crate is there for `fsflowc` and changes without notice.
//!
//! <details><summary>For those who work on the compiler</summary>
//!
//! ```text
//!          grammar, words              catalog
//!                │                        │
//! Source ─► syntax ─► ast ─► resolve ─► Flow + graph ─► checks, paths, simulate
//!                │                │                │
//!                └─► format       └─► emit         └─► documents
//!          diagnostics from every stage ─► project (levels, parts) ─► report · fix · server
//! ```
//!
//! # Who may use whom
//!
//! A stage never asks a later one. `bin/fsflowc` uses everything, and nothing uses it. A test holds the code to this table.
//!
//! | Module | May use |
//! |---|---|
//! | `source` | |
//! | `diag` | `source` |
//! | `catalog` | |
//! | `syntax` | `catalog`, `diag`, `source` |
//! | `format` | `catalog`, `source`, `syntax` |
//! | `flow` | `catalog`, `source` |
//! | `resolve` | `catalog`, `diag`, `flow`, `source`, `syntax` |
//! | `graph` | `flow`, `source` |
//! | `paths` | `flow`, `graph`, `source` |
//! | `simulate` | `catalog`, `diag`, `flow`, `format`, `graph`, `paths`, `source`, `syntax` |
//! | `checks` | `catalog`, `diag`, `flow`, `graph`, `paths`, `resolve`, `simulate`, `source`, `syntax` |
//! | `documents` | `diag`, `flow`, `graph`, `paths`, `simulate`, `source` |
//! | `emit` | `catalog`, `flow`, `graph`, `paths` |
//! | `import` | `catalog`, `diag`, `format`, `source`, `syntax` |
//! | `report` | `diag`, `documents`, `source` |
//! | `compilation` | `catalog`, `checks`, `diag`, `emit`, `flow`, `graph`, `report`, `resolve`, `source`, `syntax` |
//! | `explain` | `catalog`, `checks`, `compilation`, `diag`, `import`, `resolve`, `source`, `syntax` |
//! | `project` | `catalog`, `checks`, `diag`, `emit`, `flow`, `resolve`, `source` |
//! | `compiler` | `catalog`, `compilation`, `diag`, `project`, `resolve`, `source` |
//! | `fix` | `compilation`, `diag`, `format`, `resolve`, `source` |
//! | `ide` | `catalog`, `checks`, `compilation`, `diag`, `emit`, `fix`, `flow`, `format`, `graph`, `import`, `paths`, `resolve`, `source`, `syntax` |
//! | `server` | `catalog`, `checks`, `compilation`, `diag`, `emit`, `fix`, `ide`, `project`, `resolve`, `source` |
//!
//!
//! </details>

#![cfg_attr(not(test), warn(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr))]

// What pest generates without `std` names this crate.
extern crate alloc;

#[doc(hidden)]
pub mod catalog;
#[doc(hidden)]
pub mod checks;
#[doc(hidden)]
pub mod diag;
#[doc(hidden)]
pub mod documents;
#[doc(hidden)]
pub mod emit;
#[doc(hidden)]
pub mod explain;
#[doc(hidden)]
pub mod fix;
#[doc(hidden)]
pub mod flow;
#[doc(hidden)]
pub mod format;
#[doc(hidden)]
pub mod graph;
#[doc(hidden)]
pub mod ide;
#[doc(hidden)]
pub mod import;
#[doc(hidden)]
pub mod paths;
#[doc(hidden)]
pub mod project;
#[doc(hidden)]
pub mod report;
#[doc(hidden)]
pub mod resolve;
#[cfg(feature = "server")]
pub mod server;
#[doc(hidden)]
pub mod simulate;
#[doc(hidden)]
pub mod source;
#[doc(hidden)]
pub mod syntax;

mod compilation;
mod compiler;

pub use catalog::{InvalidVersion, Version};
pub use compilation::{Batch, Compilation, EmitError};
#[doc(hidden)]
pub use compilation::{compile, compile_from};
pub use compiler::Compiler;
pub use diag::levels::Setting;
pub use diag::{Applicability, Code, Diagnostic, Edit, Fix, Label, Level, Tag};
pub use emit::{File as OutputFile, Layout, Options as EmitOptions, Target, UnknownTarget};
pub use explain::{Unknown as UnknownName, named as explain};
pub use flow::{Literal, Param, ParamKind};
pub use import::{Imported, Options as ImportOptions, Templates, import};
pub use project::levels::LevelError;
pub use report::{Format, Style, UnknownFormat};
pub use resolve::ParamValue;
pub use source::{FileId, Files, LineColumn, NoFiles, SourceFile, SourceMap, Span};

/// Lays out the text of a file. What could not be parsed stays as it stands.
///
/// Takes time in proportion to the text. The result is a fixed point: formatting it again changes nothing.
///
/// ```
/// assert_eq!(fsflow::format("start->end\nend"), "start -> end\nend\n");
/// ```
#[must_use]
pub fn format(text: &str) -> String {
    format::format(&SourceFile::new("", text))
}
