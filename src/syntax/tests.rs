//! What the parser makes of a text: the tree in a compact form, then each fault with the text that it marks.

use super::ast::*;
use super::parse;
use crate::source::{FileId, SourceFile};

fn check(text: &str, expected: &str) {
    let actual = dump(text);
    assert_eq!(actual.trim(), expected.trim(), "\n--- source\n{text}\n--- actual\n{actual}");
}

fn dump(text: &str) -> String {
    let source = SourceFile::new("test.fsflow", text);
    let parsed = parse(FileId(0), &source);
    let mut out = String::new();
    for doc in &parsed.file.docs {
        out.push_str(&format!("//! {}\n", doc.text));
    }
    for statement in &parsed.file.statements {
        for doc in &statement.docs {
            out.push_str(&format!("/// {}\n", doc.text));
        }
        for allow in &statement.allows {
            out.push_str(&format!(
                "@{} {}\n",
                allow.name.text,
                allow.reason.as_ref().map_or(String::new(), string)
            ));
        }
        let mark = match (statement.broken, statement.lossy) {
            (_, true) => "!! ",
            (true, _) => "! ",
            _ => "",
        };
        out.push_str(&format!("{mark}{}\n", kind(&statement.kind)));
    }
    for diagnostic in &parsed.diagnostics {
        let marked = source.slice(diagnostic.primary.span).replace('\n', "⏎");
        out.push_str(&format!("{}: {} [{marked}]\n", diagnostic.code.name, diagnostic.message));
    }
    out
}

fn kind(kind: &StatementKind) -> String {
    match kind {
        StatementKind::Api(text) => format!("api {}", string(text)),
        StatementKind::Import(text) => format!("import {}", string(text)),
        StatementKind::Param(param) => {
            let ty = param.ty.as_ref().map_or(String::new(), |ty| format!(": {}", name(ty)));
            let default =
                param.default.as_ref().map_or(String::new(), |default| format!(" = {}", value(default)));
            format!("param {}{ty}{default}", name(&param.name))
        }
        StatementKind::Session(block) => format!("session {}", fields(&block.entries)),
        StatementKind::Node(node) => node_line(node),
        StatementKind::Decide(decide) => {
            let rules = decide.entries.iter().map(decide_entry);
            format!("decide {{{}}}", rules.collect::<Vec<_>>().join(", "))
        }
        StatementKind::Ensure(ensure) => {
            let (start, word) = if ensure.never { ("never ", "with") } else { ("", "requires") };
            format!("ensure {start}{} {word} {}", atom(&ensure.subject), expression(&ensure.condition))
        }
        StatementKind::Test(test) => {
            let cases = test.cases.iter().map(|case| {
                let given: Vec<String> = case.given.iter().map(given).collect();
                let stop =
                    case.stop.as_ref().map_or(String::new(), |stop| format!(" STOPS {}", name(&stop.node)));
                let expected = case
                    .expected
                    .iter()
                    .map(|it| format!("{}{}", if it.not.is_some() { "NOT " } else { "" }, name(&it.name)));
                let expected: Vec<String> = expected.collect();
                format!("{}{stop} => {}", given.join(", "), expected.join(", "))
            });
            format!("test {} {{{}}}", string(&test.name), cases.collect::<Vec<_>>().join("; "))
        }
        StatementKind::Broken(id) => format!("broken {}", id.as_ref().map_or(String::new(), name)),
    }
}

fn node_line(node: &Node) -> String {
    let mut out = format!("node {}", name(&node.id));
    if let Some(ty) = &node.ty {
        out.push_str(&format!(": {}", name(ty)));
    }
    if let Some(prompt) = &node.prompt {
        out.push_str(&format!(" {}{}", if prompt.say.is_some() { "say " } else { "" }, string(&prompt.text)));
    }
    if let Some(block) = &node.fields {
        out.push_str(&format!(" {}", fields(&block.entries)));
    }
    match node.routes.as_ref().map(|routes| &routes.kind) {
        None => {}
        Some(RoutesKind::To(to)) => out.push_str(&format!(" -> {}", target(to))),
        Some(RoutesKind::List(list)) => {
            let entries: Vec<String> =
                list.entries.iter().map(|e| format!("{}: {}", head(&e.head), target(&e.target))).collect();
            out.push_str(&format!(" -> <{}>", entries.join(", ")));
        }
    }
    out
}

fn head(head: &RouteHead) -> String {
    match head {
        RouteHead::Outcomes(names) => names.iter().map(name).collect::<Vec<_>>().join(" | "),
        RouteHead::Else(_) => "ELSE".into(),
        RouteHead::Rule(rule) => {
            let right = rule.right.as_ref().map_or(String::new(), |right| format!(" {}", value(right)));
            format!("WHEN {} {}{right}", value(&rule.left), rule.operator.text)
        }
    }
}

