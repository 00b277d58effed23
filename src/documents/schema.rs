//! The JSON Schemas of the documents (draft 2020-12), made from their types.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

use super::{Decide, Diagnostics, Paths, Session, Tests};

/// A document by name.
#[derive(Debug)]
pub struct Document {
    /// What its schema is called: `grammar/NAME.schema.json`.
    pub name: &'static str,
    /// Makes the schema.
    pub schema: fn() -> Schema,
}

/// All documents.
pub static DOCUMENTS: &[Document] = &[
    Document { name: "diagnostics", schema: of::<Diagnostics> },
    Document { name: "decide", schema: of::<Decide> },
    Document { name: "paths", schema: of::<Paths> },
    Document { name: "tests", schema: of::<Tests> },
    Document { name: "session", schema: of::<Session> },
];

fn of<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>()
}
