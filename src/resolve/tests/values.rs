use super::report;

#[test]
fn a_value_of_the_wrong_type() {
    insta::assert_snapshot!(report(
        r#"
a: conversation "x" { does_not_require_reply: "true" } -> end
b: conversation "x" { does_not_require_reply: yes } -> end
c: email_otp { otp_length: "6", expiry_seconds: 2.5, max_attempts: "three", show_ui: 1, email_template: hello } -> end
d: document_scan { scanning_mode: [single], allowed_document_types: passport } -> end
e: external_call { request: "https://bank.example" } -> end
f: face_compare { source_a: 1, source_b: null } -> end
session { metadata: "x", provided_data: { a: null, b: [1], c: gold }, client_reference_id: 17, langs: en }
end
"#
    ));
}

#[test]
fn a_number_out_of_range() {
    insta::assert_snapshot!(report(
        r#"
a: email_otp { otp_length: 12, expiry_seconds: 0, max_attempts: 1e999, resend_after_seconds: -1 } -> end
b: face_scan { similarity_threshold: 1.01 } -> end
c: document_scan { scanning_mode: single, allowed_document_types: [] } -> end
d: email_otp { otp_length: 6.0, expiry_seconds: 3e2, max_attempts: 99999999999999999999 } -> end
end
"#
    ));
}

#[test]
fn a_word_that_a_field_does_not_take() {
    insta::assert_snapshot!(report(
        r#"
a: document_scan { scanning_mode: SINGLE_SIDE, allowed_document_types: [passport, drivers_license, pasport, "id", spaceship] } -> end
b: external_call { request: { url: "x", method: PUT } } -> end
c: external_call { request: { url: "x", method: post } } -> end
d: face_compare { source_a: sessionVideo, source_b: selfie } -> end
session {
  zone: asia
  langs: [en, zh-TW, "de", english]
  default_lang: fr
  customization: { permissions_page: { background_type: color, main_heading_translates: { en: "x", "de": "y", nl: "z", "en": "w" } } }
}
end
----
session { langs: [en, de], default_lang: fr }
end
----
session { langs: [en, de], default_lang: de }
end
"#
    ));
}

#[test]
fn a_reference_in_the_wrong_place() {
    insta::assert_snapshot!(report(
        r#"
a: email_otp { otp_length: provided.length } -> end
b: face_compare { source_a: extracted.photo, source_b: provided."my photo" } -> end
c: face_compare { source_a: povided.photo, source_b: session_video } -> end
d: external_call { request: { url: provided.url, vars: { a: extracted.x, b: extract.x, c: 1, d: word, e: null, a: 2 } } } -> end
session { metadata: { a: provided.x } }
end
"#
    ));
}
