//! Owns what a condition says when it lets a session go that gets no answer: it speaks of attempts, exchanges, silence, time
//! or refusal. Shared by the rules about conversations that can stall.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::english;
use crate::flow::{Edge, Node, Text, TextPart};

/// Words that speak of a way out; `*` stands for any ending.
const WORDS: &str = "attempt* exchange* silen* refus* unclear* unsure uncertain* undecided ambiguous timeout* minute* \
     seconds stall* unrespons* unable unwilling abandon* inactiv* confus* otherwise nothing nobody cannot retries tries \
     tried stuck evasive* evade* ignor* idle impossible turns times rounds messages twice else other neither none without \
     can't couldn't won't wouldn't wait waited waiting";

/// Words that speak of a way out when a negation stands shortly before them.
const NEGATED: &str = "respond responds responded responding response answer answers answered answering reply replies \
     replied clear clearly speak speaks spoke say says said know knows want wants wish met able willing sure understand \
     understood cooperate continue react reaction engage provide provided give gave given condition conclusion decision";

const NEGATIONS: &str = "no not never didn't doesn't don't isn't wasn't hasn't haven't decline declines declined failed \
     stops stopped";

/// How many words a negation bears on.
const NEGATION_REACH: usize = 4;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Sense {
    WayOut,
    Negation,
    Negated,
}

/// A word that has a sense.
struct Entry {
    stem: &'static str,
    /// Whether any ending may follow.
    open: bool,
    sense: Sense,
}

/// The words by their first letter.
static SENSES: LazyLock<HashMap<char, Vec<Entry>>> = LazyLock::new(|| {
    let mut senses: HashMap<char, Vec<Entry>> = HashMap::new();
    for (words, sense) in [(WORDS, Sense::WayOut), (NEGATIONS, Sense::Negation), (NEGATED, Sense::Negated)] {
        for word in words.split_ascii_whitespace() {
            let (stem, open) = word.strip_suffix('*').map_or((word, false), |stem| (stem, true));
            senses.entry(stem.chars().next().unwrap_or(' ')).or_default().push(Entry { stem, open, sense });
        }
    }
    senses
});

fn sense(word: &str) -> Option<Sense> {
    let entries = SENSES.get(&word.chars().next()?)?;
    let fits = |entry: &&Entry| entry.stem == word || (entry.open && word.starts_with(entry.stem));
    entries.iter().find(fits).map(|entry| entry.sense)
}

/// Whether one of the node's own outcomes lets a session go that gets no clear answer. The exits of an awaited call are ways
/// out as well, and so is any condition that can't be judged: one that is not English, or holds nothing but parameters.
pub(super) fn exists(node: &Node) -> bool {
    // Most authors write it last.
    node.edges.iter().rev().any(|edge| edge.row().is_some() || is_one(edge))
}

fn is_one(edge: &Edge) -> bool {
    let Some(condition) = edge.condition() else { return true };
    speaks_of_way_out(&edge.name()) || told_by(condition)
}

fn told_by(condition: &Text) -> bool {
    let mut words = 0;
    let mut parameter = false;
    for part in &condition.parts {
        match part {
            TextPart::Literal(literal) if speaks_of_way_out(literal) => return true,
            TextPart::Literal(literal) => words += literal.split_whitespace().count(),
            TextPart::Param(_) => parameter = true,
        }
    }
    (parameter && words < 2) || english::foreign(condition).is_some()
}

fn speaks_of_way_out(text: &str) -> bool {
    let mut negated_for = 0;
    let mut word = String::new();
    for ch in text.chars().chain([' ']) {
        if ch.is_alphabetic() || matches!(ch, '\'' | '’') {
            word.extend(ch.to_lowercase().map(|ch| if ch == '’' { '\'' } else { ch }));
            continue;
        }
        if !word.is_empty() {
            let sense = sense(&word);
            if sense == Some(Sense::WayOut) || (negated_for > 0 && sense == Some(Sense::Negated)) {
                return true;
            }
            negated_for = if sense == Some(Sense::Negation) {
                NEGATION_REACH
            } else {
                usize::saturating_sub(negated_for, 1)
            };
            word.clear();
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_about_silence_attempts_and_refusal_are_a_way_out() {
        for text in [
            "User didn't respond after 3 attempts",
            "Dialog reached 6 exchanges with no condition met",
            "User refuses to answer",
            "The user gives no clear answer",
            "The user is silent",
            "30 seconds have passed",
            "The user does not reply",
            "The user doesn’t want to go on",
            "Anything else",
            "The user declined to answer",
            "asked three times",
            "no_answer",
            "timeout",
            "The user did not say either",
        ] {
            assert!(speaks_of_way_out(text), "{text}");
        }
    }

    #[test]
    fn plain_answers_are_none() {
        for text in [
            "The user clearly said the payment is theirs",
            "The user denied the payment or disputed a detail",
            "User wants to verify their identity",
            "The user said no",
            "The user said that the payment is not theirs",
            "The user declined the payment",
            "user provided name",
            "Validation passed",
            "confirmed",
        ] {
            assert!(!speaks_of_way_out(text), "{text}");
        }
    }
}
