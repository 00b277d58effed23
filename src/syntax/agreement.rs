//! The lexer and the grammar read the same words, strings, numbers, arrows and brackets: in every flow of the project, and in
//! random text made of everything that either of them knows.

use std::fs;
use std::path::{Path, PathBuf};

use pest::Parser;
use pest::iterators::Pair;

use super::grammar::{Grammar, Rule};
use super::tokens::{Lexer, Token, TokenKind};
use super::{Blanker, scan};
use crate::source::FileId;

/// What a token has to be where the grammar sees this; `None` for rules that are made of several tokens.
fn expected(seen: Rule) -> Option<fn(TokenKind) -> bool> {
    let kind: fn(TokenKind) -> bool = match seen {
        Rule::ident | Rule::when | Rule::say | Rule::never | Rule::with | Rule::requires | Rule::not => {
            |kind| kind == TokenKind::Word
        }
        Rule::quoted => |kind| kind == TokenKind::Quoted { closed: true },
        Rule::folded => |kind| kind == TokenKind::Folded { closed: true },
        Rule::wrong_quoted => |kind| kind == TokenKind::WrongQuoted,
        Rule::number => |kind| kind == TokenKind::Number,
        Rule::arrow => |kind| kind == TokenKind::Arrow,
        Rule::closed_routes => |kind| kind == TokenKind::Mark(b'>'),
        Rule::closed_object => |kind| kind == TokenKind::Mark(b'}'),
        Rule::closed_list => |kind| kind == TokenKind::Mark(b']'),
        Rule::closed_allow => |kind| kind == TokenKind::Mark(b')'),
        _ => return None,
    };
    Some(kind)
}

/// Compares the pairs of a statement with its tokens; gives how many were compared.
fn compare(pair: Pair<'_, Rule>, tokens: &[Token], statement: &str) -> usize {
    // What can't be read is skipped character by character.
    if matches!(pair.as_rule(), Rule::junk | Rule::junk_route) {
        return 0;
    }
    let (seen, span) = (pair.as_rule(), pair.as_span());
    let own = expected(seen).map_or(0, |fits| {
        let token = tokens.iter().find(|token| token.start == span.start());
        assert!(
            token.is_some_and(|token| token.end == span.end() && fits(token.kind)),
            "{seen:?} `{}` is {token:?} in\n{statement}",
            span.as_str()
        );
        1
    });
    own + pair.into_inner().map(|inner| compare(inner, tokens, statement)).sum::<usize>()
}

fn check(text: &str) -> usize {
    let found = scan::scan(FileId(0), text);
    let mut blanker = Blanker { text, blanks: &found.blanks, next: 0, copy: String::new() };
    let mut compared = 0;
    for chunk in found.chunks.iter().filter(|chunk| !chunk.too_deep) {
        let (code, place) = blanker.code(*chunk);
        let statement = code.get(place.start..place.end).unwrap_or("");
        let tokens: Vec<Token> = Lexer::new(statement, 0).collect();
        let mut end = 0;
        for token in &tokens {
            assert!(token.start == end && token.end > end, "{token:?} leaves a gap in\n{statement}");
            end = token.end;
        }
        assert_eq!(end, statement.len());
        if let Ok(pairs) = Grammar::parse(Rule::chunk, statement) {
            compared += pairs.map(|pair| compare(pair, &tokens, statement)).sum::<usize>();
        }
    }
    compared
}

/// The texts of the project in which flows are written.
fn texts(folder: &Path, found: &mut Vec<String>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let is_text = path
            .extension()
            .is_some_and(|ending| ["fsflow", "snap", "txt", "md"].iter().any(|it| ending == *it));
        if path.is_dir() {
            texts(&path, found);
        } else if is_text {
            found.push(fs::read_to_string(&path).unwrap().replace("\r\n", "\n"));
        }
    }
}

#[test]
fn lexer_and_grammar_agree_on_every_text_of_the_project() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    for folder in ["examples", "tests/golden", "grammar"] {
        texts(&root.join(folder), &mut all);
    }
    let compared: usize = all.iter().map(|text| check(text)).sum();
    assert!(compared > 10_000, "only {compared} tokens were compared");
}

#[test]
fn lexer_and_grammar_agree_on_random_text() {
    const PIECES: &[&str] = &[
        " ",
        " ",
        "\n",
        "\n",
        "a",
        "b-c",
        "x1",
        "end",
        "when",
        "say",
        "not",
        "and",
        "else",
        "test",
        "decide",
        "ensure",
        "param",
        "requires",
        "session",
        "é",
        "名",
        "e\u{301}",
        "-",
        "--",
        "->",
        "- >",
        "-->",
        "=>",
        "==>",
        "=",
        ">=",
        "→",
        "<",
        ">",
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        "|",
        ",",
        ":",
        ";",
        ".",
        "@",
        "$",
        "${",
        "\"",
        "\"\"\"",
        "\"a\"",
        "\"\\\"",
        "\\",
        "'",
        "“",
        "”",
        "„",
        "«",
        "»",
        "0",
        "1",
        "12",
        "1.5",
        "1e3",
        "-7",
        "1e+5",
        "0x",
        "//",
        "/",
        "/*",
        "*/",
        "#",
        "\t",
        "\r",
        "\r\n",
        "\u{feff}",
        "\u{1}",
        "\u{202e}",
        "\u{a0}",
        "conversation",
        ": conversation \"x\"",
        "< a: b >",
        "{ c: 1 }",
    ];
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).unwrap()
    };
    const HEADS: &[&str] = &["", "a: b ", "a -> < ", "a: b { ", "decide { a: ", "test \"t\" { ", "ensure "];
    let mut compared = 0;
    for _ in 0..6000 {
        let head = HEADS[random() % HEADS.len()];
        let length = 1 + random() % 40;
        let text: String = (0..length).map(|_| PIECES[random() % PIECES.len()]).collect();
        compared += check(&format!("{head}{text}"));
    }
    assert!(compared > 5_000, "only {compared} tokens were compared");
}
