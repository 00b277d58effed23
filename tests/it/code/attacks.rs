//! Attacks on generated code: sessions of random flows whose reports are partial, repeated, reordered, late, forged or of another
//! flow. What is granted has its evidence, what a flow can have given is never refused, and what was decided stays decided.
//!
//! `FSFLOW_TIMES=10` asks ten times as many.

use std::collections::BTreeMap;
use std::sync::Arc;

use fsflow::flow::{Condition, Expression, Fact, Flow};
use fsflow::resolve::Options;
use serde_json::{Map, Value, json};

use super::engines::{self, Answer, Case};
use super::judge::{Judge, Session, Spelling, filled_in};
use super::random_rules::{self, GRANT};
use super::session_values::{compared, have_come};
use super::verdict::Verdict;
use crate::choices::Choices;
use crate::project;

/// So many flows, each with so many sessions that are looked at several times while their reports come.
const FLOWS: usize = 60;
const SESSIONS: usize = 12;

/// What a report of the session holds beside its nodes, and what asks for it.
const HOLDERS: [&str; 5] = ["extractedData", "aiAnalysis", "deepfakeDetection", "videoAIAnalysis", "lang"];

/// A session as it really was.
struct Truth<'f> {
    session: &'f Session,
    incomplete: bool,
    /// The whole report, but for the node reports.
    report: Map<String, Value>,
    provided: Value,
}

/// A session as it is seen at some time.
struct Sight {
    session: Value,
    /// The decision about the session as it really was; nothing for one that nobody can have had.
    truth: Option<String>,
    /// Whether all that there is has come.
    is_whole: bool,
}

impl<'f> Truth<'f> {
    fn new(judge: &'f Judge<'_>, choices: &mut Choices) -> Self {
        let session = choices.pick(&judge.sessions);
        let mut extracted = json!({ "age": null, "tier": choices.pick(&["gold", "silver"]) });
        if choices.one_in(2) {
            extracted["age"] =
                choices.pick(&[json!(17), json!(18), json!(20.5), json!(21), json!(" 30 ")]).clone();
        }
        if choices.one_in(2) {
            extracted["limit"] = choices.pick(&[json!(18), json!("x")]).clone();
        }
        let mut video = json!({});
        if choices.one_in(2) {
            video["riskyIndicators"] = choices.pick(&[json!([]), json!(["lipSyncAccuracy"])]).clone();
        }
        let values = [
            extracted,
            json!({
                "ageMin": choices.below(40),
                "realPersonOrVirtual": choices.pick(&["real", "virtual", "noface"]),
            }),
            json!({ "verdict": choices.pick(&["authentic", "manipulated", "unknown"]) }),
            video,
            json!(choices.pick(&["en", "de"])),
        ];
        let report = HOLDERS.map(str::to_owned).into_iter().zip(values).collect();
        let provided =
            choices.pick(&[json!({}), json!({ "amount": 20 }), json!({ "amount": "101" })]).clone();
        Self { session, incomplete: !judge.is_complete(session), report, provided }
    }

    fn values(&self) -> Value {
        json!({ "report": self.report, "settings": { "providedData": self.provided } })
    }

