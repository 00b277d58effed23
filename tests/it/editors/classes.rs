//! The compiler's view of a text: which byte belongs to what, by the tree. No rule of the grammar is repeated here: a bare
//! word of a statement that the tree gives no meaning is a keyword.

use fsflow::source::{FileId, SourceFile, Span};
use fsflow::syntax::words::is_condition;
use fsflow::syntax::{self, ast};

/// What a reader takes a word or text for. `Other` is what the readers need not agree on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    Comment,
    String,
    Keyword,
    Type,
    Id,
    Outcome,
    Other,
}

impl Class {
    pub fn named(name: &str) -> Self {
        match name {
            "comment" => Self::Comment,
            "string" => Self::String,
            "keyword" => Self::Keyword,
            "type" => Self::Type,
            "id" => Self::Id,
            "outcome" => Self::Outcome,
            _ => Self::Other,
        }
    }
}

/// The class of each byte of a text.
#[derive(Debug, PartialEq)]
pub struct Classes(pub Vec<Class>);

impl Classes {
    pub fn of_nothing(text: &str) -> Self {
        Self(vec![Class::Other; text.len()])
    }

    pub fn set(&mut self, range: std::ops::Range<usize>, class: Class) {
        self.0[range].fill(class);
    }

    /// The first place where two readers differ, as a sentence; white space counts for nothing.
    pub fn difference(&self, other: &Self, text: &str) -> Option<String> {
        let differs = |(at, ch): &(usize, char)| !ch.is_whitespace() && self.0[*at] != other.0[*at];
        let (at, _) = text.char_indices().find(differs)?;
        let line = text[..at].matches('\n').count() + 1;
        let rest = text[at..].lines().next().unwrap_or_default();
        Some(format!("line {line}, `{rest}`: {:?} to the compiler, else {:?}", self.0[at], other.0[at]))
    }
}

/// The classes of a text, or `None` when the compiler refuses it as syntax.
pub fn classes(text: &str) -> Option<Classes> {
    let parsed = syntax::parse(FileId(0), &SourceFile::new("x.fsflow", text));
    if parsed.diagnostics.iter().any(|diagnostic| diagnostic.level == fsflow::diag::Level::Error) {
        return None;
    }
    let mut walk = Walk { text, classes: Classes::of_nothing(text), known: vec![false; text.len()] };
    for comment in &parsed.file.comments {
        walk.mark(comment.span, Class::Comment);
    }
    for statement in &parsed.file.statements {
        walk.statement(statement);
    }
    Some(walk.classes)
}

struct Walk<'t> {
    text: &'t str,
    classes: Classes,
    /// Which bytes the tree gives a meaning.
    known: Vec<bool>,
}

