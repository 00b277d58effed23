//! The flows in `examples/`: clean, laid out, with the JSON that they become, and complete as a display of the language.

use std::collections::{BTreeMap, BTreeSet};

use fsflow::Compilation;
use fsflow::catalog;
use fsflow::emit::{self, Layout};
use fsflow::format;
use fsflow::resolve::{Options, ParamValue};
use fsflow::simulate;
use fsflow::source::{FileId, SourceFile};
use fsflow::syntax;

use crate::constructs;
use crate::project::{self, Disk};

/// The values of the parameters that have no default. A name means the same in every example.
pub const VALUES: &[(&str, &str)] = &[
    ("account_email", "ada@example.com"),
    ("account_id", "acc-204"),
    ("account_last4", "7731"),
    ("activity", "a sign-in from a new phone"),
    ("amount", "249.90"),
    ("application_id", "app-11"),
    ("badge_url", "https://photos.example.com/s-9.jpg"),
    ("beneficiary", "Northern Boats Ltd"),
    ("booking_id", "B-5501"),
    ("buyer_email", "grace@example.com"),
    ("card_last4", "4242"),
    ("case_id", "case-88"),
    ("challenge", "true"),
    ("company", "Acme"),
    ("company_number", "HRB 1234"),
    ("customer_phone", "+15550100"),
    ("driver_name", "Grace"),
    ("home_branch", "Harbour Street"),
    ("mail_domain", "acme.example"),
    ("mirrored", "false"),
    ("opened_year", "2016"),
    ("order_id", "2077"),
    ("person_id", "p-31"),
    ("person_name", "Ada"),
    ("photo_url", "https://photos.example.com/31.jpg"),
    ("place", "Lisbon"),
    ("recovery_email", "recover@example.com"),
    ("staff_id", "s-9"),
    ("staff_phone", "+15550101"),
    ("tenant", "blue"),
    ("transfer_id", "t-5"),
];

fn compile(path: &str) -> Compilation {
    let given = |value: &&str| ParamValue::Raw((*value).to_owned());
    let values: BTreeMap<String, ParamValue> =
        VALUES.iter().map(|(name, value)| ((*name).to_owned(), given(value))).collect();
    let options = Options { values: Some(values), ..Options::default() };
    fsflow::compile(path, project::read(path), &Disk, &options)
}

/// The examples that are flows of their own: those with a `start`.
pub fn flows() -> Vec<String> {
    let is_flow = |path: &String| project::read(path).lines().any(|line| line.starts_with("start "));
    let flows: Vec<String> = project::files("examples", ".fsflow").into_iter().filter(is_flow).collect();
    assert!(flows.len() >= 8, "{flows:?}");
    flows
}

#[test]
fn every_example_compiles_without_an_error_and_without_a_warning() {
    for path in flows() {
        let compilation = compile(&path);
        assert!(compilation.diagnostics.is_empty(), "{}", project::shown(&compilation));
    }
}

#[test]
fn every_example_is_laid_out_as_the_formatter_does_it() {
    for path in project::files("examples", ".fsflow") {
        let text = project::read(&path);
        assert_eq!(format::format(&SourceFile::new(path.as_str(), text.as_str())), text, "{path}");
    }
}

#[test]
fn every_example_becomes_the_json_that_is_kept_with_the_tests() {
    for path in flows() {
        let compilation = compile(&path);
        assert!(!compilation.has_errors(), "{path}");
        let json = emit::session(&compilation.flow, Layout::Pretty);
        let session: serde_json::Value = serde_json::from_str(&json).unwrap();
        let flow = emit::flow(&compilation.flow, Layout::Compact);
        assert_eq!(session["flow"], serde_json::from_str::<serde_json::Value>(&flow).unwrap(), "{path}");
        let name = path.trim_start_matches("examples/").trim_end_matches(".fsflow").replace('/', "-");
        insta::with_settings!({
            snapshot_path => "../golden/examples",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, { insta::assert_snapshot!(name, json) });
    }
}

#[test]
fn examples_that_decide_are_tested_completely() {
    let mut deciding = Vec::new();
    for path in flows() {
        let compilation = compile(&path);
        if compilation.flow.decide.is_none() {
            continue;
        }
        let graph = &compilation.graph;
        let (results, coverage) = simulate::run(graph, |_| true);
        let failures: Vec<_> = results.iter().flat_map(|it| &it.cases).flat_map(|it| &it.failures).collect();
        assert!(failures.is_empty(), "{path}: {failures:?}");
        assert_eq!(coverage.percent(), 100, "{path}: {coverage:?}");
        deciding.push(project::stem(&path).to_owned());
    }
    assert_eq!(deciding, ["payment-confirmation", "high", "low", "medium", "wire-transfer"]);
}

#[test]
fn every_value_of_the_table_is_asked_for_by_an_example() {
    let mut asked = BTreeSet::new();
    for path in flows() {
        asked.extend(compile(&path).flow.params.iter().map(|param| param.name.clone()));
    }
    for (name, _) in VALUES {
        assert!(asked.contains(*name), "no example has a parameter `{name}`");
    }
}

#[test]
fn together_the_examples_use_every_row_of_the_catalog() {
    let mut used = BTreeSet::new();
    for path in flows() {
        let compilation = compile(&path);
        for node in &compilation.flow.nodes {
            used.extend(node.ty.row.map(|row| row.name.to_owned()));
            used.extend(node.edges.iter().filter_map(|edge| edge.row()).map(|row| row.name.to_owned()));
            used.extend(node.fields.iter().map(|field| format!("{}.{}", node.ty.name, field.key)));
        }
        let session = compilation.flow.session.iter().flat_map(|session| &session.fields);
        used.extend(session.map(|field| format!("session.{}", field.key)));
        used.extend(operators(&compilation));
    }
    let mut missing = Vec::new();
    let mut want = |name: String| missing.extend((!used.contains(&name)).then_some(name));
    for row in catalog::NODE_TYPES {
        want(row.name.to_owned());
        row.outcomes().iter().chain(row.exits()).for_each(|outcome| want(outcome.name.to_owned()));
        row.fields.iter().for_each(|field| want(format!("{}.{}", row.name, field.name)));
    }
    catalog::SESSION_FIELDS.iter().for_each(|field| want(format!("session.{}", field.name)));
    catalog::OPERATORS.iter().for_each(|operator| want(operator.symbol.to_owned()));
    assert!(missing.is_empty(), "no example shows {missing:?}");
}

fn operators(compilation: &Compilation) -> BTreeSet<String> {
    let edges = compilation.flow.nodes.iter().flat_map(|node| &node.edges);
    let rules = edges.filter_map(|edge| match &edge.outcome {
        fsflow::flow::Outcome::Rule(rule) => rule.operator,
        _ => None,
    });
    rules.map(|operator| operator.symbol.to_owned()).collect()
}

#[test]
fn together_the_examples_use_every_construct_of_the_language() {
    let mut used = BTreeSet::new();
    for path in project::files("examples", ".fsflow") {
        let source = SourceFile::new(path.as_str(), project::read(&path));
        constructs::used(&syntax::parse(FileId(0), &source).file, &mut used);
    }
    let missing: Vec<_> = constructs::ALL.iter().filter(|name| !used.contains(**name)).collect();
    assert!(missing.is_empty(), "no example shows {missing:?}");
}
