//! The front door of the library: what a caller decides about compiling, and the compiling itself.

use std::collections::BTreeMap;

use crate::catalog::Version;
use crate::compilation::{Compilation, compile};
use crate::diag::levels::Setting;
use crate::project::levels::{self, LevelError};
use crate::resolve::{Options, ParamValue};
use crate::source::Files;

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
}
