//! Opening, typing, closing; and what a server must survive.

use serde_json::{Value, json};

use super::client::{Client, names};

const FLOW: &str = "start -> closing\n\nclosing: conversation \"Thank the user and say goodbye.\" { does_not_require_reply: true } -> end\n\nend\n";

#[test]
fn a_fault_shows_while_it_is_typed_and_vanishes_when_it_is_gone() {
    let mut client = Client::start(json!({}));
    client.open("a.fsflow", FLOW);
    assert!(client.faults("a.fsflow").is_empty());
    client.change("a.fsflow", [0, 9, 0, 16], "closng");
    assert!(client.faults("a.fsflow").contains(&"0:9 unknown-target".to_owned()));
    client.change("a.fsflow", [0, 13, 0, 13], "i");
    assert!(client.faults("a.fsflow").is_empty());
    client.change("a.fsflow", [0, 9, 0, 16], "x");
    assert!(!client.faults("a.fsflow").is_empty());
    client.close("a.fsflow");
    let gone = client.wait(|message| message["method"] == "textDocument/publishDiagnostics");
    assert_eq!(gone["params"]["diagnostics"], json!([]));
    assert!(client.stop().success());
}

#[test]
fn every_character_that_is_typed_is_followed() {
    let mut client = Client::start(json!({ "general": { "positionEncodings": ["utf-8", "utf-16"] } }));
    client.open("a.fsflow", "");
    let text = "// 😀 é\r\nstart -> closing\r\nclosing: conversation \"Bye 😀.\" { does_not_require_reply: true } -> end\r\nend\r\n";
    let (mut line, mut column) = (0, 0);
    // The two characters of a line break are typed with one key.
    for typed in text.split_inclusive(|ch| ch != '\r') {
        client.change("a.fsflow", [line, column, line, column], typed);
        (line, column) = if typed == "\r\n" { (line + 1, 0) } else { (line, column + typed.len() as u32) };
    }
    assert_eq!(client.faults("a.fsflow"), Vec::<String>::new());
    assert!(client.stop().success());
}

#[test]
fn a_file_is_looked_at_again_when_its_import_changes() {
    let mut client = Client::start(json!({}));
    client.write(
        "common.fsflow",
        "closing: conversation \"Say goodbye.\" { does_not_require_reply: true } -> end\n",
    );
    client.open("main.fsflow", "import \"./common.fsflow\"\nstart -> closing\nend\n");
    assert!(client.faults("main.fsflow").is_empty());
    // An open text counts more than the file on disk.
    client.open(
        "common.fsflow",
        "closing2: conversation \"Say goodbye.\" { does_not_require_reply: true } -> end\n",
    );
    assert_eq!(client.faults("main.fsflow"), ["1:9 unknown-target"]);
    assert!(client.faults("common.fsflow").is_empty(), "it is a part of an open flow");
    client.close("common.fsflow");
    assert!(client.faults("main.fsflow").is_empty());
    client.write("common.fsflow", "nothing: conversation \"Say goodbye.\" -> end\n");
    let change = json!([{ "uri": client.uri("common.fsflow"), "type": 2 }]);
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": change }));
    assert_eq!(client.faults("main.fsflow"), ["1:9 unknown-target"]);
    assert!(client.stop().success());
}

#[test]
fn a_fault_says_where_else_to_look_and_what_has_no_effect() {
    let mut client = Client::start(json!({}));
    client.open("a.fsflow", &format!("param unused\n{FLOW}\nclosing: conversation \"x\" -> end\n"));
    let uri = client.uri("a.fsflow");
    let message = client.wait(|message| message["method"] == "textDocument/publishDiagnostics");
    let found = message["params"]["diagnostics"].as_array().unwrap().clone();
    let of = |name: &str| found.iter().find(|it| it["code"] == name).unwrap_or_else(|| panic!("{found:?}"));
    assert_eq!(of("duplicate-node")["relatedInformation"][0]["location"]["uri"], uri);
    assert!(of("duplicate-node")["message"].as_str().unwrap().contains("help: give one of them another id"));
    client.open("b.fsflow", &format!("param unused\n{FLOW}"));
    let uri = client.uri("b.fsflow");
    let message = client.wait(|message| message["params"]["uri"] == uri);
    let unused = &message["params"]["diagnostics"][0];
    assert_eq!(
        (&unused["code"], &unused["tags"], &unused["severity"]),
        (&json!("unused-param"), &json!([1]), &json!(2))
    );
    assert!(unused["data"]["why"].as_str().unwrap().contains("param"), "{unused}");
    assert!(client.stop().success());
}

#[test]
fn a_client_that_pulls_is_not_pushed_to() {
    let mut client = Client::start(json!({ "textDocument": { "diagnostic": {} } }));
    client.open("a.fsflow", "start -> nowhere\nend\n");
    let report = client.about("textDocument/diagnostic", "a.fsflow");
    assert_eq!(report["kind"], "full");
    assert!(names(&report["items"]).contains(&"0:9 unknown-target".to_owned()));
    let uri = client.uri("a.fsflow");
    let again = json!({ "textDocument": { "uri": uri }, "previousResultId": report["resultId"] });
    assert_eq!(client.ask("textDocument/diagnostic", again)["kind"], "unchanged");
    assert!(client.stop().success());
}

