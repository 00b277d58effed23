//! What the command line writes and what it leaves alone, in folders of its own.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const FLOW: &str = "start -> closing\n\nclosing: conversation \"Thank the user and say goodbye.\" { does_not_require_reply: true } -> end\n\nend\n";
const SHARED: &str = "closing: conversation \"Bye.\" { does_not_require_reply: true } -> end\n";
const IMPORTING: &str = "import \"./shared.fsflow\"\nparam x = \"1\"\nsession { client_reference_id: \"${x}\" }\nstart -> closing\nend\n";

/// A folder that every test begins with.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("flows/m.fsflow", IMPORTING),
        ("flows/shared.fsflow", SHARED),
        ("flows/m.json", "{ \"x\": \"2\" }"),
        ("p.json", "{ \"x\": \"2\" }"),
        ("fsflow.toml", "api = \"1.0.47\"\n"),
        ("plain.fsflow", FLOW),
    ] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn run(folder: &Path, arguments: &str) -> Output {
    let mut command = Command::new(crate::binary::path());
    command.current_dir(folder).env("LC_ALL", "C.UTF-8").env("NO_COLOR", "1");
    command.args(arguments.split_whitespace()).output().unwrap()
}

/// The exit code and what is said.
fn seen(output: &Output) -> (Option<i32>, String) {
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Every file below the folder, with what it holds.
fn all(folder: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(at).unwrap().flatten() {
            match entry.path() {
                path if path.is_dir() && !path.is_symlink() => folders.push(path),
                path => {
                    files.push((path.display().to_string(), fs::read_to_string(&path).unwrap_or_default()))
                }
            }
        }
    }
    files.sort();
    files
}

/// The command is refused, says this, and has changed nothing.
fn refused(folder: &Path, arguments: &str, said: &str) {
    let before = all(folder);
    let (code, err) = seen(&run(folder, arguments));
    assert_eq!(code, Some(2), "{arguments}: {err}");
    assert!(err.contains(said), "{arguments}: {err}");
    assert_eq!(err.matches("error:").count(), 1, "{arguments}: {err}");
    assert_eq!(all(folder), before, "{arguments}");
}

#[test]
fn what_is_read_is_never_written() {
    let folder = folder();
    let folder = folder.path();
    for (arguments, said) in [
        ("build flows --params flows/m.json", "would overwrite the values of parameters `flows/m.json`"),
        (
            "build flows/m.fsflow -o p.json --params p.json",
            "would overwrite the values of parameters `p.json`",
        ),
        (
            "build flows/m.fsflow -o ./flows/../p.json --params p.json",
            "would overwrite the values of parameters `p.json`",
        ),
        ("build plain.fsflow -o fsflow.toml", "would overwrite the configuration"),
        ("build plain.fsflow -o a.json --depfile plain.fsflow", "would overwrite the source `plain.fsflow`"),
        (
            "build flows/m.fsflow -o a.json --depfile flows/shared.fsflow",
            "would overwrite the source `flows/shared.fsflow`",
        ),
        (
            "build flows/m.fsflow -o a.json --params p.json --depfile p.json",
            "would overwrite the values of parameters `p.json`",
        ),
        ("build flows/m.fsflow -o a.json --depfile fsflow.toml", "would overwrite the configuration"),
        ("build plain.fsflow -o a.json --depfile a.json", "would both be written to `a.json`"),
        (
            "build plain.fsflow -o a.json --depfile ./a.json",
            "would both be written to one file, `a.json` and `./a.json`",
        ),
        ("build plain.fsflow --emit js -o x.js --depfile x.d.ts", "would both be written to `x.d.ts`"),
    ] {
        refused(folder, arguments, said);
        refused(folder, &format!("{arguments} --force"), said);
    }
}

#[cfg(unix)]
#[test]
fn what_is_read_is_known_by_every_name_that_it_has() {
    let folder = folder();
    let folder = folder.path();
    let link = |from: &str, to: &str| std::os::unix::fs::symlink(from, folder.join(to)).unwrap();
    link("plain.fsflow", "soft");
    link("p.json", "values");
    link("fsflow.toml", "settings");
    link(".", "here");
    fs::hard_link(folder.join("plain.fsflow"), folder.join("hard")).unwrap();
    for (arguments, said) in [
        ("build plain.fsflow -o soft", "would overwrite the source `plain.fsflow`"),
        ("build plain.fsflow -o hard", "would overwrite the source `plain.fsflow`"),
        ("build plain.fsflow -o a.json --depfile soft", "would overwrite the source `plain.fsflow`"),
        (
            "build plain.fsflow -o a.json --depfile here/plain.fsflow",
            "would overwrite the source `plain.fsflow`",
        ),
        (
            "build flows/m.fsflow -o values --params p.json",
            "would overwrite the values of parameters `p.json`",
        ),
        ("build plain.fsflow -o settings", "would overwrite the configuration"),
        ("build plain.fsflow -o a.json --depfile here/a.json", "would both be written to one file"),
    ] {
        refused(folder, &format!("{arguments} --force"), said);
    }
}

