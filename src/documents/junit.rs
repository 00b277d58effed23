//! How the tests of flows went, as JUnit's XML.

use super::tests::{FailedCase, Test, TestedFile, Tests};
use super::text;

/// The document: a suite for each file. A file with errors has one case that says them.
#[must_use]
pub fn to_junit(tests: &Tests) -> String {
    let count = |of: fn(&TestedFile) -> usize| -> usize { tests.files.iter().map(of).sum() };
    let (cases, failed, errors) = (count(cases), count(TestedFile::failed), count(errors));
    let suites: String = tests.files.iter().map(suite).collect();
    let broken = if errors == 0 { String::new() } else { format!(" errors=\"{errors}\"") };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites tests=\"{cases}\" failures=\"{failed}\"{broken}>\n{suites}</testsuites>\n"
    )
}

/// How many cases a file has in the document.
fn cases(file: &TestedFile) -> usize {
    file.tests.len() + errors(file)
}

fn errors(file: &TestedFile) -> usize {
    usize::from(!file.errors.is_empty())
}

fn suite(file: &TestedFile) -> String {
    let cases: String = file.tests.iter().map(|test| case(&file.file, test)).collect();
    format!(
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"0\">\n{cases}{}  </testsuite>\n",
        escape(&file.file),
        self::cases(file),
        file.failed(),
        errors(file),
        broken(file),
    )
}

/// The case of a flow whose tests can't be run.
fn broken(file: &TestedFile) -> String {
    let Some(first) = file.errors.first() else { return String::new() };
    let line = first.labels.first().map_or(1, |label| label.start.line);
    let (name, message) = (escape(&file.file), escape(&first.message));
    let lines = file.errors.iter().map(|error| {
        let at = error
            .labels
            .first()
            .map_or(String::new(), |at| format!("{}:{}: ", at.start.line, at.start.column));
        escape(&format!("{}:{at}error[{}]: {}", error.file, error.name, error.message))
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    format!(
        "    <testcase classname=\"{name}\" name=\"the flow has no errors\" file=\"{name}\" line=\"{line}\">\n      <error message=\"{message}\">{text}</error>\n    </testcase>\n"
    )
}

fn case(file: &str, test: &Test) -> String {
    let (file, name) = (escape(file), escape(&test.name));
    let open =
        format!("    <testcase classname=\"{file}\" name=\"{name}\" file=\"{file}\" line=\"{}\"", test.line);
    if test.passed {
        return format!("{open}/>\n");
    }
    let lines: Vec<String> = test.failures.iter().flat_map(FailedCase::lines).collect();
    let message = escape(&test.failures.iter().map(FailedCase::message).collect::<Vec<_>>().join("; "));
    // In the element's text a line break stands for itself.
    let text = lines.iter().map(|line| escape(line)).collect::<Vec<_>>().join("\n");
    format!("{open}>\n      <failure message=\"{message}\">{text}</failure>\n    </testcase>\n")
}

/// A text as XML takes it. Of the characters that it does not allow, and of those that act on a terminal, the name is shown.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' | '\r' => out.push_str(&format!("&#{};", u32::from(ch))),
            '\u{fffe}' | '\u{ffff}' => named(&mut out, ch),
            ch if text::is_hidden(ch) => named(&mut out, ch),
            ch => out.push(ch),
        }
    }
    out
}

fn named(out: &mut String, ch: char) {
    out.push_str(&text::name(ch).replace('<', "&lt;").replace('>', "&gt;"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_becomes_one_that_xml_allows() {
        assert_eq!(
            escape("a<b>&\"c\"\n\t\r\u{0}\u{1b}[31m\u{85}\u{ffff}\u{2028}😀"),
            "a&lt;b&gt;&amp;&quot;c&quot;&#10;&#9;&#13;&lt;U+0000&gt;&lt;U+001B&gt;[31m&lt;U+0085&gt;&lt;U+FFFF&gt;&lt;U+2028&gt;😀"
        );
    }
}
