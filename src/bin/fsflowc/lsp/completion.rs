//! Owns completion as the protocol shows it.

use fsflow::ide::View;
use fsflow::ide::completion::{self, ItemKind, Piece};
use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemLabelDetails, CompletionList, CompletionParams,
    CompletionResponse, CompletionTextEdit, Documentation, InsertTextFormat, MarkupContent, MarkupKind,
    TextEdit,
};

use super::routes::Fault;
use super::workspace::Workspace;
use super::{address, convert};

/// What may stand at a place.
pub(super) fn complete(
    workspace: &mut Workspace,
    params: CompletionParams,
) -> Result<Option<CompletionResponse>, Fault> {
    let at = params.text_document_position;
    let path = address::path(&at.text_document.uri);
    let (encoding, snippets) = (workspace.encoding, workspace.client.snippets);
    let _ = workspace.compiled(&path);
    let workspace = &*workspace;
    let Some(view) = workspace.known(&path).and_then(|compiled| View::root(&compiled.compilation)) else {
        return Ok(None);
    };
    let offset = convert::offset(view.source, at.position, encoding);
    let found = completion::completions(&view, offset, &|folder| workspace.neighbours(&path, folder));
    let range = convert::range(view.source, found.replace.range(), encoding);
    let items = found.items.iter().enumerate();
    let items = items.map(|(index, item)| {
        let edit = TextEdit { range, new_text: inserted(&item.insert, snippets) };
        let has_stops = item.insert.iter().any(|piece| matches!(piece, Piece::Placeholder(_)));
        CompletionItem {
            label: item.label.clone(),
            label_details: (!item.detail.is_empty())
                .then(|| CompletionItemLabelDetails { detail: None, description: Some(item.detail.clone()) }),
            kind: Some(kind(item.kind)),
            detail: (!item.detail.is_empty()).then(|| item.detail.clone()),
            documentation: (!item.docs.is_empty()).then(|| {
                Documentation::MarkupContent(MarkupContent {
                    kind: MarkupKind::Markdown,
                    value: item.docs.clone(),
                })
            }),
            sort_text: Some(format!("{index:04}")),
            insert_text_format: (snippets && has_stops).then_some(InsertTextFormat::SNIPPET),
            text_edit: Some(CompletionTextEdit::Edit(edit)),
            ..CompletionItem::default()
        }
    });
    Ok(Some(CompletionResponse::List(CompletionList {
        is_incomplete: !found.complete,
        items: items.collect(),
    })))
}

/// The text of a proposal: with places to fill in where the client can and there are some.
fn inserted(pieces: &[Piece], snippets: bool) -> String {
    let snippet = snippets && pieces.iter().any(|piece| matches!(piece, Piece::Placeholder(_)));
    let mut out = String::new();
    let mut stops = 0;
    for piece in pieces {
        match piece {
            Piece::Text(text) if snippet => out.push_str(&escaped(text)),
            Piece::Text(text) => out.push_str(text),
            Piece::Placeholder(text) if snippet => {
                stops += 1;
                out.push_str(&format!("${{{stops}:{}}}", escaped(text)));
            }
            Piece::Placeholder(text) => out.push_str(text),
        }
    }
    out
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}")
}

fn kind(kind: ItemKind) -> CompletionItemKind {
    match kind {
        ItemKind::Keyword => CompletionItemKind::KEYWORD,
        ItemKind::Type => CompletionItemKind::CLASS,
        ItemKind::Node => CompletionItemKind::FUNCTION,
        ItemKind::Outcome => CompletionItemKind::ENUM_MEMBER,
        ItemKind::Field => CompletionItemKind::FIELD,
        ItemKind::Value => CompletionItemKind::VALUE,
        ItemKind::Param => CompletionItemKind::VARIABLE,
        ItemKind::File => CompletionItemKind::FILE,
        ItemKind::Check => CompletionItemKind::EVENT,
    }
}
