//! Nodes and edges of a diagram: Mermaid, PlantUML, DOT. Only the lines that are edges are read.

use super::lines::lines;
use super::sketch::Sketch;

/// The beginning and the end of a state diagram.
const POINT: &str = "[*]";

/// The nodes that edges begin at, in the order of the text.
pub fn sketches(text: &str) -> Vec<Sketch> {
    let mut found: Vec<Sketch> = Vec::new();
    for (_, line) in lines(text) {
        for (from, name, to) in edges(line) {
            match found.iter_mut().find(|sketch| sketch.id == from) {
                Some(sketch) => sketch.ways.push((name, to)),
                None => found.push(Sketch { id: from, ways: vec![(name, to)], ..Sketch::default() }),
            }
        }
    }
    found
}

/// The edges of a line: one, or a chain of them. Each has its label.
pub fn edges(line: &str) -> Vec<(String, String, String)> {
    let line = line.trim_end_matches([';', '}', ' ']);
    let (ends, arrow_labels) = split(line);
    let [first, between @ ..] = ends.as_slice() else { return Vec::new() };
    let mut from = node(first, true);
    let mut found = Vec::new();
    for (piece, before) in between.iter().zip(arrow_labels) {
        let (label, rest) = label_before(piece);
        let (rest, after) = label_after(rest);
        let label = label.or(after).unwrap_or(before);
        let to = node(rest, false);
        if let (Some(from), Some(to)) = (from, to.clone()) {
            found.push((from, label.trim().trim_matches('"').to_owned(), to));
        }
        from = to;
    }
    found
}

/// What stands between the arrows, and the labels within them (`-- yes -->`).
fn split(line: &str) -> (Vec<&str>, Vec<&str>) {
    let mut ends = Vec::new();
    let mut labels = Vec::new();
    let mut rest = line;
    while let Some((before, label, after)) = arrow(rest) {
        ends.push(before);
        labels.push(label);
        rest = after;
    }
    ends.push(rest);
    (ends, labels)
}

/// The next arrow: what stands before it, its own label, what stands after it.
fn arrow(text: &str) -> Option<(&str, &str, &str)> {
    let head = text.find("->").or_else(|| text.find("=>")).map(|at| at + 2)?;
    let before = text.get(..head)?;
    let shaft = before.trim_end_matches(['-', '=', '>', '.']);
    let after = text.get(head..)?.trim_start_matches('>');
    // `a -- yes --> b`
    match shaft.rsplit_once("--") {
        Some((from, label)) if before.len() > shaft.len() + 1 && !label.trim().is_empty() => {
            Some((from, label.trim(), after))
        }
        _ => Some((shaft, "", after)),
    }
}

/// `|yes| b`
fn label_before(text: &str) -> (Option<&str>, &str) {
    let text = text.trim_start();
    match text.strip_prefix('|').and_then(|rest| rest.split_once('|')) {
        Some((label, rest)) => (Some(label), rest),
        None => (None, text),
    }
}

/// `b : yes` and `b [label="yes"]`
fn label_after(text: &str) -> (&str, Option<&str>) {
    if let Some((node, attributes)) = text.split_once(" [") {
        let label = attributes.split_once("label").and_then(|(_, value)| {
            let value = value.trim_start().strip_prefix('=')?.trim_start();
            Some(value.strip_prefix('"').map_or_else(
                || value.split([',', ']', ' ']).next().unwrap_or(""),
                |text| text.split('"').next().unwrap_or(""),
            ))
        });
        return (node, label);
    }
    match text.split_once(" :") {
        Some((node, label)) => (node, Some(label)),
        None => (text, None),
    }
}

/// The id of a node without its shape: `a[Text]`, `b("Text")`, `"c"`.
fn node(text: &str, is_start: bool) -> Option<String> {
    let text = text.trim();
    if text == POINT {
        return Some(if is_start { "start" } else { "end" }.to_owned());
    }
    let quoted = text.strip_prefix('"').and_then(|rest| rest.split_once('"')).map(|(name, _)| name);
    let bare = text.split(['[', '(', '{', '>', ':', ' ', '@']).next().unwrap_or("");
    Some(quoted.unwrap_or(bare).to_owned()).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edge_is_read_in_the_spellings_of_the_diagrams() {
        let edge = |from: &str, name: &str, to: &str| (from.to_owned(), name.to_owned(), to.to_owned());
        let cases = [
            ("a --> b", vec![edge("a", "", "b")]),
            ("a -->|yes| b", vec![edge("a", "yes", "b")]),
            ("a -- yes --> b", vec![edge("a", "yes", "b")]),
            ("A[Say hi] --> B(\"Check\")", vec![edge("A", "", "B")]),
            ("[*] --> a", vec![edge("start", "", "a")]),
            ("a --> [*] : done", vec![edge("a", "done", "end")]),
            ("a -> b [label=\"yes\"];", vec![edge("a", "yes", "b")]),
            ("a -> b -> c", vec![edge("a", "", "b"), edge("b", "", "c")]),
            ("a ==> b", vec![edge("a", "", "b")]),
            ("rankdir=LR", vec![]),
        ];
        for (line, expected) in cases {
            assert_eq!(edges(line), expected, "{line}");
        }
    }
}
