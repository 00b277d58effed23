//! What `else` stands for and what the API fills in, drawn into the text.

use crate::ide::hints;
use crate::server::protocol::{InlayHint, RangeParams};
use crate::server::rpc::Fault;
use crate::server::workspace::Workspace;

/// The hints in a part of a document.
pub(in crate::server) fn hints(
    workspace: &mut Workspace,
    params: RangeParams,
) -> Result<Option<Vec<InlayHint>>, Fault> {
    let Some((view, convert)) = workspace.view(&params.text_document.uri) else { return Ok(None) };
    let range = convert.bytes(view.source, params.range);
    let inside =
        |hint: &hints::Hint| range.start <= hint.place.end as usize && hint.place.start as usize <= range.end;
    let hint = |hint: hints::Hint| InlayHint {
        position: convert.position(view.source, hint.place.end as usize),
        label: hint.text,
        tooltip: hint.why,
        padding_left: true,
        padding_right: false,
    };
    Ok(Some(hints::hints(&view).into_iter().filter(inside).map(hint).collect()))
}
