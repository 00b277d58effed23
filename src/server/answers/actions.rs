//! What can be done with a stretch of text: fixes and other forms of the same.

use crate::diag::Edit;
use crate::ide::actions::{self, ActionKind};
use crate::server::protocol::{CodeAction, CodeActionParams};
use crate::server::rpc::Fault;
use crate::server::workspace::Workspace;
use crate::source::Span;

const QUICK_FIX: &str = "quickfix";
const QUICK_FIX_ALL: &str = "quickfix.fixAll";
const REWRITE: &str = "refactor.rewrite";
const SOURCE_FIX_ALL: &str = "source.fixAll.fsflow";

/// The kinds of actions that there are.
pub(in crate::server) static KINDS: &[&str] = &[QUICK_FIX, REWRITE, SOURCE_FIX_ALL];

/// What can be done with a stretch of text.
pub(in crate::server) fn actions(
    workspace: &mut Workspace,
    params: CodeActionParams,
) -> Result<Vec<CodeAction>, Fault> {
    let mut out: Vec<CodeAction> = Vec::new();
    // Found out only for who asks: every fix is tried.
    if params.context.only.as_ref().is_some_and(|only| wants(only, SOURCE_FIX_ALL)) {
        out.extend(fix_all(workspace, &params.text_document.uri));
    }
    let (views, convert) = workspace.views(&params.text_document.uri);
    for view in views {
        let range = convert.bytes(view.source, params.range);
        for action in actions::actions(&view, &range) {
            let kind = kind(action.kind);
            let is_wanted = params.context.only.as_ref().is_none_or(|only| wants(only, kind));
            if !is_wanted || out.iter().any(|it| it.title == action.title) {
                continue;
            }
            let fixed = action.diagnostic.and_then(|index| view.compilation.diagnostics.get(index));
            let fixed = fixed.and_then(|it| convert.diagnostic(view.compilation, it));
            out.push(CodeAction {
                kind,
                diagnostics: fixed.into_iter().collect(),
                is_preferred: action.preferred,
                edit: convert.workspace_edit(view.compilation, &action.edits),
                title: action.title,
            });
        }
    }
    Ok(out)
}

/// All fixes of a document that keep its meaning.
fn fix_all(workspace: &mut Workspace, uri: &str) -> Option<CodeAction> {
    let text = workspace.fixed(uri)?;
    let (view, convert) = workspace.known(uri)?;
    let edit = difference(view.source.text(), &text);
    let span = Span::new(view.file, edit.start, edit.end);
    let edits = [Edit { span, text: edit.text.to_owned() }];
    Some(CodeAction {
        title: "make all safe fixes of this file".to_owned(),
        kind: SOURCE_FIX_ALL,
        diagnostics: Vec::new(),
        is_preferred: false,
        edit: convert.workspace_edit(view.compilation, &edits),
    })
}

/// The one stretch of a text that differs from another, and what stands there instead.
#[derive(Debug, PartialEq, Eq)]
struct Difference<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

fn difference<'a>(before: &str, after: &'a str) -> Difference<'a> {
    let same = |(a, b): &(char, char)| a == b;
    let length = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
        pairs.take_while(same).map(|(ch, _)| ch.len_utf8()).sum()
    };
    let start = length(&mut before.chars().zip(after.chars()));
    let (rest_before, rest_after) =
        (before.get(start..).unwrap_or_default(), after.get(start..).unwrap_or_default());
    let last = length(&mut rest_before.chars().rev().zip(rest_after.chars().rev()));
    let text = rest_after.get(..rest_after.len() - last).unwrap_or_default();
    Difference { start, end: before.len() - last, text }
}

/// Whether a client that asks for these kinds wants this one: `quickfix` stands for `quickfix.fixAll` too.
fn wants(only: &[String], kind: &str) -> bool {
    let holds = |wanted: &String| {
        kind.strip_prefix(wanted.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || wanted.is_empty())
    };
    only.iter().any(holds)
}

fn kind(kind: ActionKind) -> &'static str {
    match kind {
        ActionKind::QuickFix => QUICK_FIX,
        ActionKind::FixAll => QUICK_FIX_ALL,
        ActionKind::Refactor => REWRITE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_difference_of_two_texts_makes_one_of_the_other() {
        let texts = ["", "a", "ab", "aéb", "aèb", "aab", "aaab", "xyz"];
        for before in texts {
            for after in texts {
                let Difference { start, end, text } = difference(before, after);
                let mut made = before.to_owned();
                made.replace_range(start..end, text);
                assert_eq!(made, after, "{before:?}");
            }
        }
        assert_eq!(
            difference("start => end\n", "start -> end\n"),
            Difference { start: 6, end: 7, text: "-" }
        );
    }
}
