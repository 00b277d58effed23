//! Names and the words of the language: whatever a name is, what is written for it reads back as that name, in every place
//! where a name can stand; a rename and a fix keep the rest of the file as it was.

use std::collections::BTreeSet;

use fsflow::catalog;
use fsflow::diag::Edit;
use fsflow::flow::ParamKind;
use fsflow::ide::{View, rename, symbol};
use fsflow::resolve::Options;
use fsflow::source::{FileId, NoFiles, SourceFile};
use fsflow::syntax::quote::quoted;
use fsflow::syntax::words::{Part, Position, WORDS, is_identifier, needs_quotes, spell, words};

use crate::project;

/// Names that no keyword list has, and that are easy to write wrong.
const ODD: &[&str] = &[
    "a b",
    "a.b",
    "a-",
    "-a",
    "a--b",
    "1",
    "1a",
    "é",
    "名",
    "a\"b",
    "a\\b",
    "a\\",
    "\"",
    "'",
    "${x}",
    "$",
    "a: b",
    "a -> b",
    "// a",
    "{",
    "}",
    ">",
    "a | b",
    "flow",
    "id",
    "type",
    "rule_1",
    "end-success",
    "\u{202e}",
    "\u{200b}",
    "a\nb",
];

/// Files with `@@` where a name stands, as one may find them: what comes next matters as much as what stands before.
const PLACES: &[(Position, &[&str])] = &[
    (
        Position::NodeId,
        &[
            "@@: conversation \"x\" -> end\n",
            "@@: conversation\n\"x\" -> end\n",
            "@@: \"newType\"\nend\n",
            "@@: end\n",
            "start -> a\n@@: \"newType\" { a: 1 } -> end\n",
            "liveness -> < detected: a, else: b >\n@@: conversation say \"x\" { does_not_require_reply: true }\n",
        ],
    ),
    (
        Position::Target,
        &[
            "start -> @@\n",
            "start -> @@\n\"q q\" -> end\n",
            "a: conversation \"x\" -> @@ when \"y\"\nend\n",
            "a: liveness -> < detected: @@, else: @@ >\nend\n",
            "a: liveness -> <\n  detected: @@\n  else: @@\n>\n\"q q\": end\n",
            "a: conversation \"x\" -> < yes: @@ when \"y\", no: @@ when \"z\" >\nend\n",
            "a: field_condition -> < when extracted.a >= 1: @@, else: @@ >\nend\n",
        ],
    ),
    (
        Position::Outcome,
        &[
            "a: conversation \"x\" -> < @@: b when \"y\", no: end when \"z\" >\nend\n",
            "a: liveness -> < @@ | b: end, c | @@: end >\nend\n",
            "a: liveness -> <\n  @@: end\n  c | @@: end\n>\nend\n",
        ],
    ),
    (
        Position::Decision,
        &[
            "decide { @@: a, b: else }\nend\n",
            "decide {\n  a: b\n  @@: c and d\n  @@: else\n}\n\"q q\": end\n",
        ],
    ),
    (
        Position::Condition,
        &[
            "decide { a: @@, b: @@ and not @@ or (@@), c: else }\n",
            "decide {\n  a: @@\n  b: @@\n    and @@.x\n  c: else\n}\n",
            "ensure @@ requires @@\n\"q q\" -> end\n",
            "ensure never @@ with @@ and @@\nend\n",
            "ensure @@.x requires not @@.y\n",
            "test \"t\" { @@.x, @@.y => a }\n",
            "test \"t\" {\n  a.x => b\n  @@.x,\n  @@.y => a, b\n}\n",
        ],
    ),
    (
        Position::ConditionOutcome,
        &[
            "decide { a: b.@@ and c.@@, d: not b.@@, e: else }\n",
            "ensure a.@@ requires b.@@\n\"q q\" -> end\n",
            "test \"t\" { a.@@, b.@@ => c }\n",
        ],
    ),
    (
        Position::Expected,
        &["test \"t\" { a.x => @@, b }\nend\n", "test \"t\" {\n  => @@\n  a.x => b, @@\n}\n"],
    ),
    (Position::Param, &["param @@\n", "param @@: string = \"x\"\n", "param @@\n\"q q\" -> end\n"]),
    (Position::ParamUse, &["a: conversation \"${@@} b\" { c: ${@@} } -> end\n"]),
    (
        Position::Key,
        &[
            "session { metadata: { @@: 1, b: 2 } }\n",
            "session {\n  metadata: {\n    @@: 1\n    b: { @@: [1] }\n  }\n}\n",
        ],
    ),
    (Position::Value, &["a: x { b: @@, c: [@@, d] } -> end\n", "a: x {\n  b: @@\n  c: @@\n} -> end\n"]),
    (
        Position::ReferenceKey,
        &[
            "a: x { b: extracted.@@, c: 1 } -> end\n",
            "a: field_condition -> < when extracted.@@ == 1: b, when extracted.c == provided.@@: b, else: c >\n",
        ],
    ),
];

