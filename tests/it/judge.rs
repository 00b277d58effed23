//! A naive judge: it walks every path of small random flows by plain recursion, knows nothing of the compiler's graph, and
//! must come to the same verdicts.

use std::collections::BTreeSet;

use fsflow::Compilation;
use fsflow::resolve::Options;
use proptest::prelude::*;

use crate::choices::Choices;
use crate::{project, random};

/// A node of a random flow.
#[derive(Debug, Clone)]
struct Node {
    kind: Kind,
    /// Outcome and target; an outcome may be left out.
    edges: Vec<(&'static str, usize)>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Start,
    End,
    /// Literal speech of so many words.
    Say(usize),
    Ask,
    Liveness,
    DocumentScan,
    FaceScan,
    /// Compares the session's video with this source.
    FaceCompare(&'static str),
    Email,
    Otp,
    Permissions,
    Call,
    Tier,
}

const KINDS: &[Kind] = &[
    Kind::Say(3),
    Kind::Say(8),
    Kind::Say(20),
    Kind::Ask,
    Kind::Liveness,
    Kind::DocumentScan,
    Kind::FaceScan,
    Kind::FaceCompare("document_photo"),
    Kind::FaceCompare("face_scan"),
    Kind::Email,
    Kind::Otp,
    Kind::Permissions,
    Kind::Call,
    Kind::Tier,
];

impl Kind {
    fn is_camera(self) -> bool {
        matches!(self, Kind::Liveness | Kind::FaceScan | Kind::FaceCompare(_))
    }

    /// The outcomes, and how many of the last ones the API accepts to be missing.
    fn outcomes(self) -> (&'static [&'static str], usize) {
        match self {
            Kind::Start | Kind::Say(_) | Kind::Call => (&["next"], 0),
            Kind::End => (&[], 0),
            Kind::Ask => (&["yes", "no"], 0),
            Kind::Liveness => (&["detected", "deepfake", "no_face", "inconclusive"], 1),
            Kind::DocumentScan => (&["success", "cancelled", "timeout"], 0),
            Kind::FaceScan => (&["passed", "not_passed", "cancelled", "error"], 0),
            Kind::FaceCompare(_) => (&["match", "no_match", "image_unavailable"], 0),
            Kind::Email => (&["entered", "canceled"], 0),
            Kind::Otp => (&["verified", "delivery_failed", "failed_unverified", "cancelled", "error"], 1),
            Kind::Permissions => (&["granted", "denied"], 0),
            Kind::Tier => (&["rule", "else"], 0),
        }
    }

    fn can_lack(self) -> bool {
        !matches!(self, Kind::Start | Kind::End | Kind::Say(_) | Kind::Call | Kind::Ask | Kind::Tier)
    }
}

/// Node 0 is the start, node 1 the end.
fn flow(choices: &mut Choices) -> Vec<Node> {
    let size = 3 + choices.below(6);
    let may_circle = choices.one_in(3);
    let may_lack = choices.one_in(3);
    let mut nodes = Vec::new();
    for at in 0..size {
        let kind = match at {
            0 => Kind::Start,
            1 => Kind::End,
            _ => *choices.pick(KINDS),
        };
        let mut edges = Vec::new();
        for outcome in kind.outcomes().0 {
            let lacks = may_lack && kind.can_lack() && choices.one_in(4);
            let later = size - at.max(1) - 1;
            let target = match (may_circle, later) {
                (true, _) => 1 + choices.below(size - 1),
                (false, 0) => 1,
                (false, _) if at > 1 && choices.one_in(3) => 1,
                (false, _) => at.max(1) + 1 + choices.below(later),
            };
            if !lacks {
                edges.push((*outcome, target));
            }
        }
        nodes.push(Node { kind, edges });
    }
    nodes
}

fn id(at: usize) -> String {
    match at {
        0 => "start".to_owned(),
        1 => "end".to_owned(),
        _ => format!("n{at}"),
    }
}

fn text(nodes: &[Node]) -> String {
    nodes.iter().enumerate().map(|(at, node)| line(at, node)).collect()
}

fn line(at: usize, node: &Node) -> String {
    let head = match node.kind {
        Kind::Start => "start".to_owned(),
        Kind::End => return "end\n".to_owned(),
        Kind::Say(words) => format!("n{at}: conversation say \"{}\"", vec!["word"; words].join(" ")),
        Kind::Ask => format!("n{at}: conversation \"Ask the user whether the order is theirs.\""),
        Kind::Liveness => format!("n{at}: liveness"),
        Kind::DocumentScan => {
            format!("n{at}: document_scan {{ scanning_mode: single, allowed_document_types: [id] }}")
        }
        Kind::FaceScan => format!("n{at}: face_scan"),
        Kind::FaceCompare(source) => {
            format!("n{at}: face_compare {{ source_a: session_video, source_b: {source} }}")
        }
        Kind::Email => format!("n{at}: enter_email"),
        Kind::Otp => format!("n{at}: email_otp"),
        Kind::Permissions => format!("n{at}: permissions {{ permissions: {{ camera: true }} }}"),
        Kind::Call => format!("n{at}: external_call {{ request: {{ url: \"https://x.example\" }} }}"),
        Kind::Tier => format!("n{at}: field_condition"),
    };
    let entry = |(outcome, target): &(&str, usize)| match node.kind {
        Kind::Ask => format!("{outcome}: {} when \"The user is silent or says {outcome}\"", id(*target)),
        Kind::Tier if *outcome == "rule" => format!("when provided.tier == \"gold\": {}", id(*target)),
        _ => format!("{outcome}: {}", id(*target)),
    };
    match node.kind {
        Kind::Start | Kind::Say(_) | Kind::Call => format!("{head} -> {}\n", id(node.edges[0].1)),
        _ if node.edges.is_empty() => format!("{head}\n"),
        _ => format!("{head} -> < {} >\n", node.edges.iter().map(entry).collect::<Vec<_>>().join(", ")),
    }
}

/// Every path from the start that passes no node twice, as the edges taken: node and place of its edge.
fn paths(nodes: &[Node]) -> Vec<Vec<(usize, usize)>> {
    fn walk(nodes: &[Node], at: usize, path: &mut Vec<(usize, usize)>, out: &mut Vec<Vec<(usize, usize)>>) {
        out.push(path.iter().copied().chain([(at, usize::MAX)]).collect());
        for (place, (_, target)) in nodes[at].edges.iter().enumerate() {
            if path.iter().all(|(passed, _)| passed != target) && *target != at {
                path.push((at, place));
                walk(nodes, *target, path, out);
                path.pop();
            }
        }
    }
    let mut out = Vec::new();
    walk(nodes, 0, &mut Vec::new(), &mut out);
    out
}

fn has_circle(nodes: &[Node]) -> bool {
    fn comes_back(nodes: &[Node], goal: usize, at: usize, passed: &mut BTreeSet<usize>) -> bool {
        nodes[at].edges.iter().any(|(_, target)| {
            *target == goal || (passed.insert(*target) && comes_back(nodes, goal, *target, passed))
        })
    }
    (0..nodes.len()).any(|goal| comes_back(nodes, goal, goal, &mut BTreeSet::new()))
}

/// What the judge finds: names of codes, with the nodes that break them where that is asked of both.
#[derive(Debug, Default, PartialEq)]
struct Verdict {
    circle: bool,
    unreachable: bool,
    missing: BTreeSet<usize>,
    defaulted: BTreeSet<usize>,
    cold: BTreeSet<usize>,
    without_photo: BTreeSet<usize>,
    short: bool,
    unknown_address: bool,
    unprovided: bool,
}

fn judge(nodes: &[Node]) -> Verdict {
    let mut verdict = Verdict { circle: has_circle(nodes), ..Verdict::default() };
    for (at, node) in nodes.iter().enumerate() {
        let (outcomes, accepted) = node.kind.outcomes();
        let lacks = |outcome: &&str| node.edges.iter().all(|(name, _)| name != outcome);
        if outcomes[..outcomes.len() - accepted].iter().any(&lacks) {
            verdict.missing.insert(at);
        } else if outcomes.iter().any(lacks) {
            verdict.defaulted.insert(at);
        }
    }
    let paths = paths(nodes);
    let reached: BTreeSet<usize> = paths.iter().flatten().map(|(at, _)| *at).collect();
    // A reached node that lacks an outcome may be meant to lead to the others.
    let may_lead_on = verdict.missing.iter().any(|at| reached.contains(at));
    verdict.unreachable = reached.len() < nodes.len() && !may_lead_on;
    for path in &paths {
        along(nodes, path, &mut verdict);
    }
    verdict
}

/// What one path, up to its last node, says.
fn along(nodes: &[Node], path: &[(usize, usize)], verdict: &mut Verdict) {
    let mut cold = true;
    // Words since it was cold, while all speech is literal.
    let mut words = None;
    let mut photos = BTreeSet::new();
    let (mut address, mut data) = (false, false);
    for (at, place) in path {
        let node = &nodes[*at];
        match node.kind {
            kind if kind.is_camera() => {
                if cold {
                    verdict.cold.insert(*at);
                }
                verdict.short |= words.is_some_and(|words| words < 12);
                (cold, words) = (false, None);
            }
            Kind::Permissions => (cold, words) = (true, None),
            Kind::Say(spoken) => {
                let before = if cold { Some(0) } else { words };
                (cold, words) = (false, before.map(|before| before + spoken));
            }
            Kind::Ask | Kind::Otp => (cold, words) = (false, None),
            _ => {}
        }
        match node.kind {
            Kind::FaceCompare(source) if !photos.contains(source) => {
                verdict.without_photo.insert(*at);
            }
            Kind::Otp => verdict.unknown_address |= !address && !data,
            Kind::Tier => verdict.unprovided |= !data,
            Kind::Call => data = true,
            _ => {}
        }
        match (node.kind, node.edges.get(*place).map(|(outcome, _)| *outcome)) {
            (Kind::DocumentScan, Some("success")) => drop(photos.insert("document_photo")),
            (Kind::FaceScan, Some("passed")) => drop(photos.insert("face_scan")),
            (Kind::Email, Some("entered")) => address = true,
            _ => {}
        }
    }
}

/// What the compiler finds.
fn found(compilation: &Compilation) -> Verdict {
    let nodes = |name: &str, word: &str| -> BTreeSet<usize> {
        let hits =
            compilation.diagnostics.iter().filter(|it| it.code.name == name && it.message.contains(word));
        let at = |span: fsflow::source::Span| {
            compilation.flow.nodes.iter().position(|node| node.statement.contains(span)).unwrap()
        };
        hits.map(|it| at(it.primary.span)).collect()
    };
    let any = |name: &str| compilation.diagnostics.iter().any(|it| it.code.name == name);
    Verdict {
        circle: any("cycle"),
        unreachable: any("unreachable-node"),
        missing: nodes("missing-outcome", ""),
        defaulted: nodes("defaulted-outcome", ""),
        cold: nodes("camera-warm-up", ""),
        without_photo: nodes("photo-source", "may run without"),
        short: any("short-greeting"),
        unknown_address: any("otp-unknown-address"),
        unprovided: any("provided-data"),
    }
}

proptest! {
    #![proptest_config(random::config(600, "tests/seeds/judge.txt"))]

    #[test]
    fn the_compiler_judges_as_one_who_walks_every_path(numbers in prop::collection::vec(any::<u32>(), 0..90)) {
        let nodes = flow(&mut Choices::new(numbers));
        let text = text(&nodes);
        let compilation = project::compile(&text, &Options::default());
        let (mut expected, mut found) = (judge(&nodes), found(&compilation));
        if expected.circle {
            // In a circle paths have no end, and what the judge walks is not all of them.
            for verdict in [&mut expected, &mut found] {
                let Verdict { circle, unreachable, missing, defaulted, .. } = std::mem::take(verdict);
                *verdict = Verdict { circle, unreachable, missing, defaulted, ..Verdict::default() };
            }
        }
        prop_assert_eq!(found, expected, "{}\n{}", text, project::shown(&compilation));
    }
}
