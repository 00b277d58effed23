//! From what the grammar matched to the tree: statements, and the parts of a node.

use pest::iterators::Pair;

use super::context::Lower;
use crate::catalog::{self, NEWEST};
use crate::diag::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{Block, Name, Node, Param, Prompt, StatementKind, Text, Value, ValueKind};
use crate::syntax::grammar::Rule;
use crate::syntax::quote::quoted;
use crate::syntax::words::{Position, is_identifier, spell};
use crate::syntax::{codes, errors};

impl Lower<'_, '_> {
    /// Any statement.
    pub(super) fn statement(&mut self, pair: Pair<'_, Rule>) -> StatementKind {
        match pair.as_rule() {
            Rule::api => {
                let help = format!("write `api \"{NEWEST}\"`");
                self.with_text(pair, "the version", &help, StatementKind::Api)
            }
            Rule::import => self.import(pair),
            Rule::param => self.param(pair),
            Rule::session => self.session(pair),
            Rule::decide => self.decide(pair),
            Rule::ensure => self.ensure(pair),
            Rule::test => self.test(pair),
            _ => self.node(pair),
        }
    }

    /// `keyword "text"`
    fn with_text(
        &mut self,
        pair: Pair<'_, Rule>,
        what: &str,
        help: &str,
        kind: fn(Text) -> StatementKind,
    ) -> StatementKind {
        let span = self.trimmed(&pair);
        let Some(inner) = pair.into_inner().next() else {
            self.loss(errors::missing(span, what, help));
            return StatementKind::Broken(None);
        };
        let place = self.span(&inner);
        let raw = inner.as_str().to_owned();
        if matches!(inner.as_rule(), Rule::number | Rule::wrong_number | Rule::path | Rule::unquoted) {
            let quoted = format!("\"{raw}\"");
            let diagnostic = Diagnostic::new(&codes::SYNTAX, place, format!("{what} stands in quotes"));
            self.error(diagnostic.help(help).fix("add the quotes", place, quoted).safe());
            return kind(Text { span: place, ..Text::built(raw) });
        }
        match self.value(inner) {
            Value { kind: ValueKind::Text(text), .. } => kind(text),
            _ => {
                self.loss(errors::unexpected(place, &raw, what).help(help));
                StatementKind::Broken(None)
            }
        }
    }

    /// `import "./file.fsflow"`, and what other languages write for it.
    fn import(&mut self, pair: Pair<'_, Rule>) -> StatementKind {
        let whole = self.trimmed(&pair);
        let mut inner = pair.clone().into_inner().peekable();
        let found = inner.find(|it| {
            matches!(
                it.as_rule(),
                Rule::wrong_from | Rule::wrong_names | Rule::path | Rule::unquoted | Rule::wrong_include
            )
        });
        let Some(found) = found else {
            return self.with_text(
                pair,
                "the path",
                "write `import \"./file.fsflow\"`",
                StatementKind::Import,
            );
        };
        let last = found.clone().into_inner().last().or_else(|| pair.clone().into_inner().last());
        let (place, raw) =
            last.map_or((whole, String::new()), |last| (self.span(&last), last.as_str().to_owned()));
        let path = file_path(raw.trim_matches(['"', '\'', ';']));
        let message = match found.as_rule() {
            Rule::wrong_include => "another file is brought in with `import`",
            Rule::wrong_from | Rule::wrong_names => "`import` brings in all of a file, by its path alone",
            _ => "the path of a file stands in quotes",
        };
        let text = format!("import {}", quoted(&path));
        let line =
            Span { end: whole.start + self.slice(whole).trim_end_matches([';', ' ']).len() as u32, ..whole };
        self.error(
            Diagnostic::new(&codes::SYNTAX, line, message)
                .help(format!("write `{text}`"))
                .fix(format!("write `{text}`"), line, text)
                .safe(),
        );
        StatementKind::Import(Text { span: place, ..Text::built(path) })
    }

