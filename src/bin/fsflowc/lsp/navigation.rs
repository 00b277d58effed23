//! Owns the requests about one place: hover, definition, references, highlight, rename.

use std::collections::{BTreeSet, HashMap};

use fsflow::Compilation;
use fsflow::ide::{View, hover, outline, rename, symbol};
use fsflow::source::Span;
use lsp_types::{
    DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams, GotoDefinitionParams,
    GotoDefinitionResponse, Hover, HoverContents, HoverParams, Location, MarkupContent, MarkupKind, Position,
    PrepareRenameResponse, Range, ReferenceParams, RenameParams, TextDocumentPositionParams, TextEdit, Uri,
    WorkspaceEdit,
};

use super::routes::Fault;
use super::workspace::Workspace;
use super::{address, convert};

/// What is to be said of a place.
pub(super) fn hover(workspace: &mut Workspace, params: HoverParams) -> Result<Option<Hover>, Fault> {
    let encoding = workspace.encoding;
    Ok(with(workspace, &params.text_document_position_params, |view, offset| {
        let (span, value) = hover::hover(view, offset)?;
        let contents = HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value });
        Some(Hover { contents, range: Some(convert::range(view.source, span.range(), encoding)) })
    }))
}

/// Where a name is defined.
pub(super) fn definition(
    workspace: &mut Workspace,
    params: GotoDefinitionParams,
) -> Result<Option<GotoDefinitionResponse>, Fault> {
    let at = params.text_document_position_params;
    let encoding = workspace.encoding;
    let path = address::path(&at.text_document.uri);
    let mut found: Vec<Location> = Vec::new();
    for view in workspace.views(&path) {
        let offset = convert::offset(view.source, at.position, encoding);
        if let Some((_, target)) = outline::links(&view).into_iter().find(|(span, _)| holds(*span, offset)) {
            found.extend(address::uri(&target).map(|uri| Location { uri, range: Range::default() }));
        } else if let Some((symbol, _)) = symbol::at(&view, offset) {
            let all = symbol::occurrences(view.compilation, &symbol);
            let places = all.iter().filter(|it| it.definition);
            found.extend(places.filter_map(|it| convert::location(view.compilation, it.span, encoding)));
        }
        if !found.is_empty() {
            break;
        }
    }
    Ok((!found.is_empty()).then_some(GotoDefinitionResponse::Array(found)))
}

/// Where a name stands, in all open flows that the document belongs to.
pub(super) fn references(
    workspace: &mut Workspace,
    params: ReferenceParams,
) -> Result<Option<Vec<Location>>, Fault> {
    let at = params.text_document_position;
    let encoding = workspace.encoding;
    let with_definition = params.context.include_declaration;
    let mut found: Vec<Location> = Vec::new();
    for view in workspace.views(&address::path(&at.text_document.uri)) {
        let offset = convert::offset(view.source, at.position, encoding);
        let Some((symbol, _)) = symbol::at(&view, offset) else { continue };
        let all = symbol::occurrences(view.compilation, &symbol);
        let wanted = all.iter().filter(|it| with_definition || !it.definition);
        found.extend(wanted.filter_map(|it| convert::location(view.compilation, it.span, encoding)));
    }
    let key = |it: &Location| (it.uri.as_str().to_owned(), it.range.start, it.range.end);
    found.sort_by_key(key);
    found.dedup();
    Ok(Some(found))
}

/// Where a name stands in its document.
pub(super) fn highlight(
    workspace: &mut Workspace,
    params: DocumentHighlightParams,
) -> Result<Option<Vec<DocumentHighlight>>, Fault> {
    let encoding = workspace.encoding;
    Ok(with(workspace, &params.text_document_position_params, |view, offset| {
        let (symbol, _) = symbol::at(view, offset)?;
        let all = symbol::occurrences(view.compilation, &symbol);
        let here = all.iter().filter(|it| it.span.file == view.file);
        let highlight = |it: &symbol::Occurrence| DocumentHighlight {
            range: convert::range(view.source, it.span.range(), encoding),
            kind: Some(if it.definition {
                DocumentHighlightKind::WRITE
            } else {
                DocumentHighlightKind::READ
            }),
        };
        Some(here.map(highlight).collect())
    }))
}

/// Whether the name at a place can be renamed.
pub(super) fn prepare_rename(
    workspace: &mut Workspace,
    params: TextDocumentPositionParams,
) -> Result<Option<PrepareRenameResponse>, Fault> {
    let encoding = workspace.encoding;
    let prepared = with(workspace, &params, |view, offset| {
        Some(rename::prepare(view, offset).map(|(_, span, placeholder)| {
            let range = convert::range(view.source, span.range(), encoding);
            PrepareRenameResponse::RangeWithPlaceholder { range, placeholder }
        }))
    });
    prepared.transpose().map_err(Fault::Refused)
}

/// Renames the name at a place in all open flows that the document belongs to.
#[expect(
    clippy::mutable_key_type,
    reason = "the protocol's crate keys edits by its URI, whose inner state never shows"
)]
pub(super) fn rename(
    workspace: &mut Workspace,
    params: RenameParams,
) -> Result<Option<WorkspaceEdit>, Fault> {
    let at = params.text_document_position;
    let encoding = workspace.encoding;
    let mut edits: BTreeSet<(String, Position, Position, String)> = BTreeSet::new();
    for (index, view) in workspace.views(&address::path(&at.text_document.uri)).iter().enumerate() {
        let offset = convert::offset(view.source, at.position, encoding);
        let symbol = match rename::prepare(view, offset) {
            Ok((symbol, ..)) => symbol,
            Err(reason) if index == 0 => return Err(Fault::Refused(reason)),
            Err(_) => continue,
        };
        for edit in rename::edits(view.compilation, &symbol, &params.new_name).map_err(Fault::Refused)? {
            if let Some(place) = convert::location(view.compilation, edit.span, encoding) {
                edits.insert((place.uri.as_str().to_owned(), place.range.start, place.range.end, edit.text));
            }
        }
    }
    let mut changes: HashMap<Uri, Vec<TextEdit>> = HashMap::new();
    for (uri, start, end, new_text) in edits {
        if let Ok(uri) = uri.parse() {
            changes.entry(uri).or_default().push(TextEdit { range: Range { start, end }, new_text });
        }
    }
    Ok((!changes.is_empty()).then(|| WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }))
}

/// Asks about a place of a document as the file of its own flow.
fn with<R>(
    workspace: &mut Workspace,
    at: &TextDocumentPositionParams,
    find: impl FnOnce(&View<'_>, usize) -> Option<R>,
) -> Option<R> {
    let encoding = workspace.encoding;
    let compilation: &Compilation = &workspace.compiled(&address::path(&at.text_document.uri))?.compilation;
    let view = View::root(compilation)?;
    find(&view, convert::offset(view.source, at.position, encoding))
}

fn holds(span: Span, offset: usize) -> bool {
    span.start as usize <= offset && offset <= span.end as usize
}
