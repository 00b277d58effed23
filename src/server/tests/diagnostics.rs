//! What is wrong is told once: pushed, pulled and asked to be pulled again, by a count of messages.

use serde_json::{Value, json};

use super::talk::{Talk, codes};

const GOOD: &str =
    "start -> closing\nclosing: conversation \"Say goodbye.\" { does_not_require_reply: true } -> end\nend\n";
const MAIN: &str = "import \"./part.fsflow\"\nstart -> closing\nend\n";
const PART: &str = "closing: conversation \"Say goodbye.\" { does_not_require_reply: true } -> end\n";
const BAD_PART: &str = "other: conversation \"Say goodbye.\" { does_not_require_reply: true } -> nowhere\n";

const A: &str = "file:///flows/a.fsflow";
const B: &str = "file:///flows/b.fsflow";
const MAIN_URI: &str = "file:///flows/main.fsflow";
const PART_URI: &str = "file:///flows/part.fsflow";

/// A client that asks for diagnostics, and can be told to ask again.
fn pulling() -> Value {
    json!({
        "textDocument": { "diagnostic": {} },
        "workspace": { "diagnostics": { "refreshSupport": true } },
    })
}

fn pull(talk: &mut Talk, uri: &str) -> String {
    codes(&talk.about("textDocument/diagnostic", uri, json!({}))["items"])
}

#[test]
fn a_change_is_told_once_with_its_version() {
    let mut talk = Talk::new(json!({}));
    talk.open(A, "start -> nowhere\nend\n");
    talk.open(B, GOOD);
    let expected = [format!("{A} v1: unknown-target"), format!("{B} v1: ")];
    assert_eq!(talk.told(), expected);
    assert_eq!(talk.told(), [""; 0], "nothing is told twice");
    // Fast typing costs one compilation, and a report comes even when it is the same as before.
    let before = talk.workspace().publisher.conversions;
    for text in ["start -> nowhere\nend\n//", "start -> nowhere\nend\n// x", "start -> nowhere\nend\n// xy"] {
        talk.change(A, text);
    }
    assert_eq!(talk.told(), [format!("{A} v4: unknown-target")]);
    assert_eq!(talk.workspace().publisher.conversions, before + 1);
    talk.close(A);
    assert_eq!(talk.told(), [format!("{A}: ")]);
}

#[test]
fn what_others_import_is_told_where_it_changes_something() {
    let mut talk = Talk::new(json!({}));
    talk.write("/flows/part.fsflow", PART);
    talk.open(MAIN_URI, MAIN);
    assert_eq!(talk.told(), [format!("{MAIN_URI} v1: ")]);
    talk.write("/flows/part.fsflow", BAD_PART);
    talk.tell_of(&[PART_URI]);
    let told = [format!("{MAIN_URI} v1: unknown-target"), format!("{PART_URI}: unknown-target")];
    assert_eq!(talk.told(), told);
    talk.tell_of(&[PART_URI]);
    assert_eq!(talk.told(), [""; 0], "nothing changed");
}

#[test]
fn new_settings_are_noticed() {
    let mut talk = Talk::new(json!({}));
    talk.open(A, &format!("param unused\n{GOOD}"));
    assert_eq!(talk.told(), [format!("{A} v1: unused-param")]);
    talk.write("/fsflow.toml", "[lints]\nunused-param = \"allow\"\n");
    talk.tell_of(&["file:///fsflow.toml"]);
    assert_eq!(talk.told(), [format!("{A} v1: ")]);
    talk.write("/flows/fsflow.toml", "nonsense = 1\n");
    talk.tell_of(&["file:///flows/fsflow.toml"]);
    let shown = "window/showMessage /flows/fsflow.toml: there is no setting `nonsense`";
    assert_eq!(talk.told(), [format!("{A} v1: unused-param"), shown.to_owned()]);
}

#[test]
fn a_pull_converts_what_was_compiled_and_nothing_else() {
    let mut talk = Talk::new(pulling());
    for index in 0..30 {
        talk.open(&format!("file:///flows/{index}.fsflow"), "start -> nowhere\nend\n");
    }
    talk.settle();
    assert_eq!(talk.workspace().publisher.conversions, 30);
    for index in 0..30 {
        pull(&mut talk, &format!("file:///flows/{index}.fsflow"));
    }
    assert_eq!(talk.workspace().publisher.conversions, 30);
    talk.change("file:///flows/7.fsflow", GOOD);
    assert_eq!(pull(&mut talk, "file:///flows/7.fsflow"), "");
    assert_eq!(talk.workspace().publisher.conversions, 31);
}

