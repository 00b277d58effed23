//! Owns the edges of older `{nodes, edges}` objects: each is put into the node that it leaves, in today's encoding.
//!
//! An edge that a node's own outcomes cover says nothing new. Where a node left its targets to the edges, they are filled
//! in, and every guess is reported.

use std::collections::{HashMap, HashSet};

use super::context::Context;
use super::json::{Json, Kind, Member};
use super::raw::Raw;
use super::report::{conflict, left_out, legacy, quote};
use crate::catalog::{NodeType, Outcome, Routing, wire};
use crate::source::Span;

/// The condition that the older form had for “always”.
const ALWAYS: &str = "true";

/// An edge of the older form.
#[derive(Debug, Clone)]
struct Edge {
    span: Span,
    id: Option<String>,
    target: String,
    target_span: Span,
    /// The outcome or condition that it names.
    label: Option<String>,
    label_span: Span,
}

/// Puts the edges into the nodes.
pub(super) fn connect(ctx: &mut Context, nodes: &mut [Raw], edges: Vec<Json>) {
    let places: HashMap<String, usize> =
        nodes.iter().enumerate().rev().map(|(place, node)| (node.id.clone(), place)).collect();
    let mut leaving: Vec<Vec<Edge>> = vec![Vec::new(); nodes.len()];
    let mut odd_keys: Vec<String> = Vec::new();
    for json in edges {
        let Some((source, source_span, edge)) = edge(ctx, &json, &mut odd_keys) else { continue };
        match places.get(&source).and_then(|place| leaving.get_mut(*place)) {
            Some(list) => list.push(edge),
            None => {
                let message = format!("an edge leaves {}, which is no node", quote(&source));
                ctx.report(conflict(source_span, message));
            }
        }
    }
    for (node, edges) in nodes.iter_mut().zip(leaving) {
        normalize_choices(ctx, node);
        match node.row.map(|row| (row, &row.routing)) {
            Some((_, Routing::Single(only))) => single(ctx, node, only.name, edges),
            Some((row, Routing::Fixed(_))) => fixed(ctx, node, row, edges),
            Some((_, Routing::Choices(_))) => choices(ctx, node, edges),
            Some((_, Routing::None | Routing::Rules(_))) => covered_or_conflict(ctx, node, edges),
            None => unknown(ctx, node, edges),
        }
    }
}

/// Reads an edge; keys that mean nothing are reported once each.
fn edge(ctx: &mut Context, json: &Json, odd_keys: &mut Vec<String>) -> Option<(String, Span, Edge)> {
    let text =
        |keys: &[&str]| keys.iter().find_map(|key| json.get(key)).filter(|value| value.text().is_some());
    let (Some(source), Some(target)) = (text(&["source", "from"]), text(&["target", "to"])) else {
        ctx.report(left_out(json.span, "an edge has no `source` or no `target`"));
        return None;
    };
    let label = text(&[wire::OUTCOME, wire::CONDITION, "sourceHandle", "label"]);
    let known =
        [wire::ID, "source", "from", "target", "to", wire::OUTCOME, wire::CONDITION, "sourceHandle", "label"];
    for member in json.members().unwrap_or(&[]) {
        if !known.contains(&member.key.as_str()) && !odd_keys.contains(&member.key) {
            odd_keys.push(member.key.clone());
            let message = format!("the key {} of edges has no place in a flow", quote(&member.key));
            ctx.report(left_out(member.key_span, message));
        }
    }
    let edge = Edge {
        span: json.span,
        id: json.get(wire::ID).and_then(Json::text).map(str::to_owned),
        target: target.text()?.to_owned(),
        target_span: target.span,
        label: label.and_then(Json::text).filter(|text| !text.is_empty()).map(str::to_owned),
        label_span: label.map_or(json.span, |label| label.span),
    };
    Some((source.text()?.to_owned(), source.span, edge))
}

// ---- Types with one outcome

fn single(ctx: &mut Context, node: &mut Raw, key: &str, edges: Vec<Edge>) {
    for edge in edges {
        match node.get(key) {
            None => node.members.push(Member::built(key, Json::string(edge.target_span, edge.target))),
            Some(own) if own.text() == Some(&edge.target) => {}
            Some(own) => {
                let message =
                    format!("{} leads elsewhere than this edge to {}", quote(&node.id), quote(&edge.target));
                ctx.report(conflict(edge.span, message).related(own.span, "where the node leads"));
            }
        }
    }
}