    /// The decision by the flow's own rules.
    fn decision(&self, flow: &Flow) -> String {
        let values = self.values();
        let has = |fact: Fact<'_>| match fact {
            Fact::Passed(atom) => self.session.has(atom),
            Fact::Value(it) => compared(it, &values),
        };
        let decide = flow.decide.as_ref().unwrap();
        let holds = |condition: &Option<Condition>| match condition {
            Some(Condition::When(when)) => {
                (!self.incomplete || when.names_incomplete()) && when.holds(&has, self.incomplete)
            }
            Some(Condition::Else) => true,
            _ => false,
        };
        let mut rules = decide.rules.iter().filter(|rule| !self.incomplete || rule.name != GRANT);
        rules.find(|rule| holds(&rule.condition)).unwrap().name.clone()
    }

    /// The session when so much of it has come.
    fn sight(&self, judge: &Judge<'_>, share: usize, choices: &mut Choices) -> Value {
        let mut report = Map::new();
        for (name, value) in &self.report {
            if share > choices.below(4) {
                report.insert(name.clone(), value.clone());
            } else if *name == "deepfakeDetection" {
                report.insert("deepfakeDetectionStatus".to_owned(), json!({ "state": "pending" }));
            }
        }
        let spelling = if share > 4 || choices.one_in(2) { Spelling::Own } else { Spelling::Target };
        let mut nodes: Vec<Value> = super::decisions::reports(judge, self.session, spelling);
        nodes.retain(|_| share > choices.below(4));
        if let Some(node) = nodes.get_mut(choices.below(12)).filter(|_| share < 4) {
            node["outcome"] = Value::Null;
            node.as_object_mut().unwrap().remove("matchedRuleIndex");
        }
        if choices.one_in(2) {
            nodes.reverse();
        }
        if let Some(again) = nodes.get(choices.below(8)).cloned() {
            nodes.push(again);
        }
        if share > 0 || choices.one_in(2) {
            report.insert("nodeReports".to_owned(), json!(nodes));
        }
        let status = if self.incomplete { "incomplete" } else { "complete" };
        json!({ "id": "s", "status": status, "report": report, "settings": { "providedData": self.provided } })
    }
}

/// Whether a condition can hold when what is not in the report never happened: what it asks for positively has to be there.
fn has_evidence(judge: &Judge<'_>, session: &Value, condition: &Expression, wanted: bool) -> bool {
    let nodes: Vec<&Value> = session["report"]["nodeReports"].as_array().into_iter().flatten().collect();
    let any = |id: &str, says: &dyn Fn(&Value) -> bool| {
        nodes.iter().any(|report| report["nodeId"] == id && says(report))
    };
    match condition {
        Expression::Incomplete => false,
        Expression::Not(part) => !has_evidence(judge, session, part, !wanted),
        Expression::And(parts) => parts.iter().all(|part| has_evidence(judge, session, part, wanted)),
        Expression::Or(parts) => parts.iter().any(|part| has_evidence(judge, session, part, wanted)),
        Expression::AtLeast(count, parts) => {
            let holding = parts.iter().filter(|part| has_evidence(judge, session, part, wanted));
            holding.count() >= *count as usize
        }
        Expression::Value(it) => {
            // Whether one that has not come would have held does not matter: not in favour, so against it.
            if have_come(it, session) { compared(it, session) } else { !wanted }
        }
        Expression::Atom(atom) => {
            let (number, node) = (atom.node.0 as usize, judge.flow.node(atom.node));
            let Some(edge) = atom.edge else {
                // An end has no report of its own on some servers.
                let leads_here =
                    wanted && node.is_end() && nodes.iter().any(|report| report["outcome"].is_string());
                return node.is_start() || any(&node.id, &|_| true) || leads_here;
            };
            any(&node.id, &|report| judge.may_mean(number, report, edge as usize))
        }
    }
}

fn check_answer(judge: &Judge<'_>, sight: &Sight, answer: &Value, last: &Value, text: &str) {
    let said = || format!("{}\n{answer}\n{last}\n{text}", sight.session);
    let decide = judge.flow.decide.as_ref().unwrap();
    for (answer, is_final) in [(answer, false), (last, true)] {
        if let Some(error) = answer["error"].as_str() {
            // Whether it is the right one of the two says the naive judge elsewhere.
            assert!(["UnknownReportError", "AmbiguousReportError"].contains(&error), "{}", said());
            assert!(error != "UnknownReportError" || sight.truth.is_none(), "{}", said());
            continue;
        }
        let decision = answer["decision"].as_str().unwrap();
        let index = answer["rule"]["index"].as_u64().map(|index| index as usize);
        if let Some(rule) = index.map(|index| &decide.rules[index]) {
            assert_eq!(rule.name, decision, "{}", said());
            assert_eq!(
                rule.reason.as_deref(),
                answer["reason"].as_str().filter(|it| !it.is_empty()),
                "{}",
                said()
            );
        }
        let is_ambiguous =
            index.is_some_and(|at| matches!(decide.rules[at].condition, Some(Condition::Ambiguous)));
        if decision == GRANT {
            assert_eq!(sight.session["status"], "complete", "{}", said());
            let proves = |rule: &fsflow::flow::Decision| match &rule.condition {
                Some(Condition::When(when)) => {
                    rule.name == GRANT && has_evidence(judge, &sight.session, when, true)
                }
                _ => false,
            };
            assert!(decide.rules.iter().any(proves), "{}", said());
        }
        assert!(!is_final || decision != "pending", "{}", said());
        let Some(truth) = &sight.truth else { continue };
        // What is decided is right whatever comes; at the end of waiting, what is granted is.
        if !is_ambiguous && decision != "pending" && (!is_final || decision == GRANT) {
            assert_eq!(decision, truth, "{}", said());
        }
        if sight.is_whole && !is_ambiguous {
            assert_eq!(decision, truth, "{}", said());
        }
    }
    // The end of waiting changes nothing for those who do not wait.
    if answer["decision"] != "pending" {
        assert_eq!(
            (&answer["decision"], &answer["error"]),
            (&last["decision"], &last["error"]),
            "{}",
            said()
        );
    }
}

