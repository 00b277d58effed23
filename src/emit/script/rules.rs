//! Owns the rules of `decide` in a script.

use std::fmt::Write;

use super::strings;
use crate::emit::identifiers::{Scope, screaming};
use crate::emit::program::{Logic, Rules};

static LOGIC: Logic = Logic { and: " && ", or: " || ", not: "!", incomplete: "incomplete" };

/// The decisions and their type.
pub(super) fn decisions(rules: &Rules<'_>, out: &mut String) {
    let names: Vec<String> = rules.decisions.iter().map(|name| strings::quoted(name)).collect();
    let _ =
        writeln!(out, "/** The decisions. */\nexport const DECISIONS = [{}]⟦ as const⟧;\n", names.join(", "));
    out.push_str(
        "⟦/** A decision about a session. */\nexport type Decision = (typeof DECISIONS)[number];\n\n⟧",
    );
}

/// The names of what the rules ask for.
pub(super) fn constants(rules: &Rules<'_>) -> Vec<String> {
    let mut scope =
        Scope::new(&[&["ASKS_WHERE_STOPPED", "DECISIONS", "GRAPH", "JSON", "PARAMS", "POSITIONS"]], "_");
    rules.atoms.iter().map(|words| scope.name(&screaming(words))).collect()
}

/// What the rules ask for, and the rules.
pub(super) fn rules(rules: &Rules<'_>, constants: &[String], out: &mut String) {
    if !constants.is_empty() {
        out.push_str("// What the rules ask for, a bit each.\n");
        for (at, name) in constants.iter().enumerate() {
            let _ = writeln!(out, "const {name} = 1 << {at};");
        }
        out.push('\n');
    }
    let _ = writeln!(
        out,
        "/** Whether a rule about sessions that did not complete asks where they went. */\nconst ASKS_WHERE_STOPPED = {};\n",
        rules.asks_where_stopped
    );
    out.push_str("/** The decision about a session that passed what `passed` holds a bit of. */\n");
    let mask = if constants.is_empty() { "_passed" } else { "passed" };
    let conditions: Vec<Option<String>> = rules
        .rules
        .iter()
        .map(|rule| {
            rules.condition(rule, &LOGIC, &|atom| {
                format!("has({})", constants.get(atom).map_or("", String::as_str))
            })
        })
        .collect();
    let incomplete = if conditions.iter().all(Option::is_none) { "_incomplete" } else { "incomplete" };
    let _ = writeln!(out, "function rule({mask}⟦: number⟧, {incomplete}⟦: boolean⟧)⟦: Decision⟧ {{");
    if !constants.is_empty() {
        out.push_str("  const has = (bit⟦: number⟧)⟦: boolean⟧ => (passed & bit) !== 0;\n");
    }
    for (rule, condition) in rules.rules.iter().zip(conditions) {
        let decision = strings::quoted(rule.decision);
        let _ = match condition {
            Some(condition) => writeln!(out, "  if ({condition}) return {decision};"),
            None => writeln!(out, "  return {decision};"),
        };
    }
    out.push_str("}\n\n");
}
