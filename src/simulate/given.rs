//! A walk along outcomes that are given beforehand. What may be left out, and what that means, is one rule for everybody.

use std::collections::{BTreeMap, BTreeSet};

use super::matched::matched;
use super::names::{spelled, spelled_atom};
use super::walk::{Step, Walk};
use crate::diag::refused::Refused;
use crate::flow::{Atom, Case, Condition, EdgeId, Flow, GivenValue, NodeId};
use crate::graph::Graph;
use crate::paths::edge_of;

/// How many combinations of left-out outcomes are tried before the decision counts as depending on them.
const MOST_COMBINATIONS: usize = 4096;

/// Outcomes that are given for a walk, at most one a node, and nodes that it must pass.
#[derive(Debug, Clone, Default)]
pub struct Given {
    atoms: Vec<Atom>,
    edges: BTreeMap<NodeId, EdgeId>,
    values: Vec<GivenValue>,
    stops_at: Option<NodeId>,
}

/// Why there is no walk along given outcomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WalkError {
    /// The node leads to several places and no outcome is given for it.
    Undecided(NodeId),
    /// Two outcomes are given for one node.
    Twice(NodeId),
    /// An outcome is given for a node that the walk does not pass.
    NotPassed(Atom),
    /// The outcome that is given for a node is not the one that the values lead to.
    Contradicted {
        /// What is given.
        given: EdgeId,
        /// What the values lead to.
        matched: EdgeId,
    },
    /// The session does not come to the node where it should stop.
    NoStop(NodeId),
    /// There is no way on, or the flow has no start; that was reported.
    Stuck,
}

impl Given {
    /// These outcomes and nodes, in whatever order.
    ///
    /// # Errors
    /// When two outcomes are given for one node.
    pub fn new(atoms: &[Atom]) -> Result<Self, WalkError> {
        let mut this = Self { atoms: atoms.to_vec(), ..Self::default() };
        for edge in atoms.iter().copied().filter_map(edge_of) {
            if this.edges.insert(edge.from, edge).is_some_and(|before| before != edge) {
                return Err(WalkError::Twice(edge.from));
            }
        }
        Ok(this)
    }

    /// What a case of a test gives.
    ///
    /// # Errors
    /// When two outcomes are given for one node.
    pub fn of(case: &Case) -> Result<Self, WalkError> {
        let this = Self::new(&case.given)?;
        Ok(Self { values: case.values.clone(), stops_at: case.stops_at.map(|(node, _)| node), ..this })
    }

    /// The outcome by which the walk leaves the node that it stands at; `None` when it is over. A node with a single way
    /// needs none, nor does one all of whose outcomes lead to one node: there the first is taken. An outcome that leads nowhere is
    /// taken only when it is given.
    ///
    /// # Errors
    /// [`WalkError::Undecided`] when several places can come next.
    pub fn next(&self, walk: &Walk<'_>) -> Result<Option<EdgeId>, WalkError> {
        let given = self.edges.get(&walk.at());
        if let Some(matched) = matched(walk) {
            return match given {
                Some(given) if *given != matched => Err(WalkError::Contradicted { given: *given, matched }),
                _ => Ok(Some(matched)),
            };
        }
        let edges = match (walk.step(), given) {
            (Step::End, _) => return Ok(None),
            (_, Some(edge)) => return Ok(Some(*edge)),
            (Step::Only(edge), None) => return Ok(Some(edge)),
            (Step::Choice(edges), None) => edges,
        };
        let targets: BTreeSet<NodeId> =
            edges.iter().filter_map(|edge| walk.graph().edge(*edge).target).collect();
        match (targets.len(), edges.first()) {
            (1, Some(first)) => Ok(Some(*first)),
            _ => Err(WalkError::Undecided(walk.at())),
        }
    }

    /// A node of the walk whose outcome was left out though the decision depends on it. `None` when the session is decided
    /// the same whatever happens there.
    #[must_use]
    pub fn undecided(&self, walk: &Walk<'_>) -> Option<NodeId> {
        let open = self.open(walk);
        let chosen = |choice: &[usize]| -> BTreeMap<NodeId, EdgeId> {
            let edges = open.iter().zip(choice).filter_map(|(edges, at)| edges.get(*at));
            edges.map(|edge| (edge.from, *edge)).collect()
        };
        let taken: BTreeSet<EdgeId> = walk.path().iter().copied().collect();
        let passed: BTreeSet<NodeId> = walk.nodes().collect();
        let decision = |choice: &[usize]| {
            let chosen = chosen(choice);
            walk.decision_when(&|atom| match (edge_of(atom), chosen.get(&atom.node)) {
                (Some(edge), Some(chosen)) => edge == *chosen,
                (Some(edge), None) => taken.contains(&edge),
                (None, _) => passed.contains(&atom.node),
            })
        };
        let combinations = open.iter().try_fold(1_usize, |all, edges| all.checked_mul(edges.len()));
        if combinations.is_none_or(|all| all > MOST_COMBINATIONS) {
            return open.first().and_then(|edges| edges.first()).map(|edge| edge.from);
        }
        let mut choice = vec![0; open.len()];
        let first = decision(&choice);
        while advance(&mut choice, &open) {
            if decision(&choice) != first {
                let differs = choice.iter().position(|at| *at != 0)?;
                return open.get(differs)?.first().map(|edge| edge.from);
            }
        }
        None
    }

