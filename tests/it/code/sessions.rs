//! What generated code says of sessions that are not simply complete: those that go on, that stopped, whose reports are missing in
//! part or say what the flow does not know; and of parameters that are no values.

use std::collections::BTreeMap;

use std::sync::Arc;

use fsflow::flow::Flow;
use fsflow::resolve::Options;
use serde_json::{Value, json};

use super::engines::{self, Case};
use crate::project;

const FLOW: &str = r#"
param amount: number
param who = "you"
start -> greeting
greeting: conversation say "Hello ${who}, this is about ${amount}." -> liveness
liveness -> < detected: confirm, deepfake: refused, no_face | inconclusive: sorry >
confirm: conversation "Ask." -> <
  yes: otp when "yes"
  no: refused when "no"
  stall: sorry when "stall"
  silent: sorry when "silence"
>
otp: email_otp -> < verified: done, cancelled: refused, else: sorry >
done: conversation "x" { does_not_require_reply: true } -> end
refused: conversation "x" { does_not_require_reply: true } -> end
sorry: conversation "x" { does_not_require_reply: true } -> end
end
"#;

const RULES: &str = "
decide {
  alarm:   incomplete and liveness.deepfake
  left:    incomplete and confirm
  accept:  otp.verified
  refuse:  refused
  silence: confirm.silent
  retry:   else
}
";

const SIMPLE: &str = "
decide {
  left:   incomplete
  accept: done
  retry:  else
}
";

fn flow(rules: &str) -> Arc<Flow> {
    project::compile(&format!("{FLOW}{rules}"), &Options::default()).flow
}

/// `node outcome, …` as the reports of a session; without a type a node gets its own.
fn session(flow: &Flow, status: &str, reports: &str) -> Value {
    let report = |words: &str| {
        let mut words = words.split_whitespace();
        let id = words.next().unwrap();
        let (id, ty) = id.split_once(':').unwrap_or((id, ""));
        let own = flow.nodes.iter().find(|node| node.id == id).map_or("", |node| &node.ty.name);
        let ty = if ty.is_empty() { own } else { ty };
        json!({ "nodeId": id, "type": ty, "createdAt": 1763731200, "outcome": words.next() })
    };
    let reports: Vec<Value> = reports.split(", ").filter(|it| !it.is_empty()).map(report).collect();
    json!({ "id": "s-1", "status": status, "report": { "nodeReports": reports } })
}

/// What came back, in a word: a decision, or the name of an error and what it says.
fn shown(answer: &Value) -> String {
    match (answer.as_str(), answer["error"].as_str()) {
        (Some(decision), _) => decision.to_owned(),
        (None, Some(error)) => {
            // The languages quote in their own ways, and have their own words for nothing.
            let message = answer["message"].as_str().unwrap().replace(['\'', '"'], "");
            format!("{error}: {}", message.replace("None", "undefined").replace("null", "undefined"))
        }
        (None, None) => answer.to_string(),
    }
}

fn check(test: &str, flow: &Flow, cases: &[(Value, &str)]) {
    engines::each(test, |engine| {
        let sessions = cases.iter().map(|(session, _)| session.clone()).collect();
        let answers = engine.run(&[Case { flow, params: None, sessions }]);
        for ((session, expected), answer) in cases.iter().zip(&answers[0].decisions()) {
            assert_eq!(shown(answer), *expected, "{} {session}", engine.name);
        }
    });
}

