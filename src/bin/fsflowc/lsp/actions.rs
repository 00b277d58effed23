//! Owns code actions as the protocol shows them.

use std::collections::HashMap;

use fsflow::Compilation;
use fsflow::diag::Edit;
use fsflow::ide::actions::{self, Action, ActionKind};
use fsflow::source::Encoding;
use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionResponse, TextEdit, Uri,
    WorkspaceEdit,
};

use super::diagnostics::convert_one;
use super::routes::Fault;
use super::workspace::Workspace;
use super::{address, convert};

/// What can be done with a stretch of text.
pub(super) fn actions(
    workspace: &mut Workspace,
    params: CodeActionParams,
) -> Result<Option<CodeActionResponse>, Fault> {
    let (encoding, client) = (workspace.encoding, workspace.client.clone());
    let path = address::path(&params.text_document.uri);
    let mut out: Vec<CodeActionOrCommand> = Vec::new();
    for view in workspace.views(&path) {
        let range = convert::bytes(view.source, params.range, encoding);
        for action in actions::actions(&view, &range) {
            let kind = kind(action.kind);
            let wanted =
                |only: &Vec<CodeActionKind>| only.iter().any(|it| kind.as_str().starts_with(it.as_str()));
            let known = |it: &CodeActionOrCommand| matches!(it, CodeActionOrCommand::CodeAction(it) if it.title == action.title);
            if !params.context.only.as_ref().is_none_or(wanted) || out.iter().any(known) {
                continue;
            }
            let fixed = action.diagnostic.and_then(|index| view.compilation.diagnostics.get(index));
            let fixed = fixed.and_then(|it| convert_one(view.compilation, it, encoding, &client));
            out.push(CodeActionOrCommand::CodeAction(CodeAction {
                title: action.title.clone(),
                kind: Some(kind),
                diagnostics: fixed.map(|it| vec![it]),
                edit: Some(workspace_edit(view.compilation, &action, encoding)),
                is_preferred: action.preferred.then_some(true),
                ..CodeAction::default()
            }));
        }
    }
    Ok(Some(out))
}

fn kind(kind: ActionKind) -> CodeActionKind {
    match kind {
        ActionKind::QuickFix => CodeActionKind::QUICKFIX,
        ActionKind::FixAll => CodeActionKind::new("quickfix.fixAll"),
        ActionKind::Refactor => CodeActionKind::REFACTOR_REWRITE,
    }
}

#[expect(
    clippy::mutable_key_type,
    reason = "the protocol's crate keys edits by its URI, whose inner state never shows"
)]
fn workspace_edit(compilation: &Compilation, action: &Action, encoding: Encoding) -> WorkspaceEdit {
    let mut changes: HashMap<Uri, Vec<TextEdit>> = HashMap::new();
    let place = |edit: &Edit| {
        let source = compilation.sources.get(edit.span.file)?;
        Some((convert::uri_of(source)?, convert::text_edit(source, edit, encoding)))
    };
    for (uri, edit) in action.edits.iter().filter_map(place) {
        changes.entry(uri).or_default().push(edit);
    }
    WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }
}