/// What others send: reports that are changed, of other nodes, or no reports at all.
fn forged(session: &Value, choices: &mut Choices) -> Value {
    let mut session = session.clone();
    let reports = session["report"]["nodeReports"].as_array().cloned().unwrap_or_default();
    let mut reports: Vec<Value> = reports;
    for report in &mut reports {
        match choices.below(12) {
            0 => {
                report["outcome"] =
                    json!(choices.pick(&["verified", "livenessDetected", "n1", "n2", "yes", "", "__proto__"]))
            }
            1 => report["nodeId"] = json!(choices.pick(&["n1", "n2", "n3", "n4", "start", "constructor"])),
            2 => {
                report["matchedRuleIndex"] =
                    choices.pick(&[json!(0), json!(1), json!(-1), json!("0"), json!(1e99)]).clone()
            }
            3 => {
                *report = choices
                    .pick(&[json!(null), json!("n1"), json!([]), json!({}), json!({ "nodeId": { "a": 1 } })])
                    .clone()
            }
            _ => {}
        }
    }
    session["report"]["nodeReports"] = json!(reports);
    match choices.below(12) {
        0 => {
            session["status"] =
                choices.pick(&[json!("complete"), json!(null), json!("done"), json!(1), json!({})]).clone()
        }
        1 => {
            session["report"]["extractedData"] = choices
                .pick(&[json!([]), json!("x"), json!({ "age": [1, 2] }), json!({ "age": { "a": 1 } })])
                .clone()
        }
        2 => {
            session["report"]["deepfakeDetectionStatus"] =
                choices.pick(&[json!("failed"), json!({ "state": 3 }), json!([])]).clone()
        }
        3 => session["settings"] = choices.pick(&[json!(null), json!({ "providedData": [1] })]).clone(),
        4 => session["report"]["nodeReports"] = choices.pick(&[json!({}), json!("x"), json!(null)]).clone(),
        5 => session["report"] = choices.pick(&[json!([]), json!("x"), json!(null)]).clone(),
        6 => session["status"] = json!("incomplete"),
        _ => {}
    }
    session
}

/// A flow with what is seen of its sessions.
fn sights(judge: &Judge<'_>, choices: &mut Choices) -> Vec<Sight> {
    let mut sights: Vec<Sight> = Vec::new();
    for _ in 0..SESSIONS {
        let truth = Truth::new(judge, choices);
        let decision = truth.decision(judge.flow);
        for share in 0..=5 {
            let session = truth.sight(judge, share, choices);
            let attack = forged(&session, choices);
            // Where an outcome leads that nobody documents, only the next node tells.
            let is_clear = truth.session.path.iter().all(|edge| judge.has_one_target(*edge));
            let is_whole = share > 4 && !truth.incomplete && is_clear;
            sights.push(Sight { session, truth: Some(decision.clone()), is_whole });
            sights.push(Sight { session: attack, truth: None, is_whole: false });
        }
    }
    sights
}