/// The names to try: every word in three ways to write it, and odd ones.
fn names() -> BTreeSet<String> {
    let spellings = |word: &str| {
        [word.to_owned(), word.to_uppercase(), format!("{}{}", word[..1].to_uppercase(), &word[1..])]
    };
    WORDS
        .iter()
        .flat_map(|word| spellings(word.text))
        .chain(ODD.iter().map(|name| (*name).to_owned()))
        .collect()
}

/// The tree of a text and what was wrong with it, with these names shown as `@@` and quotes left out.
fn read(text: &str, names: [&str; 2]) -> String {
    let parsed = fsflow::syntax::parse(FileId(0), &SourceFile::new("a.fsflow", text));
    let shown = format!("{:?}\n{:?}", parsed.file, parsed.diagnostics);
    let hide = |shown: String, name: &str| {
        shown.replace(&format!("text: {name:?}"), "@@").replace(&format!("Word({name:?})"), "@@")
    };
    names.into_iter().fold(shown, hide).replace("quoted: true", "quoted: false")
}

#[test]
fn every_name_reads_back_in_every_place() {
    for (position, places) in PLACES {
        for name in names() {
            let can_stand = match position {
                Position::Param | Position::ParamUse => is_identifier(&name),
                // A value in quotes is a string, not a name.
                Position::Value => !needs_quotes(&name, *position),
                _ => true,
            };
            for place in places.iter().filter(|_| can_stand) {
                let written = spell(&name, *position);
                let plain = "z".repeat(written.len());
                let (found, expected) = (place.replace("@@", &written), place.replace("@@", &plain));
                let names = [name.as_str(), plain.as_str()];
                assert_eq!(read(&found, names), read(&expected, names), "{position:?}\n{found}");
            }
        }
    }
    assert_eq!(PLACES.len(), Position::ALL.len());
}

#[test]
fn a_word_stands_bare_where_it_is_not_reserved() {
    for (name, position) in [
        ("test", Position::Target),
        ("end", Position::NodeId),
        ("or", Position::Target),
        ("true", Position::Key),
    ] {
        assert_eq!(spell(name, position), name);
    }
    let reserved = WORDS.iter().filter(|word| !word.reserved.is_empty()).count();
    assert!(reserved > 20, "{reserved}");
}

#[test]
fn the_words_of_the_table_are_those_of_the_grammar_and_the_catalog() {
    let grammar = project::read("grammar/fsflow.pest");
    // What other languages write is read by rules named `wrong_…`.
    let is_own = |line: &&str| !line.trim_start().starts_with("//") && !line.starts_with("wrong_");
    let code: String = grammar.lines().filter(is_own).collect();
    let code = code.replace("\\\\", "").replace("\\\"", "");
    let written: BTreeSet<&str> = code.split('"').skip(1).step_by(2).collect();
    let is_word = |text: &&str| text.len() > 1 && text.bytes().all(|byte| byte.is_ascii_lowercase());
    let in_grammar: BTreeSet<&str> = written.into_iter().filter(is_word).collect();
    let all: BTreeSet<&str> = WORDS.iter().map(|word| word.text).collect();
    let unknown: Vec<_> = in_grammar.difference(&all).collect();
    assert!(unknown.is_empty() && in_grammar.len() > 15, "the table lacks {unknown:?}");
    assert_eq!(all.len(), WORDS.len(), "a word stands twice");

    let kinds: Vec<&str> = ParamKind::ALL.iter().map(|kind| kind.word()).collect();
    assert_eq!(words(Part::ParamType).collect::<Vec<_>>(), kinds);
    let sources: Vec<&str> = catalog::DATA_SOURCES.iter().map(|row| row.word).collect();
    assert_eq!(words(Part::Source).collect::<Vec<_>>(), sources);
}

