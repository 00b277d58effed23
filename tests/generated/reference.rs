//! The tables of the language reference: what the API offers and what the compiler warns of.

use fsflow::catalog::{
    DOCUMENT_TYPES, Field, Kind, LANGUAGES, NODE_TYPES, NodeType, OPERATORS, Outcome, Prompt, Routing,
    SESSION_FIELDS, TIMELINE, Version, snake_case,
};
use fsflow::checks;
use fsflow::diag::Level;

/// The page with the tables.
pub const PAGE: &str = "grammar/README.md";

/// A Markdown table with an empty line above and below, as the marks of a region need it.
fn table<const N: usize>(heads: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> String {
    let cell = |cell: &String| if cell.is_empty() { "| ".to_owned() } else { format!("| {cell} ") };
    let line = |cells: &[String]| format!("{}|\n", cells.iter().map(cell).collect::<String>());
    let rows: String = rows.into_iter().map(|row| line(&row)).collect();
    format!("\n{}{}|\n{rows}\n", line(&heads.map(str::to_owned)), "|---".repeat(N))
}

fn code(word: &str) -> String {
    format!("`{word}`")
}

/// The name to write of a field, with a mark when it must be given.
fn field_name(field: &Field) -> String {
    code(&snake_case(field.name)) + star(field.required)
}

const fn star(required: bool) -> &'static str {
    if required { r"\*" } else { "" }
}

/// `liveness_detection` with the short name behind it.
fn type_name(row: &NodeType) -> String {
    row.short.map_or_else(|| code(row.name), |short| format!("{} ({})", code(row.name), code(short)))
}

/// Words of their own, set apart by commas.
fn words(list: &[&str]) -> String {
    list.iter().map(|word| code(word)).collect::<Vec<_>>().join(", ")
}

/// Where a list stands that is too long for a cell.
fn long_list(list: &[&str]) -> Option<&'static str> {
    let lists =
        [(LANGUAGES, "[languages](#languages)"), (DOCUMENT_TYPES, "[document types](#document-types)")];
    lists.into_iter().find(|(long, _)| *long == list).map(|(_, link)| link)
}

/// What may stand in a field.
fn value(kind: &Kind) -> String {
    match *kind {
        Kind::Text => "string".to_owned(),
        Kind::Bool => "boolean".to_owned(),
        Kind::Integer { min, max: i64::MAX } => format!("whole number, {min} or more"),
        Kind::Integer { min, max } => format!("whole number, {min} to {max}"),
        Kind::Number { min, max } => format!("number, {min} to {max}"),
        Kind::Enum(list) => long_list(list).map_or_else(|| words(list), |list| format!("one of the {list}")),
        Kind::List { item, not_empty } => {
            let item = match *item {
                Kind::Text => "strings".to_owned(),
                Kind::Object(_) => "[objects](#objects-in-fields)".to_owned(),
                Kind::Enum(list) => long_list(list).map_or_else(|| words(list), str::to_owned),
                ref other => value(other),
            };
            format!("list of {item}{}", if not_empty { ", not empty" } else { "" })
        }
        Kind::Object(_) => "[object](#objects-in-fields)".to_owned(),
        Kind::Free => "object, anything inside".to_owned(),
        Kind::Scalars => "object of strings, numbers and booleans".to_owned(),
        Kind::Texts(_) => "object from language to string".to_owned(),
        Kind::Vars => "named values".to_owned(),
        Kind::Photo(_) => "[photo source](#photo-sources)".to_owned(),
    }
}

fn default(field: &Field) -> String {
    field.default.map_or_else(String::new, |json| code(json.trim_matches('"')))
}

