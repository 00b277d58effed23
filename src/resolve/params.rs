//! Owns parameters: their declarations, the values that the caller gives, and every place that mentions one.

use std::collections::HashMap;

use indexmap::IndexMap;

use super::imports::Loaded;
use super::options::{Options, ParamValue};
use super::suggest::Suggest;
use super::targets::Targets;
use super::text::docs;
use super::wording::{hint, one_of, quote};
use crate::diag::{Diagnostic, Edit, same_letters};
use crate::flow::{Exactness, Literal, Param, ParamId, ParamKind, exactness};
use crate::source::Span;
use crate::syntax::ast::{self, StatementKind, ValueKind};
use crate::syntax::quote::quoted;

crate::code! {
    /// Two parameters have the same name, in one file or in a file and one that it imports. Parameters of a flow and its
    /// imports share one space.
    ///
    /// ```fsflow wrong
    /// param shop = "the shop"
    /// param shop = "the store"
    /// start -> closing
    /// closing: conversation "Thank the user in the name of ${shop}." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// param shop = "the shop"
    /// start -> closing
    /// closing: conversation "Thank the user in the name of ${shop}." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static DUPLICATE_PARAM = error "duplicate-param";
}

crate::code! {
    /// A string or field mentions a parameter that no file of the flow declares. Text that only looks like a parameter is
    /// written `\${…}`.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// closing: conversation "Thank the user in the name of ${shop}." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// param shop = "the shop"
    /// start -> closing
    /// closing: conversation "Thank the user in the name of ${shop}." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static UNKNOWN_PARAM = error "unknown-param";
}

crate::code! {
    /// A parameter has no default and nobody gave it a value, so the JSON can't be written. `fsflowc build` takes values
    /// with `--set NAME=VALUE` or `--params FILE.json`; generated code takes them as arguments instead.
    ///
    /// ```fsflow wrong
    /// param shop
    /// start -> closing
    /// closing: conversation "Thank the user in the name of ${shop}." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// param shop = "the shop"
    /// start -> closing
    /// closing: conversation "Thank the user in the name of ${shop}." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static PARAM_WITHOUT_VALUE = error "param-without-value";
}

crate::code! {
    /// The default of a parameter, or the value that was given for it, is not of the parameter's type. A value that comes
    /// with `--set` is read as the type asks; one from a `--params` file must have that type.
    ///
    /// ```fsflow wrong
    /// param code_length: number = "six"
    /// start -> email
    /// email: enter_email -> < entered: check, canceled: closing >
    /// check: email_otp { otp_length: ${code_length} } -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// param code_length: number = 6
    /// start -> email
    /// email: enter_email -> < entered: check, canceled: closing >
    /// check: email_otp { otp_length: ${code_length} } -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static WRONG_PARAM_VALUE = error "wrong-param-value";
}

/// How many further places one diagnostic names.
const SHOWN: usize = 3;

/// Who mentions a parameter when no node does.
pub(super) const NO_NODE: u32 = u32::MAX;

/// The parameters of a flow and who mentions them.
#[derive(Debug)]
pub(super) struct Params {
    list: Vec<Param>,
    states: Vec<State>,
    names: HashMap<String, ParamId>,
    unknown: IndexMap<String, Vec<Span>>,
    /// The number of the node that is being resolved, or [`NO_NODE`].
    pub(super) owner: u32,
    /// Where a declaration can be added.
    home: Option<Home>,
    values_wanted: bool,
    flow_alone: bool,
    missing: bool,
}

/// Where a declaration can be added.
#[derive(Debug, Clone, Copy)]
enum Home {
    /// On the line below this place.
    Below(Span),
    /// On a line above this place.
    Above(Span),
}

/// What the resolution knows of a parameter beyond its meaning.
#[derive(Debug)]
struct State {
    /// Its type was reported as unknown, so that no use of it can be wrong.
    untyped: bool,
    /// Its value was reported as wrong, so that it does not miss one.
    faulty: bool,
    /// The nodes that mention it.
    owners: Vec<u32>,
}

