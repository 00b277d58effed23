//! Owns how checks put names, lists and paths into a sentence.

use crate::flow::{Flow, NodeId};
use crate::graph::Witness;

pub(super) use crate::resolve::wording::quote;

/// The longest piece of code that a help shows whole, in characters.
const LONGEST_CODE: usize = 240;

/// What to write, in backticks.
pub(super) fn code(text: &str) -> String {
    match text.char_indices().nth(LONGEST_CODE) {
        Some((end, _)) => format!("`{}…`", text.get(..end).unwrap_or("")),
        None => format!("`{text}`"),
    }
}

/// `` `a`, `b` and `c` ``; of many words the first ones and how many more there are.
pub(super) fn all_of<S: AsRef<str>>(words: impl IntoIterator<Item = S>) -> String {
    const MOST: usize = 8;
    let mut words: Vec<String> = words.into_iter().map(|word| quote(word.as_ref())).collect();
    if words.len() > MOST {
        let more = words.len() - MOST + 1;
        words.truncate(MOST - 1);
        words.push(format!("{more} more"));
    }
    match words.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// The id of a node, in backticks.
pub(super) fn node(flow: &Flow, id: NodeId) -> String {
    quote(&flow.node(id).id)
}

/// `` `start` → `greeting` → `liveness` ``, a long path without its middle.
pub(super) fn path(flow: &Flow, path: &Witness) -> String {
    let mut steps: Vec<String> = path.first().iter().map(|id| node(flow, *id)).collect();
    if path.skipped() > 0 {
        steps.push(format!("({} more)", path.skipped()));
    }
    steps.extend(path.last().iter().map(|id| node(flow, *id)));
    steps.join(" → ")
}
