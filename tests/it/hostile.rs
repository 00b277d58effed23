//! Input that nobody writes on purpose: it is answered in bounded time, and nothing raw or half-written comes out.
//!
//! Time is bounded by size: what is not linear takes minutes here.

use std::fs;
use std::path::Path;

use fsflow::Compilation;
use fsflow::report::{FORMATS, Style};
use fsflow::resolve::Options;
use fsflow::source::{NoFiles, SourceFile};

use crate::invariants::is_clean;

const FLOW: &str = "//! A flow.\nstart -> talk\n\ntalk: conversation \"Ask for é and ${x}.\" -> <\n  yes: closing when \"Agrees\"\n  no: closing when \"No answer after three attempts\" // why\n>\n\nclosing: conversation \"Say goodbye.\" { does_not_require_reply: true } -> end\n\nend\n";

/// How often something is opened; without optimisation a tenth tells as much.
const TIMES: usize = if cfg!(debug_assertions) { 10_000 } else { 100_000 };

fn compile(text: &str) -> Compilation {
    fsflow::compile("flow.fsflow", text, &NoFiles, &Options::default())
}

/// Compiles, shows what was found in every format, and lays the text out.
fn survive(text: &str) -> Compilation {
    let compilation = compile(text);
    for format in FORMATS {
        let shown = (format.render)(&compilation.sources, &compilation.diagnostics, &Style::PLAIN);
        assert!(is_clean(&shown), "{}: {shown:?}", format.name);
    }
    let _ = fsflow::format::format(&SourceFile::new("flow.fsflow", text));
    compilation
}

/// Runs in the stack that a thread of a language server or a build tool has.
fn in_a_thread(work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(work);
    thread.expect("a thread starts").join().expect("the work ends");
}

#[test]
fn the_deepest_nesting_that_is_read_fits_a_small_stack() {
    in_a_thread(|| {
        let deep = |open: &str, inner: &str, close: &str| {
            let times = fsflow::syntax::MAX_DEPTH - 2;
            format!("{}{inner}{}", open.repeat(times), close.repeat(times))
        };
        for value in [
            deep("[", "1", "]"),
            deep("{ a: ", "1", " }"),
            deep("[{ a: ", "1", " }]").replace("[{", "[").replace("}]", "]"),
            deep("[", "", ""),
        ] {
            survive(&format!("start -> end\nsession {{ metadata: {{ a: {value} }} }}\nend\n"));
            survive(&format!("start -> end\nx: \"quoted\" {{ \"a\": {value} }} -> end\nend\n"));
        }
        for condition in
            [deep("(", "end", ")"), deep("not (", "end", ")"), format!("{} end", "not ".repeat(5_000))]
        {
            survive(&format!("start -> end\nend\ndecide {{\n  a: {condition}\n  b: else\n}}\n"));
        }
    });
}

#[test]
fn a_million_brackets_are_one_fault() {
    in_a_thread(|| {
        for bracket in ["[", "{", "<", "(", "[{<(", "]", "}", ">", ")", "[]", "{\n", "[\n", "<\n"] {
            let many = bracket.repeat(1_000_000 / bracket.len());
            for text in [
                many.clone(),
                format!("start -> end\nx: conversation \"y\" {many}"),
                format!("x: {{ a: {many}"),
            ] {
                let compilation = compile(&text);
                assert!(compilation.has_errors(), "{bracket}");
            }
        }
    });
}

#[test]
fn what_is_opened_very_often_and_never_closed_is_read_once() {
    for line in [
        "x: conversation \"y",
        "x: conversation \"\"\"y",
        "x: conversation { a: 1",
        "x: 1 {",
        "x -> <",
        "x: [",
        "a | b: c <",
        "x {",
        "/* x",
        "'x",
        "“x",
        "x: conversation \"y\" (",
        "@allow(",
        "session {",
        "when x: <",
    ] {
        let text = format!("{line}\n").repeat(TIMES);
        let compilation = compile(&text);
        assert!(!compilation.diagnostics.is_empty(), "{line}");
    }
}

