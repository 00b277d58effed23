//! Owns the rules of a field_condition (`when extracted.age >= 18`).

use super::interpolation;
use super::misplaced;
use super::objects::operand;
use super::references;
use super::scope::Scope;
use super::subject::{Routed, Subject};
use super::suggest::Suggest;
use super::wording::{hint, one_of, quote};
use crate::catalog::{self, OPERATORS, Operator, Routing};
use crate::diag::{Diagnostic, Tag, same_letters};
use crate::flow::{Operand, Reference, Rule};
use crate::source::Span;
use crate::syntax::ast;

crate::code! {
    /// A rule is not a comparison that the API knows: `==`, `!=`, `>`, `<`, `>=` and `<=` with a value or a reference on the
    /// right, `exists` and `not exists` with nothing there.
    ///
    /// ```fsflow wrong
    /// session { provided_data: { tier: "gold" } }
    /// start -> by_tier
    /// by_tier: field_condition -> < when provided.tier = "gold": closing, else: closing >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// session { provided_data: { tier: "gold" } }
    /// start -> by_tier
    /// by_tier: field_condition -> < when provided.tier == "gold": closing, else: closing >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static WRONG_RULE = error "wrong-rule";
}

crate::code! {
    /// A `field_condition` has no rule. The API wants at least one; a node that always leads to the same target is not needed.
    ///
    /// ```fsflow wrong
    /// session { provided_data: { tier: "gold" } }
    /// start -> by_tier
    /// by_tier: field_condition -> < else: closing >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// session { provided_data: { tier: "gold" } }
    /// start -> by_tier
    /// by_tier: field_condition -> < when provided.tier == "gold": closing, else: closing >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static NO_RULES = error "no-rules";
}

/// What people write for the operators.
static SLIPS: &[(&str, &str)] = &[
    ("=", "=="),
    ("is", "=="),
    ("equals", "=="),
    ("eq", "=="),
    ("isnt", "!="),
    ("ne", "!="),
    ("over", ">"),
    ("under", "<"),
    ("exist", "exists"),
    ("present", "exists"),
    ("missing", "not exists"),
];

/// The rule with its parts resolved; what is wrong is `None` and was reported.
pub(super) fn resolve(scope: &mut Scope<'_>, rule: &ast::Rule, number: u32) -> Rule {
    let left = left_side(scope, &rule.left);
    let operator = operator(scope, &rule.operator);
    let right = right_side(scope, rule, operator);
    Rule { number, left, operator, right }
}

fn left_side(scope: &mut Scope<'_>, left: &ast::Value) -> Option<Reference> {
    match &left.kind {
        ast::ValueKind::Missing => return None,
        ast::ValueKind::Reference(reference) => return references::resolve(scope, reference),
        _ => {}
    }
    let diagnostic = references::wanted(left.span, "the left side of a rule is no reference");
    let diagnostic = match &left.kind {
        ast::ValueKind::Word(word) => diagnostic
            .label("only a key")
            .help(format!("say where it comes from: `extracted.{word}` or `provided.{word}`")),
        _ => diagnostic
            .label("not a value of the session")
            .help("begin with `extracted.KEY` or `provided.KEY`"),
    };
    scope.report(diagnostic);
    interpolation::touch_value(scope, left);
    None
}

fn operator(scope: &mut Scope<'_>, written: &ast::Name) -> Option<&'static Operator> {
    match find_operator(&mut scope.suggest, written) {
        Ok(found) => found,
        Err(diagnostic) => {
            scope.report(*diagnostic);
            None
        }
    }
}

/// The operator that is written so; `None` when nothing is written, which was reported.
pub(super) fn find_operator(
    suggest: &mut Suggest,
    written: &ast::Name,
) -> Result<Option<&'static Operator>, Box<Diagnostic>> {
    let found = catalog::operator(&written.text);
    if found.is_some() || written.text.is_empty() {
        return Ok(found);
    }
    let word = written.text.as_str();
    let diagnostic = Diagnostic::new(&WRONG_RULE, written.span, format!("{} is no comparison", quote(word)))
        .label("not known");
    let slip = SLIPS.iter().find(|(slip, _)| slip.eq_ignore_ascii_case(word)).map(|(_, right)| *right);
    let symbols = OPERATORS.iter().map(|row| row.symbol);
    let near = slip.or_else(|| suggest.near(word, OPERATORS.iter().map(|row| row.name)).and_then(symbol));
    Err(Box::new(match near {
        Some(near) => diagnostic
            .help(hint(word, near))
            .fix(format!("use `{near}`"), written.span, near)
            .safe_if(slip.is_some() || same_letters(word, near)),
        None => diagnostic.help(format!("a rule compares with {}", one_of(symbols))),
    }))
}

