//! Pieces of scripts.

use super::strings;

fn check(text: &str, quoted: &str, template: &str) {
    assert_eq!(strings::quoted(text), quoted);
    let mut out = String::new();
    strings::chars(text, '`', &mut out);
    assert_eq!(out, template);
}

#[test]
fn every_character_of_a_string_is_safe() {
    check("a \"b\" `c` ${d} $e", r#""a \"b\" `c` ${d} $e""#, r#"a "b" \`c\` \${d} $e"#);
    check("\\ \n\r\t\u{0}\u{7f}", r#""\\ \n\r\t\u0000\u007f""#, r"\\ \n\r\t\u0000\u007f");
    check(
        "\u{2028}\u{202e}\u{feff}é漢😀⟦⟧",
        r#""\u2028\u202e\ufeffé漢\u{1f600}\u27e6\u27e7""#,
        r"\u2028\u202e\ufeffé漢\u{1f600}\u27e6\u27e7",
    );
}

#[test]
fn a_comment_neither_ends_early_nor_gives_orders() {
    let docs = ["one */ two\n@ts-ignore\n⟦type⟧\u{2028}.".to_owned()];
    let mut out = String::new();
    strings::docs(&docs, "  ", &mut out);
    let expected = "  /**\n   * one *\\/ two\n   * \\@ts-ignore\n   * \\u27e6type\\u27e7\\u2028.\n   */\n";
    assert_eq!(out, expected);
}