#[test]
fn sessions_are_decided_as_far_as_their_reports_go() {
    let flow = flow(RULES);
    let cases = [
        ("created", "", "pending"),
        ("inProgress", "liveness deepfakeDetected", "pending"),
        ("complete", "", "pending"),
        ("complete", "start greeting", "pending"),
        ("complete", "liveness livenessDetected", "pending"),
        ("complete", "liveness deepfakeDetected", "refuse"),
        ("complete", "liveness inconclusive", "retry"),
        ("complete", "otp verified", "accept"),
        ("complete", "done", "accept"),
        // Both spellings of the API, in whatever order.
        ("complete", "otp canceled", "refuse"),
        ("complete", "otp cancelled", "refuse"),
        ("complete", "end, refused end, confirm refused, liveness livenessDetected", "refuse"),
        ("complete", "confirm no, refused next, end", "refuse"),
        // What a report names by its target may be either of two outcomes.
        ("complete", "confirm stall", "retry"),
        ("complete", "confirm silent", "silence"),
        (
            "complete",
            "confirm sorry",
            "AmbiguousReportError: the report cant tell the outcomes of confirm apart, and the decision depends on them",
        ),
        ("complete", "sorry", "pending"),
        ("incomplete", "", "pending"),
        ("incomplete", "start greeting, greeting liveness, liveness", "pending"),
        ("incomplete", "liveness deepfakeDetected", "alarm"),
        ("incomplete", "liveness deepfakeDetected, refused", "alarm"),
        ("incomplete", "liveness livenessDetected", "left"),
        ("incomplete", "liveness livenessDetected, confirm", "left"),
        ("incomplete", "otp", "left"),
        ("incomplete", "sorry", "pending"),
        // Reports that are given twice, one of them without its outcome yet.
        ("complete", "otp, otp verified, otp", "accept"),
        (
            "complete",
            "otp verified, otp cancelled",
            "UnknownReportError: the node otp is reported with two outcomes",
        ),
        // Nodes that no path passes together.
        ("complete", "done next, refused next", "UnknownReportError: no path of this flow fits the report"),
        (
            "incomplete",
            "liveness noFace, confirm",
            "UnknownReportError: no path of this flow fits the report",
        ),
        // What is not of this flow.
        ("complete", "other next", "UnknownReportError: this flow has no node other"),
        ("complete", "constructor next", "UnknownReportError: this flow has no node constructor"),
        ("complete", "liveness passed", "UnknownReportError: the node liveness has no outcome passed"),
        ("complete", "liveness confirm", "UnknownReportError: the node liveness has no outcome confirm"),
        // What servers say of an end decides nothing.
        ("complete", "otp verified, end next", "accept"),
        (
            "complete",
            "liveness:face_scan passed",
            "UnknownReportError: the node liveness is of the type liveness_detection, not face_scan",
        ),
        ("incomplete", "other next", "UnknownReportError: this flow has no node other"),
        ("done", "", "UnknownReportError: a session has no status done"),
    ];
    let cases: Vec<_> = cases
        .into_iter()
        .map(|(status, reports, expected)| (session(&flow, status, reports), expected))
        .collect();
    check("decisions about parts of reports", &flow, &cases);
}

#[test]
fn rules_that_only_name_incomplete_need_no_reports() {
    let flow = flow(SIMPLE);
    let cases = [
        (json!({ "status": "incomplete" }), "left"),
        (json!({ "status": "incomplete", "report": null }), "left"),
        (session(&flow, "incomplete", "done"), "left"),
        (session(&flow, "incomplete", "done end, end"), "left"),
        (session(&flow, "incomplete", "other"), "UnknownReportError: this flow has no node other"),
        (session(&flow, "complete", "done"), "accept"),
        (json!({ "status": "complete" }), "pending"),
        (json!({ "status": "complete", "report": {} }), "pending"),
        (json!({ "status": "complete", "report": { "nodeReports": null } }), "pending"),
    ];
    check("decisions without reports", &flow, &cases);
}

