//! How many routes lead to each node, above it. Where the lenses stand is told at once; what one says is found out when it is
//! drawn, because a large flow has thousands and a screen shows ten.

use serde_json::json;

use crate::ide::hints;
use crate::server::protocol::{CodeLens, Command, DocumentParams, LensData, Location};
use crate::server::rpc::Fault;
use crate::server::workspace::Workspace;

/// The command of the client that shows places.
pub(in crate::server) const COMMAND: &str = "fsflow.showReferences";

/// Where lenses stand: above each node but the start.
pub(in crate::server) fn lenses(
    workspace: &mut Workspace,
    params: DocumentParams,
) -> Result<Option<Vec<CodeLens>>, Fault> {
    let uri = params.text_document.uri;
    let Some((view, convert)) = workspace.view(&uri) else { return Ok(None) };
    let lens = |(id, _)| CodeLens {
        range: convert.range(view.source, id),
        command: None,
        data: LensData { uri: uri.clone() },
    };
    Ok(Some(hints::arrivals(&view).into_iter().map(lens).collect()))
}

/// What a lens says: how many routes lead to its node, in all open flows that the document belongs to.
pub(in crate::server) fn resolve(workspace: &mut Workspace, mut lens: CodeLens) -> Result<CodeLens, Fault> {
    let mut places: Vec<Location> = Vec::new();
    let (views, convert) = workspace.views(&lens.data.uri);
    for view in views {
        let at = convert.offset(view.source, lens.range.start);
        let arrivals = hints::arrivals(&view).into_iter().find(|(id, _)| id.start as usize == at);
        for span in arrivals.into_iter().flat_map(|(_, from)| from) {
            let place = convert.location(view.compilation, span);
            places.extend(place.filter(|place| !places.contains(place)));
        }
    }
    let title = match places.len() {
        0 => "no route leads here".to_owned(),
        1 => "1 route leads here".to_owned(),
        count => format!("{count} routes lead here"),
    };
    let arguments = vec![json!(lens.data.uri), json!(lens.range.start), json!(places)];
    lens.command = Some(Command { title, command: COMMAND, arguments });
    Ok(lens)
}
