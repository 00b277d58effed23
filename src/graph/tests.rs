//! What the graph answers, on flows that are drawn by hand and at random.

use std::collections::HashSet;

use super::*;
use crate::catalog::{NEWEST, node_type};
use crate::flow::{Node, Outcome, Type, Written};
use crate::source::{FileId, Span};

/// A flow from lines `id: target target`, in order; a node called `start…` or `end…` is one.
fn flow(lines: &str) -> Flow {
    let rows: Vec<(&str, Vec<&str>)> = lines
        .lines()
        .filter_map(|line| line.trim().split_once(':'))
        .map(|(id, targets)| (id, targets.split_whitespace().collect()))
        .collect();
    let find = |id: &str| rows.iter().position(|row| row.0 == id).map(|at| NodeId(at as u32));
    let edge = |target: &&str| Edge {
        outcome: Outcome::Quoted((*target).to_owned()),
        target: find(target),
        target_span: Span::default(),
        span: Span::default(),
        written: Written::Named,
    };
    let nodes = rows.iter().map(|(id, targets)| Node {
        id: (*id).to_owned(),
        id_span: Span::default(),
        statement: Span::default(),
        docs: Vec::new(),
        ty: Type {
            name: "".into(),
            row: ["start", "end"].into_iter().find(|ty| id.starts_with(ty)).and_then(node_type),
            span: Span::default(),
            quoted: true,
        },
        prompt: None,
        fields: Vec::new(),
        edges: targets.iter().map(edge).collect(),
        filled: Vec::new(),
        routes: None,
        edges_known: true,
        fields_known: true,
        imported: false,
    });
    Flow {
        name: "test".to_owned(),
        file: FileId(0),
        version: NEWEST,
        docs: Vec::new(),
        params: Vec::new(),
        nodes: nodes.collect(),
        session: None,
        decide: None,
        ensures: Vec::new(),
        tests: Vec::new(),
        complete: true,
        allows: Vec::new(),
    }
}

fn built(lines: &str) -> Arc<Flow> {
    Arc::new(flow(lines))
}

fn shown(flow: &Flow, path: &[EdgeId]) -> String {
    let mut text = path.first().map_or(String::new(), |edge| flow.node(edge.from).id.clone());
    for edge in path {
        let target = flow.node(edge.from).edges[edge.index as usize].target;
        text += " ";
        text += target.map_or("?", |target| flow.node(target).id.as_str());
    }
    text
}

fn cycles(lines: &str) -> Vec<String> {
    let flow = built(lines);
    let graph = Graph::new(Arc::clone(&flow));
    graph.cycles().iter().map(|cycle| shown(&flow, cycle)).collect()
}

fn named(flow: &Flow, id: &str) -> NodeId {
    flow.nodes().find(|(_, node)| node.id == id).map(|(id, _)| id).expect("the node exists")
}

#[test]
fn a_flow_without_cycles_has_an_order() {
    let flow = built("end:\n b: end\n a: b end\n start: a missing");
    let graph = Graph::new(Arc::clone(&flow));
    assert!(graph.cycles().is_empty());
    let order = graph.order().expect("there is no cycle");
    let ids: Vec<_> = order.iter().map(|id| flow.node(*id).id.as_str()).collect();
    assert_eq!(ids, ["start", "a", "b", "end"]);
    assert_eq!(graph.incoming(named(&flow, "end")).len(), 2);
    assert!(graph.incoming(named(&flow, "start")).is_empty());
}

#[test]
fn each_edge_that_leads_back_is_a_cycle_of_its_own() {
    assert_eq!(cycles("start: a\n a: a end\n end:"), ["a a"]);
    assert_eq!(cycles("start: a\n a: b\n b: c c\n c: a a end\n end:"), ["a b c a"]);
    assert_eq!(cycles("start: a\n a: b\n b: a c\n c: b a end\n end:"), ["a b a", "b c b", "a b c a"]);
    assert_eq!(cycles("start: a\n a: end\n x: y\n y: x\n end:"), ["x y x"]);
    assert_eq!(cycles("start: start"), ["start start"]);
    assert_eq!(cycles("a: b\n b: a"), ["a b a"]);
}

#[test]
fn a_cycle_takes_the_shortest_way() {
    assert_eq!(cycles("start: a\n a: b d\n b: c\n c: d\n d: a end\n end:"), ["a d a"]);
}

#[test]
fn paths_are_shortest_and_keep_away_from_filtered_edges() {
    let flow = built("start: a b\n a: c\n b: d\n d: c\n c: end\n end:\n lost: c");
    let graph = Graph::new(Arc::clone(&flow));
    let c = named(&flow, "c");
    assert_eq!(shown(&flow, &graph.from_start().path(c)), "start a c");
    let a = named(&flow, "a");
    let around = graph.reach_from_start(|edge| edge.from != a);
    assert_eq!(shown(&flow, &around.path(c)), "start b d c");
    assert!(!graph.is_reachable(named(&flow, "lost")));
    let back = graph.reach_back(&[c], |_| true);
    assert!(back.contains(named(&flow, "lost")) && !back.contains(named(&flow, "end")));
    assert_eq!(shown(&flow, &back.path(named(&flow, "start"))), "start a c");
    assert_eq!(graph.leads_to(a, c, 10), Some(true));
    assert_eq!(graph.leads_to(c, a, 10), Some(false));
    assert_eq!(graph.leads_to(named(&flow, "start"), a, 1), None);
}

