//! Owns the warning about parameters that nothing uses.

use std::collections::HashSet;

use super::check::Context;
use super::phrase::quote;
use super::template::placeholders;
use crate::catalog::KNOWN_KEYS;
use crate::diag::{Diagnostic, Tag};

crate::code! {
    /// A parameter is declared and never used. Whoever builds the flow is asked for a value that changes nothing; often the
    /// place where it should stand was forgotten.
    ///
    /// ```fsflow wrong
    /// param amount: number
    ///
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// param amount: number
    ///
    /// start -> closing
    /// closing: conversation "Thank the user for the payment of ${amount} euros." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static UNUSED_PARAM = warning(Style) "unused-param";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let all_read =
        ctx.flow.complete && ctx.flow.nodes.iter().all(|node| node.fields_known && node.edges_known);
    if !all_read {
        return;
    }
    let mut in_braces: Option<HashSet<&str>> = None;
    for param in ctx.flow.params.iter().filter(|param| param.uses.is_empty() && !param.imported) {
        // One that was written as `{name}` was told as that.
        let in_braces = in_braces.get_or_insert_with(|| names_in_braces(ctx));
        if in_braces.contains(param.name.as_str()) && !KNOWN_KEYS.contains(&param.name.as_str()) {
            continue;
        }
        let name = quote(&param.name);
        let mut diagnostic =
            Diagnostic::new(&UNUSED_PARAM, param.name_span, format!("the parameter {name} is never used"))
                .label("nothing reads it")
                .help(format!("write `${{{}}}` where it belongs, or remove the parameter", param.name))
                .tag(Tag::Unnecessary);
        // Another declaration of the name would be the unused one then.
        let declared_once = out.iter().flat_map(|it| &it.related).all(|label| label.span != param.name_span);
        let lines = super::repair::whole_lines(ctx.sources, param.statement);
        if let Some(lines) = lines.filter(|_| declared_once) {
            diagnostic = diagnostic.fix("remove the parameter", lines, "");
        }
        out.push(diagnostic);
    }
}

fn names_in_braces<'a>(ctx: &Context<'a>) -> HashSet<&'a str> {
    let prompts = ctx.flow.nodes.iter().filter_map(|node| node.prompt.as_ref());
    prompts.flat_map(|prompt| placeholders(&prompt.text)).map(|placeholder| placeholder.name).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        crate::checks::tests::snapshot(
            "unused-param",
            &[
                (
                    "unused",
                    r#"/// How much.
param amount: number // in euros
param who
start -> a
a: conversation "Greet ${who}." -> closing"#,
                ),
                (
                    "a part that was not understood may use it",
                    "param amount: number
start -> mail
mail: email_otp { otp_lenght: ${amount} } -> closing",
                ),
            ],
        );
    }
}
