//! Owns what is drawn over a text: semantic tokens, inlay hints, code lenses.

use fsflow::ide::View;
use fsflow::ide::hints;
use fsflow::ide::semantic_tokens::{SemanticKind, semantic_tokens};
use lsp_types::{
    CodeLens, CodeLensParams, Command, InlayHint, InlayHintLabel, InlayHintParams, InlayHintTooltip,
    Location, SemanticToken, SemanticTokens, SemanticTokensParams, SemanticTokensRangeParams,
    SemanticTokensRangeResult, SemanticTokensResult,
};
use serde_json::json;

use super::routes::Fault;
use super::workspace::Workspace;
use super::{address, convert};

/// The names of the protocol that a token's kind stands for; the order is the legend.
pub(super) static LEGEND: &[&str] = &[
    "comment",
    "keyword",
    "type",
    "function",
    "enumMember",
    "property",
    "number",
    "string",
    "parameter",
    "operator",
    "decorator",
];

/// The changes of a name that the legend lists.
pub(super) static MODIFIERS: &[&str] = &["declaration", "documentation"];

const DECLARATION: u32 = 1;
const DOCUMENTATION: u32 = 2;

/// All tokens of a document.
pub(super) fn tokens(
    workspace: &mut Workspace,
    params: SemanticTokensParams,
) -> Result<Option<SemanticTokensResult>, Fault> {
    let path = address::path(&params.text_document.uri);
    Ok(encoded(workspace, &path, &(0..usize::MAX)).map(SemanticTokensResult::Tokens))
}

/// The tokens of a part of a document.
pub(super) fn tokens_in_range(
    workspace: &mut Workspace,
    params: SemanticTokensRangeParams,
) -> Result<Option<SemanticTokensRangeResult>, Fault> {
    let path = address::path(&params.text_document.uri);
    let encoding = workspace.encoding;
    let Some(document) = workspace.document(&path) else { return Ok(None) };
    let range = convert::bytes(&document.source, params.range, encoding);
    Ok(encoded(workspace, &path, &range).map(SemanticTokensRangeResult::Tokens))
}

fn encoded(workspace: &mut Workspace, path: &str, range: &std::ops::Range<usize>) -> Option<SemanticTokens> {
    let encoding = workspace.encoding;
    let compiled = workspace.compiled(path)?;
    let view = View::root(&compiled.compilation)?;
    let (mut line, mut column) = (0, 0);
    let mut data = Vec::new();
    let inside = |start: u32, end: u32| (start as usize) < range.end && range.start < end as usize;
    for (span, kind) in semantic_tokens(&view).into_iter().filter(|(span, _)| inside(span.start, span.end)) {
        let at = convert::range(view.source, span.range(), encoding);
        let delta_line = at.start.line - line;
        let delta_start = if delta_line == 0 { at.start.character - column } else { at.start.character };
        (line, column) = (at.start.line, at.start.character);
        let (token_type, token_modifiers_bitset) = legend(kind);
        let length = at.end.character - at.start.character;
        data.push(SemanticToken { delta_line, delta_start, length, token_type, token_modifiers_bitset });
    }
    Some(SemanticTokens { result_id: None, data })
}

fn legend(kind: SemanticKind) -> (u32, u32) {
    match kind {
        SemanticKind::Comment => (0, 0),
        SemanticKind::Documentation => (0, DOCUMENTATION),
        SemanticKind::Keyword => (1, 0),
        SemanticKind::Type => (2, 0),
        SemanticKind::Node => (3, 0),
        SemanticKind::NodeDefinition => (3, DECLARATION),
        SemanticKind::Outcome | SemanticKind::Value => (4, 0),
        SemanticKind::Decision => (4, DECLARATION),
        SemanticKind::Field => (5, 0),
        SemanticKind::Number => (6, 0),
        SemanticKind::Text => (7, 0),
        SemanticKind::Param => (8, 0),
        SemanticKind::Operator => (9, 0),
        SemanticKind::Check => (10, 0),
    }
}

/// What `else` stands for, and what the API fills in.
pub(super) fn hints(
    workspace: &mut Workspace,
    params: InlayHintParams,
) -> Result<Option<Vec<InlayHint>>, Fault> {
    let encoding = workspace.encoding;
    let Some(compiled) = workspace.compiled(&address::path(&params.text_document.uri)) else {
        return Ok(None);
    };
    let Some(view) = View::root(&compiled.compilation) else { return Ok(None) };
    let range = convert::bytes(view.source, params.range, encoding);
    let found = hints::hints(&view)
        .into_iter()
        .filter(|hint| range.start <= hint.place.end as usize && hint.place.start as usize <= range.end);
    let hint = |hint: hints::Hint| InlayHint {
        position: convert::position(view.source, hint.place.end as usize, encoding),
        label: InlayHintLabel::String(hint.text),
        kind: None,
        text_edits: None,
        tooltip: Some(InlayHintTooltip::String(hint.why)),
        padding_left: Some(true),
        padding_right: Some(false),
        data: None,
    };
    Ok(Some(found.map(hint).collect()))
}

/// How many routes lead to each node, in all open flows that the document belongs to.
pub(super) fn lenses(
    workspace: &mut Workspace,
    params: CodeLensParams,
) -> Result<Option<Vec<CodeLens>>, Fault> {
    let encoding = workspace.encoding;
    let uri = params.text_document.uri;
    let mut found: Vec<(lsp_types::Range, Vec<Location>)> = Vec::new();
    for view in workspace.views(&address::path(&uri)) {
        for (index, (id, from)) in hints::arrivals(&view).into_iter().enumerate() {
            let range = convert::range(view.source, id.range(), encoding);
            if found.len() <= index {
                found.push((range, Vec::new()));
            }
            let Some((_, places)) = found.get_mut(index) else { continue };
            for span in from {
                let place = convert::location(view.compilation, span, encoding);
                places.extend(place.filter(|place| !places.contains(place)));
            }
        }
    }
    let lens = |(range, places): (lsp_types::Range, Vec<Location>)| {
        let title = match places.len() {
            0 => "no route leads here".to_owned(),
            1 => "1 route leads here".to_owned(),
            count => format!("{count} routes lead here"),
        };
        let arguments = vec![json!(uri), json!(range.start), json!(places)];
        // The client shows the places; a client that does not know the command shows the words alone.
        let command =
            Command { title, command: "fsflow.showReferences".to_owned(), arguments: Some(arguments) };
        CodeLens { range, command: Some(command), data: None }
    };
    Ok(Some(found.into_iter().map(lens).collect()))
}
