//! Files of which only a part is made: where that part begins and ends.

/// The text with the lines between the two marks of this region replaced by `made`.
///
/// A mark is a whole line in whatever kind of comment the file has: the first holds `generated NAME`, the last
/// `end of NAME`. In Markdown: `<!-- generated fields -->` and `<!-- end of fields -->`.
pub fn region(text: &str, name: &str, made: &str) -> Result<String, String> {
    let words = |line: &str| -> Vec<String> {
        let word = |word: &str| word.trim_matches(|ch: char| !ch.is_alphanumeric()).to_owned();
        line.split_whitespace().map(word).filter(|word| !word.is_empty()).collect()
    };
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let marks = |mark: &[&str]| -> Vec<usize> {
        let is_mark = |line: &&str| words(line) == mark;
        lines.iter().enumerate().filter(|(_, line)| is_mark(line)).map(|(at, _)| at).collect()
    };
    match (marks(&["generated", name]).as_slice(), marks(&["end", "of", name]).as_slice()) {
        ([begin], [end]) if begin < end => {
            Ok(format!("{}{made}{}", lines[..=*begin].concat(), lines[*end..].concat()))
        }
        _ => Err(format!(
            "needs one line that marks `generated {name}` and, below it, one that marks `end of {name}`"
        )),
    }
}
