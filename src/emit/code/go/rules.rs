//! The rules of `decide` in Go.

use std::fmt::Write;

use super::columns::{self, Line};
use super::strings;
use super::words::{SEPARATOR, exported};
use crate::emit::code::identifiers::Scope;
use crate::emit::code::ir::{Condition, Decide, Fact, Location, Rule};
use crate::flow::Scalar;

/// The fact that a session did not complete.
const INCOMPLETE: &str = "factIncomplete";

/// What a session has that is not decided yet.
const PENDING: &str = "DecisionPending";

/// The decisions as constants.
pub(super) fn decisions(decide: &Decide<'_>, names: &[String], out: &mut String) {
    out.push_str(
        "// Decision is a decision about a session.\ntype Decision string\n\n// The decisions.\nconst (\n",
    );
    let line = |name: &String, decision: &str, docs: &str| Line {
        docs: docs.to_owned(),
        name: name.clone(),
        rest: format!("Decision = {}", strings::quoted(decision)),
    };
    let mut lines: Vec<Line> =
        decide.decisions.iter().zip(names).map(|(decision, name)| line(name, decision, "")).collect();
    let docs =
        "\t// DecisionPending stands for none: the session goes on, or its report does not say enough yet.\n";
    lines.push(line(&PENDING.to_owned(), "pending", docs));
    columns::declarations(&lines, out);
    out.push_str(")\n\n");
}

/// The names of the decisions.
pub(super) fn names(decide: &Decide<'_>) -> Vec<String> {
    let mut scope = Scope::new(&[], SEPARATOR);
    scope.name(PENDING);
    decide.decisions.iter().map(|it| scope.name(&exported("Decision", &[it]))).collect()
}

/// The names of what the rules ask for.
pub(super) fn constants(decide: &Decide<'_>) -> Vec<String> {
    let mut scope = Scope::new(&[], SEPARATOR);
    scope.name(INCOMPLETE);
    let name = |(at, fact): (usize, &Fact)| match at {
        0 => INCOMPLETE.to_owned(),
        _ => scope.name(&exported("fact", &[&fact.words])),
    };
    decide.facts.iter().enumerate().map(name).collect()
}

/// What the rules ask for, and the rules.
pub(super) fn rules(decide: &Decide<'_>, names: &[String], constants: &[String], out: &mut String) {
    out.push_str("// What the rules ask for.\nconst (\n\tnone = iota - 1\n");
    for name in constants {
        let _ = writeln!(out, "\t{name}");
    }
    out.push_str(")\n\nvar rules = []decisionRule{\n");
    let name = |decision: &str| {
        let at = decide.decisions.iter().position(|it| *it == decision);
        at.and_then(|at| names.get(at)).map_or(PENDING, String::as_str)
    };
    for it in &decide.rules {
        let _ = writeln!(out, "\t{},", rule(it, name(it.decision), constants));
    }
    out.push_str("}\n\n// ambiguousRule is what a report gets that can't tell which rule holds.\n");
    let _ = match &decide.ambiguous {
        None => writeln!(out, "var ambiguousRule *decisionRule\n"),
        Some(it) => {
            writeln!(out, "var ambiguousRule = &decisionRule{}\n", rule(it, name(it.decision), constants))
        }
    };
    facts(decide, out);
}

/// What is compared for each fact, and where in the graph it is.
fn facts(decide: &Decide<'_>, out: &mut String) {
    out.push_str("var facts = []*comparison{\n");
    for fact in &decide.facts {
        let Some(value) = &fact.value else {
            out.push_str("\tnil,\n");
            continue;
        };
        let _ = write!(
            out,
            "\t{{name: {}, place: {}, operator: {}",
            strings::quoted(&value.name),
            location(&value.left),
            strings::quoted(value.operator)
        );
        let _ = match &value.literal {
            None => Ok(()),
            Some(Scalar::Text(text)) => write!(out, ", literal: {}", strings::quoted(text)),
            Some(Scalar::Number(number)) => {
                write!(out, ", literal: json.Number({})", strings::quoted(number))
            }
            Some(Scalar::Bool(yes)) => write!(out, ", literal: {yes}"),
        };
        if !value.spellings.is_empty() {
            let spellings = value
                .spellings
                .iter()
                .map(|(one, other)| format!("{}: {}", strings::quoted(one), strings::quoted(other)));
            let _ =
                write!(out, ", spellings: map[string]string{{{}}}", spellings.collect::<Vec<_>>().join(", "));
        }
        if let Some(other) = &value.other {
            let _ = write!(out, ", other: &{}", location(other));
        }
        out.push_str("},\n");
    }
    let places: Vec<String> = decide.facts.iter().map(|fact| fact.place.to_string()).collect();
    let _ = writeln!(
        out,
        "}}\n\n// places says where in the graph each fact is.\nvar places = []int{{{}}}\n",
        places.join(", ")
    );
}

fn location(location: &Location) -> String {
    let path: Vec<String> = location.path.iter().map(|name| strings::quoted(name)).collect();
    format!("location{{{}, []string{{{}}}}}", strings::quoted(location.source), path.join(", "))
}

fn rule(rule: &Rule<'_>, decision: &str, constants: &[String]) -> String {
    format!(
        "{{{}, {decision}, {}, {}, {}, {}}}",
        rule.index,
        strings::quoted(&rule.text),
        strings::quoted(rule.reason.unwrap_or_default()),
        rule.grants,
        condition(&rule.condition, constants)
    )
}

fn condition(it: &Condition, constants: &[String]) -> String {
    match it {
        Condition::Fact(fact) => format!("has({})", constants.get(*fact).map_or("none", String::as_str)),
        Condition::Known(known) => format!("always({known})"),
        Condition::Not(part) => format!("not({})", condition(part, constants)),
        Condition::Least(least, parts) => {
            let parts: String =
                parts.iter().map(|part| format!(", {}", condition(part, constants))).collect();
            format!("least({least}{parts})")
        }
    }
}
