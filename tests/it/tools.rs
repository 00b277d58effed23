//! The programs that tests need beside Rust: looked up once, and missed aloud.
//!
//! A test that lacks a program passes, but says so where `cargo test` shows it. Where the environment variable
//! `FSFLOW_REQUIRE` lists the tool (`node,python`, or `all`), it fails instead: `.ci/run` requires what it has installed.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::{LazyLock, Mutex};

use crate::project;

/// Which tools must be there.
const REQUIRE: &str = "FSFLOW_REQUIRE";

/// Something that tests need and that Rust does not bring.
pub struct Tool {
    /// What `FSFLOW_REQUIRE` calls it.
    pub name: &'static str,
    look: Look,
    /// How to get it.
    get: &'static str,
}

enum Look {
    /// A program, the variable that names another one, and what makes it say its version.
    Program(&'static str, Option<&'static str>, &'static str),
    /// A file or folder below the project's root.
    File(&'static str),
    /// A module that the program of another tool finds.
    Module(&'static str, &'static str),
}

pub static TOOLS: &[Tool] = &[
    Tool {
        name: "node",
        look: Look::Program("node", Some("NODE"), "--version"),
        get: "install Node 20 or later",
    },
    Tool {
        name: "python",
        look: Look::Program("python3", Some("PYTHON"), "--version"),
        get: "install Python 3.9 or later",
    },
    Tool {
        name: "flask",
        look: Look::Module("python", "flask"),
        get: "run `pip install -r examples/services/python/requirements.txt`",
    },
    Tool { name: "go", look: Look::Program("go", Some("GO"), "version"), get: "install Go 1.19 or later" },
    Tool { name: "make", look: Look::Program("make", None, "--version"), get: "install make" },
    Tool {
        name: "ninja",
        look: Look::Program("ninja", None, "--version"),
        get: "install ninja 1.11 or later",
    },
    Tool {
        name: "textmate",
        look: Look::File("editors/vscode/node_modules/vscode-textmate"),
        get: "run `npm ci` in editors/vscode",
    },
    Tool { name: "full", look: Look::File("/dev/full"), get: "run on Linux, which has /dev/full" },
    Tool {
        name: "interrupts",
        look: Look::Program("env", None, "--default-signal=INT"),
        get: "install GNU coreutils 8.31 or later",
    },
];

fn tool(name: &str) -> &'static Tool {
    TOOLS.iter().find(|tool| tool.name == name).unwrap_or_else(|| panic!("no tool {name}"))
}

/// The program of a tool, or the path of its file, for this test. `None` when it is missing, which is said aloud and
/// counted.
///
/// # Panics
///
/// When the tool is missing and the environment requires it, or names a program that does not run.
pub fn find(name: &str, test: &str) -> Option<String> {
    let tool = tool(name);
    let required = std::env::var(REQUIRE).unwrap_or_default();
    match tool.find(&required) {
        Ok(Some(found)) => Some(found),
        Ok(None) => {
            tool.miss(test);
            None
        }
        Err(fault) => panic!("{test}: {fault}"),
    }
}

/// What runs the tool, whether it is there or not.
pub fn program(name: &str) -> String {
    match &tool(name).look {
        Look::Module(tool, _) => program(tool),
        Look::File(path) => project::root().join(path).to_string_lossy().into_owned(),
        Look::Program(usual, variable, _) => {
            variable.and_then(|it| std::env::var(it).ok()).unwrap_or_else(|| (*usual).to_owned())
        }
    }
}

impl Tool {
    /// `None` when it may be missing and is.
    fn find(&self, required: &str) -> Result<Option<String>, String> {
        let must = is_required(self.name, required)?;
        let program = program(self.name);
        let (there, named) = match &self.look {
            Look::File(_) => (Path::new(&program).exists(), None),
            Look::Module(_, module) => {
                let output = Command::new(&program).args(["-c", &format!("import {module}")]).output();
                (output.is_ok_and(|output| output.status.success()), None)
            }
            Look::Program(_, variable, version) => {
                let output = Command::new(&program).arg(version).output();
                let named = variable.filter(|it| std::env::var_os(it).is_some());
                (output.is_ok_and(|output| output.status.success()), named)
            }
        };
        match (there, named, must) {
            (true, ..) => Ok(Some(program)),
            (false, Some(variable), _) => Err(format!("{variable} names `{program}`, which does not run")),
            (false, None, true) => {
                Err(format!("{REQUIRE} lists `{}`, which is missing: {}", self.name, self.get))
            }
            (false, None, false) => Ok(None),
        }
    }

