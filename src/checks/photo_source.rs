//! Owns the rule that the photos of a comparison are there and differ.

use super::check::Context;
use super::phrase::{self, all_of, node, quote};
use crate::catalog::{NODE_TYPES, snake_case};
use crate::diag::Diagnostic;
use crate::flow::{EdgeId, Field, Node, NodeId, Photo, ValueKind};
use crate::graph::Reach;

crate::code! {
    /// A comparison uses a photo that is not there, or the same photo twice. `document_photo` and `face_scan` are the photos of
    /// the last successful node of that kind; on a path without one the comparison answers `image_unavailable`, whoever is in
    /// front of the camera. A photo compared with itself always matches.
    ///
    /// ```fsflow wrong
    /// start -> greeting
    /// greeting: conversation say """
    ///   Hello! Please have your passport ready, and stay in front of the camera while I look at you.
    /// """ -> scan
    /// scan: document_scan { scanning_mode: automatic, allowed_document_types: [passport] } -> <
    ///   success | timeout: compare
    ///   cancelled: refused
    /// >
    /// compare: face_compare { source_a: session_video, source_b: document_photo } -> <
    ///   match: closing
    ///   no_match | image_unavailable: refused
    /// >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that the check did not succeed." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> greeting
    /// greeting: conversation say """
    ///   Hello! Please have your passport ready, and stay in front of the camera while I look at you.
    /// """ -> scan
    /// scan: document_scan { scanning_mode: automatic, allowed_document_types: [passport] } -> <
    ///   success: compare
    ///   cancelled | timeout: refused
    /// >
    /// compare: face_compare { source_a: session_video, source_b: document_photo } -> <
    ///   match: closing
    ///   no_match | image_unavailable: refused
    /// >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that the check did not succeed." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static PHOTO_SOURCE = warning(Suspicious) "photo-source";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let users: Vec<(NodeId, &Node)> =
        ctx.flow.nodes().filter(|(_, node)| photos(node).next().is_some()).collect();
    out.extend(users.iter().filter_map(|(_, node)| compared_with_itself(node)));
    // One search for each source that a node type fills: a handful, whatever the flow.
    for source in sources() {
        let uses = |node: &Node| {
            photos(node).find(|(_, photo)| is_source(photo, source)).map(|(field, _)| field.span)
        };
        let mut without: Option<Reach> = None;
        for (id, user) in &users {
            let Some(place) = uses(user) else { continue };
            let without = without
                .get_or_insert_with(|| ctx.graph.reach_from_start(|edge| !takes_photo(ctx, edge, source)));
            if !without.contains(*id) {
                continue;
            }
            let message = format!(
                "{} may run without the {} that it uses",
                node(ctx.flow, *id),
                quote(&snake_case(source))
            );
            out.push(
                Diagnostic::new(&PHOTO_SOURCE, place, message)
                    .label(format!("no photo is taken on {}", phrase::path(ctx.flow, &without.witness(*id))))
                    .help(format!("let every path come through {}", takers(source))),
            );
        }
    }
}

/// The fields of a node that say where a photo comes from.
fn photos(node: &Node) -> impl Iterator<Item = (&Field, &Photo)> {
    node.fields.iter().filter_map(|field| match field.value.as_ref()?.kind {
        ValueKind::Photo(ref photo) => Some((field, photo)),
        _ => None,
    })
}

fn is_source(photo: &Photo, source: &str) -> bool {
    matches!(photo, Photo::Source(name) if *name == source)
}

fn compared_with_itself(node: &Node) -> Option<Diagnostic> {
    let all: Vec<_> = photos(node).collect();
    let (second, first) = all.iter().enumerate().find_map(|(index, (field, photo))| {
        let before = all.get(..index)?.iter().find(|(_, other)| same(photo, other))?;
        Some((*field, before.0))
    })?;
    let message = format!("{} compares a photo with itself", quote(&node.id));
    Some(
        Diagnostic::new(&PHOTO_SOURCE, second.span, message)
            .label("the same photo again")
            .related(first.span, "the other photo")
            .help("choose another source for one of them"),
    )
}

fn same(a: &Photo, b: &Photo) -> bool {
    match (a, b) {
        (Photo::Source(a), Photo::Source(b)) => a == b,
        (Photo::Provided(a), Photo::Provided(b)) => a.key == b.key,
        _ => false,
    }
}

/// The photo sources that some node type fills.
fn sources() -> Vec<&'static str> {
    let mut sources: Vec<_> = NODE_TYPES.iter().filter_map(|row| Some(row.traits.photo?.0)).collect();
    sources.dedup();
    sources
}

/// Whether the photo is there after this edge. A type that the catalog does not know may take it.
fn takes_photo(ctx: &Context<'_>, edge: EdgeId, source: &str) -> bool {
    let from = ctx.flow.node(edge.from);
    let Some(row) = from.ty.row else { return true };
    row.traits.photo.is_some_and(|(fills, outcome)| {
        fills == source && ctx.graph.edge(edge).row().is_some_and(|row| row.name == outcome)
    })
}

/// `` `success` of a `document_scan` ``
fn takers(source: &str) -> String {
    let rows = NODE_TYPES.iter().filter(|row| row.traits.photo.is_some_and(|(fills, _)| fills == source));
    let named = rows.filter_map(|row| {
        let outcome = row
            .outcomes()
            .iter()
            .find(|outcome| Some(outcome.name) == row.traits.photo.map(|photo| photo.1))?;
        Some(format!("{} of a {}", quote(&outcome.written()), all_of([row.written()])))
    });
    named.collect::<Vec<_>>().join(" or ")
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        crate::checks::tests::snapshot("photo-source", &[
            ("a path around the scan", "start -> greeting
GREETING -> scan
scan: document_scan { scanning_mode: automatic, allowed_document_types: [passport] } -> < success: compare, cancelled: refused, timeout: compare >
compare: face_compare { source_a: session_video, source_b: document_photo } -> < match: closing, no_match | image_unavailable: refused >"),
            ("no face scan at all", "start -> greeting
GREETING -> compare
compare: face_compare { source_a: session_video, source_b: face_scan } -> < match: closing, no_match | image_unavailable: refused >"),
            ("the same twice", "start -> greeting
GREETING -> compare
compare: face_compare { source_a: session_video, source_b: session_video } -> < match: closing, no_match | image_unavailable: refused >"),
            ("two photos of different kinds, one of them not sure", "start -> greeting
GREETING -> scan
scan: document_scan { scanning_mode: automatic, allowed_document_types: [passport] } -> < success: face, cancelled | timeout: refused >
face: face_scan -> < passed: compare, not_passed: compare, cancelled | error: refused >
compare: face_compare { source_a: face_scan, source_b: document_photo } -> < match: closing, no_match | image_unavailable: refused >"),
            ("taken on every path", r#"start -> greeting
GREETING -> < a: scan when "The user has a passport", b: other when "Anything else" >
scan: document_scan { scanning_mode: automatic, allowed_document_types: [passport] } -> < success: compare, cancelled | timeout: refused >
other: document_scan { scanning_mode: single, allowed_document_types: [id] } -> < success: compare, else: refused >
compare: face_compare { source_a: session_video, source_b: document_photo } -> < match: closing, no_match | image_unavailable: refused >"#),
            ("the same provided photo twice", r#"session { provided_data: { photo: "https://x.example/a.jpg" } }
start -> greeting
GREETING -> compare
compare: face_compare { source_a: provided.photo, source_b: provided."photo" } -> < match: closing, no_match | image_unavailable: refused >"#),
        ]);
    }
}