/// A flow in which a node, a parameter, an outcome and a decision stand in every place where such a name can.
const FLOW: &str = r#"param prm
start -> nde
nde: conversation "Say ${prm}." -> < out: bye when "yes", no: nde2 when "no" >
nde2: liveness -> < detected: bye, else: bye >
"bye": conversation "${prm} goodbye." { does_not_require_reply: true } -> end
end
decide {
  acc: nde.out and not nde2.deepfake or (nde and nde2)
  retry: incomplete and nde.out
  no_acc: else
}
ensure acc requires nde
ensure never nde.out with nde2
ensure nde requires nde
test "t" { nde.out => nde, bye, acc }
"#;

fn compile(text: &str) -> fsflow::Compilation {
    fsflow::compile("a.fsflow", text, &NoFiles, &Options::default())
}

fn codes(compilation: &fsflow::Compilation) -> Vec<&'static str> {
    compilation.diagnostics.iter().map(|it| it.code.name).collect()
}

fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort();
    let mut text = text.to_owned();
    for edit in edits.into_iter().rev() {
        text.replace_range(edit.span.range(), &edit.text);
    }
    text
}

/// Renames what is called `old` to `new`, or gives the reason why not.
fn renamed(text: &str, old: &str, new: &str) -> Result<String, String> {
    let compilation = compile(text);
    let offset = text.find(old).expect("the name is in the text") + 1;
    let view = View::root(&compilation).expect("there is a file");
    let (symbol, ..) = rename::prepare(&view, offset)?;
    Ok(apply(text, rename::edits(&compilation, &symbol, new)?))
}

#[test]
fn every_rename_keeps_the_meaning_or_is_refused() {
    let before = compile(FLOW);
    assert!(!before.has_errors(), "{:?}", codes(&before));
    let view = View::root(&before).expect("there is a file");
    let mut done = 0;
    for old in ["nde", "prm", "out", "acc"] {
        let at = FLOW.find(old).expect("the name is in the text");
        let (symbol, _) = symbol::at(&view, at).expect("it is a name");
        let count = symbol::occurrences(&before, &symbol).len();
        for new in names() {
            let Ok(text) = renamed(FLOW, old, &new) else { continue };
            let after = compile(&text);
            assert!(!after.has_errors(), "{old} to {new:?}: {:?}\n{text}", codes(&after));
            assert_eq!(after.flow.nodes.len(), before.flow.nodes.len());
            let view = View::root(&after).expect("there is a file");
            let found = symbol::at(&view, at + 1);
            let (symbol, _) = found.unwrap_or_else(|| panic!("{old} to {new:?}\n{text}"));
            assert_eq!(symbol::occurrences(&after, &symbol).len(), count, "{old} to {new:?}\n{text}");
            done += 1;
        }
    }
    assert!(done > 200, "only {done} renames were not refused");
}

