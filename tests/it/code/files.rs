//! The files of code as a reader sees them, and as large flows make them.

use fsflow::catalog::Version;
use fsflow::resolve::Options;

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
