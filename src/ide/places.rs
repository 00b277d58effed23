//! Owns what stands where in a file: every word of the tree with its part in the language, in order of place.

use super::View;
use crate::catalog::{self, Kind, NodeType};
use crate::source::Span;
use crate::syntax::ast::{
    Atom, Block, Condition, Expression, Field, File, Name, Node, Param, Prompt, Reference, Route, RouteHead,
    RoutesKind, Rule, Statement, StatementKind, Target, Text, TextPart, Value, ValueKind,
};

/// A word or text and its part in the language.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub what: What<'a>,
}

/// The part that a word has in the language.
#[derive(Debug, Clone, Copy)]
pub enum What<'a> {
    /// The id of a node, where it is defined.
    Node(&'a Node),
    /// The id of a node, where it is named: a target, or in `decide`, `ensure` and `test`.
    Mention(&'a Name),
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
    /// A keyword, as far as the tree knows where it stands.
    Keyword,
}

/// Gives every place of a file to `visit`, in the order of the statements and, inside a statement, of the text.
pub fn each<'a>(tree: &'a File, visit: &mut dyn FnMut(Place<'a>)) {
    for statement in &tree.statements {
        of_statement(statement, visit);
    }
}

/// What stands at an offset; at the border of two words the one that begins there.
#[must_use]
pub fn at<'a>(view: &View<'a>, offset: usize) -> Option<Place<'a>> {
    let mut found: Option<Place<'a>> = None;
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
pub fn of_statement<'a>(statement: &'a Statement, visit: &mut dyn FnMut(Place<'a>)) {
    for allow in &statement.allows {
        visit(Place { span: allow.name.span, what: What::Check(&allow.name) });
        if let Some(reason) = &allow.reason {
            text(reason, visit);
        }
    }
    let keyword = |length: u32| Span { end: statement.span.start + length, ..statement.span };
    let word = |length: u32, visit: &mut dyn FnMut(Place<'a>)| {
        visit(Place { span: keyword(length), what: What::Keyword })
    };
    match &statement.kind {
        StatementKind::Api(version) => {
            word(3, visit);
            visit(Place { span: version.span, what: What::Version(version) });
        }
        StatementKind::Import(path) => {
            word(6, visit);
            visit(Place { span: path.span, what: What::Import(path) });
        }
        StatementKind::Param(param) => {
            word(5, visit);
            visit(Place { span: param.name.span, what: What::Param(param) });
            if let Some(ty) = &param.ty {
                visit(Place { span: ty.span, what: What::ParamType(ty) });
            }
            if let Some(default) = &param.default {
                value(None, None, default, visit);
            }
        }
        StatementKind::Session(fields) => {
            word(7, visit);
            block(Some(catalog::SESSION_FIELDS), fields, visit);
        }
        StatementKind::Node(node) => of_node(node, visit),
        StatementKind::Decide(decide) => {
            visit(Place { span: decide.keyword, what: What::Keyword });
            for rule in &decide.rules {
                visit(Place { span: rule.name.span, what: What::Decision(&rule.name) });
                match &rule.condition {
                    Condition::Else(span) => visit(Place { span: *span, what: What::Keyword }),
                    Condition::Expression(it) => expression(it, visit),
                    Condition::Missing => {}
                }
            }
        }
        StatementKind::Ensure(ensure) => {
            visit(Place { span: ensure.keyword, what: What::Keyword });
            atom(&ensure.subject, visit);
            expression(&ensure.condition, visit);
        }
        StatementKind::Test(test) => {
            visit(Place { span: test.keyword, what: What::Keyword });
            text(&test.name, visit);
            for case in &test.cases {
                case.given.iter().for_each(|given| atom(given, visit));
                for name in &case.expected {
                    visit(Place { span: name.span, what: What::Mention(name) });
                }
            }
        }
        StatementKind::Broken(_) => {}
    }
}

/// The row of a node's type: of the word after the colon, or of the id.
#[must_use]
pub fn row(node: &Node) -> Option<&'static NodeType> {
    catalog::node_type(&node.ty.as_ref().unwrap_or(&node.id).text)
}

