//! What a Python module says of the nodes: their types for those who read reports, and the graph.

use std::fmt::Write;

use indexmap::{IndexMap, IndexSet};

use super::strings;
use crate::emit::code::identifiers::{Scope, pascal};
use crate::emit::code::ir::{Module, More, MoreKind};

/// How long a line may be.
const WIDTH: usize = 110;

/// The names of the classes of node reports.
pub(super) fn names(module: &Module<'_>) -> Vec<String> {
    let mut scope = Scope::new(&[], "");
    // The union of all of them.
    scope.name("NodeReport");
    module.nodes.iter().map(|node| scope.name(&format!("{}Report", pascal(node.id)))).collect()
}

/// A union of strings under a name.
pub(super) fn literal_type<'n>(name: &str, members: impl Iterator<Item = &'n str>, out: &mut String) {
    let members: Vec<String> = members.map(strings::quoted).collect();
    list(&format!("{name} = Literal"), '[', &members, ']', "", out);
    out.push('\n');
}

/// A list of items, on one line when it fits.
fn list(before: &str, open: char, items: &[String], close: char, indent: &str, out: &mut String) {
    let line = items.join(", ");
    let _ = match before.len() + line.len() + indent.len() {
        0..WIDTH => write!(out, "{indent}{before}{open}{line}{close}"),
        _ => {
            let separator = format!(",\n{indent}    ");
            let lines = items.join(&separator);
            write!(out, "{indent}{before}{open}\n{indent}    {lines},\n{indent}{close}")
        }
    };
}

/// The types of nodes and reports.
pub(super) fn types(module: &Module<'_>, names: &[String], out: &mut String) {
    let ids = module.nodes.iter().map(|node| node.id);
    literal_type("NodeId", ids, out);
    let types: IndexSet<&str> = module.nodes.iter().map(|node| node.ty).collect();
    literal_type("NodeType", types.into_iter(), out);
    out.push_str("\n\n");
    for (node, name) in module.nodes.iter().zip(names) {
        let _ = writeln!(out, "class {name}(TypedDict):");
        let mut docs = String::new();
        strings::docs(node.docs, "    ", &mut docs);
        if !docs.is_empty() {
            let _ = writeln!(out, "{docs}");
        }
        let _ = writeln!(out, "    nodeId: Literal[{}]", strings::quoted(node.id));
        let _ = writeln!(out, "    type: Literal[{}]", strings::quoted(node.ty));
        out.push_str("    createdAt: str | float | None\n");
        let outcomes: Vec<String> = node.names().into_iter().map(strings::quoted).collect();
        match outcomes.is_empty() {
            true => out.push_str("    outcome: None"),
            false => {
                list("outcome: Literal", '[', &outcomes, ']', "    ", out);
                out.push_str(" | None");
            }
        }
        out.push_str("\n    # What the flow calls the outcome; `None` when several may be meant.\n");
        let own: Vec<String> = node.own_names().into_iter().map(strings::quoted).collect();
        match own.is_empty() {
            true => out.push_str("    name: None"),
            false => {
                list("name: Literal", '[', &own, ']', "    ", out);
                out.push_str(" | None");
            }
        }
        for field in &node.more {
            let kind = match field.kind {
                MoreKind::Text => "str",
                MoreKind::Number => "int",
                MoreKind::Object => "dict[str, Json]",
            };
            let _ = write!(out, "\n    {}: {kind} | None", field.name);
        }
        out.push_str("\n\n\n");
    }
    list("NodeReport = Union", '[', names, ']', "", out);
    out.push('\n');
    let outcomes: Vec<String> = module
        .nodes
        .iter()
        .flat_map(|node| {
            node.own_names().into_iter().map(|name| strings::quoted(&format!("{}.{name}", node.id)))
        })
        .collect();
    list("OutcomeName = Literal", '[', &outcomes, ']', "", out);
    out.push_str("\n\n\n");
}

/// The graph. `constants` name the atoms of the rules.
pub(super) fn graph(module: &Module<'_>, constants: &[String], out: &mut String) {
    out.push_str(
        "class _Edge(NamedTuple):
    # What a report may call the outcome.
    names: tuple[str, ...]
    # What the flow calls it.
    name: str
    to: NodeId
    # Another spelling of the first name.
    alias: str | None = None
    # The rule of the node that it belongs to.
    rule: int | None = None
    # What rules ask for that is so once it is taken.
    fact: int | None = None


class _Node(NamedTuple):
    id: NodeId
    type: NodeType
    edges: tuple[_Edge, ...]
    # What rules ask for that is so once the node is passed.
    fact: int | None = None


# The nodes: `start`, then each before those that it leads to.
_GRAPH: Final[tuple[_Node, ...]] = (\n",
    );
    let fact = |fact: Option<usize>, out: &mut String| {
        if let Some(name) = fact.and_then(|fact| constants.get(fact)) {
            let _ = write!(out, ", fact={name}");
        }
    };
    for node in &module.nodes {
        out.push_str("    _Node(");
        strings::string(node.id, out);
        out.push_str(", ");
        strings::string(node.ty, out);
        out.push_str(", (");
        for outcome in &node.outcomes {
            let names: Vec<String> = outcome.names.iter().map(|name| strings::quoted(name)).collect();
            let comma = if names.len() == 1 { "," } else { "" };
            let _ = write!(out, "\n        _Edge(({}{comma}), ", names.join(", "));
            strings::string(&outcome.name, out);
            out.push_str(", ");
            strings::string(outcome.to, out);
            if let Some(alias) = &outcome.alias {
                let _ = write!(out, ", alias={}", strings::quoted(alias));
            }
            if let Some(rule) = outcome.rule {
                let _ = write!(out, ", rule={rule}");
            }
            fact(outcome.fact, out);
            out.push_str("),");
        }
        out.push_str(if node.outcomes.is_empty() { ")" } else { "\n    )" });
        fact(node.fact, out);
        out.push_str("),\n");
    }
    out.push_str(
        ")\n\n_POSITIONS: Final[dict[str, int]] = {node.id: at for at, node in enumerate(_GRAPH)}\n\n# What reports say beyond the outcome.\n_MORE: Final[dict[str, tuple[str, ...]]] = {\n",
    );
    let types: IndexMap<&str, &[More]> =
        module.nodes.iter().map(|node| (node.ty, node.more.as_slice())).collect();
    for (ty, fields) in types.iter().filter(|(_, fields)| !fields.is_empty()) {
        let fields: String =
            fields.iter().map(|field| format!("{}, ", strings::quoted(field.name))).collect();
        let _ = writeln!(out, "    {}: ({}),", strings::quoted(ty), fields.trim_end());
    }
    out.push_str("}\n");
}
