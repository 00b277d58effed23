//! Nodes as keys and values, however they are punctuated: JSON, YAML, objects of JavaScript, calls of Python.

use super::lines::lines;
use super::sketch::Sketch;
use crate::catalog::wire;
use crate::syntax::tokens::{Lexer, TokenKind};

/// What a key says about a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Id,
    Type,
    Prompt,
    Way,
    Ways,
    Target,
    Other,
}

/// What people call these things.
static KEYS: &[(&str, Key)] = &[
    (wire::ID, Key::Id),
    ("node_id", Key::Id),
    ("nodeId", Key::Id),
    (wire::TYPE, Key::Type),
    ("kind", Key::Type),
    (wire::PROMPT, Key::Prompt),
    ("text", Key::Prompt),
    ("say", Key::Prompt),
    ("message", Key::Prompt),
    (wire::OUTCOME, Key::Way),
    ("next", Key::Way),
    ("goto", Key::Way),
    ("then", Key::Way),
    (wire::OUTCOMES, Key::Ways),
    ("routes", Key::Ways),
    ("on", Key::Ways),
    ("transitions", Key::Ways),
    (wire::TARGET, Key::Target),
    ("target", Key::Target),
    ("to", Key::Target),
];

fn key(word: &str) -> Key {
    KEYS.iter().find(|(text, _)| *text == word).map_or(Key::Other, |(_, key)| *key)
}

/// The nodes of a text that gives each an `id` and a `type`.
pub fn sketches(text: &str) -> Vec<Sketch> {
    let mut found: Vec<Sketch> = Vec::new();
    let mut ways = false;
    for (name, value) in pairs(text) {
        let Some(sketch) = found.last_mut() else {
            if key(name) == Key::Id {
                found.push(Sketch { id: value.unwrap_or_default().to_owned(), ..Sketch::default() });
            }
            continue;
        };
        match (key(name), value) {
            // One of the author's own outcomes has an id too.
            (Key::Id, Some(id)) if ways && sketch.ty.is_some() => {
                sketch.ways.push((id.to_owned(), String::new()))
            }
            (Key::Id, Some(id)) => found.push(Sketch { id: id.to_owned(), ..Sketch::default() }),
            (Key::Target, Some(target)) if ways => match sketch.ways.last_mut() {
                Some((_, to)) if to.is_empty() => *to = target.to_owned(),
                _ => sketch.ways.push((String::new(), target.to_owned())),
            },
            (Key::Type, Some(ty)) if ways && sketch.ty.is_some() => {
                // The next node began with an id that was taken for an outcome's.
                let id = sketch.ways.pop().map_or_else(String::new, |(id, _)| id);
                ways = false;
                found.push(Sketch { id, ty: Some(ty.to_owned()), ..Sketch::default() });
            }
            (Key::Ways, None) => ways = true,
            (Key::Other, Some(target)) if ways && name != wire::CONDITION => {
                sketch.ways.push((name.to_owned(), target.to_owned()));
            }
            (Key::Type, Some(ty)) => sketch.ty = Some(ty.to_owned()),
            (key, value) => fill(sketch, key, value),
        }
    }
    found.retain(|sketch| !sketch.id.is_empty());
    found.iter_mut().for_each(|sketch| sketch.ways.retain(|(_, to)| !to.is_empty()));
    found
}

fn fill(sketch: &mut Sketch, key: Key, value: Option<&str>) {
    match (key, value) {
        (Key::Type, Some(ty)) => sketch.ty = Some(ty.to_owned()),
        (Key::Prompt, Some(text)) => {
            // What is escaped or filled in there is not so here.
            sketch.partial |= text.contains(['\\', '$']);
            sketch.prompt = Some(text.to_owned());
        }
        (Key::Way, Some(target)) => sketch.ways.push((String::new(), target.to_owned())),
        _ => sketch.partial = true,
    }
}

/// The keys of a text with their values where those are a word or a string.
fn pairs(text: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut tokens =
        Lexer::new(text, 0).filter(|token| !token.kind.is_blank() && !token.kind.is_comment()).peekable();
    let inner = move |start: usize, end: usize| {
        text.get(start..end).unwrap_or("").trim_matches(['"', '\'', '“', '”', '`'])
    };
    std::iter::from_fn(move || {
        loop {
            let token = tokens.next()?;
            let is_name = token.kind == TokenKind::Word || token.kind.closed_text().is_some();
            let colon = |kind: TokenKind| matches!(kind, TokenKind::Mark(b':' | b'='));
            if !is_name || !tokens.peek().is_some_and(|next| colon(next.kind)) {
                continue;
            }
            tokens.next();
            let name = inner(token.start, token.end);
            let is_value = |kind: TokenKind| kind == TokenKind::Word || kind.closed_text().is_some();
            let value = tokens.peek().copied().filter(|value| is_value(value.kind));
            // `outcomes:` above `next: bye` has a block for its value and no word.
            let same_line = |end: usize| !text.get(token.end..end).unwrap_or("").contains('\n');
            let value = value.filter(|value| same_line(value.start));
            if value.is_some() {
                tokens.next();
            }
            return Some((name, value.map(|value| inner(value.start, value.end))));
        }
    })
}

