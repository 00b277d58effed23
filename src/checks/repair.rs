//! Owns fixes of routes: where a forgotten outcome may lead, and how an entry is put into a route list as the author
//! wrote it.

use std::collections::HashSet;

use super::check::Context;
use crate::catalog::{Outcome, Routing, Verdict};
use crate::diag::Edit;
use crate::flow::{self, Edge, Node, NodeId, Written};
use crate::source::{SourceFile, SourceMap, Span};
use crate::syntax::words::{Position, spell};

/// How many nodes are searched to learn whether a proposed route would close a circle.
const SEARCHED: usize = 64;

/// The longest line that a fix writes, in characters.
const LINE: usize = 100;

/// What fixes of routes must know about a flow; built once a check, when the first fault is found.
#[derive(Debug)]
pub(super) struct Repair<'a> {
    ctx: &'a Context<'a>,
    /// The nodes that every route leads to `end` from, those that most outcomes lead to first.
    closings: Vec<NodeId>,
    end: Option<NodeId>,
    /// The place of each node in an order in which routes lead forward; empty when there is a circle.
    rank: Vec<u32>,
}

impl<'a> Repair<'a> {
    pub(super) fn new(ctx: &'a Context<'a>) -> Self {
        let mut closings: Vec<NodeId> =
            ctx.flow.nodes().filter(|(_, node)| closes(ctx, node)).map(|(id, _)| id).collect();
        closings.sort_by_cached_key(|id| {
            let (hoped, feared) = arrivals(ctx, *id);
            (std::cmp::Reverse(feared), hoped)
        });
        let end = ctx.flow.nodes().find(|(_, node)| node.is_end()).map(|(id, _)| id);
        let order = ctx.graph.order().unwrap_or(&[]);
        let mut rank = vec![0; order.len()];
        for (at, id) in order.iter().enumerate() {
            rank[id.0 as usize] = at as u32;
        }
        Self { ctx, closings, end, rank }
    }

    /// The closings of the flow, those that most outcomes lead to first.
    pub(super) fn closings(&self) -> &[NodeId] {
        &self.closings
    }

