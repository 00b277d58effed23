//! What an outcome that the API names says, for each type that has it.

use super::node_types::about;
use super::page::Page;
use crate::catalog::{NODE_TYPES, NodeType, Origin, Outcome, Source, Verdict, node_type, snake_case};

/// Names that the API may get: each with the type that would have it, and what is known.
static UNRELEASED: &[(&str, &str, Origin)] = &[(
    "captureUnavailable",
    "liveness_detection",
    Origin::but(
        &[Source::Unreleased],
        "No published version has it and what it means is not documented; in quotes, a flow can have it all the same.",
    ),
)];

/// Writes the page of an outcome: `deepfake`, `livenessDetected`, or `liveness.deepfake` for that of one type.
pub(super) fn write(name: &str, page: &mut Page) -> bool {
    let (of, word) = match name.split_once('.') {
        Some((of, word)) => match node_type(of) {
            Some(row) => (Some(row), word),
            None => return false,
        },
        None => (None, name),
    };
    if let Some((name, of, origin)) = UNRELEASED.iter().find(|row| row.0 == word || snake_case(row.0) == word)
    {
        page.paragraph(&format!("{word} (no outcome of a published version)"));
        page.paragraph(&format!("A line of the SDK names `{name}` as an outcome of {of}."));
        page.origin(origin);
        return true;
    }
    let found: Vec<(&NodeType, &Outcome)> = all()
        .filter(|(row, outcome)| of.is_none_or(|of| of.name == row.name) && outcome.is_named(word))
        .collect();
    let Some((_, first)) = found.first() else { return false };
    page.paragraph(&format!("{} (outcome)", first.written()));
    page.gap();
    page.table(found.iter().map(|(row, outcome)| (of_type(row), vec![about(outcome, row)])).collect());
    let verdicts: Vec<Verdict> = found.iter().map(|(_, outcome)| outcome.verdict).collect();
    if let Some(text) = verdicts.iter().find_map(|verdict| meaning(*verdict)) {
        page.paragraph(text);
    }
    let mut told: Vec<Origin> = Vec::new();
    for (_, outcome) in found {
        if !told.contains(&outcome.origin) {
            told.push(outcome.origin);
            page.origin(&outcome.origin);
        }
    }
    true
}

/// What to make of an outcome that decides about the user.
const fn meaning(verdict: Verdict) -> Option<&'static str> {
    match verdict {
        Verdict::Deepfake => Some(
            "It accuses the user of a forgery: it leads elsewhere than the outcome that passes, and `decide` looks at it.",
        ),
        Verdict::Inconclusive => Some(
            "It is a failure of the check and not of the person: no usable video, a time-out, a fault of the provider. \
             Right answers are a second try, another factor, or a person who looks; wrong ones are a pass and an \
             accusation.",
        ),
        Verdict::Known | Verdict::Unknown => Some(
            "Known and unknown users each need a way of their own: what is said to the one is wrong for the other.",
        ),
        Verdict::Neutral | Verdict::Pass => None,
    }
}

fn of_type(row: &NodeType) -> String {
    format!("of {}", row.written())
}

fn all() -> impl Iterator<Item = (&'static NodeType, &'static Outcome)> {
    NODE_TYPES
        .iter()
        .filter(|row| row.outcomes().len() > 1 || !row.exits().is_empty())
        .flat_map(|row| row.outcomes().iter().chain(row.exits()).map(move |outcome| (row, outcome)))
}

/// All outcomes, each once, with the types that have it.
pub(super) fn rows() -> Vec<(String, String)> {
    let mut rows: Vec<(String, String)> = Vec::new();
    for (row, outcome) in all() {
        match rows.iter_mut().find(|(name, _)| *name == outcome.written()) {
            Some((_, types)) => *types += &format!(", {}", row.written()),
            None => rows.push((outcome.written(), of_type(row))),
        }
    }
    rows
}

/// All spellings.
pub(super) fn spellings() -> Vec<String> {
    all()
        .flat_map(|(_, outcome)| [outcome.written(), outcome.name.to_owned(), snake_case(outcome.name)])
        .collect()
}
