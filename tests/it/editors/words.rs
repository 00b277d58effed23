//! The words of the language in the editors' grammars, which people write, are those of the compiler's table: a grammar that
//! lacks one, or colours a word that is none, fails here.

use std::collections::BTreeSet;

use fsflow::syntax::words::{Part, WORDS};

use crate::project;

/// Words that stand in the grammars beside those of the table: `@allow`, and node types that are told by their name.
const OTHERS: &[&str] = &["allow", "start", "end"];

/// How a grammar writes the words that it knows.
type Find = fn(&str) -> BTreeSet<String>;

/// The grammars, how their words are found, and whether the grammar knows conditions and comparisons apart from other text.
const GRAMMARS: &[(&str, Find, bool)] = &[
    ("editors/tree-sitter-fsflow/grammar.js", literals, true),
    ("editors/tree-sitter-fsflow/queries/highlights.scm", quoted, true),
    ("editors/helix/queries/fsflow/highlights.scm", quoted, true),
    ("editors/zed/languages/fsflow/highlights.scm", quoted, true),
    ("editors/vscode/syntaxes/fsflow.tmLanguage.json", textmate, true),
    ("editors/vim/syntax/fsflow.vim", vim, true),
    ("editors/emacs/fsflow-mode.el", emacs, false),
];

fn is_word(text: &str) -> bool {
    text.len() > 1 && text.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// The parts of a text between letters of other kinds that are words; `*` stands for any letter.
fn words_of(text: &str) -> impl Iterator<Item = String> {
    text.split(|ch: char| !ch.is_ascii_lowercase() && ch != '*')
        .filter(|word| is_word(word))
        .map(str::to_owned)
}

/// `'word'`, but for the names of fields.
fn literals(grammar: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in grammar.match_indices('\'') {
        let rest = &grammar[at + 1..];
        let word: String = rest.chars().take_while(char::is_ascii_lowercase).collect();
        let is_field = ["field(", "name: "].iter().any(|before| grammar[..at].ends_with(before));
        if is_word(&word) && rest[word.len()..].starts_with('\'') && !is_field {
            found.insert(word);
        }
    }
    found
}

/// `"word"`
fn quoted(query: &str) -> BTreeSet<String> {
    let code: String = query.lines().filter(|line| !line.starts_with(';')).collect();
    code.split('"').skip(1).step_by(2).filter(|word| is_word(word)).map(str::to_owned).collect()
}

/// The alternatives in `(…)` of the patterns, but for the words of the catalog.
fn textmate(grammar: &str) -> BTreeSet<String> {
    let own = grammar.split("\"known-type\"").next().unwrap_or_default();
    let patterns = own
        .lines()
        .filter_map(|line| line.trim().split_once("\": \""))
        .filter(|(key, _)| ["\"match", "\"begin", "\"end"].contains(key));
    patterns.flat_map(|(_, pattern)| words_of(&plain(&whole(pattern))).collect::<Vec<_>>()).collect()
}

/// A pattern in which `say` is one word again: an end of a text looks at its letters one by one.
fn whole(pattern: &str) -> String {
    pattern.replace("s(?!ay", "(?!say")
}

/// A pattern without its escapes, and with `*` for classes of characters.
fn plain(pattern: &str) -> String {
    let mut out = String::new();
    let mut chars = pattern.chars();
    let mut in_class = false;
    while let Some(ch) = chars.next() {
        match ch {
            '\\' => {
                // In JSON an escape of the pattern has two backslashes.
                let next = chars.next();
                if next == Some('\\') {
                    chars.next();
                }
                out.push(' ');
            }
            '[' => in_class = true,
            ']' => {
                in_class = false;
                out.push('*');
            }
            _ if !in_class => out.push(ch),
            _ => {}
        }
    }
    out
}

/// The words between `<` and `>` of the patterns.
fn vim(syntax: &str) -> BTreeSet<String> {
    let lines = syntax.lines().filter(|line| line.starts_with("syn match") || line.starts_with("syn region"));
    let mut found = BTreeSet::new();
    for line in lines {
        for piece in line.split('<').skip(1) {
            let word = piece.split('>').next().unwrap_or_default();
            let only_words = word.chars().all(|ch| ch.is_ascii_lowercase() || "%(|)\\s+".contains(ch));
            if only_words {
                found.extend(words_of(&word.replace("\\s", " ")));
            }
        }
    }
    found
}

/// The alternatives in `\\(…\\)` of the patterns.
fn emacs(mode: &str) -> BTreeSet<String> {
    let keywords = mode.split("font-lock-keywords").nth(1).unwrap_or_default();
    let groups = keywords.split("\\\\(").skip(1).filter_map(|group| group.split("\\\\)").next());
    groups
        .flat_map(|group| group.split("\\\\|").map(str::to_owned).collect::<Vec<_>>())
        .map(|word| word.trim_start_matches("?:").to_owned())
        .filter(|word| is_word(word))
        .collect()
}

#[test]
fn the_words_of_every_grammar_are_those_of_the_language() {
    let mut faults = Vec::new();
    for (path, find, knows_conditions) in GRAMMARS {
        let found = find(&project::read(path));
        for word in &found {
            let known = WORDS.iter().any(|row| row.text == word) || OTHERS.contains(&word.as_str());
            if !known {
                faults.push(format!("{path} has `{word}`, which is no word of the language"));
            }
        }
        for row in WORDS {
            let wanted = match row.part {
                Part::Statement(_) | Part::Clause => true,
                Part::Connective | Part::Negation => *knows_conditions,
                _ => false,
            };
            if wanted && !found.contains(row.text) {
                faults.push(format!("{path} lacks `{}`", row.text));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
