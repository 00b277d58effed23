//! Owns the resolution of conditions: what `decide`, `ensure` and `test` say of the nodes of a flow.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::outcomes::UNKNOWN_OUTCOME;
use super::slot::WRONG_TYPE;
use super::suggest::Suggest;
use super::unknown_targets::UNKNOWN_TARGET;
use super::values::OUT_OF_RANGE;
use super::wording::{hint, quote};
use crate::diag::{Diagnostic, same_letters};
use crate::flow::{Atom, Edge, Expression, Node, NodeId};
use crate::source::Span;
use crate::syntax::ast::{self, Name};
use crate::syntax::quote::quoted;
use crate::syntax::words::{self, AMBIGUOUS, INCOMPLETE, Position, spell};

crate::code! {
    /// A name could be two things. Bare, `incomplete` is the condition that holds for sessions that did not complete, and
    /// `ambiguous` that for reports which can't tell the decisions apart; a node that is called so is written in quotes. A
    /// node, a decision and a condition named with `let` never share a name.
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

crate::code! {
    /// A name that `let` gives to a condition refers to itself, or to one that is named further down. A condition can use those
    /// above it.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// decide {
    ///   let seen = said and closing
    ///   let said = seen
    ///   accept: seen
    ///   reject: else
    /// }
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// decide {
    ///   let said = closing
    ///   let seen = said and not incomplete
    ///   accept: seen
    ///   reject: else
    /// }
    /// ```
    pub static CIRCULAR_LET = error "circular-let";
}

/// How many outcomes and values all conditions of a file together may come to when names are replaced by what they mean.
pub(super) const MOST_LEAVES: usize = 50_000;

/// What conditions can name, and what was reported of them.
pub(super) struct Names<'a> {
    pub(super) nodes: &'a [Node],
    pub(super) ids: HashMap<&'a str, NodeId>,
    pub(super) decisions: HashSet<&'a str>,
    /// The conditions that `let` names, those above the one that is read; `None` for one that was reported as wrong.
    pub(super) lets: IndexMap<&'a str, Option<Expression>>,
    /// Where all of them are named.
    pub(super) let_spans: HashMap<&'a str, Span>,
    /// Whether every statement could be read; when not, an unknown name may be defined in one that could not.
    pub(super) complete: bool,
    /// How many leaves conditions may still have.
    pub(super) leaves: usize,
    pub(super) suggest: &'a mut Suggest,
    pub(super) diagnostics: &'a mut Vec<Diagnostic>,
}

