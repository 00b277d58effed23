//! The settings that go into the body of `POST /sessions` beside the flow.

use super::value::Field;
use crate::source::Span;

/// The session settings.
#[derive(Debug, Clone)]
pub struct Session {
    /// The whole block.
    pub span: Span,
    /// The settings in the order of the file.
    pub fields: Vec<Field>,
}

impl Session {
    /// The setting with this API name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == name)
    }
}
