//! Owns the whole body of `POST /sessions`: the session settings as written, then the flow.

use super::Layout;
use super::flow::{NODE_BYTES, fields, nodes};
use super::json::Writer;
use crate::model::Flow;

/// Room for the settings.
const SETTINGS_BYTES: usize = 1024;

/// The session settings and the flow as one JSON object.
pub(super) fn write(flow: &Flow, layout: Layout) -> String {
    let mut json = Writer::new(layout, SETTINGS_BYTES + flow.nodes.len() * NODE_BYTES);
    json.begin_object();
    if let Some(session) = &flow.session {
        fields(&mut json, flow, &session.fields);
    }
    json.key("flow");
    nodes(&mut json, flow);
    json.end_object();
    json.finish()
}