    fn param(&mut self, pair: Pair<'_, Rule>) -> StatementKind {
        let span = self.trimmed(&pair);
        let mut name = None;
        let mut ty = None;
        let mut default = None;
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::wrong_param => {
                    let place = self.trimmed(&inner);
                    self.error(errors::wrong_param(place, self.slice(place)));
                }
                Rule::param_type => ty = inner.into_inner().next().map(|ident| self.name(ident)),
                Rule::bare_type => ty = self.bare_type(inner, name.as_ref()),
                Rule::default => default = self.default(inner),
                _ => name = Some(self.name(inner)),
            }
        }
        let Some(name) = name else {
            self.loss(errors::missing(
                span,
                "the name of the parameter",
                "write `param name` or `param name: number = 3`",
            ));
            return StatementKind::Broken(None);
        };
        if !is_identifier(&name.text) {
            let help = "a parameter's name is a word of letters, digits and `_`";
            self.error(errors::unexpected(name.span, &name.text, "a word").help(help));
        }
        StatementKind::Param(Box::new(Param { name, ty, default }))
    }

    fn default(&mut self, pair: Pair<'_, Rule>) -> Option<Value> {
        let span = self.trimmed(&pair);
        let mut value = None;
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::wrong_equals => self.error(errors::wrong_equals(self.span(&inner))),
                _ => value = Some(self.value(inner)),
            }
        }
        if value.is_none() {
            self.error(errors::missing(span, "the default", "write a string, a number, `true` or `false`"));
        }
        value
    }

    fn session(&mut self, pair: Pair<'_, Rule>) -> StatementKind {
        let span = self.trimmed(&pair);
        let mut block = None;
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::wrong_colon => self.no_colon("session", self.span(&inner)),
                Rule::object => block = Some(self.block(inner)),
                _ => {}
            }
        }
        if block.is_none() {
            self.loss(errors::missing(span, "the block of settings", "write `session { … }`"));
        }
        StatementKind::Session(block.unwrap_or_else(|| Block { span, entries: Vec::new() }))
    }

    pub(super) fn no_colon(&mut self, keyword: &str, span: Span) {
        let found = self
            .source
            .get(span.start as usize - self.base..span.end as usize - self.base)
            .unwrap_or("")
            .to_owned();
        let help = format!("write `{keyword}` without it");
        let message = format!("`{found}` can't stand after `{keyword}`");
        self.error(
            Diagnostic::new(&codes::WRONG_SEPARATOR, span, message)
                .help(help)
                .fix("remove it", span, "")
                .safe(),
        );
    }

    // ---- Nodes

    fn node(&mut self, pair: Pair<'_, Rule>) -> StatementKind {
        let mut parts = Parts::default();
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::wrong_equal_sign => self.error(errors::wrong_colon(self.span(&inner), inner.as_str())),
                Rule::node_type => parts.ty = inner.into_inner().next().map(|ident| self.name(ident)),
                Rule::bare_type => parts.ty = self.bare_type(inner, parts.id.as_ref()),
                Rule::prompt => self.prompt(inner, &mut parts),
                Rule::object => self.fields(inner, &mut parts),
                Rule::routes => self.node_routes(inner, &mut parts),
                _ => parts.id = Some(self.name(inner)),
            }
        }
        let Some(mut id) = parts.id.take() else { return StatementKind::Broken(None) };
        if let Some(ty) = parts
            .ty
            .as_mut()
            .filter(|ty| !ty.quoted && is_speaking(&id) && catalog::node_type(&ty.text).is_none())
            && self.colon_after(&id).is_none()
        {
            std::mem::swap(&mut id, ty);
        }
        parts.colon = self.colon_after(&id);
        match self.misread_keyword(&id, &mut parts) {
            Some(kind) => kind,
            None => {
                self.check_type(&id, &mut parts);
                let Parts { ty, prompt, fields, routes, .. } = parts;
                StatementKind::Node(Box::new(Node { id, ty, prompt, fields, routes }))
            }
        }
    }

    fn colon_after(&self, id: &Name) -> Option<Span> {
        let from = id.span.end as usize - self.base;
        let rest = self.source.get(from..)?;
        let colon = rest.len() - rest.trim_start().len();
        let rest = rest.trim_start();
        (rest.starts_with(':') || (rest.starts_with('=') && !rest.starts_with("=>")))
            .then(|| self.at(from + colon, from + colon + 1))
    }

    /// A type without the colon before it.
    fn bare_type(&mut self, pair: Pair<'_, Rule>, before: Option<&Name>) -> Option<Name> {
        let ident = pair.into_inner().find(|inner| inner.as_rule() == Rule::ident)?;
        let name = self.name(ident);
        if let Some(ty) =
            before.filter(|before| is_speaking(before) && catalog::node_type(&name.text).is_none())
        {
            let text = format!("{}: {}", spell(&name.text, Position::NodeId), ty.text);
            self.error(
                Diagnostic::new(&codes::CLAUSE_ORDER, ty.span.to(name.span), "the id stands before the type")
                    .help(format!("write `{text}`"))
                    .fix(format!("write `{text}`"), ty.span.to(name.span), text)
                    .safe(),
            );
            return Some(name);
        }
        let place = before.map_or(name.span.at_start(), |before| before.span.at_end());
        let diagnostic =
            Diagnostic::new(&codes::WRONG_SEPARATOR, name.span, "`:` is missing before the type");
        self.error(diagnostic.help("write `name: type`").fix("add the colon", place, ":"));
        Some(name)
    }

    fn prompt(&mut self, pair: Pair<'_, Rule>, parts: &mut Parts) {
        let mut say = None;
        let mut text = None;
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::say => {
                    let span = self.span(&inner);
                    if inner.as_str() != "say" {
                        self.error(errors::keyword_case(span, inner.as_str(), "say"));
                    }
                    say = Some(span);
                }
                Rule::wrong_say_colon => self.no_colon("say", self.span(&inner)),
                Rule::wrong_label => {
                    let place = self.trimmed(&inner);
                    let word = self.slice(place).split([':', '=', ' ']).next().unwrap_or("").to_owned();
                    self.error(errors::prompt_label(place, &word));
                }
                _ => text = Some(self.text(inner)),
            }
        }
        let Some(text) = text else { return };
        if parts.prompt.is_some() {
            self.loss(errors::clause_order(text.span, "a node has one prompt"));
            return;
        }
        if parts.fields.is_some() || parts.routes.is_some() {
            self.error(errors::clause_order(text.span, "the prompt stands right after the type"));
        }
        parts.prompt = Some(Prompt { say, text });
    }

    fn fields(&mut self, pair: Pair<'_, Rule>, parts: &mut Parts) {
        let block = self.block(pair);
        if let Some(first) = &mut parts.fields {
            self.error(
                errors::clause_order(block.span, "a node has one field block")
                    .related(first.span, "the first one"),
            );
            first.entries.extend(block.entries);
            return;
        }
        if parts.routes.is_some() {
            self.error(errors::clause_order(block.span, "the field block stands before the routes"));
        }
        parts.fields = Some(block);
    }

    fn node_routes(&mut self, pair: Pair<'_, Rule>, parts: &mut Parts) {
        let routes = self.routes(pair);
        if let Some(first) = &parts.routes {
            let help = match (target_of(first), target_of(&routes)) {
                (Some(one), Some(two)) => format!(
                    "each node says itself where it leads: write `-> {two}` in the statement of `{one}`"
                ),
                _ => "write one `->`, and several outcomes as `-> < outcome: target, … >`".to_owned(),
            };
            let diagnostic = errors::clause_order(routes.span, "a node has its routes once").help(help);
            self.loss(diagnostic.related(first.span, "the first ones"));
            return;
        }
        parts.routes = Some(routes);
    }

    /// `api: "…"`, `import: "…"` and `session: { … }`, which the grammar reads as nodes.
    fn misread_keyword(&mut self, id: &Name, parts: &mut Parts) -> Option<StatementKind> {
        let colon = parts.colon.filter(|_| !id.quoted)?;
        let quoted_type = parts.ty.as_ref().filter(|ty| ty.quoted && parts.is_bare());
        match (id.text.as_str(), quoted_type) {
            ("session", None) if parts.ty.is_none() && parts.prompt.is_none() && parts.routes.is_none() => {
                let block = parts.fields.take()?;
                self.no_colon("session", colon);
                Some(StatementKind::Session(block))
            }
            ("api", Some(ty)) => {
                let text = Text { span: ty.span, ..Text::built(ty.text.clone()) };
                self.no_colon("api", colon);
                Some(StatementKind::Api(text))
            }
            ("import", Some(ty)) => {
                let text = Text { span: ty.span, ..Text::built(ty.text.clone()) };
                self.no_colon("import", colon);
                Some(StatementKind::Import(text))
            }
            _ => None,
        }
    }

    /// `id:` without a type, and `id: "prompt"`.
    fn check_type(&mut self, id: &Name, parts: &mut Parts) {
        let Some(colon) = parts.colon else { return };
        if let Some(prompt) = &mut parts.prompt
            && let Some(say) = parts.ty.take_if(|ty| ty.is_keyword("say"))
        {
            prompt.say = Some(say.span);
        }
        match &parts.ty {
            None => {
                let rest = parts.routes.as_ref().map(|routes| routes.span);
                if let Some(diagnostic) =
                    parts.fields.as_ref().and_then(|block| self.json_node(id, block, rest))
                {
                    self.loss(diagnostic);
                    return;
                }
                let help = format!(
                    "write the node's type after the colon: `{0}: conversation`; where the id is the type, no colon follows: `{0}`",
                    id.text
                );
                self.loss(errors::missing(colon, "the type", help));
            }
            Some(ty) if ty.quoted && parts.prompt.is_none() && !could_be_type(&ty.text) => {
                let span = ty.span;
                let help =
                    format!("write the node's type before the prompt: `{}: conversation \"…\"`", id.text);
                let diagnostic = errors::missing(span, "the type before the prompt", help);
                self.loss(diagnostic.fix("make it a conversation", span.at_start(), "conversation "));
                parts.ty = None;
            }
            Some(_) => {}
        }
    }
}