#[test]
fn the_least_value_is_carried_over_all_paths() {
    let flow = built("start: a b\n a: c\n b: d\n d: c\n c: end\n end:");
    let graph = Graph::new(Arc::clone(&flow));
    let least = graph.least(|_, value| Some(value.map_or(0, |value: u32| value + 1)));
    let least = least.expect("there is no cycle");
    assert_eq!(least.entering(named(&flow, "end")).map(|(value, _)| value), Some(2));
    assert_eq!(least.entering(named(&flow, "start")), None);
}

#[test]
fn a_witness_is_its_path_without_the_middle() {
    for size in 1..12 {
        let chain: String = (0..size).map(|at| format!("n{at}: n{} n{at}x\n", at + 1)).collect();
        let flow = built(&(chain.replacen("n0:", "start0: n1 n1\nn0:", 1) + "end:"));
        let graph = Graph::new(Arc::clone(&flow));
        let ahead = graph.reach_back(&[NodeId(size)], |_| true);
        for node in graph.flow().nodes().map(|(id, _)| id) {
            for reach in [graph.from_start(), &ahead] {
                let path = reach.path(node);
                let end = path.last().and_then(|edge| graph.edge(*edge).target);
                let whole: Vec<NodeId> = path.iter().map(|edge| edge.from).chain(end).collect();
                if !whole.is_empty() {
                    assert_eq!(reach.witness(node), Witness::of(whole.clone()));
                    let root = if std::ptr::eq(reach, &ahead) { whole.last() } else { whole.first() };
                    assert_eq!(reach.root(node), root.copied());
                }
                for cut in 0..whole.len() {
                    let (head, tail) = (whole[..=cut].to_vec(), whole[cut..].to_vec());
                    assert_eq!(Witness::of(head).join(Witness::of(tail)), Witness::of(whole.clone()));
                }
            }
        }
    }
}

#[test]
fn every_knot_of_a_random_graph_has_a_true_cycle_and_none_is_left_without_their_last_edges() {
    let mut seed: u64 = 7;
    let mut random = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    for _ in 0..300 {
        let size = 1 + random(9);
        let mut lines = String::new();
        for node in 0..size {
            let name = |node| if node == 0 { "start".to_owned() } else { format!("n{node}") };
            let targets: Vec<String> = (0..random(4)).map(|_| name(random(size))).collect();
            lines += &format!("{}: {}\n", name(node), targets.join(" "));
        }
        let mut flow = built(&lines);
        let cycles = Graph::new(Arc::clone(&flow)).cycles().to_vec();
        let mut last = HashSet::new();
        for cycle in &cycles {
            let ids = shown(&flow, cycle);
            let ids: Vec<_> = ids.split(' ').collect();
            assert_eq!(ids.first(), ids.last(), "{lines}");
            assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len() - 1, "{lines}");
            let pair = cycle
                .last()
                .map(|edge| (edge.from, flow.nodes[edge.from.0 as usize].edges[edge.index as usize].target));
            assert!(last.insert(pair.expect("a cycle has an edge")), "{lines}");
        }
        for (from, target) in last {
            for edge in &mut Arc::make_mut(&mut flow).nodes[from.0 as usize].edges {
                edge.target = edge.target.filter(|_| edge.target != target);
            }
        }
        assert!(Graph::new(Arc::clone(&flow)).order().is_some(), "{lines}");
    }
}

#[test]
fn many_components_and_one_great_tangle_take_linear_time() {
    let mut flow = flow("start:");
    let template = flow.nodes[0].clone();
    flow.nodes = vec![template; 20_000];
    let quoted = |target: u32| Edge {
        outcome: Outcome::Quoted(String::new()),
        target: Some(NodeId(target)),
        target_span: Span::default(),
        span: Span::default(),
        written: Written::Named,
    };
    for (at, node) in flow.nodes.iter_mut().enumerate() {
        let at = at as u32;
        node.edges = vec![quoted(at), quoted((at + 1) % 20_000), quoted(at / 2)];
        if at > 0 {
            node.ty.row = None;
        }
    }
    // Listing all of its cycles would never end; what is asked for comes at once.
    let graph = Graph::new(Arc::new(flow));
    assert!(!graph.cycles().is_empty());
}

#[test]
fn nodes_are_found_by_id_and_by_place() {
    let mut flow = flow("b: end\n a: b\n start: a\n b: a\n end:");
    for (at, node) in flow.nodes.iter_mut().enumerate() {
        node.statement = Span::new(FileId(0), at * 10, at * 10 + 5);
    }
    let graph = Graph::new(Arc::new(flow));
    assert_eq!(graph.named("b"), Some(NodeId(0)), "the first of two");
    assert_eq!(graph.named("start"), Some(NodeId(2)));
    assert_eq!(graph.named("c"), None);
    let at = |start, end| graph.at(Span::new(FileId(0), start, end));
    assert_eq!(at(12, 13), Some(NodeId(1)));
    assert_eq!(at(15, 15), Some(NodeId(1)), "the end of a statement");
    assert_eq!(at(16, 17), None, "between two statements");
    assert_eq!(graph.at(Span::new(FileId(1), 0, 1)), None, "another file");
}
