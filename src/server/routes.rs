//! The table of what the server can do: each method of the protocol, what a client is told of it, and what answers it.

use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::answers::{
    actions, commands, completion, diagnostics, formatting, hints, lenses, navigation, outline,
    semantic_tokens, sync,
};
use super::client::Client;
use super::rpc::{Fault, Params, raw};
use super::workspace::Workspace;
use crate::project::config::FILE_NAME;
use crate::source::Encoding;

/// A method and what answers it.
pub(super) struct Route<R> {
    /// The name in the protocol.
    pub(super) method: &'static str,
    /// The key and the value of the capability that this client is told of, if any.
    announces: fn(&Client) -> Option<(&'static str, Value)>,
    /// Answers it.
    pub(super) run: fn(&mut Workspace, &Params) -> Result<R, Fault>,
}

/// A row for a request.
macro_rules! request {
    ($method:literal, $announces:expr, $run:path) => {
        Route {
            method: $method,
            announces: $announces,
            run: |workspace, params| Ok(raw(&$run(workspace, params.read()?)?)),
        }
    };
}

/// A row for a notification.
macro_rules! notification {
    ($method:literal, $announces:expr, $run:path) => {
        Route {
            method: $method,
            announces: $announces,
            run: |workspace, params| {
                $run(workspace, params.read()?);
                Ok(())
            },
        }
    };
}

/// For what every client is told of in the same words.
macro_rules! always {
    ($key:literal, $($value:tt)+) => {
        |_| Some(($key, json!($($value)+)))
    };
}

/// For what another row speaks of.
const WITH_ANOTHER: fn(&Client) -> Option<(&'static str, Value)> = |_| None;

/// All requests that have an answer.
pub(super) static REQUESTS: &[Route<Box<RawValue>>] = &[
    request!("textDocument/diagnostic", diagnostic_provider, diagnostics::pull),
    request!("workspace/diagnostic", WITH_ANOTHER, diagnostics::pull_all),
    request!("textDocument/formatting", always!("documentFormattingProvider", true), formatting::format),
    request!(
        "textDocument/rangeFormatting",
        always!("documentRangeFormattingProvider", true),
        formatting::format_range
    ),
    request!(
        "textDocument/onTypeFormatting",
        always!("documentOnTypeFormattingProvider", { "firstTriggerCharacter": "\n", "moreTriggerCharacter": ["}", ">"] }),
        formatting::format_on_type
    ),
    request!(
        "textDocument/completion",
        always!("completionProvider", { "triggerCharacters": [":", ">", "<", "{", "\"", "/", ".", "@", "(", "|", " "] }),
        completion::complete
    ),
    request!("textDocument/hover", always!("hoverProvider", true), navigation::hover),
    request!("textDocument/definition", always!("definitionProvider", true), navigation::definition),
    request!("textDocument/references", always!("referencesProvider", true), navigation::references),
    request!(
        "textDocument/documentHighlight",
        always!("documentHighlightProvider", true),
        navigation::highlight
    ),
    request!("textDocument/prepareRename", WITH_ANOTHER, navigation::prepare_rename),
    request!(
        "textDocument/rename",
        always!("renameProvider", { "prepareProvider": true }),
        navigation::rename
    ),
    request!("textDocument/documentSymbol", always!("documentSymbolProvider", true), outline::symbols),
    request!("workspace/symbol", always!("workspaceSymbolProvider", true), outline::search),
    request!("textDocument/foldingRange", always!("foldingRangeProvider", true), outline::folds),
    request!("textDocument/selectionRange", always!("selectionRangeProvider", true), outline::selections),
    request!("textDocument/documentLink", always!("documentLinkProvider", {}), outline::links),
    request!(
        "textDocument/codeAction",
        always!("codeActionProvider", { "codeActionKinds": actions::KINDS }),
        actions::actions
    ),
    request!("textDocument/codeLens", lens_provider, lenses::lenses),
    request!("codeLens/resolve", WITH_ANOTHER, lenses::resolve),
    request!("textDocument/inlayHint", always!("inlayHintProvider", true), hints::hints),
    request!(
        "textDocument/semanticTokens/full",
        always!("semanticTokensProvider", {
            "legend": { "tokenTypes": semantic_tokens::LEGEND, "tokenModifiers": semantic_tokens::MODIFIERS },
            "full": { "delta": true },
            "range": true,
        }),
        semantic_tokens::all
    ),
    request!("textDocument/semanticTokens/full/delta", WITH_ANOTHER, semantic_tokens::delta),
    request!("textDocument/semanticTokens/range", WITH_ANOTHER, semantic_tokens::in_range),
    request!(
        "workspace/executeCommand",
        always!("executeCommandProvider", { "commands": commands::COMMANDS }),
        commands::run
    ),
];

/// All notifications that are understood.
pub(super) static NOTIFICATIONS: &[Route<()>] = &[
    notification!(
        "textDocument/didOpen",
        always!("textDocumentSync", { "openClose": true, "change": 2, "save": true }),
        sync::did_open
    ),
    notification!("textDocument/didChange", WITH_ANOTHER, sync::did_change),
    notification!("textDocument/didSave", WITH_ANOTHER, sync::did_save),
    notification!("textDocument/didClose", WITH_ANOTHER, sync::did_close),
    notification!("workspace/didChangeWatchedFiles", WITH_ANOTHER, sync::did_change_watched_files),
    notification!("workspace/didChangeConfiguration", WITH_ANOTHER, sync::ignore),
    notification!(
        "workspace/didChangeWorkspaceFolders",
        always!("workspace", { "workspaceFolders": { "supported": true, "changeNotifications": true } }),
        sync::ignore
    ),
];

fn diagnostic_provider(client: &Client) -> Option<(&'static str, Value)> {
    let value =
        json!({ "identifier": "fsflow", "interFileDependencies": true, "workspaceDiagnostics": true });
    client.pulls.then_some(("diagnosticProvider", value))
}

/// Only for clients that can run what a lens does: elsewhere it would be an error waiting for a click.
fn lens_provider(client: &Client) -> Option<(&'static str, Value)> {
    client.knows(lenses::COMMAND).then_some(("codeLensProvider", json!({ "resolveProvider": true })))
}

/// What the client is told that the server can do.
pub(super) fn capabilities(client: &Client) -> Value {
    let encoding = match client.encoding {
        Encoding::Utf8 => "utf-8",
        Encoding::Utf16 => "utf-16",
    };
    let mut all = json!({ "positionEncoding": encoding });
    let requests = REQUESTS.iter().map(|route| route.announces);
    let notifications = NOTIFICATIONS.iter().map(|route| route.announces);
    for (key, value) in requests.chain(notifications).filter_map(|announces| announces(client)) {
        all[key] = value;
    }
    all
}

/// What the client is asked to tell beyond what it tells anyway: that files changed on disk.
pub(super) fn registrations() -> Value {
    let watchers =
        ["**/*.fsflow".to_owned(), format!("**/{FILE_NAME}")].map(|it| json!({ "globPattern": it }));
    json!({ "registrations": [{
        "id": "files",
        "method": "workspace/didChangeWatchedFiles",
        "registerOptions": { "watchers": watchers },
    }] })
}
