//! A flow in JavaScript: the module of TypeScript without types, and its types in a file of their own. What the file is called
//! says which kind of module it is: `.cjs` is one of CommonJS.

use super::ir::Module;
use super::language::Language;
use super::script::{self, Form};
use crate::emit::output::{File, Options};

/// JavaScript: an ES module unless the file is called otherwise.
#[derive(Debug)]
pub(in crate::emit) struct JavaScript;

/// JavaScript as a module of CommonJS.
#[derive(Debug)]
pub(in crate::emit) struct CommonJs;

impl Language for JavaScript {
    fn files(&self, module: &Module<'_>, options: &Options) -> Vec<File> {
        match options.extension.as_deref() {
            Some("cjs") => files(module, options, Form::CommonJs, "cjs", "d.cts"),
            Some("mjs") => files(module, options, Form::JavaScript, "mjs", "d.mts"),
            _ => files(module, options, Form::JavaScript, "js", "d.ts"),
        }
    }
}

impl Language for CommonJs {
    fn files(&self, module: &Module<'_>, options: &Options) -> Vec<File> {
        let (code, types) = match options.extension.as_deref() {
            Some("js") => ("js", "d.ts"),
            _ => ("cjs", "d.cts"),
        };
        files(module, options, Form::CommonJs, code, types)
    }
}

fn files(module: &Module<'_>, options: &Options, form: Form, code: &str, types: &str) -> Vec<File> {
    let stem = options.stem(module.name);
    let file = |ending, form| File { name: format!("{stem}.{ending}"), text: script::write(module, form) };
    vec![file(code, form), file(types, Form::Declarations)]
}
