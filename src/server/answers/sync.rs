//! The notifications by which the client says what happened to documents and files.

use crate::server::protocol::{DidChangeParams, DidChangeWatchedFilesParams, DidOpenParams, DocumentParams};
use crate::server::workspace::Workspace;

pub(in crate::server) fn did_open(workspace: &mut Workspace, params: DidOpenParams) {
    let document = params.text_document;
    workspace.open(&document.uri, document.version, document.text);
}

pub(in crate::server) fn did_change(workspace: &mut Workspace, params: DidChangeParams) {
    let document = params.text_document;
    workspace.change(&document.uri, document.version, params.content_changes);
}

/// A client that watches files tells of settings by itself.
pub(in crate::server) fn did_save(workspace: &mut Workspace, _: DocumentParams) {
    if !workspace.client.watches {
        workspace.reread_settings();
    }
}

pub(in crate::server) fn did_close(workspace: &mut Workspace, params: DocumentParams) {
    workspace.close(&params.text_document.uri);
}

pub(in crate::server) fn did_change_watched_files(
    workspace: &mut Workspace,
    params: DidChangeWatchedFilesParams,
) {
    for change in params.changes {
        workspace.changed_on_disk(&change.uri);
    }
}

/// For what changes nothing here.
pub(in crate::server) fn ignore(_: &mut Workspace, _: serde::de::IgnoredAny) {}
