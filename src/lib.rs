//! fsflow: a small language for FaceSign identity-verification flows, and its compiler.
//!
//! ```text
//!          grammar                catalog
//!             │                      │
//! Source ─► syntax ─► ast ─► resolve ─► Flow ─► graph ─► checks, paths
//!             │       │                │                   │
//!             │       └─► format       └─► emit ─► JSON, code, pictures
//!             └──────────── diagnostics ───────────────────┘
//! ```
//!
//! # Who may use whom
//!
//! A stage never asks a later one. `fix`, `ide` and `server` also use [`compile`]; `bin/fsflowc` uses everything, and nothing uses it.
//! A test holds the code to this table.
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
//! | `checks` | `catalog`, `diag`, `flow`, `graph`, `paths`, `resolve`, `source`, `syntax` |
//! | `emit` | `catalog`, `flow`, `graph`, `paths` |
//! | `import` | `catalog`, `diag`, `format`, `source`, `syntax` |
//! | `report` | `diag`, `source` |
//! | `explain` | `catalog`, `checks`, `diag`, `import` |
//! | `project` | `catalog`, `checks`, `diag`, `emit`, `flow`, `source` |
//! | `fix` | `diag`, `format`, `resolve`, `source` |
//! | `ide` | `catalog`, `checks`, `diag`, `emit`, `fix`, `flow`, `format`, `graph`, `import`, `paths`, `resolve`, `source`, `syntax` |
//! | `server` | `catalog`, `checks`, `diag`, `emit`, `fix`, `ide`, `project`, `resolve`, `source` |
//!
//! # In a build script
//!
//! The library does no I/O: a build script reads the file, hands it to [`compile`] with a [`source::Files`] for its imports,
//! and writes what comes back.
//!
//! ```
//! use std::collections::BTreeMap;
//!
//! use fsflow::emit::{self, Layout};
//! use fsflow::resolve::{Given, Options};
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
//! let values = BTreeMap::from([("shop".to_owned(), Given::Raw("the corner shop".to_owned()))]);
//! let options = Options { values: Some(values), ..Options::default() };
//! let compilation = fsflow::compile("flows/payment.fsflow", text, &files, &options);
//!
//! for diagnostic in &compilation.diagnostics {
//!     let place = compilation.place(diagnostic);
//!     println!("{place}: {}: {}", diagnostic.level.as_str(), diagnostic.message);
//! }
//! // `None` when a diagnostic is an error: then there is nothing to write.
//! let json = compilation.emit(&emit::TARGETS[0], Layout::Pretty).expect("the flow is right");
//! assert!(json.contains("wants to pay at the corner shop"));
//! ```

#![cfg_attr(not(test), warn(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr))]

// What pest generates without `std` names this crate.
extern crate alloc;

pub mod catalog;
pub mod checks;
pub mod diag;
pub mod emit;
pub mod explain;
pub mod fix;
pub mod flow;
pub mod format;
pub mod graph;
pub mod ide;
pub mod import;
pub mod paths;
pub mod project;
pub mod report;
pub mod resolve;
#[cfg(feature = "server")]
pub mod server;
pub mod source;
pub mod syntax;

use std::sync::Arc;

use diag::Diagnostic;
use flow::Flow;
use graph::Graph;
use resolve::{Earlier, Options};
use source::{FileId, Files, SourceFile, SourceMap};
use syntax::ast;

/// A compiled flow with everything that was found.
#[derive(Debug)]
pub struct Compilation {
    /// All texts; the first is the file that was asked for.
    pub sources: SourceMap,
    /// What they mean.
    pub flow: Arc<Flow>,
    /// The same as a graph.
    pub graph: Graph,
    /// The trees, the file that was asked for first, each file once.
    pub trees: Vec<(FileId, ast::File)>,
    /// What was found, sorted by place. `@allow` and the levels of [`Options`] have been applied.
    pub diagnostics: Vec<Diagnostic>,
}

impl Compilation {
    /// Whether something is wrong that no output may be written for.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.level == diag::Level::Error)
    }

    /// The main file of this kind of output, or `None` when there are errors.
    #[must_use]
    pub fn emit(&self, target: &emit::Target, layout: emit::Layout) -> Option<String> {
        let options = emit::Options { layout, ..emit::Options::default() };
        (!self.has_errors()).then(|| target.text(&self.graph, &options))
    }

    /// Compiles a new text of the same file. The result is that of [`compile`], only sooner: statements that stand in the
    /// earlier texts as they do in the new ones, imports included, are not read again.
    #[must_use]
    pub fn again(self, text: impl Into<String>, files: &dyn Files, options: &Options) -> Self {
        let name = self.sources.get(FileId(0)).map_or_else(String::new, |file| file.name().to_owned());
        self.again_from(Arc::new(SourceFile::new(name, text)), files, options)
    }

    /// The same for a text that is indexed already; it is not copied.
    #[must_use]
    pub fn again_from(self, source: Arc<SourceFile>, files: &dyn Files, options: &Options) -> Self {
        run(source, files, options, Earlier::new(&self.sources, self.trees))
    }

    /// Where a diagnostic is, as `file:line:column`.
    #[must_use]
    pub fn place(&self, diagnostic: &Diagnostic) -> String {
        let span = diagnostic.primary.span;
        self.sources.get(span.file).map_or_else(String::new, |file| {
            let at = file.line_column(span.start as usize);
            format!("{}:{}:{}", file.name(), at.line, at.column)
        })
    }
}

