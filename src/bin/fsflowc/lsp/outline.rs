//! Owns the requests about the structure of a document: symbols, folds, selections, links.

use fsflow::ide::View;
use fsflow::ide::outline::{self, OutlineItem};
use fsflow::source::{Encoding, SourceFile};
use lsp_types::{
    DocumentLink, DocumentLinkParams, DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse,
    FoldingRange, FoldingRangeKind, FoldingRangeParams, Location, OneOf, SelectionRange,
    SelectionRangeParams, SymbolKind, Uri, WorkspaceSymbol, WorkspaceSymbolParams, WorkspaceSymbolResponse,
};

use super::routes::Fault;
use super::workspace::Workspace;
use super::{address, convert};

/// The most symbols that a search of all documents gives.
const MOST: usize = 500;

/// The outline of a document.
pub(super) fn symbols(
    workspace: &mut Workspace,
    params: DocumentSymbolParams,
) -> Result<Option<DocumentSymbolResponse>, Fault> {
    let encoding = workspace.encoding;
    let symbols = over(workspace, &params.text_document.uri, |view| {
        outline::outline(view).into_iter().map(|it| symbol(view.source, it, encoding)).collect()
    });
    Ok(symbols.map(DocumentSymbolResponse::Nested))
}

/// The symbols of all open documents and what they import that hold the letters of the query in order.
pub(super) fn search(
    workspace: &mut Workspace,
    params: WorkspaceSymbolParams,
) -> Result<Option<WorkspaceSymbolResponse>, Fault> {
    let encoding = workspace.encoding;
    let mut seen = std::collections::HashSet::new();
    let mut found = Vec::new();
    for root in workspace.paths() {
        let Some(compiled) = workspace.compiled(&root) else { continue };
        for (id, source) in compiled.compilation.sources.iter() {
            let Some(view) =
                View::new(&compiled.compilation, id).filter(|_| seen.insert(source.name().to_owned()))
            else {
                continue;
            };
            let Some(uri) = convert::uri_of(source) else { continue };
            for it in outline::outline(&view).into_iter().filter(|it| fits(&it.name, &params.query)) {
                let range = convert::range(source, it.name_span.range(), encoding);
                found.push(WorkspaceSymbol {
                    name: it.name,
                    kind: kind(it.kind),
                    tags: None,
                    container_name: Some(source.name().rsplit('/').next().unwrap_or("").to_owned()),
                    location: OneOf::Left(Location { uri: uri.clone(), range }),
                    data: None,
                });
            }
        }
    }
    let query = params.query.to_lowercase();
    found.sort_by_key(|it| !it.name.to_lowercase().starts_with(&query));
    found.truncate(MOST);
    Ok(Some(WorkspaceSymbolResponse::Nested(found)))
}

/// What can be folded.
pub(super) fn folds(
    workspace: &mut Workspace,
    params: FoldingRangeParams,
) -> Result<Option<Vec<FoldingRange>>, Fault> {
    Ok(over(workspace, &params.text_document.uri, |view| {
        let fold = |(span, is_comment): (fsflow::source::Span, bool)| FoldingRange {
            start_line: view.source.line_index(span.start as usize) as u32,
            end_line: view.source.line_index(span.end as usize) as u32,
            kind: is_comment.then_some(FoldingRangeKind::Comment),
            ..FoldingRange::default()
        };
        outline::folds(view).into_iter().map(fold).collect()
    }))
}

/// The growing selections around places.
pub(super) fn selections(
    workspace: &mut Workspace,
    params: SelectionRangeParams,
) -> Result<Option<Vec<SelectionRange>>, Fault> {
    let encoding = workspace.encoding;
    Ok(over(workspace, &params.text_document.uri, |view| {
        let grown = |position| {
            let offset = convert::offset(view.source, position, encoding);
            let spans = outline::selections(view, offset);
            let mut out: Option<SelectionRange> = None;
            for span in spans.into_iter().rev() {
                let range = convert::range(view.source, span.range(), encoding);
                out = Some(SelectionRange { range, parent: out.map(Box::new) });
            }
            out.unwrap_or(SelectionRange {
                range: lsp_types::Range { start: position, end: position },
                parent: None,
            })
        };
        params.positions.into_iter().map(grown).collect()
    }))
}

/// The imports.
pub(super) fn links(
    workspace: &mut Workspace,
    params: DocumentLinkParams,
) -> Result<Option<Vec<DocumentLink>>, Fault> {
    let encoding = workspace.encoding;
    Ok(over(workspace, &params.text_document.uri, |view| {
        let link = |(span, target): (fsflow::source::Span, String)| DocumentLink {
            range: convert::range(view.source, span.range(), encoding),
            target: address::uri(&target),
            tooltip: None,
            data: None,
        };
        outline::links(view).into_iter().map(link).collect()
    }))
}

fn over<R>(workspace: &mut Workspace, uri: &Uri, find: impl FnOnce(&View<'_>) -> R) -> Option<R> {
    let compiled = workspace.compiled(&address::path(uri))?;
    View::root(&compiled.compilation).map(|view| find(&view))
}

#[expect(deprecated, reason = "the protocol's crate wants the field filled")]
fn symbol(source: &SourceFile, it: OutlineItem, encoding: Encoding) -> DocumentSymbol {
    let children: Vec<DocumentSymbol> =
        it.children.into_iter().map(|it| symbol(source, it, encoding)).collect();
    DocumentSymbol {
        name: it.name,
        detail: (!it.detail.is_empty()).then_some(it.detail),
        kind: kind(it.kind),
        tags: None,
        deprecated: None,
        range: convert::range(source, it.whole.range(), encoding),
        selection_range: convert::range(source, it.name_span.range(), encoding),
        children: (!children.is_empty()).then_some(children),
    }
}

fn kind(kind: outline::OutlineKind) -> SymbolKind {
    match kind {
        outline::OutlineKind::Node => SymbolKind::FUNCTION,
        outline::OutlineKind::Param => SymbolKind::VARIABLE,
        outline::OutlineKind::Session => SymbolKind::OBJECT,
        outline::OutlineKind::Import => SymbolKind::MODULE,
        outline::OutlineKind::Decide => SymbolKind::ENUM,
        outline::OutlineKind::Decision | outline::OutlineKind::Outcome => SymbolKind::ENUM_MEMBER,
        outline::OutlineKind::Test => SymbolKind::EVENT,
    }
}

/// Whether the letters of the query stand in the name, in that order.
fn fits(name: &str, query: &str) -> bool {
    let mut rest = name.chars().flat_map(char::to_lowercase);
    query.chars().flat_map(char::to_lowercase).all(|wanted| rest.any(|ch| ch == wanted))
}