// ---- Types whose outcomes the API names

fn fixed(ctx: &mut Context, node: &mut Raw, row: &'static NodeType, edges: Vec<Edge>) {
    let is_odd = |own: &Json| own.members().is_none_or(|members| members.len() > FEW);
    if edges.is_empty() || node.get(wire::OUTCOMES).is_some_and(is_odd) {
        return covered_or_conflict(ctx, node, edges);
    }
    let (labelled, plain): (Vec<Edge>, Vec<Edge>) =
        edges.into_iter().partition(|edge| !named(row, node, edge).is_empty());
    for edge in labelled {
        for outcome in named(row, node, &edge) {
            name_outcome(ctx, node, &outcome, &edge);
        }
    }
    match (node.get(wire::OUTCOMES), plain.as_slice()) {
        (None, [only]) => {
            let message = format!(
                "{} does not say where its outcomes lead: all lead to {}, as its only edge does",
                quote(&node.id),
                quote(&only.target)
            );
            ctx.report(
                legacy(only.span, message).label("the only edge").help("give each outcome its own target"),
            );
            let targets = row.outcomes().iter().map(|outcome| lead(outcome.name, only));
            let span = only.target_span;
            let outcomes = Json { span, kind: Kind::Object(targets.collect()) };
            node.members.push(Member::built(wire::OUTCOMES, outcomes));
        }
        _ => covered_or_conflict(ctx, node, plain),
    }
}

fn lead(outcome: &str, edge: &Edge) -> Member {
    Member::built(outcome, Json::string(edge.target_span, edge.target.as_str()))
}

/// More outcomes than any node has; those of one with more are not searched for each edge.
const FEW: usize = 64;

/// The outcomes that an edge is labelled with (`a || b`), as the node or the catalog names them. Empty unless all are known.
fn named(row: &'static NodeType, node: &Raw, edge: &Edge) -> Vec<String> {
    let Some(label) = &edge.label else { return Vec::new() };
    let own = node.get(wire::OUTCOMES).and_then(Json::members).unwrap_or(&[]);
    let words = label.split(['|', ',']).map(str::trim).filter(|word| !word.is_empty());
    let known = words.map(|word| {
        let written = own.iter().find(|member| member.key == word).map(|member| member.key.as_str());
        let row = row.outcomes().iter().find(|outcome| outcome.is_named(word));
        let own_of_row = row
            .and_then(|row: &Outcome| own.iter().find(|member| row.is_named(&member.key)))
            .map(|it| it.key.as_str());
        written.or(own_of_row).or(row.map(|row| row.name)).map(str::to_owned)
    });
    known.collect::<Option<Vec<_>>>().unwrap_or_default()
}

/// Lets an outcome of the node lead where an edge says, unless it leads elsewhere.
fn name_outcome(ctx: &mut Context, node: &mut Raw, outcome: &str, edge: &Edge) {
    let own = node.get(wire::OUTCOMES).and_then(|outcomes| outcomes.get(outcome));
    if let Some(own) = own {
        if own.text() != Some(&edge.target) {
            let message = format!(
                "the outcome {} of {} leads elsewhere than this edge to {}",
                quote(outcome),
                quote(&node.id),
                quote(&edge.target)
            );
            ctx.report(conflict(edge.span, message).related(own.span, "where the outcome leads"));
        }
        return;
    }
    let added = lead(outcome, edge);
    match node
        .members
        .iter_mut()
        .find(|member| member.key == wire::OUTCOMES)
        .map(|member| &mut member.value.kind)
    {
        Some(Kind::Object(members)) => members.push(added),
        Some(_) => {}
        None => {
            let outcomes = Json { span: edge.label_span, kind: Kind::Object(vec![added]) };
            node.members.push(Member::built(wire::OUTCOMES, outcomes));
        }
    }
}

/// Reports the edges whose target no outcome of the node has.
fn covered_or_conflict(ctx: &mut Context, node: &Raw, edges: Vec<Edge>) {
    if edges.is_empty() {
        return;
    }
    let covered = targets(node);
    for edge in edges.iter().filter(|edge| !covered.contains(&edge.target)) {
        let message = format!(
            "no outcome of {} leads to {}, and the edge does not say which one it is for",
            quote(&node.id),
            quote(&edge.target)
        );
        ctx.report(conflict(edge.span, message).help("add the route to the node by hand"));
    }
}

