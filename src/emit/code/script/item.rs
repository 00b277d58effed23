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
    /// An exported string, in quotes.
    Constant { docs: &'static str, name: &'static str, value: String },
    /// Code that nobody sees outside.
    Code(String),
}

/// An exported function.
#[derive(Debug)]
pub(super) struct Function {
    /// Its documentation, line breaks included.
    pub(super) docs: &'static str,
    pub(super) name: &'static str,
    pub(super) parameters: Vec<Parameter>,
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

/// Formatters pass over what follows.
const IGNORE: &str = "// prettier-ignore\n";

impl Item {
    /// Adds it, with a blank line before it, to a script of this form that has it.
    pub(super) fn write(&self, form: Form, out: &mut String) {
        match self {
            Self::Comment(text) if form.is_code() => {
                out.push('\n');
                out.push_str(text);
            }
            Self::Code(text) if form.is_code() => separate(text, out),
            Self::Type(text) if form.is_typed() => separate(text, out),
            Self::Private(text) if form == Form::TypeScript => separate(text, out),
            Self::Comment(_) | Self::Code(_) | Self::Type(_) | Self::Private(_) => {}
            Self::Function(function) => function.write(form, out),
            Self::Error { docs, name } => {
                exported(docs, form, out);
                out.push_str(&error(name, form));
            }
            Self::Strings { docs, name, items } => {
                exported(docs, form, out);
                let items = items.join(", ");
                let _ = match form {
                    Form::TypeScript => writeln!(out, "const {name} = [{items}] as const;"),
                    Form::JavaScript | Form::CommonJs => writeln!(out, "const {name} = [{items}];"),
                    Form::Declarations => writeln!(out, "const {name}: readonly [{items}];"),
                };
            }
            Self::Constant { docs, name, value } => {
                exported(docs, form, out);
                let _ = match form {
                    Form::Declarations => writeln!(out, "const {name}: {value};"),
                    _ => writeln!(out, "const {name} = {value};"),
                };
            }
        }
    }

    /// The name under which it is seen outside, when it is more than a type.
    pub(super) fn export(&self) -> Option<&'static str> {
        match self {
            Self::Function(Function { name, .. })
            | Self::Error { name, .. }
            | Self::Strings { name, .. }
            | Self::Constant { name, .. } => Some(name),
            Self::Comment(_) | Self::Type(_) | Self::Private(_) | Self::Code(_) => None,
        }
    }
}

/// A class of errors. Each module has its own, and `instanceof` knows those of all modules by what they say of themselves.
fn error(name: &str, form: Form) -> String {
    if form == Form::Declarations {
        return format!(
            "class {name} extends Error {{\n  override readonly name: \"{name}\";\n  readonly kind: \"fsflow.{name}\";\n  static [Symbol.hasInstance](value: unknown): boolean;\n}}\n"
        );
    }
    let [modifiers, readonly, overriding, unknown, boolean] =
        ["override readonly ", "readonly ", "override ", ": unknown", ": boolean"].map(|ty| form.ty(ty));
    format!(
        "class {name} extends Error {{
  {modifiers}name = \"{name}\";
  {readonly}kind = \"fsflow.{name}\";
  static {overriding}[Symbol.hasInstance](value{unknown}){boolean} {{
    return typeof value === \"object\" && value !== null && own(value, \"kind\") === \"fsflow.{name}\";
  }}
}}
"
    )
}

impl Function {
    fn write(&self, form: Form, out: &mut String) {
        exported(self.docs, form, out);
        let parameter = |&Parameter { name, ty, default }: &Parameter| match (form, default) {
            (Form::JavaScript | Form::CommonJs, None) => name.to_owned(),
            (Form::JavaScript | Form::CommonJs, Some(default)) => format!("{name} = {default}"),
            (_, None) => format!("{name}: {ty}"),
            (Form::TypeScript, Some(default)) => format!("{name}: {ty} = {default}"),
            (Form::Declarations, Some(_)) => format!("{name}?: {ty}"),
        };
        let parameters: Vec<String> = self.parameters.iter().map(parameter).collect();
        let _ = write!(out, "function {}({})", self.name, parameters.join(", "));
        if form.is_typed() {
            let _ = write!(out, ": {}", self.returns);
        }
        match form {
            Form::Declarations => out.push_str(";\n"),
            _ => drop(write!(out, " {{\n{}}}\n", self.body)),
        }
    }
}

/// Adds statements behind a blank line. Formatters are told of each that they pass over it.
fn separate(text: &str, out: &mut String) {
    out.push('\n');
    let mut is_told = false;
    for line in text.split_inclusive('\n') {
        let begins = !line.starts_with([' ', '}', ']', ')', '\n']);
        if begins && !is_told {
            out.push_str(IGNORE);
        }
        // A comment belongs to what follows it.
        is_told = line.starts_with("/*") || line.starts_with("//") || line.starts_with(" *");
        out.push_str(line);
    }
}

/// The beginning of what is exported.
fn exported(docs: &str, form: Form, out: &mut String) {
    out.push('\n');
    out.push_str(IGNORE);
    strings::comment(docs, "", out);
    out.push_str(match form {
        Form::Declarations => "export declare ",
        Form::TypeScript | Form::JavaScript => "export ",
        Form::CommonJs => "",
    });
}
