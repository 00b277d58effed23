//! The parameters of a Python module: their class, how they are checked, and how values and strings use them.

use std::fmt::Write;

use super::strings;
use super::words::{KEYWORDS, TYPES};
use crate::emit::code::bounds::Bounds;
use crate::emit::code::identifiers::{Scope, snake};
use crate::emit::code::ir::{Param, Part, Template, Use};
use crate::emit::code::numbers::shows_as_spelt;
use crate::emit::code::values::Notation;
use crate::flow::{Literal, ParamKind};

/// What the parameters are called as attributes.
pub(super) fn names(params: &[Param<'_>]) -> Vec<String> {
    let mut scope = Scope::new(&[KEYWORDS, TYPES], "_");
    params.iter().map(|it| scope.name(&snake(it.name))).collect()
}

/// The class of all parameters together; nothing without any.
pub(super) fn class(params: &[Param<'_>], names: &[String], out: &mut String) {
    if params.is_empty() {
        return;
    }
    out.push_str("@dataclass(frozen=True)\nclass Params:\n    \"\"\"The parameters of the flow.\"\"\"\n\n");
    let all = || params.iter().zip(names);
    let required = all().filter(|(it, _)| it.default.is_none());
    for (param, name) in required.chain(all().filter(|(it, _)| it.default.is_some())) {
        let words = param.bounds.words.as_ref().filter(|words| !words.is_empty());
        let kind = match (param.kind, words) {
            (ParamKind::String, Some(words)) => {
                let words: Vec<String> = words.iter().map(|word| strings::quoted(word)).collect();
                format!("Literal[{}]", words.join(", "))
            }
            (ParamKind::String, None) => "str".to_owned(),
            (ParamKind::Number, _) => "float".to_owned(),
            (ParamKind::Boolean, _) => "bool".to_owned(),
        };
        let _ = write!(out, "    {name}: {kind}");
        if let Some(default) = param.default {
            let _ = write!(out, " = {}", literal(default));
        }
        out.push('\n');
        strings::docs(param.docs, "    ", out);
    }
    out.push_str("\n\n");
    if is_optional(params) {
        out.push_str("_DEFAULTS = Params()\n\n\n");
    }
}

/// What the check of the parameters knows of them.
pub(super) fn table(params: &[Param<'_>], names: &[String], out: &mut String) {
    out.push_str("_PARAMS: Final[tuple[_Param, ...]] = (\n");
    for (param, name) in params.iter().zip(names) {
        let Bounds { whole, min, max, words } = &param.bounds;
        let _ = write!(out, "    _Param(\"{name}\", \"{}\"", param.kind.word());
        if let Some(words) = words {
            let words: String = words.iter().map(|word| format!("{}, ", strings::quoted(word))).collect();
            let _ = write!(out, ", words=({})", words.trim_end());
        }
        if *whole {
            out.push_str(", whole=True");
        }
        for (key, bound) in [("min", min), ("max", max)] {
            if let Some(bound) = bound {
                let _ = write!(out, ", {key}={bound}");
            }
        }
        out.push_str("),\n");
    }
    out.push_str(")\n\n\n");
}

/// What stands between the parentheses of a function.
pub(super) fn signature(params: &[Param<'_>]) -> &'static str {
    match params {
        [] => "",
        params if is_optional(params) => "params: Params = _DEFAULTS",
        _ => "params: Params",
    }
}

fn is_optional(params: &[Param<'_>]) -> bool {
    params.iter().all(|it| it.default.is_some())
}

/// Whether a number or a boolean stands in a string, so that its text is asked for.
pub(super) fn need_text(params: &[Param<'_>]) -> bool {
    let in_text = |it: &&Param<'_>| it.in_flow.text || it.in_session.text;
    params.iter().filter(in_text).any(|it| it.kind != ParamKind::String)
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
    /// For each parameter its value, and what a string interpolates.
    by_param: Vec<Option<(String, String, ParamKind)>>,
    declarations: String,
    /// The call that gives the array of nodes.
    call: &'static str,
}

impl Arguments {
    /// For a function that uses parameters so.
    pub(super) fn new(
        params: &[Param<'_>],
        names: &[String],
        uses: fn(&Param<'_>) -> Use,
        call: &'static str,
    ) -> Self {
        let mut this = Self { by_param: vec![None; params.len()], declarations: String::new(), call };
        let mut scope = Scope::new(&[KEYWORDS, &["params"]], "_");
        let all = params.iter().zip(names).zip(&mut this.by_param);
        for ((it, name), slot) in all.filter(|((it, _), _)| uses(it).is_any()) {
            let value = format!("params.{name}");
            let text = match (it.kind, it.default) {
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
            *slot = Some((value, text, it.kind));
        }
        this
    }

    /// The statements before the values.
    pub(super) fn declare(&self, out: &mut String) {
        out.push_str(&self.declarations);
    }

    fn of(&self, param: usize) -> Option<&(String, String, ParamKind)> {
        self.by_param.get(param)?.as_ref()
    }
}

impl Notation for Arguments {
    const INDENT: usize = 4;
    const BOOLS: [&'static str; 2] = ["True", "False"];
    const NULL: &'static str = "None";

    fn key(&self, key: &str, out: &mut String) {
        strings::string(key, out);
    }

    fn text(&self, text: &Template, out: &mut String) {
        match text.0.as_slice() {
            [] => return strings::string("", out),
            [Part::Text(plain)] => return strings::string(plain, out),
            [Part::Param(param)] => {
                return out.push_str(self.of(*param).map_or("\"\"", |(_, text, _)| text));
            }
            _ => {}
        }
        out.push_str("f\"");
        for part in &text.0 {
            match part {
                Part::Text(plain) => strings::chars_of_template(plain, out),
                Part::Param(param) => {
                    if let Some((_, text, _)) = self.of(*param) {
                        let _ = write!(out, "{{{text}}}");
                    }
                }
            }
        }
        out.push('"');
    }

    fn word(&self, word: &str, out: &mut String) {
        strings::string(word, out);
    }

    fn instruction(&self, text: &Template, out: &mut String) {
        out.push_str("_instruction(");
        self.text(text, out);
        out.push(')');
    }

    fn param(&self, param: usize, out: &mut String) {
        out.push_str(self.of(param).map_or(Self::NULL, |(value, ..)| value));
    }

    fn flow(&self, out: &mut String) {
        out.push_str(self.call);
    }
}
