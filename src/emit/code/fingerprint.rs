//! A few characters that change when what a decision depends on does.

use super::ir::{Condition, Decide, Node};

/// The fingerprint of nodes and rules, the same in every version of the compiler that says the same of them.
pub(super) fn of(nodes: &[Node<'_>], decide: Option<&Decide<'_>>) -> String {
    let mut hash = Hash(0xcbf2_9ce4_8422_2325);
    for node in nodes {
        hash.add(node.id);
        hash.add(node.ty);
        for outcome in &node.outcomes {
            outcome.names.iter().for_each(|name| hash.add(name));
            hash.add(outcome.to);
            hash.number(outcome.rule);
            hash.number(outcome.fact);
        }
        hash.number(node.fact);
    }
    for rule in decide.iter().flat_map(|decide| decide.rules.iter().chain(&decide.ambiguous)) {
        hash.add(rule.decision);
        hash.add(rule.reason.unwrap_or_default());
        hash.add(&rule.text);
        hash.condition(&rule.condition);
        hash.number(Some(usize::from(rule.grants)));
    }
    format!("{:016x}", hash.0)
}

/// FNV-1a.
struct Hash(u64);

impl Hash {
    fn add(&mut self, text: &str) {
        self.number(Some(text.len()));
        text.bytes().for_each(|byte| self.byte(byte));
    }

    fn number(&mut self, number: Option<usize>) {
        let shown = number.map_or(u64::MAX, |number| number as u64);
        shown.to_le_bytes().into_iter().for_each(|byte| self.byte(byte));
    }

    fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }

    /// Conditions nest as deep as the reader of files allows.
    fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::Fact(fact) => self.number(Some(*fact)),
            Condition::Known(known) => self.byte(u8::from(*known)),
            Condition::Not(part) => {
                self.add("not");
                self.condition(part);
            }
            Condition::Least(least, parts) => {
                self.number(Some(*least));
                self.number(Some(parts.len()));
                parts.iter().for_each(|part| self.condition(part));
            }
        }
    }
}
