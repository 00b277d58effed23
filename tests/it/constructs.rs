//! Owns the list of what can be written in the language, and which of it a file uses.
//!
//! The matches are complete on purpose: a new kind of statement, value or route does not compile here until it is named.

use std::collections::BTreeSet;

use fsflow::syntax::ast::{
    Block, CommentKind, Decide, DecideEntry, Expression, Field, File, Given, Name, Node, Prompt, RouteHead,
    RoutesKind, Statement, StatementKind, Target, Test, Text, TextPart, Value, ValueKind,
};

/// Every construct that compiles today.
pub const ALL: &[&str] = &[
    "a bare word as value",
    "a comment at the end of a line",
    "a comment on its own line",
    "a decision that grants",
    "a doc comment",
    "a doc comment of the file",
    "a folded text",
    "a list",
    "a named condition",
    "a number",
    "a parameter as value",
    "a parameter in a text",
    "a quoted field",
    "a quoted key of a reference",
    "a quoted outcome",
    "a quoted type",
    "a reason",
    "a reference as value",
    "a rule",
    "a rule with a reference on the right",
    "a rule without a right side",
    "a string",
    "a test of what must not come out",
    "a test that stops",
    "a test with a value",
    "a type left out",
    "a type written",
    "allow",
    "api",
    "boolean",
    "decide",
    "else",
    "ensure never",
    "ensure requires",
    "import",
    "literal speech",
    "null",
    "object",
    "one target",
    "param",
    "param with a default",
    "param with a type",
    "prompt",
    "route list",
    "session",
    "several outcomes to one target",
    "test",
    "when",
];

/// Adds the constructs that the file uses.
pub fn used(file: &File, out: &mut BTreeSet<&'static str>) {
    for comment in &file.comments {
        out.insert(match (comment.kind, comment.own_line) {
            (CommentKind::Plain, true) => "a comment on its own line",
            (CommentKind::Plain, false) => "a comment at the end of a line",
            (CommentKind::Doc, _) => "a doc comment",
            (CommentKind::FileDoc, _) => "a doc comment of the file",
        });
    }
    file.statements.iter().for_each(|it| statement(it, out));
}

fn statement(statement: &Statement, out: &mut BTreeSet<&'static str>) {
    if !statement.allows.is_empty() {
        out.insert("allow");
    }
    match &statement.kind {
        StatementKind::Api(_) => drop(out.insert("api")),
        StatementKind::Import(_) => drop(out.insert("import")),
        StatementKind::Param(param) => {
            out.insert("param");
            if param.ty.is_some() {
                out.insert("param with a type");
            }
            if let Some(default) = &param.default {
                out.insert("param with a default");
                value(default, out);
            }
        }
        StatementKind::Session(block) => {
            out.insert("session");
            fields(&block.entries, out);
        }
        StatementKind::Node(it) => node(it, out),
        StatementKind::Decide(it) => decide(it, out),
        StatementKind::Ensure(it) if it.never => drop(out.insert("ensure never")),
        StatementKind::Ensure(_) => drop(out.insert("ensure requires")),
        StatementKind::Test(it) => test(it, out),
        StatementKind::Broken(_) => drop(out.insert("broken")),
    }
}

fn decide(decide: &Decide, out: &mut BTreeSet<&'static str>) {
    out.insert("decide");
    for entry in &decide.entries {
        match entry {
            DecideEntry::Let(_) => drop(out.insert("a named condition")),
            DecideEntry::Rule(rule) => {
                if rule.grant.is_some() {
                    out.insert("a decision that grants");
                }
                if rule.reason.is_some() {
                    out.insert("a reason");
                }
            }
        }
        entry.expression().into_iter().for_each(|it| expression(it, out));
    }
}

