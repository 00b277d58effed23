//! Semantic tokens: all of a document, those of a part, or what became of those that the client has.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use crate::ide::semantic_tokens::{SemanticKind, semantic_tokens};
use crate::ide::view::View;
use crate::server::convert::Convert;
use crate::server::protocol::{
    DocumentParams, Position, RangeParams, SemanticTokens, SemanticTokensDelta, SemanticTokensDeltaParams,
    SemanticTokensEdit,
};
use crate::server::rpc::Fault;
use crate::server::workspace::Workspace;

/// The names of the protocol that a token's kind stands for; the order is the legend.
pub(in crate::server) static LEGEND: &[&str] = &[
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
pub(in crate::server) static MODIFIERS: &[&str] = &["declaration", "documentation"];

const DECLARATION: u32 = 1;
const DOCUMENTATION: u32 = 2;

/// How many numbers a token takes.
const NUMBERS: usize = 5;

/// All tokens of a document.
pub(in crate::server) fn all(
    workspace: &mut Workspace,
    params: DocumentParams,
) -> Result<Option<SemanticTokens>, Fault> {
    let uri = params.text_document.uri;
    let Some((view, convert)) = workspace.view(&uri) else { return Ok(None) };
    let data = encoded(&view, &convert, &(0..usize::MAX));
    let id = id(&data);
    workspace.tokens.insert(uri, data.clone());
    Ok(Some(SemanticTokens { result_id: Some(id), data }))
}

/// What became of the tokens that the client has; all of them when the server does not know those.
pub(in crate::server) fn delta(
    workspace: &mut Workspace,
    params: SemanticTokensDeltaParams,
) -> Result<Option<Changed>, Fault> {
    let uri = params.text_document.uri;
    let Some((view, convert)) = workspace.view(&uri) else { return Ok(None) };
    let data = encoded(&view, &convert, &(0..usize::MAX));
    let result_id = id(&data);
    let before = workspace.tokens.insert(uri, data.clone());
    Ok(Some(match before.filter(|before| id(before) == params.previous_result_id) {
        Some(before) => {
            let edits = difference(&before, &data).into_iter().collect();
            Changed::Delta(SemanticTokensDelta { result_id, edits })
        }
        None => Changed::All(SemanticTokens { result_id: Some(result_id), data }),
    }))
}

/// The tokens of a part of a document.
pub(in crate::server) fn in_range(
    workspace: &mut Workspace,
    params: RangeParams,
) -> Result<Option<SemanticTokens>, Fault> {
    let Some((view, convert)) = workspace.view(&params.text_document.uri) else { return Ok(None) };
    let range = convert.bytes(view.source, params.range);
    Ok(Some(SemanticTokens { result_id: None, data: encoded(&view, &convert, &range) }))
}

/// The answer to a question about changes.
#[derive(Debug, serde::Serialize)]
#[serde(untagged)]
pub(in crate::server) enum Changed {
    All(SemanticTokens),
    Delta(SemanticTokensDelta),
}

/// Tells these tokens from others, those of an earlier server included.
fn id(data: &[u32]) -> String {
    let mut hasher = DefaultHasher::new();
    data.hash(&mut hasher);
    format!("{:x}", hasher.finish())
}

/// The one stretch of whole tokens that differs, if any.
fn difference(before: &[u32], after: &[u32]) -> Option<SemanticTokensEdit> {
    if before == after {
        return None;
    }
    let tokens = |data: &[u32]| data.len() / NUMBERS;
    let same = |pair: &(&[u32], &[u32])| pair.0 == pair.1;
    let pairs = before.chunks(NUMBERS).zip(after.chunks(NUMBERS));
    let first = pairs.take_while(same).count();
    let most = tokens(before).min(tokens(after)) - first;
    let pairs = before.rchunks(NUMBERS).zip(after.rchunks(NUMBERS));
    let last = pairs.take(most).take_while(same).count();
    let end = |data: &[u32]| (tokens(data) - last) * NUMBERS;
    let start = first * NUMBERS;
    let index = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    Some(SemanticTokensEdit {
        start: index(start),
        delete_count: index(end(before) - start),
        data: after.get(start..end(after)).unwrap_or_default().to_vec(),
    })
}

/// The tokens of a range of bytes as the protocol writes them: each by its distance from the one before.
fn encoded(view: &View<'_>, convert: &Convert<'_>, range: &std::ops::Range<usize>) -> Vec<u32> {
    let (mut line, mut column) = (0, 0);
    let mut data = Vec::new();
    let inside = |start: u32, end: u32| (start as usize) < range.end && range.start < end as usize;
    for (span, kind) in semantic_tokens(view).into_iter().filter(|(span, _)| inside(span.start, span.end)) {
        let at = convert.range(view.source, span);
        // A line of the language may be several of the protocol: a carriage return alone ends one there.
        let length = if at.start.line == at.end.line {
            at.end.character - at.start.character
        } else {
            let end = convert.offset(view.source, Position { character: u32::MAX, ..at.start });
            convert.position(view.source, end).character - at.start.character
        };
        let delta_line = at.start.line - line;
        let delta_start = if delta_line == 0 { at.start.character - column } else { at.start.character };
        (line, column) = (at.start.line, at.start.character);
        let (kind, modifiers) = legend(kind);
        data.extend([delta_line, delta_start, length, kind, modifiers]);
    }
    data
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &[u32], after: &[u32]) {
        let mut data = before.to_vec();
        if let Some(edit) = difference(before, after) {
            assert_eq!((edit.start % 5, edit.delete_count % 5, edit.data.len() % 5), (0, 0, 0));
            let end = edit.start + edit.delete_count;
            data.splice(edit.start as usize..end as usize, edit.data);
        }
        assert_eq!(data, after);
    }

    #[test]
    fn the_difference_makes_the_new_tokens_of_the_old_ones() {
        let token = |kind: u32| [0, 1, 1, kind, 0];
        let tokens = |kinds: &[u32]| kinds.iter().flat_map(|kind| token(*kind)).collect::<Vec<u32>>();
        let all: [&[u32]; 8] = [&[], &[1], &[1, 1], &[1, 2, 1], &[1, 2, 3], &[2, 3], &[1, 1, 1], &[3, 2, 1]];
        for before in all {
            for after in all {
                check(&tokens(before), &tokens(after));
            }
        }
    }

    #[test]
    fn tokens_that_stay_are_no_difference() {
        let token = [0, 1, 1, 1, 0];
        assert_eq!(difference(&token, &token), None);
        let edit = SemanticTokensEdit { start: 5, delete_count: 0, data: vec![0, 2, 1, 1, 0] };
        assert_eq!(difference(&token, &[0, 1, 1, 1, 0, 0, 2, 1, 1, 0]), Some(edit));
    }
}
