//! Generated flows over all node types: compiling what was imported gives the JSON back.

use serde_json::{Map, Value, json};

use super::{Options, import};
use crate::catalog::{
    DATA_SOURCES, Field, Kind, NODE_TYPES, NodeType, OPERATORS, Prompt, Role, Routing, SESSION_FIELDS,
};
use crate::diag::Level;
use crate::emit::{self, Layout};
use crate::format;
use crate::resolve;
use crate::source::{NoFiles, SourceFile};

/// A generator of the same numbers each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

static TEXTS: &[&str] = &[
    "",
    "Say: Hello there!",
    "Say: ",
    "Ask the user for the name of the street and the number of the house, and for the town that both of them are in.",
    "two\nlines, and the second is quite a bit longer than the first one, so that it has to be folded somewhere",
    "  leading and trailing ",
    "list:\n  - one\n  - two \"\"\" \\ \u{1} \u{202e} 😀",
    "${user.name} costs $5 and {name}",
    "a very-long-word-without-a-single-space-that-can-not-be-broken-anywhere-because-there-is-nothing-to-break-at-all",
    "tab\there\r\n",
];

static IDS: &[&str] = &[
    "closing",
    "my odd id!",
    "else",
    "when",
    "api",
    "liveness",
    "end-success",
    "1st",
    "true",
    "ä",
    "say",
    "\"q\"",
    "",
];

fn text(numbers: &mut Numbers) -> Value {
    json!(numbers.pick(TEXTS))
}

fn free(numbers: &mut Numbers, depth: usize) -> Value {
    match numbers.below(if depth == 0 { 5 } else { 7 }) {
        0 => Value::Null,
        1 => json!(numbers.one_in(2)),
        2 => json!(*numbers.pick(&[0.0, -1.5, 1e300, 12_345_678_901_234.0])),
        3 | 4 => text(numbers),
        5 => (0..numbers.below(4)).map(|_| free(numbers, depth - 1)).collect(),
        _ => {
            let mut map = Map::new();
            for _ in 0..numbers.below(4) {
                map.insert(
                    (*numbers.pick(&["a", "odd key", "otpLength", "else", "", "type"])).to_owned(),
                    free(numbers, depth - 1),
                );
            }
            Value::Object(map)
        }
    }
}

fn value(numbers: &mut Numbers, kind: &Kind) -> Value {
    match kind {
        Kind::Text => text(numbers),
        Kind::Bool => json!(numbers.one_in(2)),
        Kind::Integer { min, max } => json!(min + numbers.below((max - min).clamp(1, 50) as usize) as i64),
        Kind::Number { min, max } => json!(if numbers.one_in(2) { *min } else { *max }),
        Kind::Enum(words) => json!(numbers.pick(words)),
        Kind::List { item, .. } => (0..1 + numbers.below(4)).map(|_| value(numbers, item)).collect(),
        Kind::Object(rows) => Value::Object(object(numbers, rows)),
        Kind::Free => json!({ "a": free(numbers, 3), "b c": free(numbers, 2) }),
        Kind::Scalars => json!({ "email": text(numbers), "vip": true, "score": 3.5 }),
        Kind::Texts(words) => json!({ words[0]: text(numbers), words[words.len() - 1]: text(numbers) }),
        Kind::Vars => {
            json!([{ "name": "a", "value": operand(numbers) }, { "name": "odd name", "value": operand(numbers) }])
        }
        Kind::Photo(words) if numbers.one_in(2) => json!({ "source": numbers.pick(words) }),
        Kind::Photo(_) => json!({ "source": "providedData", "providedDataKey": "photo url" }),
    }
}

fn operand(numbers: &mut Numbers) -> Value {
    match numbers.below(3) {
        0 => json!({ "type": "ref", "source": numbers.pick(DATA_SOURCES).name, "field": numbers.pick(IDS) }),
        1 => json!({ "type": "literal", "value": text(numbers) }),
        _ => json!({ "type": "literal", "value": 18 }),
    }
}

fn object(numbers: &mut Numbers, rows: &[Field]) -> Map<String, Value> {
    let mut map = Map::new();
    for row in rows {
        if row.required || numbers.one_in(2) {
            let odd = numbers.one_in(20);
            map.insert(row.name.to_owned(), if odd { free(numbers, 2) } else { value(numbers, &row.kind) });
        }
    }
    if numbers.one_in(8) {
        map.insert("fromTheFuture".to_owned(), free(numbers, 2));
    }
    map
}

