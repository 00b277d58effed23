//! Owns the results of tests as JUnit's XML.

use fsflow::report::safe;

use crate::results::{CaseReport, FileReport, TestReport};

/// The document: a suite for each file.
pub(crate) fn document(reports: &[FileReport]) -> String {
    let tests: usize = reports.iter().map(|report| report.tests.len()).sum();
    let failed: usize = reports.iter().map(FileReport::failed).sum();
    let suites: String = reports.iter().map(suite).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites tests=\"{tests}\" failures=\"{failed}\">\n{suites}</testsuites>\n"
    )
}

fn suite(report: &FileReport) -> String {
    let cases: String = report.tests.iter().map(|test| case(&report.file, test)).collect();
    format!(
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"0\">\n{cases}  </testsuite>\n",
        escape(&report.file),
        report.tests.len(),
        report.failed()
    )
}

fn case(file: &str, test: &TestReport) -> String {
    let (file, name) = (escape(file), escape(&test.name));
    let open =
        format!("    <testcase classname=\"{file}\" name=\"{name}\" file=\"{file}\" line=\"{}\"", test.line);
    if test.passed {
        return format!("{open}/>\n");
    }
    let lines: Vec<String> = test.failures.iter().flat_map(CaseReport::lines).collect();
    let message = escape(&test.failures.iter().map(CaseReport::message).collect::<Vec<_>>().join("; "));
    // In the element's text a line break stands for itself.
    let text = lines.iter().map(|line| escape(line)).collect::<Vec<_>>().join("\n");
    format!("{open}>\n      <failure message=\"{message}\">{text}</failure>\n    </testcase>\n")
}

/// A text as XML takes it. Of the characters that it does not allow, and of those that act on a terminal, the name is shown.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' | '\r' => out.push_str(&format!("&#{};", u32::from(ch))),
            '\u{fffe}' | '\u{ffff}' => out.push_str(&format!("&lt;U+{:04X}&gt;", u32::from(ch))),
            ch => out.push_str(&safe(ch.encode_utf8(&mut [0; 4])).replace('<', "&lt;").replace('>', "&gt;")),
        }
    }
    out
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
