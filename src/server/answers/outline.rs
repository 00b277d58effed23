//! The requests about the structure of a document: outline, folds, growing selections, links.

use std::collections::HashSet;

use crate::ide::outline::{self, OutlineItem, OutlineKind};
use crate::ide::view::View;
use crate::server::convert::Convert;
use crate::server::protocol::{
    DocumentLink, DocumentParams, DocumentSymbol, FoldingRange, Range, SelectionRange, SelectionRangeParams,
    SymbolKind, WorkspaceSymbol, WorkspaceSymbolParams,
};
use crate::server::rpc::Fault;
use crate::server::workspace::Workspace;
use crate::source::Span;

/// The most symbols that a search of all documents gives.
const MOST: usize = 500;

/// In an outline of more items than this, outcomes are left out: an editor draws all of it after every keystroke.
const MOST_WITH_OUTCOMES: usize = 2000;

/// The outline of a document.
pub(in crate::server) fn symbols(
    workspace: &mut Workspace,
    params: DocumentParams,
) -> Result<Option<Vec<DocumentSymbol>>, Fault> {
    let Some((view, convert)) = workspace.view(&params.text_document.uri) else { return Ok(None) };
    let mut items = outline::outline(&view);
    if items.len() > MOST_WITH_OUTCOMES {
        items.iter_mut().for_each(|item| item.children.retain(|it| it.kind != OutlineKind::Outcome));
    }
    Ok(Some(items.into_iter().map(|it| symbol(&view, &convert, it)).collect()))
}

/// The symbols of all open documents and what they import that hold the letters of the query in order.
pub(in crate::server) fn search(
    workspace: &mut Workspace,
    params: WorkspaceSymbolParams,
) -> Result<Vec<WorkspaceSymbol>, Fault> {
    workspace.compile_all();
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    let (compilations, convert) = workspace.compilations();
    for compilation in compilations {
        for (id, source) in compilation.sources.iter() {
            let view = View::new(compilation, id).filter(|_| seen.insert(source.name()));
            for it in view.iter().flat_map(outline::outline).filter(|it| fits(&it.name, &params.query)) {
                let Some(location) = convert.location(compilation, it.name_span) else { continue };
                found.push(WorkspaceSymbol {
                    name: it.name,
                    kind: kind(it.kind),
                    container_name: source.name().rsplit('/').next().unwrap_or("").to_owned(),
                    location,
                });
            }
        }
    }
    let query = params.query.to_lowercase();
    found.sort_by_key(|it| !it.name.to_lowercase().starts_with(&query));
    found.truncate(MOST);
    Ok(found)
}

/// What can be folded.
pub(in crate::server) fn folds(
    workspace: &mut Workspace,
    params: DocumentParams,
) -> Result<Option<Vec<FoldingRange>>, Fault> {
    let Some((view, convert)) = workspace.view(&params.text_document.uri) else { return Ok(None) };
    let line = |offset: u32| convert.position(view.source, offset as usize).line;
    let fold = |(span, is_comment): (Span, bool)| FoldingRange {
        start_line: line(span.start),
        end_line: line(span.end),
        kind: is_comment.then_some("comment"),
    };
    Ok(Some(outline::folds(&view).into_iter().map(fold).collect()))
}

/// The growing selections around places.
pub(in crate::server) fn selections(
    workspace: &mut Workspace,
    params: SelectionRangeParams,
) -> Result<Option<Vec<SelectionRange>>, Fault> {
    let Some((view, convert)) = workspace.view(&params.text_document.uri) else { return Ok(None) };
    let grown = |position| {
        let offset = convert.offset(view.source, position);
        let mut out: Option<SelectionRange> = None;
        for span in outline::selections(&view, offset).into_iter().rev() {
            let range = convert.range(view.source, span);
            out = Some(SelectionRange { range, parent: out.map(Box::new) });
        }
        let nothing = Range { start: position, end: position };
        out.unwrap_or(SelectionRange { range: nothing, parent: None })
    };
    Ok(Some(params.positions.into_iter().map(grown).collect()))
}

/// The imports.
pub(in crate::server) fn links(
    workspace: &mut Workspace,
    params: DocumentParams,
) -> Result<Option<Vec<DocumentLink>>, Fault> {
    let Some((view, convert)) = workspace.view(&params.text_document.uri) else { return Ok(None) };
    let link = |(span, target): (Span, String)| DocumentLink {
        range: convert.range(view.source, span),
        target: convert.uris.uri(&target),
    };
    Ok(Some(outline::links(&view).into_iter().map(link).collect()))
}

fn symbol(view: &View<'_>, convert: &Convert<'_>, it: OutlineItem) -> DocumentSymbol {
    DocumentSymbol {
        name: it.name,
        detail: it.detail,
        kind: kind(it.kind),
        range: convert.range(view.source, it.whole),
        selection_range: convert.range(view.source, it.name_span),
        children: it.children.into_iter().map(|it| symbol(view, convert, it)).collect(),
    }
}

fn kind(kind: OutlineKind) -> SymbolKind {
    match kind {
        OutlineKind::Node => SymbolKind::Function,
        OutlineKind::Param => SymbolKind::Variable,
        OutlineKind::Session => SymbolKind::Object,
        OutlineKind::Import => SymbolKind::Module,
        OutlineKind::Decide => SymbolKind::Enum,
        OutlineKind::Decision | OutlineKind::Outcome => SymbolKind::EnumMember,
        OutlineKind::Test => SymbolKind::Event,
    }
}

/// Whether the letters of the query stand in the name, in that order.
fn fits(name: &str, query: &str) -> bool {
    let mut rest = name.chars().flat_map(char::to_lowercase);
    query.chars().flat_map(char::to_lowercase).all(|wanted| rest.any(|ch| ch == wanted))
}
