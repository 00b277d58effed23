//! A flow after all stages: what it means, and everything that was found. The one place where the stages are run, so that
//! every door (command line, editors, bindings) gets the same.

use std::sync::Arc;

use crate::catalog::Version;
use crate::checks;
use crate::diag::{self, Diagnostic};
use crate::emit::{self, File, Target};
use crate::flow::{Flow, Param};
use crate::graph::Graph;
use crate::report::{Format, Style};
use crate::resolve::{self, Options, Previous};
use crate::source::{FileId, Files, SourceFile, SourceMap};
use crate::syntax::ast;

/// A compiled flow with everything that was found.
///
/// Made by [`Compiler::compile`](crate::Compiler::compile).
#[derive(Debug)]
#[non_exhaustive]
pub struct Compilation {
    /// All texts; the first is the file that was asked for.
    pub sources: SourceMap,
    /// What they mean.
    #[doc(hidden)]
    pub flow: Arc<Flow>,
    /// The same as a graph.
    #[doc(hidden)]
    pub graph: Graph,
    /// The trees, the file that was asked for first, each file once; none with [`Options::drop_trees`].
    #[doc(hidden)]
    pub trees: Vec<(FileId, ast::File)>,
    /// What was found, sorted by place. `@allow` and the levels that the caller set have been applied.
    pub diagnostics: Vec<Diagnostic>,
}

/// Why a flow can't be written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum EmitError {
    /// A diagnostic is an error.
    HasErrors,
    /// This kind of output fills parameters in, and these have neither a value nor a default.
    MissingValues(Vec<String>),
}

impl std::fmt::Display for EmitError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::HasErrors => f.write_str("the flow has errors"),
            Self::MissingValues(names) => write!(f, "no value is given for `{}`", names.join("`, `")),
        }
    }
}

impl std::error::Error for EmitError {}

impl Compilation {
    /// The name of the flow: the stem of its file's name (`flows/payment-auth.fsflow` is `payment-auth`).
    #[must_use]
    pub fn name(&self) -> &str {
        &self.flow.name
    }

    /// The version of the sessions API that the flow is compiled for.
    #[must_use]
    pub fn api(&self) -> Version {
        self.flow.version
    }

    /// The parameters, the file's own first, then those of imports.
    #[must_use]
    pub fn params(&self) -> &[Param] {
        &self.flow.params
    }

    /// Whether something is wrong that no output may be written for.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        has_errors(&self.diagnostics)
    }

    /// The files of this kind of output, the main one first.
    ///
    /// # Errors
    /// When a diagnostic is an error, or a value is missing that the output has to hold.
    pub fn emit(&self, target: &Target, options: &emit::Options) -> Result<Vec<File>, EmitError> {
        if self.has_errors() {
            return Err(EmitError::HasErrors);
        }
        let missing = self.flow.params.iter().filter(|param| target.needs_values && param.is_missed());
        match missing.map(|param| param.name.clone()).collect::<Vec<String>>() {
            names if names.is_empty() => Ok(target.files(&self.graph, options)),
            names => Err(EmitError::MissingValues(names)),
        }
    }

    /// The array of nodes as JSON: the value of `flow` in the body of `POST /sessions`.
    ///
    /// # Errors
    /// As [`emit`](Self::emit).
    pub fn to_json(&self) -> Result<String, EmitError> {
        let files = self.emit(&emit::TARGETS[0], &emit::Options::default())?;
        Ok(files.into_iter().next().map(|file| file.text).unwrap_or_default())
    }

    /// Everything that was found, in a rendering for people or for programs. Empty for nothing in most of them.
    #[must_use]
    pub fn report(&self, format: &Format, style: &Style) -> String {
        (format.render)(&self.sources, &self.diagnostics, style)
    }

    /// Compiles a new text of the same file. The result is that of [`compile`], only sooner: statements that stand in the
    /// earlier texts as they do in the new ones, imports included, are not read again.
    #[doc(hidden)]
    #[must_use]
    pub fn recompile(self, text: impl Into<String>, files: &dyn Files, options: &Options) -> Self {
        let name = self.sources.get(FileId(0)).map_or_else(String::new, |file| file.name().to_owned());
        self.recompile_from(Arc::new(SourceFile::new(name, text)), files, options)
    }

    /// The same for a text that is indexed already; it is not copied.
    #[doc(hidden)]
    #[must_use]
    pub fn recompile_from(self, source: Arc<SourceFile>, files: &dyn Files, options: &Options) -> Self {
        run(source, files, options, Previous::new(&self.sources, self.trees))
    }

    /// Where a diagnostic is, as `file:line:column`.
    #[must_use]
    pub fn place(&self, diagnostic: &Diagnostic) -> String {
        place(&self.sources, diagnostic)
    }
}

fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.level == diag::Level::Error)
}

fn place(sources: &SourceMap, diagnostic: &Diagnostic) -> String {
    let span = diagnostic.primary.span;
    sources.get(span.file).map_or_else(String::new, |file| {
        let at = file.line_column(span.start as usize);
        format!("{}:{}:{}", file.name(), at.line, at.column)
    })
}

/// Several flows, and what was found in all of them.
///
/// Made by [`Compiler::compile_all`](crate::Compiler::compile_all).
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Batch {
    /// The flows, without the files that are only parts of others. Each has its own texts and findings; those of the batch
    /// name each file and each finding once.
    pub flows: Vec<Compilation>,
    /// The texts in which something was found.
    pub sources: SourceMap,
    /// What was found, sorted by file in the order of the flows, then by place.
    pub diagnostics: Vec<Diagnostic>,
    /// The files that could not be read, with the reasons.
    pub unread: Vec<(String, String)>,
}

impl Batch {
    /// Whether something is wrong in some flow that no output of it may be written for.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        has_errors(&self.diagnostics)
    }

    /// Everything that was found, in a rendering for people or for programs.
    #[must_use]
    pub fn report(&self, format: &Format, style: &Style) -> String {
        (format.render)(&self.sources, &self.diagnostics, style)
    }

    /// Where a diagnostic is, as `file:line:column`.
    #[must_use]
    pub fn place(&self, diagnostic: &Diagnostic) -> String {
        place(&self.sources, diagnostic)
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
    run(source, files, options, Previous::default())
}

fn run(root: Arc<SourceFile>, files: &dyn Files, options: &Options, earlier: Previous) -> Compilation {
    let mut sources = SourceMap::default();
    let id = sources.add(root);
    let resolved = resolve::resolve_incrementally(id, &mut sources, files, options, earlier);
    let mut diagnostics = resolved.diagnostics;
    let flow = Arc::new(resolved.flow);
    let graph = Graph::new(Arc::clone(&flow));
    let context = checks::Context { flow: &flow, graph: &graph, sources: &sources };
    for check in checks::CHECKS {
        (check.run)(&context, &mut diagnostics);
    }
    checks::circular_fix::withdraw(&context, &mut diagnostics);
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
        let again = first.recompile_from(Arc::clone(&root), &files, &options);
        let kept = again.sources.files();
        assert!(kept.len() == 2 && Arc::ptr_eq(&kept[0], &root) && Arc::ptr_eq(&kept[1], &part));
        assert_eq!(again.diagnostics, []);
    }

    #[test]
    fn a_flow_is_the_same_whether_its_trees_are_kept_or_dropped() {
        let closing = r#"closing: conversation "Say goodbye." { does_not_require_reply: true } -> end"#;
        let files = BTreeMap::from([("closing.fsflow".to_owned(), closing.to_owned())]);
        let texts = [
            "import \"./closing.fsflow\"\nstart -> talk\ntalk: conversation \"Ask.\" -> < a: closing when \"x\" >\nend\n",
            "session { langs: [en] }\nstart -> a\na: conversation \"${x}\" -> b\na: conversation \"twice\" -> a\nend\n",
            "start -> tlk\ntalk: conversation \"Ask\n{\nend\ndecide { ok: talk, no: else }\n",
            "",
        ];
        for text in texts {
            let kept = compile("a.fsflow", text, &files, &Options::default());
            let options = Options { drop_trees: true, ..Options::default() };
            let dropped = compile("a.fsflow", text, &files, &options);
            assert_eq!(format!("{:?}", kept.flow), format!("{:?}", dropped.flow), "{text}");
            assert_eq!(format!("{:?}", kept.diagnostics), format!("{:?}", dropped.diagnostics), "{text}");
            assert!(!kept.trees.is_empty() && dropped.trees.is_empty());
            let again = dropped.recompile(text, &files, &options);
            assert_eq!(format!("{:?}", again.diagnostics), format!("{:?}", kept.diagnostics), "{text}");
        }
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
                    let again = first.recompile(after, &files(shared), &options);
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
