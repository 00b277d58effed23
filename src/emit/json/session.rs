//! The whole body of `POST /sessions`: the session settings as written, then the flow.

use super::flow::{NODE_BYTES, fields, nodes};
use super::text::Json;
use super::writer::Writer;
use crate::catalog::wire;
use crate::emit::fingerprint;
use crate::emit::output::Layout;
use crate::flow::{Flow, Session, ValueKind};

/// Room for the settings.
const SETTINGS_BYTES: usize = 1024;

/// The session settings and the flow as one JSON object.
pub(in crate::emit) fn write(flow: &Flow, layout: Layout) -> String {
    let mut json = Json::new(layout, SETTINGS_BYTES + flow.nodes.len() * NODE_BYTES);
    body(&mut json, flow, |json| nodes(json, flow));
    json.finish()
}

/// The settings as an object, with the flow as `nodes` writes it.
pub(in crate::emit) fn body<W: Writer>(out: &mut W, flow: &Flow, nodes: impl FnOnce(&mut W)) {
    out.begin_object();
    match &flow.session {
        Some(session) if session.fingerprint => marked(out, flow, session),
        Some(session) => fields(out, flow, &session.fields),
        None => {}
    }
    out.key(wire::FLOW);
    nodes(out);
    out.end_object();
}

/// The settings, with metadata that says which flow they are of.
fn marked<W: Writer>(out: &mut W, flow: &Flow, session: &Session) {
    let is_metadata = |key: &str| key == wire::METADATA;
    for field in session.fields.iter().filter(|field| !is_metadata(&field.key)) {
        fields(out, flow, std::slice::from_ref(field));
    }
    out.key(wire::METADATA);
    out.begin_object();
    let own = session.field(wire::METADATA).and_then(|field| field.value.as_ref());
    if let Some(ValueKind::Object(members)) = own.map(|value| &value.kind) {
        fields(out, flow, members);
    }
    for (key, value) in wire::ORIGIN.into_iter().zip([flow.name.as_str(), &fingerprint::of(flow)]) {
        out.member(key, value);
    }
    out.end_object();
}