impl Params {
    /// Collects the declarations of all files and gives each its value.
    pub(super) fn declare(
        loaded: &Loaded,
        options: &Options,
        suggest: &mut Suggest,
        out: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut this = Self {
            list: Vec::new(),
            states: Vec::new(),
            names: HashMap::new(),
            unknown: IndexMap::new(),
            owner: NO_NODE,
            home: home(loaded),
            values_wanted: options.values.is_some(),
            flow_alone: options.flow_alone,
            missing: loaded.missing,
        };
        for (number, (_, file)) in loaded.trees.iter().enumerate() {
            for statement in &file.statements {
                if let StatementKind::Param(param) = &statement.kind {
                    this.add(statement, param, number > 0, options, suggest, out);
                }
            }
        }
        this
    }

    fn add(
        &mut self,
        statement: &ast::Statement,
        param: &ast::Param,
        imported: bool,
        options: &Options,
        suggest: &mut Suggest,
        out: &mut Vec<Diagnostic>,
    ) {
        let name = param.name.text.as_str();
        if let Some(first) = self.names.get(name).and_then(|id| self.list.get(id.0 as usize)) {
            out.push(duplicate(name, param.name.span, first.name_span));
            return;
        }
        let mut state = State { untyped: false, faulty: false, owners: Vec::new() };
        let declared = param.ty.as_ref().and_then(|ty| {
            let kind = kind(ty, suggest, out);
            state.untyped = kind.is_none();
            kind
        });
        let default = param.default.as_ref().and_then(|value| {
            let default = default(param, value, declared, out);
            state.faulty = default.is_none();
            default
        });
        let kind = declared.or(default.as_ref().map(Literal::kind)).unwrap_or(ParamKind::String);
        let given = options.values.as_ref().and_then(|values| values.get(name));
        let value = match given {
            Some(given) if !state.untyped => {
                let value = read(given, kind);
                if value.is_none() {
                    out.push(wrong_given(param, given, kind));
                    state.faulty = true;
                }
                value
            }
            _ => default.clone(),
        };
        let id = ParamId(self.list.len() as u32);
        self.names.insert(name.to_owned(), id);
        self.states.push(state);
        self.list.push(Param {
            name: name.to_owned(),
            name_span: param.name.span,
            statement: statement.span,
            docs: docs(&statement.docs),
            kind,
            default,
            value,
            uses: Vec::new(),
            imported,
        });
    }

    /// Takes note of a place that mentions a parameter, and gives the parameter. An undeclared one is reported at the end,
    /// once for all its places.
    pub(super) fn mention(&mut self, name: &ast::Name) -> Option<ParamId> {
        let Some(id) = self.names.get(name.text.as_str()).copied() else {
            self.unknown.entry(name.text.clone()).or_default().push(name.span);
            return None;
        };
        if let Some(param) = self.list.get_mut(id.0 as usize) {
            param.uses.push(name.span);
        }
        let state = self.states.get_mut(id.0 as usize);
        if let Some(state) = state.filter(|state| state.owners.last() != Some(&self.owner)) {
            state.owners.push(self.owner);
        }
        Some(id)
    }

    /// The parameter, unless its type was reported as unknown.
    pub(super) fn typed(&self, id: ParamId) -> Option<&Param> {
        let untyped = self.states.get(id.0 as usize).is_some_and(|state| state.untyped);
        self.list.get(id.0 as usize).filter(|_| !untyped)
    }

