//! The JSON Schemas of what the command line writes for programs.

use fsflow::documents::schema::DOCUMENTS;

/// The schema of the document with this name, as the text of its file.
pub fn schema(name: &str) -> Result<String, String> {
    let row = DOCUMENTS.iter().find(|row| row.name == name).ok_or("there is no such document")?;
    let text = serde_json::to_string_pretty(&(row.schema)()).map_err(|error| error.to_string())?;
    Ok(text + "\n")
}
