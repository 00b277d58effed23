//! Owns how a sentence is broken into the lines of a terminal.

/// Breaks a text into lines of at most `width` characters, at spaces that do not stand between backticks. A word that
/// is longer than a line is broken.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    text.split('\n').flat_map(|line| wrap_line(line, width)).collect()
}

fn wrap_line(line: &str, width: usize) -> Vec<String> {
    let indent: String = line.chars().take_while(|ch| *ch == ' ').collect();
    let mut out = Vec::new();
    let mut current = indent.clone();
    let mut length = 0;
    for word in words(line) {
        let mut word = word;
        let room = width.saturating_sub(indent.chars().count()).max(1);
        // A word that no line holds is broken, as the terminal would do it.
        while let Some((at, _)) = word.char_indices().nth(room) {
            if length > 0 {
                out.push(std::mem::replace(&mut current, indent.clone()));
                length = 0;
            }
            out.push(format!("{indent}{}", word.get(..at).unwrap_or(word)));
            word = word.get(at..).unwrap_or("");
        }
        let wanted = word.chars().count();
        if length > 0 && length + 1 + wanted > room {
            out.push(std::mem::replace(&mut current, indent.clone()));
            length = 0;
        }
        if length > 0 {
            current.push(' ');
            length += 1;
        }
        current.push_str(word);
        length += wanted;
    }
    out.push(current);
    out
}

/// The words of a line; what stands between two backticks is one unless it is a whole sentence by itself.
fn words(line: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut quoted = None;
    for (at, ch) in line.char_indices() {
        match (ch, quoted) {
            ('`', None) => quoted = Some(at),
            ('`', Some(_)) => quoted = None,
            (' ', None) => {
                out.push(line.get(start..at).unwrap_or(""));
                start = at + 1;
            }
            (' ', Some(opened)) if at - opened > 40 => {
                out.push(line.get(start..at).unwrap_or(""));
                start = at + 1;
            }
            _ => {}
        }
    }
    out.push(line.get(start..).unwrap_or(""));
    out.retain(|word| !word.is_empty());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_between_backticks_stay_together() {
        assert_eq!(wrap("one `two three` four", 11), ["one", "`two three`", "four"]);
        assert_eq!(wrap("  in\nout", 80), ["  in", "out"]);
        assert_eq!(wrap("", 80), [""]);
        assert_eq!(wrap("a abcdefghij b", 4), ["a", "abcd", "efgh", "ij b"]);
    }
}