    /// For each node of the walk that `decide` asks about and whose outcome was left out: the outcomes that rules name,
    /// and one for all others.
    fn open(&self, walk: &Walk<'_>) -> Vec<Vec<EdgeId>> {
        let asked = asked(walk.graph().flow());
        let by_values = by_values(walk);
        let left_out = walk.path().iter().map(|edge| edge.from);
        let left_out = left_out.filter(|node| !self.edges.contains_key(node) && !by_values.contains(node));
        let outcomes = left_out.map(|node| {
            let (named, others): (Vec<EdgeId>, Vec<EdgeId>) =
                walk.graph().outgoing(node).map(|(edge, _)| edge).partition(|edge| asked.contains(edge));
            if named.is_empty() {
                named
            } else {
                named.into_iter().chain(others.into_iter().take(1)).collect()
            }
        });
        outcomes.filter(|edges: &Vec<EdgeId>| edges.len() > 1).collect()
    }
}

/// Walks from `start` to an `end`.
///
/// # Errors
/// When an outcome is missing, or given for a node that is not passed.
pub fn along<'g>(graph: &'g Graph, given: &Given) -> Result<Walk<'g>, WalkError> {
    let mut walk = Walk::new(graph).ok_or(WalkError::Stuck)?;
    walk.set_values(&given.values);
    // Without cycles a walk is never longer than the flow has nodes.
    for _ in 0..graph.flow().nodes.len() {
        if given.stops_at == Some(walk.at()) {
            walk.stop();
            break;
        }
        match given.next(&walk)? {
            Some(edge) if walk.take(edge) => {}
            Some(_) => return Err(WalkError::Stuck),
            None => break,
        }
    }
    let passed: BTreeSet<NodeId> = walk.nodes().collect();
    let is_end = |node: NodeId| graph.flow().node(node).is_end();
    if let Some(node) = given.stops_at.filter(|node| *node != walk.at() || is_end(*node)) {
        return Err(WalkError::NoStop(node));
    }
    if given.stops_at == Some(walk.at()) {
        let stopping = given.edges.get(&walk.at()).filter(|edge| graph.edge(**edge).target.is_none());
        if let Some(edge) = stopping {
            walk.take(*edge);
        }
        walk.stop();
    }
    match given.atoms.iter().find(|atom| !passed.contains(&atom.node)) {
        Some(atom) => Err(WalkError::NotPassed(*atom)),
        None => Ok(walk),
    }
}

impl WalkError {
    /// The error in words, for outcomes that stand in no file.
    #[must_use]
    pub fn refused(&self, flow: &Flow) -> Refused {
        let id = |node: NodeId| &flow.node(node).id;
        match self {
            Self::Undecided(node) => Refused::new(format!("no outcome is given for `{}`", id(*node)))
                .help(format!("add one of {}", outcomes(flow, *node))),
            Self::Twice(node) => Refused::new(format!("two outcomes are given for `{}`", id(*node))),
            Self::NotPassed(atom) => {
                let (name, node) = (spelled_atom(flow, *atom), id(atom.node));
                Refused::new(format!("`{name}` is given, and the session does not come to `{node}`"))
                    .help("leave it out, or give the outcomes that lead there")
            }
            Self::Contradicted { given, matched } => {
                let (given, matched) = (spelled(flow, *given), spelled(flow, *matched));
                Refused::new(format!("`{given}` is given, and the values lead to `{matched}`"))
                    .help("leave it out, or give other values")
            }
            Self::NoStop(node) => Refused::new(format!("the session does not come to `{}`", id(*node))),
            Self::Stuck => Refused::new("the flow has no way from `start` to an `end`"),
        }
    }
}

/// The refusal of a walk whose decision depends on the outcome of a node for which none is given.
#[must_use]
pub fn depends(graph: &Graph, node: NodeId) -> Refused {
    let flow = graph.flow();
    let message =
        format!("the decision depends on the outcome of `{}`, and none is given", flow.node(node).id);
    Refused::new(message).help(format!("add one of {}", outcomes(flow, node)))
}

fn outcomes(flow: &Flow, from: NodeId) -> String {
    let edges = (0..flow.node(from).outcomes().count()).map(|at| EdgeId { from, index: at as u32 });
    edges.map(|edge| format!("`{}`", spelled(flow, edge))).collect::<Vec<_>>().join(", ")
}

/// The nodes of a walk whose ways its values decided.
fn by_values(walk: &Walk<'_>) -> BTreeSet<NodeId> {
    let mut again = walk.clone();
    let mut decided = BTreeSet::new();
    while again.back().is_some() {
        if matched(&again).is_some() {
            decided.insert(again.at());
        }
    }
    decided
}