    /// Reports undeclared parameters and missing values. `kept` are the nodes that stay in the flow, in order; `targets` knows
    /// what statements that could not be read may have declared.
    pub(super) fn finish(
        self,
        kept: &[u32],
        targets: &Targets<'_>,
        suggest: &mut Suggest,
        out: &mut Vec<Diagnostic>,
    ) -> Vec<Param> {
        let Self { mut list, states, unknown, home, values_wanted, flow_alone, missing, .. } = self;
        for (name, uses) in &unknown {
            if !missing && !targets.is_hidden(name) {
                let diagnostic = undeclared(name, uses, &list, home, suggest);
                let is_meant =
                    |param: &&mut Param| diagnostic.related.iter().any(|label| label.span == param.name_span);
                // A parameter whose name is misspelt where it is used is not unused as well.
                if let Some(param) = list.iter_mut().find(is_meant) {
                    param.uses.extend(uses);
                }
                out.push(diagnostic);
            }
        }
        let is_kept = |owner: &u32| match *owner {
            NO_NODE => !flow_alone,
            owner => kept.binary_search(&owner).is_ok(),
        };
        let mut lacking: Vec<&Param> = Vec::new();
        for param in &mut list {
            param.uses.sort_unstable();
        }
        for (param, state) in list.iter().zip(&states) {
            let needed = state.owners.iter().any(is_kept);
            if values_wanted && needed && param.value.is_none() && !state.faulty && !state.untyped {
                lacking.push(param);
            }
        }
        out.extend(without_value(&lacking));
        list
    }
}

/// Below the last `param` or `api` of the flow's own file, or above its first statement.
fn home(loaded: &Loaded) -> Option<Home> {
    let (_, file) = loaded.trees.first()?;
    let is_head = |kind: &StatementKind| matches!(kind, StatementKind::Param(_) | StatementKind::Api(_));
    match file.statements.iter().rfind(|statement| is_head(&statement.kind)) {
        Some(head) => Some(Home::Below(head.span.at_end())),
        None => {
            let first = file.statements.first()?;
            let docs = first.docs.iter().map(|doc| doc.span);
            let start = docs.chain(first.allows.iter().map(|allow| allow.span)).min();
            Some(Home::Above(start.unwrap_or(first.span).at_start()))
        }
    }
}

/// What people call the types elsewhere.
static SYNONYMS: &[(&str, ParamKind)] = &[
    ("str", ParamKind::String),
    ("text", ParamKind::String),
    ("int", ParamKind::Number),
    ("integer", ParamKind::Number),
    ("float", ParamKind::Number),
    ("double", ParamKind::Number),
    ("decimal", ParamKind::Number),
    ("bool", ParamKind::Boolean),
];

fn kind(ty: &ast::Name, suggest: &mut Suggest, out: &mut Vec<Diagnostic>) -> Option<ParamKind> {
    let found = ParamKind::ALL.into_iter().find(|kind| kind.word() == ty.text);
    if found.is_none() {
        let words = ParamKind::ALL.map(ParamKind::word);
        let synonym = SYNONYMS.iter().find(|(word, _)| word.eq_ignore_ascii_case(&ty.text));
        let near = synonym.map(|(_, kind)| kind.word()).or_else(|| suggest.near(&ty.text, words));
        let message = format!("{} is not a type of parameter", quote(&ty.text));
        let mut diagnostic = Diagnostic::new(&super::unknown_type::UNKNOWN_TYPE, ty.span, message)
            .label("not known")
            .help(format!("a parameter is a {}", one_of(words)));
        if let Some(near) = near {
            diagnostic = diagnostic
                .fix(format!("make it a {near}"), ty.span, near)
                .safe_if(synonym.is_some() || same_letters(&ty.text, near));
        }
        out.push(diagnostic);
    }
    found
}