/// Compiles `text`, which stands in the file `name`; imports are read through `files`, relative to `name`.
///
/// Never fails: what is wrong is in [`Compilation::diagnostics`]. The same input gives the same answer, in time in proportion
/// to its size.
#[must_use]
pub fn compile(name: &str, text: impl Into<String>, files: &dyn Files, options: &Options) -> Compilation {
    compile_from(Arc::new(SourceFile::new(name, text)), files, options)
}

/// Does what [`compile`] does for a text that is indexed already; it is not copied.
#[must_use]
pub fn compile_from(source: Arc<SourceFile>, files: &dyn Files, options: &Options) -> Compilation {
    run(source, files, options, Earlier::default())
}

fn run(root: Arc<SourceFile>, files: &dyn Files, options: &Options, earlier: Earlier) -> Compilation {
    let mut sources = SourceMap::default();
    let id = sources.add(root);
    let resolved = resolve::resolve_again(id, &mut sources, files, options, earlier);
    let mut diagnostics = resolved.diagnostics;
    let flow = Arc::new(resolved.flow);
    let graph = Graph::new(Arc::clone(&flow));
    let context = checks::Context { flow: &flow, graph: &graph, sources: &sources };
    for check in checks::CHECKS {
        (check.run)(&context, &mut diagnostics);
    }
    checks::allow::apply(&flow, &sources, checks::codes(), &mut diagnostics);
    options.levels.apply(&mut diagnostics);
    diag::sort(&mut diagnostics);
    Compilation { sources, flow, graph, trees: resolved.trees, diagnostics }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// Files that are kept between compilations.
    struct Kept(Arc<SourceFile>);

    impl Files for Kept {
        fn read(&self, _path: &str) -> Result<String, String> {
            Err("it is copied".to_owned())
        }

        fn source(&self, _path: &str) -> Result<Arc<SourceFile>, String> {
            Ok(Arc::clone(&self.0))
        }
    }

    #[test]
    fn a_text_that_is_indexed_already_is_not_copied() {
        let closing = r#"closing: conversation "Say goodbye." { does_not_require_reply: true } -> end"#;
        let part = Arc::new(SourceFile::new("closing.fsflow", closing));
        let root =
            Arc::new(SourceFile::new("a.fsflow", "import \"./closing.fsflow\"\nstart -> closing\nend\n"));
        let files = Kept(Arc::clone(&part));
        let options = Options::default();
        let first = compile_from(Arc::clone(&root), &files, &options);
        let again = first.again_from(Arc::clone(&root), &files, &options);
        let kept = again.sources.files();
        assert!(kept.len() == 2 && Arc::ptr_eq(&kept[0], &root) && Arc::ptr_eq(&kept[1], &part));
        assert_eq!(again.diagnostics, []);
    }

    #[test]
    fn compiling_again_is_compiling() {
        let closing = r#"closing: conversation "Say goodbye." { does_not_require_reply: true } -> end"#;
        let texts = [
            "import \"./closing.fsflow\"\nstart -> talk\ntalk: conversation \"Ask.\" -> closing\nend\n",
            "import \"./closing.fsflow\"\n\n// new\nstart -> talk\ntalk: conversation \"Ask two.\" -> closing\nend\n",
            "start -> tlk\ntalk: conversation \"Ask\n{\nend\n",
            "",
        ];
        let files = |text: &str| BTreeMap::from([("closing.fsflow".to_owned(), text.to_owned())]);
        let options = Options::default();
        for before in texts {
            for after in texts {
                for shared in [closing, "closing: conversation \"Bye.\" -> nowhere"] {
                    let first = compile("a.fsflow", before, &files(closing), &options);
                    let again = first.again(after, &files(shared), &options);
                    let cold = compile("a.fsflow", after, &files(shared), &options);
                    assert_eq!(
                        format!("{:?}", again.flow),
                        format!("{:?}", cold.flow),
                        "{before:?} {after:?}"
                    );
                    assert_eq!(format!("{:?}", again.diagnostics), format!("{:?}", cold.diagnostics));
                }
            }
        }
    }
}
