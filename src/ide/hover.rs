//! What an editor shows for the word under the pointer, as Markdown.

use super::classify::{self, Class};
use super::view::View;
use super::{docs, symbol};
use crate::catalog::{self, Outcome};
use crate::checks;
use crate::flow::{self, NodeId, Param};
use crate::graph::Graph;
use crate::paths;
use crate::source::Span;
use crate::syntax::ast::{Name, Node, Text, TextPart};

/// The most neighbours of a node that are named.
const SHOWN: usize = 8;

/// What is to be said of the place at `offset`, and the place.
#[must_use]
pub fn hover(view: &View<'_>, offset: usize) -> Option<(Span, String)> {
    let place = classify::at(view, offset)?;
    let text = match place.class {
        Class::Node(node) => named_node(view, &node.id),
        Class::Mention(name, _) | Class::NodeOrDecision(name, _) => named_node(view, name),
        Class::Type(node) => classify::row(node).map(docs::node_type),
        Class::Outcome(node, name) => outcome(view, node, name),
        Class::AtomOutcome(id, name) => {
            symbol::node(view.compilation, &id.text).and_then(|(_, node)| outcome(view, node, name))
        }
        Class::Else(node) => Some(remaining(view, node)),
        Class::Param(param) => named_param(view, &param.name.text),
        Class::ParamUse(name) => named_param(view, &name.text),
        Class::Key(row) => row.map(docs::field),
        Class::Word(row, word) => row.map(|row| format!("`{word}`\n\n{}", docs::field(row))),
        Class::Text(text) => folded(text),
        Class::Check(name) => checks::find(&name.text).map(super::diagnostics::documentation),
        Class::Source(name) => {
            catalog::data_source(&name.text).map(|row| format!("**{}**\n\n{}", row.word, row.summary))
        }
        Class::Version(_) => {
            Some(format!("Written for version {} of the sessions API.", view.flow().version))
        }
        Class::Import(path) => view.compilation.sources.iter().find_map(|(_, file)| {
            let whole = crate::source::join_path(view.source.name(), path.as_literal()?);
            (file.name() == whole).then(|| format!("`{whole}`"))
        }),
        _ => None,
    }?;
    Some((place.span, text))
}

fn named_node(view: &View<'_>, name: &Name) -> Option<String> {
    let graph = &view.compilation.graph;
    let id = graph.named(&name.text)?;
    let node = view.flow().node(id);
    let mut out = format!("**{}**: {}", node.id, node.ty.name);
    if let Some(row) = node.ty.row {
        out.push_str(&format!("\n\n{}", row.summary));
    }
    if !node.docs.is_empty() {
        out.push_str(&format!("\n\n{}", node.docs.join("\n")));
    }
    out.push_str(&arrivals(graph, id));
    out.push_str(&ways_on(view, node));
    if let Some((here, all)) = paths::through(graph, id) {
        let plural = if all.is_one() { "" } else { "s" };
        out.push_str(&format!("\n\nOn {} of {} path{plural}.", here.rounded(), all.rounded()));
    }
    Some(out)
}

fn arrivals(graph: &Graph, id: NodeId) -> String {
    let incoming = graph.incoming(id);
    if incoming.is_empty() {
        return if graph.starts().contains(&id) {
            String::new()
        } else {
            "\n\nNothing leads here.".to_owned()
        };
    }
    let from = |edge: &crate::flow::EdgeId| {
        let node = graph.flow().node(edge.from);
        format!("`{}.{}`", node.id, graph.edge(*edge).spelled())
    };
    format!("\n\nFrom: {}", some(incoming.iter().map(from), incoming.len()))
}

fn ways_on(view: &View<'_>, node: &flow::Node) -> String {
    if node.edges.is_empty() {
        return String::new();
    }
    let to = |edge: &flow::Edge| {
        let target = edge.target.map_or("?", |target| view.flow().node(target).id.as_str());
        format!("{} → `{target}`", edge.name())
    };
    format!("\n\nTo: {}", some(node.edges.iter().map(to), node.edges.len()))
}

fn some(words: impl Iterator<Item = String>, count: usize) -> String {
    let mut listed: Vec<String> = words.take(SHOWN).collect();
    if count > SHOWN {
        listed.push(format!("{} more", count - SHOWN));
    }
    listed.join(", ")
}