#[test]
fn a_fix_writes_a_name_as_its_place_needs_it() {
    let check = |text: &str, expected: &str| {
        let compilation = compile(text);
        let fixes = compilation.diagnostics.iter().flat_map(|it| it.fixes.first());
        let texts: BTreeSet<String> =
            fixes.map(|fix| apply(text, fix.edits.clone())).filter(|text| text.contains(expected)).collect();
        assert_eq!(texts.len(), 1, "{:?}\n{texts:?}", codes(&compilation));
    };
    let flow = |decide: &str| {
        format!(
            "start -> \"my odd\"\n\"my odd\": conversation \"Ask.\" -> < \"an odd one\": end when \"y\", no: end when \"n\" >\nend\n{decide}\n"
        )
    };
    check(&flow("decide { a: \"my od\", b: else }"), "a: \"my odd\",");
    check(&flow("decide { a: \"my odd\".\"an od one\", b: else }"), "a: \"my odd\".\"an odd one\",");
    check(
        &flow("decide { a: \"my odd\", b: else }\nensure \"my od\" requires \"my odd\""),
        "ensure \"my odd\" requires",
    );
    check(&flow("test \"t\" { => \"my od\" }"), "=> \"my odd\" }");
    check("start -> wehn\n\"when\": end\n", "start -> \"when\"\n");
}

#[test]
fn a_statement_that_begins_with_a_quoted_word_is_no_json() {
    for id in ["flow", "id", "type", "nodes", "condition"] {
        let closing = "conversation \"Say goodbye.\" { does_not_require_reply: true }";
        let compilation =
            compile(&format!("start -> \"{id}\"\n\"{id}\": {closing} -> end\n\"{id}2\": {closing}\nend\n"));
        assert!(!codes(&compilation).contains(&"pasted-json"), "{id}");
        assert_eq!(compilation.flow.nodes.len(), 4, "{id}");
    }
}

#[test]
fn a_node_that_is_called_incomplete_and_the_word_are_told_apart() {
    let flow = |condition: &str| {
        format!("start -> \"incomplete\"\n\"incomplete\": end\ndecide {{ a: {condition}, b: else }}\n")
    };
    let named = |condition: &str| codes(&compile(&flow(condition))).contains(&"ambiguous-name");
    assert!(named("incomplete"));
    assert!(!named("\"incomplete\""));
    let alone = compile("start -> end\nend\ndecide { a: incomplete, b: else }\n");
    assert!(!codes(&alone).contains(&"ambiguous-name"));
}

#[test]
fn a_word_is_reserved_where_it_would_be_read_as_something_else() {
    // Without the quotes the parser would read them rightly, and a person, or a file that is not finished, would not.
    let for_readers = [
        ("param", Position::NodeId),
        ("session", Position::NodeId),
        ("decide", Position::NodeId),
        ("ensure", Position::NodeId),
        ("test", Position::NodeId),
        ("when", Position::Outcome),
        ("else", Position::Decision),
        ("never", Position::Condition),
        // What the word means there is found out later than by the parser.
        ("incomplete", Position::Condition),
        ("ambiguous", Position::Condition),
        ("extracted", Position::Condition),
        ("provided", Position::Condition),
        ("report", Position::Condition),
        ("then", Position::Target),
        ("goto", Position::Target),
    ];
    let mut harmless = Vec::new();
    for word in WORDS {
        for position in word.reserved {
            let (_, places) =
                PLACES.iter().find(|(it, _)| it == position).expect("every position has places");
            let plain = "z".repeat(word.text.len());
            let names = [word.text, plain.as_str()];
            let is_misread = |place: &&str| {
                read(&place.replace("@@", word.text), names) != read(&place.replace("@@", &plain), names)
            };
            if !places.iter().any(is_misread) {
                harmless.push((word.text, *position));
            }
        }
    }
    assert_eq!(harmless, for_readers);
}

#[test]
fn the_formatter_takes_quotes_away_where_a_name_needs_none() {
    let places = [
        (Position::Target, "start -> @@\n"),
        (Position::NodeId, "@@: end\n"),
        (Position::Decision, "decide { @@: a, b: else }\n"),
        (Position::Condition, "decide { a: @@, b: else }\n"),
        (Position::Expected, "test \"t\" { a.x => @@ }\n"),
    ];
    for (position, place) in places {
        for name in names() {
            let written = place.replace("@@", &quoted(&name));
            let formatted = fsflow::format::format(&SourceFile::new("a.fsflow", written.as_str()));
            assert_eq!(formatted, place.replace("@@", &spell(&name, position)), "{position:?} {name:?}");
        }
    }
}
