use super::report;

#[test]
fn a_field_that_does_not_exist() {
    insta::assert_snapshot!(report(
        r#"
a: email_otp { otp_lenght: 6, OTP_LENGTH: 6, otpLength: 6, sms_template: "x", foo: [${x}] } -> end
b: liveness { otp_length: 6, langs: [en], transitions: [] } -> end
c: conversation "x" { id: "c", outcomes: {} } -> end
d: external_call { request: { uri: "x", url: "https://bank.example" } } -> end
end
param x
----
session { flow: [], client_id: "x", otp_length: 3, provided_data: { anything: 1, "x y": true } }
end
"#
    ));
}

#[test]
fn a_field_that_was_called_otherwise() {
    insta::assert_snapshot!(report(
        r#"
session { avatar: "heygen", customization: { permissions_main_heading: "Hello" }, modules: [] }
a: email_otp { length: 6, expiry: 300 } -> end
end
"#
    ));
}

#[test]
fn a_field_twice() {
    insta::assert_snapshot!(report(
        r#"
session { metadata: { a: 1, "a": 2, A: 3 } }
a: email_otp { otp_length: 6, otpLength: 6 } -> end
b: conversation "x" { "prompt": "y", "id": "z", "outcomes": {}, "speed": 1, "speed": 2 } -> end
c: "palm_scan" { outcome: "x", hand_count: 1, handCount: 2 } -> end
end
"#
    ));
}

#[test]
fn a_field_that_is_missing() {
    insta::assert_snapshot!(report(
        r#"
a: conversation -> end
conversation -> end
b: document_scan -> end
c: external_call { request: {} } -> end
d: face_compare { source_a: session_video } -> end
e: permissions -> end
f: data_validation { validation: { field: "x" } } -> end
g: conversation "x" { await_external: { request: { url: "x" } } } -> end
h: document_scan { "scanningMode": "x", allowed_document_types: [] } -> end
session { extraction_schema: [ { field_name: "x" } ] }
end
"#
    ));
}

#[test]
fn a_field_in_quotes() {
    insta::assert_snapshot!(report(
        r#"
session { "newSetting": { a: [1, null, word] }, "clientReferenceID": "x", "zone": "eu", "flow": [] }
a: email_otp { "otpLength": 6, "otp_lengt": 6, "speed": fast } -> end
end
"#
    ));
}

#[test]
fn a_prompt_in_the_wrong_place() {
    insta::assert_snapshot!(report(
        r#"
a: liveness "Look at me." -> end
b: conversation { prompt: "Hello." } -> end
c: conversation { prompt: "Hello.", does_not_require_reply: true } -> end
conversation { does_not_require_reply: true, prompt: "Hello." } -> end
d: conversation "Hello." { prompt: "Hello again." } -> end
e: liveness say "Look at ${x}." { prompt: "Look." } -> end
end
"#
    ));
}
