//! How many paths run through a node: counted with arithmetic, never by listing them, so that hover is quick in any flow.

use std::fmt;

use crate::flow::NodeId;
use crate::graph::Graph;

/// A number of paths, exact up to 2^127; beyond that only known to be more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Count(u128);

impl Count {
    /// The first number that is not exact.
    const MOST: u128 = 1 << 127;

    fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0).min(Self::MOST))
    }

    fn times(self, other: Self) -> Self {
        Self(self.0.saturating_mul(other.0).min(Self::MOST))
    }

    /// Whether it is exactly this number.
    #[must_use]
    pub fn is(self, number: u128) -> bool {
        self.0 == number && number < Self::MOST
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Self::MOST => write!(f, "more than 10^38"),
            1_000_000_000_000.. => write!(f, "about 10^{}", self.0.ilog10()),
            exact => write!(f, "{exact}"),
        }
    }
}

/// How many paths from `start` to an end run through a node, and how many there are. `None` when the flow has a cycle.
/// Two outcomes that lead to the same node are two paths. Linear in nodes and edges.
#[must_use]
pub fn through(graph: &Graph, node: NodeId) -> Option<(Count, Count)> {
    let order = graph.order()?;
    let size = graph.flow().nodes.len();
    let mut before = vec![Count(0); size];
    for start in graph.starts() {
        *before.get_mut(start.0 as usize)? = Count(1);
    }
    for from in order {
        let here = *before.get(from.0 as usize)?;
        for (_, to) in graph.outgoing(*from) {
            let slot = before.get_mut(to.0 as usize)?;
            *slot = slot.plus(here);
        }
    }
    let mut after = vec![Count(0); size];
    for from in order.iter().rev() {
        let mut ways =
            graph.outgoing(*from).map(|(_, to)| after.get(to.0 as usize).copied().unwrap_or_default());
        let sum = ways.next().map_or(Count(1), |first| ways.fold(first, Count::plus));
        *after.get_mut(from.0 as usize)? = sum;
    }
    let all = graph
        .starts()
        .iter()
        .filter_map(|start| after.get(start.0 as usize))
        .fold(Count(0), |sum, ways| sum.plus(*ways));
    Some((before.get(node.0 as usize)?.times(*after.get(node.0 as usize)?), all))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(text: &str, id: &str) -> Option<(String, String)> {
        let compilation =
            crate::compile("a", text, &crate::source::NoFiles, &crate::resolve::Options::default());
        let graph = &compilation.graph;
        let node = compilation.graph.named(id)?;
        through(graph, node).map(|(here, all)| (here.to_string(), all.to_string()))
    }

    #[test]
    fn paths_are_counted_without_being_listed() {
        let mut text = "start -> n0\n".to_owned();
        for index in 0..1000 {
            text.push_str(&format!("n{index}: permissions -> < granted: n{0}, denied: n{0} >\n", index + 1));
        }
        text.push_str("n1000: liveness -> < detected: x, else: end >\nx: end\nend\n");
        let text10 = text.replace("n990:", "n991x: end\nn990:").replace("start -> n0", "start -> n995");
        assert_eq!(counts(&text, "n5"), Some(("more than 10^38".to_owned(), "more than 10^38".to_owned())));
        assert_eq!(counts(&text10, "x"), Some(("32".to_owned(), "128".to_owned())));
        assert_eq!(counts("start -> a\na: conversation \"x\" -> a", "a"), None);
    }
}
