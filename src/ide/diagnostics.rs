//! What an editor shows of a diagnostic beyond what every rendering shows: the documentation of its code.

use crate::diag::Code;

/// The documentation of a kind of fault as Markdown, examples in blocks that an editor highlights.
#[must_use]
pub fn documentation(code: &Code) -> String {
    let mut out = format!("**{}**\n\n", code.name);
    for line in code.doc.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)) {
        match line.trim() {
            "```fsflow wrong" => out.push_str("Wrong:\n\n```fsflow\n"),
            "```fsflow right" => out.push_str("Right:\n\n```fsflow\n"),
            _ => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out
}

/// The first paragraph of the documentation, on one line: why the fault matters.
#[must_use]
pub fn reason(code: &Code) -> String {
    let lines = code.doc.lines().map(str::trim).skip_while(|line| line.is_empty());
    lines.take_while(|line| !line.is_empty() && !line.starts_with("```")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_become_blocks_that_an_editor_highlights() {
        let code = crate::checks::find("missing-outcome").unwrap();
        let text = documentation(code);
        assert!(text.starts_with("**missing-outcome**\n\nAn outcome of a node leads nowhere."), "{text}");
        assert!(text.contains("Wrong:\n\n```fsflow\nstart -> greeting\n"), "{text}");
        assert!(reason(code).ends_with("never complete."), "{}", reason(code));
    }
}
