use super::*;

fn formatted(text: &str) -> String {
    format(&SourceFile::new("test.fsflow", text))
}

/// Formats `input` and what comes out of it.
fn check(input: &str, expected: &str) {
    let input = input.strip_prefix('\n').unwrap_or(input);
    let expected = expected.strip_prefix('\n').unwrap_or(expected);
    let once = formatted(input);
    assert_eq!(once, expected, "\n--- formatted\n{once}\n--- expected\n{expected}");
    assert_eq!(formatted(&once), once, "twice is once");
}

#[test]
fn statements_are_separated_by_a_blank_line_unless_they_stood_together() {
    check(
        "
//! A flow.
api   \"1.0.47\"


param a
param b : number=3
start->greeting
greeting:conversation \"Hi\" ->end
end
",
        "
//! A flow.
api \"1.0.47\"

param a
param b: number = 3
start -> greeting
greeting: conversation \"Hi\" -> end
end
",
    );
}

#[test]
fn a_list_stays_on_one_line_when_it_fits_and_was_written_so() {
    check(
        "
email_otp {otp_length:6,expiry_seconds:300}-><verified:closing,else:closing>
liveness -> <
  detected: a, deepfake|no_face: b, else: c >
",
        "
email_otp { otp_length: 6, expiry_seconds: 300 } -> < verified: closing, else: closing >

liveness -> <
  detected:           a
  deepfake | no_face: b
  else:               c
>
",
    );
}

#[test]
fn targets_and_conditions_stand_in_columns() {
    check(
        "
confirm: conversation \"Is that right?\" -> <
  confirmed: email_otp when \"The user clearly said the payment is theirs\",
  denied: closing when \"The user denied the payment or disputed a detail\",
  a_name_that_is_much_longer_than_all_the_others: closing when \"x\"
  stall: closing
>
",
        "
confirm: conversation \"Is that right?\" -> <
  confirmed: email_otp when \"The user clearly said the payment is theirs\"
  denied:    closing   when \"The user denied the payment or disputed a detail\"
  a_name_that_is_much_longer_than_all_the_others: closing when \"x\"
  stall:     closing
>
",
    );
}

#[test]
fn a_string_too_long_for_its_line_is_folded() {
    check(
        "
greeting: conversation say \"Hello! I will take a short look at you, then we go through the payment.\" -> liveness
closing: conversation \"Thank the user and say that the session is over.\" { does_not_require_reply: true } -> end_success
",
        "
greeting: conversation say \"\"\"
  Hello! I will take a short look at you, then we go through the payment.
\"\"\" -> liveness

closing: conversation \"Thank the user and say that the session is over.\" {
  does_not_require_reply: true
} -> end_success
",
    );
}

#[test]
fn a_folded_text_keeps_its_own_line_breaks() {
    check(
        "
confirm: conversation \"\"\"You are about
      to pay.

          - indented ${amount}
      Right?\"\"\" -> end
a: conversation \"\"\"
Say: one
two\"\"\" -> end
",
        "
confirm: conversation \"\"\"
  You are about
  to pay.

      - indented ${amount}
  Right?
\"\"\" -> end

a: conversation say \"\"\"
  one
  two
\"\"\" -> end
",
    );
}