#[test]
fn what_someone_else_wrote_is_replaced_only_when_told_so() {
    let folder = folder();
    let folder = folder.path();
    let session = "{\"flow\":[{\"id\":\"start\",\"type\":\"start\",\"outcome\":\"end\"},{\"id\":\"end\",\"type\":\"end\"}]}";
    let flow =
        "[{\"id\":\"start\",\"type\":\"start\",\"outcome\":\"end\"},{\"id\":\"end\",\"type\":\"end\"}]";
    for (kind, name, text) in [
        ("py", "hand_written.py", "print('mine')\n"),
        ("ts", "mine.ts", "// @generated by protoc\nexport const x = 1;\n"),
        ("go", "mine/mine.go", "package mine\n"),
        ("js", "mine.js", "export const x = 1;\n"),
        ("flow", "package.json", "{ \"name\": \"mine\" }\n"),
        ("flow", "list.json", "[1, 2]\n"),
        ("flow", "flow.json", session),
        ("session", "session.json", flow),
        ("flow", "notes.md", "# Notes\n"),
    ] {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        let command = format!("build plain.fsflow --emit {kind} -o {name}");
        refused(folder, &command, "was not written by `fsflowc`");
        refused(folder, &command, "--force");
        assert_eq!(seen(&run(folder, &format!("{command} --force"))).0, Some(0), "{command}");
        // What was written by this is replaced by it.
        fs::write(folder.join("plain.fsflow"), FLOW.replace("goodbye", "farewell")).unwrap();
        assert_eq!(seen(&run(folder, &command)), (Some(0), wrote(&command, name)), "{command}");
        fs::write(folder.join("plain.fsflow"), FLOW).unwrap();
    }
    // The other half of a pair, and a dependency file.
    fs::write(folder.join("pair.d.ts"), "export {};\n").unwrap();
    refused(folder, "build plain.fsflow --emit js -o pair.js", "`pair.d.ts` was not written by `fsflowc`");
    fs::write(folder.join("Makefile"), "all:\n\techo mine\n").unwrap();
    refused(
        folder,
        "build plain.fsflow -o new.json --depfile Makefile",
        "`Makefile` was not written by `fsflowc`",
    );
    // A flow is written by hand: one that is there is not replaced by what is imported.
    fs::write(folder.join("in.json"), flow).unwrap();
    refused(folder, "import in.json -o plain.fsflow", "`plain.fsflow` is there already");
    // An empty file holds nothing that could be lost.
    fs::write(folder.join("empty.json"), "").unwrap();
    assert_eq!(seen(&run(folder, "build plain.fsflow -o empty.json")).0, Some(0));
}

#[test]
fn the_configuration_of_the_front_page_builds_the_examples() {
    let folder = tempfile::tempdir().unwrap();
    let page = crate::project::read("README.md");
    let toml = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    fs::write(folder.path().join("fsflow.toml"), toml).unwrap();
    for path in crate::project::files("examples", ".fsflow") {
        let file = folder.path().join(&path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, crate::project::read(&path)).unwrap();
    }
    let (code, err) = seen(&run(folder.path(), "build examples"));
    assert_eq!(code, Some(0), "{err}");
    assert!(folder.path().join("generated/examples/wire-transfer.session.json").exists(), "{err}");
}

fn wrote(command: &str, name: &str) -> String {
    match command.contains("emit js") {
        true => "wrote mine.js\n".to_owned(),
        false => format!("wrote {name}\n"),
    }
}

#[test]
fn a_build_says_what_it_wrote_unless_it_is_told_not_to() {
    let folder = folder();
    let folder = folder.path();
    let said = |arguments: &str| seen(&run(folder, arguments));
    assert_eq!(said("build plain.fsflow -o a.json"), (Some(0), "wrote a.json\n".to_owned()));
    assert_eq!(said("build plain.fsflow -o a.json"), (Some(0), "1 file is up to date\n".to_owned()));
    assert_eq!(said("build plain.fsflow -o b.json -q"), (Some(0), String::new()));
    assert_eq!(said("build plain.fsflow"), (Some(0), String::new()));
    for at in 0..30 {
        fs::write(folder.join(format!("f{at}.fsflow")), FLOW).unwrap();
    }
    let (code, err) = said("build . --out-dir out");
    assert_eq!((code, err.as_str()), (Some(0), "wrote 32 files\n"));
}

