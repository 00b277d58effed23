//! Which characters source code shows as they are, and the lines of documentation in it.

/// Whether a character may stand in source code as it is. The others are written as escapes: those that a reader would not see
/// or would see in another place, those that end a line somewhere, and those that editors and terminals show in different
/// ways.
pub(super) fn is_plain(ch: char) -> bool {
    match ch {
        ' '..='~' => true,
        // Blank letters.
        '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' => false,
        '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{ff}' => true,
        '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{20a0}'..='\u{20bf}' => true,
        '\u{3001}'..='\u{3029}' => true,
        _ => u32::from(ch) < 0x10000 && ch.is_alphanumeric(),
    }
}

/// The lines of a doc comment, characters that are not plain as `escape` writes them.
pub(super) fn lines(docs: &[String], escape: impl Fn(char, &mut String)) -> Vec<String> {
    let shown = |line: &str| {
        let mut out = String::with_capacity(line.len());
        for ch in line.trim_end().chars() {
            match ch {
                '\t' => out.push_str("  "),
                ch if is_plain(ch) => out.push(ch),
                ch => escape(ch, &mut out),
            }
        }
        out
    };
    docs.iter().flat_map(|text| text.split('\n')).map(shown).collect()
}
