//! Owns what code in any language says of a flow: its parameters, the outcomes as reports name them, the graph, the rules.

use std::collections::HashMap;

use indexmap::IndexSet;

use super::json::flow::nodes;
use super::json::session::body;
use super::json::writer::Writer;
use crate::flow::{
    Atom, Condition, Decide, Edge, EdgeId, Encoding, Expression, Flow, Node, NodeId, Outcome, Param, ParamId,
    Text, TextPart,
};
use crate::graph::Graph;
use crate::paths;

/// A flow as code sees it.
#[derive(Debug)]
pub(super) struct Program<'f> {
    /// The flow itself, for its values.
    pub(super) flow: &'f Flow,
    /// The parameters that are asked for.
    pub(super) params: Vec<Argument<'f>>,
    /// The nodes: `start`, then each before those that it leads to.
    pub(super) steps: Vec<Step<'f>>,
    /// The decisions.
    pub(super) rules: Option<Rules<'f>>,
}

/// A parameter.
#[derive(Debug)]
pub(super) struct Argument<'f> {
    pub(super) id: ParamId,
    pub(super) param: &'f Param,
    /// How the array of nodes uses it.
    pub(super) in_flow: Use,
    /// How the session settings use it.
    pub(super) in_settings: Use,
}

/// How a parameter is used.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Use {
    /// As a value of its own.
    pub(super) value: bool,
    /// In a string.
    pub(super) text: bool,
}

impl Use {
    pub(super) fn is_any(self) -> bool {
        self.value || self.text
    }
}

/// A node of the graph.
#[derive(Debug)]
pub(super) struct Step<'f> {
    pub(super) node: &'f Node,
    /// The atom that holds behind it, as its place in [`Rules::atoms`].
    pub(super) atom: Option<usize>,
    pub(super) ways: Vec<Way<'f>>,
}

/// An outcome of a node.
#[derive(Debug)]
pub(super) struct Way<'f> {
    /// What a report may call it.
    pub(super) names: Vec<&'f str>,
    /// The other spelling of `canceled` that the API uses somewhere else; means the first of the names.
    pub(super) alias: Option<String>,
    /// The id of the node that it leads to.
    pub(super) to: &'f str,
    /// The atom that holds behind it.
    pub(super) atom: Option<usize>,
}

/// `decide`
#[derive(Debug)]
pub(super) struct Rules<'f> {
    /// The decisions, each once.
    pub(super) decisions: Vec<&'f str>,
    /// What the rules ask for, in the order of the flow: the words of each.
    pub(super) atoms: Vec<String>,
    /// The rules in order.
    pub(super) rules: Vec<Rule<'f>>,
    /// Whether a rule about sessions that did not complete asks where they went.
    pub(super) asks_where_stopped: bool,
    by_place: HashMap<(NodeId, Option<u32>), usize>,
}

/// A rule.
#[derive(Debug)]
pub(super) struct Rule<'f> {
    pub(super) decision: &'f str,
    /// `None` for `else`.
    pub(super) condition: Option<&'f Expression>,
}

/// How a language writes conditions.
pub(super) struct Logic {
    /// Between two conditions that must both hold, with spaces.
    pub(super) and: &'static str,
    /// Between two conditions of which one must hold, with spaces.
    pub(super) or: &'static str,
    /// Before a condition that must not hold.
    pub(super) not: &'static str,
    /// The variable that says whether the session did not complete.
    pub(super) incomplete: &'static str,
}

impl<'f> Program<'f> {
    /// Describes a flow. Linear in its size.
    pub(super) fn new(graph: &'f Graph) -> Self {
        let flow = graph.flow();
        let rules = flow.decide.as_ref().map(|decide| Rules::new(flow, decide));
        let mut in_order: Vec<NodeId> = match graph.order() {
            Some(order) => order.to_vec(),
            None => flow.nodes().map(|(id, _)| id).collect(),
        };
        // Only what no session reaches may lead to `start`.
        in_order.sort_by_key(|id| Some(*id) != graph.start());
        let atom = |node, edge| rules.as_ref().and_then(|rules| rules.by_place.get(&(node, edge)).copied());
        let steps = in_order.into_iter().map(|id| {
            let node = flow.node(id);
            let ways = graph.outgoing(id).map(|(edge, target)| {
                let to = flow.node(target).id.as_str();
                let names = names(node, graph.edge(edge), to);
                let EdgeId { from, index } = edge;
                Way { names, alias: alias(node, graph.edge(edge)), to, atom: atom(from, Some(index)) }
            });
            Step { node, atom: atom(id, None), ways: ways.collect() }
        });
        let steps = steps.collect();
        Self { flow, params: params(flow), steps, rules }
    }
}

impl<'f> Step<'f> {
    /// What a report may name as the outcome, each name once.
    pub(super) fn names(&self) -> IndexSet<&'f str> {
        self.ways.iter().flat_map(|way| way.names.iter().copied()).collect()
    }
}

/// Whether a language shows a number as it is spelt here. JavaScript's way is taken for all of them: the shortest digits, and an
/// exponent only for what is very large or very small.
pub(super) fn shows_as_spelt(number: &str) -> bool {
    let Ok(value) = number.parse::<f64>() else { return false };
    let has_exponent = value != 0.0 && !(1e-6..1e21).contains(&value.abs());
    !has_exponent && number != "-0" && value.to_string() == number
}

