//! What depends on the protocol in the features of the editor; what they find is tested where it is written.

use serde_json::{Value, json};

use super::talk::Talk;

const FLOW: &str =
    "start -> closing\nclosing: conversation \"Say goodbye.\" { does_not_require_reply: true } -> end\nend\n";

/// Where the definition of `closing` is, and what a rename of it changes, in the client's spelling.
fn check_spelling(uri: &str) {
    let mut talk = Talk::new(json!({}));
    talk.open(uri, FLOW);
    let told = talk.told();
    assert_eq!(told, [format!("{uri} v1: ")]);
    let at = json!({ "position": { "line": 0, "character": 10 } });
    assert_eq!(talk.about("textDocument/definition", uri, at)[0]["uri"], uri);
    let rename = json!({ "position": { "line": 0, "character": 10 }, "newName": "goodbye" });
    let edit = talk.about("textDocument/rename", uri, rename);
    assert_eq!(edit["changes"][uri].as_array().map(Vec::len), Some(2), "{edit}");
}

#[test]
fn documents_are_called_what_the_client_calls_them() {
    check_spelling("file:///flows/a+b & c's.fsflow");
    check_spelling("file:///flows/a%2Bb%20%26%20c%27s.fsflow");
    check_spelling("file:///C:/flows/a.fsflow");
    check_spelling("file:///c%3A/flows/a.fsflow");
    check_spelling("file:///flows/[id]/a.fsflow");
    check_spelling("file:///flows/100%/a.fsflow");
    check_spelling("untitled:Untitled-1");
}

#[test]
fn a_file_that_is_not_open_is_called_as_its_folder_is() {
    let mut talk = Talk::new(json!({}));
    talk.write("c:/a+b/part.fsflow", "closing: conversation \"Say goodbye.\" -> end\n");
    let main = "file:///C:/a+b/main.fsflow";
    talk.open(main, "import \"./part.fsflow\"\nstart -> closing\nend\n");
    let at = json!({ "position": { "line": 1, "character": 10 } });
    assert_eq!(talk.about("textDocument/definition", main, at)[0]["uri"], "file:///C:/a+b/part.fsflow");
    assert_eq!(
        talk.about("textDocument/documentLink", main, json!({}))[0]["target"],
        "file:///C:/a+b/part.fsflow"
    );
}

#[test]
fn lenses_are_for_clients_that_know_their_command_and_filled_in_when_drawn() {
    let uri = "file:///a.fsflow";
    let mut talk =
        Talk::new(json!({ "experimental": { "commands": { "commands": ["fsflow.showReferences"] } } }));
    talk.open(uri, FLOW);
    let lenses = talk.about("textDocument/codeLens", uri, json!({}));
    assert_eq!(lenses.as_array().map(Vec::len), Some(2), "{lenses}");
    assert_eq!(lenses[0].get("command"), None);
    let resolved = talk.request("codeLens/resolve", lenses[0].clone())["result"].clone();
    assert_eq!(resolved["command"]["title"], "1 route leads here");
    assert_eq!(resolved["command"]["command"], "fsflow.showReferences");
    assert_eq!(
        resolved["command"]["arguments"][2][0]["range"]["start"],
        json!({ "line": 0, "character": 9 })
    );
    assert_eq!(resolved["range"], lenses[0]["range"]);
}

#[test]
fn semantic_tokens_are_sent_as_what_became_of_them() {
    let uri = "file:///a.fsflow";
    let mut talk = Talk::new(json!({}));
    talk.open(uri, FLOW);
    let all = talk.about("textDocument/semanticTokens/full", uri, json!({}));
    let mut data: Vec<Value> = all["data"].as_array().unwrap().clone();
    talk.change(uri, &FLOW.replace("goodbye.", "goodbye, slowly."));
    let has = json!({ "previousResultId": all["resultId"] });
    let delta = talk.about("textDocument/semanticTokens/full/delta", uri, has);
    let edits = delta["edits"].as_array().unwrap();
    assert_eq!(edits.len(), 1, "{delta}");
    let at = |key: &str| usize::try_from(edits[0][key].as_u64().unwrap()).unwrap();
    assert!(at("deleteCount") < data.len() / 2, "{delta}");
    data.splice(at("start")..at("start") + at("deleteCount"), edits[0]["data"].as_array().unwrap().clone());
    let now = talk.about("textDocument/semanticTokens/full", uri, json!({}));
    assert_eq!((now["data"].as_array(), &now["resultId"]), (Some(&data), &delta["resultId"]));
    let unknown = json!({ "previousResultId": "of another server" });
    let whole = talk.about("textDocument/semanticTokens/full/delta", uri, unknown);
    assert_eq!(whole["data"], now["data"]);
}

