use super::{report, report_with};
use crate::flow::Literal;
use crate::resolve::{Options, ParamValue};

fn given(values: &[(&str, ParamValue)]) -> Options {
    let values = values.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    Options { values: Some(values), ..Options::default() }
}

fn raw(text: &str) -> ParamValue {
    ParamValue::Raw(text.to_owned())
}

#[test]
fn a_declaration_that_is_wrong() {
    insta::assert_snapshot!(report(
        r#"
param a: int = 3
param b: number = "3"
param c: string = 3
param d: boolean = "maybe"
param e = word
param f = [1]
param g = "x ${a}"
param b = 1
param h: strng
talk: conversation "${a} ${b} ${c} ${d} ${e} ${f} ${g} ${h}" -> end
code: email_otp { otp_length: ${a} } -> end
end
"#
    ));
}

#[test]
fn a_parameter_that_nobody_declared() {
    insta::assert_snapshot!(report(
        r#"
//! A flow.

/// Says hello.
talk: conversation "Hello ${user_name} and ${ user_name }, ${friend}" -> end
end
----
param card_last4
talk: conversation "Card ${cardLast4}, really ${cardLast4}, ${card_last5}" { does_not_require_reply: ${reply} } -> end
end
"#
    ));
}

#[test]
fn a_parameter_where_its_type_does_not_fit() {
    insta::assert_snapshot!(report_with(
        r#"
param amount: number
param shop
param debug: boolean = true
param mode = "double"
param many: number
a: email_otp { otp_length: ${shop}, expiry_seconds: ${amount}, show_ui: ${debug}, email_template: ${amount} } -> end
b: email_otp { otp_length: "${many}", max_attempts: ${many}, resend_after_seconds: ${amount} } -> end
c: document_scan { scanning_mode: ${mode}, allowed_document_types: ${shop} } -> end
d: document_scan { scanning_mode: "${mode}", allowed_document_types: ["${shop}"] } -> end
e: face_compare { source_a: ${shop}, source_b: "${shop}" } -> end
end
"#,
        &given(&[("amount", raw("12.5")), ("shop", raw("passport")), ("many", raw("900"))])
    ));
}

#[test]
fn a_value_that_is_missing_or_wrong() {
    insta::assert_snapshot!(report_with(
        r#"
import "./more.fsflow"
param a: number
param b: boolean
param c
param d: number = 4
param e: number
talk: conversation "${a} ${b} ${c} ${d} ${e}" -> more
//// more.fsflow
param used
param unused
more: conversation "${used}" -> end
less: conversation "${unused}" -> end
end
"#,
        &given(&[
            ("a", raw("many")),
            ("b", raw("yes")),
            ("d", ParamValue::Typed(Literal::Text("4".to_owned()))),
            ("e", raw(" -1e3 ")),
            ("unknown", raw("1")),
        ])
    ));
}
