//! What can be done with a stretch of text: fixes and other forms of the same.

use crate::ide::actions::{self, ActionKind};
use crate::server::protocol::{CodeAction, CodeActionParams};
use crate::server::rpc::Fault;
use crate::server::workspace::Workspace;

const QUICK_FIX: &str = "quickfix";
const QUICK_FIX_ALL: &str = "quickfix.fixAll";
const REWRITE: &str = "refactor.rewrite";

/// The kinds of actions that there are.
pub(in crate::server) static KINDS: &[&str] = &[QUICK_FIX, REWRITE];

/// What can be done with a stretch of text.
pub(in crate::server) fn actions(
    workspace: &mut Workspace,
    params: CodeActionParams,
) -> Result<Vec<CodeAction>, Fault> {
    let mut out: Vec<CodeAction> = Vec::new();
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
