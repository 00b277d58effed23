//! Owns the resolution of `decide`, `ensure` and `test` of the file that was asked for; those of imports are left aside.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::conditions::{AMBIGUOUS_NAME, MOST_LEAVES, Names};
use super::params::UNKNOWN_PARAM;
use super::session::REPEATED_STATEMENT;
use super::suggest::Suggest;
use super::wording::{hint, quote};
use crate::catalog::Verdict;
use crate::diag::Diagnostic;
use crate::flow::{Condition, Decide, Decision, Ensure, Fact, Node, NodeId, Subject, Test};
use crate::source::Span;
use crate::syntax::ast::{self, Name, StatementKind};
use crate::syntax::words::{AMBIGUOUS, Position, spell};

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
    /// Two decisions differ in the case of their letters alone. Whoever reads the answer would take them for one.
    ///
    /// ```fsflow wrong
    /// start -> ask
    /// ask: conversation "Ask whether all is well." -> < yes: closing when "Yes", no: closing when "No or silence" >
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// decide { block: incomplete, Block: else }
    /// ```
    ///
    /// ```fsflow right
    /// start -> ask
    /// ask: conversation "Ask whether all is well." -> < yes: closing when "Yes", no: closing when "No or silence" >
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// decide { block: incomplete, accept: else }
    /// ```
    pub static SIMILAR_DECISIONS = error "similar-decisions";
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
    let mut names = Names {
        nodes,
        ids,
        decisions: HashSet::new(),
        lets: IndexMap::new(),
        let_spans: HashMap::new(),
        complete,
        leaves: MOST_LEAVES,
        suggest,
        diagnostics,
    };
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
    names.check_test_names(file.statements.iter().filter_map(|statement| match &statement.kind {
        StatementKind::Test(test) => Some(&**test),
        _ => None,
    }));
    for statement in &file.statements {
        match &statement.kind {
            StatementKind::Ensure(ensure) => promises.ensures.extend(names.ensure(ensure, statement.span)),
            StatementKind::Test(test) => promises.tests.push(names.test(test, promises.decide.is_some())),
            _ => {}
        }
    }
    promises
}

impl<'a> Names<'a> {
    fn decide(&mut self, decide: &'a ast::Decide, lossy: bool) -> Decide {
        self.check_names(decide);
        let mut rules: Vec<Decision> = Vec::new();
        for entry in &decide.entries {
            match entry {
                ast::DecideEntry::Let(it) => {
                    let condition = it.condition.as_ref().and_then(|it| self.expression(it));
                    self.lets.entry(&it.name.text).or_insert(condition);
                }
                ast::DecideEntry::Rule(rule) => rules.push(self.decision(rule)),
            }
        }
        let is_else = |rule: &ast::Decision| matches!(rule.condition, ast::Condition::Else(_));
        let last = decide.rules().count().saturating_sub(1);
        for rule in decide.rules().take(last).filter(|rule| is_else(rule)) {
            let message = "a rule after `else` is never tried";
            let help = "write `else` as the last rule";
            self.report(
                Diagnostic::new(&MISSING_ELSE, rule.span, message).label("this holds always").help(help),
            );
        }
        if !lossy && !decide.rules().any(is_else) {
            let diagnostic = Diagnostic::new(&MISSING_ELSE, decide.keyword, "`decide` has no `else`");
            self.report(match (decide.rules().next_back(), self.turns_away(&rules)) {
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
        Decide { span: decide.keyword, rules }
    }

    /// The decision that the author took for sessions with a forged or undecided check, if there is one: no other may be
    /// proposed for the sessions that no rule speaks of, least of all one that lets them through.
    fn turns_away<'r>(&self, rules: &'r [Decision]) -> Option<&'r str> {
        let is_bad = |fact: Fact<'_>| {
            let Fact::Passed(atom) = fact else { return false };
            let edge = self.nodes.get(atom.node.0 as usize).zip(atom.edge);
            let row = edge.and_then(|(node, edge)| node.outcome(edge)?.row());
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
            ast::Condition::Expression(it) => match is_ambiguous(it) {
                Some(span) => self
                    .reserved(span, AMBIGUOUS, "the reports that can't tell the decisions apart")
                    .map(|_| Condition::Ambiguous),
                None => self.expression(it).map(Condition::When),
            },
            ast::Condition::Missing => None,
        };
        Decision {
            name: rule.name.text.clone(),
            name_span: rule.name.span,
            span: rule.span,
            grant: rule.grant,
            reason: rule.reason.as_ref().map(|reason| self.reason(reason)),
            condition,
        }
    }

