//! What a script says of the nodes: their types for those who read reports, and the graph.

use std::fmt::Write;

use indexmap::IndexMap;

use super::form::Form;
use super::item::Item;
use super::strings;
use crate::emit::code::ir::{Module, More, MoreKind, Node};

/// With more than this the outcomes stand on a line each.
const LONG: usize = 110;

/// A list of more nodes is too long for TypeScript to find one type for its items, unless each says its own.
const LARGE: usize = 200;

/// The type of values, the same for every flow.
const JSON: &str = "\
/** A JSON value. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
";

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
    /** What the flow calls the outcome; `null` when several may be meant. */
    readonly name: Nodes[Id][\"name\"] | null;
  } & Nodes[Id][\"more\"];
}[NodeId];
",
];

/// Types of the graph.
const GRAPH: &[&str] = &[
    "\
interface GraphNode {
  readonly id: NodeId;
  readonly type: NodeType;
  /** What rules ask for that is so once the node is passed. */
  readonly fact: number | null;
  readonly edges: readonly GraphEdge[];
}
",
    "\
interface GraphEdge {
  /** What a report may call the outcome. */
  readonly names: readonly string[];
  /** Another spelling of the first name. */
  readonly alias: string | null;
  /** What the flow calls it. */
  readonly name: string;
  /** The rule of the node that it belongs to. */
  readonly rule: number | null;
  readonly to: NodeId;
  /** What rules ask for that is so once it is taken. */
  readonly fact: number | null;
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
    let mut items = vec![Item::Type(JSON.to_owned()), Item::Type(nodes)];
    items.extend(fixed(REPORTS));
    items
}

/// The type of a node, what a report may name as its outcome, what the flow calls it, and what the report says more.
fn node_type(node: &Node<'_>) -> String {
    let union = |names: Vec<String>| {
        let long = names.iter().map(String::len).sum::<usize>() > LONG;
        match names.len() {
            0 => "never".to_owned(),
            _ if long => format!("\n      | {}", names.join("\n      | ")),
            _ => names.join(" | "),
        }
    };
    let ty = strings::quoted(node.ty);
    let outcome = union(node.names().into_iter().map(strings::quoted).collect());
    let name = union(node.own_names().into_iter().map(strings::quoted).collect());
    let more: Vec<String> = node
        .more
        .iter()
        .map(|field| {
            let kind = match field.kind {
                MoreKind::Text => "string",
                MoreKind::Number => "number",
                MoreKind::Object => "{ readonly [name: string]: Json }",
            };
            format!("readonly {}: {kind} | null", field.name)
        })
        .collect();
    let more = if more.is_empty() { "unknown".to_owned() } else { format!("{{ {} }}", more.join("; ")) };
    let space = |text: &str| if text.starts_with('\n') { "" } else { " " };
    format!(
        "{{\n    readonly type: {ty};\n    readonly outcome:{}{outcome};\n    readonly name:{}{name};\n    readonly more: {more};\n  }}",
        space(&outcome),
        space(&name),
    )
}

/// The graph. `constants` name the atoms of the rules.
pub(super) fn graph(module: &Module<'_>, constants: &[String], form: Form) -> Vec<Item> {
    let [nodes, node, positions] =
        [": readonly GraphNode[]", " as GraphNode", ": ReadonlyMap<string, number>"].map(|ty| form.ty(ty));
    let pair = form.ty(": [string, number]");
    let node = if is_large(module) { node } else { "" };
    let mut out = format!(
        "/** The nodes: `start`, then each before those that it leads to. */\nconst GRAPH{nodes} = [\n"
    );
    let fact = |fact: Option<usize>| {
        fact.and_then(|fact| constants.get(fact)).map_or_else(|| "null".to_owned(), Clone::clone)
    };
    for it in &module.nodes {
        let (id, ty) = (strings::quoted(it.id), strings::quoted(it.ty));
        let _ = write!(out, "  {{ id: {id}, type: {ty}, fact: {}, edges: [", fact(it.fact));
        for outcome in &it.outcomes {
            let names: Vec<String> = outcome.names.iter().map(|name| strings::quoted(name)).collect();
            let _ = write!(
                out,
                "\n    {{ names: [{}], alias: {}, name: {}, rule: {}, to: {}, fact: {} }},",
                names.join(", "),
                outcome.alias.as_deref().map_or("null".to_owned(), strings::quoted),
                strings::quoted(&outcome.name),
                outcome.rule.map_or("null".to_owned(), |rule| rule.to_string()),
                strings::quoted(outcome.to),
                fact(outcome.fact),
            );
        }
        out.push_str(if it.outcomes.is_empty() { "] }" } else { "\n  ] }" });
        out.push_str(node);
        out.push_str(",\n");
    }
    out.push_str("];\n");
    let places = format!(
        "const POSITIONS{positions} = /* @__PURE__ */ new Map(/* @__PURE__ */ GRAPH.map(({{ id }}, at){pair} => [id, at]));\n"
    );
    let more = more(module, form);
    let mut items: Vec<Item> = GRAPH.iter().map(|text| Item::Private((*text).to_owned())).collect();
    items.extend([Item::Code(out), Item::Code(places), Item::Code(more)]);
    items
}

/// What reports of some types of nodes say more.
fn more(module: &Module<'_>, form: Form) -> String {
    let types: IndexMap<&str, &[More]> =
        module.nodes.iter().map(|node| (node.ty, node.more.as_slice())).collect();
    let ty = form.ty(": ReadonlyMap<string, readonly string[]>");
    let mut out =
        format!("// What reports say beyond the outcome.\nconst MORE{ty} = /* @__PURE__ */ new Map([\n");
    for (ty, fields) in types.iter().filter(|(_, fields)| !fields.is_empty()) {
        let fields: Vec<String> = fields.iter().map(|field| strings::quoted(field.name)).collect();
        let _ = writeln!(out, "  [{}, [{}]],", strings::quoted(ty), fields.join(", "));
    }
    out.push_str("]);\n");
    out
}