#[test]
fn outcomes_of_every_kind_are_known_by_their_names() {
    let text = r#"
start -> wait
wait: conversation "Ask." { await_external: { request: { url: "https://a.example" }, poll: { interval_ms: 1, timeout_ms: 2 } } } -> <
  done: call when "done"
  on_data_ready: ready
  on_timeout: late
  on_error: late
>
call: external_call { request: { url: "https://a.example" } } -> check
check: data_validation { validation: { field: "email", action: "contains", value: "@" } } -> < ok: tier when "ok", bad: late when "bad" >
tier: field_condition -> < when provided.a == 1: ready, when provided.b == 1: late, else: mail >
mail: enter_email -> < entered: palm, canceled: late >
palm: "palm_scan" -> < "read": ready, "lost": late >
ready: conversation "x" { does_not_require_reply: true } -> end
late: conversation "x" { does_not_require_reply: true } -> end
end
decide {
  timeout: wait.on_timeout
  failed:  wait.on_error
  first:   tier.rule_1
  second:  tier.rule_2
  mailed:  mail.entered and palm.read
  lost:    palm.lost
  rest:    else
}
"#;
    let flow = project::compile(text, &Options::default()).flow;
    let cases = [
        ("wait onDataReady", "rest"),
        ("wait ready", "rest"),
        ("wait onTimeout", "timeout"),
        ("wait onError", "failed"),
        ("start outcome, wait done, call outcome, check ok, tier ready", "first"),
        ("start wait, wait call, call check, check tier, tier late", "second"),
        ("tier mail, mail emailEntered, palm read", "mailed"),
        ("tier default, mail emailEntered, palm lost", "lost"),
        ("mail canceled", "rest"),
        ("mail cancelled", "rest"),
        ("check bad", "rest"),
        ("check late", "rest"),
        ("mail palm", "UnknownReportError: the node mail has no outcome palm"),
        ("palm ready", "UnknownReportError: the node palm has no outcome ready"),
        ("tier rule_1", "UnknownReportError: the node tier has no outcome rule_1"),
        (
            "wait late",
            "AmbiguousReportError: the report cant tell the outcomes of wait apart, and the decision depends on them",
        ),
    ];
    let cases = cases.map(|(reports, expected)| (session(&flow, "complete", reports), expected));
    check("outcomes of every kind", &flow, &cases);
}

#[test]
fn a_word_may_be_the_id_of_one_outcome_and_the_target_of_another() {
    let text = r#"
start -> ask
ask: conversation "Ask." -> < one: two when "one", two: three when "two", three: one when "three" >
one: conversation "x" { does_not_require_reply: true } -> end
two: conversation "x" { does_not_require_reply: true } -> end
three: conversation "x" { does_not_require_reply: true } -> end
end
decide { first: ask.one, other: else }
"#;
    let flow = project::compile(text, &Options::default()).flow;
    let cases = [
        // The outcome `one`, or the way to it.
        ("ask one", "pending"),
        ("ask two", "pending"),
        ("ask three", "other"),
        ("ask one, one end", "other"),
        ("ask two, two end", "first"),
        ("ask two, three end", "other"),
    ];
    let cases = cases.map(|(reports, expected)| (session(&flow, "complete", reports), expected));
    check("words with two meanings", &flow, &cases);
}

#[test]
fn what_is_no_session_is_refused() {
    let flow = flow(RULES);
    let with = |reports: Value| json!({ "status": "complete", "report": { "nodeReports": reports } });
    let cases = [
        (json!(null), "UnknownReportError: the session is no object"),
        (json!("complete"), "UnknownReportError: the session is no object"),
        (json!([]), "UnknownReportError: the session is no object"),
        (
            json!({ "session": { "status": "complete" }, "clientSecret": "x" }),
            "UnknownReportError: a session has no status undefined; pass the member `session` of the answer",
        ),
        (json!({ "status": 3 }), "UnknownReportError: a session has no status 3"),
        (
            json!({ "status": "complete", "report": [] }),
            "UnknownReportError: the report of the session is no object",
        ),
        (with(json!({})), "UnknownReportError: `nodeReports` of the session is no list"),
        (with(json!(["liveness"])), "UnknownReportError: a node report is no object"),
        (with(json!([{ "type": "end" }])), "UnknownReportError: this flow has no node undefined"),
        (with(json!([{ "nodeId": 3 }])), "UnknownReportError: this flow has no node 3"),
        (
            with(json!([{ "nodeId": "liveness", "type": "liveness_detection", "outcome": 3 }])),
            "UnknownReportError: the node liveness has no outcome 3",
        ),
        (with(json!([{ "nodeId": "otp", "type": "two_factor_email", "outcome": "" }])), "pending"),
    ];
    check("what is no session", &flow, &cases);
}

