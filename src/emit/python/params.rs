//! Owns the parameters of a Python module: their class, how they are checked, and how values and strings use them.

use std::fmt::Write;

use super::{KEYWORDS, strings};
use crate::emit::identifiers::{Scope, snake};
use crate::emit::literals::Syntax;
use crate::emit::program::{Argument, Program, Use, shows_as_spelt};
use crate::flow::{Literal, ParamId, ParamKind, Text, TextPart};

/// Names that the class of the parameters needs for its types.
const TYPES: &[&str] = &["bool", "float", "str"];

/// What the parameters are called as attributes.
pub(super) fn names(params: &[Argument<'_>]) -> Vec<String> {
    let mut scope = Scope::new(&[KEYWORDS, TYPES], "_");
    params.iter().map(|it| scope.name(&snake(&it.param.name))).collect()
}

/// The class of all parameters together; nothing without any.
pub(super) fn class(params: &[Argument<'_>], names: &[String], out: &mut String) {
    if params.is_empty() {
        return;
    }
    out.push_str("@dataclass(frozen=True)\nclass Params:\n    \"\"\"The parameters of the flow.\"\"\"\n\n");
    let all = || params.iter().zip(names);
    let required = all().filter(|(it, _)| it.param.default.is_none());
    for (Argument { param, .. }, name) in required.chain(all().filter(|(it, _)| it.param.default.is_some())) {
        let kind = match param.kind {
            ParamKind::String => "str",
            ParamKind::Number => "float",
            ParamKind::Boolean => "bool",
        };
        let _ = write!(out, "    {name}: {kind}");
        if let Some(default) = &param.default {
            let _ = write!(out, " = {}", literal(default));
        }
        out.push('\n');
        strings::docs(&param.docs, "    ", out);
    }
    out.push_str("\n\n");
    if is_optional(params) {
        out.push_str("_DEFAULTS = Params()\n\n\n");
    }
}

/// What the check of the parameters knows of them.
pub(super) fn table(params: &[Argument<'_>], names: &[String], out: &mut String) {
    out.push_str("_PARAMS: Final = (\n");
    for (Argument { param, .. }, name) in params.iter().zip(names) {
        let _ = writeln!(out, "    (\"{name}\", \"{}\"),", param.kind.word());
    }
    out.push_str(")\n\n\n");
}

/// What stands between the parentheses of a function.
pub(super) fn signature(params: &[Argument<'_>]) -> &'static str {
    match params {
        [] => "",
        params if is_optional(params) => "params: Params = _DEFAULTS",
        _ => "params: Params",
    }
}

fn is_optional(params: &[Argument<'_>]) -> bool {
    params.iter().all(|it| it.param.default.is_some())
}

/// Whether a number or a boolean stands in a string, so that its text is asked for.
pub(super) fn need_text(program: &Program<'_>) -> bool {
    let in_text = |it: &&Argument<'_>| it.in_flow.text || it.in_settings.text;
    program.params.iter().filter(in_text).any(|it| it.param.kind != ParamKind::String)
}

fn literal(literal: &Literal) -> String {
    match literal {
        Literal::Text(text) => strings::quoted(text),
        Literal::Number(number) => number.clone(),
        Literal::Bool(true) => "True".to_owned(),
        Literal::Bool(false) => "False".to_owned(),
    }
}

/// How a function writes parameters.
#[derive(Debug)]
pub(super) struct Arguments {
    /// For each parameter of the flow its value, and what a string interpolates.
    by_param: Vec<Option<(String, String, ParamKind)>>,
    declarations: String,
}

impl Arguments {
    /// For a function that uses parameters so.
    pub(super) fn new(params: &[Argument<'_>], names: &[String], uses: fn(&Argument<'_>) -> Use) -> Self {
        let mut this = Self { by_param: Vec::new(), declarations: String::new() };
        let mut scope = Scope::new(&[KEYWORDS, &["params"]], "_");
        for (it, name) in params.iter().zip(names).filter(|(it, _)| uses(it).is_any()) {
            let value = format!("params.{name}");
            let text = match (it.param.kind, &it.param.default) {
                (ParamKind::String, _) => value.clone(),
                (_, Some(Literal::Number(spelt))) if uses(it).text && !shows_as_spelt(spelt) => {
                    let text = scope.name(&format!("{name}_text"));
                    let _ = writeln!(
                        this.declarations,
                        "    {text} = \"{spelt}\" if {value} == {spelt} else _text({value})"
                    );
                    text
                }
                _ => format!("_text({value})"),
            };
            let at = it.id.0 as usize;
            this.by_param.resize(this.by_param.len().max(at + 1), None);
            if let Some(slot) = this.by_param.get_mut(at) {
                *slot = Some((value, text, it.param.kind));
            }
        }
        this
    }

    /// The statements before the values.
    pub(super) fn declare(&self, out: &mut String) {
        out.push_str(&self.declarations);
    }

    fn of(&self, id: ParamId) -> Option<&(String, String, ParamKind)> {
        self.by_param.get(id.0 as usize)?.as_ref()
    }
}

impl Syntax for Arguments {
    const INDENT: usize = 4;
    const BOOLS: [&'static str; 2] = ["True", "False"];
    const NULL: &'static str = "None";

    fn key(&self, key: &str, out: &mut String) {
        strings::string(key, out);
    }

    fn string(&self, text: &str, out: &mut String) {
        strings::string(text, out);
    }

    fn text(&self, prefix: &str, text: &Text, out: &mut String) {
        match text.parts.as_slice() {
            [] => return strings::string(prefix, out),
            [TextPart::Literal(literal)] => return strings::string(&format!("{prefix}{literal}"), out),
            [TextPart::Param(Some(id))] if prefix.is_empty() => {
                return out.push_str(self.of(*id).map_or("\"\"", |(_, text, _)| text));
            }
            _ => {}
        }
        out.push_str("f\"");
        strings::chars_of_template(prefix, out);
        for part in &text.parts {
            match part {
                TextPart::Literal(literal) => strings::chars_of_template(literal, out),
                TextPart::Param(id) => {
                    if let Some((_, text, _)) = id.and_then(|id| self.of(id)) {
                        let _ = write!(out, "{{{text}}}");
                    }
                }
            }
        }
        out.push('"');
    }

    fn param(&self, id: ParamId, out: &mut String) {
        out.push_str(self.of(id).map_or(Self::NULL, |(value, ..)| value));
    }
}
