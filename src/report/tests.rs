//! Every rendering over the same diagnostics.

use super::*;
use crate::source::{FileId, LineColumn, SourceFile, Span};

crate::code! {
    /// An outcome of a node leads nowhere. A session that takes it stops there.
    ///
    /// ```fsflow wrong
    /// start -> liveness
    /// ```
    static MISSING = error "missing-outcome";
}

crate::code! {
    /// A node that no path reaches.
    static UNREACHABLE = warning(Suspicious) "unreachable-node";
}

crate::code! {
    static NAMELESS = error "config";
}

/// The range of the first `needle` in the text of `file`.
fn find(sources: &SourceMap, file: u32, needle: &str) -> Span {
    let text = sources.get(FileId(file)).unwrap().text();
    let start = text.find(needle).unwrap_or_else(|| panic!("{needle:?} is not in {text:?}"));
    Span::new(FileId(file), start, start + needle.len())
}

fn map(files: &[(&str, &str)]) -> SourceMap {
    let mut sources = SourceMap::default();
    for (name, text) in files {
        sources.add(SourceFile::new(*name, *text));
    }
    sources
}

fn rendered(name: &str, sources: &SourceMap, diagnostics: &[Diagnostic], style: &Style) -> String {
    (format(name).unwrap().render)(sources, diagnostics, style)
}

const UNICODE: Style = Style { color: false, unicode: true, width: 80 };

/// Diagnostics with everything that one can have, in two files.
fn sample() -> (SourceMap, Vec<Diagnostic>) {
    let sources = map(&[
        (
            "flows/pay.fsflow",
            "import \"./shared.fsflow\"\n\nstart -> liveness\n\nliveness -> <\n  detected: closing\n  deepfake: closng\n>\n\nclosing: conversation \"Say goodbye to the user and tell them that the shop will write by e-mail about their order.\" -> end\n\nend\n",
        ),
        (
            "flows/shared.fsflow",
            "// Shared by all flows.\nclosing: conversation \"Bye\" -> end\n\nlost: conversation \"Where am I?\" -> end\n",
        ),
    ]);
    let first_word = |span: Span, word: &str| Span { end: span.start + word.len() as u32, ..span };
    let liveness = first_word(find(&sources, 0, "liveness -> <"), "liveness");
    let closing = first_word(find(&sources, 0, "closing: conversation"), "closing");
    let entry = find(&sources, 0, ">\n\nclosing").at_start();
    let typo = find(&sources, 0, "closng");
    let diagnostics = vec![
        Diagnostic::new(&MISSING, liveness, "`liveness` does not say where `no_face` and `inconclusive` lead")
            .label("a liveness check has four outcomes")
            .help("add `no_face` and `inconclusive` to its routes, or `else` for both of them; a session that takes an outcome without a route stops in front of the user")
            .fix("add the missing outcomes", entry, "  no_face: closing\n  inconclusive: closing\n"),
        Diagnostic::new(&MISSING, typo, "there is no node `closng`")
            .help("did you mean `closing`?")
            .fix("change it to `closing`", typo, "closing"),
        Diagnostic::new(&MISSING, closing, "two nodes are called `closing`")
            .label("and again here")
            .related(find(&sources, 1, "closing"), "first defined here")
            .help("rename one of them"),
        Diagnostic::new(&UNREACHABLE, find(&sources, 1, "lost"), "no path leads to `lost`"),
    ];
    (sources, diagnostics)
}

#[test]
fn every_format_shows_a_diagnostic_with_all_its_parts() {
    let (sources, diagnostics) = sample();
    for format in FORMATS {
        insta::assert_snapshot!(format.name, (format.render)(&sources, &diagnostics, &UNICODE));
    }
    let wide = Style { color: true, unicode: false, width: 120 };
    insta::assert_snapshot!("human-in-colour-and-ascii", rendered("human", &sources, &diagnostics, &wide));
}

