//! The requests that lay out a text.

use crate::diag::Edit;
use crate::ide::formatting;
use crate::ide::view::View;
use crate::server::convert::Convert;
use crate::server::protocol::{DocumentParams, OnTypeFormattingParams, RangeParams, TextEdit};
use crate::server::rpc::Fault;
use crate::server::workspace::Workspace;

/// What a request that answers with edits of its document gives.
type Edits = Result<Option<Vec<TextEdit>>, Fault>;

/// Lays out a document.
pub(in crate::server) fn format(workspace: &mut Workspace, params: DocumentParams) -> Edits {
    over(workspace, &params.text_document.uri, |view, _| formatting::document(view.source, view.file))
}

/// Lays out the statements in a range.
pub(in crate::server) fn format_range(workspace: &mut Workspace, params: RangeParams) -> Edits {
    over(workspace, &params.text_document.uri, |view, convert| {
        formatting::range(view, convert.bytes(view.source, params.range))
    })
}

/// Lays out what was just typed.
pub(in crate::server) fn format_on_type(workspace: &mut Workspace, params: OnTypeFormattingParams) -> Edits {
    over(workspace, &params.text_document.uri, |view, convert| {
        let offset = convert.offset(view.source, params.position);
        match params.ch.as_str() {
            "\n" => formatting::line_broken(view.source, view.file, offset),
            _ => formatting::closed(view, offset),
        }
    })
}

fn over(
    workspace: &mut Workspace,
    uri: &str,
    find: impl FnOnce(&View<'_>, &Convert<'_>) -> Vec<Edit>,
) -> Edits {
    let Some((view, convert)) = workspace.view(uri) else { return Ok(None) };
    let edits = find(&view, &convert);
    Ok(Some(edits.iter().map(|edit| convert.text_edit(view.source, edit)).collect()))
}
