//! The words of the API in the grammars of the editors.

use std::collections::BTreeSet;

use fsflow::catalog::{self, Field, Kind, snake_case};

/// The grammar that Visual Studio Code and others read.
pub const TEXTMATE: &str = "editors/vscode/syntaxes/fsflow.tmLanguage.json";

/// The snippets of Visual Studio Code.
pub const SNIPPETS: &str = "editors/vscode/snippets/fsflow.json";

/// The syntax file of Vim.
pub const VIM: &str = "editors/vim/syntax/fsflow.vim";

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

/// The TextMate grammar with the words of the catalog: the `match` of each `known-…`. JSON has no comments to mark a region.
pub fn textmate(old: &str) -> Result<String, String> {
    let mut new = old.to_owned();
    for (name, words) in Words::of_the_catalog().groups() {
        let all: Vec<_> = words.iter().map(String::as_str).collect();
        let place = || {
            let start = new.find(&format!("\"{name}\": {{"))?;
            let key = "\"match\": \"";
            let from = start + new.get(start..)?.find(key)? + key.len();
            Some(from..from + new.get(from..)?.find('"')?)
        };
        let place = place().ok_or_else(|| format!("needs an entry `{name}` with a `match`"))?;
        // No word of a longer or quoted one. The backslashes are those of JSON.
        new.replace_range(place, &format!(r"(?<![\\w-])(?:{})(?![\\w-])", all.join("|")));
    }
    Ok(new)
}

/// The snippets with the newest version of the API wherever one begins a flow. JSON has no comments to mark a region.
pub fn snippets(old: &str) -> Result<String, String> {
    let (before, after) = (r#""api \""#, r#"\"""#);
    let line = |line: &str| {
        let place = line.find(before).zip(line.rfind(after)).filter(|(start, end)| start < end);
        place.map(|(start, end)| format!("{}{before}{}{}", &line[..start], catalog::NEWEST, &line[end..]))
    };
    let lines: Vec<Option<String>> = old.split_inclusive('\n').map(line).collect();
    if lines.iter().all(Option::is_none) {
        return Err("needs a snippet with a line that names the version of the API".to_owned());
    }
    let old = old.split_inclusive('\n').map(str::to_owned);
    Ok(lines.into_iter().zip(old).map(|(new, old)| new.unwrap_or(old)).collect())
}

/// The words of the catalog as Vim takes them.
pub fn vim() -> String {
    let mut lines = String::new();
    for (name, words) in Words::of_the_catalog().groups() {
        let group = name.strip_prefix("known-").unwrap_or(name);
        let group = format!("{}{}", group[..1].to_uppercase(), &group[1..]);
        let all: Vec<_> = words.iter().map(String::as_str).collect();
        for some in all.chunks(8) {
            lines += &format!("syn keyword fsflowKnown{group} contained {}\n", some.join(" "));
        }
    }
    lines
}
