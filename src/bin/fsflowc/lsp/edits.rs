//! Owns the requests that answer with edits of a text: formatting and rename.

use fsflow::diag::Edit;
use fsflow::ide::{View, formatting};
use lsp_types::{
    DocumentFormattingParams, DocumentOnTypeFormattingParams, DocumentRangeFormattingParams, TextEdit, Uri,
};

use super::routes::Fault;
use super::workspace::Workspace;
use super::{address, convert};

/// What a request that answers with edits of its document gives.
type Edits = Result<Option<Vec<TextEdit>>, Fault>;

/// Lays out a document.
pub(super) fn format(workspace: &mut Workspace, params: DocumentFormattingParams) -> Edits {
    over(workspace, &params.text_document.uri, |view| formatting::document(view.source, view.file))
}

/// Lays out the statements in a range.
pub(super) fn format_range(workspace: &mut Workspace, params: DocumentRangeFormattingParams) -> Edits {
    let encoding = workspace.encoding;
    over(workspace, &params.text_document.uri, |view| {
        formatting::range(view, convert::bytes(view.source, params.range, encoding))
    })
}

/// Lays out what was just typed.
pub(super) fn format_on_type(workspace: &mut Workspace, params: DocumentOnTypeFormattingParams) -> Edits {
    let encoding = workspace.encoding;
    let at = params.text_document_position;
    over(workspace, &at.text_document.uri, |view| {
        let offset = convert::offset(view.source, at.position, encoding);
        match params.ch.as_str() {
            "\n" => formatting::line_broken(view.source, view.file, offset),
            _ => formatting::closed(view, offset),
        }
    })
}

fn over(workspace: &mut Workspace, uri: &Uri, find: impl FnOnce(&View<'_>) -> Vec<Edit>) -> Edits {
    let encoding = workspace.encoding;
    let Some(compiled) = workspace.compiled(&address::path(uri)) else { return Ok(None) };
    let Some(view) = View::root(&compiled.compilation) else { return Ok(None) };
    let edits = find(&view);
    Ok(Some(edits.iter().map(|edit| convert::text_edit(view.source, edit, encoding)).collect()))
}
