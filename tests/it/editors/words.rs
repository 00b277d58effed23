//! The words of the API in the TextMate grammar and in the Vim syntax are those of the catalog.
//!
//! After a change of the catalog: `UPDATE=1 cargo test editors::words` writes them anew.

use std::collections::BTreeSet;

use fsflow::catalog::{self, Field, Kind, snake_case};

/// The words that an editor colours because the API knows them.
#[derive(Default)]
struct Words {
    types: BTreeSet<String>,
    fields: BTreeSet<String>,
    outcomes: BTreeSet<String>,
    values: BTreeSet<String>,
    sources: BTreeSet<String>,
}

impl Words {
    fn of_the_catalog() -> Self {
        let mut words = Self::default();
        words.types.extend(catalog::type_words().map(str::to_owned));
        for row in catalog::NODE_TYPES {
            words.fields(row.fields);
            for outcome in row.outcomes().iter().chain(row.exits()) {
                words.outcomes.extend([outcome.written(), snake_case(outcome.name), outcome.name.to_owned()]);
            }
        }
        words.fields(catalog::SESSION_FIELDS);
        words.sources.extend(catalog::DATA_SOURCES.iter().map(|row| row.word.to_owned()));
        words
    }

    fn fields(&mut self, fields: &[Field]) {
        for field in fields {
            self.fields.extend([snake_case(field.name), field.name.to_owned()]);
            self.kind(&field.kind);
        }
    }

    fn kind(&mut self, kind: &Kind) {
        match kind {
            Kind::Enum(words) | Kind::Photo(words) | Kind::Texts(words) => {
                self.values.extend(words.iter().flat_map(|word| [snake_case(word), (*word).to_owned()]));
            }
            Kind::List { item, .. } => self.kind(item),
            Kind::Object(fields) => self.fields(fields),
            _ => {}
        }
    }

    fn groups(&self) -> [(&'static str, &BTreeSet<String>); 5] {
        [
            ("known-type", &self.types),
            ("known-field", &self.fields),
            ("known-outcome", &self.outcomes),
            ("known-value", &self.values),
            ("known-source", &self.sources),
        ]
    }
}

/// The grammar with the words of the catalog: the `match` of each `known-…`.
fn textmate(old: &str) -> String {
    let mut new = old.to_owned();
    for (name, words) in Words::of_the_catalog().groups() {
        let all: Vec<_> = words.iter().map(String::as_str).collect();
        let start = new.find(&format!("\"{name}\": {{")).expect("the grammar has this entry");
        let key = "\"match\": \"";
        let from = start + new[start..].find(key).expect("the entry has a match") + key.len();
        let to = from + new[from..].find('"').expect("the match ends");
        // No word of a longer or quoted one. The backslashes are those of JSON.
        new.replace_range(from..to, &format!(r"(?<![\\w-])(?:{})(?![\\w-])", all.join("|")));
    }
    new
}

/// The Vim syntax with the words of the catalog, between two marks.
fn vim(old: &str) -> String {
    const BEGIN: &str = "\" Words of the catalog: begin\n";
    const END: &str = "\" Words of the catalog: end\n";
    let mut lines = String::new();
    for (name, words) in Words::of_the_catalog().groups() {
        let group = name.strip_prefix("known-").unwrap_or(name);
        let group = format!("{}{}", group[..1].to_uppercase(), &group[1..]);
        let all: Vec<_> = words.iter().map(String::as_str).collect();
        for some in all.chunks(8) {
            lines += &format!("syn keyword fsflowKnown{group} contained {}\n", some.join(" "));
        }
    }
    let from = old.find(BEGIN).expect("the syntax has the mark") + BEGIN.len();
    let to = old.find(END).expect("the syntax has the end mark");
    format!("{}{lines}{}", &old[..from], &old[to..])
}

fn check(path: &str, generate: fn(&str) -> String) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let old = std::fs::read_to_string(&path).expect("the file is there");
    let new = generate(&old);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, new).expect("the file can be written");
    } else {
        assert!(old == new, "{} is stale: run UPDATE=1 cargo test editors::words", path.display());
    }
}

#[test]
fn the_words_of_the_textmate_grammar_are_those_of_the_catalog() {
    check("editors/vscode/syntaxes/fsflow.tmLanguage.json", textmate);
}

#[test]
fn the_words_of_the_vim_syntax_are_those_of_the_catalog() {
    check("editors/vim/syntax/fsflow.vim", vim);
}
