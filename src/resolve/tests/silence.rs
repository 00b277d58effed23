//! What follows from a reported fault is not reported.

use super::report;

#[test]
fn an_unknown_type_hides_its_fields_and_outcomes_and_keeps_its_targets() {
    insta::assert_snapshot!(report(
        r#"
start -> pay
pay: cash_desk "Hello ${x}." { foo: bar, foo: extracted.x } -> < a: b, a: b when "x", when foo > 3: b, else: b >
b: conversation "Bye." -> end
end
param x
"#
    ));
}

#[test]
fn a_statement_that_can_not_be_read_defines_what_it_names() {
    insta::assert_snapshot!(report(
        r#"
start -> talk
[{ "id": "talk", "type": "conversation" }]
[{ "id": "amount" }]
other: conversation "${amount}" -> nowhere
end
"#
    ));
}

#[test]
fn a_string_that_is_never_closed_may_hold_what_is_defined_after_it() {
    insta::assert_snapshot!(report(
        r#"
start -> talk
talk: conversation """
  Hello ${name}, this never ends.
-> other

param name
other: conversation "Hello." { does_not_require_reply: true } -> end
end
----
session { langs: [en, "de], zone: us }
start -> talk
talk: conversation "x" { does_not_require_reply: "true, x: 3 } -> end
end
"#
    ));
}

#[test]
fn a_node_of_which_part_is_lost_lacks_nothing() {
    insta::assert_snapshot!(report(
        r#"
start -> scan
scan: document_scan { ?? } -> end
call: external_call { request: { ?? } } -> end
end
"#
    ));
}

#[test]
fn a_parameter_with_a_wrong_declaration_fits_everywhere() {
    insta::assert_snapshot!(report(
        r#"
param length: size
param mode: string = 3
a: email_otp { otp_length: ${length} } -> end
b: document_scan { scanning_mode: ${mode}, allowed_document_types: [id] } -> end
end
"#
    ));
}

#[test]
fn a_pin_that_is_wrong_hides_no_field() {
    insta::assert_snapshot!(report(
        r#"
api "1.0"
a: external_call { request: { url: "x" } } -> end
end
"#
    ));
}
