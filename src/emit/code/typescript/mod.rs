//! A flow in TypeScript: a module without dependencies.

use super::ir::Module;
use super::language::Language;
use super::script::{self, Form};
use crate::emit::output::{File, Options};

/// TypeScript.
#[derive(Debug)]
pub(in crate::emit) struct TypeScript;

impl Language for TypeScript {
    fn files(&self, module: &Module<'_>, options: &Options) -> Vec<File> {
        let name = format!("{}.ts", options.stem(module.name));
        vec![File { name, text: script::write(module, Form::TypeScript) }]
    }
}
