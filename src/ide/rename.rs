//! Renaming: what can be renamed, which names are refused and why, and the edits in all files of a flow.

use super::classify::{self, Class};
use super::symbol::{self, Occurrence, Symbol};
use super::view::View;
use crate::catalog;
use crate::compilation::Compilation;
use crate::diag::Edit;
use crate::flow::PENDING;
use crate::source::Span;
use crate::syntax::ast::{Name, Node};
use crate::syntax::words::{self, AMBIGUOUS, INCOMPLETE, Part, is_identifier, spell};

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
        Symbol::Node(name)
        | Symbol::Param(name)
        | Symbol::Decision(name)
        | Symbol::Let(name)
        | Symbol::Outcome { name, .. } => name.clone(),
    };
    if symbol::occurrences(view.compilation, &symbol).iter().all(|occurrence| !occurrence.definition) {
        return Err(format!("`{name}` is not defined"));
    }
    Ok((symbol, span, name))
}

/// The edits that give a symbol another name, in all files of the flow. The name may stand in quotes; it is written in quotes
/// wherever it needs them, and only there.
///
/// # Errors
/// When the name is invalid or taken; the text says why.
pub fn edits(compilation: &Compilation, symbol: &Symbol, name: &str) -> Result<Vec<Edit>, String> {
    let name = read(name)?;
    refuse(compilation, symbol, &name)?;
    let spelled = |at: &Occurrence| Edit { span: at.span, text: spell(&name, at.position).into_owned() };
    let mut edits: Vec<Edit> = symbol::occurrences(compilation, symbol).iter().map(spelled).collect();
    if let Symbol::Node(id) = symbol {
        for (_, node) in symbol::nodes(compilation).filter(|(_, node)| node.id.text == *id) {
            keep_type(node, &name, &mut edits);
        }
    }
    edits.sort();
    edits.dedup();
    Ok(edits)
}

/// A node whose id was its type needs the type written out.
fn keep_type(node: &Node, name: &str, edits: &mut [Edit]) {
    let is_type = node.ty.is_none() && !node.id.quoted && catalog::node_type(&node.id.text).is_some();
    let same = catalog::node_type(name).map(|row| row.name) == classify::row(node).map(|row| row.name);
    if is_type
        && !same
        && let Some(edit) = edits.iter_mut().find(|edit| edit.span == node.id.span)
    {
        edit.text = format!("{}: {}", edit.text, node.id.text);
    }
}

/// The name that was typed, with or without quotes around it.
fn read(typed: &str) -> Result<String, String> {
    let typed = typed.trim();
    let name = match typed.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) => inner.replace("\\\"", "\"").replace("\\\\", "\\"),
        None => typed.to_owned(),
    };
    if name.is_empty() {
        return Err("a name can't be empty".to_owned());
    }
    if name.chars().any(char::is_control) {
        return Err("a name can't hold line breaks or control characters".to_owned());
    }
    Ok(name)
}