impl Walk<'_> {
    fn mark(&mut self, span: Span, class: Class) {
        self.classes.set(span.range(), class);
        self.known[span.range()].fill(true);
    }

    fn statement(&mut self, statement: &ast::Statement) {
        for allow in &statement.allows {
            if let Some(reason) = &allow.reason {
                self.mark(reason.span, Class::String);
            }
        }
        match &statement.kind {
            ast::StatementKind::Api(text) | ast::StatementKind::Import(text) => self.text(text),
            ast::StatementKind::Param(param) => self.param(param),
            ast::StatementKind::Session(block) => self.fields(&block.entries),
            ast::StatementKind::Node(node) => self.node(node),
            ast::StatementKind::Decide(decide) => self.decide(decide),
            ast::StatementKind::Ensure(ensure) => {
                self.atom(&ensure.subject);
                self.expression(&ensure.condition);
            }
            ast::StatementKind::Test(test) => self.test(test),
            ast::StatementKind::Broken(_) => {}
        }
        self.keywords(statement.span);
    }

    /// The bare words that nothing has claimed.
    fn keywords(&mut self, span: Span) {
        let mut at = span.start as usize;
        while at < span.end as usize {
            let length = self.text[at..span.end as usize]
                .find(|ch: char| !(ch.is_ascii_alphanumeric() || ch == '_'))
                .unwrap_or(span.end as usize - at);
            if length > 0 && !self.known[at] {
                self.classes.set(at..at + length, Class::Keyword);
            }
            at += length;
            at += self.text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }

    fn name(&mut self, name: &ast::Name, class: Class) {
        self.mark(name.span, class);
    }

    fn text(&mut self, text: &ast::Text) {
        self.mark(text.span, Class::String);
    }

    fn param(&mut self, param: &ast::Param) {
        self.name(&param.name, Class::Other);
        if let Some(ty) = &param.ty {
            self.name(ty, Class::Type);
        }
        if let Some(default) = &param.default {
            self.value(default);
        }
    }

    fn node(&mut self, node: &ast::Node) {
        self.name(&node.id, Class::Id);
        if let Some(ty) = &node.ty {
            self.name(ty, Class::Type);
        }
        if let Some(prompt) = &node.prompt {
            self.text(&prompt.text);
        }
        if let Some(fields) = &node.fields {
            self.fields(&fields.entries);
        }
        match node.routes.as_ref().map(|routes| &routes.kind) {
            Some(ast::RoutesKind::To(target)) => self.target(target),
            Some(ast::RoutesKind::List(list)) => {
                for route in &list.entries {
                    self.route(route);
                }
            }
            None => {}
        }
    }

    fn route(&mut self, route: &ast::Route) {
        match &route.head {
            ast::RouteHead::Outcomes(names) => names.iter().for_each(|name| self.name(name, Class::Outcome)),
            ast::RouteHead::Else(_) => {}
            ast::RouteHead::Rule(rule) => {
                self.value(&rule.left);
                self.mark(rule.operator.span, Class::Other);
                rule.right.iter().for_each(|value| self.value(value));
            }
        }
        self.target(&route.target);
    }

    fn target(&mut self, target: &ast::Target) {
        if let Some(name) = &target.name {
            self.name(name, Class::Id);
        }
        if let Some(when) = &target.when {
            self.text(&when.text);
        }
    }

    fn fields(&mut self, fields: &[ast::Field]) {
        for field in fields {
            self.name(&field.key, Class::Other);
            self.value(&field.value);
        }
    }

    fn value(&mut self, value: &ast::Value) {
        match &value.kind {
            ast::ValueKind::Text(text) => self.text(text),
            ast::ValueKind::List(values) => values.iter().for_each(|value| self.value(value)),
            ast::ValueKind::Object(fields) => self.fields(fields),
            _ => self.mark(value.span, Class::Other),
        }
    }

    fn decide(&mut self, decide: &ast::Decide) {
        for entry in &decide.entries {
            match entry {
                ast::DecideEntry::Let(it) => self.name(&it.name, Class::Other),
                ast::DecideEntry::Rule(rule) => {
                    self.name(&rule.name, Class::Other);
                    rule.reason.iter().for_each(|reason| self.text(&reason.text));
                }
            }
            entry.expression().into_iter().for_each(|it| self.expression(it));
        }
    }

    fn expression(&mut self, expression: &ast::Expression) {
        match expression {
            // Bare it is the condition, so it stays a keyword.
            ast::Expression::Atom(atom) if atom.outcome.is_none() && is_condition(&atom.node) => {}
            ast::Expression::Comparison(it) => {
                self.mark(it.left.span, Class::Other);
                self.mark(it.operator.span, Class::Other);
                it.right.iter().for_each(|value| self.value(value));
            }
            ast::Expression::AtLeast(it) => {
                self.mark(it.count_span, Class::Other);
                it.parts.iter().for_each(|one| self.expression(one));
            }
            ast::Expression::Atom(atom) => self.atom(atom),
            ast::Expression::Not(_, inner) | ast::Expression::Group(_, inner) => self.expression(inner),
            ast::Expression::And(all) | ast::Expression::Or(all) => {
                all.iter().for_each(|one| self.expression(one));
            }
        }
    }

    fn atom(&mut self, atom: &ast::Atom) {
        self.name(&atom.node, Class::Id);
        if let Some(outcome) = &atom.outcome {
            self.name(outcome, Class::Outcome);
        }
    }

    fn test(&mut self, test: &ast::Test) {
        self.text(&test.name);
        for case in &test.cases {
            for given in &case.given {
                match given {
                    ast::Given::Atom(atom) => self.atom(atom),
                    ast::Given::Value(it) => {
                        self.mark(it.left.span, Class::Other);
                        self.value(&it.value);
                    }
                }
            }
            case.stop.iter().for_each(|stop| self.name(&stop.node, Class::Id));
            case.expected.iter().for_each(|it| self.name(&it.name, Class::Id));
        }
    }
}