/// Texts that are hard to point into, with ranges in them.
fn awkward() -> Vec<(String, Vec<std::ops::Range<usize>>)> {
    let long = format!("a{}bad{}", "é".repeat(40_000), "x".repeat(200_000));
    let mark = long.find("bad").unwrap();
    vec![
        (String::new(), vec![0..0, 0..0]),
        ("\n".into(), vec![0..0, 0..1, 1..1]),
        ("\u{feff}ab\n".into(), vec![3..4, 5..6, 6..6]),
        ("\tone\ttwo".into(), vec![0..1, 1..4, 5..8, 8..8]),
        ("漢字 node 👩\u{200d}🔬\r\nx\r\n".into(), vec![0..3, 7..11, 12..23, 23..25, 25..26, 26..28]),
        ("e\u{301} a\rb".into(), vec![0..3, 4..5, 5..6, 6..7]),
        ("a\u{1b}[31mb\u{202e}c\u{0}".into(), vec![1..2, 6..7, 7..10, 11..12]),
        ("one\ntwo\nthree\n".into(), vec![0..8, 3..4, 2..14, 14..14]),
        (long, vec![0..1, mark..mark + 3, mark + 100_000..mark + 100_001, mark + 3..mark + 3]),
    ]
}

/// `line:column` of the only diagnostic as each format shows it.
fn shown_place(format: &str, text: &str) -> (u32, u32) {
    let after = |text: &str, head: &str| -> u32 {
        let rest = &text[text.find(head).unwrap_or_else(|| panic!("no {head:?} in {text}")) + head.len()..];
        rest.trim_start().chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap()
    };
    match format {
        // A line is all that it has.
        "gitlab" => (after(text, r#""begin": "#), 0),
        "human" | "plain" | "short" | "junit" => {
            let line = after(text, "a,b.fsflow:");
            (line, after(text, &format!("a,b.fsflow:{line}:")))
        }
        "json" => (after(text, r#""start":{"line":"#), after(text, r#""column":"#)),
        "sarif" => (after(text, r#""startLine":"#), after(text, r#""startColumn":"#)),
        _ => (after(text, ",line="), after(text, ",col=")),
    }
}

#[test]
fn every_format_shows_the_same_place_and_no_character_that_acts_on_a_terminal() {
    for (text, ranges) in awkward() {
        let sources = map(&[("a,b.fsflow", &text)]);
        for range in ranges {
            let span = Span::new(FileId(0), range.start, range.end);
            let diagnostic = Diagnostic::new(&MISSING, span, "a\u{1b}[1m\u{202e}\nb")
                .label("la\u{9b}bel")
                .help("he\u{7}lp\nmore")
                .fix("fi\u{1b}x", span, "te\u{202e}xt");
            let LineColumn { line, column } = sources.get(FileId(0)).unwrap().line_column(range.start);
            for format in FORMATS {
                for style in [UNICODE, Style::PLAIN] {
                    let out = (format.render)(&sources, std::slice::from_ref(&diagnostic), &style);
                    let column = if format.name == "gitlab" { 0 } else { column };
                    assert_eq!(
                        shown_place(format.name, &out),
                        (line, column),
                        "{} at {range:?}:\n{out}",
                        format.name
                    );
                    let hidden = |ch: &char| *ch != '\n' && crate::documents::text::is_hidden(*ch);
                    assert_eq!(out.chars().find(hidden), None, "{}:\n{out}", format.name);
                    if matches!(format.name, "human" | "plain" | "short") {
                        let longest = out.lines().map(|line| line.chars().count()).max();
                        assert!(longest < Some(130), "{}:\n{out}", format.name);
                    }
                }
            }
        }
    }
}

#[test]
fn places_are_the_same_in_whatever_order_they_are_asked_for() {
    for (text, _) in awkward().into_iter().filter(|(text, _)| text.len() < 1000) {
        let sources = map(&[("a", &text)]);
        let source = sources.get(FileId(0)).unwrap();
        let places = crate::documents::places::Places::new(&sources);
        for first in 0..text.len() + 2 {
            for second in 0..text.len() + 2 {
                assert_eq!(places.at(FileId(0), first), source.line_column(first), "{text:?} {first}");
                assert_eq!(
                    places.at(FileId(0), second),
                    source.line_column(second),
                    "{text:?} {first} {second}"
                );
            }
        }
    }
}

#[test]
fn a_place_is_drawn_even_where_there_is_nothing() {
    for (text, ranges) in awkward() {
        let sources = map(&[("a.fsflow", &text)]);
        for range in ranges {
            let span = Span::new(FileId(0), range.start, range.end);
            let diagnostic = [Diagnostic::new(&MISSING, span, "wrong").label("here")];
            let out = rendered("human", &sources, &diagnostic, &UNICODE);
            assert_eq!(out.matches("here").count(), 1, "{range:?}:\n{out}");
            assert!(out.contains('┬'), "{range:?}:\n{out}");
        }
    }
}

#[test]
fn long_lines_are_cut_around_the_place() {
    let sources = map(&[(
        "a.fsflow",
        "start -> greeting\ngreeting: conversation say \"Hello and welcome to the shop, we will now take a short look at you before we go on with the payment.\" -> liveness when \"x\"\nend\n",
    )]);
    let both = Diagnostic::new(&MISSING, find(&sources, 0, "liveness"), "there is no node `liveness`")
        .label("not defined in this file or in any of those that it imports");
    let first = Diagnostic::new(&MISSING, find(&sources, 0, "greeting:"), "there is no node `liveness`")
        .related(find(&sources, 0, "liveness"), "the route");
    insta::assert_snapshot!(rendered("human", &sources, &[both, first], &Style { width: 72, ..UNICODE }));
}

#[test]
fn at_most_a_hundred_are_shown_and_errors_before_warnings() {
    let sources = map(&[("a.fsflow", &"x\n".repeat(300))]);
    let at = |code, line: usize| {
        Diagnostic::new(code, Span::new(FileId(0), line * 2, line * 2 + 1), format!("fault {line}"))
    };
    let diagnostics: Vec<_> = (0..150)
        .map(|line| at(&UNREACHABLE, line))
        .chain((150..240).map(|line| at(&MISSING, line)))
        .collect();
    for name in ["human", "plain", "short"] {
        let out = rendered(name, &sources, &diagnostics, &UNICODE);
        assert_eq!(out.matches("missing-outcome]").count(), 90, "{name}");
        assert_eq!(out.matches("unreachable-node]").count(), 10, "{name}");
        assert!(out.contains("and 140 more\n"), "{name}");
    }
    for name in ["json", "sarif", "github"] {
        assert!(rendered(name, &sources, &diagnostics, &UNICODE).contains("fault 149"), "{name}");
    }
}

#[test]
fn nothing_is_said_about_nothing() {
    let sources = map(&[]);
    for name in ["human", "plain", "short", "github"] {
        assert_eq!(rendered(name, &sources, &[], &UNICODE), "", "{name}");
    }
    assert_eq!(rendered("json", &sources, &[], &UNICODE), "{\"version\":1,\"diagnostics\":[]}\n");
}

#[test]
fn workflow_commands_escape_what_would_end_them() {
    let sources = map(&[("a:b,c%.fsflow", "x")]);
    let span = Span::new(FileId(0), 0, 1);
    let diagnostic = [Diagnostic::new(&NAMELESS, span, "100% wrong::yes").help("one\ntwo")];
    assert_eq!(
        rendered("github", &sources, &diagnostic, &UNICODE),
        "::error file=a%3Ab%2Cc%25.fsflow,line=1,endLine=1,col=1,endColumn=2,title=config::100%25 wrong::yes%0Ahelp: one%0Atwo\n"
    );
}

#[test]
fn sarif_is_valid() {
    // The published schema has a stray bracket in a pattern for a property that is not written here.
    let schema = include_str!("../../tests/sarif-schema-2.1.0.json").replace("{2}]?$", "{2}$");
    let schema = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let (sources, diagnostics) = sample();
    for diagnostics in [&diagnostics[..], &[]] {
        let log = serde_json::from_str(&rendered("sarif", &sources, diagnostics, &UNICODE)).unwrap();
        let faults: Vec<_> = schema.iter_errors(&log).map(|fault| fault.to_string()).collect();
        assert_eq!(faults, [""; 0]);
    }
}

#[test]
fn a_thousand_diagnostics_are_counted_or_written_on_many_lines_or_one() {
    const COUNT: usize = 1_000;
    let line = format!("node: conversation \"{}\" -> nowhere\n", "p".repeat(70));
    for text in [line.repeat(COUNT), line.repeat(COUNT).replace('\n', " ")] {
        let sources = map(&[("big.fsflow", &text)]);
        let places =
            text.match_indices("nowhere").map(|(at, word)| Span::new(FileId(0), at, at + word.len()));
        let diagnostics: Vec<_> = places
            .map(|span| {
                Diagnostic::new(&MISSING, span, "there is no node `nowhere`")
                    .label("here")
                    .help("write it")
                    .fix("write `node`", span, "node")
            })
            .collect();
        for format in FORMATS {
            let text = (format.render)(&sources, &diagnostics, &UNICODE);
            let written = text.matches("there is no node").count();
            let counted = written < COUNT && text.contains("900 more");
            assert!(
                counted || written >= COUNT,
                "{}: {written} written\n{}",
                format.name,
                &text[text.len() - 200..]
            );
        }
    }
}
