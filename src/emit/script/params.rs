//! Owns the parameters of a script: their type, how they are checked, and the variables that hold them.

use std::fmt::Write;

use super::{TAKEN, strings};
use crate::emit::identifiers::{Scope, camel};
use crate::emit::literals::Syntax;
use crate::emit::program::{Argument, Use, shows_as_spelt};
use crate::flow::{Literal, ParamId, ParamKind, Text, TextPart};

/// Properties that every object has, so that one that is missing would not be noticed.
static INHERITED: &[&[&str]] = &[&[
    "constructor",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "toLocaleString",
    "toString",
    "valueOf",
]];

/// What the parameters are called as properties.
pub(super) fn names(params: &[Argument<'_>]) -> Vec<String> {
    let mut scope = Scope::new(INHERITED, "_");
    params.iter().map(|it| scope.name(&camel(&it.param.name))).collect()
}

/// The type of all parameters together; nothing without any.
pub(super) fn interface(params: &[Argument<'_>], names: &[String], out: &mut String) {
    if params.is_empty() {
        return;
    }
    out.push_str("⟦/** The parameters of the flow. */\nexport interface Params {\n");
    for (Argument { param, .. }, name) in params.iter().zip(names) {
        let mut docs = param.docs.clone();
        docs.extend(param.default.as_ref().map(|default| format!("Default: {}.", literal(default))));
        strings::docs(&docs, "  ", out);
        let kind = param.kind.word();
        let _ = match param.default {
            Some(_) => writeln!(out, "  readonly {name}?: {kind} | undefined;"),
            None => writeln!(out, "  readonly {name}: {kind};"),
        };
    }
    out.push_str("}\n\n⟧");
}

/// What the check of the parameters knows of them.
pub(super) fn table(params: &[Argument<'_>], names: &[String], out: &mut String) {
    out.push_str(
        "const PARAMS⟦: readonly (readonly [name: keyof Params, type: string, required: boolean])[]⟧ = [\n",
    );
    for (Argument { param, .. }, name) in params.iter().zip(names) {
        let _ = writeln!(out, "  [\"{name}\", \"{}\", {}],", param.kind.word(), param.default.is_none());
    }
    out.push_str("];\n\n");
}

/// What stands between the parentheses of a function, and of a call.
pub(super) fn signature(params: &[Argument<'_>]) -> (&'static str, &'static str) {
    if params.is_empty() {
        return ("", "");
    }
    match params.iter().all(|it| it.param.default.is_some()) {
        true => ("params⟦: Params⟧ = {}", "params"),
        false => ("params⟦: Params⟧", "params"),
    }
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
    /// For each parameter of the flow the variable of its value, and what a string interpolates.
    by_param: Vec<Option<Local>>,
    declarations: String,
}

#[derive(Debug, Clone)]
struct Local {
    value: String,
    text: String,
    kind: ParamKind,
}

impl Locals {
    /// The variables for a function that uses parameters so.
    pub(super) fn new(params: &[Argument<'_>], names: &[String], uses: fn(&Argument<'_>) -> Use) -> Self {
        let mut scope = Scope::new(TAKEN, "_");
        let mut this = Self { by_param: Vec::new(), declarations: String::new() };
        let used: Vec<_> = params.iter().zip(names).filter(|(it, _)| uses(it).is_any()).collect();
        if used.is_empty() {
            if !params.is_empty() {
                this.declarations.push_str("  checked(params);\n");
            }
            return this;
        }
        let mut bindings = Vec::new();
        let mut texts = String::new();
        for (it, name) in used {
            let value = scope.name(name);
            let mut binding = if value == *name { value.clone() } else { format!("{name}: {value}") };
            if let Some(default) = &it.param.default {
                let _ = write!(binding, " = {}", literal(default));
            }
            bindings.push(binding);
            let mut text = value.clone();
            if let Some(Literal::Number(spelt)) = it.param.default.as_ref().filter(|_| uses(it).text)
                && !shows_as_spelt(spelt)
            {
                text = scope.name(&format!("{name}Text"));
                let _ =
                    writeln!(texts, "  const {text} = {value} === {spelt} ? \"{spelt}\" : String({value});");
            }
            let at = it.id.0 as usize;
            this.by_param.resize(this.by_param.len().max(at + 1), None);
            if let Some(slot) = this.by_param.get_mut(at) {
                *slot = Some(Local { value, text, kind: it.param.kind });
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

    /// The statements that declare them.
    pub(super) fn declare(&self, out: &mut String) {
        out.push_str(&self.declarations);
    }

    fn of(&self, id: ParamId) -> Option<&Local> {
        self.by_param.get(id.0 as usize)?.as_ref()
    }
}

impl Syntax for Locals {
    const INDENT: usize = 2;
    const BOOLS: [&'static str; 2] = ["true", "false"];
    const NULL: &'static str = "null";

    fn key(&self, key: &str, out: &mut String) {
        strings::key(key, out);
    }

    fn string(&self, text: &str, out: &mut String) {
        strings::string(text, out);
    }

    fn text(&self, prefix: &str, text: &Text, out: &mut String) {
        match text.parts.as_slice() {
            [] => return strings::string(prefix, out),
            [TextPart::Literal(literal)] => return strings::string(&format!("{prefix}{literal}"), out),
            [TextPart::Param(Some(id))] if prefix.is_empty() => {
                if let Some(local) = self.of(*id).filter(|local| local.kind == ParamKind::String) {
                    return out.push_str(&local.value);
                }
            }
            _ => {}
        }
        out.push('`');
        strings::chars(prefix, '`', out);
        for part in &text.parts {
            match part {
                TextPart::Literal(literal) => strings::chars(literal, '`', out),
                TextPart::Param(id) => {
                    if let Some(local) = id.and_then(|id| self.of(id)) {
                        let _ = write!(out, "${{{}}}", local.text);
                    }
                }
            }
        }
        out.push('`');
    }

    fn param(&self, id: ParamId, out: &mut String) {
        out.push_str(self.of(id).map_or(Self::NULL, |local| &local.value));
    }
}