#[cfg(unix)]
#[test]
fn a_signal_leaves_no_temporary_file_behind() {
    let folder = folder();
    let nodes: String = (0..20_000)
        .map(|at| format!("n{at}: conversation \"Node {at}.\" -> n{}\n", at + 1))
        .chain(["n20000: conversation \"Bye.\" { does_not_require_reply: true } -> end\nend\n".to_owned()])
        .collect();
    fs::write(folder.path().join("big.fsflow"), format!("start -> n0\n{nodes}")).unwrap();
    for (round, signal) in ["TERM", "HUP", "INT", "TERM", "HUP", "INT", "TERM", "HUP"].into_iter().enumerate()
    {
        let mut command = Command::new(crate::binary::path());
        command.current_dir(folder.path()).args(["build", "big.fsflow", "--emit", "js", "-o", "big.js"]);
        command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
        let mut child = command.spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(40 + 60 * round as u64));
        let _ = Command::new("kill").args([format!("-{signal}"), child.id().to_string()]).output();
        child.wait().unwrap();
        let names: Vec<String> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        assert!(!names.iter().any(|name| name.starts_with(".fsflowc-")), "{names:?}");
        let has = |name: &str| names.iter().any(|known| known == name);
        assert_eq!(has("big.js"), has("big.d.ts"), "{names:?}");
    }
}

/// Runs a build system: what it says.
fn made(folder: &Path, program: &str) -> String {
    let output = Command::new(program).current_dir(folder).output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&text).into_owned();
    assert!(output.status.success(), "{text}");
    text
}

/// An import is changed, renamed, and changed so that the output stays the same; with odd names all the way.
fn follows(folder: &Path, program: &str, idle: &str) {
    let path = |name: &str| folder.join(name);
    let pause = || std::thread::sleep(std::time::Duration::from_millis(1100));
    let flow = |import: &str| format!("import \"./{import}\"\nstart -> closing\nend\n");
    let (old, new) = ("a: b #$x.fsflow", "c.fsflow");
    fs::create_dir_all(path("my flows")).unwrap();
    fs::write(path("my flows/f.fsflow"), flow(old)).unwrap();
    fs::write(path("my flows").join(old), SHARED).unwrap();
    made(folder, program);
    assert!(made(folder, program).contains(idle));
    pause();
    fs::write(path("my flows").join(old), SHARED.replace("Bye", "Farewell")).unwrap();
    made(folder, program);
    assert!(fs::read_to_string(path("out.json")).unwrap().contains("Farewell"));
    pause();
    fs::rename(path("my flows").join(old), path("my flows").join(new)).unwrap();
    fs::write(path("my flows/f.fsflow"), flow(new)).unwrap();
    made(folder, program);
    assert!(made(folder, program).contains(idle));
    pause();
    // The output keeps its time, and the build is over all the same.
    fs::write(path("my flows").join(new), format!("// Shared.\n{}", SHARED.replace("Bye", "Farewell")))
        .unwrap();
    made(folder, program);
    assert!(made(folder, program).contains(idle));
}

#[cfg(unix)]
#[test]
fn make_follows_what_a_dependency_file_says() {
    let Some(make) = crate::tools::find("make", "a dependency file is followed by make") else { return };
    let folder = tempfile::tempdir().unwrap();
    let program = crate::binary::path().display();
    let rule = format!(
        "out.json: my\\ flows/f.fsflow\n\t'{program}' build 'my flows/f.fsflow' -o $@ --depfile out.d\n\ttouch $@\n-include out.d\n"
    );
    fs::write(folder.path().join("Makefile"), rule).unwrap();
    follows(folder.path(), &make, "up to date");
}

#[cfg(unix)]
#[test]
fn ninja_follows_what_a_dependency_file_says() {
    let Some(ninja) = crate::tools::find("ninja", "a dependency file is followed by ninja") else { return };
    let folder = tempfile::tempdir().unwrap();
    let program = crate::binary::path().display();
    let rule = format!(
        "rule fsflow\n  command = '{program}' build $in -o $out --depfile $out.d\n  depfile = $out.d\n  restat = 1\n\nbuild out.json: fsflow my$ flows/f.fsflow\n"
    );
    fs::write(folder.path().join("build.ninja"), rule).unwrap();
    follows(folder.path(), &ninja, "no work to do");
}

