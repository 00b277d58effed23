//! A node as another format has it, and how it is written here.

use crate::catalog::{self, wire};
use crate::syntax::quote::quoted;
use crate::syntax::words::{Position, spell};

/// The longest prompt that a help shows, in characters.
const LONGEST_PROMPT: usize = 40;

/// The most ways that a help shows.
const MOST_WAYS: usize = 3;

/// A node as it was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sketch {
    /// Its id.
    pub id: String,
    /// Its type, where one is given.
    pub ty: Option<String>,
    /// What it says.
    pub prompt: Option<String>,
    /// Where it leads, each with the outcome; an empty one for the only way.
    pub ways: Vec<(String, String)>,
    /// Whether something else was said about it, so that the sketch is not all of it.
    pub partial: bool,
}

impl Sketch {
    /// The node as a statement, shortened for a help.
    pub fn short(&self) -> String {
        let clip = |text: &str| match text.char_indices().nth(LONGEST_PROMPT) {
            Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("").trim_end()),
            None => text.to_owned(),
        };
        let prompt = self.prompt.as_deref().map(|prompt| clip(prompt.lines().next().unwrap_or("")));
        self.statement(prompt.as_deref().unwrap_or("…"), MOST_WAYS)
    }

    /// The node as a statement, when it is wholly known.
    pub fn whole(&self) -> Option<String> {
        let row = self.row()?;
        let speaks = matches!(row.prompt, catalog::Prompt::Required);
        (!self.partial && speaks == self.prompt.is_some())
            .then(|| self.statement(self.prompt.as_deref().unwrap_or(""), usize::MAX))
    }

    fn row(&self) -> Option<&'static catalog::NodeType> {
        catalog::node_type(self.ty.as_deref().unwrap_or(&self.id))
    }

    fn statement(&self, prompt: &str, most: usize) -> String {
        let id = spell(&self.id, Position::NodeId);
        let own = catalog::node_type(&self.id);
        let row = self.row();
        let mut out = match (row, own) {
            (Some(row), Some(own)) if std::ptr::eq(row, own) => id.into_owned(),
            (Some(row), _) => format!("{id}: {}", row.written()),
            (None, _) => format!("{id}: conversation"),
        };
        if row.is_none_or(|row| matches!(row.prompt, catalog::Prompt::Required)) {
            out += &format!(" {}", quoted(prompt));
        }
        out + &self.routes(most)
    }

    fn routes(&self, most: usize) -> String {
        let target = |name: &str| spell(name, Position::Target).into_owned();
        match self.ways.as_slice() {
            [] => String::new(),
            [(name, only)] if name.is_empty() || name == wire::PLAIN_CHOICE => {
                format!(" -> {}", target(only))
            }
            ways => {
                let named = |(number, (name, to)): (usize, &(String, String))| {
                    let name = if name.is_empty() { format!("outcome_{}", number + 1) } else { name.clone() };
                    format!("{}: {}", spell(&name, Position::Outcome), target(to))
                };
                let mut shown: Vec<String> = ways.iter().enumerate().take(most).map(named).collect();
                if ways.len() > most {
                    shown.push("…".to_owned());
                }
                format!(" -> < {} >", shown.join(", "))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_of_another_format_is_shown_as_a_statement() {
        let way = |name: &str, to: &str| (name.to_owned(), to.to_owned());
        let node =
            |id: &str, ways: Vec<(String, String)>| Sketch { id: id.to_owned(), ways, ..Sketch::default() };
        assert_eq!(node("start", vec![way("", "hello")]).short(), "start -> hello");
        assert_eq!(node("end", vec![]).short(), "end");
        assert_eq!(node("my node", vec![way("", "a")]).short(), "\"my node\": conversation \"…\" -> a");
        let check = node("liveness", vec![way("detected", "a"), way("deepfake", "b")]);
        assert_eq!(check.short(), "liveness -> < detected: a, deepfake: b >");
        let speaks = Sketch { prompt: Some("Say hello.".to_owned()), ..node("hi", vec![way("", "end")]) };
        assert_eq!(speaks.short(), "hi: conversation \"Say hello.\" -> end");
    }
}
