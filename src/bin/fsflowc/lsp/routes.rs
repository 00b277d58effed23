//! Owns the table of what the server can do: each method of the protocol and the function that answers it.

use fsflow::source::Encoding;
use lsp_types::notification::{self, Notification};
use lsp_types::request::{self, Request};
use lsp_types::{
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DidSaveTextDocumentParams,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::workspace::{Client, Workspace};
use super::{actions, address, commands, completion, decoration, diagnostics, edits, navigation, outline};

/// Why a request has no result.
#[derive(Debug)]
pub(super) enum Fault {
    /// Its parameters are not what the protocol says.
    Params(String),
    /// It can't be done; the user is told why.
    Refused(String),
}

/// A method and what answers it.
pub(super) struct Route<R> {
    /// The name in the protocol.
    pub(super) method: &'static str,
    /// Answers it.
    pub(super) run: fn(&mut Workspace, Value) -> Result<R, Fault>,
}

/// A row for a request whose types the protocol's crate knows.
macro_rules! request {
    ($kind:ty, $run:expr) => {
        Route {
            method: <$kind as Request>::METHOD,
            run: |workspace, params| {
                let params: <$kind as Request>::Params = read(params)?;
                let answer: <$kind as Request>::Result = $run(workspace, params)?;
                serde_json::to_value(answer).map_err(|error| Fault::Refused(error.to_string()))
            },
        }
    };
}

/// A row for a notification.
macro_rules! notification {
    ($kind:ty, $run:expr) => {
        Route {
            method: <$kind as Notification>::METHOD,
            run: |workspace, params| {
                let params: <$kind as Notification>::Params = read(params)?;
                $run(workspace, params);
                Ok(())
            },
        }
    };
}

/// All requests that have an answer.
pub(super) static REQUESTS: &[Route<Value>] = &[
    request!(request::DocumentDiagnosticRequest, diagnostics::pull),
    request!(request::Formatting, edits::format),
    request!(request::RangeFormatting, edits::format_range),
    request!(request::OnTypeFormatting, edits::format_on_type),
    request!(request::Completion, completion::complete),
    request!(request::HoverRequest, navigation::hover),
    request!(request::GotoDefinition, navigation::definition),
    request!(request::References, navigation::references),
    request!(request::DocumentHighlightRequest, navigation::highlight),
    request!(request::PrepareRenameRequest, navigation::prepare_rename),
    request!(request::Rename, navigation::rename),
    request!(request::DocumentSymbolRequest, outline::symbols),
    request!(request::WorkspaceSymbolRequest, outline::search),
    request!(request::FoldingRangeRequest, outline::folds),
    request!(request::SelectionRangeRequest, outline::selections),
    request!(request::DocumentLinkRequest, outline::links),
    request!(request::CodeActionRequest, actions::actions),
    request!(request::CodeLensRequest, decoration::lenses),
    request!(request::InlayHintRequest, decoration::hints),
    request!(request::SemanticTokensFullRequest, decoration::tokens),
    request!(request::SemanticTokensRangeRequest, decoration::tokens_in_range),
    request!(request::ExecuteCommand, commands::run),
    #[cfg(debug_assertions)]
    Route { method: "fsflow/debug/panic", run: |_, _| panic_on_purpose() },
];

/// All notifications that are understood.
pub(super) static NOTIFICATIONS: &[Route<()>] = &[
    notification!(notification::Initialized, |_, _| ()),
    notification!(notification::DidOpenTextDocument, did_open),
    notification!(notification::DidChangeTextDocument, did_change),
    notification!(notification::DidSaveTextDocument, did_save),
    notification!(notification::DidCloseTextDocument, did_close),
    notification!(notification::DidChangeWatchedFiles, did_change_watched_files),
    notification!(notification::DidChangeConfiguration, |_, _| ()),
    notification!(notification::DidChangeWorkspaceFolders, |_, _| ()),
];

/// What the client is told that the server can do.
pub(super) fn capabilities(encoding: Encoding, client: &Client) -> Value {
    let mut all = json!({
        "positionEncoding": match encoding { Encoding::Utf8 => "utf-8", Encoding::Utf16 => "utf-16" },
        "textDocumentSync": { "openClose": true, "change": 2, "save": true },
        "documentFormattingProvider": true,
        "documentRangeFormattingProvider": true,
        "documentOnTypeFormattingProvider": { "firstTriggerCharacter": "\n", "moreTriggerCharacter": ["}", ">"] },
        "completionProvider": { "triggerCharacters": [":", ">", "<", "{", "\"", "/", ".", "@", "(", "|", " "] },
        "hoverProvider": true,
        "definitionProvider": true,
        "referencesProvider": true,
        "documentHighlightProvider": true,
        "renameProvider": { "prepareProvider": true },
        "documentSymbolProvider": true,
        "workspaceSymbolProvider": true,
        "foldingRangeProvider": true,
        "selectionRangeProvider": true,
        "documentLinkProvider": {},
        "codeActionProvider": { "codeActionKinds": ["quickfix", "refactor.rewrite"] },
        "codeLensProvider": {},
        "inlayHintProvider": true,
        "semanticTokensProvider": {
            "legend": { "tokenTypes": decoration::LEGEND, "tokenModifiers": decoration::MODIFIERS },
            "full": true,
            "range": true,
        },
        "executeCommandProvider": { "commands": commands::COMMANDS },
        "workspace": { "workspaceFolders": { "supported": true, "changeNotifications": true } },
    });
    if client.pulls {
        all["diagnosticProvider"] =
            json!({ "identifier": "fsflow", "interFileDependencies": true, "workspaceDiagnostics": false });
    }
    all
}

/// Reads parameters. A URI that a careless client wrote with a space in it is understood.
fn read<P: DeserializeOwned>(mut params: Value) -> Result<P, Fault> {
    if let Some(Value::String(uri)) = params.pointer_mut("/textDocument/uri") {
        *uri = address::repaired(uri);
    }
    serde_json::from_value(params).map_err(|error| Fault::Params(error.to_string()))
}

fn did_open(workspace: &mut Workspace, params: DidOpenTextDocumentParams) {
    let document = params.text_document;
    workspace.open(document.uri, document.version, document.text);
}

fn did_change(workspace: &mut Workspace, params: DidChangeTextDocumentParams) {
    let encoding = workspace.encoding;
    if let Some(document) = workspace.document_mut(&address::path(&params.text_document.uri)) {
        document.version = params.text_document.version;
        document.change(params.content_changes, encoding);
    }
}

fn did_save(workspace: &mut Workspace, _: DidSaveTextDocumentParams) {
    workspace.reread_settings();
}

fn did_close(workspace: &mut Workspace, params: DidCloseTextDocumentParams) {
    workspace.close(&address::path(&params.text_document.uri));
}

fn did_change_watched_files(workspace: &mut Workspace, params: DidChangeWatchedFilesParams) {
    for change in params.changes {
        workspace.changed_on_disk(&address::path(&change.uri));
    }
}

/// For the test that a fault costs one request.
#[cfg(debug_assertions)]
#[expect(clippy::panic, reason = "that is what is tested")]
fn panic_on_purpose() -> Result<Value, Fault> {
    panic!("as asked for")
}
