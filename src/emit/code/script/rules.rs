//! The rules of `decide` in a script.

use std::fmt::Write;

use super::form::Form;
use super::item::Item;
use super::strings;
use super::words::CONSTANTS;
use crate::emit::code::conditions::Logic;
use crate::emit::code::identifiers::{Scope, screaming};
use crate::emit::code::ir::Decide;

static LOGIC: Logic = Logic { and: " && ", or: " || ", not: "!", incomplete: "incomplete" };

/// The names of what the rules ask for.
pub(super) fn constants(decide: &Decide<'_>) -> Vec<String> {
    let mut scope = Scope::new(CONSTANTS, "_");
    decide.atoms.iter().map(|words| scope.name(&screaming(words))).collect()
}

/// The decisions, what the rules ask for, and the rules.
pub(super) fn rules(decide: &Decide<'_>, constants: &[String], form: Form) -> Vec<Item> {
    let names = decide.decisions.iter().map(|name| strings::quoted(name)).collect();
    let mut items = vec![
        Item::Strings { docs: "The decisions.", name: "DECISIONS", items: names },
        Item::Type(
            "/** A decision about a session. */\nexport type Decision = (typeof DECISIONS)[number];\n"
                .to_owned(),
        ),
    ];
    if !constants.is_empty() {
        let mut bits = "// What the rules ask for, a bit each.\n".to_owned();
        for (at, name) in constants.iter().enumerate() {
            let _ = writeln!(bits, "const {name} = 1 << {at};");
        }
        items.push(Item::Code(bits));
    }
    items.push(Item::Code(format!(
        "/** Whether a rule about sessions that did not complete asks where they went. */\nconst ASKS_WHERE_STOPPED = {};\n",
        decide.asks_where_stopped
    )));
    items.push(Item::Code(rule(decide, constants, form)));
    items
}

/// The function that applies the rules.
fn rule(decide: &Decide<'_>, constants: &[String], form: Form) -> String {
    let has = |atom: usize| format!("has({})", constants.get(atom).map_or("", String::as_str));
    let rules: Vec<(Option<String>, &str)> = decide
        .rules
        .iter()
        .map(|rule| (rule.condition.as_ref().map(|it| LOGIC.write(it, &has)), rule.decision))
        .collect();
    // A parameter that is not used begins with `_`.
    let passed = if constants.is_empty() { "_passed" } else { "passed" };
    let asks = rules.iter().any(|(condition, _)| condition.is_some());
    let incomplete = if asks { "incomplete" } else { "_incomplete" };
    let [number, boolean, decision] = [": number", ": boolean", ": Decision"].map(|ty| form.ty(ty));
    let mut out =
        "/** The decision about a session that passed what `passed` holds a bit of. */\n".to_owned();
    let _ = writeln!(out, "function rule({passed}{number}, {incomplete}{boolean}){decision} {{");
    if !constants.is_empty() {
        let _ = writeln!(out, "  const has = (bit{number}){boolean} => (passed & bit) !== 0;");
    }
    for (condition, decision) in rules {
        let decision = strings::quoted(decision);
        let _ = match condition {
            Some(condition) => writeln!(out, "  if ({condition}) return {decision};"),
            None => writeln!(out, "  return {decision};"),
        };
    }
    out.push_str("}\n");
    out
}