fn refuse(compilation: &Compilation, symbol: &Symbol, name: &str) -> Result<(), String> {
    let taken = |what: &str| Err(format!("`{name}` is taken: {what} has that name"));
    let is_node = || symbol::node(compilation, name).is_some();
    match symbol {
        Symbol::Node(old) if old == name => Ok(()),
        Symbol::Node(_) if is_node() => taken("another node"),
        Symbol::Node(_) if symbol::is_decision(compilation, name) => taken("a decision"),
        Symbol::Node(_) if name == INCOMPLETE => {
            Err(format!("`{name}` stands for the sessions that did not complete, so no node is called that"))
        }
        Symbol::Node(_) if name == AMBIGUOUS => Err(format!(
            "`{name}` stands for reports that can't tell decisions apart, so no node is called that"
        )),
        Symbol::Node(_) if symbol::is_let(compilation, name) => taken("a condition"),
        Symbol::Let(old) if old != name && is_node() => taken("a node"),
        Symbol::Let(old) if old != name && symbol::is_let(compilation, name) => taken("another condition"),
        Symbol::Let(_) if words::is(name, Part::Condition) => {
            Err(format!("`{name}` is a condition of the language"))
        }
        Symbol::Param(_) if !is_identifier(name) => Err(format!(
            "`{name}` can't be the name of a parameter: it takes letters, digits, `_` and inner `-`, and begins with a letter or `_`"
        )),
        Symbol::Param(old) => {
            let is_taken = old != name && compilation.flow.params.iter().any(|param| param.name == name);
            if is_taken { taken("another parameter") } else { Ok(()) }
        }
        Symbol::Outcome { node, name: old, .. } if old != name => {
            let as_written = Name::built(name, false);
            match symbol::node(compilation, node).map(|(_, node)| symbol::outcome(node, &as_written)) {
                Some(Symbol::Outcome { own: false, .. }) => taken("an outcome of the API"),
                Some(new) if !symbol::occurrences(compilation, &new).is_empty() => {
                    taken("another outcome of the node")
                }
                _ => Ok(()),
            }
        }
        Symbol::Decision(old) if old != name && is_node() => taken("a node"),
        Symbol::Decision(old) if old != name && symbol::is_decision(compilation, name) => {
            taken("another decision")
        }
        Symbol::Decision(_) if name == PENDING => {
            Err(format!("`{name}` is what generated code answers while there is no decision"))
        }
        Symbol::Node(_) | Symbol::Outcome { .. } | Symbol::Decision(_) | Symbol::Let(_) => Ok(()),
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
    fn a_name_is_written_in_quotes_where_it_needs_them_and_only_there() {
        check(
            "param a$0\nx: conversation \"${a}!\" { b: ${a} } -> end",
            "when",
            "param \"when\"\nx: conversation \"${when}!\" { b: ${when} } -> end",
        );
        check(
            "start -> a$0\na: end\ndecide { pay: a and not a.x, no: else }\ntest \"t\" { a.x => a }",
            "or",
            "start -> or\nor: end\ndecide { pay: \"or\" and not \"or\".x, no: else }\ntest \"t\" { \"or\".x => or }",
        );
        check("start -> a$0\na: end", "${x}", "start -> \"\\${x}\"\n\"\\${x}\": end");
        check("start -> a$0\na: end", "a b", "start -> \"a b\"\n\"a b\": end");
        check("start -> a$0\na: end", "\"plain\"", "start -> plain\nplain: end");
        check("start -> \"a b\"$0\n\"a b\": end", "a-b", "start -> a-b\na-b: end");
    }

    #[test]
    fn a_name_of_a_node_and_a_decision_is_renamed_as_the_compiler_reads_it() {
        check(
            "start -> pay\npay: end\ndecide { pay$0: pay, no: else }\nensure pay requires pay\ntest \"t\" { => pay }",
            "accept",
            "start -> pay\npay: end\ndecide { accept: pay, no: else }\nensure accept requires pay\ntest \"t\" { => accept }",
        );
    }

    #[test]
    fn the_word_for_sessions_that_did_not_complete_is_no_name() {
        check(
            "start -> \"incomplete\"$0\n\"incomplete\": end\ndecide { a: incomplete, b: \"incomplete\", c: else }",
            "stopped",
            "start -> stopped\nstopped: end\ndecide { a: incomplete, b: stopped, c: else }",
        );
    }

    #[test]
    fn a_name_that_is_invalid_or_taken_is_refused_with_the_reason() {
        check("start -> a$0\na: end\nb: end", "b", "`b` is taken: another node has that name");
        check("start -> a$0\na: end", "", "a name can't be empty");
        check(
            "decide { pay: a, no$0: else }\na: end",
            "pending",
            "`pending` is what generated code answers while there is no decision",
        );
        check(
            "decide { pay: a, no$0: else }\na: end",
            "pay",
            "`pay` is taken: another decision has that name",
        );
        check("decide { pay: a, no$0: else }\na: end", "a", "`a` is taken: a node has that name");
        check("decide { pay: a, no: else }\na$0: end", "pay", "`pay` is taken: a decision has that name");
        check(
            "start -> a$0\na: end",
            "incomplete",
            "`incomplete` stands for the sessions that did not complete, so no node is called that",
        );
        check(
            "param a$0",
            "a b",
            "`a b` can't be the name of a parameter: it takes letters, digits, `_` and inner `-`, and begins with a letter or `_`",
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
