//! What comes when, and what becomes of messages that are early, late, cancelled or broken.

use serde_json::{Value, json};

use super::talk::Talk;
use crate::server::Progress;

const A: &str = "file:///flows/a.fsflow";

#[test]
fn files_are_watched_where_the_client_can() {
    let mut talk =
        Talk::new(json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } }));
    let messages = talk.settle();
    assert_eq!(messages.len(), 1, "{messages:?}");
    assert_eq!(messages[0]["method"], "client/registerCapability");
    let registration = &messages[0]["params"]["registrations"][0];
    assert_eq!(registration["method"], "workspace/didChangeWatchedFiles");
    let globs = json!([{ "globPattern": "**/*.fsflow" }, { "globPattern": "**/fsflow.toml" }]);
    assert_eq!(registration["registerOptions"]["watchers"], globs);
    talk.send(&json!({ "jsonrpc": "2.0", "id": messages[0]["id"], "result": null }));
    assert_eq!(talk.told(), [""; 0]);
    assert_eq!(Talk::new(json!({})).told(), [""; 0], "others are not asked");
}

#[test]
fn capabilities_are_those_of_the_rows_that_hold_for_the_client() {
    let with = |capabilities: Value| {
        let params = json!({ "capabilities": capabilities });
        Talk::silent().request("initialize", params)["result"]["capabilities"].clone()
    };
    let plain = with(json!({}));
    assert_eq!(plain["positionEncoding"], "utf-16");
    assert_eq!(plain["renameProvider"], json!({ "prepareProvider": true }));
    assert_eq!((plain.get("diagnosticProvider"), plain.get("codeLensProvider")), (None, None));
    let rich = with(json!({
        "general": { "positionEncodings": ["utf-16", "utf-8"] },
        "textDocument": { "diagnostic": {} },
        "experimental": { "commands": { "commands": ["fsflow.showReferences"] } },
    }));
    assert_eq!(rich["positionEncoding"], "utf-8");
    assert_eq!(rich["diagnosticProvider"]["workspaceDiagnostics"], true);
    assert_eq!(rich["codeLensProvider"], json!({ "resolveProvider": true }));
}

#[test]
fn a_request_that_was_cancelled_while_it_waited_is_not_answered_otherwise() {
    let mut talk = Talk::new(json!({}));
    talk.open(A, "end");
    talk.settle();
    let params = json!({ "textDocument": { "uri": A } });
    for id in [json!(7), json!("seven")] {
        talk.send(
            &json!({ "jsonrpc": "2.0", "id": id, "method": "textDocument/documentSymbol", "params": params }),
        );
        talk.notify("$/cancelRequest", json!({ "id": id }));
        let messages = talk.settle();
        assert_eq!((&messages[0]["id"], &messages[0]["error"]["code"]), (&id, &json!(-32800)));
        assert_eq!(messages.len(), 1);
    }
}

#[test]
fn each_message_at_the_wrong_time_has_its_error() {
    let mut talk = Talk::silent();
    let code =
        |talk: &mut Talk, method: &str, params: Value| talk.request(method, params)["error"]["code"].clone();
    assert_eq!(code(&mut talk, "textDocument/hover", json!({})), -32002);
    assert_eq!(code(&mut talk, "initialize", json!("nonsense")), -32602);
    assert_eq!(code(&mut talk, "initialize", json!({ "processId": 42, "capabilities": {} })), Value::Null);
    assert_eq!(talk.server.client_process(), Some(42));
    assert_eq!(code(&mut talk, "initialize", json!({ "capabilities": {} })), -32600);
    assert_eq!(code(&mut talk, "textDocument/nonsense", json!({})), -32601);
    assert_eq!(code(&mut talk, "textDocument/hover", json!({ "x": 1 })), -32602);
    assert_eq!(code(&mut talk, "shutdown", Value::Null), Value::Null);
    assert_eq!(code(&mut talk, "textDocument/hover", json!({})), -32600);
    talk.notify("exit", Value::Null);
    assert_eq!(talk.server.proceed(), Progress::Ended { orderly: true });
    let mut hasty = Talk::new(json!({}));
    hasty.settle();
    hasty.notify("exit", Value::Null);
    assert_eq!(hasty.server.proceed(), Progress::Ended { orderly: false });
}

#[test]
fn a_broken_message_is_logged_and_answered() {
    let mut talk = Talk::new(json!({}));
    talk.server.receive("{nonsense");
    talk.server.receive(r#"{"id":7,"what":1}"#);
    talk.server.receive_garbage("a header is not understood");
    talk.notify("textDocument/didChange", json!("nonsense"));
    talk.notify("$/setTrace", json!({ "value": "off" }));
    talk.notify("nonsense", json!({}));
    let messages = talk.settle();
    let codes: Vec<&Value> =
        messages.iter().filter(|it| it.get("id").is_some()).map(|it| &it["error"]["code"]).collect();
    assert_eq!(codes, [-32700, -32600, -32700]);
    assert_eq!(messages.iter().filter(|it| it["method"] == "window/logMessage").count(), 5, "{messages:?}");
}

#[test]
fn a_fault_of_the_server_costs_one_request() {
    let mut talk = Talk::new(json!({}));
    talk.open(A, "import \"./panic.fsflow\"\nstart -> end\nend\n");
    let hover = json!({ "textDocument": { "uri": A }, "position": { "line": 0, "character": 0 } });
    assert_eq!(talk.request("textDocument/hover", hover.clone())["error"]["code"], -32603);
    assert_eq!(
        talk.told(),
        ["window/logMessage the diagnostics could not be made; the error output says why"]
    );
    talk.change(A, "start -> nowhere\nend\n");
    assert_eq!(talk.told(), [format!("{A} v2: unknown-target")]);
    assert!(talk.request("textDocument/hover", hover).get("error").is_none());
}
