//! What Go needs beside generated packages: a module, a program, and a list of the packages by name.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use fsflow::emit;
use fsflow::flow::Flow;
use fsflow::graph::Graph;
use fsflow::import;
use fsflow::resolve::Options;

use super::engines::{self, Case, Engine};
use crate::choices::Choices;
use crate::{examples, project, random_flows};

/// The module that the packages are in.
pub const MODULE: &str = "module fsflowtest\n\ngo 1.19\n";

/// The files that run the packages `case_0`, `case_1`, … .
pub fn files(cases: &[Case<'_>]) -> Vec<(&'static str, String)> {
    let mut list = "package main\n\nimport (\n\t\"encoding/json\"\n\n".to_owned();
    for number in 0..cases.len() {
        writeln!(list, "\t\"fsflowtest/case_{number}\"").unwrap();
    }
    list += ")\n\nvar modules = map[string]module{\n";
    for (number, case) in cases.iter().enumerate() {
        let package = format!("case_{number}");
        writeln!(list, "\t\"{package}\": {{").unwrap();
        for (field, function) in [("flow", "Flow"), ("session", "Session")] {
            let body = match case.flow.params.is_empty() {
                true => format!("return {package}.{function}(), nil"),
                false => format!(
                    "var params {package}.Params\n\t\t\tfill(&params, given)\n\t\t\treturn {package}.{function}(params)"
                ),
            };
            writeln!(
                list,
                "\t\t{field}: func(given map[string]json.RawMessage) (any, error) {{\n\t\t\t{body}\n\t\t}},"
            )
            .unwrap();
        }
        if case.flow.decide.is_some() {
            for (field, function) in [("decide", "Decide"), ("final", "DecideFinal")] {
                writeln!(
                    list,
                    "\t\t{field}: func(session json.RawMessage) (any, error) {{ return {package}.{function}(session) }},"
                )
                .unwrap();
            }
        }
        writeln!(
            list,
            "\t\treports: func(session json.RawMessage) (any, error) {{ return {package}.Reports(session) }},"
        )
        .unwrap();
        list += "\t},\n";
    }
    list += "}\n";
    vec![("go.mod", MODULE.to_owned()), ("main.go", include_str!("run.go").to_owned()), ("cases.go", list)]
}

/// Keeps the tools of Go to what is on the machine, and lets packages that were built before be found again.
pub fn offline(command: &mut Command) -> &mut Command {
    command
        .env("GOFLAGS", "-trimpath")
        .env("GOPROXY", "off")
        .env("GOTOOLCHAIN", "local")
        .env("GO111MODULE", "on")
}

/// Writes the package of a flow below a folder.
fn write(flow: &Flow, package: &str, folder: &Path) {
    let options = emit::Options { package: Some(package.to_owned()), ..emit::Options::default() };
    for file in emit::target("go").unwrap().files(&Graph::new(Arc::new(flow.clone())), &options) {
        let path = folder.join(file.name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file.text).unwrap();
    }
}

/// What a tool of Go says in this folder, which is nothing when all is well.
fn said(program: &str, arguments: &[&str], folder: &Path) -> String {
    let output = offline(Command::new(program).args(arguments).current_dir(folder)).output().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn with_go(test: &str, run: impl Fn(&Engine)) {
    engines::each_of(engines::ENGINES.iter().filter(|engine| engine.target == "go"), test, run);
}

#[test]
fn gofmt_changes_nothing_in_packages_and_vet_finds_nothing() {
    with_go("packages before gofmt and vet", |go| {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("go.mod"), MODULE).unwrap();
        let flows = examples::flows().into_iter().chain(["tests/it/code/names.fsflow".to_owned()]);
        for (number, path) in flows.enumerate() {
            let flow = fsflow::compile(&path, project::read(&path), &project::Disk, &Options::default()).flow;
            write(&flow, &format!("example_{number}"), folder.path());
        }
        assert_eq!(said(&go.program(), &["vet", "./..."], folder.path()), "");
        for seed in 1..=80 {
            let body = random_flows::body(&mut Choices::new(super::numbers(seed, 400)));
            let text = import::import("flow.json", &body.to_string(), &import::Options::default()).text;
            write(
                &project::compile(&text, &Options::default()).flow,
                &format!("hostile_{seed}"),
                folder.path(),
            );
        }
        let root = said(&go.program(), &["env", "GOROOT"], folder.path());
        let gofmt = Path::new(root.trim()).join("bin/gofmt");
        assert_eq!(said(gofmt.to_str().unwrap(), &["-d", "."], folder.path()), "");
    });
}

#[test]
fn the_go_of_the_reference_is_right() {
    let page = project::read("grammar/README.md");
    let shown = page.split_once("```go\n").unwrap().1.split("```").next().unwrap();
    with_go("the Go of the reference", |go| {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("go.mod"), "module example.com/shop\n\ngo 1.19\n").unwrap();
        let path = "examples/wire-transfer.fsflow";
        let flow = fsflow::compile(path, project::read(path), &project::Disk, &Options::default()).flow;
        write(&flow, "wiretransfer", folder.path());
        fs::write(folder.path().join("shop.go"), format!("package shop\n\n{shown}")).unwrap();
        assert_eq!(said(&go.program(), &["vet", "./..."], folder.path()), "");
    });
}
