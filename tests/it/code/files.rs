//! The files of code as a reader sees them, and as large flows make them.

use fsflow::catalog::Version;
use std::process::Command;

use fsflow::resolve::Options;

use super::engines;
use crate::project;

#[test]
fn code_reads_like_code() {
    let path = "tests/it/cmd/code.in/card-payment.fsflow";
    // A version of its own: the files shall not change with the newest that the compiler knows.
    let options = Options { api: Some(Version(1, 0, 47)), ..Options::default() };
    let graph = fsflow::compile(path, project::read(path), &project::Disk, &options).graph;
    let target = |name: &str| fsflow::emit::target(name).unwrap();
    for name in ["ts", "js", "py", "go"] {
        let target = target(name);
        for file in target.files(&graph, &fsflow::emit::Options::default()) {
            insta::with_settings!({
                snapshot_path => "../../golden/code",
                prepend_module_to_snapshot => false,
                omit_expression => true,
            }, { insta::assert_snapshot!(file.name, file.text) });
        }
    }
}

/// What a program sees of a module that is required, and of the same one imported.
const BOTH: &str = r#"
import { createRequire } from "node:module";
import * as imported from "./shop.cjs";
const required = createRequire(import.meta.url)("./shop.cjs");
const { decision } = required.decide(required.sessionOf("liveness.detected", "confirm.confirmed"), { final: true });
const error = new required.UnknownReportError("x");
console.log(JSON.stringify([
  Object.keys(required).every((name) => imported[name] === required[name]),
  typeof imported.flow,
  imported.DECISIONS.includes(decision),
  error instanceof imported.UnknownReportError && error.name,
]));
"#;

#[test]
fn a_module_of_commonjs_is_required_and_imported() {
    let node = engines::ENGINES.iter().filter(|engine| engine.target == "js");
    engines::each_of(node, "modules of CommonJS", |engine| {
        let path = "tests/it/cmd/code.in/card-payment.fsflow";
        let flow = fsflow::compile(path, project::read(path), &project::Disk, &Options::default()).flow;
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("shop.cjs"), engines::code(&flow, "cjs")).unwrap();
        std::fs::write(folder.path().join("both.mjs"), BOTH).unwrap();
        let output =
            Command::new(engine.program()).arg("both.mjs").current_dir(folder.path()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(said.trim(), r#"[true,"function",true,"UnknownReportError"]"#, "{output:?}");
    });
}
