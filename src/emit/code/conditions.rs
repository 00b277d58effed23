//! Conditions as most languages write them: words between operands, parentheses where they are needed.

use super::ir::Condition;

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

impl Logic {
    /// A condition as code; `has` asks whether the session passed what an atom stands for.
    pub(super) fn write(&self, condition: &Condition, has: &impl Fn(usize) -> String) -> String {
        let inner = |part: &Condition| {
            let text = self.write(part, has);
            if matches!(part, Condition::And(_) | Condition::Or(_)) { format!("({text})") } else { text }
        };
        let joined = |parts: &[Condition], word: &str| {
            let parts: Vec<String> = parts.iter().map(inner).collect();
            parts.join(word)
        };
        match condition {
            Condition::Has(atom) => has(*atom),
            Condition::Incomplete => self.incomplete.to_owned(),
            Condition::Not(part) => format!("{}{}", self.not, inner(part)),
            Condition::And(parts) => joined(parts, self.and),
            Condition::Or(parts) => joined(parts, self.or),
        }
    }
}