    /// The entries (`a | b: target`) that route forgotten outcomes of a node, one for each target; `None` when there is one
    /// that has no sensible target.
    pub(super) fn entries(&self, id: NodeId, missing: &[&'static Outcome]) -> Option<Vec<String>> {
        let node = self.ctx.flow.node(id);
        let next = missing.iter().any(|outcome| is_hoped_for(node, outcome)).then(|| self.next(id));
        let mut entries: Vec<(NodeId, Vec<String>)> = Vec::new();
        for outcome in missing {
            let hoped = is_hoped_for(node, outcome);
            let end = || self.end(id, next.flatten()).filter(|_| self.closings.is_empty());
            let fallback = || self.fallback(id, next.flatten()).or_else(end);
            let target = if hoped { next.flatten() } else { fallback() }?;
            match entries.iter_mut().find(|(to, _)| *to == target) {
                Some((_, names)) => names.push(word(node, outcome)),
                None => entries.push((target, vec![word(node, outcome)])),
            }
        }
        let id_of = |target: NodeId| self.ctx.flow.node(target).id.as_str();
        let entry = |(to, names): (NodeId, Vec<String>)| {
            format!("{}: {}", names.join(" | "), spell(id_of(to), Position::Target))
        };
        Some(entries.into_iter().map(entry).collect())
    }

    /// Where an outcome may lead that the author of `id` forgot: where the node's other outcomes of that kind lead, or to a
    /// closing. Never to where the session goes on when the node's check is passed (`next` included), and never in a
    /// circle.
    pub(super) fn fallback(&self, id: NodeId, next: Option<NodeId>) -> Option<NodeId> {
        let node = self.ctx.flow.node(id);
        let (on, others) = (targets(node, true), targets(node, false));
        let shared = others.iter().copied().next().filter(|_| others.len() == 1);
        let mut candidates = shared.into_iter().chain(self.closings.iter().copied());
        candidates.find(|target| *target != id && !on.contains(target) && next != Some(*target))
    }

    /// `end`, where there is no closing that could be better, and the session does not go there when the node's check is passed.
    fn end(&self, id: NodeId, next: Option<NodeId>) -> Option<NodeId> {
        let on = targets(self.ctx.flow.node(id), true);
        self.end.filter(|end| *end != id && !on.contains(end) && next != Some(*end))
    }

    /// Where the session may go on after `id`: to the node that follows it in the file, unless that would be a circle.
    pub(super) fn next(&self, id: NodeId) -> Option<NodeId> {
        let flow = self.ctx.flow;
        let next = NodeId(id.0 + 1);
        let node = flow.nodes.get(next.0 as usize)?;
        let fits = !node.is_start() && node.imported == flow.node(id).imported;
        (fits && self.is_ahead(next, id)).then_some(next)
    }

    /// Whether no path is known or suspected to lead from `next` to `id`.
    fn is_ahead(&self, next: NodeId, id: NodeId) -> bool {
        let rank = |id: NodeId| self.rank.get(id.0 as usize);
        rank(id) < rank(next) || self.ctx.graph.leads_to(next, id, SEARCHED) == Some(false)
    }

    /// The edits that add `entries` (`no_face: closing`) to the routes of a node; `None` when its text does not allow it.
    pub(super) fn add(&self, node: &Node, entries: &[String]) -> Option<Vec<Edit>> {
        let file = self.ctx.sources.get(node.statement.file)?;
        match node.routes {
            Some(routes) if routes.list => into_list(file, node, routes.span, entries).map(|edit| vec![edit]),
            Some(routes) => around_target(node, routes.span, entries),
            None if !ends_its_line(self.ctx.sources, node.statement) => None,
            None => Some(vec![Edit { span: node.statement.at_end(), text: new_list(file, node, entries) }]),
        }
    }
}

/// Whether nothing but white space or a comment follows the statement on its line. What stands there otherwise is another
/// statement that could not be kept apart, and text in between would be read as part of it.
pub(super) fn ends_its_line(sources: &SourceMap, statement: Span) -> bool {
    let text = sources.get(statement.file).and_then(|file| file.text().get(statement.range().end..));
    let line = text.and_then(|rest| rest.lines().next()).unwrap_or("").trim_start();
    line.is_empty() || line.starts_with("//")
}

/// The word that names an outcome in a route list.
pub(super) fn word(node: &Node, outcome: &Outcome) -> String {
    match node.ty.row.map(|row| &row.routing) {
        Some(Routing::Rules(_)) => "else".to_owned(),
        _ => outcome.written(),
    }
}

/// Whether the session goes on as hoped after this outcome; `None` for an outcome of the author's own, of which only the
/// author knows. A rule counts as hoped for: its default must not lead there unseen.
fn goes_on(node: &Node, edge: &Edge) -> Option<bool> {
    match &edge.outcome {
        flow::Outcome::Api(row) => Some(is_hoped_for(node, row)),
        flow::Outcome::Rule(_) => Some(true),
        flow::Outcome::Choice(_) | flow::Outcome::Quoted(_) => None,
    }
}

/// Whether the session goes on as hoped after this outcome: the check is passed or the user is told apart; for types whose
/// outcomes say nothing of the kind, the first one, as the catalog lists success first.
fn is_hoped_for(node: &Node, outcome: &Outcome) -> bool {
    let Some(row) = node.ty.row.filter(|row| !matches!(row.routing, Routing::Rules(_))) else { return false };
    let siblings =
        if row.exits().iter().any(|exit| exit.name == outcome.name) { row.exits() } else { row.outcomes() };
    let tells =
        |outcome: &Outcome| matches!(outcome.verdict, Verdict::Pass | Verdict::Known | Verdict::Unknown);
    if siblings.iter().any(tells) {
        tells(outcome)
    } else {
        siblings.first().is_some_and(|first| first.name == outcome.name)
    }
}

/// Whether a node says the last words: it speaks, and all its routes lead to an `end`.
pub(super) fn closes(ctx: &Context<'_>, node: &Node) -> bool {
    let ends = |target: NodeId| ctx.flow.node(target).is_end();
    node.traits().speaks
        && node.edges_known
        && !node.edges.is_empty()
        && node.edges.iter().all(|edge| edge.target.is_some_and(ends))
}

/// Where the node's outcomes lead after which the session goes on as hoped, or the others.
fn targets(node: &Node, hoped: bool) -> HashSet<NodeId> {
    let edges = node.edges.iter().filter(|edge| goes_on(node, edge) == Some(hoped));
    edges.filter_map(|edge| edge.target).collect()
}

/// How many of the API's outcomes lead to the node after which the session goes on as hoped, and how many others.
fn arrivals(ctx: &Context<'_>, id: NodeId) -> (usize, usize) {
    let edges = ctx.graph.incoming(id).iter().map(|edge| (ctx.flow.node(edge.from), ctx.graph.edge(*edge)));
    let known: Vec<bool> = edges.filter_map(|(node, edge)| goes_on(node, edge)).collect();
    let hoped = known.iter().filter(|hoped| **hoped).count();
    (hoped, known.len() - hoped)
}

/// Adds the entries before the `>` in the style of the list.
fn into_list(file: &SourceFile, node: &Node, routes: Span, entries: &[String]) -> Option<Edit> {
    let text = file.slice(routes);
    let body = text.strip_suffix('>')?;
    let written = body.trim_end();
    let at = |length: usize| {
        let offset = routes.start as usize + length;
        Span::new(routes.file, offset, offset)
    };
    if !body.contains('\n') {
        let separator = if written.ends_with(['<', ',']) { " " } else { ", " };
        return Some(Edit { span: at(written.len()), text: format!("{separator}{}", entries.join(", ")) });
    }
    let newline = line_break(file);
    let indent = entry_indent(file, node);
    let lines: Vec<String> = entries.iter().map(|entry| format!("{indent}{entry}{newline}")).collect();
    let last_line = body.rfind('\n').map_or(0, |end| end + 1);
    if written.len() < last_line {
        // The `>` stands alone on its line, and a comment may end the one above.
        return Some(Edit { span: at(last_line), text: lines.concat() });
    }
    let text = lines.concat();
    Some(Edit { span: at(written.len()), text: format!("{newline}{}", text.trim_end()) })
}

/// Makes a list of `-> target when "…"`.
fn around_target(node: &Node, routes: Span, entries: &[String]) -> Option<Vec<Edit>> {
    let [edge] = node.edges.as_slice() else { return None };
    Some(vec![
        Edit {
            span: edge.target_span.at_start(),
            text: format!("< {}: ", spell(&edge.name(), Position::Outcome)),
        },
        Edit { span: routes.at_end(), text: format!(", {} >", entries.join(", ")) },
    ])
}

fn new_list(file: &SourceFile, node: &Node, entries: &[String]) -> String {
    let line = file.line_index(node.statement.end as usize);
    let before = node.statement.end as usize - file.line_range(line).start.min(node.statement.end as usize);
    let one_line = format!(" -> < {} >", entries.join(", "));
    if entries.len() <= 3 && before + one_line.chars().count() <= LINE {
        return one_line;
    }
    let newline = line_break(file);
    let indent = indent_of(file, node.statement);
    let lines: Vec<String> = entries.iter().map(|entry| format!("{indent}  {entry}{newline}")).collect();
    format!(" -> <{newline}{}{indent}>", lines.concat())
}

/// The white space before the last entry that was written by name, if it stands first on its line.
fn entry_indent(file: &SourceFile, node: &Node) -> String {
    let named = node.edges.iter().filter(|edge| edge.written == Written::Named).map(|edge| edge.span);
    let own = indent_of(file, node.statement);
    named
        .max_by_key(|span| span.start)
        .filter(|span| file.line_index(span.start as usize) != file.line_index(node.statement.start as usize))
        .map_or_else(|| format!("{own}  "), |span| indent_of(file, span))
}

/// The white space at the start of the line that a place begins on.
fn indent_of(file: &SourceFile, place: Span) -> String {
    let line = file.line_range(file.line_index(place.start as usize));
    let text = file.text().get(line).unwrap_or("");
    text.chars().take_while(|ch| *ch == ' ' || *ch == '\t').collect()
}

/// The line break that the file uses.
pub(super) fn line_break(file: &SourceFile) -> &'static str {
    let first = file.line_range(0).end;
    if file.text().get(first..).is_some_and(|rest| rest.starts_with("\r\n")) { "\r\n" } else { "\n" }
}