fn outcome(view: &View<'_>, node: &Node, name: &Name) -> Option<String> {
    let row = classify::row(node)?;
    let known = row.outcomes().iter().chain(row.exits()).find(|outcome| outcome.is_named(&name.text));
    if let Some(known) = known.filter(|_| !name.quoted || row.exits().is_empty()) {
        return Some(docs::outcome(row, known));
    }
    let node = view.flow().node(view.compilation.graph.named(&node.id.text)?);
    let edge = node.edges.iter().find(|edge| edge.name() == name.text)?;
    let condition = edge.condition()?;
    let text: String = condition.literals().collect();
    let when = if text.is_empty() { "Always.".to_owned() } else { format!("When: {text}") };
    Some(format!("**{}** of `{}`\n\n{when}", name.text, node.id))
}

/// What `else` stands for.
fn remaining(view: &View<'_>, node: &Node) -> String {
    let outcomes = super::remaining::outcomes(view, node);
    let listed: Vec<String> =
        outcomes.iter().map(|it: &&Outcome| format!("\n- `{}`: {}", it.written(), it.summary)).collect();
    if listed.is_empty() {
        "**else**\n\nWhen no rule above holds.".to_owned()
    } else {
        format!("**else** stands for\n{}", listed.concat())
    }
}

fn named_param(view: &View<'_>, name: &str) -> Option<String> {
    let param: &Param = view.flow().params.iter().find(|param| param.name == name)?;
    let default = param.default.as_ref().map_or_else(String::new, |value| format!(" = {}", value.as_text()));
    let mut out = format!("**{}**: {}{default}", param.name, param.kind.word());
    if !param.docs.is_empty() {
        out.push_str(&format!("\n\n{}", param.docs.join("\n")));
    }
    let uses = param.uses.len();
    out.push_str(&format!("\n\nUsed {uses} time{}.", if uses == 1 { "" } else { "s" }));
    Some(out)
}

/// The text that a folded string becomes.
fn folded(text: &Text) -> Option<String> {
    if !text.folded {
        return None;
    }
    let mut whole = String::new();
    for part in &text.parts {
        match part {
            TextPart::Literal(literal) => whole.push_str(literal),
            TextPart::Param(name) => whole.push_str(&format!("${{{}}}", name.text)),
        }
    }
    let fence = if whole.contains("```") { "~~~~" } else { "```" };
    Some(format!("One text of {} characters:\n\n{fence}text\n{whole}\n{fence}", whole.chars().count()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::Case;

    fn check(text: &str, expected: &[&str]) {
        let case = Case::new(text);
        let said = hover(&case.view(), case.cursor).map(|(_, text)| text).unwrap_or_default();
        for part in expected {
            assert!(said.contains(part), "{part:?} in {said}");
        }
        assert_eq!(said.is_empty(), expected.is_empty(), "{said}");
    }

    #[test]
    fn a_node_says_its_type_its_neighbours_and_its_paths() {
        check(
            "start -> a\n/// Looks at the user.\na$0: liveness -> < detected: b, else: end >\nb: end\nend",
            &[
                "**a**: liveness_detection",
                "Looks at the user.",
                "From: `start.outcome`",
                "detected → `b`, deepfake → `end`",
                "On 4 of 4 paths.",
            ],
        );
        check("start -> b$0\na: end\nb: end", &["**b**: end", "From: `start.outcome`", "On 1 of 1 path."]);
    }

    #[test]
    fn rows_of_the_catalog_are_explained() {
        check(
            "a: live$0ness",
            &["**liveness_detection** (short `liveness`)", "- `deepfake`: the video is a forgery"],
        );
        check(
            "liveness -> < dete$0cted: end >",
            &["**detected** of liveness_detection", "The API calls it `livenessDetected`"],
        );
        check("email_otp { otp_len$0gth: 6 }", &["whole number, 4 to 8, 6 when not given"]);
        check("session { zo$0ne: us }", &["`us`, `eu`"]);
        check("liveness -> < detected: a, el$0se: b >", &["- `deepfake`", "- `no_face`", "- `inconclusive`"]);
        check("@allow(cyc$0le, \"x\")\nstart -> end", &["**cycle**"]);
    }

    #[test]
    fn a_parameter_and_a_folded_text_are_shown() {
        check(
            "/// Whose money.\nparam a: number = 3\nx: conversation \"${$0a}\" -> end",
            &["**a**: number = 3", "Whose money.", "Used 1 time."],
        );
        check(
            "x: conversation \"\"\"\n  one\n  $0two ${a}\n\n  three\n\"\"\" -> end",
            &["one two ${a}\nthree"],
        );
        check("x: conversation \"on$0e\" -> end", &[]);
    }

    #[test]
    fn an_outcome_of_the_authors_shows_its_condition() {
        check("c: conversation \"x\" -> < ye$0s: end when \"they agree\", no: end >", &["When: they agree"]);
    }
}
