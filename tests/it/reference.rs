//! The pages that teach the language: their examples do what the pages say. Their tables are made by `cargo regenerate`.

use std::collections::{BTreeMap, BTreeSet};

use fsflow::emit::{self, Layout};
use fsflow::report::Style;
use fsflow::resolve::Options;
use fsflow::source::{FileId, SourceFile};
use fsflow::syntax::{self, ast};
use serde_json::Value;

use crate::project;

/// A fenced block of a page.
struct Block {
    page: String,
    line: usize,
    tag: String,
    text: String,
}

impl Block {
    fn place(&self) -> String {
        format!("{}:{}", self.page, self.line)
    }
}

fn blocks() -> Vec<Block> {
    project::pages().iter().flat_map(|page| blocks_of(page)).collect()
}

fn blocks_of(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (index, line) in project::read(page).lines().enumerate() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(tag), None) => {
                let (page, tag) = (page.to_owned(), tag.to_owned());
                open = Some(Block { page, line: index + 1, tag, text: String::new() });
            }
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (None, Some(block)) => block.text += &format!("{line}\n"),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "{page}: a block is not closed");
    blocks
}

#[test]
fn every_example_of_the_pages_is_what_its_tag_says() {
    let mut counts = [0; 3];
    for block in blocks() {
        let source = SourceFile::new("example.fsflow", block.text.as_str());
        let place = block.place();
        match block.tag.as_str() {
            "fsflow" => {
                let compilation = project::compile(&block.text, &Options::default());
                assert!(compilation.diagnostics.is_empty(), "{place}\n{}", project::shown(&compilation));
                counts[0] += 1;
            }
            "fsflow fragment" => {
                let parsed = syntax::parse(FileId(0), &source);
                assert!(parsed.diagnostics.is_empty(), "{place}\n{:?}", parsed.diagnostics);
                counts[1] += 1;
            }
            "fsflow error" => {
                let compilation = project::compile(&block.text, &Options::default());
                assert!(compilation.has_errors(), "{place} has no error");
                counts[2] += 1;
            }
            tag => assert!(!tag.contains("fsflow"), "{place}: an example is tagged {tag:?}"),
        }
    }
    assert!(counts.iter().all(|count| *count >= 3), "{counts:?}");
}

#[test]
fn every_whole_json_of_the_pages_is_what_the_example_above_it_becomes() {
    let mut compared = 0;
    let blocks = blocks();
    for pair in blocks.windows(2) {
        let [above, below] = pair else { continue };
        if !above.tag.starts_with("fsflow") || below.tag != "json" || above.page != below.page {
            continue;
        }
        if below.text.contains('…') {
            continue;
        }
        let expected: Value = serde_json::from_str(&below.text).unwrap();
        let compilation = project::compile(&completed(&above.text), &Options::default());
        let json: Value = serde_json::from_str(&emit::flow(&compilation.flow, Layout::Compact)).unwrap();
        let found = match &expected {
            Value::Array(_) => json,
            node => json
                .as_array()
                .and_then(|nodes| nodes.iter().find(|other| other["id"] == node["id"]))
                .cloned()
                .unwrap_or_default(),
        };
        assert_eq!(found, expected, "{}", below.place());
        compared += 1;
    }
    assert!(compared >= 3, "only {compared} were whole");
}

#[test]
fn the_error_on_the_front_page_is_what_check_says() {
    let page = blocks_of("README.md");
    let [flow, error] =
        ["fsflow", "text"].map(|tag| &page.iter().find(|block| block.tag == tag).unwrap().text);
    let right = "no_face | inconclusive: refusal";
    let text = flow.replacen(&format!("deepfake | {right}"), right, 1);
    assert_ne!(&text, flow);
    let files = BTreeMap::new();
    let compilation = fsflow::compile("visitor.fsflow", text, &files, &Options::default());
    let style = Style { unicode: true, width: 80, ..Style::PLAIN };
    let said = compilation.report("human".parse().unwrap(), &style);
    assert_eq!(&said, error);
}

/// A fragment with a `start`, an `end` and the nodes that it leads to.
fn completed(text: &str) -> String {
    let source = SourceFile::new("example.fsflow", text);
    let file = syntax::parse(FileId(0), &source).file;
    let nodes: Vec<&ast::Node> = file.statements.iter().filter_map(node).collect();
    let defined: BTreeSet<&str> = nodes.iter().map(|node| node.id.text.as_str()).collect();
    let mut text = text.to_owned();
    let wanted: BTreeSet<&str> = nodes.iter().flat_map(|node| targets(node)).collect();
    for id in wanted.difference(&defined).filter(|id| **id != "end") {
        text += &format!("{id}: conversation \"Say goodbye.\" {{ does_not_require_reply: true }} -> end\n");
    }
    if !defined.contains("start") {
        text += &format!("start -> {}\n", nodes.first().map_or("end", |node| node.id.text.as_str()));
    }
    if !defined.contains("end") {
        text += "end\n";
    }
    text
}

fn node(statement: &ast::Statement) -> Option<&ast::Node> {
    match &statement.kind {
        ast::StatementKind::Node(node) => Some(node),
        _ => None,
    }
}

fn targets(node: &ast::Node) -> Vec<&str> {
    let targets: Vec<&ast::Target> = match node.routes.as_ref().map(|routes| &routes.kind) {
        None => Vec::new(),
        Some(ast::RoutesKind::To(target)) => vec![target],
        Some(ast::RoutesKind::List(list)) => list.entries.iter().map(|route| &route.target).collect(),
    };
    targets.into_iter().filter_map(|target| target.name.as_ref()).map(|name| name.text.as_str()).collect()
}
