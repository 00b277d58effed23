use super::report;

#[test]
fn an_outcome_that_does_not_exist() {
    insta::assert_snapshot!(report(
        r#"
liveness -> < detectd: end, LivenessDetected: end, verified: end, foo: end, noFace: end, inconclusive: end >
scan: face_scan -> < match: end, noFace: end, notPassed: end, canceled: end, error: end >
email: enter_email -> < email_entered: end, cancelled: end >
start -> < go: liveness >
call: external_call { request: { url: "x" } } -> < success: end, error: end >
other: external_call { request: { url: "x" } } -> < outcome: end >
end
"#
    ));
}

#[test]
fn an_outcome_twice() {
    insta::assert_snapshot!(report(
        r#"
liveness -> < detected | livenessDetected: end, else: end, else: liveness >
talk: conversation "x" -> < yes: end when "a", yes: end when "b", "yes": end >
email: enter_email -> < "entered": end, entered: end, "foo": end, "foo": end, canceled: end >
end
"#
    ));
}

#[test]
fn an_outcome_in_quotes() {
    insta::assert_snapshot!(report(
        r#"
liveness -> < "detected": end, "captureUnavailable": end, "deepfakeDetectd": end, else: end >
scan: face_scan -> < "captured": end, else: end >
talk: conversation "x" -> < "else": end when "a", "when": end when "b" >
end
"#
    ));
}

#[test]
fn routes_on_the_end() {
    insta::assert_snapshot!(report(
        r#"
end -> start
start -> end
----
end { } -> < a: start when "${x}" >
start -> end
param x
"#
    ));
}

#[test]
fn a_clause_in_the_wrong_place() {
    insta::assert_snapshot!(report(
        r#"
liveness -> < detected: end when "it is them", when extracted.age > 18: end, else: end when "otherwise" >
email: enter_email -> end when "always"
talk: conversation "x" -> < yes: end when "a", else: end >
other: conversation "x" -> < when extracted.age > 18: end, no: end >
rules: field_condition -> < when extracted.age > 18: end when "maybe", adult: end, default: end >
start -> end when "ready"
wait: conversation "x" { await_external: { request: { url: "x" }, poll: { interval_ms: 1, timeout_ms: 2 } } } -> <
  on_data_ready: end when "it is there"
  done: end when "x"
  else: end
>
end
"#
    ));
}

#[test]
fn a_rule_that_is_no_comparison() {
    insta::assert_snapshot!(report(
        r#"
rules: field_condition -> <
  when age >= 18: end
  when 18 <= extracted.age: end
  when extracted.age = 18: end
  when extracted.age is 18: end
  when extracted.age contains "x": end
  when extracted.age >= adult: end
  when extracted.age exists 3: end
  when extracted.age >=: end
  when extract.age exists: end
  when provided.a == extracted.b: end
  when provided.a not exists: end
  when provided.a == [1]: end
  when provided.a == null: end
  when provided.a == ${x}: end
  else: end
>
empty: field_condition -> end
also: field_condition -> < else: end >
none: field_condition
end
param x
"#
    ));
}
