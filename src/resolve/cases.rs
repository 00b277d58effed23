//! Owns the resolution of `test`.

use std::collections::HashMap;

use super::conditions::Names;
use super::decisions::UNKNOWN_DECISION;
use super::wording::quote;
use crate::diag::Diagnostic;
use crate::flow::{Atom, Case, GivenValue, Test};
use crate::source::Span;
use crate::syntax::ast;
use crate::syntax::words::Position;

crate::code! {
    /// Two tests have one name, so that nobody could tell which of them failed.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// test "every session" { => closing }
    /// test "every session" { => end }
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// test "every session is closed" { => closing }
    /// test "every session ends" { => end }
    /// ```
    pub static DUPLICATE_TEST = error "duplicate-test";
}

impl Names<'_> {
    /// Reports tests of one name.
    pub(super) fn check_test_names<'t>(&mut self, tests: impl Iterator<Item = &'t ast::Test>) {
        let mut names: HashMap<&str, Span> = HashMap::new();
        for test in tests {
            let Some(name) = test.name.as_literal() else { continue };
            if let Some(first) = names.get(name) {
                let message = format!("there are two tests {}", quote(name));
                let diagnostic = Diagnostic::new(&DUPLICATE_TEST, test.name.span, message);
                let help = "give each test a name of its own, or write the cases into one test";
                self.report(diagnostic.related(*first, "the first one").help(help));
            } else {
                names.insert(name, test.name.span);
            }
        }
    }

    pub(super) fn test(&mut self, test: &ast::Test, decides: bool) -> Test {
        let name = test.name.as_literal().unwrap_or("").to_owned();
        let cases = test.cases.iter().filter_map(|case| self.case(case, decides)).collect();
        Test { name, name_span: test.name.span, cases }
    }

    fn case(&mut self, case: &ast::Case, decides: bool) -> Option<Case> {
        let mut given: Vec<Atom> = Vec::new();
        let mut values: Vec<GivenValue> = Vec::new();
        let mut clean = true;
        for it in &case.given {
            let found = match it {
                ast::Given::Atom(atom) => self.atom(atom).map(|atom| given.push(atom)),
                ast::Given::Value(value) => self.given_value(value).map(|value| values.push(value)),
            };
            clean &= found.is_some();
        }
        let stops_at = case.stop.as_ref().map(|stop| (self.node(&stop.node, Position::Target), stop.span));
        clean &= stops_at.is_none_or(|(node, _)| node.is_some());
        let stops_at = stops_at.and_then(|(node, span)| Some((node?, span)));
        let mut out = Case {
            span: case.span,
            given,
            values,
            stops_at,
            nodes: Vec::new(),
            decision: None,
            no_nodes: Vec::new(),
            no_decisions: Vec::new(),
        };
        for expected in &case.expected {
            clean &= self.expected(expected, decides, &mut out);
        }
        clean.then_some(out)
    }

    /// Notes what a case expects; says whether it is known.
    fn expected(&mut self, expected: &ast::Expected, decides: bool, case: &mut Case) -> bool {
        let ast::Expected { not, name } = expected;
        if self.decisions.contains(name.text.as_str()) {
            match (&case.decision, not) {
                (_, Some(_)) => case.no_decisions.push((name.text.clone(), name.span)),
                (None, None) => case.decision = Some((name.text.clone(), name.span)),
                (Some((_, first)), None) => {
                    let diagnostic =
                        Diagnostic::new(&UNKNOWN_DECISION, name.span, "a session has one decision");
                    let diagnostic = diagnostic.related(*first, "the first one");
                    self.report(diagnostic.help("write one decision a case"));
                    return false;
                }
            }
            return true;
        }
        if let Some(node) = self.ids.get(name.text.as_str()) {
            let nodes = if not.is_some() { &mut case.no_nodes } else { &mut case.nodes };
            nodes.push((*node, name.span));
            return true;
        }
        if decides {
            self.unknown_name(name, Position::Expected);
        } else {
            self.node(name, Position::Expected);
        }
        false
    }
}
