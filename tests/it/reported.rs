//! What the command line says, in every format, and what it works on.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use fsflow::report::FORMATS;

const FLOW: &str = "start -> closing\n\nclosing: conversation \"Thank the user and say goodbye.\" { does_not_require_reply: true } -> end\n\nend\n";
const WRONG: &str = "start   -> nowhere\nend\n";
const FAILING: &str = "start -> liveness\n\nliveness -> < detected: end_ok, else: end_no >\n\nend_ok: end\n\nend_no: end\n\ntest \"wrong\" {\n  liveness.detected => end_no\n}\n";

fn command(folder: &Path, arguments: &str) -> Command {
    let mut command = Command::new(crate::binary::path());
    command.current_dir(folder).env("LC_ALL", "C.UTF-8").env("NO_COLOR", "1").env_remove("COLUMNS");
    command.args(arguments.split_whitespace());
    command
}

/// The exit code and both streams.
fn seen(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

fn run(folder: &Path, arguments: &str) -> (Option<i32>, String, String) {
    seen(&command(folder, arguments).output().unwrap())
}

fn with_input(folder: &Path, arguments: &str, input: &str) -> (Option<i32>, String, String) {
    let mut command = command(folder, arguments);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    seen(&child.wait_with_output().unwrap())
}

fn folder_with(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn every_command_that_finds_something_says_it_in_every_format() {
    let folder = folder_with(&[
        (".git/HEAD", ""),
        ("app/wrong.fsflow", WRONG),
        ("app/loose/a.fsflow", "start   -> end\n\n\n\nend\n"),
        ("app/tested/t.fsflow", FAILING),
        ("app/stale/s.fsflow", FLOW),
    ]);
    let app = folder.path().join("app");
    for (arguments, file, line) in [
        ("check wrong.fsflow", "wrong.fsflow", 1),
        ("build wrong.fsflow --check", "wrong.fsflow", 1),
        ("build stale --check", "stale/s.json", 1),
        ("fmt --check loose", "loose/a.fsflow", 1),
        ("test tested", "tested/t.fsflow", 10),
    ] {
        for format in FORMATS {
            let (code, out, err) = run(&app, &format!("{arguments} --format {}", format.name));
            let what = format!("{arguments} --format {}:\n{out}\n{err}", format.name);
            assert_eq!(code, Some(1), "{what}");
            let said = if matches!(format.name, "human" | "plain") { format!("{out}{err}") } else { out };
            let path = if format.from_root { format!("app/{file}") } else { file.to_owned() };
            assert!(said.contains(&path), "{what}");
            assert!(!said.contains("..") && (format.from_root || !said.contains("app/")), "{what}");
            match format.name {
                "short" => assert!(said.contains(&format!("{path}:{line}:")), "{what}"),
                "github" => assert!(said.contains(&format!("::error file={path},line={line},")), "{what}"),
                "json" => assert!(serde_json::from_str::<serde_json::Value>(&said).is_ok(), "{what}"),
                "sarif" => {
                    let log: serde_json::Value = serde_json::from_str(&said).unwrap();
                    let results = log["runs"][0]["results"].as_array().unwrap();
                    let place = |it: &serde_json::Value| it["locations"][0]["physicalLocation"].clone();
                    let is_it = |it: &serde_json::Value| it["region"]["startLine"] == line;
                    assert!(results.iter().map(place).any(|it| is_it(&it)), "{what}");
                    let there = |it: &serde_json::Value| it["artifactLocation"]["uri"] == path.as_str();
                    assert!(results.iter().map(place).all(|it| there(&it)), "{what}");
                }
                "gitlab" => {
                    let issues: serde_json::Value = serde_json::from_str(&said).unwrap();
                    let issues = issues.as_array().unwrap();
                    assert!(issues.iter().all(|it| it["location"]["path"] == path.as_str()), "{what}");
                    assert!(issues.iter().any(|it| it["location"]["lines"]["begin"] == line), "{what}");
                    assert_eq!(issues[0]["fingerprint"].as_str().map(str::len), Some(16), "{what}");
                }
                _ => {}
            }
        }
    }
    // Another root, and a file that is not below it.
    let (_, out, _) = run(&app, "check wrong.fsflow --format github --root .");
    assert!(out.starts_with("::error file=wrong.fsflow,"), "{out}");
    let (_, out, _) = run(&app.join("stale"), "check ../wrong.fsflow --format sarif --root .");
    assert!(out.contains("\"uri\": \"file:///") && !out.contains("/../"), "{out}");
    // Nothing found is said in the formats that say it.
    let (code, out, _) = run(&app, "check stale --format gitlab");
    assert_eq!((code, out.as_str()), (Some(0), "[]\n"));
}

#[test]
fn standard_input_is_taken_for_a_file() {
    let folder = folder_with(&[
        ("flows/fsflow.toml", "[lints]\ncamera-warm-up = \"deny\"\n"),
        ("flows/shared.fsflow", "closing: conversation \"Bye.\" { does_not_require_reply: true } -> end\n"),
        ("flows/a.fsflow", "on the disk stands something else\n"),
    ]);
    let folder = folder.path();
    let flow = "import \"./shared.fsflow\"\nstart -> liveness\nliveness -> closing\nend\n";
    let (code, out, _) = with_input(folder, "check - --stdin-filename flows/a.fsflow --format short", flow);
    assert_eq!(code, Some(1));
    assert!(out.starts_with("flows/a.fsflow:3:1: error[camera-warm-up]"), "{out}");
    let (code, out, _) = with_input(folder, "fmt --stdin-filename flows/a.fsflow", "start   -> end\nend\n");
    assert_eq!((code, out.as_str()), (Some(0), "start -> end\nend\n"));
    let fixed = "check --fix - --stdin-filename flows/a.fsflow --allow camera-warm-up";
    let (code, out, err) = with_input(folder, fixed, &flow.replace("->", "=>"));
    assert_eq!((code, out.as_str()), (Some(0), flow), "{err}");
    assert!(fs::read_to_string(folder.join("flows/a.fsflow")).unwrap().starts_with("on the disk"));
    let build = "build - --stdin-filename flows/a.fsflow";
    let flow = "import \"./shared.fsflow\"\nstart -> closing\nend\n";
    let (code, _, err) = with_input(folder, &format!("{build} --out-dir out"), flow);
    assert_eq!((code, err.as_str()), (Some(0), "wrote out/a.json\n"));
    let (code, _, err) = with_input(folder, &format!("{build} --force -o flows/a.fsflow"), flow);
    assert!(code == Some(2) && err.contains("would overwrite the source `flows/a.fsflow`"), "{err}");
    let (code, _, err) = run(folder, "check flows --stdin-filename x.fsflow");
    assert!(code == Some(2) && err.contains("add `-` to them"), "{err}");
}

#[test]
fn values_come_from_standard_input() {
    let flow = format!("param who\n{}", FLOW.replace("the user", "${who}"));
    let folder = folder_with(&[("a.fsflow", &flow)]);
    let (code, out, _) = with_input(folder.path(), "build a.fsflow --params -", "{ \"who\": \"Ann\" }");
    assert!(code == Some(0) && out.contains("Thank Ann"), "{out}");
    let (code, _, err) = with_input(folder.path(), "build a.fsflow --params -", "{ \"who\": [] }");
    assert!(code == Some(2) && err.contains("<stdin>:1:10"), "{err}");
    let (code, _, err) = with_input(folder.path(), "build - --params -", "");
    assert!(code == Some(2) && err.contains("can't be both"), "{err}");
}

#[test]
fn folders_are_searched_without_what_is_foreign_excluded_or_leads_nowhere() {
    let folder = folder_with(&[
        ("a.fsflow", FLOW),
        ("drafts/b.fsflow", WRONG),
        ("deep/old.fsflow", WRONG),
        ("node_modules/x/c.fsflow", WRONG),
    ]);
    let folder = folder.path();
    let (code, out, err) = run(folder, "check --exclude drafts/ --exclude old.*");
    assert_eq!((code, out.as_str(), err.as_str()), (Some(0), "1 flow checked, nothing to report\n", ""));
    assert_eq!(
        run(folder, "check --exclude drafts/ --exclude old.* -q"),
        (Some(0), String::new(), String::new())
    );
    assert_eq!(run(folder, "check . --format short").1.lines().count(), 2);
    // Named itself, it is meant.
    assert_eq!(run(folder, "check node_modules --format short").0, Some(1));
    let (code, _, err) = run(folder, "check --exclude a[");
    assert!(code == Some(2) && err.contains("`--exclude a[` is no pattern"), "{err}");
    let (_, out, _) = run(folder, "check --statistics --format plain");
    assert!(out.contains("unknown-target  error\n"), "{out}");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("gone.fsflow", folder.join("link.fsflow")).unwrap();
        let (code, out, err) = run(folder, "check --exclude drafts/ --exclude old.*");
        assert_eq!((code, out.as_str()), (Some(0), "1 flow checked, nothing to report\n"));
        assert!(
            err.contains(
                "warning: `./link.fsflow` is passed over: it is a link to `gone.fsflow`, which is not there"
            ),
            "{err}"
        );
        let (code, _, err) = run(folder, "check link.fsflow a.fsflow");
        assert!(
            code == Some(2) && err.contains("can't read `link.fsflow`: it is a link to `gone.fsflow`"),
            "{err}"
        );
    }
}

#[test]
fn names_that_differ_in_letter_case_alone_are_warned_of() {
    let folder = folder_with(&[("a.fsflow", FLOW), ("A.fsflow", FLOW)]);
    if fs::read_dir(folder.path()).unwrap().count() == 2 {
        let (code, _, err) = run(folder.path(), "check");
        assert_eq!(code, Some(0));
        assert!(err.contains("warning: `A.fsflow` and `a.fsflow` differ in letter case alone"), "{err}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_is_imported_by_two_names_is_one_file() {
    let folder = folder_with(&[
        ("shared.fsflow", "closing: conversation \"Bye.\" { does_not_require_reply: true } -> end\n"),
        (
            "a.fsflow",
            "import \"./shared.fsflow\"\nimport \"./link.fsflow\"\nimport \"./hard.fsflow\"\nstart -> closing\nend\n",
        ),
        ("circle.fsflow", "import \"./back.fsflow\"\nstart -> end\nend\n"),
    ]);
    let folder = folder.path();
    std::os::unix::fs::symlink("shared.fsflow", folder.join("link.fsflow")).unwrap();
    std::os::unix::fs::symlink("circle.fsflow", folder.join("back.fsflow")).unwrap();
    fs::hard_link(folder.join("shared.fsflow"), folder.join("hard.fsflow")).unwrap();
    assert_eq!(run(folder, "check a.fsflow --format short"), (Some(0), String::new(), String::new()));
    let (_, out, _) = run(folder, "check circle.fsflow --format short");
    assert!(out.contains("error[import-cycle]"), "{out}");
}

#[test]
fn a_configuration_that_can_not_be_read_is_named() {
    let folder = folder_with(&[("a.fsflow", FLOW), ("fsflow.toml/x", "")]);
    let (code, _, err) = run(folder.path(), "check");
    assert_eq!((code, err.as_str()), (Some(2), "error: can't read `fsflow.toml`: it is a folder\n"));
    let folder = folder_with(&[("a.fsflow", FLOW), ("fsflow.toml", "api = 1.0.47\n")]);
    let (code, _, err) = run(folder.path(), "check");
    assert!(code == Some(2) && err.contains("write `api = \"1.0.47\"`"), "{err}");
    #[cfg(unix)]
    {
        let folder = folder_with(&[("a.fsflow", FLOW)]);
        std::os::unix::fs::symlink("gone.toml", folder.path().join("fsflow.toml")).unwrap();
        let (code, _, err) = run(folder.path(), "check");
        assert!(code == Some(2) && err.contains("it is a link to `gone.toml`, which is not there"), "{err}");
    }
}

#[test]
fn what_is_meant_is_suggested() {
    let folder = folder_with(&[]);
    for (word, command) in [("lint", "check"), ("validate", "check"), ("compile", "build"), ("format", "fmt")]
    {
        let (code, _, err) = run(folder.path(), word);
        assert!(code == Some(2) && err.contains(&format!("'{command}'")) && !err.contains("init"), "{err}");
    }
    let (code, _, err) = run(folder.path(), "fmt --fix");
    assert!(code == Some(2) && !err.contains("as a value"), "{err}");
}

#[test]
fn an_answer_that_can_not_be_written_is_a_failure() {
    let Some(full) = crate::tools::find("full", "help on a full disk") else { return };
    let folder = folder_with(&[("a.fsflow", FLOW)]);
    for arguments in
        ["-V", "--help", "help build", "check --help", "explain", "man", "completions bash", "build a.fsflow"]
    {
        let stdout = fs::OpenOptions::new().write(true).open(&full).unwrap();
        let output = command(folder.path(), arguments).stdout(stdout).output().unwrap();
        let (code, _, err) = seen(&output);
        assert!(code == Some(2) && err.contains("no space left"), "{arguments}: {code:?} {err}");
    }
}

/// The widest line, without colours.
fn widest(text: &str) -> (usize, String) {
    let plain = text.split('\u{1b}').enumerate().map(|(at, piece)| match at {
        0 => piece,
        _ => piece.split_once('m').map_or("", |(_, rest)| rest),
    });
    let plain: String = plain.collect();
    let lines = plain.lines().map(|line| (line.chars().count(), line.to_owned()));
    lines.max().unwrap_or_default()
}

#[test]
fn everything_fits_eighty_columns() {
    let root = crate::project::root();
    let at_80 = |arguments: &str| {
        let output = command(root, arguments).env("COLUMNS", "80").output().unwrap();
        let (_, out, err) = seen(&output);
        for text in [out, err] {
            let (width, line) = widest(&text);
            assert!(width <= 80, "{arguments}: {width} columns\n{line}\n{text}");
        }
    };
    at_80("--help");
    for name in [
        "build",
        "check",
        "fmt",
        "import",
        "decide",
        "paths",
        "test",
        "run",
        "explain",
        "init",
        "completions",
        "man",
    ] {
        at_80(&format!("{name} --help"));
    }
    at_80("explain");
    let names = fsflow::checks::codes().iter().map(|code| code.name);
    let types = fsflow::catalog::NODE_TYPES.iter().map(|row| row.name);
    names.chain(types).for_each(|name| at_80(&format!("explain {name}")));
    for path in crate::project::files("examples", ".fsflow") {
        for name in ["decide", "paths", "test"] {
            at_80(&format!("{name} {path}"));
        }
        at_80(&format!("run {path}"));
    }
}