/// The parameters of the file itself, and those of imports that the flow uses.
fn params(flow: &Flow) -> Vec<Argument<'_>> {
    let mut in_flow = Uses(vec![Use::default(); flow.params.len()]);
    nodes(&mut in_flow, flow);
    let mut in_settings = Uses(vec![Use::default(); flow.params.len()]);
    body(&mut in_settings, flow, |_| {});
    let uses = in_flow.0.into_iter().zip(in_settings.0);
    let all = flow.params.iter().zip(uses).enumerate();
    let arguments = all.map(|(at, (param, (in_flow, in_settings)))| Argument {
        id: ParamId(at as u32),
        param,
        in_flow,
        in_settings,
    });
    arguments.filter(|it| !it.param.imported || it.in_flow.is_any() || it.in_settings.is_any()).collect()
}

/// What a report may call an outcome. The API reports outcomes that it names by that name; of the others it reports the target
/// now, and reported the outcome's own id before.
fn names<'f>(node: &Node, edge: &'f Edge, to: &'f str) -> Vec<&'f str> {
    let own = match &edge.outcome {
        Outcome::Api(row) => Some(row.name),
        Outcome::Quoted(name) | Outcome::Choice { id: name, .. } => Some(name.as_str()),
        Outcome::Rule(_) => None,
    };
    let to = (node.encoding() != Encoding::Map).then_some(to).filter(|to| own != Some(*to));
    own.into_iter().chain(to).collect()
}

/// `canceled` for `cancelled` and the reverse, where the API gave the outcome its name.
fn alias(node: &Node, edge: &Edge) -> Option<String> {
    let name = edge.row()?.name;
    let other = match name.contains("ancelled") {
        true => name.replace("ancelled", "anceled"),
        false => name.replace("anceled", "ancelled"),
    };
    let is_taken = node.edges.iter().any(|edge| matches!(&edge.outcome, Outcome::Quoted(it) if *it == other));
    (other != name && !is_taken).then_some(other)
}

impl<'f> Rules<'f> {
    fn new(flow: &'f Flow, decide: &'f Decide) -> Self {
        let mut decisions = IndexSet::new();
        let mut rules = Vec::new();
        let mut asks_where_stopped = false;
        for rule in &decide.rules {
            decisions.insert(rule.name.as_str());
            let condition = match &rule.condition {
                Some(Condition::When(when)) => Some(when),
                Some(Condition::Else) => None,
                None => continue,
            };
            if let Some(when) = condition.filter(|when| when.names_incomplete()) {
                when.atoms(&mut |_| asks_where_stopped = true);
            }
            rules.push(Rule { decision: &rule.name, condition });
        }
        let mut atoms = Vec::new();
        let mut by_place = HashMap::new();
        for (_, id, edge) in paths::mentioned(decide).atoms() {
            by_place.insert((id, edge), atoms.len());
            let node = flow.node(id);
            let outcome = edge.and_then(|edge| node.edges.get(edge as usize)).map(Edge::spelled);
            atoms.push(outcome.map_or_else(|| node.id.clone(), |outcome| format!("{} {outcome}", node.id)));
        }
        Self { decisions: decisions.into_iter().collect(), atoms, rules, asks_where_stopped, by_place }
    }

    /// The condition of a rule; a rule that does not name `incomplete` is about completed sessions only. `None` for `else`.
    pub(super) fn condition(
        &self,
        rule: &Rule<'_>,
        logic: &Logic,
        has: &impl Fn(usize) -> String,
    ) -> Option<String> {
        let when = rule.condition?;
        let condition = self.expression(when, logic, has);
        if when.names_incomplete() {
            return Some(condition);
        }
        let condition = if matches!(when, Expression::Or(_)) { format!("({condition})") } else { condition };
        Some(format!("{}{}{}{condition}", logic.not, logic.incomplete, logic.and))
    }

    fn expression(&self, expression: &Expression, logic: &Logic, has: &impl Fn(usize) -> String) -> String {
        let inner = |part: &Expression| {
            let text = self.expression(part, logic, has);
            if matches!(part, Expression::And(_) | Expression::Or(_)) { format!("({text})") } else { text }
        };
        let joined = |parts: &[Expression], word: &str| {
            let parts: Vec<String> = parts.iter().map(inner).collect();
            parts.join(word)
        };
        match expression {
            Expression::Atom(Atom { node, edge, .. }) => {
                self.by_place.get(&(*node, *edge)).map_or_else(String::new, |atom| has(*atom))
            }
            Expression::Incomplete => logic.incomplete.to_owned(),
            Expression::Not(part) => format!("{}{}", logic.not, inner(part)),
            Expression::And(parts) => joined(parts, logic.and),
            Expression::Or(parts) => joined(parts, logic.or),
        }
    }
}

/// A notation of nothing: it takes note of the parameters.
struct Uses(Vec<Use>);

impl Uses {
    fn of(&mut self, id: ParamId) -> Option<&mut Use> {
        self.0.get_mut(id.0 as usize)
    }
}

impl Writer for Uses {
    fn begin_object(&mut self) {}
    fn end_object(&mut self) {}
    fn begin_list(&mut self) {}
    fn end_list(&mut self) {}
    fn item(&mut self) {}
    fn key(&mut self, _: &str) {}
    fn string(&mut self, _: &str) {}
    fn number(&mut self, _: &str) {}
    fn bool(&mut self, _: bool) {}
    fn null(&mut self) {}

    fn text(&mut self, _: &Flow, _: &str, text: &Text) {
        for part in &text.parts {
            if let TextPart::Param(Some(id)) = part
                && let Some(uses) = self.of(*id)
            {
                uses.text = true;
            }
        }
    }

    fn param(&mut self, _: &Flow, id: ParamId) {
        if let Some(uses) = self.of(id) {
            uses.value = true;
        }
    }
}