#[test]
fn a_report_that_the_client_has_is_not_sent_again() {
    let mut talk = Talk::new(pulling());
    talk.open(A, "start -> nowhere\nend\n");
    let first = talk.about("textDocument/diagnostic", A, json!({}));
    assert_eq!((&first["kind"], codes(&first["items"])), (&json!("full"), "unknown-target".to_owned()));
    let has = json!({ "previousResultId": first["resultId"] });
    let again = talk.about("textDocument/diagnostic", A, has.clone());
    assert_eq!(again, json!({ "kind": "unchanged", "resultId": first["resultId"] }));
    talk.change(A, GOOD);
    let changed = talk.about("textDocument/diagnostic", A, has);
    assert_eq!((&changed["kind"], &changed["items"]), (&json!("full"), &json!([])));
}

#[test]
fn the_client_is_asked_to_pull_again_only_for_what_it_did_not_change() {
    let mut talk = Talk::new(pulling());
    talk.write("/flows/part.fsflow", PART);
    talk.open(MAIN_URI, MAIN);
    talk.open(A, "start -> nowhere\nend\n");
    assert_eq!(talk.told(), [""; 0]);
    pull(&mut talk, MAIN_URI);
    pull(&mut talk, A);
    talk.change(A, GOOD);
    assert_eq!(talk.told(), [""; 0], "of its own change a client asks by itself");
    // The text of the open part makes a fault in the flow that imports it.
    talk.open(PART_URI, BAD_PART);
    assert_eq!(talk.told(), ["workspace/diagnostic/refresh refresh/1"]);
    assert_eq!(pull(&mut talk, MAIN_URI), "unknown-target");
    assert_eq!(talk.told(), [""; 0]);
}

#[test]
fn there_is_one_request_to_pull_again_at_a_time_and_each_has_its_id() {
    let mut talk = Talk::new(pulling());
    talk.write("/flows/part.fsflow", PART);
    talk.open(MAIN_URI, MAIN);
    talk.open(PART_URI, PART);
    talk.settle();
    let mut asked = Vec::new();
    for round in 0..100 {
        talk.change(PART_URI, if round % 2 == 0 { BAD_PART } else { PART });
        asked.extend(talk.told());
    }
    assert_eq!(asked, ["workspace/diagnostic/refresh refresh/1"]);
    talk.send(&json!({ "jsonrpc": "2.0", "id": "refresh/1", "result": null }));
    assert_eq!(talk.told(), ["workspace/diagnostic/refresh refresh/2"], "what changed meanwhile is not lost");
    talk.send(&json!({ "jsonrpc": "2.0", "id": "refresh/2", "result": null }));
    // The client does as it was asked; that is no reason to ask again.
    for _ in 0..100 {
        pull(&mut talk, MAIN_URI);
        pull(&mut talk, PART_URI);
        assert_eq!(talk.told(), [""; 0]);
    }
}

#[test]
fn a_client_that_can_not_be_asked_is_not_asked() {
    let mut talk = Talk::new(json!({ "textDocument": { "diagnostic": {} } }));
    talk.open(MAIN_URI, MAIN);
    talk.open(PART_URI, BAD_PART);
    talk.change(PART_URI, PART);
    assert_eq!(talk.told(), [""; 0]);
}

#[test]
fn a_pull_of_everything_reports_imports_and_what_is_gone() {
    let mut talk = Talk::new(pulling());
    talk.write("/flows/part.fsflow", BAD_PART);
    talk.open(MAIN_URI, MAIN);
    let answer = talk.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let items = answer["result"]["items"].as_array().unwrap();
    let report = |item: &Value| format!("{} {}", item["uri"].as_str().unwrap(), codes(&item["items"]));
    let reports: Vec<String> = items.iter().map(report).collect();
    assert_eq!(reports, [format!("{MAIN_URI} unknown-target"), format!("{PART_URI} unknown-target")]);
    assert_eq!((&items[0]["version"], &items[1]["version"]), (&json!(1), &Value::Null));
    let had: Vec<Value> =
        items.iter().map(|it| json!({ "uri": it["uri"], "value": it["resultId"] })).collect();
    let again = talk.request("workspace/diagnostic", json!({ "previousResultIds": had }));
    let kinds = again["result"]["items"].as_array().unwrap().iter().map(|it| it["kind"].clone());
    assert_eq!(kinds.collect::<Vec<_>>(), ["unchanged", "unchanged"]);
    talk.close(MAIN_URI);
    let gone = talk.request("workspace/diagnostic", json!({ "previousResultIds": had }));
    let gone = gone["result"]["items"].as_array().unwrap();
    assert!(gone.iter().all(|it| it["kind"] == "full" && it["items"] == json!([])), "{gone:?}");
    assert_eq!(gone.len(), 2);
}

#[test]
fn a_part_of_an_open_flow_is_not_told_that_it_has_no_start() {
    let mut talk = Talk::new(json!({}));
    talk.open(PART_URI, PART);
    let alone = talk.told();
    assert!(alone[0].contains("no-start"), "{alone:?}");
    talk.open(MAIN_URI, MAIN);
    assert_eq!(talk.told(), [format!("{MAIN_URI} v1: "), format!("{PART_URI} v1: ")]);
    talk.close(MAIN_URI);
    assert_eq!(talk.told(), alone);
}
