//! What generated code gives as flow and session is what `build` gives for the same values.

use std::collections::BTreeMap;

use fsflow::Compilation;
use fsflow::emit::{self, Layout};
use fsflow::flow::{Literal, ParamKind};
use fsflow::import;
use fsflow::resolve::{Options, ParamValue};
use serde_json::{Value, json};

use super::engines::{self, Case, Engine};
use crate::choices::Choices;
use crate::{examples, project, random_flows};

/// A flow with values for its parameters, and what becomes of it.
pub(super) struct Sample {
    pub(super) name: String,
    pub(super) compilation: Compilation,
    /// The values by the parameters' names in the code; the same ones by the names in the flow.
    pub(super) given: BTreeMap<String, Value>,
    /// What a parameter is called in code, where the words of its name do not say it: a name for each engine.
    pub(super) names: &'static [(&'static str, [&'static str; 3])],
    pub(super) session: Value,
}

impl Sample {
    pub(super) fn new(name: &str, text: &str, given: BTreeMap<String, Value>) -> Self {
        let compile = |values| {
            let options = Options { values, ..Options::default() };
            let (main, others) = project::split(text);
            match name.ends_with(".fsflow") {
                true => fsflow::compile(name, text, &project::Disk, &options),
                false => fsflow::compile("main.fsflow", main, &others, &options),
            }
        };
        let literals = given.iter().map(|(name, value)| (name.clone(), literal(value))).collect();
        let built = emit::session(&compile(Some(literals)).flow, Layout::Compact);
        let mut session: Value = serde_json::from_str(&built).unwrap();
        // Code always writes it, as the types of the SDK want it.
        session.as_object_mut().unwrap().entry("metadata").or_insert_with(|| json!({}));
        Self { name: name.to_owned(), compilation: compile(None), given, names: &[], session }
    }

    /// The call in this language.
    pub(super) fn case(&self, engine: &Engine) -> Case<'_> {
        let language = engines::ENGINES.iter().position(|it| it.target == engine.target).unwrap();
        let name = |name: &String| match self.names.iter().find(|(it, _)| it == name) {
            Some((_, names)) => names[language].to_owned(),
            None => (engine.parameter)(name),
        };
        let params: BTreeMap<_, _> = self.given.iter().map(|(it, value)| (name(it), value.clone())).collect();
        let has_params = !self.compilation.flow.params.is_empty();
        Case { flow: &self.compilation.flow, params: has_params.then_some(params), sessions: Vec::new() }
    }
}

/// Numbers as JSON comes from Rust, and what code shows in a string: the number as JavaScript spells it.
const NUMBERS: &[(&str, &str)] = &[
    ("20", "20"),
    ("20.0", "20"),
    ("20.5", "20.5"),
    ("-1e-6", "-0.000001"),
    ("1e-7", "1e-7"),
    ("123456789012345680000.0", "123456789012345680000"),
    ("1e21", "1e+21"),
    ("-1.5e300", "-1.5e+300"),
    ("0", "0"),
    ("-0.0", "0"),
];

fn literal(value: &Value) -> ParamValue {
    ParamValue::Typed(match value {
        Value::String(text) => Literal::Text(text.clone()),
        Value::Bool(value) => Literal::Bool(*value),
        number => {
            let shown = NUMBERS.iter().find(|(it, _)| it.parse::<Value>().unwrap() == *number);
            Literal::Number(shown.map_or(number.to_string(), |(_, shown)| (*shown).to_owned()))
        }
    })
}

/// Whether two values are the same JSON, numbers by their value.
pub(super) fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let same = |(key, value): (&String, &Value)| other.get(key).is_some_and(|it| is_same(value, it));
            one.len() == other.len() && one.iter().all(same)
        }
        (one, other) => one == other,
    }
}

pub(super) fn check(test: &str, samples: &[Sample]) {
    engines::each(test, |engine| {
        let samples = &samples[..samples.len().min(engine.most)];
        let cases: Vec<Case<'_>> = samples.iter().map(|sample| sample.case(engine)).collect();
        for (sample, answer) in samples.iter().zip(engine.run(&cases)) {
            let at = format!("{} in {}", sample.name, engine.name);
            assert!(
                is_same(&answer.session, &sample.session),
                "{at}\n{}\n{}",
                answer.session,
                sample.session
            );
            assert!(is_same(&answer.flow, &sample.session["flow"]), "{at}\n{}", answer.flow);
        }
    });
}

