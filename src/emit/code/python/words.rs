//! Words that Python can't use as names, and what a module is called.

use crate::emit::code::identifiers::snake;

/// Words that name nothing.
pub(super) const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// Names that the class of the parameters needs for its types.
pub(super) const TYPES: &[&str] = &["bool", "float", "str"];

/// Constants of the module itself, which what the rules ask for may not be called.
pub(super) const CONSTANTS: &[&str] =
    &["_ASKS_WHERE_STOPPED", "_DEFAULTS", "_GRAPH", "_PARAMS", "_POSITIONS"];

/// The name of a Python module for a flow: `wire-transfer` → `wire_transfer`
pub(super) fn module(stem: &str) -> String {
    let name = match snake(stem) {
        name if name.starts_with('_') => format!("flow{name}"),
        name => name,
    };
    if KEYWORDS.contains(&name.as_str()) { format!("{name}_") } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_is_named_after_its_flow() {
        for (stem, expected) in [
            ("wire-transfer", "wire_transfer"),
            ("2fa", "flow_2fa"),
            ("class", "class_"),
            ("a.b", "a_b"),
            ("Payment", "payment"),
            ("", "unnamed"),
        ] {
            assert_eq!(module(stem), expected);
        }
    }
}