/// The lines of a statement with the doc comments and `@allow`s above it and its line break, so that removing them removes
/// it. `None` when something else stands on its first or last line.
pub(super) fn whole_lines(sources: &SourceMap, statement: Span) -> Option<Span> {
    let file = sources.get(statement.file)?;
    let text = file.text();
    let first = file.line_index(statement.start as usize);
    let last = file.line_index(statement.end as usize);
    let before = text.get(file.line_range(first).start..statement.start as usize)?;
    let after = text.get(statement.end as usize..file.line_range(last).end)?.trim();
    if !before.trim().is_empty() || !(after.is_empty() || after.starts_with("//")) {
        return None;
    }
    let start = file.line_range(first_line(file, statement)).start;
    let end = if last + 1 < file.line_count() { file.line_range(last + 1).start } else { text.len() };
    Some(Span::new(statement.file, start, end))
}

/// The line at which a statement begins, with the doc comments and `@allow`s above it.
pub(super) fn first_line(file: &SourceFile, statement: Span) -> usize {
    let belongs = |index: usize| {
        let line = file.text().get(file.line_range(index)).unwrap_or("").trim_start();
        line.starts_with("///") || line.starts_with('@')
    };
    let mut index = file.line_index(statement.start as usize);
    while index > 0 && belongs(index - 1) {
        index -= 1;
    }
    index
}