    fn reason(&mut self, reason: &ast::Reason) -> String {
        let mut text = String::new();
        for part in &reason.text.parts {
            match part {
                ast::TextPart::Literal(literal) => text.push_str(literal),
                ast::TextPart::Param(param) => {
                    let message = "a reason has no parameters: it is the same for every session";
                    let help = "write the reason itself";
                    self.report(Diagnostic::new(&UNKNOWN_PARAM, param.span, message).help(help));
                }
            }
        }
        text
    }

    /// Takes note of the names of decisions and conditions, and reports those that could be two things.
    fn check_names(&mut self, decide: &'a ast::Decide) {
        let mut folded: HashMap<String, &Name> = HashMap::new();
        for rule in decide.rules() {
            let name = &rule.name;
            if !self.decisions.insert(&name.text) {
                continue;
            }
            self.check_node(name, "the decision");
            match folded.get(&name.text.to_lowercase()) {
                Some(first) => {
                    let message =
                        format!("{} and {} are two decisions", quote(&name.text), quote(&first.text));
                    let diagnostic = Diagnostic::new(&SIMILAR_DECISIONS, name.span, message);
                    let label = "differs in the case of its letters alone";
                    let help =
                        format!("write {} for the same decision, otherwise another name", quote(&first.text));
                    self.report(diagnostic.related(first.span, label).help(help));
                }
                None => drop(folded.insert(name.text.to_lowercase(), name)),
            }
        }
        for entry in &decide.entries {
            let ast::DecideEntry::Let(ast::Let { name, .. }) = entry else { continue };
            if let Some(first) = self.let_spans.get(name.text.as_str()) {
                let message = format!("{} names two conditions", quote(&name.text));
                let diagnostic = Diagnostic::new(&AMBIGUOUS_NAME, name.span, message);
                self.report(diagnostic.related(*first, "the first one").help("give each a name of its own"));
                continue;
            }
            self.let_spans.insert(&name.text, name.span);
            self.check_node(name, "the condition");
        }
    }

    fn check_node(&mut self, name: &Name, what: &str) {
        let node = self.ids.get(name.text.as_str()).and_then(|id| self.nodes.get(id.0 as usize));
        let Some(node) = node else { return };
        let message = format!("{} is the name of a node too", quote(&name.text));
        let diagnostic = Diagnostic::new(&AMBIGUOUS_NAME, name.span, message).label(what.to_owned());
        let help = "give one of them another name: promises and tests could mean either";
        self.report(diagnostic.related(node.id_span, "the node").help(help));
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
        if subject.outcome.is_none() && self.decisions.contains(name.text.as_str()) {
            return Some(Subject::Decision(name.text.clone()));
        }
        if subject.outcome.is_none() && !self.ids.contains_key(name.text.as_str()) {
            self.unknown_name(name, Position::Condition);
            return None;
        }
        self.atom(subject).map(Subject::Atom)
    }

    /// Reports a name that is neither a decision nor a node.
    pub(super) fn unknown_name(&mut self, name: &Name, position: Position) {
        if !self.complete {
            return;
        }
        let message = format!("{} is neither a decision nor a node", quote(&name.text));
        let mut words: Vec<&str> =
            self.decisions.iter().copied().chain(self.nodes.iter().map(|node| node.id.as_str())).collect();
        words.sort_unstable();
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
}

/// Where the bare word `ambiguous` stands, when it is the whole condition.
fn is_ambiguous(condition: &ast::Expression) -> Option<Span> {
    match condition {
        ast::Expression::Atom(ast::Atom { node, outcome: None, span }) if node.is_keyword(AMBIGUOUS) => {
            Some(*span)
        }
        _ => None,
    }
}