#[test]
fn reports_are_given_as_the_types_spell_them() {
    let flow = flow(RULES);
    let sessions = vec![
        json!({ "status": "inProgress" }),
        session(&flow, "complete", "otp canceled, confirm sorry, end"),
    ];
    let report = |id: &str, ty: &str, outcome: Option<&str>, name: Option<&str>| json!({ "nodeId": id, "type": ty, "createdAt": 1763731200, "outcome": outcome, "name": name });
    let expected = [
        json!([]),
        json!([
            report("otp", "two_factor_email", Some("cancelled"), Some("cancelled")),
            report("confirm", "conversation", Some("sorry"), None),
            report("end", "end", None, None),
        ]),
    ];
    engines::each("reports", |engine| {
        let case = Case { flow: &flow, params: None, sessions: sessions.clone() };
        let mut reports = engine.run(&[case]).remove(0).reports;
        // Go has no string that is none.
        for report in reports.iter_mut().flat_map(|it| it.as_array_mut().unwrap()) {
            for member in ["outcome", "name"] {
                if report[member] == "" {
                    report[member] = Value::Null;
                }
            }
            // What the type reports beyond its outcome is not there.
            report.as_object_mut().unwrap().remove("report");
        }
        assert_eq!(reports, expected, "{}", engine.name);
    });
}

#[test]
fn what_is_no_value_is_refused() {
    let flow = flow(RULES);
    let odd = |value: &str| json!({ "odd": value });
    // What is a value of its type, and refused all the same, stands first.
    let calls = [
        (odd("NaN"), json!("you"), "the parameter `amount` must be a finite number"),
        (odd("Infinity"), json!("you"), "the parameter `amount` must be a finite number"),
        (odd("undefined"), json!("you"), "the parameter `amount` "),
        (json!("20"), json!("you"), "the parameter `amount` must be a number, and is the string "),
        (json!(true), json!("you"), "the parameter `amount` must be a number"),
        (json!(20), json!(3), "the parameter `who` must be a string"),
        (json!(20), json!(null), "the parameter `who` must be a string"),
    ];
    engines::each("values that are none", |engine| {
        let params = |amount: &Value, who: &Value| {
            BTreeMap::from(
                [("amount", amount), ("who", who)]
                    .map(|(name, value)| ((engine.parameter)(name), value.clone())),
            )
        };
        let case = |(amount, who, _): &(Value, Value, &str)| Case {
            flow: &flow,
            params: Some(params(amount, who)),
            sessions: Vec::new(),
        };
        let calls: Vec<_> = calls.iter().take(if engine.is_compiled { 2 } else { calls.len() }).collect();
        let cases: Vec<Case<'_>> = calls.iter().map(|it| case(it)).collect();
        for ((amount, who, expected), answer) in calls.into_iter().zip(engine.run(&cases)) {
            let expected = format!("{}: {expected}", engine.refusal);
            for given in [&answer.flow, &answer.session] {
                let said = shown(given);
                assert!(said.starts_with(&expected), "{} {amount} {who}: {said}", engine.name);
            }
        }
    });
}

#[test]
fn a_session_of_another_flow_or_version_is_refused() {
    let text = format!("{FLOW}{RULES}")
        .replace("start ->", "session { fingerprint: true, metadata: { order: \"o-1\" } }\nstart ->");
    let flow = project::compile(&text, &Options::default()).flow;
    let sent: Value =
        serde_json::from_str(&fsflow::emit::session(&flow, fsflow::emit::Layout::Compact)).unwrap();
    let own = &sent["metadata"];
    assert_eq!((&own["order"], &own["fsflowName"]), (&json!("o-1"), &json!(flow.name)));
    let with = |metadata: Value| {
        let mut session = session(&flow, "complete", "otp verified");
        session["settings"] = json!({ "metadata": metadata });
        session
    };
    let changed = |name: &str, value: &str| {
        let mut metadata = own.clone();
        metadata[name] = json!(value);
        with(metadata)
    };
    let fingerprint = own["fsflowFingerprint"].as_str().unwrap();
    let other = format!(
        "ForeignSessionError: the session is of another version of {}: its fingerprint is 0, not {fingerprint}",
        flow.name
    );
    let foreign = format!("ForeignSessionError: the session is of the flow other, not of {}", flow.name);
    let unknown = "ForeignSessionError: the session does not say which flow it is of";
    let cases = [
        (with(own.clone()), "accept"),
        (changed("fsflowName", "other"), foreign.as_str()),
        (changed("fsflowFingerprint", "0"), other.as_str()),
        (session(&flow, "complete", "otp verified"), unknown),
        (with(json!({})), unknown),
        (
            json!({ "status": "inProgress", "settings": { "metadata": { "fsflowName": "other" } } }),
            foreign.as_str(),
        ),
    ];
    check("sessions of other flows", &flow, &cases);
}