/// The outcomes that the rules of `decide` name.
fn asked(flow: &Flow) -> BTreeSet<EdgeId> {
    let mut asked = BTreeSet::new();
    for rule in flow.decide.iter().flat_map(|decide| &decide.rules) {
        if let Some(Condition::When(when)) = &rule.condition {
            when.atoms(&mut |atom| asked.extend(edge_of(atom)));
        }
    }
    asked
}

/// The next combination; `false` after the last.
fn advance(choice: &mut [usize], open: &[Vec<EdgeId>]) -> bool {
    for (at, edges) in choice.iter_mut().zip(open) {
        *at += 1;
        if *at < edges.len() {
            return true;
        }
        *at = 0;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::Options;
    use crate::simulate::names::parse;
    use crate::source::NoFiles;

    /// Where the walk along these outcomes comes, or why there is none; and which left-out outcome decides.
    fn check(flow: &str, given: &str, expected: &str) {
        let compilation = crate::compilation::compile("a.fsflow", flow, &NoFiles, &Options::default());
        let graph = &compilation.graph;
        let id = |node: NodeId| compilation.flow.node(node).id.clone();
        let atoms = parse(graph, given).expect("the names are known");
        let walked = Given::new(&atoms).and_then(|given| along(graph, &given).map(|walk| (given, walk)));
        let shown = match walked {
            Err(error) => error.refused(&compilation.flow).to_string(),
            Ok((given, walk)) => {
                let open =
                    given.undecided(&walk).map_or(String::new(), |node| format!(", open at {}", id(node)));
                let nodes: Vec<String> = walk.nodes().map(id).collect();
                format!("{}: {}{open}", nodes.join(" "), walk.decision().unwrap_or("nothing"))
            }
        };
        assert_eq!(shown, expected, "{given}");
    }

    const FLOW: &str = "start -> look
look: liveness -> ask
ask: conversation \"Ask.\" -> < yes: thanks when \"They agree\", no: end when \"They don't\" >
thanks: conversation \"Thank the user.\" { does_not_require_reply: true } -> end
end
";

    #[test]
    fn an_outcome_may_be_left_out_where_only_one_place_comes_next() {
        check(FLOW, "ask.yes", "start look ask thanks end: nothing");
        check(FLOW, "ask.no, look.deepfake", "start look ask end: nothing");
        check(FLOW, "look.detected", "no outcome is given for `ask`; add one of `ask.yes`, `ask.no`");
        check(FLOW, "ask.yes, ask.no", "two outcomes are given for `ask`");
        check(FLOW, "ask.yes, ask.yes, look", "start look ask thanks end: nothing");
        check(
            FLOW,
            "ask.no, thanks",
            "`thanks` is given, and the session does not come to `thanks`; leave it out, or give the outcomes that lead there",
        );
    }

    #[test]
    fn what_the_api_fills_in_can_be_given() {
        let flow = "start -> look
look: liveness -> < detected: code, deepfake | no_face: no >
code: email_otp -> < verified: ok, delivery_failed | failed_unverified | cancelled: no >
ok: conversation \"Say that it is paid.\" { does_not_require_reply: true } -> end
no: conversation \"Say that it is not.\" { does_not_require_reply: true } -> end
end
decide {
  again: look.inconclusive or (incomplete and code.error)
  accept: look.detected and code.verified
  reject: else
}
";
        check(flow, "look.inconclusive", "start look no end: again");
        check(flow, "look.no_face", "start look no end: reject");
        check(flow, "look.detected, code.error", "start look code: again");
        check(
            flow,
            "look.detected, code.error, ok",
            "`ok` is given, and the session does not come to `ok`; leave it out, or give the outcomes that lead there",
        );
        check(
            flow,
            "look.detected",
            "no outcome is given for `code`; add one of `code.verified`, `code.delivery_failed`, `code.failed_unverified`, `code.cancelled`, `code.error`",
        );
        // One that leads nowhere is never taken unless it is given.
        let one_way = flow.replace("verified: ok, delivery_failed", "verified | delivery_failed");
        check(&one_way, "look.detected", "start look code no end: accept, open at code");
        // In a version without the outcome nothing is filled in.
        let old = format!("api \"1.0.43\"\n{}", flow.replace("look.inconclusive or", "look.no_face or"));
        check(&old, "look.no_face", "start look no end: again");
    }

    #[test]
    fn what_is_left_out_and_decides_is_found() {
        let with = |rules: &str| format!("{FLOW}decide {{ {rules} }}\n");
        let by_face = with("accept: look.detected and thanks, reject: else");
        check(&by_face, "ask.yes", "start look ask thanks end: accept, open at look");
        check(&by_face, "ask.yes, look.detected", "start look ask thanks end: accept");
        // A session that is not thanked is rejected whatever its face.
        check(&by_face, "ask.no", "start look ask end: reject");
        check(&with("accept: thanks, reject: else"), "ask.yes", "start look ask thanks end: accept");
        check(&with("accept: look, reject: else"), "ask.no", "start look ask end: accept");
    }
}
