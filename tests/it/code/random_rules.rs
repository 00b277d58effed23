//! Owns small random flows whose `decide` says all that one can: grants, reasons, names, values, some of several, `ambiguous`.

use std::fmt::Write;

use crate::choices::Choices;
use crate::decisions::case::{Atom, Case};

/// The decision that is marked as a grant.
pub const GRANT: &str = "accept";

const DECISIONS: &[&str] = &[GRANT, "review", "reject"];

const VALUES: &[&str] = &[
    "extracted.age >= 18",
    "extracted.age < 21",
    "extracted.tier == \"gold\"",
    "extracted.age >= extracted.limit",
    "provided.amount > 100",
    "report.lang == \"en\"",
    "report.ai_analysis.real_person_or_virtual == \"real\"",
    "report.ai_analysis.age_min >= 18",
    "report.deepfake_detection.verdict == \"manipulated\"",
    "report.deepfake_detection not exists",
    "report.video_ai_analysis.risky_indicators not exists",
];

/// The text of a flow.
pub fn flow(choices: &mut Choices) -> String {
    let case = Case::new(choices);
    let case = Case { decide: None, ensures: Vec::new(), tests: Vec::new(), ..case.leading_on() };
    let mut text = case.text();
    text += "decide {\n";
    let mut names: Vec<&str> = Vec::new();
    for name in ["seen", "checked"].into_iter().take(choices.below(3)) {
        writeln!(text, "  let {name} = {}", condition(choices, &case, &names, 1)).unwrap();
        names.push(name);
    }
    for number in 0..=choices.below(4) {
        let decision = *choices.pick(DECISIONS);
        let grant = if decision == GRANT { "grant " } else { "" };
        let reason = if choices.one_in(2) { format!(" because \"reason {number}\"") } else { String::new() };
        let condition = match decision != GRANT && choices.one_in(4) {
            true => format!("incomplete and {}", condition(choices, &case, &names, 1)),
            false => condition(choices, &case, &names, 2),
        };
        writeln!(text, "  {grant}{decision}{reason}: {condition}").unwrap();
    }
    if choices.one_in(3) {
        text += "  review: ambiguous\n";
    }
    text += "  reject: else\n}\n";
    // What the API fills in is left out now and then; where nobody says where it leads, only if no rule asks for it.
    for node in 1..case.nodes.len() {
        for name in ["inconclusive", "error"] {
            let entry = case.nodes[node]
                .targets
                .last()
                .map_or(String::new(), |to| format!(", {name}: {}", case.id(*to)));
            let is_known = name == "inconclusive" || !text.contains(&format!("n{node}.{name}"));
            if choices.one_in(3) && is_known {
                let lines = text.lines().map(|line| match line.starts_with(&format!("n{node}: ")) {
                    true => line.replace(&format!("{entry} >"), " >") + "\n",
                    false => format!("{line}\n"),
                });
                text = lines.collect();
            }
        }
    }
    text
}

fn condition(choices: &mut Choices, case: &Case, names: &[&str], depth: usize) -> String {
    let parts = |choices: &mut Choices, between: &str| {
        let parts: Vec<String> =
            (0..2 + choices.below(2)).map(|_| condition(choices, case, names, depth - 1)).collect();
        (parts.join(between), parts.len())
    };
    match choices.below(if depth == 0 { 7 } else { 12 }) {
        0 | 1 => (*choices.pick(VALUES)).to_owned(),
        2 if !names.is_empty() => (*choices.pick(names)).to_owned(),
        3 => format!("not {}", case.atom(atom(choices, case))),
        0..=6 => case.atom(atom(choices, case)),
        7 => format!("not ({})", parts(choices, " or ").0),
        8 => format!("({})", parts(choices, " or ").0),
        9 => {
            let (parts, count) = parts(choices, ", ");
            format!("{} of ({parts})", 1 + choices.below(count))
        }
        _ => format!("({})", parts(choices, " and ").0),
    }
}

fn atom(choices: &mut Choices, case: &Case) -> Atom {
    let node = choices.below(case.nodes.len());
    let outcomes = case.nodes[node].targets.len();
    let outcome = (node > 0 && outcomes > 0 && !choices.one_in(4)).then(|| choices.below(outcomes));
    Atom { node, outcome }
}
