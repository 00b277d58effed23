//! The kinds of faults in text that can't be read as fsflow, with the documentation that `explain` and the editors show.
//! What is said about a single fault stands in `errors`.

use crate::code;
use crate::diag::Code;

code! {
    /// A statement can't be read. The message says what was expected, and the other statements are read as if nothing
    /// had happened.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } ->
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static SYNTAX = error "syntax";
}

code! {
    /// Routes begin with `->`. Other arrows and words such as `goto` are read as one, and reported.
    ///
    /// ```fsflow wrong
    /// start => closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static WRONG_ARROW = error "wrong-arrow";
}

code! {
    /// A colon stands between a name and what belongs to it; `=` stands only before the default of a parameter. Items are
    /// separated by a comma or a line break.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply = true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static WRONG_SEPARATOR = error "wrong-separator";
}

code! {
    /// A `<`, `{`, `[` or `(` is never closed. The compiler reads it as closed where the next statement begins.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static UNCLOSED_BRACKET = error "unclosed-bracket";
}

code! {
    /// A string is never closed. A string in `"…"` ends on its line; a longer text stands between `"""`.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// closing: conversation "Say goodbye to the user.
    ///   { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Say goodbye to the user."
    ///   { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static UNCLOSED_STRING = error "unclosed-string";
}

code! {
    /// Strings stand in straight double quotes. Single and typographic quotes are read as such, and reported.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// closing: conversation 'Say goodbye to the user.' { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static WRONG_QUOTES = error "wrong-quotes";
}

code! {
    /// This is JSON, not fsflow. `fsflowc import` turns a flow in JSON into fsflow.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// { "id": "end", "type": "end" }
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static PASTED_JSON = error "pasted-json";
}

code! {
    /// This is another format: YAML, a diagram of Mermaid, PlantUML or DOT, a program, the file of another tool. The message
    /// names it, and shows how its first nodes are written here.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// closing:
    ///   type: conversation
    ///   prompt: "Say goodbye to the user and wish a nice day."
    ///   next: end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static OTHER_FORMAT = error "other-format";
}

code! {
    /// Keywords are written in small letters.
    ///
    /// ```fsflow wrong
    /// API "1.0.47"
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// api "1.0.47"
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static KEYWORD_CASE = error "keyword-case";
}

code! {
    /// Comments begin with `//` and run to the end of the line.
    ///
    /// ```fsflow wrong
    /// # The shortest flow.
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// // The shortest flow.
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static WRONG_COMMENT = error "wrong-comment";
}

code! {
    /// A string has an escape that does not exist. There are `\"`, `\\`, `\/`, `\b`, `\f`, `\n`, `\r`, `\t`, `\u` with four
    /// hexadecimal digits, and `\$`.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// closing: conversation "Say goodbye \o/ to the user." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Say goodbye \\o/ to the user." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static WRONG_ESCAPE = error "wrong-escape";
}

code! {
    /// `${…}` in a string names a parameter and nothing else. A literal `${` is written `\${`.
    ///
    /// ```fsflow wrong
    /// param name = "you"
    /// start -> closing
    /// closing: conversation "Say goodbye to ${user.name}." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// param name = "you"
    /// start -> closing
    /// closing: conversation "Say goodbye to ${name}." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static WRONG_PARAMETER = error "wrong-parameter";
}

code! {
    /// A number is not spelt as in JSON: no leading zero or `+`, digits on both sides of the point.
    ///
    /// ```fsflow wrong
    /// start -> greeting
    /// greeting: conversation say "Hello! I will take a short look at you, and then send you a code." -> scan
    /// scan: face_scan { similarity_threshold: .8 } -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> greeting
    /// greeting: conversation say "Hello! I will take a short look at you, and then send you a code." -> scan
    /// scan: face_scan { similarity_threshold: 0.8 } -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static WRONG_NUMBER = error "wrong-number";
}

code! {
    /// The parts of a node stand in one order: id, type, prompt, fields, routes, each at most once.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// closing: conversation { does_not_require_reply: true } "Say goodbye to the user." -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static CLAUSE_ORDER = error "clause-order";
}

code! {
    /// A character cannot be seen, or looks like another: a no-break space, a zero-width space, a soft hyphen, a letter of
    /// another script, a dash in place of `-`. Text from word processors, chats and web pages has them. White space is
    /// blank, tab and line end; names and signs are those of the keyboard. In strings and comments every character may stand.
    ///
    /// ```fsflow wrong
    /// start –> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static MISLEADING_CHARACTER = error "misleading-character";
}

code! {
    /// The text has a control character, which nobody sees and no keyboard writes. In a string it can be written as an
    /// escape (`\u0000`).
    pub static CONTROL_CHARACTER = error "control-character";
}

code! {
    /// The text has a character that turns the direction of writing, so that it reads otherwise than it is. In a string it
    /// can be written as an escape (`\u202e`).
    pub static BIDIRECTIONAL_CHARACTER = warning(Suspicious) "bidirectional-character";
}

code! {
    /// The file is larger, or its brackets nest deeper, than the compiler reads: 16 MiB, 128 levels.
    pub static LIMIT = error "limit";
}

/// The kinds of faults that this stage raises.
pub static CODES: &[&Code] = &[
    &SYNTAX,
    &WRONG_ARROW,
    &WRONG_SEPARATOR,
    &UNCLOSED_BRACKET,
    &UNCLOSED_STRING,
    &WRONG_QUOTES,
    &PASTED_JSON,
    &OTHER_FORMAT,
    &KEYWORD_CASE,
    &WRONG_COMMENT,
    &WRONG_ESCAPE,
    &WRONG_PARAMETER,
    &WRONG_NUMBER,
    &CLAUSE_ORDER,
    &MISLEADING_CHARACTER,
    &CONTROL_CHARACTER,
    &BIDIRECTIONAL_CHARACTER,
    &LIMIT,
];
