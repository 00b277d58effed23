//! Pieces of Python.

use super::strings;

#[test]
fn every_character_of_a_string_is_safe() {
    for (text, quoted, template) in [
        ("a \"b\" 'c' {d} ${e}", r#""a \"b\" 'c' {d} ${e}""#, r#"a \"b\" 'c' {{d}} ${{e}}"#),
        ("\\ \n\r\t\u{0}\u{7f}", r#""\\ \n\r\t\x00\x7f""#, r"\\ \n\r\t\x00\x7f"),
        ("\u{2028}\u{202e}é漢😀", r#""\u2028\u202eé漢\U0001f600""#, r"\u2028\u202eé漢\U0001f600"),
    ] {
        assert_eq!(strings::quoted(text), quoted);
        let mut out = String::new();
        strings::chars_of_template(text, &mut out);
        assert_eq!(out, template);
    }
}

#[test]
fn documentation_does_not_end_early() {
    let mut out = String::new();
    strings::docs(&["one \"\"\" \\\ntwo\u{2028}.\"".to_owned()], "  ", &mut out);
    assert_eq!(out, "  \"\"\"one \\\"\\\"\\\" \\\\\n  two\\u2028.\\\"\n  \"\"\"\n");
}