fn default(
    param: &ast::Param,
    value: &ast::Value,
    declared: Option<ParamKind>,
    out: &mut Vec<Diagnostic>,
) -> Option<Literal> {
    let wrong = |message: String| {
        Diagnostic::new(&WRONG_PARAM_VALUE, value.span, message)
            .label("not a plain value")
            .help("the default is a string, a number, `true` or `false`")
    };
    let literal = match &value.kind {
        ValueKind::Missing => return None,
        ValueKind::Text(text) => text.as_literal().map(|text| Literal::Text(text.to_owned())),
        ValueKind::Number(number) => Some(Literal::Number(number.clone())),
        ValueKind::Bool(value) => Some(Literal::Bool(*value)),
        ValueKind::Word(word) => {
            let message = format!("the default of {} is a bare word", quote(&param.name.text));
            out.push(wrong(message).fix("put it in quotes", value.span, quoted(word)).safe());
            return None;
        }
        _ => None,
    };
    let Some(literal) = literal else {
        out.push(wrong(format!("the default of {} is not a plain value", quote(&param.name.text))));
        return None;
    };
    match (declared, &param.ty) {
        (Some(kind), Some(ty)) if kind != literal.kind() => {
            out.push(wrong_default(param, value, &literal, kind, ty.span));
            None
        }
        _ => Some(literal),
    }
}

fn wrong_default(
    param: &ast::Param,
    value: &ast::Value,
    literal: &Literal,
    kind: ParamKind,
    ty: Span,
) -> Diagnostic {
    let found = literal.kind().word();
    let message =
        format!("the default of {} is a {found}, its type is `{}`", quote(&param.name.text), kind.word());
    let diagnostic = Diagnostic::new(&WRONG_PARAM_VALUE, value.span, message)
        .label(format!("a {found}"))
        .related(ty, "declared here");
    let help = format!("write a {} or change the type", kind.word());
    match (kind, read(&ParamValue::Raw(literal.as_text().to_owned()), kind)) {
        (ParamKind::String, Some(text)) => {
            diagnostic.help(help).fix("put it in quotes", value.span, quoted(text.as_text())).safe()
        }
        (_, Some(plain)) => {
            diagnostic.help(help).fix("remove the quotes", value.span, plain.as_text()).safe()
        }
        (_, None) => diagnostic.help(help).fix(format!("make it a {found}"), ty, found),
    }
}

/// The value as the parameter's type asks; `None` when it is not of that type.
fn read(given: &ParamValue, kind: ParamKind) -> Option<Literal> {
    match (given, kind) {
        (ParamValue::Typed(Literal::Number(number)), ParamKind::Number) => exact(number),
        (ParamValue::Typed(literal), kind) => (literal.kind() == kind).then(|| literal.clone()),
        (ParamValue::Raw(text), ParamKind::String) => Some(Literal::Text(text.clone())),
        (ParamValue::Raw(text), ParamKind::Number) => {
            let number = text.trim();
            let parsed: Option<&serde_json::value::RawValue> = serde_json::from_str(number).ok();
            let digits = number.starts_with(|ch: char| ch == '-' || ch.is_ascii_digit());
            if parsed.is_some() && digits { exact(number) } else { None }
        }
        (ParamValue::Raw(text), ParamKind::Boolean) => match text.trim() {
            "true" => Some(Literal::Bool(true)),
            "false" => Some(Literal::Bool(false)),
            _ => None,
        },
    }
}

/// A number that comes out of JSON, JavaScript and Python as it went in. None of them keeps a negative zero.
fn exact(number: &str) -> Option<Literal> {
    let is_zero = number.parse::<f64>() == Ok(0.0);
    let plain = if is_zero { number.trim_start_matches('-') } else { number };
    (exactness(number) == Exactness::Exact).then(|| Literal::Number(plain.to_owned()))
}

