//! A flow in JavaScript: the module of TypeScript without types, and its types in a file of their own.

use super::ir::Module;
use super::language::Language;
use super::script::{self, Form};
use crate::emit::output::{File, Options};

/// JavaScript.
#[derive(Debug)]
pub(in crate::emit) struct JavaScript;

impl Language for JavaScript {
    fn files(&self, module: &Module<'_>, options: &Options) -> Vec<File> {
        let stem = options.stem(module.name);
        let file = |name, form| File { name, text: script::write(module, form) };
        vec![file(format!("{stem}.js"), Form::JavaScript), file(format!("{stem}.d.ts"), Form::Declarations)]
    }
}
