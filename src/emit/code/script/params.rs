//! The parameters of a script: their type, how they are checked, and the variables that hold them.

use std::fmt::Write;

use super::form::Form;
use super::item::{Item, Parameter};
use super::strings;
use super::words::{INHERITED, TAKEN};
use crate::emit::code::bounds::Bounds;
use crate::emit::code::identifiers::{Scope, camel};
use crate::emit::code::ir::{Param, Part, Template, Use};
use crate::emit::code::numbers::shows_as_spelt;
use crate::emit::code::values::Notation;
use crate::flow::{Literal, ParamKind};

/// What the parameters are called as properties.
pub(super) fn names(params: &[Param<'_>]) -> Vec<String> {
    let mut scope = Scope::new(INHERITED, "_");
    params.iter().map(|it| scope.name(&camel(it.name))).collect()
}

/// The type of all parameters together; nothing without any.
pub(super) fn interface(params: &[Param<'_>], names: &[String]) -> Option<Item> {
    if params.is_empty() {
        return None;
    }
    let mut out = "/** The parameters of the flow. */\nexport interface Params {\n".to_owned();
    for (param, name) in params.iter().zip(names) {
        let mut docs = param.docs.to_vec();
        docs.extend(param.default.map(|default| format!("Default: {}.", literal(default))));
        strings::docs(&docs, "  ", &mut out);
        let kind = ty(param);
        let _ = match param.default {
            Some(_) => writeln!(out, "  readonly {name}?: {kind} | undefined;"),
            None => writeln!(out, "  readonly {name}: {kind};"),
        };
    }
    out.push_str("}\n");
    Some(Item::Type(out))
}

/// The type of a parameter.
pub(super) fn ty(param: &Param<'_>) -> String {
    match &param.bounds.words {
        Some(words) if param.kind == ParamKind::String && !words.is_empty() => {
            words.iter().map(|word| strings::quoted(word)).collect::<Vec<_>>().join(" | ")
        }
        _ => param.kind.word().to_owned(),
    }
}

/// What is known of parameters, for the check.
const TYPES: &str = "\
type Checked = { readonly [Name in keyof Params]-?: Exclude<Params[Name], undefined> };

interface Param {
  readonly name: keyof Params;
  readonly type: string;
  readonly byDefault: string | number | boolean | undefined;
  readonly words: readonly string[] | null;
  readonly whole: boolean;
  readonly min: number | null;
  readonly max: number | null;
}
";

/// The check of the parameters, and what it knows of them.
pub(super) fn check(params: &[Param<'_>], names: &[String], form: Form) -> Vec<Item> {
    let ty = form.ty(": readonly Param[]");
    let mut out = format!("const PARAMS{ty} = [\n");
    let or_null = |number: Option<f64>| number.map_or("null".to_owned(), |number| number.to_string());
    for (param, name) in params.iter().zip(names) {
        let Bounds { whole, min, max, words } = &param.bounds;
        let default = param.default.map_or("undefined".to_owned(), literal);
        let words = words.as_ref().map_or("null".to_owned(), |words| {
            let words: Vec<String> = words.iter().map(|word| strings::quoted(word)).collect();
            format!("[{}]", words.join(", "))
        });
        let _ = writeln!(
            out,
            "  {{ name: \"{name}\", type: \"{}\", byDefault: {default}, words: {words}, whole: {whole}, min: {}, max: {} }},",
            param.kind.word(),
            or_null(*min),
            or_null(*max),
        );
    }
    out.push_str("];\n");
    vec![
        Item::Private(TYPES.to_owned()),
        Item::Code(out),
        Item::Code(form.of(include_str!("runtime/params.ts.in"))),
    ]
}

/// What a function of the parameters takes, and what stands between the parentheses of a call.
pub(super) fn signature(params: &[Param<'_>]) -> (Option<Parameter>, &'static str) {
    if params.is_empty() {
        return (None, "");
    }
    let default = params.iter().all(|it| it.default.is_some()).then_some("{}");
    (Some(Parameter { name: "params", ty: "Params", default }), "params")
}

fn literal(literal: &Literal) -> String {
    match literal {
        Literal::Text(text) => strings::quoted(text),
        other => other.as_text().to_owned(),
    }
}

/// The variables of a function that hold parameters.
#[derive(Debug)]
pub(super) struct Locals {
    /// For each parameter the variable of its value, and what a string interpolates.
    by_param: Vec<Option<Local>>,
    declarations: String,
    /// What stands between the parentheses of a call with the same parameters.
    call: &'static str,
}

#[derive(Debug, Clone)]
struct Local {
    value: String,
    text: String,
    kind: ParamKind,
}

impl Locals {
    /// The variables for a function that uses parameters so.
    pub(super) fn new(
        params: &[Param<'_>],
        names: &[String],
        uses: fn(&Param<'_>) -> Use,
        call: &'static str,
    ) -> Self {
        let mut scope = Scope::new(TAKEN, "_");
        let mut this = Self { by_param: vec![None; params.len()], declarations: String::new(), call };
        let all = params.iter().zip(names).zip(0..);
        let used: Vec<_> = all.filter(|((it, _), _)| uses(it).is_any()).collect();
        if used.is_empty() {
            if !params.is_empty() {
                this.declarations.push_str("  checked(params);\n");
            }
            return this;
        }
        let mut bindings = Vec::new();
        let mut texts = String::new();
        for ((it, name), at) in used {
            let value = scope.name(name);
            bindings.push(if value == *name { value.clone() } else { format!("{name}: {value}") });
            let mut text = value.clone();
            if let Some(Literal::Number(spelt)) = it.default.filter(|_| uses(it).text)
                && !shows_as_spelt(spelt)
            {
                text = scope.name(&format!("{name}Text"));
                let _ =
                    writeln!(texts, "  const {text} = {value} === {spelt} ? \"{spelt}\" : String({value});");
            }
            if let Some(slot) = this.by_param.get_mut::<usize>(at) {
                *slot = Some(Local { value, text, kind: it.kind });
            }
        }
        let line = format!("  const {{ {} }} = checked(params);\n", bindings.join(", "));
        this.declarations = match line.len() {
            0..=120 => line,
            _ => format!("  const {{\n    {},\n  }} = checked(params);\n", bindings.join(",\n    ")),
        };
        this.declarations.push_str(&texts);
        this
    }

    /// The lines before the value of a function.
    pub(super) fn begin(&self) -> String {
        format!("{}  return ", self.declarations)
    }

    fn of(&self, param: usize) -> Option<&Local> {
        self.by_param.get(param)?.as_ref()
    }
}

impl Notation for Locals {
    const INDENT: usize = 2;
    const BOOLS: [&'static str; 2] = ["true", "false"];
    const NULL: &'static str = "null";

    fn key(&self, key: &str, out: &mut String) {
        strings::key(key, out);
    }

    fn text(&self, text: &Template, out: &mut String) {
        match text.0.as_slice() {
            [] => return strings::string("", out),
            [Part::Text(plain)] => return strings::string(plain, out),
            [Part::Param(param)] => {
                if let Some(local) = self.of(*param).filter(|local| local.kind == ParamKind::String) {
                    return out.push_str(&local.value);
                }
            }
            _ => {}
        }
        out.push('`');
        for part in &text.0 {
            match part {
                Part::Text(plain) => strings::chars(plain, '`', out),
                Part::Param(param) => {
                    if let Some(local) = self.of(*param) {
                        let _ = write!(out, "${{{}}}", local.text);
                    }
                }
            }
        }
        out.push('`');
    }

    fn word(&self, word: &str, out: &mut String) {
        strings::string(word, out);
    }

    fn instruction(&self, text: &Template, out: &mut String) {
        out.push_str("instruction(");
        self.text(text, out);
        out.push(')');
    }

    fn param(&self, param: usize, out: &mut String) {
        out.push_str(self.of(param).map_or(Self::NULL, |local| &local.value));
    }

    fn flow(&self, out: &mut String) {
        let _ = write!(out, "flow({})", self.call);
    }
}
