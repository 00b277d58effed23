//! The command line as a user meets it: sessions in `cmd/*.trycmd`, and what a transcript can't show.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

const FLOW: &str = "start -> closing\n\nclosing: conversation \"Thank the user and say goodbye.\" { does_not_require_reply: true } -> end\n\nend\n";

#[test]
fn sessions() {
    trycmd::TestCases::new()
        .insert_var("[NEWEST]", fsflow::catalog::NEWEST.to_string())
        .unwrap()
        .register_bin("fsflowc", crate::binary::path())
        .env("LC_ALL", "C.UTF-8")
        .env("NO_COLOR", "1")
        .case("tests/it/cmd/*.trycmd");
}

fn fsflowc(folder: &Path) -> Command {
    let mut command = Command::new(crate::binary::path());
    command.current_dir(folder).env("LC_ALL", "C.UTF-8");
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    fsflowc(folder).args(arguments).output().unwrap()
}

/// The exit code and both streams.
fn seen(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
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

fn with_input(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut command = fsflowc(folder);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn standard_input_is_a_file_like_others() {
    let folder = folder_with(&[(
        "shared.fsflow",
        "closing: conversation \"Bye.\" { does_not_require_reply: true } -> end\n",
    )]);
    let flow = b"import \"./shared.fsflow\"\nstart -> closing\nend\n";
    let (code, out, err) = seen(&with_input(folder.path(), &["build", "-", "--compact"], flow));
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(out.starts_with("[{\"id\":\"start\"") && out.contains("\"id\":\"closing\""), "{out}");
    let (code, out, _) =
        seen(&with_input(folder.path(), &["check", "-", "--format", "short"], b"start -> x\nend\n"));
    assert_eq!(code, Some(1));
    assert!(out.starts_with("<stdin>:1:10: error["), "{out}");
    let (code, out, _) = seen(&with_input(folder.path(), &["fmt", "-"], b"start   -> end\n\n\n\nend"));
    assert_eq!((code, out.as_str()), (Some(0), "start -> end\n\nend\n"));
    let (code, _, err) = seen(&with_input(folder.path(), &["build", "-", "--out-dir", "x"], flow));
    assert_eq!(code, Some(2));
    assert!(err.contains("standard input has no name"), "{err}");
}

#[test]
fn tests_that_are_proposed_pass_when_they_are_pasted() {
    let examples = crate::project::files("examples", ".fsflow");
    let files: Vec<(String, String)> =
        examples.iter().map(|path| (path.clone(), crate::project::read(path))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let folder = folder_with(&files);
    let flows: Vec<_> = files.iter().filter(|(_, text)| text.contains("\nstart ->")).collect();
    assert!(flows.len() >= 8, "{}", flows.len());
    for (path, text) in flows {
        let (code, tests, err) = seen(&run(folder.path(), &["test", "--generate", path]));
        assert_eq!((code, err.as_str()), (Some(0), ""), "{path}");
        // Nothing but the new tests, so that they alone take every outcome.
        let own = text.split("\ntest \"").next().unwrap();
        fs::write(folder.path().join(path), format!("{own}\n{tests}")).unwrap();
        let (code, json, err) = seen(&run(folder.path(), &["test", path, "--format", "json"]));
        assert_eq!((code, err.as_str()), (Some(0), ""), "{path}\n{json}");
        assert!(json.contains("\"missed_outcomes\": []"), "{path}\n{json}");
        assert_eq!(run(folder.path(), &["fmt", "--check", path]).status.code(), Some(0), "{path}");
    }
}

#[test]
fn a_walk_is_answered_by_number_name_and_beginning() {
    let folder = folder_with(&[("low.fsflow", &crate::project::read("tests/it/cmd/run.in/payment.fsflow"))]);
    let walk = |arguments: &[&str], answers: &str| {
        let arguments = [&["run", "low.fsflow"], arguments].concat();
        seen(&with_input(folder.path(), &arguments, answers.as_bytes()))
    };
    for (answers, said, decision) in [
        ("1\nconfirmed\nver\n", "", "authorize"),
        ("livenessDetected\nDEN\n", "", "block"),
        ("1\n<\n2\n", "if it stopped here: block (rule 3)", "escalate"),
        ("<\n2\n", "this is the first question", "escalate"),
        ("de\n2\n", "`de` can be `detected` or `deepfake`", "escalate"),
        ("0\n5\n-1\nno\n", "the numbers are 1 to 4", "block"),
        ("detectd\ndetected\nstall\n", "there is no outcome `detectd`; did you mean `detected`?", "block"),
        ("what\n2\n", "there is no outcome `what`; write a number or a name of the list", "escalate"),
        ("\n 2 \n", "write a number, a name, or the beginning of one", "escalate"),
        ("\u{1b}[2J\n2", "there is no outcome `<U+001B>[2J`", "escalate"),
    ] {
        let (code, out, err) = walk(&[], answers);
        assert_eq!((code, err.as_str()), (Some(0), ""), "{answers:?}\n{out}");
        assert!(out.contains(said) && out.contains("\nThe session is complete.\n"), "{answers:?}\n{out}");
        let last = out.lines().last().unwrap_or_default();
        assert!(last.starts_with(&format!("decision: {decision} (rule ")), "{answers:?}\n{out}");
    }
    // The input ends before the session does.
    for answers in ["", "1\n", "1\nwhat"] {
        let (code, out, err) = walk(&[], answers);
        assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
        assert!(
            out.contains("\nThe session is incomplete.\n") && out.ends_with("decision: block (rule 3)\n"),
            "{out}"
        );
    }
    // The JSON alone goes to standard output.
    let (code, out, err) = walk(&["--json"], "2\n");
    assert!(code == Some(0) && err.contains("  2  deepfake      -> refused"), "{err}");
    let session: serde_json::Value = serde_json::from_str(&out).unwrap();
    let reports = session["report"]["nodeReports"].as_array().unwrap();
    let times: Vec<u64> = reports.iter().map(|report| report["createdAt"].as_u64().unwrap()).collect();
    assert!(times.len() == 3 && times.is_sorted() && times[0] > 1_600_000_000_000, "{times:?}");
}

#[test]
fn a_test_report_is_xml_whatever_the_tests_are_called() {
    let Some(python) = crate::tools::find("python", "a test report is XML") else { return };
    let folder = folder_with(&[]);
    let all: String =
        (0..=0x2100).chain(0xfff0..=0x1_0010).map(|unit| format!("\\u{:04x}", unit & 0xffff)).collect();
    let flow = format!("{FLOW}\ntest \"{all}\" {{\n  => end, closing\n}}\n");
    fs::write(folder.path().join("a&b<c>.fsflow"), flow).unwrap();
    let output = run(folder.path(), &["test", "--format", "junit"]);
    assert_eq!(output.status.code(), Some(0), "{}", seen(&output).2);
    fs::write(folder.path().join("report.xml"), &output.stdout).unwrap();
    let script = "import xml.dom.minidom as x; print(x.parse('report.xml').getElementsByTagName('testcase')[0].getAttribute('classname'))";
    let parsed = Command::new(python).args(["-c", script]).current_dir(folder.path()).output().unwrap();
    assert_eq!(seen(&parsed), (Some(0), "a&b<c>.fsflow\n".to_owned(), String::new()));
}

#[test]
fn what_is_no_text_is_refused_with_one_reason() {
    let folder = folder_with(&[("flow.fsflow", FLOW)]);
    for (bytes, reason) in [
        (&b"start -> end\n\xff"[..], "it is not UTF-8 text: byte 13, on line 2, is not part of a character"),
        (b"\xff\xfes\0", "it is UTF-16 text; save it as UTF-8"),
        (&vec![b' '; 16 * 1024 * 1024 + 1], "it is larger than 16 MiB"),
    ] {
        fs::write(folder.path().join("odd.fsflow"), bytes).unwrap();
        for command in ["check", "build", "fmt"] {
            let (code, out, err) = seen(&run(folder.path(), &[command, "odd.fsflow"]));
            assert_eq!((code, out.as_str()), (Some(2), ""), "{command}");
            assert_eq!(err, format!("error: can't read `odd.fsflow`: {reason}\n"), "{command}");
        }
    }
}

#[test]
fn colours_are_written_when_they_are_wanted() {
    let folder = folder_with(&[("a.fsflow", "start -> x\nend\n")]);
    let has_color = |variables: &[(&str, &str)], flag: &[&str]| {
        let mut command = fsflowc(folder.path());
        command.args(["check", "a.fsflow"]).args(flag).envs(variables.iter().copied());
        seen(&command.output().unwrap()).1.contains('\u{1b}')
    };
    assert!(!has_color(&[], &[]));
    assert!(has_color(&[], &["--color", "always"]));
    assert!(has_color(&[("CLICOLOR_FORCE", "1")], &[]));
    assert!(!has_color(&[("CLICOLOR_FORCE", "1")], &["--color", "never"]));
    assert!(!has_color(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &[]));
    assert!(!has_color(&[("CLICOLOR_FORCE", "0")], &[]));
}

#[test]
fn a_locale_without_unicode_gets_ascii() {
    let folder = folder_with(&[("a.fsflow", "start -> x\nend\n")]);
    let output = fsflowc(folder.path()).args(["check", "a.fsflow"]).env("LC_ALL", "C").output().unwrap();
    let (_, out, _) = seen(&output);
    assert!(out.contains("`----") && !out.contains('─'), "{out}");
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let folder = folder_with(&[("a.fsflow", FLOW)]);
    for arguments in [&["build", "a.fsflow"][..], &["completions", "bash"], &["man"], &["--help"], &["check"]]
    {
        let mut command = fsflowc(folder.path());
        let mut child =
            command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(seen(&output).2, "", "{arguments:?}");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    }
}

#[test]
fn nothing_is_written_when_something_is_wrong() {
    let folder = folder_with(&[("a.fsflow", "start -> x\nend\n"), ("a.json", "old")]);
    let (code, out, _) =
        seen(&run(folder.path(), &["build", "a.fsflow", "-o", "a.json", "--force", "--depfile", "a.mk"]));
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert_eq!(fs::read_to_string(folder.path().join("a.json")).unwrap(), "old");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn an_output_that_is_current_is_left_alone() {
    let folder = folder_with(&[("a.fsflow", FLOW)]);
    let output = folder.path().join("a.json");
    assert_eq!(
        seen(&run(folder.path(), &["build", "a.fsflow", "-o", "a.json"])),
        (Some(0), "".into(), "wrote a.json\n".into())
    );
    let before = fs::metadata(&output).unwrap().modified().unwrap();
    std::thread::sleep(Duration::from_millis(20));
    run(folder.path(), &["build", "a.fsflow", "-o", "a.json"]);
    assert_eq!(fs::metadata(&output).unwrap().modified().unwrap(), before);
}

#[cfg(unix)]
#[test]
fn outputs_that_can_not_be_written_are_one_error_each() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder_with(&[("a.fsflow", FLOW), ("locked.json", "old")]);
    let path = folder.path();
    fs::set_permissions(path.join("locked.json"), fs::Permissions::from_mode(0o444)).unwrap();
    symlink("loop", path.join("loop")).unwrap();
    symlink("a.fsflow", path.join("alias")).unwrap();
    for (output, message) in [
        ("locked.json", "can't write `locked.json`: it is read-only"),
        ("alias", "the output `alias` would overwrite the source `a.fsflow`"),
        ("a.fsflow/x", "can't make the folder `a.fsflow`"),
        ("loop", "can't write `loop`"),
    ] {
        let (code, out, err) = seen(&run(path, &["build", "a.fsflow", "--force", "-o", output]));
        assert_eq!((code, out.as_str()), (Some(2), ""), "{output}");
        assert!(err.starts_with(&format!("error: {message}")), "{err}");
        assert_eq!(err.matches("error:").count(), 1, "{err}");
    }
    assert_eq!(fs::read_to_string(path.join("locked.json")).unwrap(), "old");
    if let Some(full) = crate::tools::find("full", "standard output on a full disk") {
        let full = fs::OpenOptions::new().write(true).open(full).unwrap();
        let output = fsflowc(path).args(["build", "a.fsflow"]).stdout(full).output().unwrap();
        assert_eq!(seen(&output).0, Some(2));
        assert!(seen(&output).2.contains("can't write to standard output: no space left"));
    }
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_devices_written_to() {
    let folder = folder_with(&[("a.fsflow", FLOW), ("real/out.json", "")]);
    std::os::unix::fs::symlink("real/out.json", folder.path().join("link.json")).unwrap();
    assert_eq!(run(folder.path(), &["build", "a.fsflow", "-o", "link.json"]).status.code(), Some(0));
    assert!(fs::symlink_metadata(folder.path().join("link.json")).unwrap().is_symlink());
    assert!(fs::read_to_string(folder.path().join("real/out.json")).unwrap().starts_with('['));
    let (code, out, err) = seen(&run(folder.path(), &["build", "a.fsflow", "-o", "/dev/stdout"]));
    assert_eq!((code, out.starts_with('['), err.as_str()), (Some(0), true, ""));
}

#[cfg(unix)]
#[test]
fn a_dependency_file_makes_make_build_again() {
    let Some(make) = crate::tools::find("make", "a dependency file makes `make` build again") else { return };
    let folder = folder_with(&[
        ("my flows/a#1.fsflow", "import \"./shared $x.fsflow\"\nstart -> closing\nend\n"),
        (
            "my flows/shared $x.fsflow",
            "closing: conversation \"Bye.\" { does_not_require_reply: true } -> end\n",
        ),
    ]);
    let makefile = format!(
        "out.json:\n\t'{}' build 'my flows/a#1.fsflow' -o out.json --depfile out.d\n-include out.d\n",
        crate::binary::path().display()
    );
    fs::write(folder.path().join("Makefile"), makefile).unwrap();
    let make = || seen(&Command::new(&make).current_dir(folder.path()).output().unwrap());
    assert!(make().1.contains("build"));
    assert!(make().1.contains("up to date"), "{}", fs::read_to_string(folder.path().join("out.d")).unwrap());
    std::thread::sleep(Duration::from_millis(50));
    let shared = folder.path().join("my flows/shared $x.fsflow");
    let text = fs::read_to_string(&shared).unwrap().replace("Bye", "Goodbye");
    fs::write(shared, text).unwrap();
    assert!(make().1.contains("build"));
    assert!(fs::read_to_string(folder.path().join("out.json")).unwrap().contains("Goodbye"));
}

#[test]
fn many_files_give_the_same_answer_each_time() {
    let files: Vec<(String, String)> =
        (0..40).map(|at| (format!("f{at:02}.fsflow"), format!("start -> x{at}\nend\n"))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let folder = folder_with(&files);
    let first = seen(&run(folder.path(), &["check", "--format", "short"]));
    assert_eq!(first.0, Some(1));
    assert!(first.1.lines().count() == 40 && first.1.lines().is_sorted(), "{}", first.1);
    for _ in 0..5 {
        assert_eq!(seen(&run(folder.path(), &["check", "--format", "short"])), first);
    }
}

#[test]
fn manual_pages_and_completions_are_written_for_all_commands() {
    let folder = folder_with(&[]);
    assert_eq!(run(folder.path(), &["man", "--out-dir", "man"]).status.code(), Some(0));
    let mut pages: Vec<_> = fs::read_dir(folder.path().join("man"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    pages.sort();
    let (_, help, _) = seen(&run(folder.path(), &["--help"]));
    let list = help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).unwrap();
    let commands =
        list.lines().filter_map(|line| line.strip_prefix("  ")).filter(|line| !line.starts_with(' '));
    let commands = commands.map(|line| line.split(' ').next().unwrap()).filter(|name| *name != "help");
    let mut expected: Vec<_> = commands.map(|name| format!("fsflowc-{name}.1")).collect();
    expected.push("fsflowc.1".to_owned());
    expected.sort();
    assert_eq!(pages, expected);
    let (_, page, _) = seen(&run(folder.path(), &["man"]));
    assert!(page.contains(".TH") && page.contains("fsflowc\\-build(1)"), "{page}");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (code, out, _) = seen(&run(folder.path(), &["completions", shell]));
        assert_eq!(code, Some(0));
        assert!(out.contains("depfile"), "{shell}");
    }
}

#[test]
fn code_is_written_where_the_configuration_says_and_make_knows_of_it() {
    let folder = folder_with(&[
        ("flows/fsflow.toml", "emit = [\"js\", \"py\"]\nout-dir = \"../src\"\n"),
        ("flows/a-b.fsflow", &FLOW.replace("the user", "${who}").replace("start", "param who\n\nstart")),
    ]);
    let seen = seen(&run(folder.path(), &["build", "flows", "--quiet", "--depfile", "deps.d"]));
    assert_eq!(seen, (Some(0), String::new(), String::new()));
    let rules = fs::read_to_string(folder.path().join("deps.d")).unwrap();
    for name in ["a-b.js", "a-b.d.ts", "a_b.py"] {
        assert!(folder.path().join("src").join(name).exists(), "{name}");
        assert!(rules.contains(&format!("{name}: ")), "{rules}");
    }
    // Two flows whose names are one as names of Python modules.
    fs::write(folder.path().join("flows/a_b.fsflow"), FLOW).unwrap();
    let output = run(folder.path(), &["build", "flows", "--emit", "py"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("would both be written to"), "{output:?}");
    assert_eq!(output.status.code(), Some(2));
}

/// A watching process and the lines that it writes.
struct Watch {
    child: Child,
    lines: mpsc::Receiver<String>,
}

impl Watch {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut command = fsflowc(folder);
        command.args(arguments);
        Self::of(command)
    }

    fn of(mut command: Command) -> Self {
        let mut child = command.arg("--watch").stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let (sender, lines) = mpsc::channel();
        let stream = BufReader::new(child.stderr.take().unwrap());
        std::thread::spawn(move || {
            for line in stream.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        let watch = Self { child, lines };
        watch.until("watching");
        watch
    }

    /// The next line with these words in it.
    fn until(&self, words: &str) -> String {
        let mut seen = Vec::new();
        loop {
            match self.lines.recv_timeout(Duration::from_secs(20)) {
                Ok(line) if line.contains(words) => return line,
                Ok(line) => seen.push(line),
                Err(_) => panic!("no line with {words:?}, only {seen:#?}"),
            }
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn watching_sees_changes_new_files_and_imports_that_appear() {
    let folder = folder_with(&[("flows/a.fsflow", FLOW)]);
    let path = |name: &str| folder.path().join(name);
    let watch = Watch::start(folder.path(), &["build", "flows", "--out-dir", "out"]);
    assert!(path("out/a.json").exists());

    fs::write(path("flows/a.fsflow"), FLOW.replace("say goodbye", "wave")).unwrap();
    let line = watch.until("changed");
    assert!(line.starts_with("`flows/a.fsflow` changed: 1 flow built, 1 file written, in "), "{line}");
    assert!(fs::read_to_string(path("out/a.json")).unwrap().contains("wave"));

    // An editor that writes a new file and puts it in the place of the old one.
    fs::write(path("flows/.a.swp"), FLOW.replace("say goodbye", "bow")).unwrap();
    fs::rename(path("flows/.a.swp"), path("flows/a.fsflow")).unwrap();
    watch.until("1 file written");
    assert!(fs::read_to_string(path("out/a.json")).unwrap().contains("bow"));

    // A new file whose import is missing, then the import, in a folder that is new as well.
    fs::write(path("flows/b.fsflow"), "import \"./parts/closing.fsflow\"\nstart -> closing\nend\n").unwrap();
    watch.until("2 flows built, 1 with errors");
    assert!(!path("out/b.json").exists());
    fs::create_dir(path("flows/parts")).unwrap();
    fs::write(
        path("flows/parts/closing.fsflow"),
        "closing: conversation \"Bye.\" { does_not_require_reply: true } -> end\n",
    )
    .unwrap();
    watch.until("1 file written");
    assert!(fs::read_to_string(path("out/b.json")).unwrap().contains("Bye."));

    // A configuration that appears, is wrong, and goes away.
    fs::write(path("fsflow.toml"), "api = 1\n").unwrap();
    watch.until("nothing built");
    fs::remove_file(path("fsflow.toml")).unwrap();
    watch.until("2 flows built");
}

#[test]
fn watching_one_file_sees_its_imports() {
    let folder = folder_with(&[
        ("flows/a.fsflow", "import \"../shared/closing.fsflow\"\nstart -> closing\nend\n"),
        ("shared/closing.fsflow", "closing: conversation \"Bye.\" { does_not_require_reply: true } -> end\n"),
    ]);
    let watch = Watch::start(folder.path(), &["build", "flows/a.fsflow", "-o", "a.json"]);
    fs::write(folder.path().join("flows/other.fsflow"), "nothing that is watched").unwrap();
    let shared = folder.path().join("shared/closing.fsflow");
    fs::write(&shared, fs::read_to_string(&shared).unwrap().replace("Bye", "Goodbye")).unwrap();
    let line = watch.until("changed");
    assert!(line.starts_with("`shared/closing.fsflow` changed: 1 flow built, 1 file written"), "{line}");
    assert!(fs::read_to_string(folder.path().join("a.json")).unwrap().contains("Goodbye"));
}

/// Whether a child would ignore an interrupt, as one that a shell starts in the background does.
#[cfg(unix)]
fn interrupts_are_ignored() -> bool {
    const INTERRUPT: u64 = 1 << 1;
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    ignored
        .and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok())
        .is_some_and(|mask| mask & INTERRUPT != 0)
}

#[cfg(unix)]
#[test]
fn watching_ends_on_an_interrupt() {
    let folder = folder_with(&[("a.fsflow", FLOW)]);
    let mut command = fsflowc(folder.path());
    if interrupts_are_ignored() {
        let Some(env) = crate::tools::find("interrupts", "watching ends on an interrupt") else { return };
        command = Command::new(env);
        command.current_dir(folder.path()).arg("--default-signal=INT").arg(crate::binary::path());
    }
    command.args(["build", "a.fsflow", "-o", "a.json"]);
    let mut watch = Watch::of(command);
    let pid = watch.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    assert!(!watch.child.wait().unwrap().success());
}

#[test]
fn standard_input_is_fixed_on_the_way_to_standard_output() {
    let folder = folder_with(&[]);
    let flow = FLOW.replace("->", "=>");
    let (code, out, err) = seen(&with_input(folder.path(), &["check", "--fix", "-"], flow.as_bytes()));
    assert_eq!((code, out.as_str()), (Some(0), FLOW));
    assert_eq!(err, "fixed 2 faults in <stdin>: 2 × wrong-arrow\n1 flow checked, nothing to report\n");
    let (code, out, err) = seen(&with_input(folder.path(), &["check", "--fix", "-"], b"start => ned\nend\n"));
    assert_eq!((code, out.as_str()), (Some(1), "start -> ned\nend\n"));
    assert!(err.contains("no node `ned`"), "{err}");
    let (code, out, _) =
        seen(&with_input(folder.path(), &["check", "--fix", "-", "--format", "json"], FLOW.as_bytes()));
    assert_eq!((code, out.as_str()), (Some(0), FLOW));
}

#[cfg(unix)]
#[test]
fn a_file_that_two_paths_lead_to_is_fixed_once_and_one_that_needs_nothing_is_not_touched() {
    let import = "import \"./shared.fsflow\"\n\nstart => closing\n\nend\n";
    let shared = "closing: conversation \"Bye.\" { doesNotRequire_Reply: true } -> end\n";
    let folder = folder_with(&[("a.fsflow", import), ("shared.fsflow", shared), ("fine.fsflow", FLOW)]);
    let path = |name: &str| folder.path().join(name);
    std::os::unix::fs::symlink("shared.fsflow", path("link.fsflow")).unwrap();
    let changed = |name: &str| fs::metadata(path(name)).unwrap().modified().unwrap();
    let before = changed("fine.fsflow");
    let given = path("link.fsflow");
    let output = run(folder.path(), &["check", "--fix", "a.fsflow", "fine.fsflow", given.to_str().unwrap()]);
    let (code, out, err) = seen(&output);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    let read = |name: &str| fs::read_to_string(path(name)).unwrap();
    assert_eq!(read("a.fsflow"), import.replace("=>", "->"));
    assert_eq!(read("shared.fsflow"), shared.replace("doesNotRequire_Reply", "does_not_require_reply"));
    assert_eq!(changed("fine.fsflow"), before);
    assert!(path("link.fsflow").is_symlink());
}