#[test]
fn a_string_of_ten_megabytes_is_a_string() {
    let long = "word ".repeat(2_000_000);
    let right = compile(&format!(
        "start -> a\na: conversation \"{long}\" {{ does_not_require_reply: true }} -> end\nend\n"
    ));
    assert!(!right.has_errors());
    let wrong = compile(&format!("start -> a\na: conversation \"{long}\n -> end\nend\n"));
    assert!(wrong.has_errors());
    let unknown = compile(&format!("start -> \"{long}\"\nend\n"));
    assert!(unknown.has_errors());
    for compilation in [&wrong, &unknown] {
        for format in FORMATS {
            let shown = (format.render)(&compilation.sources, &compilation.diagnostics, &Style::PLAIN);
            let size = if format.name == "json" || format.name == "sarif" { 200_000_000 } else { 100_000 };
            assert!(shown.len() < size, "{}: {} bytes", format.name, shown.len());
        }
    }
}

#[test]
fn a_file_may_end_anywhere() {
    let mut texts = vec![FLOW.to_owned(), FLOW.replace('\n', "\r\n"), FLOW.replace('\n', "\r")];
    texts.push("import \"./a\"\nparam a: number = 1\n@allow(x, \"y\")\nsession { langs: [en, de], metadata: { a: [1, 2.5e3] } }\ndecide { a: not (talk.yes and end) or start, b: else }\nensure a requires end\ntest \"x\" { talk.yes => end, a }\n".to_owned());
    for text in texts {
        for (at, _) in text.char_indices() {
            survive(text.get(..at).unwrap_or(""));
            survive(text.get(at..).unwrap_or(""));
        }
    }
}

#[test]
fn what_a_terminal_would_obey_is_shown_by_name() {
    for raw in [
        "\0",
        "\u{1b}[31m",
        "\u{1b}]0;x\u{7}",
        "\u{7f}",
        "\u{9b}31m",
        "\u{202e}",
        "\u{2066}",
        "\r",
        "\u{8}",
        "\u{200f}",
    ] {
        for place in [
            format!("start -> {raw}\nend\n"),
            format!("start -> \"{raw}\"\nend\n"),
            format!("start{raw} -> x\nend\n"),
            format!("start -> x // {raw}\nend\n"),
            format!("x: \"{raw}\" \"{raw}\" {{ \"{raw}\": {raw} }} -> < \"{raw}\": {raw} when \"{raw}\" >\n"),
            format!("import \"{raw}\"\nparam {raw} = {raw}\napi \"{raw}\"\n"),
            format!("{{ \"id\": \"{raw}\" }}\n"),
            format!("decide {{ {raw}: \"{raw}\".{raw} }}\n@allow({raw}, \"{raw}\")\n"),
        ] {
            survive(&place);
            survive(&place.replace('\n', raw));
        }
    }
}

#[cfg(feature = "cli")]
mod binary {
    use std::collections::BTreeMap;
    use std::process::Command;

    use super::*;