fn expression(it: &Expression, out: &mut BTreeSet<&'static str>) {
    match it {
        Expression::Atom(atom) if atom.node.is_keyword("ambiguous") => drop(out.insert("ambiguous")),
        Expression::Atom(_) => {}
        Expression::Comparison(_) => drop(out.insert("a comparison")),
        Expression::AtLeast(it) => {
            out.insert("so many of several conditions");
            it.parts.iter().for_each(|part| expression(part, out));
        }
        Expression::Not(_, inner) | Expression::Group(_, inner) => expression(inner, out),
        Expression::And(parts) | Expression::Or(parts) => parts.iter().for_each(|part| expression(part, out)),
    }
}

fn test(test: &Test, out: &mut BTreeSet<&'static str>) {
    out.insert("test");
    for case in &test.cases {
        if case.given.iter().any(|given| matches!(given, Given::Value(_))) {
            out.insert("a test with a value");
        }
        if case.stop.is_some() {
            out.insert("a test that stops");
        }
        if case.expected.iter().any(|expected| expected.not.is_some()) {
            out.insert("a test of what must not come out");
        }
    }
}

fn node(node: &Node, out: &mut BTreeSet<&'static str>) {
    out.insert(match &node.ty {
        None => "a type left out",
        Some(Name { quoted: true, .. }) => "a quoted type",
        Some(_) => "a type written",
    });
    if let Some(Prompt { say, text: it }) = &node.prompt {
        out.insert(if say.is_some() { "literal speech" } else { "prompt" });
        text(it, out);
    }
    if let Some(Block { entries, .. }) = &node.fields {
        fields(entries, out);
    }
    match node.routes.as_ref().map(|routes| &routes.kind) {
        None => {}
        Some(RoutesKind::To(it)) => {
            out.insert("one target");
            target(it, out);
        }
        Some(RoutesKind::List(list)) => {
            out.insert("route list");
            for route in &list.entries {
                head(&route.head, out);
                target(&route.target, out);
            }
        }
    }
}

fn head(head: &RouteHead, out: &mut BTreeSet<&'static str>) {
    match head {
        RouteHead::Outcomes(names) => {
            if names.len() > 1 {
                out.insert("several outcomes to one target");
            }
            if names.iter().any(|name| name.quoted) {
                out.insert("a quoted outcome");
            }
        }
        RouteHead::Else(_) => drop(out.insert("else")),
        RouteHead::Rule(rule) => {
            out.insert("a rule");
            value(&rule.left, out);
            match &rule.right {
                None => drop(out.insert("a rule without a right side")),
                Some(Value { kind: ValueKind::Reference(_), .. }) => {
                    out.insert("a rule with a reference on the right");
                }
                Some(right) => value(right, out),
            }
        }
    }
}

fn target(target: &Target, out: &mut BTreeSet<&'static str>) {
    if let Some(when) = &target.when {
        out.insert("when");
        text(&when.text, out);
    }
}

fn fields(fields: &[Field], out: &mut BTreeSet<&'static str>) {
    for field in fields {
        if field.key.quoted {
            out.insert("a quoted field");
        }
        value(&field.value, out);
    }
}

fn value(it: &Value, out: &mut BTreeSet<&'static str>) {
    match &it.kind {
        ValueKind::Text(it) => text(it, out),
        ValueKind::Number(_) => drop(out.insert("a number")),
        ValueKind::Bool(_) => drop(out.insert("boolean")),
        ValueKind::Null => drop(out.insert("null")),
        ValueKind::Word(_) => drop(out.insert("a bare word as value")),
        ValueKind::Param(_) => drop(out.insert("a parameter as value")),
        ValueKind::Reference(reference) => {
            out.insert("a reference as value");
            if reference.key.quoted {
                out.insert("a quoted key of a reference");
            }
        }
        ValueKind::List(items) => {
            out.insert("a list");
            items.iter().for_each(|item| value(item, out));
        }
        ValueKind::Object(entries) => {
            out.insert("object");
            fields(entries, out);
        }
        ValueKind::Missing => drop(out.insert("missing value")),
    }
}

fn text(text: &Text, out: &mut BTreeSet<&'static str>) {
    out.insert(if text.folded { "a folded text" } else { "a string" });
    if text.parts.iter().any(|part| matches!(part, TextPart::Param(_))) {
        out.insert("a parameter in a text");
    }
}
