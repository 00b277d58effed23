use super::{report, report_with, resolved};
use crate::catalog::{NEWEST, Version};
use crate::resolve::Options;

#[test]
fn a_version_that_does_not_exist() {
    insta::assert_snapshot!(report(
        r#"
api "2.0"
----
api "1.0.99"
----
api "1.0.3"
----
api "v1.0.44"
----
api "1.0.45"
"#
    ));
}

static MANY: &str = r#"
api "1.0.40"
a: external_call { request: { url: "x" } } -> end
b: conversation "x" { await_external: { request: { url: "x" }, poll: { interval_ms: 1, timeout_ms: 2 } } } -> <
  on_data_ready: end
  else: end
>
liveness -> < inconclusive: end, else: end >
c: enter_email "Which address?" -> end
rules: field_condition -> < when extracted.age > 3: end, else: end >
session {
  customization: { controls: { auto_hide: true, buttons: [close], show_ux_controls: true } }
  extraction_schema: []
}
end
"#;

#[test]
fn what_is_newer_than_the_pin() {
    insta::assert_snapshot!(report(MANY));
}

#[test]
fn what_is_newer_than_the_version_that_the_caller_asks_for() {
    let options = Options { api: Some(Version(1, 0, 45)), ..Options::default() };
    insta::assert_snapshot!(report_with(MANY, &options));
}

#[test]
fn an_import_that_is_newer_than_the_flow() {
    insta::assert_snapshot!(report(
        r#"
api "1.0.43"
import "a.fsflow"
end
//// a.fsflow
api "1.0.47"
import "b.fsflow"
//// b.fsflow
api "1.0.44"
"#
    ));
}

#[test]
fn the_version_is_the_callers_else_the_pin_else_the_callers_default_else_the_newest() {
    let version = |input: &str, api: Option<u16>, default: Option<u16>| {
        let v = |patch: u16| Version(1, 0, patch);
        let options = Options { api: api.map(v), default_api: default.map(v), ..Options::default() };
        resolved(input, &options).1.flow.version
    };
    assert_eq!(version("api \"1.0.41\"", Some(43), Some(44)), Version(1, 0, 43));
    assert_eq!(version("api \"1.0.41\"", None, Some(44)), Version(1, 0, 41));
    assert_eq!(version("end", None, Some(44)), Version(1, 0, 44));
    assert_eq!(version("end", None, None), NEWEST);
}

#[test]
fn else_stands_for_the_outcomes_of_the_version() {
    let outcomes = |input: &str| -> Vec<String> {
        let flow = resolved(input, &Options::default()).1.flow;
        flow.nodes.iter().flat_map(|node| &node.edges).map(crate::flow::Edge::name).collect()
    };
    assert_eq!(outcomes("api \"1.0.43\"\nliveness -> end\nend"), ["detected", "deepfake", "no_face"]);
    assert_eq!(
        outcomes("liveness -> < else: end, no_face: end >\nend"),
        ["detected", "deepfake", "inconclusive", "no_face"]
    );
}
