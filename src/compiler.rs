//! The front door of the library: what a caller decides about compiling, and the compiling itself.

use std::collections::{BTreeMap, HashSet};

use crate::catalog::Version;
use crate::compilation::{Batch, Compilation, compile, compile_from};
use crate::diag::levels::Setting;
use crate::project::batch::{Entry, together};
use crate::project::levels::{self, LevelError};
use crate::resolve::{Options, ParamValue};
use crate::source::{Files, join_path};

/// Compiles flows, all with the same choices. Made once, used for as many flows as there are.
///
/// ```
/// use fsflow::{Compiler, NoFiles, Setting};
///
/// let compiler = Compiler::new().api("1.0.47".parse()?).value("shop", "the corner shop").level("warnings", Setting::Deny)?;
/// let compilation = compiler.compile("shop.fsflow", "param shop\nstart -> end\nend\n", &NoFiles);
/// assert_eq!(compilation.diagnostics[0].name(), "unused-param");
/// assert!(compilation.has_errors());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Compiler {
    options: Options,
}

impl Compiler {
    /// A compiler for the version of the API that each flow pins, or the newest known one; without values, every warning a
    /// warning.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Compiles for this version of the API, whatever a flow pins.
    #[must_use]
    pub fn api(mut self, version: Version) -> Self {
        self.options.api = Some(version);
        self
    }

    /// Compiles flows that pin no version for this one.
    #[must_use]
    pub fn default_api(mut self, version: Version) -> Self {
        self.options.default_api = Some(version);
        self
    }

    /// Gives the parameter `name` a value; of two for one name the later holds. A name that no parameter has is passed over,
    /// because the same values may serve several flows. Once a value is given, parameters that have none are reported.
    #[must_use]
    pub fn value(mut self, name: impl Into<String>, value: impl Into<ParamValue>) -> Self {
        self.options.values.get_or_insert_with(BTreeMap::new).insert(name.into(), value.into());
        self
    }

    /// Sets the level of a check by its name, or of all warnings that are not named with `warnings`.
    ///
    /// # Errors
    /// When there is no such check, or when it is an error, which can't be lowered.
    pub fn level(mut self, check: &str, setting: Setting) -> Result<Self, LevelError> {
        levels::set(&mut self.options.levels, check, setting)?;
        Ok(self)
    }

    /// Keeps no syntax trees, for whoever keeps many compilations: each takes less memory, and compiling it again is then no
    /// sooner than compiling it.
    #[must_use]
    pub fn drop_trees(mut self) -> Self {
        self.options.drop_trees = true;
        self
    }

    /// Compiles `text`, which stands in the file `name`; imports are read through `files`, relative to `name`.
    ///
    /// Never fails: what is wrong is in [`Compilation::diagnostics`]. The same input gives the same answer, in time in
    /// proportion to its size.
    #[must_use]
    pub fn compile(&self, name: &str, text: impl Into<String>, files: &dyn Files) -> Compilation {
        compile(name, text, files, &self.options)
    }

    /// Compiles a new text of the same file. The result is that of [`compile`](Self::compile), only sooner: what stands in the
    /// new texts as it did in the earlier ones, imports included, is not read again.
    #[must_use]
    pub fn recompile(&self, earlier: Compilation, text: impl Into<String>, files: &dyn Files) -> Compilation {
        earlier.recompile(text, files, &self.options)
    }

    /// Compiles the files `names`, which are read through `files` like their imports, and looks at them together: what is
    /// wrong in a file that several of them import is told once, and a file that is only a part of others is no flow of its
    /// own. Each file counts once, however its path is written.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    ///
    /// use fsflow::Compiler;
    ///
    /// let pay = "import \"./closing.fsflow\"\nstart -> closing\nend\n";
    /// let closing = r#"closing: conversation "Say goodbye." -> edn"#;
    /// let texts = [("pay.fsflow", pay), ("return.fsflow", pay), ("closing.fsflow", closing)];
    /// let files: BTreeMap<_, _> = texts.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
    ///
    /// let batch = Compiler::new().compile_all(files.keys(), &files);
    /// let names: Vec<&str> = batch.flows.iter().map(|flow| flow.name()).collect();
    /// assert_eq!(names, ["pay", "return"]);
    /// for diagnostic in &batch.diagnostics {
    ///     println!("{}: {}", batch.place(diagnostic), diagnostic.message);
    /// }
    /// # assert_eq!(batch.diagnostics.len(), 1);
    /// # assert_eq!(batch.place(&batch.diagnostics[0]), "closing.fsflow:1:41");
    /// ```
    #[must_use]
    pub fn compile_all(&self, names: impl IntoIterator<Item = impl AsRef<str>>, files: &dyn Files) -> Batch {
        let mut batch = Batch::default();
        let (mut entries, mut seen) = (Vec::new(), HashSet::new());
        let same = |name: &str| join_path("", name);
        for name in names {
            let name = same(name.as_ref());
            if !seen.insert(name.clone()) {
                continue;
            }
            match files.source(&name) {
                Ok(source) => {
                    let flow = compile_from(source, files, &self.options);
                    entries.push(Entry::new(&flow.flow, &flow.sources, &flow.diagnostics, same));
                    batch.flows.push(flow);
                }
                Err(reason) => batch.unread.push((name, reason)),
            }
        }
        let together = together(entries);
        let mut parts = together.parts.into_iter();
        batch.flows.retain(|_| !parts.next().unwrap_or(false));
        (batch.sources, batch.diagnostics) = (together.sources, together.diagnostics);
        batch
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_cannot_be_read_keeps_none_of_the_others_from_being_compiled() {
        let files = BTreeMap::from([("a.fsflow".to_owned(), "start -> end\nend\n".to_owned())]);
        let batch = Compiler::new().drop_trees().compile_all(["b.fsflow", "./a.fsflow", "a.fsflow"], &files);
        assert_eq!(batch.unread, [("b.fsflow".to_owned(), "no such file".to_owned())]);
        assert_eq!(batch.flows.iter().map(Compilation::name).collect::<Vec<_>>(), ["a"]);
        assert!(!batch.has_errors());
    }
}
