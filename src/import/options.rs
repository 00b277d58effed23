//! What the caller decides about an import.

/// What becomes of `${user.name}` in strings, which pasted template code leaves behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Templates {
    /// It stays literal text.
    #[default]
    Keep,
    /// It becomes a parameter, declared at the top.
    Params,
}

/// What the caller decides about an import.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// What becomes of `${…}` in strings.
    pub templates: Templates,
}
