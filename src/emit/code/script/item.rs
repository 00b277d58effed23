//! What a script consists of. Each item knows what it looks like with types, without them, and as a declaration alone.

use std::fmt::Write;

use super::form::Form;
use super::strings;

/// A part of a script. A blank line stands between two of them.
#[derive(Debug)]
pub(super) enum Item {
    /// A comment of the code.
    Comment(String),
    /// An exported type with its documentation.
    Type(String),
    /// A type that nobody sees outside.
    Private(String),
    /// An exported function.
    Function(Function),
    /// An exported class of errors.
    Error { docs: &'static str, name: &'static str },
    /// An exported list of strings.
    Strings { docs: &'static str, name: &'static str, items: Vec<String> },
    /// Code that nobody sees outside.
    Code(String),
}

/// An exported function.
#[derive(Debug)]
pub(super) struct Function {
    /// Its documentation, line breaks included.
    pub(super) docs: &'static str,
    pub(super) name: &'static str,
    pub(super) parameter: Option<Parameter>,
    pub(super) returns: &'static str,
    /// The lines between its braces, indented.
    pub(super) body: String,
}

/// A parameter of a function.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parameter {
    pub(super) name: &'static str,
    pub(super) ty: &'static str,
    /// The value that it has when it is left out, if it can be.
    pub(super) default: Option<&'static str>,
}

impl Item {
    /// Adds it, with a blank line before it, to a script of this form that has it.
    pub(super) fn write(&self, form: Form, out: &mut String) {
        let declares = form == Form::Declarations;
        match self {
            Self::Comment(text) | Self::Code(text) if !declares => {
                out.push('\n');
                out.push_str(text);
            }
            Self::Type(text) if form != Form::JavaScript => {
                out.push('\n');
                out.push_str(text);
            }
            Self::Private(text) if form == Form::TypeScript => {
                out.push('\n');
                out.push_str(text);
            }
            Self::Comment(_) | Self::Code(_) | Self::Type(_) | Self::Private(_) => {}
            Self::Function(function) => function.write(form, out),
            Self::Error { docs, name } => {
                exported(docs, form, out);
                let modifiers = form.ty("override readonly ");
                let _ = writeln!(out, "class {name} extends Error {{\n  {modifiers}name = \"{name}\";\n}}");
            }
            Self::Strings { docs, name, items } => {
                exported(docs, form, out);
                let items = items.join(", ");
                let _ = match form {
                    Form::TypeScript => writeln!(out, "const {name} = [{items}] as const;"),
                    Form::JavaScript => writeln!(out, "const {name} = [{items}];"),
                    Form::Declarations => writeln!(out, "const {name}: readonly [{items}];"),
                };
            }
        }
    }
}

impl Function {
    fn write(&self, form: Form, out: &mut String) {
        exported(self.docs, form, out);
        let _ = write!(out, "function {}(", self.name);
        if let Some(Parameter { name, ty, default }) = self.parameter {
            let _ = match (form, default) {
                (Form::JavaScript, None) => write!(out, "{name}"),
                (Form::JavaScript, Some(default)) => write!(out, "{name} = {default}"),
                (_, None) => write!(out, "{name}: {ty}"),
                (Form::TypeScript, Some(default)) => write!(out, "{name}: {ty} = {default}"),
                (Form::Declarations, Some(_)) => write!(out, "{name}?: {ty}"),
            };
        }
        out.push(')');
        if form != Form::JavaScript {
            let _ = write!(out, ": {}", self.returns);
        }
        match form {
            Form::Declarations => out.push_str(";\n"),
            _ => drop(write!(out, " {{\n{}}}\n", self.body)),
        }
    }
}

/// The beginning of what is exported.
fn exported(docs: &str, form: Form, out: &mut String) {
    out.push('\n');
    strings::comment(docs, "", out);
    out.push_str(if form == Form::Declarations { "export declare " } else { "export " });
}
