//! A few characters that change when what a decision depends on does: nodes, their outcomes and where these lead, and the rules.
//! Texts, comments and the order of the file are no part of it.

use crate::catalog::report_field;
use crate::flow::{
    Atom, Comparand, Comparison, Condition, Decide, Edge, Expression, Flow, Outcome, Scalar, SessionValue,
    ValueSource,
};

/// The fingerprint of a flow, the same in every version of the compiler that decides alike.
pub(super) fn of(flow: &Flow) -> String {
    let mut hash = Hash(0xcbf2_9ce4_8422_2325);
    let mut nodes: Vec<_> = flow.nodes.iter().collect();
    nodes.sort_by_key(|node| &node.id);
    for node in nodes {
        hash.text(&node.id);
        hash.text(&node.ty.name);
        let mut edges: Vec<(String, &str)> =
            node.edges.iter().map(|edge| (name(edge), to(flow, edge))).collect();
        edges.sort_unstable();
        hash.number(edges.len());
        for (name, to) in edges {
            hash.text(&name);
            hash.text(to);
        }
    }
    if let Some(decide) = &flow.decide {
        rules(&mut hash, flow, decide);
    }
    format!("{:016x}", hash.0)
}

/// What tells an outcome from the others of its node.
fn name(edge: &Edge) -> String {
    match &edge.outcome {
        Outcome::Api(row) => row.name.to_owned(),
        Outcome::Quoted(name) => name.clone(),
        Outcome::Choice(choice) => choice.id.clone(),
        Outcome::Rule(rule) => format!("rule {}", rule.number),
    }
}

fn to<'f>(flow: &'f Flow, edge: &Edge) -> &'f str {
    edge.target.map_or("", |target| flow.node(target).id.as_str())
}

fn rules(hash: &mut Hash, flow: &Flow, decide: &Decide) {
    for rule in &decide.rules {
        hash.text(&rule.name);
        hash.text(rule.reason.as_deref().unwrap_or_default());
        hash.number(usize::from(decide.grants(&rule.name)));
        match &rule.condition {
            Some(Condition::When(when)) => expression(hash, flow, when),
            Some(Condition::Else) => hash.text("else"),
            Some(Condition::Ambiguous) => hash.text("ambiguous"),
            None => {}
        }
    }
}

/// Conditions nest as deep as the reader of files allows.
fn expression(hash: &mut Hash, flow: &Flow, it: &Expression) {
    let mut all = |word: &str, count: usize, parts: &[Expression]| {
        hash.text(word);
        hash.number(count);
        hash.number(parts.len());
        parts.iter().for_each(|part| expression(hash, flow, part));
    };
    match it {
        Expression::Not(part) => all("not", 1, std::slice::from_ref(part)),
        Expression::And(parts) => all("least", parts.len(), parts),
        Expression::Or(parts) => all("least", 1, parts),
        Expression::AtLeast(count, parts) => all("least", *count as usize, parts),
        Expression::Incomplete => hash.text("incomplete"),
        Expression::Value(value) => comparison(hash, value),
        Expression::Atom(Atom { node, edge, .. }) => {
            let node = flow.node(*node);
            hash.text("passed");
            hash.text(&node.id);
            let edge = edge.and_then(|edge| node.outcome(edge));
            hash.text(&edge.map(name).unwrap_or_default());
        }
    }
}

fn comparison(hash: &mut Hash, it: &Comparison) {
    let value = |hash: &mut Hash, value: &SessionValue| {
        hash.text(value.source.word());
        // However the author spells it.
        let row = report_field(&value.key).filter(|_| value.source == ValueSource::Report);
        hash.text(row.map_or(&value.key, |row| row.name));
    };
    value(hash, &it.left);
    hash.text(it.operator.symbol);
    match &it.right {
        None => {}
        Some(Comparand::Value(other)) => value(hash, other),
        Some(Comparand::Literal(Scalar::Text(text))) => hash.text(&format!("text {text}")),
        Some(Comparand::Literal(Scalar::Number(number))) => hash.text(&format!("number {number}")),
        Some(Comparand::Literal(Scalar::Bool(yes))) => hash.text(&format!("bool {yes}")),
    }
}

/// FNV-1a.
struct Hash(u64);

impl Hash {
    fn text(&mut self, text: &str) {
        self.number(text.len());
        text.bytes().for_each(|byte| self.byte(byte));
    }

    fn number(&mut self, number: usize) {
        (number as u64).to_le_bytes().into_iter().for_each(|byte| self.byte(byte));
    }

    fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::resolve::Options;

    const FLOW: &str = "start -> liveness
liveness -> < detected: good, deepfake | no_face | inconclusive: bad >
good: conversation \"Greet.\" { does_not_require_reply: true } -> end
bad: conversation \"Bye.\" { does_not_require_reply: true } -> end
end
decide {
  let seen = liveness.detected
  grant accept: seen and extracted.age >= 18
  refuse because \"young\": seen
  refuse: else
}
";

    fn fingerprint(text: &str) -> String {
        of(&crate::compile("f", text, &crate::NoFiles, &Options::default()).flow)
    }

    /// Whether the fingerprint changes with a change of the flow.
    fn check(from: &str, to: &str, changes: bool) {
        assert!(FLOW.contains(from), "{from}");
        let is_other = fingerprint(FLOW) != fingerprint(&FLOW.replace(from, to));
        assert_eq!(is_other, changes, "{from} -> {to}");
    }

    #[test]
    fn it_changes_with_what_decides_and_with_nothing_else() {
        check("\"Greet.\"", "\"Greet them.\"", false);
        check("start -> liveness\n", "/// The beginning.\nstart -> liveness\n", false);
        check("let seen = liveness.detected\n  grant accept: seen", "grant accept: liveness.detected", true);
        check("\ngood: conv", "\nwell: conv", true);
        check("deepfake | no_face | inconclusive: bad", "deepfake | no_face: bad, inconclusive: good", true);
        check("no_face | inconclusive", "inconclusive | no_face", false);
        check(">= 18", ">= 21", true);
        check(">= 18", "> 18", true);
        check("extracted.age", "provided.age", true);
        check("grant ", "", true);
        check("\"young\"", "\"too young\"", true);
        check("refuse: else", "deny: else", true);
    }

    #[test]
    fn the_order_of_the_file_is_no_part_of_it() {
        let mut lines: Vec<&str> = FLOW.lines().collect();
        lines.swap(2, 3);
        assert_eq!(fingerprint(FLOW), fingerprint(&lines.join("\n")));
    }
}