#[test]
fn the_settings_of_the_project_count() {
    let mut client = Client::start(json!({}));
    client.write("fsflow.toml", "[lints]\nmissing-closing = \"allow\"\n");
    client.open("a.fsflow", "start -> end\nend\n");
    assert!(client.faults("a.fsflow").is_empty());
    client.write("fsflow.toml", "lint = 1\n");
    let change = json!([{ "uri": client.uri("fsflow.toml"), "type": 2 }]);
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": change }));
    let shown = client.wait(|message| message["method"] == "window/showMessage");
    assert!(shown["params"]["message"].as_str().unwrap().contains("there is no setting `lint`"), "{shown}");
    assert!(client.stop().success());
}

#[test]
fn a_document_is_laid_out_whole_in_part_and_while_it_is_typed() {
    let mut client = Client::start(json!({}));
    client.open("a.fsflow", "start->closing\n\n\n\nclosing:conversation \"x\"->end\nend\n");
    let options = json!({ "tabSize": 2, "insertSpaces": true });
    let uri = client.uri("a.fsflow");
    let whole =
        client.ask("textDocument/formatting", json!({ "textDocument": { "uri": uri }, "options": options }));
    assert_eq!(whole[0]["newText"], "start -> closing\n");
    let range = json!({ "start": { "line": 4, "character": 0 }, "end": { "line": 4, "character": 3 } });
    let params = json!({ "textDocument": { "uri": uri }, "range": range, "options": options });
    let part = client.ask("textDocument/rangeFormatting", params);
    assert_eq!(part[0]["newText"], "closing: conversation \"x\" -> end\n", "{part}");
    assert_eq!(part.as_array().unwrap().len(), 1, "{part}");
    client.change("a.fsflow", [0, 0, 0, 14], "liveness -> <\n");
    let typed = json!({ "ch": "\n", "options": options });
    let indent = client.at("textDocument/onTypeFormatting", "a.fsflow", 1, 0, typed);
    assert_eq!(indent[0]["newText"], "  ");
    assert!(client.stop().success());
}

#[test]
fn requests_that_are_unknown_cancelled_early_late_or_wrong_get_their_answer() {
    let mut client = Client::launch();
    assert_eq!(client.request("textDocument/formatting", json!({}))["error"]["code"], -32002);
    let params = json!({ "processId": null, "rootUri": null, "capabilities": {} });
    let answer = client.request("initialize", params.clone());
    assert_eq!(answer["result"]["capabilities"]["positionEncoding"], "utf-16");
    assert_eq!(client.request("initialize", params)["error"]["code"], -32600);
    assert_eq!(client.request("textDocument/nonsense", json!({}))["error"]["code"], -32601);
    assert_eq!(client.request("textDocument/formatting", json!({ "x": 1 }))["error"]["code"], -32602);
    client.notify("$/setTrace", json!({ "value": "off" }));
    client.notify("textDocument/didChange", json!("nonsense"));
    client.wait(|message| message["method"] == "window/logMessage");
    // Both arrive together, so that the request is still waiting when it is cancelled.
    let id = 77;
    let request =
        json!({ "jsonrpc": "2.0", "id": id, "method": "textDocument/formatting", "params": {} }).to_string();
    let cancel = json!({ "jsonrpc": "2.0", "method": "$/cancelRequest", "params": { "id": id } }).to_string();
    let frame = |body: &str| format!("Content-Length: {}\r\n\r\n{body}", body.len());
    client.send_bytes(format!("{}{}", frame(&cancel), frame(&request)).as_bytes());
    let answer = client.wait(|message| message["id"] == id);
    assert!([-32800, -32602].contains(&answer["error"]["code"].as_i64().unwrap()), "{answer}");
    client.request("shutdown", Value::Null);
    assert_eq!(client.request("textDocument/formatting", json!({}))["error"]["code"], -32600);
    client.notify("exit", Value::Null);
    assert!(client.ended().success());
}

#[test]
fn a_malformed_message_is_answered_and_logged() {
    let mut client = Client::start(json!({}));
    client.send_bytes(b"Content-Length: 9\r\n\r\n{nonsense");
    client.wait(|message| message["method"] == "window/logMessage");
    let answer = client.wait(|message| message["error"]["code"] == -32700);
    assert_eq!(answer["id"], Value::Null);
    client.open("a.fsflow", FLOW);
    assert!(client.faults("a.fsflow").is_empty());
    assert!(client.stop().success());
}

#[test]
fn a_client_that_goes_away_ends_the_server() {
    let mut client = Client::start(json!({}));
    client.hang_up();
    assert_eq!(client.ended().code(), Some(1));
    let mut client = Client::start(json!({}));
    client.notify("exit", Value::Null);
    assert_eq!(client.ended().code(), Some(1));
    let mut gone = std::process::Command::new("sleep").arg("0.3").spawn().unwrap();
    let mut client = Client::launch();
    let params = json!({ "processId": gone.id(), "rootUri": null, "capabilities": {} });
    client.request("initialize", params);
    gone.wait().unwrap();
    assert_eq!(client.ended().code(), Some(1));
}

#[test]
fn a_document_that_is_no_file_is_served_too() {
    let mut client = Client::start(json!({}));
    let document = json!({ "uri": "untitled:Untitled-1", "languageId": "fsflow", "version": 1, "text": "import \"./x.fsflow\"\nstart -> end\n" });
    client.notify("textDocument/didOpen", json!({ "textDocument": document }));
    let message = client.wait(|message| message["method"] == "textDocument/publishDiagnostics");
    assert_eq!(message["params"]["uri"], "untitled:Untitled-1");
    assert!(
        names(&message["params"]["diagnostics"]).contains(&"0:7 import-not-found".to_owned()),
        "{message}"
    );
    assert!(client.stop().success());
}
