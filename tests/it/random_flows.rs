//! Owns the random flows in JSON: every node type of the catalog, every field, odd ids and hostile texts.

use std::collections::BTreeSet;

use fsflow::catalog::{
    self, DATA_SOURCES, Field, Kind, NODE_TYPES, NodeType, OPERATORS, Outcome, Prompt, Role, Routing,
    SESSION_FIELDS,
};
use serde_json::{Map, Value, json};

use crate::choices::Choices;

const TEXTS: &[&str] = &[
    "Ask the user for the name of the street.",
    "",
    "Say: Hello there!",
    "Say: ",
    "say \"hello\" -> end",
    "two\nlines, of which the second is so long that it has to be folded somewhere between its many, many words",
    "\n\n  leading, trailing and\n\n\nempty lines \n",
    "\"\"\" quotes \" and \\ back\\slashes \\\"\"\"\"",
    "${user.name} costs $5, $${x} and {name} {{code}}",
    "// no comment, /* none */ # at all",
    "\u{1}\u{7f}\u{202e}\u{2066}\u{feff}\u{200b}\r\n\t",
    "😀 ß é e\u{301} 漢字 עברית",
    "a-word-without-any-space-that-is-so-long-that-it-can-be-broken-nowhere-at-all-because-there-is-no-place-for-it",
    "null",
    "1e3",
];

const IDS: &[&str] = &[
    "plain",
    "my odd id!",
    "else",
    "when",
    "api",
    "session",
    "liveness",
    "end-success",
    "a->b",
    "1st",
    "true",
    "null",
    "ä😀",
    "say",
    "\"q\"",
    "two\nlines",
    "\\",
    "trailing ",
    "${x}",
    "conversation",
    "-",
    "_",
    "\u{202e}x",
];

const NUMBERS: &[&str] = &["0", "1", "-1", "0.5", "1e3", "12345678901", "1.50"];

/// A session body with a flow; without a circle, so that it compiles.
pub fn body(choices: &mut Choices) -> Value {
    let mut body = Map::new();
    if choices.one_in(2) {
        for field in SESSION_FIELDS.iter().filter(|field| field.name != catalog::DEFAULT_LANGUAGE) {
            if choices.one_in(3) {
                body.insert(field.name.to_owned(), value(choices, &field.kind));
            }
        }
    }
    body.insert("flow".to_owned(), flow(choices));
    Value::Object(body)
}

fn flow(choices: &mut Choices) -> Value {
    let size = 2 + choices.below(7);
    let mut ids: Vec<String> = Vec::new();
    let mut taken = BTreeSet::new();
    for at in 0..size {
        let id = (*choices.pick(IDS)).to_owned();
        let id = if taken.contains(&id) { format!("{id}{at}") } else { id };
        taken.insert(id.clone());
        ids.push(id);
    }
    let middle: Vec<&NodeType> = NODE_TYPES.iter().filter(|row| row.role == Role::Step).collect();
    let row = |choices: &mut Choices, at: usize| match at {
        0 => "start",
        at if at + 1 == size => "end",
        _ => choices.pick(&middle).name,
    };
    let mut nodes = Vec::new();
    for at in 0..size {
        let name = row(choices, at);
        let row = catalog::node_type(name).unwrap();
        nodes.push(node(choices, row, &ids, at));
    }
    Value::Array(nodes)
}

fn node(choices: &mut Choices, row: &NodeType, ids: &[String], at: usize) -> Value {
    let mut node = Map::new();
    node.insert("id".to_owned(), json!(ids[at]));
    node.insert("type".to_owned(), json!(row.name));
    let has_prompt = match row.prompt {
        Prompt::None => false,
        Prompt::Required => true,
        Prompt::Optional(_) => choices.one_in(2),
    };
    if has_prompt {
        node.insert("prompt".to_owned(), json!(choices.pick(TEXTS)));
    }
    object(choices, row.fields, &mut node);
    let mut target = |choices: &mut Choices| json!(ids[at + 1 + choices.below(ids.len() - at - 1)]);
    match row.routing {
        Routing::None => {}
        Routing::Single(outcome) => drop(node.insert(outcome.name.to_owned(), target(choices))),
        Routing::Fixed(outcomes) => {
            node.insert("outcomes".to_owned(), map(choices, outcomes, &mut target));
        }
        Routing::Choices(exits) => {
            let count = 1 + choices.below(3);
            let outcomes: Vec<Value> = (0..count)
                .map(|number| {
                    let id =
                        if choices.one_in(2) { "next".to_owned() } else { (*choices.pick(IDS)).to_owned() };
                    let id = if number == 0 { id } else { format!("{id}{number}") };
                    json!({ "id": id, "targetNodeId": target(choices), "condition": choices.pick(TEXTS) })
                })
                .collect();
            node.insert("outcomes".to_owned(), json!(outcomes));
            if let Some(exits) = exits
                && let Some(Value::Object(field)) = node.get_mut(exits.field)
            {
                field.insert(exits.key.to_owned(), map(choices, exits.outcomes, &mut target));
            }
        }
        Routing::Rules(outcome) => {
            let count = 1 + choices.below(3);
            let rules: Vec<Value> = (0..count).map(|_| rule(choices, &mut target)).collect();
            node.insert("rules".to_owned(), json!(rules));
            node.insert(outcome.name.to_owned(), target(choices));
        }
    }
    Value::Object(node)
}

