//! The words that a fuzzer puts into its texts: those of the language, of the API, and the punctuation.

use std::collections::BTreeSet;

use fsflow::catalog::{NODE_TYPES, OPERATORS, SESSION_FIELDS, snake_case};
use fsflow::syntax::words::WORDS;

/// Where it is read from.
pub const PATH: &str = "fuzz/fsflow.dict";

/// What the grammar has beside words, and what is odd to read.
const MARKS: &[&str] = &[
    "->",
    "=>",
    "<",
    ">",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    ":",
    ",",
    "|",
    ".",
    "@allow(",
    "\"",
    "\"\"\"",
    "${",
    "$${",
    "\\",
    "//",
    "///",
    "//!",
    "//// a.fsflow\n",
    "import \"./a.fsflow\"\n",
    "\n",
    "\r",
    "\u{feff}",
    "\u{202e}",
    "é",
    "😀",
];

/// The dictionary as libFuzzer reads it: a word a line, bytes that are no ASCII by their numbers.
pub fn dictionary() -> String {
    let mut words: BTreeSet<String> = MARKS.iter().map(|mark| (*mark).to_owned()).collect();
    words.extend(WORDS.iter().map(|word| word.text.to_owned()));
    words.extend(OPERATORS.iter().map(|row| row.symbol.to_owned()));
    words.extend(SESSION_FIELDS.iter().map(|field| snake_case(field.name)));
    for row in NODE_TYPES {
        words.extend([row.name.to_owned(), row.written().to_owned()]);
        words.extend(row.fields.iter().flat_map(|field| [field.name.to_owned(), snake_case(field.name)]));
        words.extend(row.outcomes().iter().chain(row.exits()).map(|outcome| outcome.written()));
    }
    let letter = |byte: u8| match byte {
        b'"' | b'\\' => format!("\\{}", byte as char),
        b' '..=b'~' => (byte as char).to_string(),
        _ => format!("\\x{byte:02x}"),
    };
    let line = |word: String| format!("\"{}\"\n", word.bytes().map(letter).collect::<String>());
    let head = "# Made by `cargo regenerate` from the tables of the compiler; do not edit.\n";
    head.to_owned() + &words.into_iter().map(line).collect::<String>()
}