/// Where the node's own outcomes lead, in any encoding.
fn targets(node: &Raw) -> HashSet<String> {
    let mut found: Vec<&Json> =
        [wire::OUTCOME, wire::DEFAULT].iter().filter_map(|key| node.get(key)).collect();
    for (key, inner) in [(wire::OUTCOMES, wire::TARGET), (wire::RULES, wire::OUTCOME)] {
        match node.get(key).map(|edges| &edges.kind) {
            Some(Kind::Object(members)) => found.extend(members.iter().map(|member| &member.value)),
            Some(Kind::List(items)) => found.extend(items.iter().filter_map(|item| item.get(inner))),
            _ => {}
        }
    }
    found.into_iter().filter_map(Json::text).map(str::to_owned).collect()
}

// ---- Types whose outcomes are the author's own

/// Gives the outcomes of a conversation the form of a list of `{id, condition}`, with the empty condition for “always”.
fn normalize_choices(ctx: &mut Context, node: &mut Raw) {
    if !node.row.is_some_and(|row| matches!(row.routing, Routing::Choices(_))) {
        return;
    }
    let id = quote(&node.id);
    let Some(outcomes) = node.members.iter_mut().find(|member| member.key == wire::OUTCOMES) else { return };
    let span = outcomes.key_span;
    if let Kind::Object(members) = &outcomes.value.kind {
        let items = members.iter().filter(|member| member.value.text().is_some()).map(|member| {
            let id = Member::built(wire::ID, Json::string(member.key_span, member.key.as_str()));
            let target = Member::built(wire::TARGET, member.value.clone());
            Json { span: member.key_span, kind: Kind::Object(vec![id, target]) }
        });
        let items: Vec<Json> = items.collect();
        if items.len() != members.len() {
            return;
        }
        if items.len() > 1 {
            let message = format!("the outcomes of {id} do not say when each holds");
            ctx.report(legacy(span, message).label("no conditions").help(
                "write a condition to each, `outcome: target when \"…\"`: without one the first always holds",
            ));
        }
        outcomes.value.kind = Kind::List(items);
    }
    let Kind::List(items) = &mut outcomes.value.kind else { return };
    for item in items {
        if let Kind::Object(members) = &mut item.kind {
            normalize_choice(ctx, item.span, members);
        }
    }
}

fn normalize_choice(ctx: &mut Context, span: Span, members: &mut Vec<Member>) {
    match members.iter_mut().find(|member| member.key == wire::CONDITION) {
        None => members.push(Member::built(wire::CONDITION, Json::string(span, ""))),
        Some(condition) if condition.value.text() == Some(ALWAYS) => {
            ctx.always.push(condition.value.span);
            condition.value = Json::string(condition.value.span, "");
        }
        Some(_) => {}
    }
}

fn choices(ctx: &mut Context, node: &mut Raw, edges: Vec<Edge>) {
    let covered = targets(node);
    let own = node.members.iter_mut().find(|member| member.key == wire::OUTCOMES);
    let items = match own.map(|member| &mut member.value.kind) {
        None => return choices_of_edges(ctx, node, edges),
        Some(Kind::List(items)) => items,
        Some(_) => return covered_or_conflict(ctx, node, edges),
    };
    let unlabelled = aim_by_label(items, edges);
    let open: Vec<&mut Json> = items.iter_mut().filter(|item| is_open(item)).collect();
    let (again, mut fresh): (Vec<Edge>, Vec<Edge>) =
        unlabelled.into_iter().partition(|edge| covered.contains(&edge.target));
    // An edge whose target another outcome has already is meant for an open one only when no other edge is.
    if fresh.len() < open.len() {
        fresh.extend(again);
    }
    let (count, id) = (open.len(), quote(&node.id));
    match fresh.as_slice() {
        [only] if count > 1 => {
            let message =
                format!("all outcomes of {id} lead to {}, as its only edge does", quote(&only.target));
            ctx.report(legacy(only.span, message).label("the only edge"));
            open.into_iter().for_each(|item| aim(item, only));
        }
        _ => {
            if count > 1 && !fresh.is_empty() {
                let message = format!("the outcomes of {id} lead where its edges do, in their order");
                let help = "read them through: the edges name none";
                ctx.report(legacy(node.id_span, message).label("this node").help(help));
            }
            let others = fresh.split_off(count.min(fresh.len()));
            open.into_iter().zip(&fresh).for_each(|(item, edge)| aim(item, edge));
            covered_or_conflict(ctx, node, others);
        }
    }
}

