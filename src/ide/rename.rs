//! Renaming: what can be renamed, which names are refused and why, and the edits in all files of a flow.

use super::classify::{self, Class};
use super::symbol::{self, Symbol};
use super::view::View;
use crate::Compilation;
use crate::catalog;
use crate::diag::Edit;
use crate::format::needs_quotes;
use crate::source::Span;
use crate::syntax::ast::Node;
use crate::syntax::is_identifier;

/// What can be renamed at an offset: the symbol, where its name stands, and the name.
///
/// # Errors
/// When there is nothing to rename; the text says why.
pub fn prepare(view: &View<'_>, offset: usize) -> Result<(Symbol, Span, String), String> {
    let Some((symbol, span)) = symbol::at(view, offset) else {
        return Err(match classify::at(view, offset).map(|place| place.class) {
            Some(Class::Type(_)) => "the API names the node types".to_owned(),
            Some(Class::Key(_)) => "the API names the fields".to_owned(),
            _ => "only nodes, parameters, decisions and the outcomes of conversations can be renamed"
                .to_owned(),
        });
    };
    let name = match &symbol {
        Symbol::Outcome { own: false, name, .. } => {
            return Err(format!("`{name}` is an outcome of the API, which names it"));
        }
        Symbol::Node(name) | Symbol::Param(name) | Symbol::Decision(name) | Symbol::Outcome { name, .. } => {
            name.clone()
        }
    };
    if symbol::occurrences(view.compilation, &symbol).iter().all(|occurrence| !occurrence.definition) {
        return Err(format!("`{name}` is not defined"));
    }
    Ok((symbol, span, name))
}

/// The edits that give a symbol another name, in all files of the flow. The name may stand in quotes.
///
/// # Errors
/// When the name is invalid or taken; the text says why.
pub fn edits(compilation: &Compilation, symbol: &Symbol, name: &str) -> Result<Vec<Edit>, String> {
    let (name, quoted) = read(name)?;
    refuse(compilation, symbol, &name)?;
    let written = if quoted || !is_identifier(&name) || needs_quotes(&name) {
        format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
    } else {
        name.clone()
    };
    let occurrences = symbol::occurrences(compilation, symbol);
    let mut edits: Vec<Edit> =
        occurrences.iter().map(|at| Edit { span: at.span, text: written.clone() }).collect();
    if let Symbol::Node(id) = symbol {
        for (_, node) in symbol::nodes(compilation).filter(|(_, node)| node.id.text == *id) {
            keep_type(node, &name, &written, &mut edits);
        }
    }
    edits.sort();
    edits.dedup();
    Ok(edits)
}

/// A node whose id was its type needs the type written out.
fn keep_type(node: &Node, name: &str, written: &str, edits: &mut [Edit]) {
    let is_type = node.ty.is_none() && !node.id.quoted && catalog::node_type(&node.id.text).is_some();
    if is_type && let Some(edit) = edits.iter_mut().find(|edit| edit.span == node.id.span) {
        let same = catalog::node_type(name).map(|row| row.name) == classify::row(node).map(|row| row.name);
        edit.text = if same { written.to_owned() } else { format!("{written}: {}", node.id.text) };
    }
}

/// The name without quotes, and whether it had them.
fn read(name: &str) -> Result<(String, bool), String> {
    let name = name.trim();
    let inner = name.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let plain = inner.unwrap_or(name);
    if plain.is_empty() {
        return Err("a name can't be empty".to_owned());
    }
    if plain.chars().any(char::is_control) {
        return Err("a name can't hold line breaks or control characters".to_owned());
    }
    if inner.is_none() && !is_identifier(plain) {
        return Err(format!(
            "`{plain}` is not a name: letters, digits, `_` and inner `-`, beginning with a letter or `_`; other names stand in quotes"
        ));
    }
    Ok((plain.to_owned(), inner.is_some()))
}