    /// Says on the real standard error, which `cargo test` does not hold back, that a test runs without this tool, and
    /// how many did so far.
    fn miss(&self, test: &str) {
        static MISSED: LazyLock<Mutex<BTreeMap<&str, usize>>> = LazyLock::new(Mutex::default);
        let mut missed = MISSED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *missed.entry(self.name).or_default() += 1;
        let mut line = format!("SKIPPED: {test} (no {}: {}); so far", self.name, self.get);
        for (tool, count) in &*missed {
            write!(line, " {count} without {tool},").unwrap();
        }
        // In one piece, so that lines of several threads do not mix.
        let line = format!("{}\n", line.trim_end_matches(','));
        std::io::stderr().write_all(line.as_bytes()).unwrap();
    }
}

/// Whether the list demands the tool. A name of the list that is no tool is a fault.
fn is_required(tool: &str, list: &str) -> Result<bool, String> {
    let mut found = false;
    for name in list.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        if name != "all" && TOOLS.iter().all(|tool| tool.name != name) {
            let names: Vec<&str> = TOOLS.iter().map(|tool| tool.name).collect();
            return Err(format!("{REQUIRE} lists `{name}`; the tools are {} and `all`", names.join(", ")));
        }
        found |= name == "all" || name == tool;
    }
    Ok(found)
}

#[test]
fn a_tool_is_required_by_its_name_or_by_all() {
    for (list, expected) in
        [("", false), ("python", false), ("node", true), ("python, node", true), ("all", true), (",", false)]
    {
        assert_eq!(is_required("node", list), Ok(expected), "{list:?}");
    }
    let fault = is_required("node", "node,pyhton").unwrap_err();
    assert!(fault.starts_with("FSFLOW_REQUIRE lists `pyhton`; the tools are node, python, "), "{fault}");
}

/// Runs one test of this binary again, on a machine that has no programs: whether it passes, and what is seen of it.
fn without_programs(test: &str, variables: &[(&str, &str)]) -> (bool, String) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test]).env("PATH", "").env_remove(REQUIRE);
    TOOLS.iter().for_each(|tool| {
        if let Look::Program(_, Some(variable), _) = tool.look {
            command.env_remove(variable);
        }
    });
    let output = command.envs(variables.iter().copied()).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(out.contains("\nrunning 1 test\n"), "no test {test}: {out}");
    (output.status.success(), out + &err)
}

#[test]
fn a_missing_tool_is_seen_although_the_test_passes() {
    let (passes, seen) = without_programs(PROBE, &[]);
    let line = "SKIPPED: a session of the API (no node: install Node 20 or later); so far 1 without node";
    assert!(passes && seen.contains(line), "{seen}");
}

#[test]
fn a_missing_tool_is_a_failure_where_it_is_required() {
    for list in ["node", "make,node", "all"] {
        let (passes, seen) = without_programs(PROBE, &[(REQUIRE, list)]);
        let fault = "FSFLOW_REQUIRE lists `node`, which is missing: install Node 20 or later";
        assert!(!passes && seen.contains(fault), "{list}: {seen}");
    }
    let (passes, seen) = without_programs(PROBE, &[("NODE", "/nowhere/node")]);
    assert!(!passes && seen.contains("NODE names `/nowhere/node`, which does not run"), "{seen}");
}

/// A test that needs a tool and nothing else.
const PROBE: &str = "tools::a_program_that_is_found_says_its_version";

#[test]
fn a_program_that_is_found_says_its_version() {
    let Some(node) = find("node", "a session of the API") else { return };
    assert!(Command::new(node).arg("--version").output().unwrap().stdout.starts_with(b"v"));
}