#[test]
fn names_are_written_canonically_where_the_catalog_knows_them() {
    check(
        "
session { clientReferenceId: \"x\", metadata: { otherKey: 1, \"quoted key\": 2 }, customization: { controls: { autoHide: true } } }
a: two_factor_email { otpLength: 6, newField: 1, \"oddField\": 2 } -> < deliveryFailed: x, \"verified\": \"y\" >
b: document_scan { scanningMode: \"automatic\", allowedDocumentTypes: [\"passport\", \"id\", \"odd\"] } -> < scanSuccess: x, userCanceled: y >
c: conversation \"Say: Hi\" { awaitExternal: { request: { url: \"u\", method: \"POST\" } } } -> < onTimeout: a, \"onError\": b, \"no\": c, \"else\": d >
d: face_compare { sourceA: sessionVideo, sourceB: provided.\"photoUrl\" } -> else_
e: field_condition -> < when extractedData.age gte 18: x, default: y >
",
        "
session {
  client_reference_id: \"x\"
  metadata: { otherKey: 1, \"quoted key\": 2 }
  customization: { controls: { auto_hide: true } }
}

a: email_otp { otp_length: 6, newField: 1, \"oddField\": 2 } -> < deliveryFailed: x, verified: y >

b: document_scan { scanning_mode: automatic, allowed_document_types: [passport, id, \"odd\"] } -> <
  success:   x
  cancelled: y
>

c: conversation say \"Hi\" { await_external: { request: { url: \"u\", method: POST } } } -> <
  on_timeout: a
  \"onError\":  b
  no:         c
  \"else\":     d
>

d: face_compare { source_a: session_video, source_b: provided.photoUrl } -> else_
e: field_condition -> < when extracted.age >= 18: x, default: y >
",
    );
}

#[test]
fn decisions_promises_and_tests_are_laid_out() {
    check(
        "
check: liveness -> end
decide {
  authorize: check.livenessDetected and (\"check\".deepfake or  not a) // why
  // above
  block_it_now: else }
ensure   never  authorize   with check.noFace
ensure block_it_now requires (a or
  b)
test   \"one\" {check.detected=>end,authorize}
test \"two\" { check.detected => end, authorize
  => end }
decide { authorize: check.livenessDetected and check.deepfake and check.noFace and check.inconclusive or x }
",
        "
check: liveness -> end

decide {
  authorize:    check.detected and (check.deepfake or not a) // why
  // above
  block_it_now: else
}

ensure never authorize with check.no_face
ensure block_it_now requires (a or b)
test \"one\" { check.detected => end, authorize }

test \"two\" {
  check.detected => end, authorize
  => end
}

decide {
  authorize: check.detected and check.deepfake and check.no_face and check.inconclusive or x
}
",
    );
    check(
        "
decide {
  authorize: liveness.detected and confirm.confirmed and email_otp.verified and scan.success and compare.match
  block: else
}
",
        "
decide {
  authorize: liveness.detected
    and confirm.confirmed
    and email_otp.verified
    and scan.success
    and compare.match
  block:     else
}
",
    );
    check(
        "
ensure authorize requires ((liveness.detected and email_otp.verified) or confirm.confirmed and scan.success)
ensure authorize requires (liveness.detected
  and email_otp.verified)
",
        "
ensure authorize requires (
  (liveness.detected and email_otp.verified) or confirm.confirmed and scan.success
)

ensure authorize requires (liveness.detected and email_otp.verified)
",
    );
    check(
        "
test \"a long way\" {
  liveness.detected, confirm.confirmed, email_otp.verified, scan.success, compare.match, customer_tier.rule_1 => closing, authorize
  liveness.deepfake => closing, block
  liveness.detected, confirm.confirmed, email_otp.verified, scan.success, compare.no_match => closing, block
}
",
        "
test \"a long way\" {
  liveness.detected, confirm.confirmed, email_otp.verified, scan.success, compare.match,
    customer_tier.rule_1 => closing, authorize
  liveness.deepfake => closing, block
  liveness.detected, confirm.confirmed, email_otp.verified, scan.success, compare.no_match
    => closing, block
}
",
    );
}

#[test]
fn comments_keep_their_place() {
    check(
        "
// first


// second

start -> a // to a
// above a
a: conversation // the type
  // above the prompt
  \"Hi\" // after the prompt
  -> < // opening
    // above yes
    yes: b, // after yes

    // above no
    no: // between
      c
    // last
  > // closing
// at the end
",
        "
// first

// second

start -> a // to a

// above a
a: conversation // the type
  // above the prompt
  \"Hi\" -> < // after the prompt
    // opening
    // above yes
    yes: b // after yes

    // above no
    no:  c // between
    // last
  > // closing
// at the end
",
    );
}

#[test]
fn comments_stay_in_blocks_and_lists() {
    check(
        "
a: document_scan {
  // the mode
  scanning_mode:
    // above the value
    single // side


  allowed_document_types: [ // types
    passport // p
    // none below
  ]

} -> end
b: start {
  // nothing
}
",
        "
a: document_scan {
  // the mode
  // above the value
  scanning_mode: single // side

  allowed_document_types: [ // types
    passport // p
    // none below
  ]
} -> end

b: start {
  // nothing
}
",
    );
}

#[test]
fn a_comment_behind_a_control_character_settles_at_once() {
    for text in
        ["a -> end\0// b\nend\n", "a -> end\n\0 // b\nend\n", "a -> end\n/\0/// b\n", "\0// b", "\0\n// b"]
    {
        let once = formatted(text);
        assert_eq!(formatted(&once), once, "{text:?}");
    }
}

#[test]
fn what_cannot_be_read_stays_as_it_stands() {
    check(
        "
start   ->   a
  broken  <  here: \"x
a : conversation    \"Hi\" -> b
end; more
decide {   x:  y }
@allow(x ,\"y\")
",
        "
start -> a
  broken  <  here: \"x
a: conversation \"Hi\" -> b
end; more
decide { x: y }
@allow(x, \"y\")
",
    );
}

#[test]
fn allows_and_docs_stand_above_their_statement() {
    check(
        "
/// The greeting.

@allow(short-greeting,   \"it is a demo\")

/// More.
greeting: conversation \"Hi\" -> end
/// The end.
end
",
        "
/// The greeting.
@allow(short-greeting, \"it is a demo\")
/// More.
greeting: conversation \"Hi\" -> end
/// The end.
end
",
    );
}

#[test]
fn line_ends_and_byte_order_mark_are_kept() {
    assert_eq!(formatted("\u{feff}start->end\r\nend\n"), "\u{feff}start -> end\r\nend\r\n");
    assert_eq!(formatted("start->end\nend\r\n"), "start -> end\nend\n");
    assert_eq!(formatted(""), "");
    assert_eq!(formatted("\n\n"), "");
    assert_eq!(formatted("// only"), "// only\n");
}

#[test]
fn line_ends_of_what_can_not_be_read_are_a_fixed_point() {
    for text in [
        "\nx (\r\n\nend\n",
        "\r\nx (\n\nend\r\n",
        "\n\nx (\r\r\n)\n",
        "\nx \"a\r\nend\n",
        "x (\r\n\r\ny\n",
        "\n/// d\r\nx (\r\n",
    ] {
        let once = formatted(text);
        assert_eq!(formatted(&once), once, "{text:?}");
    }
}

#[test]
fn deep_nesting_is_laid_out_without_recursion_beyond_the_limit() {
    let text = format!("a: x {{ k: {}1{} }} -> b\n", "[".repeat(120), "]".repeat(120));
    assert_eq!(formatted(&formatted(&text)), formatted(&text));
    let text = format!("a: x {{ k: {}1{} }} -> b\n", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(formatted(&text), text);
}

static SAMPLE: &str = r#"//! Sample.
api "1.0.47"
param amount: number = 3
session { client_reference_id: "pay-${amount}", langs: [en, de] }
start -> greeting
/// Greets.
@allow(short-greeting, "demo")
greeting: conversation say "Hello! I will take a short look at you, then we go through the payment, and then on." -> check
check: liveness -> < detected: confirm, deepfake | no_face: closing, else: closing >
confirm: conversation """
  You are about to pay.

  Right?
""" { await_external: { request: { url: "u", vars: { a: extracted.age, b: "x" } }, poll: { interval_ms: 1 } } } -> <
  yes: closing when "The user said yes"
  "else": closing when "The user said no"
  on_timeout: closing
>
age: field_condition -> < when extracted.age >= 18: closing, when provided.vip not exists: closing, else: closing >
closing: conversation "Thanks." { does_not_require_reply: true } -> end when "always"
end
decide { authorize: check.detected and ( confirm.yes or age ) and not closing, block: else }
ensure never authorize with check.deepfake
test "a denied payment" { check.detected, confirm."else" => closing, block }
"#;

/// A generator of the same numbers each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

fn says_the_same(a: &str, b: &str) -> bool {
    let parse = |text: &str| {
        let source = SourceFile::new("x", text);
        let mut parsed = syntax::parse(FileId(0), &source);
        canonical::file(&mut parsed.file);
        (source, parsed)
    };
    let (a, b) = (parse(a), parse(b));
    matches!(changed(&a.0, &a.1, &b.0, &b.1), Changed::Nothing)
}

#[test]
fn comments_and_line_breaks_anywhere_lose_nothing_and_settle_at_once() {
    let mut numbers = Numbers(7);
    let spaces: Vec<usize> = SAMPLE.match_indices(' ').map(|(at, _)| at).collect();
    let mut unchanged = 0;
    for round in 0..60 {
        let mut text = SAMPLE.to_owned();
        let mut places: Vec<usize> =
            (0..1 + round % 4).map(|_| spaces[numbers.below(spaces.len())]).collect();
        places.sort_unstable();
        places.dedup();
        for (index, at) in places.into_iter().enumerate().rev() {
            let pieces =
                ["\n", "\n\n", " // c\n", "\n// d\n", "\n\n  // e\n\n", " // f\n  // g\n", "\r\n", "\n  "];
            text.insert_str(at, &pieces[numbers.below(pieces.len())].replace("// ", &format!("// {index}")));
        }
        let once = formatted(&text);
        assert!(says_the_same(&text, &once), "--- source\n{text}\n--- formatted\n{once}");
        assert_eq!(formatted(&once), once, "--- source\n{text}");
        unchanged += usize::from(once == text);
    }
    assert_eq!(unchanged, 0, "nothing was laid out");
}

#[test]
fn every_prefix_settles_at_once() {
    for (end, _) in SAMPLE.char_indices().step_by(5) {
        let once = formatted(&SAMPLE[..end]);
        assert!(says_the_same(&SAMPLE[..end], &once), "{once}");
        assert_eq!(formatted(&once), once, "--- source\n{}", &SAMPLE[..end]);
    }
}
