//! The compiler and generated code in every language decide alike, and as a naive judge does.

use std::sync::Arc;

use fsflow::flow::Flow;
use fsflow::graph::Graph;
use fsflow::paths;
use fsflow::resolve::Options;
use serde_json::{Value, json};

use super::engines::{self, Case};
use super::judge::{Judge, Session, Spelling, filled_in};
use super::verdict::Verdict;
use crate::choices::Choices;
use crate::decisions::case;
use crate::{examples, project};

/// A flow whose names are hard to write.
const NAMES: &str = "tests/it/code/names.fsflow";

/// A session as the API gives it, and what is right to say about it.
pub(super) struct Question {
    pub(super) session: Value,
    pub(super) verdict: Verdict,
}

impl Question {
    fn new(judge: &Judge<'_>, incomplete: bool, reports: &[Value]) -> Self {
        let status = if incomplete { "incomplete" } else { "complete" };
        let session = json!({ "id": "s-1", "status": status, "report": { "nodeReports": reports } });
        let verdict = judge.verdict(&session, false);
        Self { session, verdict }
    }
}

/// The reports of a session up to where it is.
pub(super) fn reports(judge: &Judge<'_>, session: &Session, spelling: Spelling) -> Vec<Value> {
    let passed = session.path.iter().map(|(node, place)| (*node, Some(*place))).chain([(session.at, None)]);
    passed.map(|(node, taken)| judge.report(node, taken, spelling)).collect()
}

fn check(test: &str, flows: &[(String, &Arc<Flow>, Vec<Question>)]) {
    engines::each(test, |engine| {
        let flows = &flows[..flows.len().min(engine.most)];
        let cases: Vec<Case<'_>> = flows
            .iter()
            .map(|(_, flow, questions)| Case {
                flow,
                params: None,
                sessions: questions.iter().map(|it| it.session.clone()).collect(),
            })
            .collect();
        for ((text, _, questions), answer) in flows.iter().zip(engine.run(&cases)) {
            assert_eq!(questions.len(), answer.answers.len());
            for (question, answer) in questions.iter().zip(&answer.answers) {
                let said = (engine.name, question.session.to_string(), answer);
                assert_eq!(Verdict::of(answer), question.verdict.shown(), "{said:?}\n{text}");
            }
        }
    });
}

/// Questions about whole sessions, about sessions that stopped, and about reports of which a part is missing.
pub(super) fn questions(judge: &Judge<'_>, sessions: &[&Session], choices: &mut Choices) -> Vec<Question> {
    let mut questions = Vec::new();
    for session in sessions {
        for spelling in [Spelling::Target, Spelling::Own] {
            let incomplete = !judge.is_complete(session);
            let mut said = reports(judge, session, spelling);
            if choices.one_in(2) {
                // Where a session is now may have no report yet.
                said.pop();
            }
            questions.push(Question::new(judge, incomplete, &said));
            for _ in 0..2 {
                said.retain(|_| !choices.one_in(4));
                if let Some(report) = said.get_mut(choices.below(8)) {
                    report["outcome"] = Value::Null;
                }
                if choices.one_in(2) {
                    said.reverse();
                }
                questions.push(Question::new(judge, incomplete, &said));
            }
        }
    }
    // Reports of two sessions as if they were one.
    for pair in sessions.windows(2) {
        let mut said = reports(judge, pair[0], Spelling::Own);
        for report in reports(judge, pair[1], Spelling::Target) {
            if said.iter().all(|it| it["nodeId"] != report["nodeId"]) && choices.one_in(2) {
                said.push(report);
            }
        }
        questions.push(Question::new(judge, !judge.is_complete(pair[0]), &said));
    }
    questions
}

/// The table of the compiler says of every class what the judge says of its witness.
fn check_table(flow: &Flow, judge: &Judge<'_>, text: &str) {
    let graph = Graph::new(Arc::new(flow.clone()));
    let decide = flow.decide.as_ref().unwrap();
    let Ok(table) = paths::table(&graph, decide) else { return };
    let classes = table.classes.iter().map(|class| (class, false));
    for (class, incomplete) in classes.chain(table.stopped.iter().map(|class| (class, true))) {
        // The judge knows no values: to it none is there.
        let atoms = table.mentioned().atoms().fold(0, |all, (bit, ..)| all | bit);
        if class.with & !atoms != 0 {
            continue;
        }
        let witness = table.witness(class);
        let path: Vec<(usize, usize)> =
            witness.iter().map(|edge| (edge.from.0 as usize, edge.index as usize)).collect();
        let at = witness.last().map_or(graph.start(), |edge| graph.edge(*edge).target);
        let session = Session::new(flow, path, at.unwrap().0 as usize);
        assert_eq!(judge.decision(&session, incomplete), decide.rules[class.rule].name, "{text}");
        let asked = Question::new(judge, incomplete, &reports(judge, &session, Spelling::Own));
        if let Verdict::Decided(found) = asked.verdict {
            assert_eq!(found.decision, decide.rules[class.rule].name, "{text}");
        }
    }
}