fn target(target: &Target) -> String {
    let when = target.when.as_ref().map_or(String::new(), |when| format!(" when {}", string(&when.text)));
    format!("{}{when}", target.name.as_ref().map_or("?".into(), name))
}

fn condition(condition: &Condition) -> String {
    match condition {
        Condition::Else(_) => "ELSE".into(),
        Condition::Expression(inner) => expression(inner),
        Condition::Missing => "?".into(),
    }
}

fn decide_entry(entry: &DecideEntry) -> String {
    match entry {
        DecideEntry::Let(it) => {
            format!("LET {} = {}", name(&it.name), it.condition.as_ref().map_or("?".into(), expression))
        }
        DecideEntry::Rule(rule) => {
            let grant = if rule.grant.is_some() { "GRANT " } else { "" };
            let reason = rule.reason.as_ref();
            let reason = reason.map_or(String::new(), |it| format!(" BECAUSE {}", string(&it.text)));
            format!("{grant}{}{reason}: {}", name(&rule.name), condition(&rule.condition))
        }
    }
}

fn path(path: &ValuePath) -> String {
    let keys = path.keys.iter().map(|key| format!("/{}", name(key)));
    format!("{}{}", name(&path.source), keys.collect::<String>())
}

fn given(it: &Given) -> String {
    match it {
        Given::Atom(it) => atom(it),
        Given::Value(it) => format!("{} = {}", path(&it.left), value(&it.value)),
    }
}

fn expression(e: &Expression) -> String {
    let join = |parts: &[Expression], word: &str| parts.iter().map(expression).collect::<Vec<_>>().join(word);
    match e {
        Expression::Atom(inner) => atom(inner),
        Expression::Comparison(it) => {
            let right = it.right.as_ref().map_or(String::new(), |right| format!(" {}", value(right)));
            format!("{} {}{right}", path(&it.left), it.operator.text)
        }
        Expression::AtLeast(it) => format!("{} OF ({})", it.count, join(&it.parts, ", ")),
        Expression::Not(_, inner) => format!("!{}", expression(inner)),
        Expression::And(parts) => join(parts, " & "),
        Expression::Or(parts) => join(parts, " | "),
        Expression::Group(_, inner) => format!("({})", expression(inner)),
    }
}

fn atom(atom: &Atom) -> String {
    let outcome = atom.outcome.as_ref().map_or(String::new(), |outcome| format!(".{}", name(outcome)));
    format!("{}{outcome}", name(&atom.node))
}

fn name(name: &Name) -> String {
    if name.quoted { format!("{:?}", name.text) } else { name.text.clone() }
}

fn fields(entries: &[Field]) -> String {
    let entries: Vec<String> =
        entries.iter().map(|e| format!("{}: {}", name(&e.key), value(&e.value))).collect();
    format!("{{{}}}", entries.join(", "))
}

fn value(v: &Value) -> String {
    match &v.kind {
        ValueKind::Text(text) => string(text),
        ValueKind::Number(lexeme) => lexeme.clone(),
        ValueKind::Bool(b) => b.to_string(),
        ValueKind::Null => "null".into(),
        ValueKind::Word(word) => word.clone(),
        ValueKind::Param(param) => format!("${}", param.text),
        ValueKind::Reference(r) => format!("{}.{}", name(&r.source), name(&r.key)),
        ValueKind::List(items) => format!("[{}]", items.iter().map(value).collect::<Vec<_>>().join(", ")),
        ValueKind::Object(entries) => fields(entries),
        ValueKind::Missing => "?".into(),
    }
}

fn string(text: &Text) -> String {
    let parts: String = text
        .parts
        .iter()
        .map(|part| match part {
            TextPart::Literal(literal) => literal.replace('\n', "⏎"),
            TextPart::Param(param) => format!("<{}>", param.text),
        })
        .collect();
    format!("“{parts}”")
}

mod language {
    use super::check;