fn map(choices: &mut Choices, outcomes: &[Outcome], target: &mut impl FnMut(&mut Choices) -> Value) -> Value {
    outcomes.iter().map(|outcome| (outcome.name.to_owned(), target(choices))).collect::<Map<_, _>>().into()
}

fn rule(choices: &mut Choices, target: &mut impl FnMut(&mut Choices) -> Value) -> Value {
    let operator = choices.pick(OPERATORS);
    let left = reference(choices);
    let mut rule = json!({ "left": left, "operator": operator.name, "outcome": target(choices) });
    if operator.binary {
        rule["right"] = operand(choices);
    }
    rule
}

fn reference(choices: &mut Choices) -> Value {
    let source = choices.pick(DATA_SOURCES).name;
    json!({ "source": source, "field": choices.pick(IDS) })
}

fn operand(choices: &mut Choices) -> Value {
    if choices.one_in(2) {
        let mut operand = reference(choices);
        operand["type"] = json!("ref");
        return operand;
    }
    json!({ "type": "literal", "value": scalar(choices) })
}

fn scalar(choices: &mut Choices) -> Value {
    match choices.below(3) {
        0 => json!(choices.pick(TEXTS)),
        1 => json!(choices.one_in(2)),
        _ => serde_json::from_str::<Value>(choices.pick::<&str>(NUMBERS)).unwrap(),
    }
}

fn object(choices: &mut Choices, fields: &[Field], out: &mut Map<String, Value>) {
    for field in fields {
        if field.required || choices.one_in(2) {
            out.insert(field.name.to_owned(), value(choices, &field.kind));
        }
    }
}

fn value(choices: &mut Choices, kind: &Kind) -> Value {
    match kind {
        Kind::Text => json!(choices.pick(TEXTS)),
        Kind::Bool => json!(choices.one_in(2)),
        Kind::Integer { min, max } => json!(min + choices.below((max - min).min(9) as usize + 1) as i64),
        Kind::Number { min, max } => json!(min + (max - min) * 0.25 * choices.below(5) as f64),
        Kind::Enum(words) => json!(choices.pick(words)),
        Kind::List { item, not_empty } => {
            let count = usize::from(*not_empty) + choices.below(3);
            (0..count).map(|_| value(choices, item)).collect::<Vec<_>>().into()
        }
        Kind::Object(fields) => {
            let mut out = Map::new();
            object(choices, fields, &mut out);
            Value::Object(out)
        }
        Kind::Free => free(choices, 3),
        Kind::Scalars => {
            (0..choices.below(3)).map(|_| ((*choices.pick(IDS)).to_owned(), scalar(choices))).collect::<Map<_, _>>().into()
        }
        Kind::Texts(words) => {
            let pairs = (0..choices.below(3))
                .map(|_| ((*choices.pick(words)).to_owned(), json!(choices.pick(TEXTS))));
            pairs.collect::<Map<_, _>>().into()
        }
        Kind::Vars => (0..choices.below(3))
            .map(|number| json!({ "name": format!("{}{number}", choices.pick(IDS)), "value": operand(choices) }))
            .collect::<Vec<_>>()
            .into(),
        Kind::Photo(sources) => match choices.below(sources.len() + 1) {
            at if at < sources.len() => json!({ "source": sources[at] }),
            _ => json!({ "source": catalog::PROVIDED_DATA, "providedDataKey": choices.pick(IDS) }),
        },
    }
}

/// Any JSON object, not deep.
fn free(choices: &mut Choices, depth: usize) -> Value {
    let inner = |choices: &mut Choices| match choices.below(5) {
        0 if depth > 0 => free(choices, depth - 1),
        1 => json!([scalar(choices), nothing(choices)]),
        2 => Value::Null,
        _ => scalar(choices),
    };
    let pairs = (0..choices.below(4)).map(|_| ((*choices.pick(IDS)).to_owned(), inner(choices)));
    pairs.collect::<Map<_, _>>().into()
}

fn nothing(choices: &mut Choices) -> Value {
    if choices.one_in(2) { Value::Null } else { json!({}) }
}