/// The one node that routes lead to.
fn target_of(routes: &crate::syntax::ast::Routes) -> Option<&str> {
    match &routes.kind {
        crate::syntax::ast::RoutesKind::To(target) => target.name.as_ref().map(|name| name.text.as_str()),
        crate::syntax::ast::RoutesKind::List(_) => None,
    }
}

/// Whether a word is the type of nodes that have a prompt, which nobody calls a node.
fn is_speaking(word: &Name) -> bool {
    !word.quoted && catalog::node_type(&word.text).is_some_and(|row| row.prompt == catalog::Prompt::Required)
}

/// `closings`, `.closings` and `./closings` as the path of a file.
fn file_path(written: &str) -> String {
    let path = if written.contains('/') {
        written.to_owned()
    } else {
        format!("./{}", written.trim_start_matches('.'))
    };
    let path = path.strip_suffix(".fsflow").unwrap_or(&path);
    format!("{path}.fsflow")
}

/// Whether a quoted word is rather a type of a newer API than a prompt.
fn could_be_type(text: &str) -> bool {
    text.starts_with(|ch: char| ch.is_ascii_lowercase())
        && !text.ends_with(['.', ':'])
        && text.chars().all(|ch| ch.is_ascii_alphanumeric() || "_-./:@".contains(ch))
}

/// The parts of a node as they are found.
#[derive(Default)]
struct Parts {
    id: Option<Name>,
    colon: Option<Span>,
    ty: Option<Name>,
    prompt: Option<Prompt>,
    fields: Option<Block>,
    routes: Option<crate::syntax::ast::Routes>,
}

impl Parts {
    /// Whether there is nothing but an id and perhaps a type.
    fn is_bare(&self) -> bool {
        self.prompt.is_none() && self.fields.is_none() && self.routes.is_none()
    }
}