    #[test]
    fn a_whole_flow_is_read() {
        check(
            r#"//! Confirms a payment.
//! Before it is captured.
api "1.0.47"

param card_last4
param amount: number
param merchant = "the shop"

session {
  client_reference_id: "pay-${card_last4}"
  video_ai_analysis_enabled: true
}

start -> greeting

/// Says hello.
@allow(short-greeting, "the shop greets first")
greeting: conversation say "Hello!" -> liveness

liveness -> <
  detected: confirm // all is well
  deepfake | no_face | inconclusive: closing
>

confirm: conversation say """
  You are about to pay ${amount} to ${merchant}.
  Is that right?
""" -> <
  confirmed: email_otp when "The user said yes"
  denied:    closing   when "The user said no"
>

email_otp { otp_length: 6, expiry_seconds: ${ttl} } -> < verified: closing, else: closing >

check: field_condition -> <
  when extracted.age >= 18: a
  when provided."loyalty tier" == "gold": b
  when provided.vip not  exists: c
  else: end
>

closing: conversation "Thank the user." { does_not_require_reply: true } -> end

end
"#,
            r#"
//! Confirms a payment.
//! Before it is captured.
api “1.0.47”
param card_last4
param amount: number
param merchant = “the shop”
session {client_reference_id: “pay-<card_last4>”, video_ai_analysis_enabled: true}
node start -> greeting
/// Says hello.
@short-greeting “the shop greets first”
node greeting: conversation say “Hello!” -> liveness
node liveness -> <detected: confirm, deepfake | no_face | inconclusive: closing>
node confirm: conversation say “You are about to pay <amount> to <merchant>. Is that right?” -> <confirmed: email_otp when “The user said yes”, denied: closing when “The user said no”>
node email_otp {otp_length: 6, expiry_seconds: $ttl} -> <verified: closing, ELSE: closing>
node check: field_condition -> <WHEN extracted.age >= 18: a, WHEN provided."loyalty tier" == “gold”: b, WHEN provided.vip not exists: c, ELSE: end>
node closing: conversation “Thank the user.” {does_not_require_reply: true} -> end
node end
"#,
        );
    }

    #[test]
    fn keywords_are_names_where_a_name_stands() {
        check(
            "api: conversation \"x\" -> end\nsay -> when\nwhen: conversation \"x\" -> < else: a when \"x\", when: b, \"else\": c >\nparam -> test\nsession: end\nend",
            r#"
node api: conversation “x” -> end
node say -> when
node when: conversation “x” -> <ELSE: a when “x”, when: b, "else": c>
node param -> test
node session: end
node end
"#,
        );
    }

    #[test]
    fn a_statement_goes_on_where_a_line_can_only_continue_it() {
        check(
            "a: conversation\n  \"Hello\"\n  { x: 1\n    y: [1, 2,\n 3] }\n  -> <\n  b: c\n  >\nd: conversation say\n  \"x\"\n-> e\n\"odd id!\": end\nf ->\n  g\nend",
            r#"
node a: conversation “Hello” {x: 1, y: [1, 2, 3]} -> <b: c>
node d: conversation say “x” -> e
node "odd id!": end
node f -> g
node end
"#,
        );
    }

    #[test]
    fn line_ends_and_marks_do_not_matter() {
        check(
            "\u{feff}start -> a\r\n\r\na: conversation \"x\"\r\n  -> end\r\nend\r\n",
            "node start -> a\nnode a: conversation “x” -> end\nnode end",
        );
        check("", "");
        check("// only a comment", "");
    }
}

#[test]
fn typical_slips_keep_what_the_author_meant() {
    let mut out = String::new();
    for case in include_str!("../../tests/golden/syntax/slips.txt").split("=====\n") {
        out.push_str(&format!("{case}--->\n{}=====\n", dump(case)));
    }
    insta::assert_snapshot!(out);
}

#[test]
fn every_prefix_of_a_text_is_read_and_every_byte_is_in_a_statement_or_between() {
    for case in include_str!("../../tests/golden/syntax/slips.txt").split("=====\n") {
        for (end, _) in case.char_indices() {
            let prefix = case.get(..end).unwrap_or("");
            let source = SourceFile::new("test.fsflow", prefix);
            let parsed = parse(FileId(0), &source);
            let mut at = 0;
            for statement in &parsed.file.statements {
                assert!(statement.span.start >= at, "statements overlap in {prefix:?}");
                at = statement.span.end;
            }
            assert!(at as usize <= prefix.len());
        }
    }
}

#[test]
fn a_changed_text_is_read_again_as_if_it_were_new() {
    let text = "//! A\napi \"1.0.47\"\nstart -> a\n/// doc\n@allow(x, \"y\")\na: conversation \"x ${p} y\" { z: [1, q.r], v: ${p} } -> < b | c: d when \"e\", else: f >\n\
        f: field_condition -> < when extracted.a > 1: b\n when provided.c exists: d >\nbroken )\nsession { a: 1 }\nparam p: number = 3\nend\n";
    let changes: [fn(&str) -> String; 6] = [
        |text| text.to_owned(),
        |text| text.replace("start -> a", "start -> longer_name"),
        |text| text.replace("start -> a\n", ""),
        |text| format!("// first\n{text}"),
        |text| text.replace("session", "extra: conversation \"x\" -> end\nsession"),
        |text| text.replace("broken )", "mended -> end").replace("1.0.47", "1.0.40"),
    ];
    let before = SourceFile::new("a", text);
    for change in changes {
        let after = SourceFile::new("a", change(text));
        let tree = parse(FileId(3), &before).file;
        let again = super::reparse(FileId(1), &after, &before, tree);
        let fresh = parse(FileId(1), &after);
        assert_eq!(format!("{:#?}", again.file), format!("{:#?}", fresh.file));
        assert_eq!(again.diagnostics, fresh.diagnostics);
    }
}
