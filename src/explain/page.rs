//! A text in the making: running text, tables and examples, laid out for a width.

use crate::catalog::{Origin, Source};

/// The narrowest layout; a terminal that is narrower breaks lines by itself.
const NARROWEST: usize = 40;

/// How far names stand from the left.
const INDENT: usize = 2;

/// How far examples stand from the left; a mark stands before them.
const MARGIN: usize = 4;

/// A text in the making.
pub(super) struct Page {
    text: String,
    width: usize,
}

impl Page {
    /// An empty text for lines of at most so many columns.
    pub(super) fn new(width: usize) -> Self {
        Self { text: String::new(), width: width.max(NARROWEST) }
    }

    /// What has been written, without empty lines at its end.
    pub(super) fn into_text(mut self) -> String {
        while self.text.ends_with("\n\n") {
            self.text.pop();
        }
        self.text
    }

    /// A line as it stands.
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// An empty line, unless there is one.
    pub(super) fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A line between empty ones.
    pub(super) fn heading(&mut self, title: &str) {
        self.gap();
        self.wrapped("", 0, &format!("{title}:"));
        self.gap();
    }

    /// Running text after an empty line; nothing for an empty text.
    pub(super) fn paragraph(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.gap();
            self.wrapped("", 0, text);
        }
    }

    /// Who tells what the page says, and what nobody tells.
    pub(super) fn origin(&mut self, origin: &Origin) {
        // What is the language's own is known from nowhere.
        if origin.sources.is_empty() {
            return;
        }
        let sources: Vec<String> = origin.sources.iter().map(Source::to_string).collect();
        self.paragraph(&format!("Known from: {}.", sources.join("; ")));
        if let Some(open) = origin.open {
            self.paragraph(&format!("Open: {open}"));
        }
    }

    /// Lines of an example, a mark before some.
    pub(super) fn example(&mut self, text: &str, mark: impl Fn(usize) -> Option<char>) {
        for (at, line) in text.lines().enumerate() {
            self.example_line(line, mark(at));
        }
    }

    /// A line of an example. One that is too long is broken at a blank, and goes on further to the right.
    pub(super) fn example_line(&mut self, line: &str, mark: Option<char>) {
        let head = mark.map_or_else(|| " ".repeat(MARGIN), |mark| format!("  {mark} "));
        if MARGIN + line.chars().count() <= self.width {
            self.line(&format!("{head}{line}"));
            return;
        }
        let inner = line.chars().take_while(|ch| *ch == ' ').count();
        let first = format!("{head}{}", " ".repeat(inner));
        self.broken(&first, MARGIN + inner + 4, line.trim_start(), ' ');
    }

    /// What a place of the example line above is, when the line was not broken: `column` and `length` in characters.
    pub(super) fn place(&mut self, line: &str, column: usize, length: usize, label: &str) {
        if MARGIN + line.chars().count() > self.width {
            return;
        }
        let carets = "^".repeat(length.clamp(1, line.chars().count().saturating_sub(column).max(1)));
        let pointer = format!("{:1$}{carets}", "", MARGIN + column);
        let fits = pointer.chars().count() + 1 + label.chars().count() <= self.width;
        self.line(&if fits { format!("{pointer} {label}") } else { pointer });
    }

    /// Names in one column, what to know about each in the next.
    pub(super) fn table(&mut self, rows: Vec<(String, Vec<String>)>) {
        // A name that would leave no room for its text has a line of its own.
        let most = self.width / 2 - INDENT - 2;
        let lengths = rows.iter().map(|(name, _)| name.chars().count());
        let widest = lengths.filter(|length| *length <= most).max().unwrap_or(0);
        let column = INDENT + widest + 2;
        for (name, texts) in rows {
            let mut head = format!("{:INDENT$}{name}", "");
            if name.chars().count() > widest {
                self.line(&head);
                head.clear();
            }
            for text in texts {
                self.wrapped(&head, column, &text);
                head.clear();
            }
        }
    }

    /// Text in lines that begin at `column`, the first of them after `head`.
    pub(super) fn wrapped(&mut self, head: &str, column: usize, text: &str) {
        let text: Vec<&str> = text.split_whitespace().collect();
        self.broken(&format!("{head:column$}"), column, &text.join(" "), ' ');
    }

    /// Breaks a text at its blanks.
    fn broken(&mut self, head: &str, column: usize, text: &str, at: char) {
        let mut line = head.to_owned();
        let mut length = line.chars().count();
        let mut begins = true;
        for word in text.split(at) {
            let wide = word.chars().count();
            if !begins && length + 1 + wide > self.width {
                self.line(&line);
                line = " ".repeat(column);
                length = column;
                begins = true;
            }
            if !begins {
                line.push(at);
                length += 1;
            }
            line.push_str(word);
            length += wide;
            begins = false;
        }
        self.line(&line);
    }
}