    /// The exit code and both streams of a run; panics and control characters are refused.
    fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(crate::binary::path());
        let output = command.current_dir(folder).args(arguments).output().expect("fsflowc starts");
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("the output is UTF-8");
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        let code = output.status.code().expect("no signal ends it");
        assert!((0..=2).contains(&code), "{arguments:?}: {code}: {err}");
        assert!(!err.contains("panicked") && !err.contains("RUST_BACKTRACE"), "{arguments:?}: {err}");
        assert!(is_clean(&err), "{arguments:?}: {err:?}");
        if matches!(arguments.first(), Some(&"check" | &"build")) {
            assert!(is_clean(&out), "{arguments:?}: {out:?}");
        }
        (code, out, err)
    }

    /// All files of a folder.
    fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
        let entries = fs::read_dir(folder).expect("the folder is there").flatten();
        let name = |entry: &fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
        entries.map(|entry| (name(&entry), fs::read(entry.path()).unwrap_or_default())).collect()
    }

    #[test]
    fn no_bytes_break_a_command() {
        let mut cases: Vec<Vec<u8>> = vec![
            b"".to_vec(),
            b"\xef\xbb\xbf".to_vec(),
            b"start -> end\xff\nend\n".to_vec(),
            b"\xff\xfes\0t\0".to_vec(),
            b"\xed\xa0\x80".to_vec(),
            b"start -> \0end\nend\n".to_vec(),
            b"start -> \x1b[31mend\nend \xe2\x80\xae\n".to_vec(),
            b"start -> end\rend\r".to_vec(),
            vec![0; 100_000],
            b"[".repeat(1_000_000),
            b"[{\"id\":".repeat(100_000),
            [b"start -> \"", b"x".repeat(10_000_000).as_slice(), b"\"\nend\n"].concat(),
            b"x ".repeat(9_000_000),
        ];
        cases.push((0..=255).collect());
        let folder = tempfile::tempdir().expect("a folder");
        for bytes in cases {
            fs::write(folder.path().join("a.fsflow"), &bytes).expect("the file is written");
            let commands = [
                &["check", "a.fsflow"][..],
                &["check", "a.fsflow", "--format", "sarif"],
                &["check", "a.fsflow", "--format", "short"],
                &["build", "a.fsflow"],
                &["build", "a.fsflow", "-o", "a.json"],
                &["fmt", "a.fsflow", "--check"],
                &["import", "a.fsflow", "-o", "b.fsflow"],
            ];
            let few = if bytes.len() > 2_000_000 { 1 } else { commands.len() };
            for arguments in commands.into_iter().take(few) {
                let begin = files(folder.path());
                let (code, ..) = run(folder.path(), arguments);
                assert!(code == 0 || files(folder.path()) == begin, "{arguments:?}");
            }
            for made in ["a.json", "b.fsflow"] {
                let _ = fs::remove_file(folder.path().join(made));
            }
        }
    }

    #[test]
    fn a_file_may_be_cut_at_any_byte() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.fsflow");
        for end in 0..FLOW.len() {
            fs::write(&path, FLOW.as_bytes().get(..end).unwrap_or_default()).expect("the file is written");
            run(folder.path(), &["check", "a.fsflow"]);
            run(folder.path(), &["build", "a.fsflow", "-o", "a.json"]);
            assert!(!folder.path().join("a.json").exists(), "{end}");
        }
    }

    #[test]
    fn what_can_not_be_read_or_written_is_one_error_and_leaves_everything_as_it_was() {
        let good = FLOW.replace(" and ${x}", "");
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in [
            ("good.fsflow", good.as_str()),
            ("missing.fsflow", "import \"./nowhere.fsflow\"\nstart -> end\nend\n"),
            ("self.fsflow", "import \"./self.fsflow\"\nstart -> end\nend\n"),
            ("one.fsflow", "import \"./two.fsflow\"\nstart -> end\nend\n"),
            ("two.fsflow", "import \"./one.fsflow\"\n"),
            ("folder.fsflow", "import \".\"\nstart -> end\nend\n"),
            ("binary.fsflow", "import \"./bytes.fsflow\"\nstart -> end\nend\n"),
        ] {
            fs::write(folder.path().join(name), text).expect("the file is written");
        }
        fs::write(folder.path().join("bytes.fsflow"), b"\xff\0").expect("the file is written");
        fs::create_dir(folder.path().join("out")).expect("the folder is made");
        for (arguments, expected) in [
            (&["check", "nowhere.fsflow"][..], 2),
            (&["check", "bytes.fsflow"], 2),
            (&["build", "missing.fsflow", "-o", "x.json"], 1),
            (&["build", "self.fsflow", "-o", "x.json"], 1),
            (&["build", "one.fsflow", "-o", "x.json"], 1),
            (&["build", "folder.fsflow", "-o", "x.json"], 1),
            (&["build", "binary.fsflow", "-o", "x.json"], 1),
            (&["build", "good.fsflow", "-o", "out"], 2),
            (&["build", "good.fsflow", "-o", "good.fsflow/x.json"], 2),
            (&["build", "good.fsflow", "--out-dir", "good.fsflow"], 2),
            (&["build", "good.fsflow", "-o", "good.fsflow"], 2),
            (&["import", "bytes.fsflow"], 2),
            (&["fmt", "nowhere.fsflow"], 2),
        ] {
            let begin = files(folder.path());
            let (code, out, err) = run(folder.path(), arguments);
            assert_eq!(code, expected, "{arguments:?}: {err}");
            let told = out.lines().chain(err.lines()).filter(|line| line.starts_with("error"));
            assert_eq!(told.count(), 1, "{arguments:?}: {out}{err}");
            assert_eq!(files(folder.path()), begin, "{arguments:?}");
        }
    }
}
