//! The settings that go into the body of `POST /sessions` beside the flow.

use super::value::{Field, ValueKind};
use crate::catalog::{EXTRACTED_NAME, EXTRACTED_TYPE, EXTRACTED_VALUES, EXTRACTION_SCHEMA};
use crate::source::Span;

/// The session settings.
#[derive(Debug, Clone)]
pub struct Session {
    /// The whole block.
    pub span: Span,
    /// The settings in the order of the file.
    pub fields: Vec<Field>,
    /// Whether the metadata says which flow the session is of.
    pub fingerprint: bool,
}

impl Session {
    /// The setting with this API name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == name)
    }

    /// What is extracted from the conversation; `None` when the author did not write all of it as it is.
    #[must_use]
    pub fn extracted(&self) -> Option<Vec<Extracted<'_>>> {
        let Some(schema) = self.field(EXTRACTION_SCHEMA) else { return Some(Vec::new()) };
        let ValueKind::List(items) = &schema.value.as_ref()?.kind else { return None };
        items.iter().map(|item| Extracted::read(&item.kind)).collect()
    }
}

/// A value that is extracted from the conversation: an item of the extraction schema.
#[derive(Debug, Clone)]
pub struct Extracted<'a> {
    /// The key that references name.
    pub name: &'a str,
    /// What the value is, in the API's word (`string`, `number`, `boolean`, `date`).
    pub ty: &'static str,
    /// The only values there are; empty when there may be any.
    pub values: Vec<&'a str>,
}

impl<'a> Extracted<'a> {
    fn read(item: &'a ValueKind) -> Option<Self> {
        let ValueKind::Object(fields) = item else { return None };
        let value = |name: &str| {
            let field = fields.iter().find(|field| field.key == name)?;
            Some(&field.value.as_ref()?.kind)
        };
        let ValueKind::Text(name) = value(EXTRACTED_NAME)? else { return None };
        let ValueKind::Word(ty) = value(EXTRACTED_TYPE)? else { return None };
        let values = match fields.iter().find(|field| field.key == EXTRACTED_VALUES) {
            None => Vec::new(),
            Some(_) => texts(value(EXTRACTED_VALUES)?)?,
        };
        Some(Self { name: name.as_literal()?, ty, values })
    }
}

/// The strings of a list, when all are known.
fn texts(list: &ValueKind) -> Option<Vec<&str>> {
    let ValueKind::List(items) = list else { return None };
    let mut found = Vec::with_capacity(items.len());
    for item in items {
        let ValueKind::Text(text) = &item.kind else { return None };
        found.push(text.as_literal()?);
    }
    Some(found)
}