/// Whether an outcome does not say where it leads.
fn is_open(item: &Json) -> bool {
    item.members().is_some() && item.get(wire::TARGET).is_none()
}

/// Lets each open outcome lead where the edge says that is labelled with its id or condition. Gives the other edges.
fn aim_by_label(items: &mut [Json], edges: Vec<Edge>) -> Vec<Edge> {
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (place, item) in items.iter().enumerate().rev().filter(|(_, item)| is_open(item)) {
        for label in [wire::CONDITION, wire::ID].iter().filter_map(|key| item.get(key)?.text()) {
            places.entry(label.to_owned()).or_default().push(place);
        }
    }
    let mut others = Vec::new();
    for edge in edges {
        let labelled = edge.label.as_ref().and_then(|label| places.get_mut(label));
        let place = labelled.and_then(|places| {
            std::iter::from_fn(|| places.pop()).find(|place| items.get(*place).is_some_and(is_open))
        });
        match place.and_then(|place| items.get_mut(place)) {
            Some(item) => aim(item, &edge),
            None => others.push(edge),
        }
    }
    others
}

/// Lets an outcome lead where an edge does.
fn aim(item: &mut Json, edge: &Edge) {
    if let Kind::Object(members) = &mut item.kind {
        members.push(Member::built(wire::TARGET, Json::string(edge.target_span, edge.target.as_str())));
    }
}

/// A conversation without outcomes: each edge is one.
fn choices_of_edges(ctx: &mut Context, node: &mut Raw, edges: Vec<Edge>) {
    if edges.is_empty() {
        return;
    }
    let alone = edges.len() == 1;
    let items: Vec<Json> = edges.iter().enumerate().map(|(index, edge)| choice(index, alone, edge)).collect();
    if !alone {
        let message = format!("the outcomes of {} are its edges", quote(&node.id));
        ctx.report(legacy(node.id_span, message).label("names no outcomes").help("say when each holds"));
    }
    let outcomes = Json { span: node.id_span, kind: Kind::List(items) };
    node.members.push(Member::built(wire::OUTCOMES, outcomes));
}

fn choice(index: usize, alone: bool, edge: &Edge) -> Json {
    let condition = edge.label.as_deref().filter(|label| *label != ALWAYS).unwrap_or("");
    let id = match &edge.id {
        _ if alone => wire::PLAIN_CHOICE.to_owned(),
        Some(id) => id.clone(),
        None => format!("{}_{}", wire::PLAIN_CHOICE, index + 1),
    };
    let members = vec![
        Member::built(wire::ID, Json::string(edge.span, id)),
        Member::built(wire::TARGET, Json::string(edge.target_span, edge.target.as_str())),
        Member::built(wire::CONDITION, Json::string(edge.label_span, condition)),
    ];
    Json { span: edge.span, kind: Kind::Object(members) }
}

// ---- Types that the catalog does not know

fn unknown(ctx: &mut Context, node: &mut Raw, edges: Vec<Edge>) {
    let has_own = [wire::OUTCOME, wire::OUTCOMES, wire::RULES].iter().any(|key| node.get(key).is_some());
    let labels: Option<Vec<Member>> =
        edges.iter().map(|edge| Some(lead(edge.label.as_deref()?, edge))).collect();
    match (edges.as_slice(), labels) {
        _ if has_own => covered_or_conflict(ctx, node, edges),
        ([], _) => {}
        ([only], None) => {
            node.members
                .push(Member::built(wire::OUTCOME, Json::string(only.target_span, only.target.as_str())));
        }
        (_, Some(targets)) => {
            let outcomes = Json { span: node.id_span, kind: Kind::Object(targets) };
            node.members.push(Member::built(wire::OUTCOMES, outcomes));
        }
        _ => covered_or_conflict(ctx, node, edges),
    }
}