fn wrong_given(param: &ast::Param, given: &ParamValue, kind: ParamKind) -> Diagnostic {
    let name = quote(&param.name.text);
    let number = match given {
        ParamValue::Raw(text) => text.trim(),
        ParamValue::Typed(Literal::Number(number)) => number,
        ParamValue::Typed(_) => "",
    };
    if kind == ParamKind::Number && number.parse::<f64>().is_ok() && exactness(number) != Exactness::Exact {
        let message = match exactness(number) {
            Exactness::Infinite => format!("the number {} given for {name} is too large", quote(number)),
            _ => format!("the number {} given for {name} loses digits", quote(number)),
        };
        return Diagnostic::new(&WRONG_PARAM_VALUE, param.name.span, message)
            .label("a number")
            .help("readers of JSON hold about 16 digits; give it as a string");
    }
    let message = match given {
        ParamValue::Raw(text) => {
            format!("the value {} given for {name} is not a {}", quote(text), kind.word())
        }
        ParamValue::Typed(literal) => {
            format!("the value given for {name} is a {}, not a {}", literal.kind().word(), kind.word())
        }
    };
    Diagnostic::new(&WRONG_PARAM_VALUE, param.name.span, message).label(format!("a {}", kind.word())).help(
        match kind {
            ParamKind::String => "give a string",
            ParamKind::Number => "give a number such as 4 or 2.5",
            ParamKind::Boolean => "give `true` or `false`",
        },
    )
}

fn duplicate(name: &str, second: Span, first: Span) -> Diagnostic {
    Diagnostic::new(&DUPLICATE_PARAM, second, format!("the parameter {} is declared twice", quote(name)))
        .label("declared again")
        .related(first, "first declared here")
        .help("remove one of them or give it another name")
}

/// One message for all of them, with what has to be added to the command line.
fn without_value(lacking: &[&Param]) -> Option<Diagnostic> {
    let (first, more) = lacking.split_first()?;
    let names: Vec<String> = lacking.iter().map(|param| quote(&param.name)).collect();
    let message = match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => {
            format!("the parameters {} and {last} have no value", rest.join(", "))
        }
        _ => format!("the parameter {} has no value", names.concat()),
    };
    let flags: Vec<String> = lacking.iter().map(|param| format!("--set {}=…", param.name)).collect();
    let help = match more {
        [] => format!("give one with `{}`, or write a default: `= …`", flags.concat()),
        _ => format!("add `{}`, or `--params FILE.json` with all of them", flags.join(" ")),
    };
    let diagnostic = Diagnostic::new(&PARAM_WITHOUT_VALUE, first.name_span, message);
    let others = more.iter().take(SHOWN);
    let diagnostic = others.fold(diagnostic, |it, param| it.related(param.name_span, "no default"));
    Some(diagnostic.label("no default").help(help))
}

fn undeclared(
    name: &str,
    uses: &[Span],
    list: &[Param],
    home: Option<Home>,
    suggest: &mut Suggest,
) -> Diagnostic {
    let first = uses.first().copied().unwrap_or_default();
    let message = format!("there is no parameter {}", quote(name));
    let mut diagnostic = Diagnostic::new(&UNKNOWN_PARAM, first, message).label("not declared");
    for more in uses.iter().skip(1).take(SHOWN) {
        diagnostic = diagnostic.related(*more, "and here");
    }
    let near = suggest.near(name, list.iter().map(|param| param.name.as_str()));
    if let Some(near) = near {
        let declared = list.iter().find(|param| param.name == near);
        if let Some(param) = declared {
            diagnostic = diagnostic.related(param.name_span, format!("{} is declared here", quote(near)));
        }
        let text = format!("${{{near}}}");
        let edits = uses.iter().map(|span| Edit { span: *span, text: text.clone() }).collect();
        return diagnostic.help(hint(name, near)).fix_all(format!("use `{near}`"), edits);
    }
    let diagnostic =
        diagnostic.help(format!("declare it: `param {name}`; literal text is written `\\${{{name}}}`"));
    match home {
        Some(Home::Below(place)) => diagnostic.fix("declare it", place, format!("\nparam {name}")),
        Some(Home::Above(place)) => diagnostic.fix("declare it", place, format!("param {name}\n\n")),
        None => diagnostic,
    }
}
