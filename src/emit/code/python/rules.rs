//! The rules of `decide` in Python: the facts that they ask for by number, and conditions over them, as data.

use std::fmt::Write;

use super::nodes::literal_type;
use super::strings::quoted;
use super::words::CONSTANTS;
use crate::emit::code::identifiers::{Scope, screaming};
use crate::emit::code::ir::{Condition, Decide, Fact, Location, Rule};
use crate::flow::Scalar;

/// The type of the decisions.
pub(super) fn decisions(decide: &Decide<'_>, out: &mut String) {
    literal_type("Decision", decide.decisions.iter().copied(), out);
    out.push('\n');
}

/// The names of what the rules ask for.
pub(super) fn constants(decide: &Decide<'_>) -> Vec<String> {
    let mut scope = Scope::new(&[CONSTANTS], "_");
    let name = |(at, fact): (usize, &Fact)| match at {
        0 => "_INCOMPLETE".to_owned(),
        _ => scope.name(&format!("_{}", screaming(&fact.words).trim_start_matches('_'))),
    };
    decide.facts.iter().enumerate().map(name).collect()
}

/// What the rules ask for, and the rules.
pub(super) fn rules(decide: &Decide<'_>, constants: &[String], out: &mut String) {
    out.push_str("# What the rules ask for.\n");
    for (at, name) in constants.iter().enumerate() {
        let _ = writeln!(out, "{name}: Final = {at}");
    }
    out.push_str("\n_RULES: Final[tuple[_Rule, ...]] = (\n");
    for it in &decide.rules {
        let _ = writeln!(out, "    {},", rule(it, constants));
    }
    out.push_str(")\n\n# What a report gets that can't tell which rule holds.\n");
    let ambiguous = decide.ambiguous.as_ref().map_or("None".to_owned(), |it| rule(it, constants));
    let _ = writeln!(out, "_AMBIGUOUS: Final[_Rule | None] = {ambiguous}\n");
    out.push_str("_FACTS: Final[tuple[_Comparison | None, ...]] = (\n");
    for fact in &decide.facts {
        let Some(value) = &fact.value else {
            out.push_str("    None,\n");
            continue;
        };
        let literal = match &value.literal {
            None => "None".to_owned(),
            Some(Scalar::Text(text)) => quoted(text),
            Some(Scalar::Number(number)) => number.clone(),
            Some(Scalar::Bool(yes)) => if *yes { "True" } else { "False" }.to_owned(),
        };
        let other = value.other.as_ref().map_or("None".to_owned(), place);
        let spellings: Vec<String> = value
            .spellings
            .iter()
            .map(|(one, other)| format!("{}: {}", quoted(one), quoted(other)))
            .collect();
        let spellings = spellings.join(", ");
        let _ = writeln!(
            out,
            "    _Comparison({}, {}, \"{}\", {literal}, {other}, {{{spellings}}}),",
            quoted(&value.name),
            place(&value.left),
            value.operator
        );
    }
    let places: String = decide.facts.iter().map(|fact| format!("{}, ", fact.place)).collect();
    let _ = write!(
        out,
        ")\n\n# Where in the graph each fact is.\n_PLACES: Final[tuple[int, ...]] = ({})\n\n\n",
        places.trim_end()
    );
}

fn place(location: &Location) -> String {
    let path: String = location.path.iter().map(|name| format!("{}, ", quoted(name))).collect();
    format!("_Place(\"{}\", ({}))", location.source, path.trim_end())
}

fn rule(rule: &Rule<'_>, constants: &[String]) -> String {
    let mut when = String::new();
    condition(&rule.condition, constants, &mut when);
    let mut out = format!("_Rule({}, {}, {}, {when}", rule.index, quoted(rule.decision), quoted(&rule.text));
    if let Some(reason) = rule.reason {
        let _ = write!(out, ", reason={}", quoted(reason));
    }
    out.push_str(if rule.grants { ", grants=True)" } else { ")" });
    out
}

fn condition(it: &Condition, constants: &[String], out: &mut String) {
    match it {
        Condition::Fact(fact) => out.push_str(constants.get(*fact).map_or("False", String::as_str)),
        Condition::Known(known) => out.push_str(if *known { "True" } else { "False" }),
        Condition::Not(part) => {
            out.push_str("_Not(");
            condition(part, constants, out);
            out.push(')');
        }
        Condition::Least(least, parts) => {
            let _ = write!(out, "_Least({least}, (");
            for (at, part) in parts.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { " " });
                condition(part, constants, out);
                out.push(',');
            }
            out.push_str("))");
        }
    }
}
