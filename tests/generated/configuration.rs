//! What `fsflow.toml` may say: its JSON Schema, and the table in the reference.

use fsflow::project::config::{self, KEYS};

/// The file with the schema.
pub const SCHEMA: &str = "grammar/config.schema.json";

/// The page with the table.
pub const PAGE: &str = "grammar/programs.md";

/// The schema, as the text of its file.
pub fn schema() -> Result<String, String> {
    let text = serde_json::to_string_pretty(&config::schema()).map_err(|error| error.to_string())?;
    Ok(text + "\n")
}

/// A row for each setting.
pub fn table() -> String {
    let mut text = "\n| Setting | What it takes | Without it | |\n|---|---|---|---|\n".to_owned();
    for key in KEYS {
        text += &format!("| `{}` | {} | {} | {} |\n", key.name, key.takes, key.otherwise, key.summary);
    }
    text + "\n"
}