fn edges(numbers: &mut Numbers, row: &NodeType, node: &mut Map<String, Value>, targets: &[String]) {
    let target = |numbers: &mut Numbers| json!(targets[numbers.below(targets.len().min(3))]);
    match &row.routing {
        Routing::None => {}
        Routing::Single(_) => drop(node.insert("outcome".to_owned(), target(numbers))),
        Routing::Fixed(outcomes) => {
            let mut map = Map::new();
            for outcome in *outcomes {
                map.insert(outcome.name.to_owned(), target(numbers));
            }
            if numbers.one_in(6) {
                map.insert("brandNew".to_owned(), target(numbers));
            }
            node.insert("outcomes".to_owned(), Value::Object(map));
        }
        Routing::Choices(exits) => {
            let names = ["next", "else", "on_timeout", "yes", "t 1"];
            let count = 1 + numbers.below(names.len());
            let mut list: Vec<Value> = names[..count]
                .iter()
                .map(|id| json!({ "id": id, "targetNodeId": target(numbers), "condition": text(numbers) }))
                .collect();
            if numbers.one_in(10) {
                list[0]["label"] = json!("extra");
            }
            node.insert("outcomes".to_owned(), Value::Array(list));
            if let Some(exits) = exits
                && let Some(Value::Object(field)) = node.get_mut(exits.field)
            {
                let mut map = Map::new();
                for outcome in exits.outcomes {
                    map.insert(outcome.name.to_owned(), target(numbers));
                }
                field.insert(exits.key.to_owned(), Value::Object(map));
            }
        }
        Routing::Rules(default) => {
            let rules = (0..1 + numbers.below(3)).map(|_| {
                let operator = numbers.pick(OPERATORS);
                let left = json!({ "source": numbers.pick(DATA_SOURCES).name, "field": "age" });
                let mut rule = json!({ "left": left, "operator": operator.name, "outcome": target(numbers) });
                if operator.binary {
                    rule["right"] = operand(numbers);
                }
                rule
            });
            let rules: Vec<Value> = rules.collect();
            node.insert("rules".to_owned(), Value::Array(rules));
            node.insert(default.name.to_owned(), target(numbers));
        }
    }
}

fn node(numbers: &mut Numbers, id: &str, row: &NodeType, targets: &[String]) -> Value {
    let mut node = Map::new();
    node.insert("id".to_owned(), json!(id));
    node.insert("type".to_owned(), json!(row.name));
    if row.prompt == Prompt::Required || (row.prompt != Prompt::None && numbers.one_in(2)) {
        node.insert("prompt".to_owned(), text(numbers));
    }
    node.extend(object(numbers, row.fields));
    edges(numbers, row, &mut node, targets);
    Value::Object(node)
}

/// A node of a type that the catalog does not know, with edges in some encoding.
fn unknown(numbers: &mut Numbers, id: &str, targets: &[String]) -> Value {
    let like = numbers.pick(NODE_TYPES);
    let mut made = node(numbers, id, like, targets);
    made["type"] = json!("brand_new");
    made["some_field"] = free(numbers, 2);
    made
}

/// A flow without circles: each node leads to later ones.
fn flow(numbers: &mut Numbers) -> Value {
    let count = 2 + numbers.below(8);
    let mut ids: Vec<String> = vec!["start".to_owned()];
    for index in 1..count {
        let odd = (*numbers.pick(IDS)).to_owned();
        ids.push(if ids.contains(&odd) { format!("n{index}") } else { odd });
    }
    ids.push("end".to_owned());
    let middle: Vec<&NodeType> = NODE_TYPES.iter().filter(|row| row.role == Role::Step).collect();
    let mut nodes = Vec::new();
    for (index, id) in ids.iter().enumerate() {
        let later = &ids[(index + 1).min(ids.len() - 1)..];
        nodes.push(match index {
            0 => node(numbers, id, &NODE_TYPES[0], later),
            _ if index == ids.len() - 1 => json!({ "id": id, "type": "end" }),
            _ if numbers.one_in(8) => unknown(numbers, id, later),
            _ => {
                let row = *numbers.pick(&middle);
                node(numbers, id, row, later)
            }
        });
    }
    Value::Array(nodes)
}

