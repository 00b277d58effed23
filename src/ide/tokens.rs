//! Owns semantic tokens: what each word is, where a grammar of words alone can't tell.

use super::View;
use super::places::{self, What};
use crate::catalog::node_type;
use crate::source::Span;
use crate::syntax::ast::CommentKind;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A comment.
    Comment,
    /// A doc comment.
    Documentation,
    /// A keyword.
    Keyword,
    /// A node type.
    Type,
    /// The id of a node.
    Node,
    /// The id of a node, where it is defined.
    NodeDefinition,
    /// An outcome.
    Outcome,
    /// A key.
    Field,
    /// A word of an enumeration.
    Value,
    /// A number.
    Number,
    /// A string.
    Text,
    /// A parameter.
    Param,
    /// A comparison.
    Operator,
    /// The name of a check.
    Check,
    /// A decision.
    Decision,
}

/// All tokens of a file in order of place. None overlap; none spans lines.
#[must_use]
pub fn tokens(view: &View<'_>) -> Vec<(Span, TokenKind)> {
    let mut found: Vec<(Span, TokenKind)> = view
        .tree
        .comments
        .iter()
        .map(|comment| {
            let plain = comment.kind == CommentKind::Plain;
            (comment.span, if plain { TokenKind::Comment } else { TokenKind::Documentation })
        })
        .collect();
    places::each(view.tree, &mut |place| found.push((place.span, kind(&place.what))));
    found.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut out: Vec<(Span, TokenKind)> = Vec::with_capacity(found.len());
    let mut open: Option<(Span, TokenKind)> = None;
    for (span, kind) in found {
        if let Some((outer, outer_kind)) = open {
            if outer.contains(span) && span != outer {
                // A parameter inside a string: the string goes on behind it.
                lines(view, Span { end: span.start, ..outer }, outer_kind, &mut out);
                lines(view, span, kind, &mut out);
                open = Some((Span { start: span.end, ..outer }, outer_kind));
                continue;
            }
            lines(view, outer, outer_kind, &mut out);
        }
        open = Some((span, kind));
    }
    if let Some((span, kind)) = open {
        lines(view, span, kind, &mut out);
    }
    out
}

/// A token, cut at line breaks.
fn lines(view: &View<'_>, span: Span, kind: TokenKind, out: &mut Vec<(Span, TokenKind)>) {
    let mut start = span.start as usize;
    for line in view.source.line_index(start)..=view.source.line_index((span.end as usize).max(start)) {
        let range = view.source.line_range(line);
        let end = range.end.min(span.end as usize);
        let from = start.max(range.start);
        if from < end {
            out.push((Span::new(span.file, from, end), kind));
        }
        start = range.end.max(start);
    }
}

fn kind(what: &What<'_>) -> TokenKind {
    match what {
        What::Node(node) if node.ty.is_none() && !node.id.quoted && node_type(&node.id.text).is_some() => {
            TokenKind::Type
        }
        What::Node(_) => TokenKind::NodeDefinition,
        What::Mention(_) => TokenKind::Node,
        What::Type(_) | What::ParamType(_) => TokenKind::Type,
        What::Outcome(..) | What::AtomOutcome(..) => TokenKind::Outcome,
        What::Else(_) | What::Keyword => TokenKind::Keyword,
        What::Param(_) | What::ParamUse(_) => TokenKind::Param,
        What::Key(_) | What::SourceKey => TokenKind::Field,
        What::Word(..) | What::Constant | What::Source(_) => TokenKind::Value,
        What::Number => TokenKind::Number,
        What::Text(_) | What::Import(_) | What::Version(_) => TokenKind::Text,
        What::Check(_) => TokenKind::Check,
        What::Operator => TokenKind::Operator,
        What::Decision(_) => TokenKind::Decision,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::Case;

    #[test]
    fn a_string_goes_on_behind_its_parameter_and_is_cut_at_lines() {
        let case = Case::new("param a\nx: conversation \"\"\"\n  b ${a} c\n  d\n\"\"\" -> end // e\n");
        let view = case.view();
        let found: Vec<String> =
            tokens(&view).iter().map(|(span, kind)| format!("{kind:?} {}", case.slice(*span))).collect();
        assert_eq!(
            found,
            [
                "Keyword param",
                "Param a",
                "NodeDefinition x",
                "Type conversation",
                "Text \"\"\"",
                "Text   b ${",
                "Param a",
                "Text } c",
                "Text   d",
                "Text \"\"\"",
                "Node end",
                "Comment // e",
            ]
        );
    }
}
