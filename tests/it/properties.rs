//! What must hold of every flow: import ∘ build is the identity, laying out twice is laying out once and changes neither
//! JSON nor comments, and no text, however damaged, gets anything but an answer.

use fsflow::import;
use fsflow::resolve::Options;
use proptest::prelude::*;
use serde_json::Value;

use crate::choices::Choices;
use crate::invariants::{self, comments, json, laid_out};
use crate::{project, random, random_flows};

fn imported(choices: &mut Choices) -> (Value, String) {
    let body = random_flows::body(choices);
    let pretty = serde_json::to_string_pretty(&body).unwrap();
    (body, import::import("flow.json", &pretty, &import::Options::default()).text)
}

/// The text with comments and odd white space between its lines, wherever a line is not inside a folded text.
fn sprinkled(choices: &mut Choices, text: &str) -> String {
    let mut out = String::new();
    let mut folded = false;
    for (number, line) in text.lines().enumerate() {
        let begins_folded = folded;
        folded ^= line.matches("\"\"\"").count() % 2 == 1;
        if begins_folded || folded || line.contains("\"\"\"") {
            out += &format!("{line}\n");
            continue;
        }
        if choices.one_in(4) {
            out += &format!("{}// above {number}\n", " ".repeat(choices.below(5)));
        }
        if choices.one_in(5) {
            out += choices.pick::<&str>(&["\n", "\n\n\n", "  \n", "\t\n"]);
        }
        let indent = line.len() - line.trim_start().len();
        let indent = if indent > 0 { indent + choices.below(4) } else { 0 };
        out += &format!("{}{}", " ".repeat(indent), line.trim_start());
        if choices.one_in(4) {
            out += &format!("{}// behind {number}", " ".repeat(choices.below(4)));
        }
        out += choices.pick::<&str>(&["\n", "  \n"]);
    }
    out
}

fn numbers() -> impl Strategy<Value = Vec<u32>> {
    prop::collection::vec(any::<u32>(), 0..300)
}

proptest! {
    #![proptest_config(random::config(70, "tests/seeds/properties.txt"))]

    #[test]
    fn what_is_imported_builds_the_same_json_again(numbers in numbers()) {
        let (body, text) = imported(&mut Choices::new(numbers));
        let compilation = project::compile(&text, &Options::default());
        prop_assert!(!compilation.has_errors(), "{}\n{}\n{}", body, text, project::shown(&compilation));
        prop_assert_eq!(json(&compilation), body, "{}", text);
    }

    #[test]
    fn what_is_imported_is_laid_out_already(numbers in numbers()) {
        let (_, text) = imported(&mut Choices::new(numbers));
        prop_assert_eq!(laid_out(&text), text);
    }

    #[test]
    fn laying_out_keeps_the_json_and_the_comments_and_is_done_at_once(numbers in numbers()) {
        let mut choices = Choices::new(numbers);
        let (body, text) = imported(&mut choices);
        let text = sprinkled(&mut choices, &text);
        let once = laid_out(&text);
        prop_assert_eq!(comments(&once), comments(&text), "{}\n---\n{}", text, once);
        prop_assert_eq!(json(&project::compile(&once, &Options::default())), body, "{}\n---\n{}", text, once);
        prop_assert_eq!(laid_out(&once), once, "{}", text);
    }

    #[test]
    fn a_generated_flow_is_answered_alike_each_time(numbers in numbers()) {
        let (_, text) = imported(&mut Choices::new(numbers));
        invariants::text_is_answered(&text);
    }
}

/// Texts to damage: examples and cases.
fn texts() -> Vec<String> {
    let paths = ["examples", "tests/golden/messages"].map(|folder| project::files(folder, ".fsflow"));
    paths.concat().iter().map(|path| project::read(path)).collect()
}

/// The text with some of its bytes taken out, doubled or exchanged.
fn damaged(choices: &mut Choices, text: &str) -> String {
    const BITS: &[&str] = &[
        "\"", "\"\"\"", "<", ">", "{", "}", "[", "->", "-", ":", ",", "|", "\n", "\r", "$", "${", "\\", "//",
        "@allow(", ")", "when", "else", "say ", "\u{0}", "\u{202e}", "😀", "\u{feff}", "'", ";", "=>",
    ];
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..1 + choices.below(4) {
        let at = choices.below(bytes.len() + 1);
        let to = (at + choices.below(12)).min(bytes.len());
        match choices.below(4) {
            0 => drop(bytes.drain(at..to)),
            1 => {
                let copy = bytes[at..to].to_vec();
                bytes.splice(at..at, copy);
            }
            2 if at < bytes.len() => bytes[at] = choices.below(256) as u8,
            _ => drop(bytes.splice(at..at, choices.pick(BITS).bytes())),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

proptest! {
    #![proptest_config(random::config(120, "tests/seeds/properties.txt"))]

    #[test]
    fn a_damaged_text_is_answered_and_loses_no_comment(numbers in prop::collection::vec(any::<u32>(), 1..24)) {
        let mut choices = Choices::new(numbers);
        let texts = texts();
        let text = choices.pick(&texts).clone();
        let damaged = damaged(&mut choices, &text);
        invariants::text_is_answered(&damaged);
        invariants::layout_keeps_the_meaning(&damaged);
    }

    #[test]
    fn compiling_again_after_damage_is_compiling_afresh(numbers in prop::collection::vec(any::<u32>(), 1..24)) {
        let mut choices = Choices::new(numbers);
        let texts = texts();
        let text = choices.pick(&texts).clone();
        let damaged = damaged(&mut choices, &text);
        invariants::recompiling_is_compiling(&[text.clone(), damaged, text]);
    }
}