impl Names<'_> {
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// `None` when a part of it was reported; the other parts are looked at all the same.
    pub(super) fn expression(&mut self, expression: &ast::Expression) -> Option<Expression> {
        match expression {
            ast::Expression::Atom(atom) if atom.outcome.is_none() && !atom.node.quoted => self.word(atom),
            ast::Expression::Atom(atom) => self.atom(atom).map(Expression::Atom),
            ast::Expression::Comparison(it) => self.comparison(it).map(|it| Expression::Value(Box::new(it))),
            ast::Expression::AtLeast(it) => self.at_least(it),
            ast::Expression::Not(_, inner) => {
                self.expression(inner).map(|inner| Expression::Not(Box::new(inner)))
            }
            ast::Expression::Group(_, inner) => self.expression(inner),
            ast::Expression::And(parts) => self.parts(parts).map(Expression::And),
            ast::Expression::Or(parts) => self.parts(parts).map(Expression::Or),
        }
    }

    /// A bare word: a condition of the language, one that `let` names, or a node.
    fn word(&mut self, atom: &ast::Atom) -> Option<Expression> {
        match atom.node.text.as_str() {
            INCOMPLETE => self.reserved(atom.span, INCOMPLETE, "the sessions that did not complete"),
            AMBIGUOUS => {
                self.reserved(atom.span, AMBIGUOUS, "the reports that can't tell the decisions apart")?;
                let message = format!("`{AMBIGUOUS}` stands alone in a rule of `decide`");
                let help = "write a rule of its own for it: a decision, `:` and `ambiguous`";
                self.report(Diagnostic::new(&AMBIGUOUS_NAME, atom.span, message).help(help));
                None
            }
            name => match self.lets.get(name) {
                Some(condition) => {
                    let condition = condition.clone()?;
                    self.spend(&condition, atom.span).then_some(condition)
                }
                None if self.let_spans.contains_key(name) => {
                    self.report_circle(&atom.node);
                    None
                }
                None => self.atom(atom).map(Expression::Atom),
            },
        }
    }

    /// Counts the leaves of a condition that is put in the place of its name.
    fn spend(&mut self, condition: &Expression, span: Span) -> bool {
        let mut leaves = 0;
        condition.atoms(&mut |_| leaves += 1);
        condition.comparisons(&mut |_| leaves += 1);
        let before = self.leaves;
        self.leaves = self.leaves.saturating_sub(leaves);
        if self.leaves == 0 && before > 0 {
            let message = format!("the conditions come to more than {MOST_LEAVES} outcomes and values");
            let help = "use the names that `let` gives fewer times";
            self.report(Diagnostic::new(&OUT_OF_RANGE, span, message).help(help));
        }
        self.leaves > 0
    }

    fn report_circle(&mut self, name: &Name) {
        let message = format!("{} is named further down, or here", quote(&name.text));
        let mut diagnostic = Diagnostic::new(&CIRCULAR_LET, name.span, message);
        if let Some(span) = self.let_spans.get(name.text.as_str()) {
            diagnostic = diagnostic.related(*span, "named here");
        }
        self.report(diagnostic.help("a condition uses names that stand above it: move that one up"));
    }

    /// `2 of (x, y, …)`
    fn at_least(&mut self, it: &ast::AtLeast) -> Option<Expression> {
        let parts = self.parts(&it.parts);
        let most = it.parts.len();
        if it.count == 0 || it.count as usize > most {
            let message = match it.count {
                0 => "`0 of` holds always".to_owned(),
                _ => format!("{} of {most} can never hold", it.count),
            };
            let help = format!("write a number from 1 to {most}");
            self.report(Diagnostic::new(&OUT_OF_RANGE, it.count_span, message).help(help));
            return None;
        }
        parts.map(|parts| Expression::AtLeast(it.count, parts))
    }

    fn parts(&mut self, parts: &[ast::Expression]) -> Option<Vec<Expression>> {
        let parts: Vec<Option<Expression>> = parts.iter().map(|part| self.expression(part)).collect();
        parts.into_iter().collect()
    }

    /// The bare word is the condition; where a node is called so too, its author has to say which of the two is meant.
    pub(super) fn reserved(&mut self, span: Span, word: &'static str, means: &str) -> Option<Expression> {
        let Some(node) = self.ids.get(word).and_then(|id| self.nodes.get(id.0 as usize)) else {
            return Some(Expression::Incomplete);
        };
        let quoted = quoted(word);
        let message = format!("`{word}` may be the node or {means}");
        let help = format!("write `{quoted}` for the node; otherwise give the node another name");
        let diagnostic = Diagnostic::new(&AMBIGUOUS_NAME, span, message).help(help);
        self.report(diagnostic.related(node.id_span, "the node").fix(
            "write the node's name in quotes",
            span,
            quoted,
        ));
        None
    }

    pub(super) fn atom(&mut self, atom: &ast::Atom) -> Option<Atom> {
        let node = self.node(&atom.node, Position::Condition)?;
        let Some(outcome) = &atom.outcome else { return Some(Atom { span: atom.span, node, edge: None }) };
        let at = self.nodes.get(node.0 as usize)?;
        if let Some(edge) = at.outcomes().position(|edge| edge.is_named(&outcome.text)) {
            return Some(Atom { span: atom.span, node, edge: Some(edge as u32) });
        }
        if at.edges_known {
            let diagnostic = self.unknown_outcome(at, outcome);
            self.report(diagnostic);
        }
        None
    }

    fn unknown_outcome(&mut self, node: &Node, outcome: &Name) -> Diagnostic {
        let names: Vec<String> = node.outcomes().map(Edge::spelled).collect();
        let message = format!("{} has no outcome {}", quote(&node.id), quote(&outcome.text));
        let diagnostic =
            Diagnostic::new(&UNKNOWN_OUTCOME, outcome.span, message).related(node.id_span, "the node");
        // A misspelt name of the API is answered with the name that is written here.
        let near = self.suggest.near(&outcome.text, names.iter().map(String::as_str)).map(str::to_owned);
        let api = |edge: &&Edge| {
            edge.row().is_some_and(|row| self.suggest.near(&outcome.text, [row.name]).is_some())
        };
        match near.or_else(|| node.outcomes().find(api).map(Edge::spelled)).as_deref() {
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

    pub(super) fn node(&mut self, name: &Name, position: Position) -> Option<NodeId> {
        let found = self.ids.get(name.text.as_str()).copied();
        if found.is_none() && self.complete {
            if self.report_source(name) {
                return None;
            }
            let message = format!("there is no node {} in this flow", quote(&name.text));
            let diagnostic = Diagnostic::new(&UNKNOWN_TARGET, name.span, message);
            let lets = self.lets.keys().copied().filter(|_| position == Position::Condition);
            let near =
                self.suggest.near(&name.text, self.nodes.iter().map(|node| node.id.as_str()).chain(lets));
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

    /// Reports the name of a source of values that stands where a node should; says whether it is one.
    fn report_source(&mut self, name: &Name) -> bool {
        let is_source =
            words::is(&name.text, words::Part::Source) || words::is(&name.text, words::Part::ReportSource);
        if is_source && !name.quoted {
            let message = format!("{} is no condition: its values are compared", quote(&name.text));
            let help = format!("write a comparison: `{0}.KEY == \"…\"`, or `{0}.KEY exists`", name.text);
            self.report(Diagnostic::new(&WRONG_TYPE, name.span, message).help(help));
        }
        is_source && !name.quoted
    }
}
