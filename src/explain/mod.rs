//! What `fsflowc explain` says: of checks, of the words of the language, and of everything that the API has, as plain text.
//!
//! One file a topic. A name that means several things is explained as each of them.

mod checks;
mod fields;
mod kinds;
mod node_types;
mod older;
mod outcomes;
mod page;
mod report;
mod rule_origins;
mod topic;
mod versions;
mod words;

use std::fmt;

use self::page::Page;
use self::topic::Topic;
use crate::diag::did_you_mean;

/// The columns of a text that nobody looks at in a terminal.
pub const WIDTH: usize = 80;

/// What there is to explain, in the order in which a name is looked up and listed.
static TOPICS: &[Topic] = &[
    Topic {
        heading: "Errors, warnings, and what an import says",
        noun: "a check",
        write: checks::write,
        rows: checks::rows,
        spellings: checks::spellings,
    },
    Topic {
        heading: "Words and signs of the language",
        noun: "a word of the language",
        write: words::write,
        rows: words::rows,
        spellings: words::spellings,
    },
    Topic {
        heading: "Node types",
        noun: "a node type",
        write: node_types::write,
        rows: node_types::rows,
        spellings: node_types::spellings,
    },
    Topic {
        heading: "Outcomes",
        noun: "an outcome",
        write: outcomes::write,
        rows: outcomes::rows,
        spellings: outcomes::spellings,
    },
    Topic {
        heading: "Fields of nodes",
        noun: "a field or setting",
        write: fields::write,
        rows: fields::rows,
        spellings: fields::spellings,
    },
    Topic {
        heading: "Settings of the session",
        noun: "a field or setting",
        write: nothing,
        rows: fields::settings,
        spellings: older::no_spellings,
    },
    Topic {
        heading: "The report of a session",
        noun: "a field of the report",
        write: report::write,
        rows: report::rows,
        spellings: report::spellings,
    },
    Topic {
        heading: "What else the API answers",
        noun: "a part of the API's answer",
        write: report::write_answer,
        rows: report::answer_rows,
        spellings: report::answer_spellings,
    },
    Topic {
        heading: "Versions of the API",
        noun: "a version",
        write: versions::write,
        rows: versions::rows,
        spellings: versions::spellings,
    },
    Topic {
        heading: "Values of fields",
        noun: "a value",
        write: fields::write_word,
        rows: older::no_rows,
        spellings: fields::all_words,
    },
    Topic {
        heading: "Older names",
        noun: "an older name",
        write: older::write,
        rows: older::rows,
        spellings: older::spellings,
    },
];

/// A name that means nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// The name as given.
    pub name: String,
    /// The name that was probably meant.
    pub near: Option<String>,
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is nothing called `{}`", self.name)?;
        self.near.as_ref().map_or(Ok(()), |near| write!(f, "; did you mean `{near}`?"))
    }
}

impl std::error::Error for Unknown {}

/// What there is to say about a name, in lines of 80 columns: of a check, a word of the language, a node type, an outcome, a
/// field, a setting, a field of the report, a version, or what was once called so.
///
/// # Errors
/// When it is none of these.
pub fn named(name: &str) -> Result<String, Unknown> {
    in_width(name, WIDTH)
}

/// The same, in lines of so many columns.
///
/// # Errors
/// When the name is none of these.
pub fn in_width(name: &str, width: usize) -> Result<String, Unknown> {
    let name = name.trim();
    let found: Vec<(&str, String)> =
        TOPICS.iter().filter_map(|topic| Some((topic.noun, text(topic, name, width)?))).collect();
    match found.as_slice() {
        [] => meaning(name, width),
        [(_, text)] => Ok(text.clone()),
        several => {
            let mut page = Page::new(width);
            let nouns: Vec<&str> = several.iter().map(|(noun, _)| *noun).collect();
            page.paragraph(&format!("`{name}` is several things: {}.", nouns.join(", ")));
            let texts: Vec<&str> = several.iter().map(|(_, text)| text.as_str()).collect();
            let line = format!("\n{}\n\n", "-".repeat(width.min(WIDTH)));
            Ok(format!("{}\n{}", page.into_text(), texts.join(&line)))
        }
    }
}

/// Everything that can be explained, each with one line.
#[must_use]
pub fn list(width: usize) -> String {
    let mut page = Page::new(width);
    for topic in TOPICS {
        let rows = (topic.rows)();
        if !rows.is_empty() {
            page.heading(topic.heading);
            page.table(rows.into_iter().map(|(name, about)| (name, vec![about])).collect());
        }
    }
    page.into_text()
}

fn text(topic: &Topic, name: &str, width: usize) -> Option<String> {
    let mut page = Page::new(width);
    (topic.write)(name, &mut page).then(|| page.into_text())
}

/// Has no name: another topic writes them.
fn nothing(_: &str, _: &mut Page) -> bool {
    false
}

/// What a word can mean that is no name of anything.
fn meaning(name: &str, width: usize) -> Result<String, Unknown> {
    let mut page = Page::new(width);
    if older::write_meant(name, &mut page) {
        return Ok(page.into_text());
    }
    let spellings: Vec<String> = TOPICS.iter().flat_map(|topic| (topic.spellings)()).collect();
    let near = did_you_mean(name, spellings.iter().map(String::as_str));
    Err(Unknown { name: name.to_owned(), near: near.map(str::to_owned) })
}

#[cfg(test)]
mod tests;
