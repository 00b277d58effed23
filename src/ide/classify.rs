//! Which word of a file is what: every word of the tree with its part in the language, in order of place.
//!
//! Highlighting, hover, rename and the outline all need this walk over the tree, so it is written once.

use super::view::View;
use crate::catalog::{self, Kind, NodeType};
use crate::source::Span;
use crate::syntax::ast::{
    Atom, Block, Case, Condition, DecideEntry, Expected, Expression, Field, File, Given, Name, Node, Param,
    Prompt, Reference, Route, RouteHead, RoutesKind, Rule, Statement, StatementKind, Target, Text, TextPart,
    Value, ValueKind, ValuePath,
};
use crate::syntax::words::{BECAUSE, Position, STOPS, is_condition};

/// A word or text and its part in the language.
#[derive(Debug, Clone, Copy)]
pub struct Classified<'a> {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub class: Class<'a>,
}

/// The part that a word has in the language.
#[derive(Debug, Clone, Copy)]
pub enum Class<'a> {
    /// The id of a node, where it is defined.
    Node(&'a Node),
    /// The id of a node, where it is named: a target, or in a condition.
    Mention(&'a Name, Position),
    /// The name of a decision or, where there is none, the id of a node: what `ensure` is about, and what a test expects.
    NodeOrDecision(&'a Name, Position),
    /// The type of a node.
    Type(&'a Node),
    /// An outcome in the routes of a node.
    Outcome(&'a Node, &'a Name),
    /// `else` in the routes of a node.
    Else(&'a Node),
    /// An outcome of a node that is named elsewhere (`node.outcome`).
    AtomOutcome(&'a Name, &'a Name),
    /// The name of a parameter, where it is declared.
    Param(&'a Param),
    /// The name of a parameter between `${` and `}`.
    ParamUse(&'a Name),
    /// The type of a parameter.
    ParamType(&'a Name),
    /// The key of a field; its row unless the key is the author's own or unknown.
    Key(Option<&'static catalog::Field>),
    /// A bare word that is a value; the row of the field that it is the value of.
    Word(Option<&'static catalog::Field>, &'a str),
    /// `true`, `false` or `null`.
    Constant,
    /// A number.
    Number,
    /// A string.
    Text(&'a Text),
    /// The path of an import.
    Import(&'a Text),
    /// The version after `api`.
    Version(&'a Text),
    /// The name of a check in `@allow`.
    Check(&'a Name),
    /// The word before the dot of a reference.
    Source(&'a Name),
    /// The author's key after it.
    SourceKey,
    /// A comparison.
    Operator,
    /// A decision, where it is defined.
    Decision(&'a Name),
    /// The name that `let` gives to a condition.
    Let(&'a Name),
    /// A keyword, as far as the tree knows where it stands.
    Keyword,
}

impl Class<'_> {
    /// Where in the language a name of the author's stands; `None` for everything else.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        match self {
            Self::Node(_) => Some(Position::NodeId),
            Self::Mention(_, position) | Self::NodeOrDecision(_, position) => Some(*position),
            Self::Outcome(..) => Some(Position::Outcome),
            Self::AtomOutcome(..) => Some(Position::ConditionOutcome),
            Self::Param(_) => Some(Position::Param),
            Self::ParamUse(_) => Some(Position::ParamUse),
            Self::Decision(_) => Some(Position::Decision),
            Self::Let(_) => Some(Position::Condition),
            _ => None,
        }
    }
}

/// Gives every place of a file to `visit`, in the order of the statements and, inside a statement, of the text.
pub fn each<'a>(tree: &'a File, visit: &mut dyn FnMut(Classified<'a>)) {
    for statement in &tree.statements {
        of_statement(statement, visit);
    }
}

/// What stands at an offset; at the border of two words the one that begins there.
#[must_use]
pub fn at<'a>(view: &View<'a>, offset: usize) -> Option<Classified<'a>> {
    let mut found: Option<Classified<'a>> = None;
    let touches = |span: Span| span.start as usize <= offset && offset <= span.end as usize;
    for statement in view.tree.statements.iter().filter(|statement| touches(around(statement))) {
        of_statement(statement, &mut |place| {
            let better = found.is_none_or(|found| {
                // A parameter lies inside its text, so the smaller one counts.
                place.span.start >= found.span.start
            });
            if touches(place.span) && better {
                found = Some(place);
            }
        });
    }
    found
}

/// A statement with its `@allow`s.
fn around(statement: &Statement) -> Span {
    statement.allows.first().map_or(statement.span, |allow| allow.span.to(statement.span))
}

/// Gives every place of a statement to `visit`.
pub fn of_statement<'a>(statement: &'a Statement, visit: &mut dyn FnMut(Classified<'a>)) {
    for allow in &statement.allows {
        visit(Classified { span: allow.name.span, class: Class::Check(&allow.name) });
        if let Some(reason) = &allow.reason {
            text(reason, visit);
        }
    }
    let keyword = |length: u32| Span { end: statement.span.start + length, ..statement.span };
    let word = |length: u32, visit: &mut dyn FnMut(Classified<'a>)| {
        visit(Classified { span: keyword(length), class: Class::Keyword })
    };
    match &statement.kind {
        StatementKind::Api(version) => {
            word(3, visit);
            visit(Classified { span: version.span, class: Class::Version(version) });
        }
        StatementKind::Import(path) => {
            visit(Classified { span: opening(statement.span, 6, path.span), class: Class::Keyword });
            visit(Classified { span: path.span, class: Class::Import(path) });
        }
        StatementKind::Param(param) => {
            visit(Classified { span: opening(statement.span, 5, param.name.span), class: Class::Keyword });
            visit(Classified { span: param.name.span, class: Class::Param(param) });
            if let Some(ty) = &param.ty {
                visit(Classified { span: ty.span, class: Class::ParamType(ty) });
            }
            if let Some(default) = &param.default {
                value(None, None, default, visit);
            }
        }
        StatementKind::Session(fields) => {
            word(7, visit);
            block(Some(catalog::SETTINGS), fields, visit);
        }
        StatementKind::Node(node) => of_node(node, visit),
        StatementKind::Decide(decide) => {
            visit(Classified { span: decide.keyword, class: Class::Keyword });
            decide.entries.iter().for_each(|entry| decide_entry(entry, visit));
        }
        StatementKind::Ensure(ensure) => {
            visit(Classified { span: ensure.keyword, class: Class::Keyword });
            match &ensure.subject {
                Atom { node, outcome: None, .. } => {
                    let class = Class::NodeOrDecision(node, Position::Condition);
                    visit(Classified { span: node.span, class });
                }
                subject => atom(subject, visit),
            }
            expression(&ensure.condition, visit);
        }
        StatementKind::Test(test) => {
            visit(Classified { span: test.keyword, class: Class::Keyword });
            text(&test.name, visit);
            for case in &test.cases {
                of_case(case, visit);
            }
        }
        StatementKind::Broken(_) => {}
    }
}

fn decide_entry<'a>(entry: &'a DecideEntry, visit: &mut dyn FnMut(Classified<'a>)) {
    match entry {
        DecideEntry::Let(it) => {
            visit(Classified { span: it.keyword, class: Class::Keyword });
            visit(Classified { span: it.name.span, class: Class::Let(&it.name) });
            it.condition.iter().for_each(|it| expression(it, visit));
        }
        DecideEntry::Rule(rule) => {
            if let Some(span) = rule.grant {
                visit(Classified { span, class: Class::Keyword });
            }
            visit(Classified { span: rule.name.span, class: Class::Decision(&rule.name) });
            if let Some(reason) = &rule.reason {
                visit(Classified { span: word(reason.span, BECAUSE), class: Class::Keyword });
                text(&reason.text, visit);
            }
            match &rule.condition {
                Condition::Else(span) => visit(Classified { span: *span, class: Class::Keyword }),
                Condition::Expression(it) => expression(it, visit),
                Condition::Missing => {}
            }
        }
    }
}

/// The keyword of a statement, of so many bytes; the word of another language that stands in its place may be shorter, and
/// ends a blank before what follows.
fn opening(statement: Span, length: u32, next: Span) -> Span {
    let end = (statement.start + length).min(next.start.saturating_sub(1)).max(statement.start);
    Span { end, ..statement }
}

/// So many bytes of the front of a span: the keyword there.
fn word(span: Span, keyword: &str) -> Span {
    Span { end: span.start + keyword.len() as u32, ..span }
}

fn of_case<'a>(case: &'a Case, visit: &mut dyn FnMut(Classified<'a>)) {
    for given in &case.given {
        match given {
            Given::Atom(it) => atom(it, visit),
            Given::Value(it) => {
                value_path(&it.left, visit);
                value(None, None, &it.value, visit);
            }
        }
    }
    if let Some(stop) = &case.stop {
        visit(Classified { span: word(stop.span, STOPS), class: Class::Keyword });
        visit(Classified { span: stop.node.span, class: Class::Mention(&stop.node, Position::Target) });
    }
    for Expected { not, name } in &case.expected {
        if let Some(span) = not {
            visit(Classified { span: *span, class: Class::Keyword });
        }
        visit(Classified { span: name.span, class: Class::NodeOrDecision(name, Position::Expected) });
    }
}

fn value_path<'a>(path: &'a ValuePath, visit: &mut dyn FnMut(Classified<'a>)) {
    visit(Classified { span: path.source.span, class: Class::Source(&path.source) });
    for key in &path.keys {
        visit(Classified { span: key.span, class: Class::SourceKey });
    }
}

/// The row of a node's type: of the word after the colon, or of the id.
#[must_use]
pub fn row(node: &Node) -> Option<&'static NodeType> {
    catalog::node_type(&node.ty.as_ref().unwrap_or(&node.id).text)
}

fn of_node<'a>(node: &'a Node, visit: &mut dyn FnMut(Classified<'a>)) {
    visit(Classified { span: node.id.span, class: Class::Node(node) });
    if let Some(ty) = &node.ty {
        visit(Classified { span: ty.span, class: Class::Type(node) });
    }
    if let Some(Prompt { say, text: prompt }) = &node.prompt {
        if let Some(say) = say {
            visit(Classified { span: *say, class: Class::Keyword });
        }
        text(prompt, visit);
    }
    if let Some(fields) = &node.fields {
        block(row(node).map(|row| row.fields), fields, visit);
    }
    match node.routes.as_ref().map(|routes| &routes.kind) {
        Some(RoutesKind::To(to)) => target(to, visit),
        Some(RoutesKind::List(list)) => list.entries.iter().for_each(|entry| route(node, entry, visit)),
        None => {}
    }
}

fn route<'a>(node: &'a Node, route: &'a Route, visit: &mut dyn FnMut(Classified<'a>)) {
    match &route.head {
        RouteHead::Outcomes(names) => {
            for name in names {
                visit(Classified { span: name.span, class: Class::Outcome(node, name) });
            }
        }
        RouteHead::Else(span) => visit(Classified { span: *span, class: Class::Else(node) }),
        RouteHead::Rule(it) => rule(it, visit),
    }
    target(&route.target, visit);
}

fn rule<'a>(rule: &'a Rule, visit: &mut dyn FnMut(Classified<'a>)) {
    visit(Classified { span: Span { end: rule.span.start + 4, ..rule.span }, class: Class::Keyword });
    value(None, None, &rule.left, visit);
    visit(Classified { span: rule.operator.span, class: Class::Operator });
    if let Some(right) = &rule.right {
        value(None, None, right, visit);
    }
}

fn target<'a>(target: &'a Target, visit: &mut dyn FnMut(Classified<'a>)) {
    if let Some(name) = &target.name {
        visit(Classified { span: name.span, class: Class::Mention(name, Position::Target) });
    }
    if let Some(when) = &target.when {
        visit(Classified { span: Span { end: when.span.start + 4, ..when.span }, class: Class::Keyword });
        text(&when.text, visit);
    }
}

fn text<'a>(text: &'a Text, visit: &mut dyn FnMut(Classified<'a>)) {
    visit(Classified { span: text.span, class: Class::Text(text) });
    for part in &text.parts {
        if let TextPart::Param(name) = part {
            visit(Classified { span: inner(name.span), class: Class::ParamUse(name) });
        }
    }
}

/// The name between `${` and `}`.
fn inner(span: Span) -> Span {
    let start = (span.start + 2).min(span.end);
    Span { start, end: span.end.saturating_sub(1).max(start), ..span }
}

type Fields = Option<&'static [catalog::Field]>;

fn block<'a>(fields: Fields, block: &'a Block, visit: &mut dyn FnMut(Classified<'a>)) {
    block.entries.iter().for_each(|entry| field(fields, entry, visit));
}

fn field<'a>(fields: Fields, field: &'a Field, visit: &mut dyn FnMut(Classified<'a>)) {
    let row = fields.filter(|_| !field.key.quoted).and_then(|fields| catalog::field(fields, &field.key.text));
    visit(Classified { span: field.key.span, class: Class::Key(row) });
    value(row, row.map(|row| row.kind), &field.value, visit);
}

fn value<'a>(
    row: Option<&'static catalog::Field>,
    kind: Option<Kind>,
    value_of: &'a Value,
    visit: &mut dyn FnMut(Classified<'a>),
) {
    let span = value_of.span;
    match &value_of.kind {
        ValueKind::Text(it) => text(it, visit),
        ValueKind::Number(_) => visit(Classified { span, class: Class::Number }),
        ValueKind::Bool(_) | ValueKind::Null => visit(Classified { span, class: Class::Constant }),
        ValueKind::Word(word) => visit(Classified { span, class: Class::Word(row, word) }),
        ValueKind::Param(name) => visit(Classified { span: inner(name.span), class: Class::ParamUse(name) }),
        ValueKind::Reference(it) => reference(it, visit),
        ValueKind::List(items) => {
            let item = match kind {
                Some(Kind::List { item, .. }) => Some(*item),
                _ => None,
            };
            items.iter().for_each(|it| value(row, item, it, visit));
        }
        ValueKind::Object(entries) => {
            let fields = match kind {
                Some(Kind::Object(fields)) => Some(fields),
                _ => None,
            };
            entries.iter().for_each(|entry| field(fields, entry, visit));
        }
        ValueKind::Missing => {}
    }
}

fn reference<'a>(reference: &'a Reference, visit: &mut dyn FnMut(Classified<'a>)) {
    visit(Classified { span: reference.source.span, class: Class::Source(&reference.source) });
    visit(Classified { span: reference.key.span, class: Class::SourceKey });
}

fn atom<'a>(atom: &'a Atom, visit: &mut dyn FnMut(Classified<'a>)) {
    visit(Classified { span: atom.node.span, class: Class::Mention(&atom.node, Position::Condition) });
    if let Some(outcome) = &atom.outcome {
        visit(Classified { span: outcome.span, class: Class::AtomOutcome(&atom.node, outcome) });
    }
}

fn expression<'a>(expression: &'a Expression, visit: &mut dyn FnMut(Classified<'a>)) {
    // The stack keeps the order of the text without recursing as deep as the expression is nested.
    let mut stack = vec![expression];
    while let Some(next) = stack.pop() {
        match next {
            // Bare it is the condition; a node of that name stands in quotes.
            Expression::Atom(it) if it.outcome.is_none() && is_condition(&it.node) => {
                visit(Classified { span: it.span, class: Class::Keyword });
            }
            Expression::Atom(it) => atom(it, visit),
            Expression::Not(span, inner) => {
                visit(Classified { span: *span, class: Class::Keyword });
                stack.push(inner);
            }
            Expression::Comparison(it) => {
                value_path(&it.left, visit);
                visit(Classified { span: it.operator.span, class: Class::Operator });
                it.right.iter().for_each(|right| value(None, None, right, visit));
            }
            Expression::AtLeast(it) => {
                visit(Classified { span: it.count_span, class: Class::Number });
                stack.extend(it.parts.iter().rev());
            }
            Expression::Group(_, inner) => stack.push(inner),
            Expression::And(list) | Expression::Or(list) => stack.extend(list.iter().rev()),
        }
    }
}
