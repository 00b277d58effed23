//! Everything that the server sends is what the specification says, by types that were generated from it: a message that is
//! read into them and written again is the same message.

use std::fmt::Debug;

use gen_lsp_types as lsp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::talk::Talk;

const URI: &str = "file:///flows/main.fsflow";
const MAIN: &str = "import \"./part.fsflow\"\n\nparam unused\nparam shop = \"the shop\"\n\nstart -> greeting\n\n/// Says hello.\ngreeting: conversation say \"Hello 😀! I will take a short look at you before you pay at ${shop}.\" -> liveness\n\n// one\n// two\nliveness -> <\n  detected: closing\n  else: closing\n>\ngreeting: conversation \"x\" -> nowhere\n\nend\n";
const PART: &str =
    "closing: conversation \"Thank the user and say goodbye.\" { does_not_require_reply: true } -> end\n";

fn same<T: Serialize + DeserializeOwned + Debug>(what: &str, sent: &Value) {
    let read: T =
        serde_json::from_value(sent.clone()).unwrap_or_else(|error| panic!("{what}: {error}: {sent}"));
    assert_eq!(&serde_json::to_value(&read).unwrap(), sent, "{what}");
}

/// The result of a request, after it was compared with what the specification says.
fn check<R: lsp::Request>(talk: &mut Talk, method: &str, params: Value) -> Value
where
    R::Result: Debug,
{
    assert_eq!(json!(R::METHOD), method);
    let answer = talk.request(method, params);
    let result = answer.get("result").unwrap_or_else(|| panic!("{method}: {answer}"));
    assert!(!result.is_null() && *result != json!([]), "{method} has no result that could be compared");
    same::<R::Result>(method, result);
    result.clone()
}

fn talk(capabilities: Value) -> Talk {
    let mut talk = Talk::new(capabilities);
    talk.write("/flows/part.fsflow", PART);
    talk.open(URI, MAIN);
    talk
}

#[test]
fn results_are_what_the_specification_says() {
    let mut it = talk(json!({
        "textDocument": { "diagnostic": {}, "completion": { "completionItem": { "snippetSupport": true } } },
    }));
    let it = &mut it;
    let document = json!({ "uri": URI });
    let about = json!({ "textDocument": document });
    let at = |line: u32, character: u32| json!({ "textDocument": document, "position": { "line": line, "character": character } });
    let with = |mut params: Value, key: &str, value: Value| {
        params[key] = value;
        params
    };
    let all = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    let options = json!({ "tabSize": 2, "insertSpaces": true });
    check::<lsp::DocumentDiagnosticRequest>(it, "textDocument/diagnostic", about.clone());
    check::<lsp::WorkspaceDiagnosticRequest>(it, "workspace/diagnostic", json!({ "previousResultIds": [] }));
    check::<lsp::DocumentFormattingRequest>(
        it,
        "textDocument/formatting",
        with(about.clone(), "options", options),
    );
    check::<lsp::CompletionRequest>(it, "textDocument/completion", at(13, 2));
    check::<lsp::HoverRequest>(it, "textDocument/hover", at(8, 3));
    check::<lsp::DefinitionRequest>(it, "textDocument/definition", at(13, 13));
    let context = json!({ "includeDeclaration": true });
    check::<lsp::ReferencesRequest>(it, "textDocument/references", with(at(13, 13), "context", context));
    check::<lsp::DocumentHighlightRequest>(it, "textDocument/documentHighlight", at(13, 13));
    check::<lsp::PrepareRenameRequest>(it, "textDocument/prepareRename", at(13, 13));
    check::<lsp::RenameRequest>(it, "textDocument/rename", with(at(13, 13), "newName", json!("goodbye")));
    check::<lsp::DocumentSymbolRequest>(it, "textDocument/documentSymbol", about.clone());
    check::<lsp::WorkspaceSymbolRequest>(it, "workspace/symbol", json!({ "query": "" }));
    check::<lsp::FoldingRangeRequest>(it, "textDocument/foldingRange", about.clone());
    let places = json!([{ "line": 13, "character": 13 }]);
    check::<lsp::SelectionRangeRequest>(
        it,
        "textDocument/selectionRange",
        with(about.clone(), "positions", places),
    );
    check::<lsp::DocumentLinkRequest>(it, "textDocument/documentLink", about.clone());
    let ranged = with(about.clone(), "range", all);
    let context = json!({ "diagnostics": [] });
    check::<lsp::CodeActionRequest>(it, "textDocument/codeAction", with(ranged.clone(), "context", context));
    let lenses = check::<lsp::CodeLensRequest>(it, "textDocument/codeLens", about.clone());
    check::<lsp::CodeLensResolveRequest>(it, "codeLens/resolve", lenses[0].clone());
    check::<lsp::InlayHintRequest>(it, "textDocument/inlayHint", ranged.clone());
    let tokens = check::<lsp::SemanticTokensRequest>(it, "textDocument/semanticTokens/full", about.clone());
    check::<lsp::SemanticTokensRangeRequest>(it, "textDocument/semanticTokens/range", ranged);
    let delta = with(about, "previousResultId", tokens["resultId"].clone());
    check::<lsp::SemanticTokensDeltaRequest>(it, "textDocument/semanticTokens/full/delta", delta);
}

#[test]
fn what_the_server_says_unasked_is_what_the_specification_says() {
    let everything = json!({
        "general": { "positionEncodings": ["utf-8"] },
        "textDocument": { "diagnostic": {} },
        "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } },
        "experimental": { "commands": { "commands": ["fsflow.showReferences"] } },
    });
    let answer = Talk::silent().request("initialize", json!({ "capabilities": everything }));
    same::<lsp::InitializeResult>("initialize", &answer["result"]);
    let messages = talk(everything).settle();
    same::<lsp::RegistrationParams>("client/registerCapability", &messages[0]["params"]);
    let mut talk = talk(json!({}));
    talk.write("/flows/fsflow.toml", "nonsense = 1\n");
    talk.server.receive("nonsense");
    let messages = talk.settle();
    let of = |method: &str| {
        let found = messages.iter().find(|it| it["method"] == method);
        &found.unwrap_or_else(|| panic!("{messages:?}"))["params"]
    };
    same::<lsp::PublishDiagnosticsParams>(
        "textDocument/publishDiagnostics",
        of("textDocument/publishDiagnostics"),
    );
    same::<lsp::LogMessageParams>("window/logMessage", of("window/logMessage"));
    same::<lsp::ShowMessageParams>("window/showMessage", of("window/showMessage"));
}