fn refuse(compilation: &Compilation, symbol: &Symbol, name: &str) -> Result<(), String> {
    let taken = |what: &str| Err(format!("`{name}` is taken: {what} has that name"));
    match symbol {
        Symbol::Node(id) if id != name && symbol::node(compilation, name).is_some() => taken("another node"),
        Symbol::Param(_) if !is_identifier(name) => Err(format!("`{name}` can't be the name of a parameter")),
        Symbol::Param(id) => {
            let mut params = compilation.flow.params.iter();
            if id != name && params.any(|param| param.name == name) {
                taken("another parameter")
            } else {
                Ok(())
            }
        }
        Symbol::Outcome { node, name: old, .. } if old != name => {
            let as_written = crate::syntax::ast::Name::built(name, false);
            match symbol::node(compilation, node).map(|(_, node)| symbol::outcome(node, &as_written)) {
                Some(Symbol::Outcome { own: false, .. }) => taken("an outcome of the API"),
                Some(new) if !symbol::occurrences(compilation, &new).is_empty() => {
                    taken("another outcome of the node")
                }
                _ => Ok(()),
            }
        }
        Symbol::Decision(old) if old != name => {
            let new = Symbol::Decision(name.to_owned());
            let is_node = symbol::node(compilation, name).is_some();
            if is_node || !symbol::occurrences(compilation, &new).is_empty() {
                taken("something else")
            } else {
                Ok(())
            }
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::Case;

    fn check(before: &str, name: &str, after: &str) {
        let case = Case::new(before);
        let renamed = prepare(&case.view(), case.cursor)
            .and_then(|(symbol, ..)| edits(&case.compilation, &symbol, name));
        let text = match renamed {
            Ok(edits) => case.apply(&edits),
            Err(reason) => reason,
        };
        assert_eq!(text, after);
    }

    #[test]
    fn a_node_is_renamed_everywhere() {
        check(
            "start -> a$0b\nab: liveness -> < else: ab2 >\n",
            "check",
            "start -> check\ncheck: liveness -> < else: ab2 >\n",
        );
        check("start -> $0ab\nab: end", "\"odd id\"", "start -> \"odd id\"\n\"odd id\": end");
        check(
            "start -> ab\n$0ab: end\nensure ab requires ab.x\n",
            "b",
            "start -> b\nb: end\nensure b requires b.x\n",
        );
    }

    #[test]
    fn a_node_that_was_named_by_its_type_keeps_the_type() {
        check("start -> live$0ness\nliveness -> end\n", "face", "start -> face\nface: liveness -> end\n");
    }

    #[test]
    fn a_parameter_is_renamed_in_strings_too() {
        check(
            "param a\nx: conversation \"${a}!\" { b: ${$0a} } -> end",
            "c",
            "param c\nx: conversation \"${c}!\" { b: ${c} } -> end",
        );
    }

    #[test]
    fn an_outcome_of_a_conversation_is_renamed_with_its_mentions() {
        check(
            "c: conversation \"x\" -> < ye$0s: end when \"y\", no: end when \"n\" >\nensure c.yes requires c",
            "agreed",
            "c: conversation \"x\" -> < agreed: end when \"y\", no: end when \"n\" >\nensure c.agreed requires c",
        );
    }

    #[test]
    fn a_name_that_is_invalid_or_taken_is_refused_with_the_reason() {
        check("start -> a$0\na: end\nb: end", "b", "`b` is taken: another node has that name");
        check("start -> a$0\na: end", "", "a name can't be empty");
        check(
            "start -> a$0\na: end",
            "a b",
            "`a b` is not a name: letters, digits, `_` and inner `-`, beginning with a letter or `_`; other names stand in quotes",
        );
        check(
            "liveness -> < dete$0cted: end >",
            "x",
            "`livenessDetected` is an outcome of the API, which names it",
        );
        check("a: live$0ness -> end", "x", "the API names the node types");
        check("start -> no$0where", "x", "`nowhere` is not defined");
        check(
            "c: conversation \"x\" -> < y$0: end when \"y\", n: end when \"n\" >",
            "n",
            "`n` is taken: another outcome of the node has that name",
        );
        check("param a$0\nparam b", "b", "`b` is taken: another parameter has that name");
    }
}
