//! From a flow to what code says of it. What reports may call an outcome is decided here, once for all languages.

use indexmap::IndexSet;

use super::bounds::bounds;
use super::ir::{Module, More, MoreKind, Node, Outcome, Param};
use super::rules::{self, Facts};
use super::tree;
use crate::catalog::wire::EdgeEncoding;
use crate::catalog::{self, Absent, NODE_REPORT_FIELDS, Reported};
use crate::emit::fingerprint;
use crate::flow::{self, Edge, EdgeId, Flow, NodeId};
use crate::graph::Graph;

/// Describes a flow. Linear in its size.
pub(in crate::emit) fn module(graph: &Graph) -> Module<'_> {
    let flow = graph.flow();
    let order = order(graph);
    let facts = flow.decide.as_ref().map(|decide| Facts::new(flow, decide, &order)).unwrap_or_default();
    let nodes = nodes(graph, &order, &facts);
    let decide = flow.decide.as_ref().map(|decide| rules::decide(flow, decide, facts));
    let values = tree::Values::new(flow);
    let bounds = bounds(flow);
    let params = values.params.iter().map(|found| Param {
        name: &found.param.name,
        docs: &found.param.docs,
        kind: found.param.kind,
        default: found.param.default.as_ref(),
        bounds: bounds.get(found.place).cloned().unwrap_or_default(),
        in_flow: found.in_flow,
        in_session: found.in_session,
    });
    Module {
        name: &flow.name,
        api: flow.version.to_string(),
        docs: &flow.docs,
        params: params.collect(),
        fingerprint: fingerprint::of(flow),
        is_marked: flow.session.as_ref().is_some_and(|session| session.fingerprint),
        nodes,
        decide,
        flow: values.flow,
        session: values.session,
    }
}

// ---- Nodes

/// `start`, then each node before those that it leads to.
fn order(graph: &Graph) -> Vec<NodeId> {
    let flow = graph.flow();
    let mut in_order: Vec<NodeId> = match graph.order() {
        Some(order) => order.to_vec(),
        None => flow.nodes().map(|(id, _)| id).collect(),
    };
    // Only what no session reaches may lead to `start`.
    in_order.sort_by_key(|id| Some(*id) != graph.start());
    in_order
}

fn nodes<'f>(graph: &'f Graph, order: &[NodeId], facts: &Facts<'_>) -> Vec<Node<'f>> {
    let flow = graph.flow();
    let describe = |id: &NodeId| {
        let id = *id;
        let node = flow.node(id);
        let outcomes = graph.outgoing(id).map(|(edge, target)| {
            let to = flow.node(target).id.as_str();
            let names = names(node, graph.edge(edge), to);
            let EdgeId { from, index } = edge;
            let fact = facts.passed(from, Some(index));
            let name = graph.edge(edge).spelled();
            Outcome { names, alias: alias(node, graph.edge(edge)), name, rule: rule(node, index), to, fact }
        });
        let outcomes = outcomes.chain(filled_in(flow, id, facts));
        Node {
            id: &node.id,
            ty: &node.ty.name,
            docs: &node.docs,
            outcomes: outcomes.collect(),
            fact: facts.passed(id, None),
            more: more(&node.ty.name),
        }
    };
    order.iter().map(describe).collect()
}

/// The outcomes that the flow leaves out, the API fills in by itself and the graph has no edge for: nobody says where one leads, and it
/// may lead wherever the node does; or the flow is for a version that does not have it.
fn filled_in<'f>(flow: &'f Flow, id: NodeId, facts: &Facts<'_>) -> Vec<Outcome<'f>> {
    let node = flow.node(id);
    let to = |edge: &'f Edge| edge.target.map(|target| flow.node(target).id.as_str());
    let rows = node.ty.row.filter(|_| node.edges_known).map_or(&[][..], |row| row.outcomes());
    let place = |row: &catalog::Outcome| {
        node.outcomes().position(|edge| edge.row().is_some_and(|known| known.name == row.name))
    };
    let is_in_graph = |at: usize| node.outcomes().nth(at).is_some_and(|edge| edge.target.is_some());
    let left_out = rows.iter().filter(|row| node.edge(row.name).is_none());
    let left_out = left_out.map(|row| (row, place(row))).filter(|(_, at)| !at.is_some_and(is_in_graph));
    let mut found = Vec::new();
    for (row, at) in left_out {
        let fact = at.and_then(|at| facts.passed(id, u32::try_from(at).ok()));
        let targets: IndexSet<&str> = match row.absent {
            Absent::Error => continue,
            Absent::TakenFrom(other) => node.edge(other).and_then(to).into_iter().collect(),
            Absent::Accepted => node.edges.iter().filter_map(to).collect(),
        };
        found.extend(targets.into_iter().map(|to| Outcome {
            names: vec![row.name],
            alias: None,
            name: row.written(),
            rule: None,
            to,
            fact,
        }));
    }
    found
}

/// What the report of a node of this type says beyond the outcome, each member once.
fn more(ty: &str) -> Vec<More> {
    let mut found: Vec<More> = Vec::new();
    for row in NODE_REPORT_FIELDS.iter().filter(|row| row.of.contains(&ty)) {
        let (name, kind) = match (row.name.split_once('.'), row.kind) {
            (Some((name, _)), _) => (name, MoreKind::Object),
            (None, Reported::Text | Reported::Enum(_)) => (row.name, MoreKind::Text),
            (None, Reported::Number { .. } | Reported::Time) => (row.name, MoreKind::Number),
            (None, _) => (row.name, MoreKind::Object),
        };
        if !found.iter().any(|known| known.name == name) {
            found.push(More { name, kind });
        }
    }
    found
}

/// The place of an edge among the rules of a node that is left by rules.
fn rule(node: &flow::Node, index: u32) -> Option<usize> {
    let is_rule = |edge: &Edge| matches!(edge.outcome, flow::Outcome::Rule(_));
    let at = index as usize;
    node.edges
        .get(at)
        .filter(|edge| is_rule(edge))
        .map(|_| node.edges.iter().take(at).filter(|edge| is_rule(edge)).count())
}

/// What a report may call an outcome. The API reports outcomes that it names by that name; of the others it reports the target
/// now, and reported the outcome's own id before.
fn names<'f>(node: &flow::Node, edge: &'f Edge, to: &'f str) -> Vec<&'f str> {
    let own = match &edge.outcome {
        flow::Outcome::Api(row) => Some(row.name),
        flow::Outcome::Quoted(name) => Some(name.as_str()),
        flow::Outcome::Choice(choice) => Some(choice.id.as_str()),
        flow::Outcome::Rule(_) => None,
    };
    let to = (node.encoding() != EdgeEncoding::Map).then_some(to).filter(|to| own != Some(*to));
    own.into_iter().chain(to).collect()
}

/// `canceled` for `cancelled` and the reverse, where the API gave the outcome its name.
fn alias(node: &flow::Node, edge: &Edge) -> Option<String> {
    let name = edge.row()?.name;
    let other = match name.contains("ancelled") {
        true => name.replace("ancelled", "anceled"),
        false => name.replace("anceled", "ancelled"),
    };
    let is_taken =
        node.edges.iter().any(|edge| matches!(&edge.outcome, flow::Outcome::Quoted(it) if *it == other));
    (other != name && !is_taken).then_some(other)
}
