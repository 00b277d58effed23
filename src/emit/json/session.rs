//! The whole body of `POST /sessions`: the session settings as written, then the flow.

use super::flow::{NODE_BYTES, fields, nodes};
use super::text::Json;
use super::writer::Writer;
use crate::catalog::wire;
use crate::emit::output::Layout;
use crate::flow::Flow;

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
    if let Some(session) = &flow.session {
        fields(out, flow, &session.fields);
    }
    out.key(wire::FLOW);
    nodes(out);
    out.end_object();
}
