use std::fmt::Write as _;

use super::*;
use crate::diag::Level;

/// The imported text, then what was said, each with its place.
fn shown(json: &str, options: &Options) -> String {
    let imported = import("flow.json", json, options);
    let mut out = imported.text;
    for diagnostic in &imported.diagnostics {
        let place = imported
            .sources
            .get(diagnostic.file())
            .map(|file| file.line_column(diagnostic.primary.span.start as usize));
        let (line, column) = place.map_or((0, 0), |place| (place.line, place.column));
        let level = diagnostic.level.as_str();
        let (name, message) = (diagnostic.code.name, &diagnostic.message);
        let _ = writeln!(out, "{level}[{name}] {line}:{column} {message}");
        if let Some(help) = &diagnostic.help {
            let _ = writeln!(out, "  help: {help}");
        }
    }
    out
}

fn check(json: &str, expected: &str) {
    let found = shown(json, &Options::default());
    let expected = expected.strip_prefix('\n').unwrap_or(expected);
    assert_eq!(found, expected, "\n--- found\n{found}");
}

fn golden(name: &str, json: &str, options: &Options) {
    insta::with_settings!({
        snapshot_path => "../../tests/golden/import",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, shown(json, options));
    });
}

#[test]
fn a_session_body_becomes_settings_and_nodes() {
    golden("session", include_str!("../../tests/golden/import/session.json"), &Options::default());
}

#[test]
fn what_the_catalog_does_not_know_is_kept_in_quotes() {
    golden("odd", include_str!("../../tests/golden/import/odd.json"), &Options::default());
}

#[test]
fn edges_of_an_older_flow_become_routes() {
    golden("older", include_str!("../../tests/golden/import/older.json"), &Options::default());
}

#[test]
fn template_code_stays_text_or_becomes_parameters() {
    let json = include_str!("../../tests/golden/import/templates.json");
    golden("templates-kept", json, &Options::default());
    golden("templates-params", json, &Options { templates: Templates::Params });
}

#[test]
fn the_session_fixture_comes_back_as_it_was() {
    let json = include_str!("../../tests/golden/import/session.json");
    let imported = import("session.json", json, &Options::default());
    let built = crate::compilation::compile(
        "x.fsflow",
        &imported.text,
        &crate::source::NoFiles,
        &crate::resolve::Options::default(),
    );
    let out = crate::emit::session(&built.flow, crate::emit::Layout::Pretty);
    let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
    assert_eq!(value(&out), value(json));
    assert!(out.contains("0.80"), "numbers keep their spelling");
}

#[test]
fn what_is_no_json_is_said_at_its_place() {
    check(
        "[\n  { \"id\": \"start\", }\n]",
        "
error[invalid-json] 2:18 this is not JSON: a comma stands before a closing bracket
  help: remove the comma
",
    );
    check(
        "[{ id: 'start' }]",
        "
error[invalid-json] 1:4 this is not JSON: key must be a string
  help: a flow from JavaScript or Python has to be printed first: `JSON.stringify(flow)`, `json.dumps(flow)`
",
    );
    check(
        "[{ \"id\": \"start\"",
        "
error[invalid-json] 1:17 this is not JSON: the text ends inside an object
  help: the text is cut off: a bracket or string is still open
",
    );
    check(
        "",
        "
error[invalid-json] 1:1 this is not JSON: the text ends inside a value
  help: the text is cut off: a bracket or string is still open
",
    );
    check(
        "[\"\\ud83d\"]",
        "
error[invalid-json] 1:2 this is not JSON: a string holds half of a character
  help: characters beyond the first plane are two escapes: `\\ud83d\\ude00`
",
    );
}

#[test]
fn json_without_a_flow_is_refused() {
    check(
        "{ \"name\": \"x\" }",
        "
error[not-a-flow] 1:1 this object has neither `flow` nor `nodes`
  help: import an array of nodes, a session body with `flow`, or an older object with `nodes` and `edges`
",
    );
    check(
        "{ \"flow\": 3 }",
        "
error[not-a-flow] 1:11 `flow` is a number, not an array of nodes
  help: import an array of nodes, a session body with `flow`, or an older object with `nodes` and `edges`
",
    );
}

#[test]
fn a_byte_order_mark_a_single_node_and_an_answer_of_the_api_are_taken() {
    check("\u{feff}[{\"id\":\"end\",\"type\":\"end\"}]", "end\n");
    check("{\"id\":\"end\",\"type\":\"end\"}", "end\n");
    check(
        "{\"session\":{\"avatarId\":\"a\",\"flow\":[{\"id\":\"end\",\"type\":\"end\"}]},\"clientSecret\":\"s\"}",
        "
session { avatar_id: \"a\" }

end
warning[left-out-on-import] 1:64 `clientSecret` stands beside the session and is no part of it
",
    );
}

#[test]
fn of_two_values_under_one_key_the_last_counts() {
    check(
        "[{\"id\":\"start\",\"type\":\"start\",\"outcome\":\"a\",\"outcome\":\"end\"}]",
        "
start -> end
warning[duplicate-key] 1:31 the key `outcome` stands twice in this object
  help: JSON readers take the last of them; remove the one that is not meant
",
    );
}

#[test]
fn deep_and_large_json_gets_an_answer() {
    for open in ["[", "{\"a\":"] {
        let json = open.repeat(200_000);
        assert!(
            import("x", &json, &Options::default()).diagnostics.iter().any(|it| it.level == Level::Error)
        );
    }
    let deep = format!("[{{\"id\":\"end\",\"type\":\"end\",\"x\":{}{}}}]", "[".repeat(100), "]".repeat(100));
    let imported = import("x", &deep, &Options::default());
    assert!(imported.text.starts_with("end {"), "{}", imported.text);
    let closed = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let imported = import("x", &closed, &Options::default());
    assert_eq!(imported.diagnostics.len(), 1, "{:?}", imported.diagnostics);
}

#[test]
fn a_session_of_modules_is_told_what_does_the_work_of_each() {
    check(
        r#"{ "metadata": {}, "modules": [{ "type": "identityVerification" }, { "type": "smsVerification" }] }"#,
        "
error[not-a-flow] 1:19 this is a session of modules, the API that came before flows
  help: `identityVerification`: it is a `liveness` node behind a greeting now; `smsVerification`: it is an `sms_otp` node now
",
    );
}

/// The examples of a documentation with this tag.
fn examples(doc: &str, tag: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Option<String> = None;
    for line in doc.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)) {
        match &mut open {
            Some(_) if line == "```" => found.extend(open.take()),
            Some(text) => text.push_str(&format!("{line}\n")),
            None if line == format!("```json {tag}") => open = Some(String::new()),
            None => {}
        }
    }
    found
}

#[test]
fn each_wrong_example_shows_its_fault_and_each_right_one_is_clean() {
    for code in CODES {
        let names = |json: &String| -> Vec<&str> {
            import("x", json, &Options::default()).diagnostics.iter().map(|it| it.code.name).collect()
        };
        let (wrong, right) = (examples(code.doc, "wrong"), examples(code.doc, "right"));
        assert!(!wrong.is_empty() && !right.is_empty(), "{}", code.name);
        for example in &wrong {
            assert!(names(example).contains(&code.name), "{} wrong: {:?}", code.name, names(example));
        }
        for example in &right {
            assert!(names(example).is_empty(), "{} right: {:?}", code.name, names(example));
        }
    }
}
