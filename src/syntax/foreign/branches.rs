//! `if … else`, `switch` and loops of programs, which people write where a node's routes belong.

use super::lines::first_word;
use crate::catalog;
use crate::syntax::words::{self, Part};

/// Such a statement.
pub struct Branch {
    /// The word that it begins with.
    pub word: &'static str,
    /// The byte after its last one.
    pub end: usize,
    /// What to write.
    pub help: String,
}

static CHOICES: [&str; 4] = ["if", "switch", "match", "unless"];
static LOOPS: [&str; 4] = ["while", "for", "repeat", "loop"];

/// The statement of that kind that begins at `at`.
pub fn branch(text: &str, at: usize) -> Option<Branch> {
    let rest = text.get(at..)?;
    let (word, head) = first_word(rest.lines().next()?);
    let word = CHOICES.iter().chain(&LOOPS).find(|known| **known == word)?;
    let opens = head.starts_with(|ch: char| ch.is_ascii_alphabetic() || ch == '(' || ch == '!');
    if !(opens || (*word == "loop" && head.starts_with('{'))) || !is_condition(head) {
        return None;
    }
    let end = at + end(rest);
    let help = if LOOPS.contains(word) {
        "a flow never goes back: a second attempt is a second node of the type, further on".to_owned()
    } else {
        routes(head, text.get(at..end)?)
    };
    Some(Branch { word, end, help })
}

fn is_condition(head: &str) -> bool {
    let head = head.trim_end();
    head.ends_with(['{', ':', ')']) || head.contains(['=', '.', '(', '>']) || head.contains(" then")
}

/// How far it goes: over the lines that are indented, and those that go on with it.
fn end(rest: &str) -> usize {
    let mut end = 0;
    let mut at = 0;
    for (number, line) in rest.split_inclusive('\n').enumerate() {
        let (word, _) = first_word(line.trim_end());
        let goes_on = line.starts_with([' ', '\t', '}', ')'])
            || ["else", "elif", "elsif", "elseif", "endif", "fi", "case", "default"].contains(&word);
        if number > 0 && !goes_on && !line.trim().is_empty() {
            break;
        }
        at += line.len();
        if !line.trim().is_empty() {
            end = at;
        }
    }
    rest.get(..end).map_or(end, |text| text.trim_end().len())
}

/// The routes that are meant, with the names that are found.
fn routes(head: &str, all: &str) -> String {
    let body = all.split_once('\n').map_or(head, |(_, body)| body);
    let mut targets = targets(body).into_iter();
    let mut target = || targets.next().unwrap_or("…");
    let condition = head.trim_end_matches(['{', ':', ' ']).trim_matches(['(', ')']).trim_end_matches(" then");
    let condition = condition.split_once("->").map_or(condition, |(condition, _)| condition.trim_end());
    let (node, outcome) = asked(condition);
    if words::is(node, Part::Source) {
        let (yes, no) = (target(), target());
        return format!(
            "write a node of its own: `check: field_condition -> < when {condition}: {yes}, else: {no} >`"
        );
    }
    let (yes, no) = (target(), target());
    format!("a node's routes say where its outcomes lead: `{node} -> < {outcome}: {yes}, else: {no} >`")
}

/// `liveness.detected`, `liveness == "detected"`
fn asked(condition: &str) -> (&str, &str) {
    let mut names = condition
        .split(|ch: char| !(ch.is_alphanumeric() || ch == '_' || ch == '-'))
        .filter(|word| !word.is_empty() && !["outcome", "result", "status", "not"].contains(word));
    (names.next().unwrap_or("liveness"), names.next().unwrap_or("detected"))
}

/// What is gone to: the names behind arrows, `goto`, `return`, or alone on their line.
fn targets(body: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for line in body.lines() {
        let line = line.trim().trim_matches(['{', '}', ';', ' ']);
        let line = line.strip_prefix("else").map_or(line, |rest| rest.trim_start_matches([':', ' ', '{']));
        let name = ["->", "goto", "go to", "return", "next:", "next =", "=>"]
            .iter()
            .find_map(|mark| line.split_once(mark).map(|(_, rest)| rest.trim()));
        let word = name.unwrap_or(line).trim_matches(['"', '\'', ';', ',', '(', ')', '{', '}', ' ']);
        if words::is_identifier(word)
            && !words::is_word(word)
            && catalog::node_type(word).is_none_or(|_| name.is_some())
        {
            found.push(word);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_branch_of_a_program_is_told_with_its_names() {
        let check = |text: &str, expected: Option<&str>| {
            let found = branch(text, 0);
            assert_eq!(
                found.as_ref().map(|it| it.help.contains(expected.unwrap_or(""))),
                expected.map(|_| true),
                "{text}: {:?}",
                found.map(|it| it.help)
            );
        };
        check(
            "if liveness.detected {\n  -> bye\n} else {\n  -> sorry\n}\nend",
            Some("`liveness -> < detected: bye, else: sorry >`"),
        );
        check(
            "if liveness == \"detected\":\n  goto bye\nelse:\n  goto sorry\n",
            Some("detected: bye, else: sorry"),
        );
        check("if (extracted.age >= 18) {\n  bye\n}", Some("when extracted.age >= 18: bye"));
        check("while not liveness.detected {\n}", Some("never goes back"));
        check("if -> bye", None);
        check("if: conversation \"x\"", None);
    }
}
