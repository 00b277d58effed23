//! Everything has a page, in lines that fit, and a misspelt name is answered with a near one.

use super::*;
use crate::catalog::{
    NODE_TYPES, RetiredPlace, SESSION_FIELDS, TIMELINE, meant, report_paths, retired_names, type_words,
};
use crate::syntax::words::WORDS;

fn said(name: &str) -> String {
    named(name).unwrap_or_else(|unknown| unknown.to_string())
}

/// All names that somebody may ask for.
fn names() -> Vec<String> {
    let mut names: Vec<String> = crate::checks::codes().iter().map(|code| code.name.to_owned()).collect();
    names.extend(type_words().map(str::to_owned));
    names.extend(WORDS.iter().map(|word| word.text.to_owned()));
    for row in NODE_TYPES {
        for outcome in row.outcomes().iter().chain(row.exits()).filter(|_| row.outcomes().len() != 1) {
            names.extend([
                outcome.name.to_owned(),
                outcome.written(),
                format!("{}.{}", row.written(), outcome.written()),
            ]);
        }
        names.extend(row.fields.iter().map(|field| field.name.to_owned()));
    }
    names.extend(SESSION_FIELDS.iter().map(|field| field.name.to_owned()));
    names.extend(report_paths().map(str::to_owned));
    names.extend(TIMELINE.iter().map(|row| row.version.to_string()));
    names.extend(retired_names().map(|row| row.old.to_owned()));
    names
}

#[test]
fn everything_has_a_page_that_fits() {
    for name in names() {
        for width in [60, 80, 100] {
            let page = in_width(&name, width).unwrap_or_else(|unknown| panic!("{unknown}"));
            // A word that is longer than a line stays whole.
            let is_whole = |line: &str| line.split(' ').any(|word| word.chars().count() + 8 > width / 2);
            for line in page.lines().filter(|line| !is_whole(line)) {
                assert!(line.chars().count() <= width, "{name} at {width}: {line}");
            }
            assert!(!page.contains("\n\n\n") && page.ends_with('\n'), "{name}: {page}");
        }
    }
}

#[test]
fn the_list_names_every_topic() {
    let listed = list(WIDTH);
    for word in [
        "missing-outcome",
        "decide",
        "liveness (",
        "deepfake",
        "otp_length",
        "langs",
        "report.lang",
        "1.0.44",
        "transitions",
    ] {
        assert!(listed.contains(&format!("\n  {word}")), "{word} is not in\n{listed}");
    }
}

#[test]
fn pages_as_the_terminal_shows_them() {
    let names = [
        "unused-param",
        "unknown-target",
        "kept-as-quoted",
        "liveness",
        "enter_email",
        "conversation",
        "external_call",
        "field_condition",
        "face_compare",
        "document_scan",
        "two_factor_sms",
        "end",
        "decide",
        "say",
        "inconclusive",
        "error",
        "otp_length",
        "permissions",
        "action",
        "langs",
        "report.video_ai_analysis_status",
        "report.deepfake_detection",
        "analysis.deepfake",
        "1.0.44",
        "deepfaceDetected",
        "identityVerification",
        "otp",
        "german",
        "captureUnavailable",
    ];
    for name in names {
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(format!("explain-{name}"), said(name));
        });
    }
}

#[test]
fn an_unknown_name_is_answered_with_a_near_one() {
    assert_eq!(
        said("mising-outcome"),
        "there is nothing called `mising-outcome`; did you mean `missing-outcome`?"
    );
    assert_eq!(said("livness"), "there is nothing called `livness`; did you mean `liveness`?");
    assert_eq!(said("otp_lenght"), "there is nothing called `otp_lenght`; did you mean `otp_length`?");
    assert_eq!(said("xyzzy"), "there is nothing called `xyzzy`");
}

#[test]
fn a_word_that_means_a_name_is_answered_with_it() {
    assert!(said("email_input").contains("`enter_email`"));
    assert!(said("selfie").contains("`face_scan`"));
    assert!(said("sms").contains("`sms_otp`"));
    assert!(
        !meant(RetiredPlace::NodeType, "otp").is_empty() && said("otp").contains("`email_otp`, `sms_otp`")
    );
}
