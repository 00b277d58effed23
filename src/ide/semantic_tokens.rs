//! Semantic tokens: the colour of each word where a grammar of words alone can't tell a node from an outcome.

use super::classify::{self, Class};
use super::view::View;
use crate::catalog::node_type;
use crate::source::Span;
use crate::syntax::ast::CommentKind;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SemanticKind {
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
pub fn semantic_tokens(view: &View<'_>) -> Vec<(Span, SemanticKind)> {
    let mut found: Vec<(Span, SemanticKind)> = view
        .tree
        .comments
        .iter()
        .map(|comment| {
            let plain = comment.kind == CommentKind::Plain;
            (comment.span, if plain { SemanticKind::Comment } else { SemanticKind::Documentation })
        })
        .collect();
    classify::each(view.tree, &mut |place| found.push((place.span, kind(&place.class))));
    found.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut out: Vec<(Span, SemanticKind)> = Vec::with_capacity(found.len());
    let mut open: Option<(Span, SemanticKind)> = None;
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
fn lines(view: &View<'_>, span: Span, kind: SemanticKind, out: &mut Vec<(Span, SemanticKind)>) {
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

fn kind(class: &Class<'_>) -> SemanticKind {
    match class {
        Class::Node(node) if node.ty.is_none() && !node.id.quoted && node_type(&node.id.text).is_some() => {
            SemanticKind::Type
        }
        Class::Node(_) => SemanticKind::NodeDefinition,
        Class::Mention(..) | Class::NodeOrDecision(..) => SemanticKind::Node,
        Class::Type(_) | Class::ParamType(_) => SemanticKind::Type,
        Class::Outcome(..) | Class::AtomOutcome(..) => SemanticKind::Outcome,
        Class::Else(_) | Class::Keyword => SemanticKind::Keyword,
        Class::Param(_) | Class::ParamUse(_) => SemanticKind::Param,
        Class::Key(_) | Class::SourceKey => SemanticKind::Field,
        Class::Word(..) | Class::Constant | Class::Source(_) => SemanticKind::Value,
        Class::Number => SemanticKind::Number,
        Class::Text(_) | Class::Import(_) | Class::Version(_) => SemanticKind::Text,
        Class::Check(_) => SemanticKind::Check,
        Class::Operator => SemanticKind::Operator,
        Class::Decision(_) | Class::Let(_) => SemanticKind::Decision,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::Case;

    #[test]
    fn the_words_of_other_languages_overlap_nothing() {
        for text in
            ["let a = \"b\"\nend\n", "const a = 1\n", "use \"./b.fsflow\"\n", "from \"./b\" import a\n"]
        {
            let case = Case::new(text);
            let spans = semantic_tokens(&case.view());
            let pairs = spans.windows(2).filter(|pair| pair[0].0.end > pair[1].0.start);
            assert_eq!(pairs.count(), 0, "{text:?} {spans:?}");
        }
    }

    #[test]
    fn a_string_goes_on_behind_its_parameter_and_is_cut_at_lines() {
        let case = Case::new("param a\nx: conversation \"\"\"\n  b ${a} c\n  d\n\"\"\" -> end // e\n");
        let view = case.view();
        let found: Vec<String> = semantic_tokens(&view)
            .iter()
            .map(|(span, kind)| format!("{kind:?} {}", case.slice(*span)))
            .collect();
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