#[test]
fn an_outcome_that_the_api_fills_in_is_no_surprise() {
    let text = FLOW
        .replace(" | inconclusive: sorry", ": sorry")
        .replace("else: sorry >", "delivery_failed | failed_unverified: sorry >");
    assert!(!text.contains("inconclusive") && !text.contains("error"), "{text}");
    let flow = project::compile(&format!("{text}{RULES}"), &Options::default()).flow;
    let cases = [
        // Where it goes is known of the one, and not of the other.
        ("complete", "liveness inconclusive", "retry"),
        ("complete", "liveness inconclusive, sorry end", "retry"),
        (
            "complete",
            "liveness inconclusive, confirm",
            "UnknownReportError: no path of this flow fits the report",
        ),
        ("complete", "otp error", "pending"),
        ("complete", "otp error, sorry end, end", "retry"),
        ("complete", "otp error, refused", "refuse"),
        ("complete", "otp error, done", "retry"),
    ];
    let cases = cases.map(|(status, reports, expected)| (session(&flow, status, reports), expected));
    check("outcomes that are filled in", &flow, &cases);

    // Rules can ask for them.
    let rules = "decide {
  blurred: liveness.inconclusive
  broken: otp.error
  retry: else
}
";
    let flow = project::compile(&format!("{text}{rules}"), &Options::default()).flow;
    let cases = [
        ("complete", "liveness inconclusive, sorry end", "blurred"),
        ("complete", "liveness noFace, sorry end", "retry"),
        ("incomplete", "liveness livenessDetected, confirm yes, otp error", "retry"),
        ("complete", "otp error, sorry end, end", "broken"),
    ];
    let cases = cases.map(|(status, reports, expected)| (session(&flow, status, reports), expected));
    check("rules about outcomes that are filled in", &flow, &cases);
}

#[test]
fn values_are_compared_alike_however_they_are_written() {
    let text = format!(
        "{FLOW}decide {{
  adult:  extracted.age >= 18
  sum:    provided.amount == \"12345678901234567000\"
  member: extracted.tier == \"gold\" or extracted.tier == true
  gold:   report.lang != \"gold\"
  retry:  else
}}
"
    );
    let flow = project::compile(&text, &Options::default()).flow;
    let with = |age: Value, amount: Value, tier: Value| {
        json!({
            "status": "complete",
            "report": { "extractedData": { "age": age, "tier": tier }, "lang": "gold", "nodeReports": [] },
            "settings": { "providedData": { "amount": amount } },
        })
    };
    let age = |age: Value, expected| (with(age, json!(null), json!(null)), expected);
    let tier = |tier: Value, expected| (with(json!(null), json!(null), tier), expected);
    let cases = [
        age(json!(18), "adult"),
        age(json!(18.0), "adult"),
        age(json!(" 18\t"), "adult"),
        age(json!("\u{feff}18\u{3000}"), "adult"),
        age(json!("1.8e1"), "adult"),
        age(json!("+18."), "adult"),
        age(json!(["18"]), "adult"),
        age(json!(1e300), "adult"),
        // What one language or another takes for a number, and JSON does not.
        age(json!("0x12"), "retry"),
        age(json!("1_8"), "retry"),
        age(json!("١٨"), "retry"),
        age(json!("1e400"), "retry"),
        age(json!("Infinity"), "retry"),
        age(json!("inf"), "retry"),
        age(json!("nan"), "retry"),
        age(json!("18\u{85}"), "retry"),
        age(json!("18\u{1c}"), "retry"),
        age(json!(""), "retry"),
        age(json!("-"), "retry"),
        age(json!(true), "retry"),
        age(json!([18, 19]), "retry"),
        age(json!({ "value": 18 }), "retry"),
        (with(json!(null), json!(12_345_678_901_234_567_000_u64), json!(null)), "sum"),
        (with(json!(null), json!(12_345_678_901_234_567_001_u64), json!(null)), "sum"),
        tier(json!("gold "), "member"),
        tier(json!(["silver", "gold"]), "member"),
        tier(json!(true), "member"),
        tier(json!("true"), "member"),
        tier(json!("Gold"), "retry"),
        tier(json!({ "gold": true }), "retry"),
    ];
    check("values however they are written", &flow, &cases);
}
