//! Each feature once through the wire; what it finds is tested where it is written.

use serde_json::{Value, json};

use super::client::Client;

const MAIN: &str = "import \"./common.fsflow\"\n\nparam shop = \"the shop\"\n\nstart -> greeting\n\n/// Says hello.\ngreeting: conversation say \"Hello 😀! I will take a short look at you before you pay at ${shop}.\" -> liveness\n\nliveness -> < detected: closing, else: closing >\n\nend\n";
const COMMON: &str =
    "closing: conversation \"Thank the user and say goodbye.\" { does_not_require_reply: true } -> end\n";

fn client() -> Client {
    let mut client = Client::start(json!({
        "textDocument": { "completion": { "completionItem": { "snippetSupport": true } } },
        "experimental": { "commands": { "commands": ["fsflow.showReferences"] } },
    }));
    client.write("common.fsflow", COMMON);
    client.open("main.fsflow", MAIN);
    client
}

#[test]
fn a_half_typed_route_is_completed_with_snippets() {
    let mut client = client();
    client.change("main.fsflow", [9, 9, 9, 49], "-> <\n  detected: closing\n  \n>");
    let list = client.at("textDocument/completion", "main.fsflow", 11, 2, json!({}));
    let first = &list["items"][0];
    assert_eq!(
        (&first["label"], &first["textEdit"]["newText"]),
        (&json!("deepfake"), &json!("deepfake: ${1:target}"))
    );
    assert_eq!(first["documentation"]["kind"], "markdown");
    let list = client.at("textDocument/completion", "main.fsflow", 0, 8, json!({}));
    assert_eq!(list["items"][0]["label"], "./common.fsflow", "{list}");
    assert!(client.stop().success());
}

#[test]
fn a_name_is_explained_found_and_renamed_across_files() {
    let mut client = client();
    let hover = client.at("textDocument/hover", "main.fsflow", 7, 3, json!({}));
    assert!(hover["contents"]["value"].as_str().unwrap().contains("Says hello."), "{hover}");
    let found = client.at("textDocument/definition", "main.fsflow", 9, 24, json!({}));
    assert_eq!(found[0]["uri"], client.uri("common.fsflow"));
    let link = client.at("textDocument/definition", "main.fsflow", 0, 12, json!({}));
    assert_eq!(link[0]["uri"], client.uri("common.fsflow"));
    // From the imported file, opened later, all places are found too.
    client.open("common.fsflow", COMMON);
    let found = client.at(
        "textDocument/references",
        "common.fsflow",
        0,
        2,
        json!({ "context": { "includeDeclaration": true } }),
    );
    assert_eq!(found.as_array().unwrap().len(), 3, "{found}");
    let lit = client.at("textDocument/documentHighlight", "main.fsflow", 9, 24, json!({}));
    assert_eq!(lit.as_array().unwrap().len(), 2);
    let prepared = client.at("textDocument/prepareRename", "common.fsflow", 0, 2, json!({}));
    assert_eq!(prepared["placeholder"], "closing");
    let edit = client.at("textDocument/rename", "common.fsflow", 0, 2, json!({ "newName": "goodbye" }));
    let (main, common) = (client.uri("main.fsflow"), client.uri("common.fsflow"));
    assert_eq!(edit["changes"][main].as_array().unwrap().len(), 2, "{edit}");
    assert_eq!(edit["changes"][common].as_array().unwrap().len(), 1, "{edit}");
    let params = json!({ "textDocument": { "uri": client.uri("main.fsflow") }, "position": { "line": 7, "character": 1 }, "newName": "liveness" });
    let refused = client.request("textDocument/rename", params);
    assert_eq!(refused["error"]["message"], "`liveness` is taken: another node has that name");
    assert!(client.stop().success());
}

#[test]
fn the_structure_and_the_decoration_of_a_document_are_given() {
    let mut client = client();
    let symbols = client.about("textDocument/documentSymbol", "main.fsflow");
    let names: Vec<&str> =
        symbols.as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["./common.fsflow", "shop", "start", "greeting", "liveness", "end"]);
    let found = client.ask("workspace/symbol", json!({ "query": "clo" }));
    assert_eq!(found[0]["name"], "closing");
    let links = client.about("textDocument/documentLink", "main.fsflow");
    assert_eq!(links[0]["target"], client.uri("common.fsflow"));
    client.about("textDocument/foldingRange", "main.fsflow");
    let params = json!({ "textDocument": { "uri": client.uri("main.fsflow") }, "positions": [{ "line": 9, "character": 15 }] });
    let grown = client.ask("textDocument/selectionRange", params);
    assert_eq!(grown[0]["range"]["start"], json!({ "line": 9, "character": 14 }));
    let tokens = client.about("textDocument/semanticTokens/full", "main.fsflow");
    let data = tokens["data"].as_array().unwrap();
    // Five numbers each; the first is `import`.
    assert!(data.len() > 20 * 5 && data.len().is_multiple_of(5), "{tokens}");
    assert_eq!(data[..3], [json!(0), json!(0), json!("import".len())]);
    let lenses = client.about("textDocument/codeLens", "main.fsflow");
    let lens = client.ask("codeLens/resolve", lenses[0].clone());
    assert_eq!(lens["command"]["title"], "1 route leads here");
    let all = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    let params = json!({ "textDocument": { "uri": client.uri("main.fsflow") }, "range": all });
    let hints = client.ask("textDocument/inlayHint", params);
    assert_eq!(hints[0]["label"], "= deepfake | no_face | inconclusive");
    assert!(client.stop().success());
}

#[test]
fn a_fault_is_cured_where_it_is_shown() {
    let mut client = client();
    client.change("main.fsflow", [4, 9, 4, 17], "greting");
    let place = json!({ "start": { "line": 4, "character": 10 }, "end": { "line": 4, "character": 10 } });
    let params = json!({ "textDocument": { "uri": client.uri("main.fsflow") }, "range": place, "context": { "diagnostics": [] } });
    let actions = client.ask("textDocument/codeAction", params);
    let first = &actions[0];
    assert_eq!(first["diagnostics"][0]["code"], "unknown-target");
    assert_eq!(first["edit"]["changes"][client.uri("main.fsflow")][0]["newText"], "greeting");
    assert!(actions.as_array().unwrap().iter().any(|it| it["title"] == "create node `greting`"), "{actions}");
    assert!(client.stop().success());
}

#[test]
fn commands_give_the_json_the_graph_and_the_documentation() {
    let mut client = client();
    let uri = client.uri("main.fsflow");
    let mut run = |name: &str, argument: Value| {
        client.ask("workspace/executeCommand", json!({ "command": name, "arguments": [argument] }))
    };
    let compiled = run("fsflow.compiledJson", json!(uri));
    let flow: Value =
        serde_json::from_str(compiled["json"].as_str().unwrap_or_else(|| panic!("{compiled}"))).unwrap();
    assert_eq!(flow[0]["type"], "start");
    let graph = run("fsflow.graph", json!({ "uri": uri }));
    assert_eq!(graph["edges"][0], json!({ "from": "start", "outcome": "outcome", "to": "greeting" }));
    assert!(run("fsflow.explain", json!("cycle")).as_str().unwrap().starts_with("**cycle**"));
    assert!(client.stop().success());
}
