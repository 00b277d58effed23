//! What a rendering may use of the terminal; the caller knows the terminal, and no rendering asks for it.

/// What a rendering for people may use.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Whether escape sequences for colours may be written.
    pub color: bool,
    /// Whether characters beyond ASCII may be drawn. Those of the source are shown in any case.
    pub unicode: bool,
    /// The columns of the terminal.
    pub width: usize,
}

impl Style {
    /// Without colours, in ASCII, 100 columns.
    pub const PLAIN: Self = Self { color: false, unicode: false, width: 100 };
}