#[test]
fn outputs_of_flows_that_are_gone_are_named_and_removed_when_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let path = |name: &str| folder.join(name);
    fs::create_dir_all(path("flows/deep")).unwrap();
    for name in ["flows/a.fsflow", "flows/b.fsflow", "flows/deep/c.fsflow"] {
        fs::write(path(name), FLOW).unwrap();
    }
    let build = "build flows --out-dir out --emit flow,js,go -q";
    assert_eq!(seen(&run(folder, build)), (Some(0), String::new()));
    // Not ours, and of a kind that is not built here.
    fs::write(path("out/mine.js"), "export {};\n").unwrap();
    fs::write(path("out/data.json"), "[1]\n").unwrap();
    assert_eq!(seen(&run(folder, "build flows/a.fsflow --emit py -o out/other.py -q")).0, Some(0));
    fs::remove_file(path("flows/b.fsflow")).unwrap();
    fs::remove_file(path("flows/deep/c.fsflow")).unwrap();
    let gone = ["out/b.d.ts", "out/b.js", "out/b.json", "out/deep/c.js", "out/deep/c.json"];
    let (code, err) = seen(&run(folder, build));
    assert_eq!(code, Some(0), "{err}");
    for name in gone {
        assert!(err.contains(&format!("warning: `{name}` is made from no flow any more")), "{name}: {err}");
    }
    assert!(!err.contains("mine.js") && !err.contains("data.json") && !err.contains("other.py"), "{err}");
    let (code, err) = seen(&run(folder, &format!("{build} --check")));
    assert!(code == Some(1) && err.contains("`out/b.json` is made from no flow any more"), "{err}");
    // One flow of several says nothing about the others.
    assert_eq!(seen(&run(folder, "build flows/a.fsflow --out-dir out -q")), (Some(0), String::new()));
    let (code, err) = seen(&run(folder, &format!("{build} --clean")));
    assert_eq!((code, err.as_str()), (Some(0), ""));
    for name in gone {
        assert!(!path(name).exists(), "{name}");
    }
    for name in ["out/a.js", "out/a.json", "out/mine.js", "out/data.json", "out/other.py"] {
        assert!(path(name).exists(), "{name}");
    }
    assert_eq!(seen(&run(folder, &format!("{build} --check"))), (Some(0), String::new()));
}

#[test]
fn values_and_kinds_stand_in_the_configuration_and_one_kind_does_not_hold_up_another() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let write = |name: &str, text: &str| {
        fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
        fs::write(folder.join(name), text).unwrap();
    };
    let flow = FLOW.replace("Thank the user", "Thank ${who} for ${amount}");
    write(
        "flows/pay.fsflow",
        &format!(
            "param who\nparam amount: number\nparam ref\nsession {{ client_reference_id: \"${{ref}}\" }}\n{flow}"
        ),
    );
    write("flows/plain.fsflow", FLOW);
    write(
        "fsflow.toml",
        "emit = [\"flow\"]\nout-dir = \"out\"\n[flows.pay]\nemit = [\"ts\", \"flow\", \"session\"]\n",
    );
    // Everything that is missing is one message with the flags; code and other flows are written all the same.
    let (code, err) = seen(&run(folder, "build flows"));
    assert_eq!((code, err.matches("error[").count()), (Some(1), 1), "{err}");
    assert!(err.contains("the parameters `who`, `amount` and `ref` have no value"), "{err}");
    assert!(err.contains("--set who=… --set amount=… --set ref=…"), "{err}");
    let has = |name: &str| folder.join(name).exists();
    assert!(has("out/flows/pay.ts") && has("out/flows/plain.json") && !has("out/flows/pay.json"), "{err}");
    // The nodes have what they need, the session has not.
    write(
        "fsflow.toml",
        "emit = [\"flow\"]\nout-dir = \"out\"\n[params]\nwho = \"Ann\"\n[flows.pay]\nemit = [\"flow\", \"session\"]\nparams = { amount = 20.50 }\n",
    );
    let (code, err) = seen(&run(folder, "build flows"));
    assert!(code == Some(1) && err.contains("the parameter `ref` has no value"), "{err}");
    assert!(has("out/flows/pay.json") && !has("out/flows/pay.session.json"));
    assert!(fs::read_to_string(folder.join("out/flows/pay.json")).unwrap().contains("Thank Ann for 20.50"));
    // The command line comes first.
    let (code, err) = seen(&run(folder, "build flows --set ref=7 --set who=Bob"));
    assert_eq!(code, Some(0), "{err}");
    assert!(
        fs::read_to_string(folder.join("out/flows/pay.session.json"))
            .unwrap()
            .contains("Thank Bob for 20.50")
    );
    // What only the session uses is asked for by the session alone.
    assert_eq!(seen(&run(folder, "build flows --emit flow")).0, Some(0));
    write("fsflow.toml", "[flows.pay.params]\namuont = 1\n");
    let (code, err) = seen(&run(folder, "build flows --emit flow"));
    assert!(code == Some(2) && err.contains("there is no parameter `amuont`, in the settings of"), "{err}");
}
