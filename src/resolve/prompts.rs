//! Owns the prompt of a node: whether its type has one, and whether it is literal speech.

use super::interpolation;
use super::misplaced;
use super::scope::Scope;
use super::since::check_since;
use super::wording::quote;
use crate::catalog::{self, wire};
use crate::flow::{Prompt, TextPart, Type};
use crate::syntax::ast;

/// The node's prompt, if it has one and may have one.
pub(super) fn resolve(scope: &mut Scope<'_>, node: &ast::Node, ty: &Type) -> Option<Prompt> {
    let prompt = node.prompt.as_ref()?;
    let span = prompt.say.map_or(prompt.text.span, |say| say.to(prompt.text.span));
    if let Some(row) = ty.row {
        match row.prompt {
            catalog::Prompt::None => {
                scope.report(misplaced::prompt(row, span));
                interpolation::touch(scope, &prompt.text);
                return None;
            }
            catalog::Prompt::Optional(since) if since > scope.version => {
                let what = format!("the prompt of {}", quote(row.written()));
                check_since(scope, since, row.since, span, &what);
            }
            _ => {}
        }
    }
    let mut text = interpolation::resolve(scope, &prompt.text);
    let say = prompt.say.is_some() || strip_say(&mut text.parts);
    Some(Prompt { span, say, text })
}

/// Removes the API's mark of literal speech; `false` when there is none.
fn strip_say(parts: &mut Vec<TextPart>) -> bool {
    let Some(TextPart::Literal(first)) = parts.first_mut() else { return false };
    let Some(rest) = wire::speech(first) else { return false };
    if rest.is_empty() {
        parts.remove(0);
    } else {
        *first = rest.to_owned();
    }
    true
}
