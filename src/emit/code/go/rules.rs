//! The rules of `decide` in Go.

use std::fmt::Write;

use super::columns::{self, Line};
use super::strings;
use super::words::{SEPARATOR, exported};
use crate::emit::code::conditions::Logic;
use crate::emit::code::identifiers::Scope;
use crate::emit::code::ir::Decide;

static LOGIC: Logic = Logic { and: " && ", or: " || ", not: "!", incomplete: "incomplete" };

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
    decide.atoms.iter().map(|words| scope.name(&exported("bit", &[words]))).collect()
}

/// What the rules ask for, and the rules.
pub(super) fn rules(decide: &Decide<'_>, names: &[String], constants: &[String], out: &mut String) {
    if let [first, others @ ..] = constants {
        let _ = writeln!(out, "// What the rules ask for, a bit each.\nconst (\n\t{first} mask = 1 << iota");
        for name in others {
            let _ = writeln!(out, "\t{name}");
        }
        out.push_str(")\n\n");
    }
    let _ = writeln!(
        out,
        "// asksWhereStopped tells whether a rule about sessions that did not complete asks where they went.\nconst asksWhereStopped = {}\n",
        decide.asks_where_stopped
    );
    out.push_str("// rule returns the decision about a session that passed what passed holds a bit of.\n");
    out.push_str("func rule(passed mask, incomplete bool) Decision {\n");
    if !constants.is_empty() {
        out.push_str("\thas := func(bit mask) bool { return passed&bit != 0 }\n");
    }
    let has = |atom: usize| format!("has({})", constants.get(atom).map_or("", String::as_str));
    let name = |decision: &str| {
        let at = decide.decisions.iter().position(|it| *it == decision);
        at.and_then(|at| names.get(at)).map_or(PENDING, String::as_str)
    };
    for rule in &decide.rules {
        let Some(condition) = &rule.condition else {
            // Nothing is reached behind `else`.
            let _ = writeln!(out, "\treturn {}", name(rule.decision));
            break;
        };
        let condition = LOGIC.write(condition, &has);
        let _ = writeln!(out, "\tif {condition} {{\n\t\treturn {}\n\t}}", name(rule.decision));
    }
    out.push_str("}\n\n");
}
