//! The rules of `decide` in Python.

use std::fmt::Write;

use super::nodes::literal_type;
use super::strings;
use super::words::CONSTANTS;
use crate::emit::code::conditions::Logic;
use crate::emit::code::identifiers::{Scope, screaming};
use crate::emit::code::ir::Decide;

static LOGIC: Logic = Logic { and: " and ", or: " or ", not: "not ", incomplete: "incomplete" };

/// The type of the decisions.
pub(super) fn decisions(decide: &Decide<'_>, out: &mut String) {
    literal_type("Decision", decide.decisions.iter().copied(), out);
    out.push('\n');
}

/// The names of what the rules ask for.
pub(super) fn constants(decide: &Decide<'_>) -> Vec<String> {
    let mut scope = Scope::new(&[CONSTANTS], "_");
    let name = |words: &String| format!("_{}", screaming(words).trim_start_matches('_'));
    decide.atoms.iter().map(|words| scope.name(&name(words))).collect()
}

/// What the rules ask for, and the rules.
pub(super) fn rules(decide: &Decide<'_>, constants: &[String], out: &mut String) {
    if !constants.is_empty() {
        out.push_str("# What the rules ask for, a bit each.\n");
        for (at, name) in constants.iter().enumerate() {
            let _ = writeln!(out, "{name}: Final = 1 << {at}");
        }
        out.push('\n');
    }
    let asks = if decide.asks_where_stopped { "True" } else { "False" };
    out.push_str("# Whether a rule about sessions that did not complete asks where they went.\n");
    let _ = writeln!(out, "_ASKS_WHERE_STOPPED: Final[bool] = {asks}\n\n");
    out.push_str("def _rule(passed: int, incomplete: bool) -> Decision:\n");
    out.push_str(
        "    \"\"\"Give the decision about a session that passed what `passed` holds a bit of.\"\"\"\n\n",
    );
    if constants.is_empty() {
        // A documentation string is followed by a blank line only where a function follows.
        out.pop();
    } else {
        out.push_str("    def has(bit: int) -> bool:\n        return passed & bit != 0\n\n");
    }
    for rule in &decide.rules {
        let has = |atom| format!("has({})", constants.get(atom).map_or("", String::as_str));
        let decision = strings::quoted(rule.decision);
        let _ = match rule.condition.as_ref().map(|it| LOGIC.write(it, &has)) {
            Some(condition) => writeln!(out, "    if {condition}:\n        return {decision}"),
            None => writeln!(out, "    return {decision}"),
        };
    }
    out.push_str("\n\n");
}