/// An example with values for its parameters.
pub(super) fn example(path: &str) -> Sample {
    let text = project::read(path);
    let flow = fsflow::compile(path, &text, &project::Disk, &Options::default()).flow;
    let asked = flow.params.iter().filter(|param| param.default.is_none());
    let given = asked.filter_map(|param| {
        let (_, value) = examples::VALUES.iter().find(|(name, _)| *name == param.name)?;
        let value = match param.kind {
            ParamKind::String => json!(value),
            _ => serde_json::from_str(value).unwrap(),
        };
        Some((param.name.clone(), value))
    });
    Sample::new(path, &text, given.collect())
}

#[test]
fn code_of_every_example_gives_what_build_gives() {
    let samples: Vec<Sample> = examples::flows().iter().map(|path| example(path)).collect();
    check("code of the examples", &samples);
}

#[test]
fn code_of_hostile_flows_gives_what_build_gives() {
    let mut samples = Vec::new();
    for seed in 1..=80 {
        let body = random_flows::body(&mut Choices::new(super::numbers(seed, 400)));
        let text = import::import("flow.json", &body.to_string(), &import::Options::default()).text;
        samples.push(Sample::new(&format!("flow {seed}"), &text, BTreeMap::new()));
    }
    check("code of hostile flows", &samples);
}

/// A string as the language writes it.
fn quoted(text: &str) -> String {
    json!(text).to_string().replace('$', "\\$")
}

const HOSTILE: &[&str] = &[
    "",
    "plain",
    "quotes \" ' ` \"\"\" '''",
    "${x} $ {x} {{x}} {x} $${ ${",
    "back\\slashes \\n \\u0041 \\",
    "*/ /* // # --",
    "lines\nand\r\nmore\rand\ttabs",
    "\u{0}\u{1}\u{8}\u{b}\u{c}\u{1b}\u{7f}\u{85}\u{a0}\u{ad}",
    "\u{2028}\u{2029}\u{200b}\u{202e}\u{2066}\u{feff}\u{fffd}\u{ffff}",
    "😀 👩\u{200d}🚀 \u{10ffff} e\u{301} 漢字 עברית ⟦type⟧",
    "</script><!-- ]]> %s %(x)s \\N{DASH}",
    "f\"{1+1}\" r'' b''",
];

#[test]
fn parameters_stand_between_any_characters() {
    let mut nodes = String::new();
    for (number, text) in HOSTILE.iter().enumerate() {
        let text = quoted(text);
        let inner = &text[1..text.len() - 1];
        let next = if number + 1 == HOSTILE.len() { "end".to_owned() } else { format!("n{}", number + 1) };
        nodes += &format!(
            "/// {}\nn{number}: conversation say \"${{text}}{inner}${{text}}{inner}\" {{ \"a\": {text}, \"b\": \"{inner}${{n}}{inner}${{yes}}\" }} -> {next}\n",
            HOSTILE[number].replace(['\n', '\r'], " "),
        );
    }
    let keys: String =
        HOSTILE.iter().map(|key| format!("    {}: [${{text}}, {}]\n", quoted(key), quoted(key))).collect();
    let text = format!(
        "//! */ \"\"\" ` ${{x}} \\\nparam text\nparam n: number\nparam yes: boolean\nsession {{\n  metadata: {{\n    \"__proto__\": {{ \"__proto__\": ${{n}} }}\n    constructor: ${{yes}}\n{keys}  }}\n}}\nstart -> n0\n{nodes}end\n"
    );
    let sample = |(number, value): (usize, &&str)| {
        let given = [
            ("text", json!(value)),
            ("n", NUMBERS[number % NUMBERS.len()].0.parse().unwrap()),
            ("yes", json!(number % 2 == 0)),
        ];
        Sample::new(value, &text, given.map(|(name, value)| (name.to_owned(), value)).into())
    };
    let samples: Vec<Sample> = HOSTILE.iter().enumerate().map(sample).collect();
    check("parameters between hostile characters", &samples);
}
