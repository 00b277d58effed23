use super::report;

#[test]
fn a_type_that_does_not_exist() {
    insta::assert_snapshot!(report(
        r#"
closing: conversatoin "Bye." -> end
----
check: livenessDetection -> end
----
check: LIVENESS -> end
----
code: sms_verification -> end
----
code: two_factor -> end
----
pay: cash_desk -> end
"#
    ));
}

#[test]
fn a_node_without_a_type() {
    insta::assert_snapshot!(report(
        r#"
closing -> end
end
----
livenes -> end
end
----
livenes -> end
liveness -> end
end
----
"my odd id!" "Hello." -> end
end
----
"liveness" -> end
end
"#
    ));
}

#[test]
fn a_type_in_quotes() {
    insta::assert_snapshot!(report(
        r#"
a: "liveness" -> end
b: "palm_scan" { hand_count: 2, "grip": null } -> < palm_read: end, "no_palm": end >
c: "conversatoin" "Bye." -> end
d: "email_verification" -> < a: end >
e: "palm_scan" -> < a: end, else: end >
f: "palm_scan" -> < when provided.x exists: end, a: end, else: end >
end
"#
    ));
}

#[test]
fn a_target_that_does_not_exist() {
    insta::assert_snapshot!(report(
        r#"
start -> closng
closing: conversation "Bye." -> end
end
----
start -> closing
closing: conversation "Bye." -> end
----
start -> Liveness
liveness -> < detected: fraud_desk, deepfake | no_face: fraud_desk, inconclusive: "my odd idd" >
"my odd id": conversation "Bye." -> end
end
----
start -> liveness
"#
    ));
}

#[test]
fn two_nodes_with_one_id() {
    insta::assert_snapshot!(report(
        r#"
import "./more.fsflow"
start -> closing
closing: conversation "Bye." -> end
closing: enter_email "Hm?" { foo: 1 } -> end
end
//// more.fsflow
end
"#
    ));
}

#[test]
fn a_statement_that_a_file_has_once() {
    insta::assert_snapshot!(report(
        r#"
api "1.0.47"
session { zone: eu }
api "1.0.44"
session
{
  langs: [en]
}
end
"#
    ));
}
