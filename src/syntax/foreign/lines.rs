//! The lines of a text that say what format it is: no blank lines, no comments of any language, no fences of Markdown.

/// The first line that says something, and where it begins.
pub fn first_line(text: &str) -> Option<(usize, &str)> {
    let mut at = 0;
    let mut in_comment = false;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_start_matches(['\u{feff}', ' ', '\t']);
        let start = at + line.len() - trimmed.len();
        at += line.len();
        if in_comment || trimmed.starts_with("/*") {
            in_comment = !trimmed.contains("*/");
        } else if says_something(trimmed) {
            return Some((start, trimmed));
        }
    }
    None
}

/// The lines that say something, without the white space at their ends; how deep each is indented stands before it.
pub fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().filter_map(|line| {
        let trimmed = line.trim();
        says_something(trimmed).then(|| (line.len() - line.trim_start().len(), trimmed))
    })
}

fn says_something(line: &str) -> bool {
    let line = line.trim();
    let is_hash = line.starts_with('#') && !line.starts_with("#!");
    !(line.is_empty()
        || is_hash
        || line.starts_with("//")
        || line.starts_with("%%")
        || line.starts_with("```"))
}

/// The first word of a line, and the rest without white space before it.
pub fn first_word(line: &str) -> (&str, &str) {
    let end =
        line.find(|ch: char| !(ch.is_alphanumeric() || matches!(ch, '_' | '-' | '$'))).unwrap_or(line.len());
    let (word, rest) = line.split_at(end);
    (word, rest.trim_start())
}
