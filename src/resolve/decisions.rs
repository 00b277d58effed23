//! Owns the resolution of `decide`, `ensure` and `test` of the file that was asked for; those of imports are left aside.

use std::collections::HashMap;

use super::outcomes::UNKNOWN_OUTCOME;

use super::session::REPEATED_STATEMENT;
use super::suggest::Suggest;
use super::unknown_targets::UNKNOWN_TARGET;
use super::wording::{hint, quote};

use crate::catalog::Verdict;
use crate::diag::{Diagnostic, same_letters};
use crate::flow::{
    Atom, Case, Condition, Decide, Decision, Edge, Ensure, Expression, Node, NodeId, Subject, Test,
};
use crate::source::Span;
use crate::syntax::ast::{self, Name, StatementKind};
use crate::syntax::quote::quoted;
use crate::syntax::words::{INCOMPLETE, Position, spell};

crate::code! {
    /// A name is no decision. A promise is about a decision of `decide`, a node or an outcome, and a test expects decisions and
    /// nodes.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// decide { accept: closing, reject: else }
    /// ensure acept requires closing
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// decide { accept: closing, reject: else }
    /// ensure accept requires closing
    /// ```
    pub static UNKNOWN_DECISION = error "unknown-decision";
}

crate::code! {
    /// The last rule of `decide`, and no other, is `else`, so that every session gets a decision.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// decide { accept: closing }
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// decide { accept: closing, reject: else }
    /// ```
    pub static MISSING_ELSE = error "missing-else";
}

crate::code! {
    /// A word of a condition could be two things. Bare, `incomplete` is the condition that holds for sessions that did not
    /// complete; a node that is called so is written in quotes.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> incomplete
    /// incomplete: end
    /// decide { retry: incomplete, accept: else }
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> incomplete
    /// incomplete: end
    /// decide { retry: "incomplete", accept: else }
    /// ```
    pub static AMBIGUOUS_NAME = error "ambiguous-name";
}

/// What the three statements of a file mean.
#[derive(Debug, Default)]
pub(super) struct Promises {
    pub(super) decide: Option<Decide>,
    pub(super) ensures: Vec<Ensure>,
    pub(super) tests: Vec<Test>,
}

/// Resolves them in `file`, whose flow has these nodes.
pub(super) fn resolve(
    file: &ast::File,
    nodes: &[Node],
    complete: bool,
    suggest: &mut Suggest,
    diagnostics: &mut Vec<Diagnostic>,
) -> Promises {
    let is_promise = |kind: &StatementKind| {
        matches!(kind, StatementKind::Decide(_) | StatementKind::Ensure(_) | StatementKind::Test(_))
    };
    if !file.statements.iter().any(|statement| is_promise(&statement.kind)) {
        return Promises::default();
    }
    let ids = nodes.iter().enumerate().map(|(at, node)| (node.id.as_str(), NodeId(at as u32))).collect();
    let mut names = Names { nodes, ids, decisions: Vec::new(), complete, suggest, diagnostics };
    let mut promises = Promises::default();
    for statement in &file.statements {
        if let StatementKind::Decide(decide) = &statement.kind {
            match &promises.decide {
                Some(first) => {
                    let message = "a flow has one `decide`";
                    let diagnostic = Diagnostic::new(&REPEATED_STATEMENT, decide.keyword, message);
                    names.report(
                        diagnostic.related(first.span, "the first one").help("write all rules in one block"),
                    );
                }
                None => promises.decide = Some(names.decide(decide, statement.lossy)),
            }
        }
    }
    for statement in &file.statements {
        match &statement.kind {
            StatementKind::Ensure(ensure) => promises.ensures.extend(names.ensure(ensure, statement.span)),
            StatementKind::Test(test) => promises.tests.push(names.test(test, promises.decide.is_some())),
            _ => {}
        }
    }
    promises
}

