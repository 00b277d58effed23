//! What a script says of the nodes: their types for those who read reports, and the graph.

use std::fmt::Write;

use super::form::Form;
use super::item::Item;
use super::strings;
use crate::emit::code::ir::{Module, Node};

/// With fewer bytes of names than this the type of a node stands on one line.
const SHORT: usize = 50;

/// With more than this the outcomes stand on a line each.
const LONG: usize = 110;

/// A list of more nodes is too long for TypeScript to find one type for its items, unless each says its own.
const LARGE: usize = 200;

/// Types of values, the same for every flow.
const VALUES: &[&str] = &[
    "\
/** A JSON value. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
",
    "\
/** A node of the flow, as the API takes it. */
export interface FlowNode {
  id: NodeId;
  type: NodeType;
  [field: string]: Json;
}
",
    "\
/** The body of `POST /sessions`. */
export interface SessionBody {
  flow: FlowNode[];
  [setting: string]: Json;
}
",
];

/// Types of reports, the same for every flow.
const REPORTS: &[&str] = &[
    "\
/** The id of a node. */
export type NodeId = keyof Nodes;
",
    "\
/** The type of a node. */
export type NodeType = Nodes[NodeId][\"type\"];
",
    "\
/** From each node to what a report may name as its outcome. */
export type Outcomes = { [Id in NodeId]: Nodes[Id][\"outcome\"] };
",
    "\
/** A report of a node that a session passed; `outcome` is `null` while the node has none. */
export type NodeReport = {
  [Id in NodeId]: {
    readonly nodeId: Id;
    readonly type: Nodes[Id][\"type\"];
    readonly createdAt: string | number | null;
    readonly outcome: Outcomes[Id] | null;
  };
}[NodeId];
",
];

/// Types of the graph.
const GRAPH: &[&str] = &[
    "\
interface GraphNode {
  readonly id: NodeId;
  readonly type: NodeType;
  readonly bit?: number;
  readonly edges: readonly GraphEdge[];
}
",
    "\
interface GraphEdge {
  /** What a report may call the outcome. */
  readonly names: readonly string[];
  /** Another spelling of the first name. */
  readonly alias?: string;
  readonly to: NodeId;
  readonly bit?: number;
}
",
];

/// Whether the list of nodes is too long for TypeScript to find one type for its items.
pub(super) fn is_large(module: &Module<'_>) -> bool {
    module.nodes.len() > LARGE
}

/// The types of values, nodes and reports.
pub(super) fn types(module: &Module<'_>) -> Vec<Item> {
    let mut nodes =
        "/** The nodes of the flow: the type of each, and what a report may name as its outcome. */\nexport interface Nodes {\n".to_owned();
    for node in &module.nodes {
        strings::docs(node.docs, "  ", &mut nodes);
        nodes.push_str("  readonly ");
        strings::property(node.id, &mut nodes);
        let _ = writeln!(nodes, ": {};", node_type(node));
    }
    nodes.push_str("}\n");
    let fixed = |texts: &[&str]| texts.iter().map(|text| Item::Type((*text).to_owned())).collect::<Vec<_>>();
    let mut items = fixed(VALUES);
    items.push(Item::Type(nodes));
    items.extend(fixed(REPORTS));
    items
}

/// The type of a node and the union of what a report may name as its outcome.
fn node_type(node: &Node<'_>) -> String {
    let ty = strings::quoted(node.ty);
    let names: Vec<String> = node.names().into_iter().map(strings::quoted).collect();
    let outcome = if names.is_empty() { "never".to_owned() } else { names.join(" | ") };
    match ty.len() + outcome.len() {
        0..SHORT => format!("{{ readonly type: {ty}; readonly outcome: {outcome} }}"),
        SHORT..LONG => format!("{{\n    readonly type: {ty};\n    readonly outcome: {outcome};\n  }}"),
        _ => {
            let outcome = names.join("\n      | ");
            format!("{{\n    readonly type: {ty};\n    readonly outcome:\n      | {outcome};\n  }}")
        }
    }
}

/// The graph. `constants` name the atoms of the rules.
pub(super) fn graph(module: &Module<'_>, constants: &[String], form: Form) -> Vec<Item> {
    let [nodes, node, positions] =
        [": readonly GraphNode[]", " as GraphNode", "<string, number>"].map(|ty| form.ty(ty));
    let node = if is_large(module) { node } else { "" };
    let mut out = format!(
        "/** The nodes: `start`, then each before those that it leads to. */\nconst GRAPH{nodes} = [\n"
    );
    let bit = |atom: Option<usize>, out: &mut String| {
        if let Some(name) = atom.and_then(|atom| constants.get(atom)) {
            let _ = write!(out, ", bit: {name}");
        }
    };
    for it in &module.nodes {
        out.push_str("  { id: ");
        strings::string(it.id, &mut out);
        out.push_str(", type: ");
        strings::string(it.ty, &mut out);
        bit(it.atom, &mut out);
        out.push_str(", edges: [");
        for outcome in &it.outcomes {
            let names: Vec<String> = outcome.names.iter().map(|name| strings::quoted(name)).collect();
            let _ = write!(out, "\n    {{ names: [{}]", names.join(", "));
            if let Some(alias) = &outcome.alias {
                let _ = write!(out, ", alias: {}", strings::quoted(alias));
            }
            out.push_str(", to: ");
            strings::string(outcome.to, &mut out);
            bit(outcome.atom, &mut out);
            out.push_str(" },");
        }
        out.push_str(if it.outcomes.is_empty() { "] }" } else { "\n  ] }" });
        out.push_str(node);
        out.push_str(",\n");
    }
    out.push_str("];\n");
    let places = format!(
        "const POSITIONS = new Map{positions}();\nGRAPH.forEach(({{ id }}, at) => POSITIONS.set(id, at));\n"
    );
    let mut items: Vec<Item> = GRAPH.iter().map(|text| Item::Private((*text).to_owned())).collect();
    items.extend([Item::Code(out), Item::Code(places)]);
    items
}
