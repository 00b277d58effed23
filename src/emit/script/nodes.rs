//! Owns what a script says of the nodes: their types for those who read reports, and the graph.

use std::fmt::Write;

use super::strings;
use crate::emit::program::{Program, Step};

/// With fewer bytes of names than this the type of a node stands on one line.
const SHORT: usize = 50;

/// With more than this the outcomes stand on a line each.
const LONG: usize = 110;

/// Types that are the same for every flow.
const VALUES: &str = "\
⟦/** A JSON value. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A node of the flow, as the API takes it. */
export interface FlowNode {
  id: NodeId;
  type: NodeType;
  [field: string]: Json;
}

/** The body of `POST /sessions`. */
export interface SessionBody {
  flow: FlowNode[];
  [setting: string]: Json;
}

⟧";

const REPORTS: &str = "\
⟦/** The id of a node. */
export type NodeId = keyof Nodes;

/** The type of a node. */
export type NodeType = Nodes[NodeId][\"type\"];

/** From each node to what a report may name as its outcome. */
export type Outcomes = { [Id in NodeId]: Nodes[Id][\"outcome\"] };

/** A report of a node that a session passed; `outcome` is `null` while the node has none. */
export type NodeReport = {
  [Id in NodeId]: {
    readonly nodeId: Id;
    readonly type: Nodes[Id][\"type\"];
    readonly createdAt: string | number | null;
    readonly outcome: Outcomes[Id] | null;
  };
}[NodeId];

⟧";

/// The types of nodes and reports.
pub(super) fn types(program: &Program<'_>, out: &mut String) {
    out.push_str(VALUES);
    out.push_str(
        "⟦/** The nodes of the flow: the type of each, and what a report may name as its outcome. */\n",
    );
    out.push_str("export interface Nodes {\n");
    for step in &program.steps {
        strings::docs(&step.node.docs, "  ", out);
        out.push_str("  readonly ");
        strings::property(&step.node.id, out);
        let _ = writeln!(out, ": {};", node_type(step));
    }
    out.push_str("}\n\n⟧");
    out.push_str(REPORTS);
}

/// The type of a node and the union of what a report may name as its outcome.
fn node_type(step: &Step<'_>) -> String {
    let ty = strings::quoted(&step.node.ty.name);
    let names: Vec<String> = step.names().into_iter().map(strings::quoted).collect();
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
pub(super) fn graph(program: &Program<'_>, constants: &[String], out: &mut String) {
    out.push_str(
        "⟦interface GraphNode {
  readonly id: NodeId;
  readonly type: NodeType;
  readonly bit?: number;
  readonly edges: readonly GraphEdge[];
}

interface GraphEdge {
  /** What a report may call the outcome. */
  readonly names: readonly string[];
  /** Another spelling of the first name. */
  readonly alias?: string;
  readonly to: NodeId;
  readonly bit?: number;
}

⟧/** The nodes: `start`, then each before those that it leads to. */
const GRAPH⟦: readonly GraphNode[]⟧ = [\n",
    );
    let bit = |atom: Option<usize>, out: &mut String| {
        if let Some(name) = atom.and_then(|atom| constants.get(atom)) {
            let _ = write!(out, ", bit: {name}");
        }
    };
    for step in &program.steps {
        out.push_str("  { id: ");
        strings::string(&step.node.id, out);
        out.push_str(", type: ");
        strings::string(&step.node.ty.name, out);
        bit(step.atom, out);
        out.push_str(", edges: [");
        for way in &step.ways {
            let names: Vec<String> = way.names.iter().map(|name| strings::quoted(name)).collect();
            let _ = write!(out, "\n    {{ names: [{}]", names.join(", "));
            if let Some(alias) = &way.alias {
                let _ = write!(out, ", alias: {}", strings::quoted(alias));
            }
            out.push_str(", to: ");
            strings::string(way.to, out);
            bit(way.atom, out);
            out.push_str(" },");
        }
        out.push_str(if step.ways.is_empty() { "] }" } else { "\n  ] }" });
        out.push_str(if super::is_large(program) { "⟦ as GraphNode⟧,\n" } else { ",\n" });
    }
    out.push_str("];\n\nconst POSITIONS = new Map⟦<string, number>⟧();\n");
    out.push_str("GRAPH.forEach(({ id }, at) => POSITIONS.set(id, at));\n");
}