#[test]
fn examples_are_decided_alike_on_every_path() {
    let mut compiled = Vec::new();
    for path in examples::flows().into_iter().chain([NAMES.to_owned()]) {
        let flow = fsflow::compile(&path, project::read(&path), &project::Disk, &Options::default()).flow;
        compiled.extend(flow.decide.is_some().then_some((path, flow)));
    }
    assert!(compiled.len() >= 6, "{}", compiled.len());
    let mut flows = Vec::new();
    for (path, flow) in &compiled {
        let whole = filled_in(flow);
        let judge = Judge::new(&whole, 5000).unwrap();
        check_table(flow, &judge, path);
        let sessions: Vec<&Session> = judge.sessions.iter().collect();
        let mut choices = Choices::new(super::numbers(sessions.len() as u64, 100_000));
        flows.push((path.clone(), flow, questions(&judge, &sessions, &mut choices)));
    }
    check("decisions of the examples", &flows);
}

#[test]
fn random_flows_with_random_rules_are_decided_alike() {
    let mut compiled = Vec::new();
    let mut seed = 0;
    while compiled.len() < 1000 {
        seed += 1;
        let case = case::Case::new(&mut Choices::new(super::numbers(seed, 200))).leading_on();
        if case.decide.is_some() {
            let text = case.text();
            let flow = project::compile(&text, &Options::default()).flow;
            compiled.push((text, flow));
        }
    }
    let mut flows = Vec::new();
    let mut seen = [0; 4];
    for (number, (text, flow)) in compiled.iter().enumerate() {
        let whole = filled_in(flow);
        let Some(judge) = Judge::new(&whole, 300) else { continue };
        check_table(flow, &judge, text);
        let mut choices = Choices::new(super::numbers(number as u64, 500));
        let some: Vec<&Session> = (0..5).map(|_| choices.pick(&judge.sessions)).collect();
        let questions = questions(&judge, &some, &mut choices);
        for question in &questions {
            seen[match question.verdict {
                Verdict::Decided(_) => 0,
                Verdict::Pending => 1,
                Verdict::Ambiguous => 2,
                Verdict::Unknown => 3,
            }] += 1;
        }
        flows.push((text.clone(), flow, questions));
    }
    assert!(flows.len() > 900, "{}", flows.len());
    // Every kind of answer is asked for often enough to mean something.
    assert!(seen.iter().all(|count| *count > 100), "{seen:?}");
    check("decisions of random flows", &flows);
}

#[test]
fn the_cost_does_not_double_with_each_mention() {
    let mut text = "start -> n0\n".to_owned();
    for number in 0..20 {
        let next = if number == 19 { "bye".to_owned() } else { format!("n{}", number + 1) };
        text += &format!(
            "n{number}: conversation \"Ask.\" -> < yes: a{number} when \"yes\", no: b{number} when \"no or silence\" >
a{number}: conversation \"Ask.\" -> {next}
b{number}: conversation \"Ask.\" -> {next}
"
        );
    }
    let yes = |number: usize| format!("n{number}.yes");
    let pairs: Vec<String> = (0..10).map(|it| format!("{} and {}", yes(it), yes(it + 10))).collect();
    let all: Vec<String> = (0..20).map(yes).collect();
    text += &format!(
        "bye: conversation \"Bye.\" {{ does_not_require_reply: true }} -> end\nend
decide {{\n  grant pay: {}\n  review: 10 of ({})\n  block: else\n}}\n",
        pairs.join(" or "),
        all.join(", ")
    );
    let flow = project::compile(&text, &Options::default()).flow;
    let mut choices = Choices::new(super::numbers(1, 10_000));
    let sessions: Vec<Value> = (0..200)
        .map(|_| {
            let reports: Vec<Value> = (0..20)
                .filter_map(|at| {
                    let outcome = *choices.pick(&["yes", "no", ""]);
                    let report =
                        json!({ "nodeId": format!("n{at}"), "type": "conversation", "outcome": outcome });
                    (!choices.one_in(3)).then_some(report)
                })
                .collect();
            json!({ "status": "complete", "report": { "nodeReports": reports } })
        })
        .collect();
    engines::each("the cost of decisions", |engine| {
        let begin = std::time::Instant::now();
        let answers =
            engine.run(&[Case { flow: &flow, params: None, sessions: sessions.clone() }]).remove(0).answers;
        // Each takes less than a millisecond; followed one by one, the ways would take hours.
        assert!(begin.elapsed().as_secs() < 60, "{}: {:?}", engine.name, begin.elapsed());
        assert!(answers.iter().all(|answer| answer["error"].is_null()), "{answers:?}");
    });
}
