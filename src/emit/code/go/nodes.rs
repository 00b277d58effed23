//! What a Go package says of the nodes: constants for those who read reports, and the graph.

use std::fmt::Write;

use super::columns::{self, Line};
use super::strings;
use super::words::{SEPARATOR, exported};
use crate::emit::code::identifiers::Scope;
use crate::emit::code::ir::{Module, Node};

/// The ids of the nodes and what reports may name as outcomes, as constants.
pub(super) fn constants(module: &Module<'_>, out: &mut String) {
    let mut scope = Scope::new(&[], SEPARATOR);
    // Types of the package.
    ["NodeID", "NodeReport"].into_iter().for_each(|name| drop(scope.name(name)));
    let line = |node: &Node<'_>| {
        let mut docs = String::new();
        strings::docs(node.docs, "\t", &mut docs);
        let rest = format!("NodeID = {}", strings::quoted(node.id));
        Line { docs, name: scope.name(&exported("Node", &[node.id])), rest }
    };
    out.push_str(
        "// NodeID is the id of a node.\ntype NodeID string\n\n// The nodes of the flow.\nconst (\n",
    );
    columns::declarations(&module.nodes.iter().map(line).collect::<Vec<_>>(), out);
    out.push_str(
        ")\n\n// Outcome is what a report may name as the outcome of a node.\ntype Outcome string\n\n",
    );
    let mut scope = Scope::new(&[], SEPARATOR);
    let mut lines = Vec::new();
    for node in &module.nodes {
        for outcome in node.names() {
            let name = scope.name(&exported("Outcome", &[node.id, outcome]));
            let rest = format!("Outcome = {}", strings::quoted(outcome));
            lines.push(Line { docs: String::new(), name, rest });
        }
    }
    if !lines.is_empty() {
        out.push_str("// The outcomes, by the node that has them.\nconst (\n");
        columns::declarations(&lines, out);
        out.push_str(")\n\n");
    }
}

/// The graph. `constants` name the atoms of the rules.
pub(super) fn graph(module: &Module<'_>, constants: &[String], out: &mut String) {
    out.push_str(include_str!("runtime/graph.go"));
    out.push_str(
        "\n// graph has the nodes: start, then each before those that it leads to.\nvar graph = []node{\n",
    );
    let fact = |fact: Option<usize>| {
        let name = fact.and_then(|fact| constants.get(fact));
        name.map_or_else(|| if constants.is_empty() { "-1" } else { "none" }.to_owned(), Clone::clone)
    };
    for node in &module.nodes {
        let (id, kind) = (strings::quoted(node.id), strings::quoted(node.ty));
        let _ = write!(out, "\t{{id: {id}, kind: {kind}, fact: {}", fact(node.fact));
        if !node.outcomes.is_empty() {
            out.push_str(", edges: []edge{");
            for outcome in &node.outcomes {
                let names: Vec<String> = outcome.names.iter().map(|name| strings::quoted(name)).collect();
                let _ = write!(out, "\n\t\t{{names: []Outcome{{{}}}", names.join(", "));
                if let Some(alias) = &outcome.alias {
                    let _ = write!(out, ", alias: {}", strings::quoted(alias));
                }
                let _ = write!(out, ", name: {}", strings::quoted(&outcome.name));
                if let Some(rule) = outcome.rule {
                    let _ = write!(out, ", rule: {}", rule + 1);
                }
                let _ = write!(out, ", to: {}, fact: {}}},", strings::quoted(outcome.to), fact(outcome.fact));
            }
            out.push_str("\n\t}");
        }
        out.push_str("},\n");
    }
    out.push_str("}\n\n");
    out.push_str(include_str!("runtime/positions.go"));
}
