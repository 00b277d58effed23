//! Words that a script can't use as names.

/// Words that name no variable.
static KEYWORDS: &[&str] = &[
    "arguments",
    "as",
    "async",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "eval",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "implements",
    "import",
    "in",
    "instanceof",
    "interface",
    "let",
    "new",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "undefined",
    "var",
    "void",
    "while",
    "with",
    "yield",
];

/// What no variable in the functions around the values may be called: words, and names that these functions use.
pub(super) static TAKEN: &[&[&str]] = &[KEYWORDS, &["checked", "flow", "instruction", "params", "session"]];

/// Properties that every object has, so that one that is missing would not be noticed.
pub(super) static INHERITED: &[&[&str]] = &[&[
    "constructor",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "toLocaleString",
    "toString",
    "valueOf",
]];

/// Constants of the module itself, which what the rules ask for may not be called.
pub(super) static CONSTANTS: &[&[&str]] = &[&[
    "API_VERSION",
    "ASKS_WHERE_STOPPED",
    "DECISIONS",
    "FLOW_NAME",
    "GRAPH",
    "JSON",
    "PARAMS",
    "POSITIONS",
]];