fn of_node<'a>(node: &'a Node, visit: &mut dyn FnMut(Place<'a>)) {
    visit(Place { span: node.id.span, what: What::Node(node) });
    if let Some(ty) = &node.ty {
        visit(Place { span: ty.span, what: What::Type(node) });
    }
    if let Some(Prompt { say, text: prompt }) = &node.prompt {
        if let Some(say) = say {
            visit(Place { span: *say, what: What::Keyword });
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

fn route<'a>(node: &'a Node, route: &'a Route, visit: &mut dyn FnMut(Place<'a>)) {
    match &route.head {
        RouteHead::Outcomes(names) => {
            for name in names {
                visit(Place { span: name.span, what: What::Outcome(node, name) });
            }
        }
        RouteHead::Else(span) => visit(Place { span: *span, what: What::Else(node) }),
        RouteHead::Rule(it) => rule(it, visit),
    }
    target(&route.target, visit);
}

fn rule<'a>(rule: &'a Rule, visit: &mut dyn FnMut(Place<'a>)) {
    visit(Place { span: Span { end: rule.span.start + 4, ..rule.span }, what: What::Keyword });
    value(None, None, &rule.left, visit);
    visit(Place { span: rule.operator.span, what: What::Operator });
    if let Some(right) = &rule.right {
        value(None, None, right, visit);
    }
}

fn target<'a>(target: &'a Target, visit: &mut dyn FnMut(Place<'a>)) {
    if let Some(name) = &target.name {
        visit(Place { span: name.span, what: What::Mention(name) });
    }
    if let Some(when) = &target.when {
        visit(Place { span: Span { end: when.span.start + 4, ..when.span }, what: What::Keyword });
        text(&when.text, visit);
    }
}

fn text<'a>(text: &'a Text, visit: &mut dyn FnMut(Place<'a>)) {
    visit(Place { span: text.span, what: What::Text(text) });
    for part in &text.parts {
        if let TextPart::Param(name) = part {
            visit(Place { span: inner(name.span), what: What::ParamUse(name) });
        }
    }
}

/// The name between `${` and `}`.
fn inner(span: Span) -> Span {
    let start = (span.start + 2).min(span.end);
    Span { start, end: span.end.saturating_sub(1).max(start), ..span }
}

type Fields = Option<&'static [catalog::Field]>;

fn block<'a>(fields: Fields, block: &'a Block, visit: &mut dyn FnMut(Place<'a>)) {
    block.entries.iter().for_each(|entry| field(fields, entry, visit));
}

fn field<'a>(fields: Fields, field: &'a Field, visit: &mut dyn FnMut(Place<'a>)) {
    let row = fields.filter(|_| !field.key.quoted).and_then(|fields| catalog::field(fields, &field.key.text));
    visit(Place { span: field.key.span, what: What::Key(row) });
    value(row, row.map(|row| row.kind), &field.value, visit);
}

fn value<'a>(
    row: Option<&'static catalog::Field>,
    kind: Option<Kind>,
    value_of: &'a Value,
    visit: &mut dyn FnMut(Place<'a>),
) {
    let span = value_of.span;
    match &value_of.kind {
        ValueKind::Text(it) => text(it, visit),
        ValueKind::Number(_) => visit(Place { span, what: What::Number }),
        ValueKind::Bool(_) | ValueKind::Null => visit(Place { span, what: What::Constant }),
        ValueKind::Word(word) => visit(Place { span, what: What::Word(row, word) }),
        ValueKind::Param(name) => visit(Place { span: inner(name.span), what: What::ParamUse(name) }),
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

fn reference<'a>(reference: &'a Reference, visit: &mut dyn FnMut(Place<'a>)) {
    visit(Place { span: reference.source.span, what: What::Source(&reference.source) });
    visit(Place { span: reference.key.span, what: What::SourceKey });
}

fn atom<'a>(atom: &'a Atom, visit: &mut dyn FnMut(Place<'a>)) {
    visit(Place { span: atom.node.span, what: What::Mention(&atom.node) });
    if let Some(outcome) = &atom.outcome {
        visit(Place { span: outcome.span, what: What::AtomOutcome(&atom.node, outcome) });
    }
}

fn expression<'a>(expression: &'a Expression, visit: &mut dyn FnMut(Place<'a>)) {
    // The stack keeps the order of the text without recursing as deep as the expression is nested.
    let mut stack = vec![expression];
    while let Some(next) = stack.pop() {
        match next {
            Expression::Atom(it) => atom(it, visit),
            Expression::Not(span, inner) => {
                visit(Place { span: *span, what: What::Keyword });
                stack.push(inner);
            }
            Expression::Group(_, inner) => stack.push(inner),
            Expression::And(list) | Expression::Or(list) => stack.extend(list.iter().rev()),
        }
    }
}
