//! Pieces of Go.

use super::strings;

#[test]
fn every_character_of_a_string_is_safe() {
    for (text, quoted) in [
        ("a \"b\" 'c' `d` ${e}", r#""a \"b\" 'c' `d` ${e}""#),
        ("\\ \n\r\t\u{0}\u{7f}", r#""\\ \n\r\t\x00\x7f""#),
        ("\u{85}\u{2028}\u{202e}\u{feff}é漢😀", r#""\u0085\u2028\u202e\ufeffé漢\U0001f600""#),
    ] {
        assert_eq!(strings::quoted(text), quoted);
    }
}

#[test]
fn documentation_is_what_gofmt_makes_of_it() {
    fn check(docs: &str, expected: &str) {
        let mut out = String::new();
        strings::docs(&[docs.to_owned()], "", &mut out);
        assert_eq!(out, expected);
    }
    check("", "");
    check("One.\n\n\n  Two: a\n\tb  \n", "// One.\n//\n// Two: a\n// b\n");
    check("One.\n\nA heading\n\nTwo.", "// One.\n//\n// A heading.\n//\n// Two.\n");
    check(
        "# One\n[a]: https://a.example\n+build x",
        "// \\# One\n// \\[a]: https://a.example\n// \\+build x\n",
    );
    check("``a'' '' ```b\u{2028}.", "// “a” ” ```b\\u2028.\n");
    check("``a''", "// “a”\n");
}