/// The fields of each node type, its prompt first.
pub fn fields() -> String {
    let mut rows = Vec::new();
    for row in NODE_TYPES {
        let prompt = match row.prompt {
            Prompt::None => None,
            Prompt::Optional(since) => Some((since, false)),
            Prompt::Required => Some((row.since, true)),
        };
        let prompt = prompt.map(|(since, required)| {
            (since, [format!("prompt{}", star(required)), "string".to_owned(), String::new()])
        });
        let others = row
            .fields
            .iter()
            .map(|field| (field.since, [field_name(field), value(&field.kind), default(field)]));
        let mut cells: Vec<(Version, [String; 3])> = prompt.into_iter().chain(others).collect();
        if cells.first().is_none_or(|(since, _)| *since != row.since) {
            cells.insert(0, (row.since, Default::default()));
        }
        rows.extend(cells.into_iter().enumerate().map(|(at, (since, [name, value, default]))| {
            let first = at == 0;
            let since = if first || since != row.since { since.to_string() } else { String::new() };
            [if first { type_name(row) } else { String::new() }, since, name, value, default]
        }));
    }
    table(["Type", "Since", "Field", "Value", "Default"], rows)
}

/// The objects in the fields of nodes and in the settings, each once, in the order in which they are met.
pub fn objects() -> String {
    let mut rows: Vec<[String; 4]> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    let all = NODE_TYPES.iter().flat_map(|row| row.fields).chain(SESSION_FIELDS);
    let mut open: Vec<&Field> = all.collect();
    open.reverse();
    while let Some(field) = open.pop() {
        let inner = match field.kind {
            Kind::Object(inner) | Kind::List { item: &Kind::Object(inner), .. } => inner,
            _ => continue,
        };
        if seen.contains(&field.name) {
            continue;
        }
        seen.push(field.name);
        rows.extend(inner.iter().enumerate().map(|(at, part)| {
            let object = if at == 0 { code(&snake_case(field.name)) } else { String::new() };
            let since =
                if part.since > field.since { format!("; since {}", part.since) } else { String::new() };
            [object, field_name(part), value(&part.kind) + &since, default(part)]
        }));
        open.extend(inner.iter().rev());
    }
    table(["Object", "Field", "Value", "Default"], rows)
}

/// The comparisons of rules.
pub fn comparisons() -> String {
    table(["Written", "API"], OPERATORS.iter().map(|row| [code(row.symbol), code(row.name)]))
}

/// The outcomes that the API names.
pub fn outcomes() -> String {
    let mut rows: Vec<[String; 4]> = Vec::new();
    for row in NODE_TYPES {
        let (kind, outcomes): (String, &[Outcome]) = match row.routing {
            Routing::Fixed(outcomes) => (code(row.name), outcomes),
            Routing::Choices(Some(exits)) => {
                (format!("{} with {}", code(row.name), code(&snake_case(exits.field))), exits.outcomes)
            }
            _ => continue,
        };
        rows.extend(outcomes.iter().enumerate().map(|(at, outcome)| {
            let later = at > 0 && outcome.since > row.since && outcome.since > outcomes[0].since;
            let since = if later { format!(" (since {})", outcome.since) } else { String::new() };
            let kind = if at == 0 { kind.clone() } else { String::new() };
            [kind, code(outcome.name) + &since, code(&outcome.written()), outcome.summary.to_owned()]
        }));
    }
    table(["Type", "API", "Write", "When"], rows)
}

/// The languages of a session.
pub fn languages() -> String {
    format!("\n{}\n\n", words(LANGUAGES))
}

/// The settings of the session.
pub fn settings() -> String {
    let first = TIMELINE.first().map(|row| row.version);
    let rows = SESSION_FIELDS.iter().map(|field| {
        let since =
            if Some(field.since) > first { format!(" (since {})", field.since) } else { String::new() };
        [field_name(field) + &since, value(&field.kind), field.summary.to_owned()]
    });
    table(["Setting", "Value", "For"], rows)
}

/// What each version of the API brought.
pub fn versions() -> String {
    table(
        ["Version", "Brought"],
        TIMELINE.iter().map(|row| [row.version.to_string(), row.summary.to_owned()]),
    )
}

/// The warnings, each with its group and the first sentence of its documentation.
pub fn warnings() -> String {
    let warnings = checks::codes().iter().filter(|code| code.level == Level::Warning);
    table(
        ["Name", "Group", "Says"],
        warnings.map(|row| [code(row.name), row.group.word().to_owned(), row.summary()]),
    )
}