/// The states of a machine: a key for each, with its ways below it (`states`, `States`).
pub fn states(text: &str) -> Vec<Sketch> {
    let json: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    let states = ["States", "states"].iter().find_map(|key| json.get(key)?.as_object());
    let first = ["StartAt", "initial"].iter().find_map(|key| json.get(key)?.as_str());
    let start = first.map(|first| Sketch {
        id: "start".to_owned(),
        ways: vec![(String::new(), first.to_owned())],
        ..Sketch::default()
    });
    let state = |(id, state): (&String, &serde_json::Value)| {
        let way = |(name, to): (&String, &serde_json::Value)| {
            let to = to.as_str().or_else(|| to.get("target")?.as_str())?;
            Some((name.to_lowercase(), to.to_owned()))
        };
        let next =
            state.get("Next").and_then(|next| next.as_str()).map(|next| (String::new(), next.to_owned()));
        let on = state.get("on").and_then(|on| on.as_object());
        let ways = next.into_iter().chain(on.into_iter().flatten().filter_map(way)).collect();
        Sketch { id: id.clone(), ways, ..Sketch::default() }
    };
    let is_first = |(id, _): &(&String, &serde_json::Value)| first.is_none_or(|first| first == id.as_str());
    start.into_iter().chain(states.into_iter().flatten().filter(is_first).take(2).map(state)).collect()
}

/// A node of YAML within a flow.
#[derive(Debug)]
pub struct Item {
    /// What it says.
    pub sketch: Sketch,
    /// Where it ends: before the next line that is not indented.
    pub end: usize,
}

/// The node of YAML that begins at `at`, the first byte of a line: `id:` above its keys, or `- id: greeting`.
pub fn item(text: &str, at: usize) -> Option<Item> {
    let rest = text.get(at..)?;
    let mut lines_of = rest.split_inclusive('\n');
    let whole = lines_of.next()?;
    let first = whole.trim_start_matches(' ');
    let depth = whole.len() - first.len();
    let dashed = first.starts_with("- ");
    let head = first.trim_end();
    let id = head.strip_suffix(':').filter(|id| is_word(id.trim_matches('"')));
    if !dashed && id.is_none() {
        return None;
    }
    let mut end = at + whole.len();
    let mut keys = usize::from(dashed && yaml_key(first.trim_start_matches("- ")));
    for line in lines_of {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let indent = line.len() - line.trim_start().len();
            let inside = indent > depth || (dashed && line.starts_with("- "));
            let is_key = yaml_key(trimmed.trim_start_matches("- "));
            if !inside || !is_key {
                break;
            }
            keys += 1;
        }
        end += line.len();
    }
    if keys == 0 {
        return None;
    }
    let body = text.get(at..end)?;
    let end = at + body.trim_end().len();
    let sketch = match id {
        Some(id) => under_key(id.trim_matches('"'), body.get(whole.len().min(body.len())..)?)?,
        None => sketches(body).into_iter().next().unwrap_or_default(),
    };
    let partial = sketch.partial || (dashed && body.contains("\n- "));
    Some(Item { sketch: Sketch { partial, ..sketch }, end })
}

/// A node whose keys stand below its id; one of them says its type or what it says.
fn under_key(id: &str, body: &str) -> Option<Sketch> {
    let mut sketch = Sketch { id: id.to_owned(), ..Sketch::default() };
    let mut ways = false;
    let top = lines(body).next().map_or(0, |(indent, _)| indent);
    for (indent, line) in lines(body) {
        let Some((name, value)) = line.split_once(':') else {
            sketch.partial = true;
            continue;
        };
        let value = value.trim().trim_matches(['"', '\'']);
        let value = Some(value).filter(|value| !value.is_empty());
        match (indent > top, value) {
            (true, Some(target)) if ways => sketch.ways.push((name.to_owned(), target.to_owned())),
            (true, _) => sketch.partial = true,
            (false, _) => {
                ways = key(name) == Key::Ways && value.is_none();
                if !ways {
                    fill(&mut sketch, key(name), value);
                }
            }
        }
    }
    (sketch.ty.is_some() || sketch.prompt.is_some()).then_some(sketch)
}

/// Whether a line is `key: value` or `key:` of YAML.
pub fn yaml_key(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, rest)| {
        is_word(key.trim_matches('"')) && (rest.is_empty() || rest.starts_with([' ', '\r', '\n']))
    })
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|ch| ch.is_alphanumeric() || matches!(ch, '_' | '-'))
}
