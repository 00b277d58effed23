//! The texts that the readers are tried on.

use std::path::{Path, PathBuf};

/// A text and where it comes from.
pub struct Text {
    pub name: String,
    pub text: String,
}

/// Every example, every case of the golden folder, and every example of the language reference.
pub fn all() -> Vec<Text> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["examples", "tests/golden", "editors", "grammar", "src"] {
        collect(&root.join(folder), &mut files);
    }
    files.sort();
    let mut texts = Vec::new();
    for path in files {
        let name = path.strip_prefix(root).unwrap_or(&path).display().to_string();
        let read = || std::fs::read_to_string(&path).expect("a file of the project can be read");
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("fsflow") => texts.push(Text { name, text: read() }),
            Some("md") if name.starts_with("grammar") => {
                let text = read();
                let blocks = text.split("```fsflow").skip(1).filter_map(|block| block.split_once('\n'));
                let blocks = blocks.map(|(_, block)| block.split("```").next().unwrap_or_default());
                texts.extend(numbered(&name, blocks));
            }
            Some("txt") if name.starts_with("tests/golden/syntax") => {
                texts.extend(numbered(&name, read().split("=====\n")));
            }
            _ => {}
        }
    }
    texts
}

fn numbered<'t>(name: &str, texts: impl Iterator<Item = &'t str>) -> Vec<Text> {
    let number =
        |(index, text): (usize, &str)| Text { name: format!("{name}#{}", index + 1), text: text.to_owned() };
    texts.enumerate().map(number).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            if entry.file_name() != "node_modules" {
                collect(&path, files);
            }
        } else {
            files.push(path);
        }
    }
}
