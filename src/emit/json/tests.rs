//! The JSON of whole texts, one node a line.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::diag;
use crate::emit::{self, Layout, flow, session, target};
use crate::resolve::{Options, ParamValue, resolve};
use crate::source::{NoFiles, SourceFile, SourceMap};

/// The nodes that a text becomes, one a line. It must be without a fault; an `end` is added.
fn check(input: &str, expected: &str) {
    check_with(&[], input, expected);
}

fn check_with(values: &[(&str, &str)], input: &str, expected: &str) {
    let resolved = resolved(values, &format!("{input}\nend\n"));
    let json = flow(&resolved, Layout::Compact);
    let nodes: Vec<&RawValue> = serde_json::from_str(&json).unwrap_or_default();
    let mut actual: Vec<&str> = nodes.iter().map(|node| node.get()).collect();
    assert_eq!(actual.pop(), Some(r#"{"id":"end","type":"end"}"#), "{json}");
    let wanted: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(actual, wanted, "\n--- source\n{input}");
}

fn resolved(values: &[(&str, &str)], input: &str) -> crate::flow::Flow {
    let mut sources = SourceMap::default();
    let id = sources.add(SourceFile::new("test.fsflow", input));
    let values: BTreeMap<String, ParamValue> = values
        .iter()
        .map(|(name, value)| ((*name).to_owned(), ParamValue::Raw((*value).to_owned())))
        .collect();
    let options = Options { values: Some(values), ..Options::default() };
    let resolved = resolve(id, &mut sources, &NoFiles, &options);
    let errors = resolved.diagnostics.iter().filter(|diagnostic| diagnostic.level == diag::Level::Error);
    let errors: Vec<&str> = errors.map(|diagnostic| diagnostic.message.as_str()).collect();
    assert_eq!(errors, [""; 0], "\n--- source\n{input}");
    resolved.flow
}

#[test]
fn a_single_outcome_is_one_key() {
    check("start -> end", r#"{"id":"start","type":"start","outcome":"end"}"#);
    check(
        r#"fetch: external_call { request: { url: "https://a.example", method: GET } } -> < outcome: end >"#,
        r#"{"id":"fetch","type":"external_call","request":{"url":"https://a.example","method":"GET"},"outcome":"end"}"#,
    );
}

#[test]
fn fixed_outcomes_are_a_map_in_the_order_of_the_file() {
    check(
        "liveness -> < noFace: end, else: end, detected: liveness >",
        r#"{"id":"liveness","type":"liveness_detection","outcomes":{"noFace":"end","deepfakeDetected":"end","inconclusive":"end","livenessDetected":"liveness"}}"#,
    );
    check(
        "email: enter_email -> end",
        r#"{"id":"email","type":"enter_email","outcomes":{"emailEntered":"end","canceled":"end"}}"#,
    );
    check(
        r#"liveness -> < detected | deepfake | no_face | inconclusive: end, "captureUnavailable": end >"#,
        r#"{"id":"liveness","type":"liveness_detection","outcomes":{"livenessDetected":"end","deepfakeDetected":"end","noFace":"end","inconclusive":"end","captureUnavailable":"end"}}"#,
    );
}

#[test]
fn what_the_api_fills_in_is_not_written() {
    check(
        "liveness -> < detected: end, deepfake | no_face: end >",
        r#"
        {"id":"liveness","type":"liveness_detection","outcomes":{"livenessDetected":"end","deepfakeDetected":"end","noFace":"end"}}
        "#,
    );
}

#[test]
fn outcomes_of_a_conversation_are_a_list() {
    check(
        r#"
        talk: conversation "Ask." -> < yes | "Yes Sir": end when "Agrees", no: talk >
        bye: conversation say "Good\tbye." { doesNotRequireReply: true } -> end
        ask: conversation "Say: Hello." -> end when "Answered"
        check: data_validation { validation: { field: "email", action: "contains", value: "@x.org" } } -> end
        "#,
        r#"
        {"id":"talk","type":"conversation","prompt":"Ask.","outcomes":[{"id":"yes","targetNodeId":"end","condition":"Agrees"},{"id":"Yes Sir","targetNodeId":"end","condition":"Agrees"},{"id":"no","targetNodeId":"talk","condition":""}]}
        {"id":"bye","type":"conversation","prompt":"Say: Good\tbye.","doesNotRequireReply":true,"outcomes":[{"id":"next","targetNodeId":"end","condition":""}]}
        {"id":"ask","type":"conversation","prompt":"Say: Hello.","outcomes":[{"id":"next","targetNodeId":"end","condition":"Answered"}]}
        {"id":"check","type":"data_validation","validation":{"field":"email","action":"contains","value":"@x.org"},"outcomes":[{"id":"next","targetNodeId":"end","condition":""}]}
        "#,
    );
}

#[test]
fn exits_stand_in_the_field_that_adds_them() {
    let field = "await_external: { poll: { interval_ms: 1, timeout_ms: 2 }, request: { url: \"u\" } }";
    let json = r#""awaitExternal":{"poll":{"intervalMs":1,"timeoutMs":2},"request":{"url":"u"},"exits":"#;
    check(
        &format!(
            r#"w: conversation "x" {{ {field} }} -> < on_data_ready: end, done: end when "y", else: w >"#
        ),
        &format!(
            r#"{{"id":"w","type":"conversation","prompt":"x",{json}{{"onDataReady":"end","onTimeout":"w","onError":"w"}}}},"outcomes":[{{"id":"done","targetNodeId":"end","condition":"y"}}]}}"#
        ),
    );
    check(
        &format!(r#"w: conversation "x" {{ {field} }} -> end"#),
        &format!(
            r#"{{"id":"w","type":"conversation","prompt":"x",{json}{{"onDataReady":"end","onTimeout":"end","onError":"end"}}}},"outcomes":[{{"id":"next","targetNodeId":"end","condition":""}}]}}"#
        ),
    );
    check(
        &format!(
            r#"w: conversation "x" {{ {field} }} -> < onError: end, "on_timeout": end, on_data_ready | on_timeout: end >"#
        ),
        &format!(
            r#"{{"id":"w","type":"conversation","prompt":"x",{json}{{"onError":"end","onDataReady":"end","onTimeout":"end"}}}},"outcomes":[{{"id":"on_timeout","targetNodeId":"end","condition":""}}]}}"#
        ),
    );
}

#[test]
fn rules_are_a_list_and_else_is_the_default() {
    check_with(
        &[("limit", "1e3")],
        r#"
        param limit: number
        r: field_condition -> <
          else: end
          when extracted.amount >= ${limit}: end
          when provided."loyalty tier" == "gold": r
          when extracted.a != provided.b: end
          when provided.vip not exists: end
        >
        "#,
        r#"
        {"id":"r","type":"field_condition","rules":[{"left":{"source":"extractedData","field":"amount"},"operator":"gte","right":{"type":"literal","value":1e3},"outcome":"end"},{"left":{"source":"providedData","field":"loyalty tier"},"operator":"equals","right":{"type":"literal","value":"gold"},"outcome":"r"},{"left":{"source":"extractedData","field":"a"},"operator":"notEquals","right":{"type":"ref","source":"providedData","field":"b"},"outcome":"end"},{"left":{"source":"providedData","field":"vip"},"operator":"notExists","outcome":"end"}],"default":"end"}
        "#,
    );
}

#[test]
fn a_quoted_type_is_written_as_its_routes_are() {
    check(
        r#"
        a: "palm" "Show your palm." { hand_count: 2, "odd_key": [null, { "x y": 1.50 }] } -> end
        b: "palm" -> < scan_ok: end, "scan_bad": end >
        c: "palm" -> < scan_ok: end when "it is fine", other: end >
        d: "palm" -> < when provided.x exists: end, else: d >
        e: "palm"
        f: "palm" -> <>
        g: "palm" -> end when "done"
        "#,
        r#"
        {"id":"a","type":"palm","prompt":"Show your palm.","handCount":2,"odd_key":[null,{"x y":1.50}],"outcome":"end"}
        {"id":"b","type":"palm","outcomes":{"scanOk":"end","scan_bad":"end"}}
        {"id":"c","type":"palm","outcomes":[{"id":"scan_ok","targetNodeId":"end","condition":"it is fine"},{"id":"other","targetNodeId":"end","condition":""}]}
        {"id":"d","type":"palm","rules":[{"left":{"source":"providedData","field":"x"},"operator":"exists","outcome":"end"}],"default":"d"}
        {"id":"e","type":"palm"}
        {"id":"f","type":"palm","outcomes":{}}
        {"id":"g","type":"palm","outcomes":[{"id":"next","targetNodeId":"end","condition":"done"}]}
        "#,
    );
}

#[test]
fn fields_keep_their_order_and_take_the_spelling_of_the_api() {
    check(
        r#"
        f: face_compare { similarity_threshold: 0.80, source_b: provided."id photo", sourceA: session_video } -> end
        d: document_scan { "showIt": 1, allowed_document_types: [dl, "passport-card"], scanning_mode: "single" } -> end
        v: external_call { request: { vars: { age: extracted.age, "a b": "x", n: 3, t: true }, url: "u" } } -> end
        "#,
        r#"
        {"id":"f","type":"face_compare","similarityThreshold":0.80,"sourceB":{"source":"providedData","providedDataKey":"id photo"},"sourceA":{"source":"sessionVideo"},"outcomes":{"match":"end","noMatch":"end","imageUnavailable":"end"}}
        {"id":"d","type":"document_scan","showIt":1,"allowedDocumentTypes":["dl","passport-card"],"scanningMode":"single","outcomes":{"scanSuccess":"end","userCancelled":"end","scanTimeout":"end"}}
        {"id":"v","type":"external_call","request":{"vars":[{"name":"age","value":{"type":"ref","source":"extractedData","field":"age"}},{"name":"a b","value":{"type":"literal","value":"x"}},{"name":"n","value":{"type":"literal","value":3}},{"name":"t","value":{"type":"literal","value":true}}],"url":"u"},"outcome":"end"}
        "#,
    );
}

#[test]
fn parameters_are_filled_in_typed_and_in_strings() {
    check_with(
        &[("n", "6"), ("show", "false"), ("who", "\"Ann\"\n")],
        r#"
        param n: number
        param show: boolean = true
        param who
        param shop = "the shop"
        a: email_otp { otp_length: ${n}, show_ui: ${show}, email_template: ${who} } -> end
        b: conversation "Say: ${who} ${n} ${show} ${shop} \${who} {name}" -> end when "${shop}"
        c: conversation "${who}" -> end
        "#,
        r#"
        {"id":"a","type":"two_factor_email","otpLength":6,"showUI":false,"emailTemplate":"\"Ann\"\n","outcomes":{"verified":"end","delivery_failed":"end","failed_unverified":"end","cancelled":"end","error":"end"}}
        {"id":"b","type":"conversation","prompt":"Say: \"Ann\"\n 6 false the shop ${who} {name}","outcomes":[{"id":"next","targetNodeId":"end","condition":"the shop"}]}
        {"id":"c","type":"conversation","prompt":"\"Ann\"\n","outcomes":[{"id":"next","targetNodeId":"end","condition":""}]}
        "#,
    );
}

#[test]
fn the_session_body_holds_the_settings_and_the_flow() {
    let input = r#"
        session {
          clientReferenceId: "x"
          metadata: { order_id: 17, "a b": [true, null], nested: { snake_case: "kept" } }
          provided_data: { photoUrl: "https://a.example", tier: "gold", vip: true }
          customization: { permissions_page: { background_type: COLOR, main_heading_translates: { en: "Hi", zh-TW: "x" } } }
          extraction_schema: [ { field_name: "age", type: number, description: "The age.", enum: ["1"] } ]
          langs: [en, zh-HK]
        }
        start -> end
        end
        "#;
    let flow = resolved(&[], input);
    assert_eq!(
        session(&flow, Layout::Compact),
        concat!(
            r#"{"clientReferenceId":"x","metadata":{"order_id":17,"a b":[true,null],"nested":{"snake_case":"kept"}},"#,
            r#""providedData":{"photoUrl":"https://a.example","tier":"gold","vip":true},"#,
            r#""customization":{"permissionsPage":{"backgroundType":"COLOR","mainHeadingTranslates":{"en":"Hi","zh-TW":"x"}}},"#,
            r#""extractionSchema":[{"fieldName":"age","type":"number","description":"The age.","enum":["1"]}],"#,
            r#""langs":["en","zh-HK"],"flow":[{"id":"start","type":"start","outcome":"end"},{"id":"end","type":"end"}]}"#,
            "\n"
        )
    );
    let graph = crate::graph::Graph::new(std::sync::Arc::new(flow));
    let options = emit::Options { stem: Some("a.b".to_owned()), ..emit::Options::default() };
    let files = target("session").map(|target| target.files(&graph, &options)).unwrap_or_default();
    assert_eq!(files.first().map(|file| file.name.as_str()), Some("a.b.session.json"));
}

#[test]
fn a_flow_with_errors_is_written_as_far_as_it_is_known() {
    let mut sources = SourceMap::default();
    let text = "start -> nowhere\nr: field_condition -> < when x ~ 3: r >\na: email_otp { otp_length: 99, show_ui: ${x} }\nb: conversation \"${x}\" -> <a: b";
    let id = sources.add(SourceFile::new("test.fsflow", text));
    let flow = resolve(id, &mut sources, &NoFiles, &Options::default()).flow;
    for layout in [Layout::Compact, Layout::Pretty] {
        let json: Result<serde_json::Value, _> = serde_json::from_str(&session(&flow, layout));
        assert!(json.is_ok(), "{json:?}");
    }
}