struct Names<'a> {
    nodes: &'a [Node],
    ids: HashMap<&'a str, NodeId>,
    decisions: Vec<String>,
    /// Whether every statement could be read; when not, an unknown name may be defined in one that could not.
    complete: bool,
    suggest: &'a mut Suggest,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Names<'_> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn decide(&mut self, decide: &ast::Decide, lossy: bool) -> Decide {
        let rules: Vec<Decision> = decide.rules.iter().map(|rule| self.decision(rule)).collect();
        let is_else = |rule: &ast::Decision| matches!(rule.condition, ast::Condition::Else(_));
        let last = decide.rules.len().saturating_sub(1);
        for rule in decide.rules.iter().take(last).filter(|rule| is_else(rule)) {
            let message = "a rule after `else` is never tried";
            let help = "write `else` as the last rule";
            self.report(
                Diagnostic::new(&MISSING_ELSE, rule.span, message).label("this holds always").help(help),
            );
        }
        if !lossy && !decide.rules.iter().any(is_else) {
            let diagnostic = Diagnostic::new(&MISSING_ELSE, decide.keyword, "`decide` has no `else`");
            self.report(match (decide.rules.last(), self.turns_away(&rules)) {
                (Some(last), Some(name)) => {
                    let rule = format!("{}: else", spell(name, Position::Decision));
                    diagnostic.help(format!("add a last rule for all other sessions: `{rule}`")).fix(
                        format!("let all other sessions be {}", quote(name)),
                        last.span.at_end(),
                        format!("\n  {rule}"),
                    )
                }
                _ => diagnostic
                    .help("add a last rule for all other sessions: the decision about them, `:` and `else`"),
            });
        }
        self.decisions = rules.iter().map(|rule| rule.name.clone()).collect();
        Decide { span: decide.keyword, rules }
    }

    /// The decision that the author took for sessions with a forged or undecided check, if there is one: no other may be
    /// proposed for the sessions that no rule speaks of, least of all one that lets them through.
    fn turns_away<'r>(&self, rules: &'r [Decision]) -> Option<&'r str> {
        let is_bad = |atom: Atom| {
            let edge = self.nodes.get(atom.node.0 as usize).zip(atom.edge);
            let row = edge.and_then(|(node, edge)| node.edges.get(edge as usize)?.row());
            row.is_some_and(|row| matches!(row.verdict, Verdict::Deepfake | Verdict::Inconclusive))
        };
        let rule = rules.iter().find(|rule| match &rule.condition {
            Some(Condition::When(condition)) => condition.holds(&is_bad, false),
            _ => false,
        })?;
        Some(&rule.name)
    }

    fn decision(&mut self, rule: &ast::Decision) -> Decision {
        let condition = match &rule.condition {
            ast::Condition::Else(_) => Some(Condition::Else),
            ast::Condition::Expression(expression) => self.expression(expression).map(Condition::When),
            ast::Condition::Missing => None,
        };
        Decision { name: rule.name.text.clone(), name_span: rule.name.span, span: rule.span, condition }
    }

    /// `None` when a part of it was reported; the other parts are looked at all the same.
    fn expression(&mut self, expression: &ast::Expression) -> Option<Expression> {
        match expression {
            ast::Expression::Atom(atom) if atom.outcome.is_none() && atom.node.is_keyword(INCOMPLETE) => {
                self.incomplete(atom.span)
            }
            ast::Expression::Atom(atom) => self.atom(atom).map(Expression::Atom),
            ast::Expression::Not(_, inner) => {
                self.expression(inner).map(|inner| Expression::Not(Box::new(inner)))
            }
            ast::Expression::Group(_, inner) => self.expression(inner),
            ast::Expression::And(parts) => self.parts(parts).map(Expression::And),
            ast::Expression::Or(parts) => self.parts(parts).map(Expression::Or),
        }
    }

    fn parts(&mut self, parts: &[ast::Expression]) -> Option<Vec<Expression>> {
        let parts: Vec<Option<Expression>> = parts.iter().map(|part| self.expression(part)).collect();
        parts.into_iter().collect()
    }

    /// The bare word is the condition; where a node is called so too, its author has to say which of the two is meant.
    fn incomplete(&mut self, span: Span) -> Option<Expression> {
        let Some(node) = self.ids.get(INCOMPLETE).and_then(|id| self.nodes.get(id.0 as usize)) else {
            return Some(Expression::Incomplete);
        };
        let quoted = quoted(INCOMPLETE);
        let message = format!("`{INCOMPLETE}` may be the node or the sessions that did not complete");
        let help = format!("write `{quoted}` for the node; for the sessions, give the node another name");
        let diagnostic = Diagnostic::new(&AMBIGUOUS_NAME, span, message).help(help);
        self.report(diagnostic.related(node.id_span, "the node").fix(
            "write the node's name in quotes",
            span,
            quoted,
        ));
        None
    }

    fn atom(&mut self, atom: &ast::Atom) -> Option<Atom> {
        let node = self.node(&atom.node, Position::Condition)?;
        let Some(outcome) = &atom.outcome else { return Some(Atom { span: atom.span, node, edge: None }) };
        let at = self.nodes.get(node.0 as usize)?;
        if let Some(edge) = at.edges.iter().position(|edge| edge.is_named(&outcome.text)) {
            return Some(Atom { span: atom.span, node, edge: Some(edge as u32) });
        }
        if at.edges_known {
            let diagnostic = self.unknown_outcome(at, outcome);
            self.report(diagnostic);
        }
        None
    }

    fn unknown_outcome(&mut self, node: &Node, outcome: &Name) -> Diagnostic {
        let names: Vec<String> = node.edges.iter().map(Edge::spelled).collect();
        let message = format!("{} has no outcome {}", quote(&node.id), quote(&outcome.text));
        let diagnostic =
            Diagnostic::new(&UNKNOWN_OUTCOME, outcome.span, message).related(node.id_span, "the node");
        // A misspelt name of the API is answered with the name that is written here.
        let near = self.suggest.near(&outcome.text, names.iter().map(String::as_str)).map(str::to_owned);
        let api = |edge: &&Edge| {
            edge.row().is_some_and(|row| self.suggest.near(&outcome.text, [row.name]).is_some())
        };
        match near.or_else(|| node.edges.iter().find(api).map(Edge::spelled)).as_deref() {
            Some(near) => diagnostic
                .help(hint(&outcome.text, near))
                .fix(format!("write `{near}`"), outcome.span, spell(near, Position::ConditionOutcome))
                .safe_if(same_letters(&outcome.text, near)),
            None if names.is_empty() => diagnostic.help(format!("write {} alone", quote(&node.id))),
            None => {
                let list: Vec<String> = names.iter().map(|name| quote(name)).collect();
                diagnostic.help(format!("it has {}", list.join(", ")))
            }
        }
    }

    fn node(&mut self, name: &Name, position: Position) -> Option<NodeId> {
        let found = self.ids.get(name.text.as_str()).copied();
        if found.is_none() && self.complete {
            let message = format!("there is no node {} in this flow", quote(&name.text));
            let diagnostic = Diagnostic::new(&UNKNOWN_TARGET, name.span, message);
            let near = self.suggest.near(&name.text, self.nodes.iter().map(|node| node.id.as_str()));
            self.report(match near {
                Some(near) => diagnostic.help(hint(&name.text, near)).fix(
                    format!("write `{near}`"),
                    name.span,
                    spell(near, position),
                ),
                None => diagnostic.help("write the id of a node, or `node.outcome`"),
            });
        }
        found
    }

    fn ensure(&mut self, ensure: &ast::Ensure, span: Span) -> Option<Ensure> {
        let subject = self.subject(&ensure.subject);
        let condition = self.expression(&ensure.condition);
        Some(Ensure {
            span,
            never: ensure.never,
            subject_span: ensure.subject.span,
            subject: subject?,
            condition: condition?,
        })
    }

    fn subject(&mut self, subject: &ast::Atom) -> Option<Subject> {
        let name = &subject.node;
        if subject.outcome.is_none() && self.decisions.contains(&name.text) {
            return Some(Subject::Decision(name.text.clone()));
        }
        if subject.outcome.is_none() && !self.ids.contains_key(name.text.as_str()) {
            self.unknown_name(name, Position::Condition);
            return None;
        }
        self.atom(subject).map(Subject::Atom)
    }

    /// Reports a name that is neither a decision nor a node.
    fn unknown_name(&mut self, name: &Name, position: Position) {
        if !self.complete {
            return;
        }
        let message = format!("{} is neither a decision nor a node", quote(&name.text));
        let words =
            self.decisions.iter().map(String::as_str).chain(self.nodes.iter().map(|node| node.id.as_str()));
        let near = self.suggest.near(&name.text, words);
        let diagnostic = Diagnostic::new(&UNKNOWN_DECISION, name.span, message);
        self.report(match near {
            Some(near) => diagnostic.help(hint(&name.text, near)).fix(
                format!("write `{near}`"),
                name.span,
                spell(near, position),
            ),
            None => diagnostic.help("write a decision of `decide` or the id of a node"),
        });
    }

    fn test(&mut self, test: &ast::Test, decides: bool) -> Test {
        let name = test.name.as_literal().unwrap_or("").to_owned();
        let cases = test.cases.iter().filter_map(|case| self.case(case, decides)).collect();
        Test { name, name_span: test.name.span, cases }
    }

    fn case(&mut self, case: &ast::Case, decides: bool) -> Option<Case> {
        let given: Vec<Option<Atom>> = case.given.iter().map(|atom| self.atom(atom)).collect();
        let given: Option<Vec<Atom>> = given.into_iter().collect();
        let mut nodes = Vec::new();
        let mut decision: Option<(String, Span)> = None;
        let mut clean = true;
        for name in &case.expected {
            if self.decisions.contains(&name.text) {
                if let Some((_, first)) = &decision {
                    let message = "a session has one decision";
                    let first = *first;
                    let diagnostic = Diagnostic::new(&UNKNOWN_DECISION, name.span, message);
                    self.report(diagnostic.related(first, "the first one").help("write one decision a case"));
                    clean = false;
                }
                decision = Some((name.text.clone(), name.span));
            } else if let Some(node) = self.ids.get(name.text.as_str()) {
                nodes.push((*node, name.span));
            } else {
                clean = false;
                if decides {
                    self.unknown_name(name, Position::Expected)
                } else {
                    self.node(name, Position::Expected);
                }
            }
        }
        given.filter(|_| clean).map(|given| Case { span: case.span, given, nodes, decision })
    }
}
