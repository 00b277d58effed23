//! From a flow to what code says of it. What reports may call an outcome is decided here, once for all languages.

use std::collections::HashMap;

use indexmap::IndexSet;

use super::bounds::bounds;
use super::ir::{self, Module, Node, Outcome, Param, Rule};
use super::tree;
use crate::catalog::wire::EdgeEncoding;
use crate::flow::{self, Decide, Edge, EdgeId, Expression, Flow, NodeId};
use crate::graph::Graph;
use crate::paths;

/// Places of what the rules ask for, by node and outcome.
type Atoms = HashMap<(NodeId, Option<u32>), usize>;

/// Describes a flow. Linear in its size.
pub(in crate::emit) fn module(graph: &Graph) -> Module<'_> {
    let flow = graph.flow();
    let mut atoms = Atoms::new();
    let decide = flow.decide.as_ref().map(|decide| self::decide(flow, decide, &mut atoms));
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
        nodes: nodes(graph, &atoms),
        decide,
        flow: values.flow,
        session: values.session,
    }
}

// ---- Nodes

fn nodes<'f>(graph: &'f Graph, atoms: &Atoms) -> Vec<Node<'f>> {
    let flow = graph.flow();
    let mut in_order: Vec<NodeId> = match graph.order() {
        Some(order) => order.to_vec(),
        None => flow.nodes().map(|(id, _)| id).collect(),
    };
    // Only what no session reaches may lead to `start`.
    in_order.sort_by_key(|id| Some(*id) != graph.start());
    let describe = |id| {
        let node = flow.node(id);
        let outcomes = graph.outgoing(id).map(|(edge, target)| {
            let to = flow.node(target).id.as_str();
            let names = names(node, graph.edge(edge), to);
            let EdgeId { from, index } = edge;
            let atom = atoms.get(&(from, Some(index))).copied();
            Outcome { names, alias: alias(node, graph.edge(edge)), to, atom }
        });
        Node {
            id: &node.id,
            ty: &node.ty.name,
            docs: &node.docs,
            outcomes: outcomes.collect(),
            atom: atoms.get(&(id, None)).copied(),
        }
    };
    in_order.into_iter().map(describe).collect()
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

// ---- Decisions

fn decide<'f>(flow: &'f Flow, decide: &'f Decide, atoms: &mut Atoms) -> ir::Decide<'f> {
    let mut words = Vec::new();
    for (_, id, edge) in paths::mentioned(decide).atoms() {
        atoms.insert((id, edge), words.len());
        let node = flow.node(id);
        let outcome = edge.and_then(|edge| node.edges.get(edge as usize)).map(Edge::spelled);
        words.push(outcome.map_or_else(|| node.id.clone(), |outcome| format!("{} {outcome}", node.id)));
    }
    let mut decisions = IndexSet::new();
    let mut rules = Vec::new();
    let mut asks_where_stopped = false;
    for rule in &decide.rules {
        decisions.insert(rule.name.as_str());
        let condition = match &rule.condition {
            Some(flow::Condition::When(when)) => Some(when),
            Some(flow::Condition::Else) => None,
            Some(flow::Condition::Ambiguous) | None => continue,
        };
        if let Some(when) = condition.filter(|when| when.names_incomplete()) {
            when.atoms(&mut |_| asks_where_stopped = true);
        }
        let condition = condition.map(|when| rule_condition(when, atoms));
        rules.push(Rule { decision: &rule.name, condition });
    }
    ir::Decide { decisions: decisions.into_iter().collect(), atoms: words, rules, asks_where_stopped }
}

/// The condition of a rule; a rule that does not name `incomplete` is about completed sessions only.
fn rule_condition(when: &Expression, atoms: &Atoms) -> ir::Condition {
    let condition = condition(when, atoms);
    if when.names_incomplete() {
        return condition;
    }
    let completed = ir::Condition::Not(Box::new(ir::Condition::Incomplete));
    let rest = match condition {
        ir::Condition::And(parts) => parts,
        other => vec![other],
    };
    ir::Condition::And([completed].into_iter().chain(rest).collect())
}

fn condition(expression: &Expression, atoms: &Atoms) -> ir::Condition {
    let all = |parts: &[Expression]| -> Vec<ir::Condition> {
        parts.iter().map(|part| condition(part, atoms)).collect()
    };
    match expression {
        // Every atom of a rule was numbered before.
        Expression::Atom(atom) => {
            ir::Condition::Has(atoms.get(&(atom.node, atom.edge)).copied().unwrap_or_default())
        }
        Expression::Incomplete => ir::Condition::Incomplete,
        // What reports hold is not read by generated code yet.
        Expression::Value(_) => never(),
        Expression::AtLeast(count, parts) => at_least(*count as usize, &all(parts)),
        Expression::Not(part) => ir::Condition::Not(Box::new(condition(part, atoms))),
        Expression::And(parts) => ir::Condition::And(all(parts)),
        Expression::Or(parts) => ir::Condition::Or(all(parts)),
    }
}

fn never() -> ir::Condition {
    ir::Condition::And(vec![
        ir::Condition::Incomplete,
        ir::Condition::Not(Box::new(ir::Condition::Incomplete)),
    ])
}

/// At least so many of the parts.
fn at_least(count: usize, parts: &[ir::Condition]) -> ir::Condition {
    match (count, parts.split_first()) {
        (0, _) => ir::Condition::Not(Box::new(never())),
        (_, None) => never(),
        (_, Some((first, rest))) => ir::Condition::Or(vec![
            ir::Condition::And(vec![first.clone(), at_least(count - 1, rest)]),
            at_least(count, rest),
        ]),
    }
}