fn symbol(name: &str) -> Option<&'static str> {
    catalog::operator(name).map(|row| row.symbol)
}

fn right_side(
    scope: &mut Scope<'_>,
    rule: &ast::Rule,
    operator: Option<&'static Operator>,
) -> Option<Operand> {
    match (operator, &rule.right) {
        (Some(row), Some(right)) if !row.binary => {
            let cut = Span { start: rule.operator.span.end, ..right.span };
            let diagnostic = Diagnostic::new(
                &WRONG_RULE,
                right.span,
                format!("{} takes no right side", quote(row.symbol)),
            )
            .label("nothing stands here")
            .help("remove it")
            .fix("remove it", cut, "")
            .tag(Tag::Unnecessary);
            scope.report(diagnostic);
            interpolation::touch_value(scope, right);
            None
        }
        (Some(row), None) if row.binary && !scope.lossy => {
            let message = format!("{} has nothing to compare with", quote(row.symbol));
            let diagnostic = Diagnostic::new(&WRONG_RULE, rule.operator.span, message)
                .label("compared with nothing")
                .help("write a value or a reference after it; whether a value is there asks `exists`");
            scope.report(diagnostic);
            None
        }
        (_, Some(right)) if !matches!(right.kind, ast::ValueKind::Missing) => {
            operand(scope, &rule.operator.text, right)
        }
        _ => None,
    }
}

/// Takes note of the parameters in a rule that is not looked at otherwise.
pub(super) fn touch(scope: &mut Scope<'_>, rule: &ast::Rule) {
    interpolation::touch_value(scope, &rule.left);
    rule.right.iter().for_each(|right| interpolation::touch_value(scope, right));
}

/// Reports a rule on a type that has none.
pub(super) fn report_misplaced(scope: &mut Scope<'_>, subject: &Subject<'_>, rule: &ast::Rule) {
    let message = format!("{} takes no rule", quote(subject.name()));
    let help = match subject.row.map(|row| &row.routing) {
        Some(Routing::Choices(_)) => {
            "write `outcome: target when \"…\"`, or put the rule into a `field_condition` before or after this node"
        }
        _ => "name the outcome: `outcome: target`; rules stand in a `field_condition`",
    };
    scope.report(misplaced::clause(rule.span, message).label("a rule on the session's data").help(help));
}

/// Reports a named outcome among rules.
pub(super) fn report_plain_entry(scope: &mut Scope<'_>, subject: &Subject<'_>, name: &ast::Name) {
    let message = format!("{} takes rules, not the outcome {}", quote(subject.name()), quote(&name.text));
    let diagnostic = misplaced::clause(name.span, message)
        .label("not a rule")
        .help("write `when extracted.KEY == \"…\": target`, and `else: target` for what is left");
    scope.report(diagnostic);
}

/// Reports a node that wants rules and has routes without any.
pub(super) fn check_some(scope: &mut Scope<'_>, subject: &Subject<'_>, routed: &Routed<'_>) {
    let wants = subject.row.is_some_and(|row| matches!(row.routing, Routing::Rules(_)));
    if !wants || !routed.known || scope.lossy || routed.has_rule() {
        return;
    }
    let span = subject.node.routes.as_ref().map_or(subject.node.id.span, |routes| routes.arrow);
    let message = format!("the {} {} has no rule", subject.name(), quote(&subject.node.id.text));
    let diagnostic = Diagnostic::new(&NO_RULES, span, message).label("no rule follows").help(
        "write `-> < when extracted.KEY == \"…\": target, else: target >`, or lead to the target directly",
    );
    scope.report(diagnostic);
}
