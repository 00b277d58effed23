//! The forms of a script. What is written for one of them is final: nothing is taken out of it afterwards.

/// A form of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::emit::code) enum Form {
    /// Code with types.
    TypeScript,
    /// Code without types.
    JavaScript,
    /// The types of what is exported.
    Declarations,
}

impl Form {
    /// A type where this form has types.
    pub(super) fn ty(self, text: &'static str) -> &'static str {
        if self == Self::JavaScript { "" } else { text }
    }

    /// Code that is the same for every flow, in which types stand between `⟦` and `⟧`.
    pub(super) fn of(self, template: &str) -> String {
        let mut out = String::with_capacity(template.len());
        for (at, piece) in template.split(['⟦', '⟧']).enumerate() {
            let is_type = at % 2 == 1;
            if !is_type || self != Self::JavaScript {
                out.push_str(piece);
            }
        }
        out
    }
}