#[test]
fn a_lone_carriage_return_ends_a_line() {
    let uri = "file:///a.fsflow";
    let mut talk = Talk::new(json!({}));
    talk.open(uri, "// a\rb\nstart -> nowhere\nend\n");
    let messages = talk.settle();
    let found = messages[0]["params"]["diagnostics"].as_array().unwrap();
    let unknown = found.iter().find(|it| it["code"] == "unknown-target").unwrap();
    assert_eq!(unknown["range"]["start"], json!({ "line": 2, "character": 9 }));
    let tokens = talk.about("textDocument/semanticTokens/full", uri, json!({}));
    assert_eq!(tokens["data"].as_array().unwrap()[..3], [json!(0), json!(0), json!(4)], "{tokens}");
}

#[test]
fn only_the_wanted_kinds_of_actions_are_given() {
    let uri = "file:///a.fsflow";
    let mut talk = Talk::new(json!({}));
    talk.open(uri, "start -> closng\nclosing: liveness -> < detected: end, else: end >\nend\n");
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 2, "character": 0 } });
    let mut kinds = |only: Value| -> Vec<String> {
        let context = json!({ "diagnostics": [], "only": only });
        let actions =
            talk.about("textDocument/codeAction", uri, json!({ "range": range, "context": context }));
        let mut kinds: Vec<String> =
            actions.as_array().unwrap().iter().map(|it| it["kind"].as_str().unwrap().to_owned()).collect();
        kinds.sort();
        kinds.dedup();
        kinds
    };
    assert_eq!(kinds(Value::Null), ["quickfix", "refactor.rewrite"]);
    assert_eq!(kinds(json!(["quickfix"])), ["quickfix"]);
    assert_eq!(kinds(json!(["refactor"])), ["refactor.rewrite"]);
    assert_eq!(kinds(json!(["ref"])), [""; 0]);
    assert_eq!(kinds(json!([""])), ["quickfix", "refactor.rewrite"]);
}

#[test]
fn all_safe_fixes_of_a_file_are_made_when_they_are_asked_for() {
    let uri = "file:///a.fsflow";
    let text = FLOW.replace("start ->", "start =>");
    let mut talk = Talk::new(json!({}));
    talk.open(uri, &text);
    let place = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } });
    let mut ask = |only: Value| {
        let context = json!({ "diagnostics": [], "only": only });
        talk.about("textDocument/codeAction", uri, json!({ "range": place, "context": context }))
    };
    for only in ["source", "source.fixAll", "source.fixAll.fsflow"] {
        let actions = ask(json!([only]));
        assert_eq!(actions.as_array().map(Vec::len), Some(1), "{actions}");
        assert_eq!(actions[0]["kind"], "source.fixAll.fsflow");
        let edit = &actions[0]["edit"]["changes"][uri][0];
        assert_eq!(edit["range"]["start"], json!({ "line": 0, "character": 6 }), "{edit}");
        assert_eq!(edit["newText"], "-", "{edit}");
    }
    let unasked = ask(Value::Null);
    assert!(unasked.as_array().unwrap().iter().all(|it| it["kind"] != "source.fixAll.fsflow"), "{unasked}");
    talk.change(uri, FLOW);
    let context = json!({ "diagnostics": [], "only": ["source.fixAll"] });
    let nothing = talk.about("textDocument/codeAction", uri, json!({ "range": place, "context": context }));
    assert_eq!(nothing, json!([]));
}

#[test]
fn fixes_of_a_part_change_the_part_alone() {
    let (main, part) = ("file:///flows/main.fsflow", "file:///flows/part.fsflow");
    let mut talk = Talk::new(json!({}));
    talk.open(main, "import \"./part.fsflow\"\nstart -> closing\nend\n");
    talk.open(part, "closing: conversation \"Say goodbye.\" { does_not_require_reply: true } => end\n");
    let place = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } });
    let context = json!({ "diagnostics": [], "only": ["source.fixAll"] });
    let actions = talk.about("textDocument/codeAction", part, json!({ "range": place, "context": context }));
    let changes = actions[0]["edit"]["changes"].as_object().unwrap();
    assert_eq!(changes.keys().collect::<Vec<_>>(), [part], "only the document itself is changed");
    assert_eq!(changes[part].as_array().map(Vec::len), Some(1));
}
