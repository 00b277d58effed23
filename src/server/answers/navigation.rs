//! The requests about one place: hover, definition, references, highlight, rename.

use std::collections::{BTreeMap, BTreeSet};

use crate::ide::{hover, outline, rename, symbol};
use crate::server::protocol::{
    DocumentHighlight, HighlightKind, Hover, Location, Markup, PositionParams, PrepareRename, Range,
    ReferenceParams, RenameParams, TextEdit, WorkspaceEdit,
};
use crate::server::rpc::Fault;
use crate::server::workspace::Workspace;
use crate::source::Span;

/// What is to be said of a place.
pub(in crate::server) fn hover(
    workspace: &mut Workspace,
    params: PositionParams,
) -> Result<Option<Hover>, Fault> {
    let Some((view, convert)) = workspace.view(&params.text_document.uri) else { return Ok(None) };
    let offset = convert.offset(view.source, params.position);
    Ok(hover::hover(&view, offset)
        .map(|(span, value)| Hover { contents: Markup::new(value), range: convert.range(view.source, span) }))
}

/// Where a name is defined.
pub(in crate::server) fn definition(
    workspace: &mut Workspace,
    params: PositionParams,
) -> Result<Option<Vec<Location>>, Fault> {
    let (views, convert) = workspace.views(&params.text_document.uri);
    for view in views {
        let offset = convert.offset(view.source, params.position);
        let mut found: Vec<Location> = Vec::new();
        if let Some((_, target)) = outline::links(&view).into_iter().find(|(span, _)| holds(*span, offset)) {
            found.push(Location { uri: convert.uris.uri(&target), range: Range::default() });
        } else if let Some((symbol, _)) = symbol::at(&view, offset) {
            let all = symbol::occurrences(view.compilation, &symbol);
            let places = all.iter().filter(|it| it.definition);
            found.extend(places.filter_map(|it| convert.location(view.compilation, it.span)));
        }
        if !found.is_empty() {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// Where a name stands, in all open flows that the document belongs to.
pub(in crate::server) fn references(
    workspace: &mut Workspace,
    params: ReferenceParams,
) -> Result<Vec<Location>, Fault> {
    let with_definition = params.context.include_declaration;
    let mut found: BTreeSet<Location> = BTreeSet::new();
    let (views, convert) = workspace.views(&params.text_document.uri);
    for view in views {
        let offset = convert.offset(view.source, params.position);
        let Some((symbol, _)) = symbol::at(&view, offset) else { continue };
        let all = symbol::occurrences(view.compilation, &symbol);
        let wanted = all.iter().filter(|it| with_definition || !it.definition);
        found.extend(wanted.filter_map(|it| convert.location(view.compilation, it.span)));
    }
    Ok(found.into_iter().collect())
}

/// Where a name stands in its document.
pub(in crate::server) fn highlight(
    workspace: &mut Workspace,
    params: PositionParams,
) -> Result<Option<Vec<DocumentHighlight>>, Fault> {
    let Some((view, convert)) = workspace.view(&params.text_document.uri) else { return Ok(None) };
    let offset = convert.offset(view.source, params.position);
    let Some((symbol, _)) = symbol::at(&view, offset) else { return Ok(None) };
    let all = symbol::occurrences(view.compilation, &symbol);
    let here = all.iter().filter(|it| it.span.file == view.file);
    let highlight = |it: &symbol::Occurrence| DocumentHighlight {
        range: convert.range(view.source, it.span),
        kind: if it.definition { HighlightKind::Write } else { HighlightKind::Read },
    };
    Ok(Some(here.map(highlight).collect()))
}

/// Whether the name at a place can be renamed.
pub(in crate::server) fn prepare_rename(
    workspace: &mut Workspace,
    params: PositionParams,
) -> Result<Option<PrepareRename>, Fault> {
    let Some((view, convert)) = workspace.view(&params.text_document.uri) else { return Ok(None) };
    let offset = convert.offset(view.source, params.position);
    let (_, span, placeholder) = rename::prepare(&view, offset).map_err(Fault::Refused)?;
    Ok(Some(PrepareRename { range: convert.range(view.source, span), placeholder }))
}

/// Renames the name at a place in all open flows that the document belongs to.
pub(in crate::server) fn rename(
    workspace: &mut Workspace,
    params: RenameParams,
) -> Result<Option<WorkspaceEdit>, Fault> {
    // Two flows may hold the same place.
    let mut all: BTreeMap<String, BTreeSet<TextEdit>> = BTreeMap::new();
    let (views, convert) = workspace.views(&params.text_document.uri);
    for (index, view) in views.iter().enumerate() {
        let offset = convert.offset(view.source, params.position);
        let symbol = match rename::prepare(view, offset) {
            Ok((symbol, ..)) => symbol,
            Err(reason) if index == 0 => return Err(Fault::Refused(reason)),
            Err(_) => continue,
        };
        let edits = rename::edits(view.compilation, &symbol, &params.new_name).map_err(Fault::Refused)?;
        for (uri, edits) in convert.workspace_edit(view.compilation, &edits).changes {
            all.entry(uri).or_default().extend(edits);
        }
    }
    let found = !all.is_empty();
    let changes = all.into_iter().map(|(uri, edits)| (uri, edits.into_iter().collect()));
    Ok(found.then(|| WorkspaceEdit { changes: changes.collect() }))
}

fn holds(span: Span, offset: usize) -> bool {
    span.start as usize <= offset && offset <= span.end as usize
}
