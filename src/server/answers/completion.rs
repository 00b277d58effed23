//! What may stand at a place, as the protocol shows it.

use crate::ide::completion::{self, ItemKind, Piece};
use crate::server::protocol::{
    CompletionItem, CompletionItemKind, CompletionList, InsertTextFormat, LabelDetails, Markup,
    PositionParams, TextEdit,
};
use crate::server::rpc::Fault;
use crate::server::workspace::Workspace;

/// What may stand at a place.
pub(in crate::server) fn complete(
    workspace: &mut Workspace,
    params: PositionParams,
) -> Result<Option<CompletionList>, Fault> {
    let uri = params.text_document.uri;
    let snippets = workspace.client.snippets;
    let _ = workspace.view(&uri);
    let workspace = &*workspace;
    let Some((view, convert)) = workspace.known(&uri) else { return Ok(None) };
    let offset = convert.offset(view.source, params.position);
    let found = completion::completions(&view, offset, &|folder| workspace.neighbours(&uri, folder));
    let range = convert.range(view.source, found.replace);
    let items = found.items.iter().enumerate();
    let items = items.map(|(index, item)| {
        let has_stops = item.insert.iter().any(|piece| matches!(piece, Piece::Placeholder(_)));
        CompletionItem {
            label: item.label.clone(),
            label_details: (!item.detail.is_empty())
                .then(|| LabelDetails { description: item.detail.clone() }),
            kind: kind(item.kind),
            detail: item.detail.clone(),
            documentation: (!item.docs.is_empty()).then(|| Markup::new(item.docs.clone())),
            sort_text: format!("{index:04}"),
            insert_text_format: (snippets && has_stops).then_some(InsertTextFormat::Snippet),
            text_edit: TextEdit { range, new_text: inserted(&item.insert, snippets) },
        }
    });
    Ok(Some(CompletionList { is_incomplete: !found.complete, items: items.collect() }))
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
        ItemKind::Keyword => CompletionItemKind::Keyword,
        ItemKind::Type => CompletionItemKind::Class,
        ItemKind::Node => CompletionItemKind::Function,
        ItemKind::Outcome => CompletionItemKind::EnumMember,
        ItemKind::Field => CompletionItemKind::Field,
        ItemKind::Value => CompletionItemKind::Value,
        ItemKind::Param => CompletionItemKind::Variable,
        ItemKind::File => CompletionItemKind::File,
        ItemKind::Check => CompletionItemKind::Event,
    }
}