fn check(json: &Value) {
    let written = json.to_string();
    let imported = import("flow.json", &written, &Options::default());
    let errors = |level: Level| level == Level::Error;
    assert!(!imported.diagnostics.iter().any(|it| errors(it.level)), "{written}\n{:?}", imported.diagnostics);
    let once = format::format(&SourceFile::new("x", imported.text.as_str()));
    assert_eq!(once, imported.text, "the importer writes formatted text\n{written}");
    let built =
        crate::compilation::compile("x.fsflow", &imported.text, &NoFiles, &resolve::Options::default());
    let found: Vec<_> = built.diagnostics.iter().filter(|it| errors(it.level)).collect();
    assert!(found.is_empty(), "{written}\n{}\n{found:#?}", imported.text);
    let out = match json {
        Value::Array(_) => emit::flow(&built.flow, Layout::Compact),
        _ => emit::session(&built.flow, Layout::Compact),
    };
    let back: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(&back, json, "{}", imported.text);
}

#[test]
fn a_generated_flow_comes_back_as_it_was() {
    let mut numbers = Numbers(1);
    for _ in 0..150 {
        let flow = flow(&mut numbers);
        check(&flow);
        let mut body = object(&mut numbers, SESSION_FIELDS);
        body.remove("defaultLang");
        body.insert("flow".to_owned(), flow);
        check(&Value::Object(body));
    }
}

/// Every value inside `value`, by its path of steps.
fn paths(value: &Value, at: &mut Vec<String>, out: &mut Vec<Vec<String>>) {
    out.push(at.clone());
    let children: Vec<(String, &Value)> = match value {
        Value::Array(items) => {
            items.iter().enumerate().map(|(index, item)| (index.to_string(), item)).collect()
        }
        Value::Object(map) => map.iter().map(|(key, item)| (key.clone(), item)).collect(),
        _ => Vec::new(),
    };
    for (step, child) in children {
        at.push(step);
        paths(child, at, out);
        at.pop();
    }
}

/// Puts something odd into one place of the JSON.
fn mutate(numbers: &mut Numbers, value: &mut Value) {
    let mut all = Vec::new();
    paths(value, &mut Vec::new(), &mut all);
    let path = &all[numbers.below(all.len())];
    let mut place = value;
    for step in path {
        place = match place {
            Value::Array(items) => &mut items[step.parse::<usize>().unwrap()],
            Value::Object(map) => map.get_mut(step).unwrap(),
            _ => unreachable!(),
        };
    }
    match (numbers.below(4), &mut *place) {
        (0, Value::Object(map)) => drop(map.insert("odd key".to_owned(), free(numbers, 2))),
        (1, Value::Object(map)) if !map.is_empty() => {
            let key = map.keys().nth(numbers.below(map.len())).unwrap().clone();
            map.remove(&key);
        }
        (0 | 1, Value::Array(items)) => items.push(free(numbers, 2)),
        _ => *place = free(numbers, 2),
    }
}

#[test]
fn odd_json_is_imported_or_refused_but_never_changed_in_silence() {
    let mut numbers = Numbers(3);
    let mut compared = 0;
    for _ in 0..250 {
        let mut json = flow(&mut numbers);
        for _ in 0..1 + numbers.below(3) {
            mutate(&mut numbers, &mut json);
        }
        let written = json.to_string();
        let imported = import("flow.json", &written, &Options::default());
        let once = format::format(&SourceFile::new("x", imported.text.as_str()));
        assert_eq!(once, imported.text, "the importer writes formatted text\n{written}");
        let built =
            crate::compilation::compile("x.fsflow", &imported.text, &NoFiles, &resolve::Options::default());
        let syntax: Vec<_> =
            built.diagnostics.iter().filter(|it| crate::syntax::CODES.contains(&it.code)).collect();
        assert!(syntax.is_empty(), "{written}\n{}\n{syntax:#?}", imported.text);
        let quiet =
            imported.diagnostics.iter().all(|it| matches!(it.code.name, "kept-as-quoted" | "template-text"));
        if !quiet || built.diagnostics.iter().any(|it| it.level == Level::Error) {
            continue;
        }
        let back: Value = serde_json::from_str(&emit::flow(&built.flow, Layout::Compact)).unwrap();
        assert_eq!(back, json, "{}", imported.text);
        compared += 1;
    }
    assert!(compared > 50, "{compared} compared");
}
