//! The rules of `decide` in a script: the facts that they ask for by number, and conditions over them, as data.

use std::fmt::Write;

use super::form::Form;
use super::item::Item;
use super::strings::{self, quoted};
use super::words::CONSTANTS;
use crate::emit::code::identifiers::{Scope, screaming};
use crate::emit::code::ir::{Condition, Decide, Fact, Location, Rule};
use crate::flow::Scalar;

/// Types of answers, the same for every flow.
const ANSWERS: &[&str] = &[
    "\
/** A rule of the flow: its place among the rules, from 0, and its condition as the flow says it. */
export interface RuleText {
  readonly index: number;
  readonly text: string;
}
",
    "\
/** What a decision rests on: an outcome, or a value of the report, by the name that the flow has for it. */
export type Evidence =
  | { readonly name: string; readonly nodeId: NodeId; readonly outcome: string | null }
  | { readonly name: string; readonly value: Json };
",
    "\
/**
 * What is decided about a session, by which rule, why, and on what; or `\"pending\"`, and what is waited for. Rule and reason are
 * `null` where several for the one decision may hold.
 */
export type Answer =
  | {
      readonly decision: Decision;
      readonly rule: RuleText | null;
      readonly reason: string | null;
      readonly evidence: readonly Evidence[];
      readonly waitingFor: readonly [];
    }
  | {
      readonly decision: \"pending\";
      readonly rule: null;
      readonly reason: null;
      readonly evidence: readonly [];
      readonly waitingFor: readonly string[];
    };
",
    "\
/** How a session is decided. */
export interface DecideOptions {
  /** Whether nothing more is waited for: what is missing counts as not having happened, and grants nothing. */
  readonly final?: boolean | undefined;
}
",
];

/// The names of what the rules ask for.
pub(super) fn constants(decide: &Decide<'_>) -> Vec<String> {
    let mut scope = Scope::new(CONSTANTS, "_");
    let name = |(at, fact): (usize, &Fact)| match at {
        0 => "INCOMPLETE".to_owned(),
        _ => scope.name(&screaming(&fact.words)),
    };
    decide.facts.iter().enumerate().map(name).collect()
}

/// The decisions, what the rules ask for, and the rules.
pub(super) fn rules(decide: &Decide<'_>, constants: &[String], form: Form) -> Vec<Item> {
    let names = decide.decisions.iter().map(|name| quoted(name)).collect();
    let mut items = vec![
        Item::Strings { docs: "The decisions.", name: "DECISIONS", items: names },
        Item::Type(
            "/** A decision about a session. */\nexport type Decision = (typeof DECISIONS)[number];\n"
                .to_owned(),
        ),
    ];
    items.extend(ANSWERS.iter().map(|text| Item::Type((*text).to_owned())));
    let mut numbers = "// What the rules ask for.\n".to_owned();
    for (at, name) in constants.iter().enumerate() {
        let _ = writeln!(numbers, "const {name} = {at};");
    }
    items.push(Item::Code(numbers));
    let mut list = format!("const RULES{} = [\n", form.ty(": readonly Rule[]"));
    for it in &decide.rules {
        let _ = writeln!(list, "  {},", rule(it, constants, "  "));
    }
    list.push_str("];\n");
    items.push(Item::Code(list));
    let ambiguous = decide.ambiguous.as_ref().map_or("null".to_owned(), |it| rule(it, constants, ""));
    let ty = form.ty(": Rule | null");
    items.push(Item::Code(format!(
        "// What a report gets that can't tell which rule holds.\nconst AMBIGUOUS{ty} = {ambiguous};\n"
    )));
    items.push(Item::Code(facts(decide, form)));
    items
}

/// What is compared for each fact, and where in the graph it is.
fn facts(decide: &Decide<'_>, form: Form) -> String {
    let mut out = format!("const FACTS{} = [\n", form.ty(": readonly (Comparison | null)[]"));
    for fact in &decide.facts {
        let Some(value) = &fact.value else {
            out.push_str("  null,\n");
            continue;
        };
        let literal = match &value.literal {
            None => "null".to_owned(),
            Some(Scalar::Text(text)) => quoted(text),
            Some(Scalar::Number(number)) => number.clone(),
            Some(Scalar::Bool(yes)) => yes.to_string(),
        };
        let other = value.other.as_ref().map_or("null".to_owned(), |other| {
            format!("{{ source: \"{}\", path: {} }}", other.source, path(other))
        });
        let spellings: Vec<String> = value
            .spellings
            .iter()
            .map(|(one, other)| format!("[{}, {}]", quoted(one), quoted(other)))
            .collect();
        let spellings = format!("[{}]", spellings.join(", "));
        let _ = writeln!(
            out,
            "  {{ name: {}, source: \"{}\", path: {}, operator: \"{}\", literal: {literal}, other: {other}, spellings: {spellings} }},",
            quoted(&value.name),
            value.left.source,
            path(&value.left),
            value.operator,
        );
    }
    let places: Vec<String> = decide.facts.iter().map(|fact| fact.place.to_string()).collect();
    let _ = write!(
        out,
        "];\n\n// Where in the graph each fact is.\nconst PLACES{} = [{}];\n",
        form.ty(": readonly number[]"),
        places.join(", ")
    );
    out
}

fn path(location: &Location) -> String {
    let path: Vec<String> = location.path.iter().map(|name| quoted(name)).collect();
    format!("[{}]", path.join(", "))
}

fn rule(rule: &Rule<'_>, constants: &[String], indent: &str) -> String {
    let reason = rule.reason.map_or("null".to_owned(), quoted);
    let mut when = String::new();
    condition(&rule.condition, constants, &mut when);
    let mut out = format!("{{\n{indent}  index: {}, decision: ", rule.index);
    strings::string(rule.decision, &mut out);
    let _ = write!(
        out,
        ", reason: {reason}, grants: {},\n{indent}  text: {},\n{indent}  when: {when},\n{indent}}}",
        rule.grants,
        quoted(&rule.text)
    );
    out
}

fn condition(it: &Condition, constants: &[String], out: &mut String) {
    match it {
        Condition::Fact(fact) => out.push_str(constants.get(*fact).map_or("false", String::as_str)),
        Condition::Known(known) => out.push_str(if *known { "true" } else { "false" }),
        Condition::Not(part) => {
            out.push_str("[\"not\", ");
            condition(part, constants, out);
            out.push(']');
        }
        Condition::Least(least, parts) => {
            let _ = write!(out, "[\"least\", {least}, [");
            for (at, part) in parts.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { ", " });
                condition(part, constants, out);
            }
            out.push_str("]]");
        }
    }
}