/// Sessions that the flow can have had, with values, as they are seen at different times: so many of each decision that is found.
pub(super) fn true_sessions(judge: &Judge<'_>, each: usize, choices: &mut Choices) -> Vec<Value> {
    let mut found = Vec::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for _ in 0..500 {
        let truth = Truth::new(judge, choices);
        let count = counts.entry(truth.decision(judge.flow)).or_default();
        *count += 1;
        if *count <= each {
            found.extend([1, 3, 4, 5].map(|share| truth.sight(judge, share, choices)));
        }
    }
    found
}

#[test]
fn grants_have_their_evidence_and_what_is_decided_stays() {
    let times: usize = std::env::var("FSFLOW_TIMES").map_or(1, |times| times.parse().unwrap());
    let mut flows: Vec<(String, Arc<Flow>)> = Vec::new();
    for seed in 0.. {
        let text = random_rules::flow(&mut Choices::new(super::numbers(seed, 400)));
        let flow = project::compile(&text, &Options::default()).flow;
        let rules = flow.decide.iter().flat_map(|decide| &decide.rules);
        assert!(flow.decide.is_some() && rules.clone().all(|rule| rule.condition.is_some()), "{text}");
        if rules.clone().any(|rule| rule.name == GRANT) {
            flows.push((text, flow));
        }
        if flows.len() == FLOWS * times {
            break;
        }
    }
    let whole: Vec<Flow> = flows.iter().map(|(_, flow)| filled_in(flow)).collect();
    let judges: Vec<Judge<'_>> = whole.iter().filter_map(|flow| Judge::new(flow, 3000)).collect();
    assert_eq!(judges.len(), flows.len());
    let asked: Vec<Vec<Sight>> = judges
        .iter()
        .zip(0..)
        .map(|(judge, seed)| sights(judge, &mut Choices::new(super::numbers(seed, 20_000))))
        .collect();
    let mut first: Option<Vec<Answer>> = None;
    engines::each("attacks", |engine| {
        let count = flows.len().min(engine.most);
        let cases: Vec<Case<'_>> = flows
            .iter()
            .zip(&asked)
            .take(count)
            .map(|((_, flow), sights)| Case {
                flow,
                params: None,
                sessions: sights.iter().map(|it| it.session.clone()).collect(),
            })
            .collect();
        let answers = engine.run(&cases);
        let mut seen = [0; 3];
        for (((judge, (text, _)), sights), found) in judges.iter().zip(&flows).zip(&asked).zip(&answers) {
            for (((sight, answer), last), number) in
                sights.iter().zip(&found.answers).zip(&found.finals).zip(0..)
            {
                check_answer(judge, sight, answer, last, text);
                // The naive judge is slow.
                if sight.truth.is_some() && number % 8 == 0 {
                    for (answer, at_last) in [(answer, false), (last, true)] {
                        let verdict = judge.verdict(&sight.session, at_last).shown();
                        assert_eq!(Verdict::of(answer), verdict, "{at_last} {}\n{text}", sight.session);
                    }
                }
                seen[match answer["decision"].as_str() {
                    None => 0,
                    Some("pending") => 1,
                    Some(_) => 2,
                }] += 1;
            }
        }
        assert!(seen.iter().all(|count| *count > 100), "{seen:?}");
        match &first {
            None => first = Some(answers),
            Some(first) => agree(engine.name, first, &answers, &asked, &flows),
        }
    });
}

/// All languages answer alike, to the reasons.
fn agree(
    name: &str,
    first: &[Answer],
    others: &[Answer],
    asked: &[Vec<Sight>],
    flows: &[(String, Arc<Flow>)],
) {
    let plain = |answer: &Value| match answer["error"].as_str() {
        Some(error) => json!(error),
        None => {
            let reason = answer["reason"].as_str().unwrap_or_default();
            let names: Vec<&Value> =
                answer["evidence"].as_array().unwrap().iter().map(|it| &it["name"]).collect();
            json!([answer["decision"], answer["rule"], reason, names, answer["waitingFor"]])
        }
    };
    for (((one, other), sights), (text, _)) in first.iter().zip(others).zip(asked).zip(flows) {
        for (at, sight) in sights.iter().enumerate() {
            for (one, other) in [(&one.answers, &other.answers), (&one.finals, &other.finals)] {
                assert_eq!(plain(&one[at]), plain(&other[at]), "{name} {}\n{text}", sight.session);
            }
        }
    }
}
