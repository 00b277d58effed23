//! The forms of a script. What is written for one of them is final: nothing is taken out of it afterwards.

/// A form of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::emit::code) enum Form {
    /// Code with types.
    TypeScript,
    /// Code without types.
    JavaScript,
    /// Code without types, which `require` loads.
    CommonJs,
    /// The types of what is exported.
    Declarations,
}

impl Form {
    /// Whether it has types.
    pub(super) fn is_typed(self) -> bool {
        matches!(self, Self::TypeScript | Self::Declarations)
    }

    /// Whether it has code.
    pub(super) fn is_code(self) -> bool {
        self != Self::Declarations
    }

    /// A type where this form has types.
    pub(super) fn ty(self, text: &'static str) -> &'static str {
        if self.is_typed() { text } else { "" }
    }

    /// Code that is the same for every flow, in which types stand between `⟦` and `⟧`.
    pub(super) fn of(self, template: &str) -> String {
        let mut out = String::with_capacity(template.len());
        for (at, piece) in template.split(['⟦', '⟧']).enumerate() {
            let is_type = at % 2 == 1;
            if !is_type || self.is_typed() {
                out.push_str(piece);
            }
        }
        out
    }
}
