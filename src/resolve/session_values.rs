//! Owns values of sessions in conditions and tests: `report.lang == "en"`, `provided.amount = 20000`.

use super::conditions::Names;
use super::references::BAD_REFERENCE;
use super::rules::{WRONG_RULE, find_operator};
use super::slot::WRONG_TYPE;
use super::wording::quote;
use crate::catalog::{Operator, REPORT, report_field, report_paths};
use crate::diag::{Diagnostic, Tag, did_you_mean};
use crate::flow::{Comparand, Comparison, GivenValue, Scalar, SessionValue, ValueSource};
use crate::source::Span;
use crate::syntax::ast::{self, ValueKind};
use crate::syntax::quote::quoted;

crate::code! {
    /// A condition asks the report for a field that it does not have. Such a comparison would never hold, whatever the session.
    /// A field that is newer than this compiler can stand in quotes, word by word: `report."newField"`.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// decide { review: report.ai_analysis.age_minimum < 18, accept: else }
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// decide { review: report.ai_analysis.age_min < 18, accept: else }
    /// ```
    pub static UNKNOWN_REPORT_FIELD = error "unknown-report-field" since "0.2.0";
}

impl Names<'_> {
    /// A value of the report, by the path that the API has for it.
    fn report_value(&mut self, path: &ast::ValuePath, words: &str) -> Option<SessionValue> {
        let source = ValueSource::Report;
        if let Some(row) = report_field(words) {
            return Some(SessionValue { source, key: row.name.to_owned() });
        }
        if path.keys.iter().any(|key| key.quoted) {
            return Some(SessionValue { source, key: words.to_owned() });
        }
        let written = format!("{REPORT}.{words}");
        let diagnostic = Diagnostic::new(
            &UNKNOWN_REPORT_FIELD,
            path.span,
            format!("{} is no field of the report", quote(&written)),
        )
        .label("not known");
        // The last word alone is often right, and what stands before it is not.
        let last = |path: &&str| path.rsplit('.').next() == written.rsplit('.').next();
        let near = report_paths().find(last).or_else(|| did_you_mean(&written, report_paths()));
        self.report(match near {
            Some(near) => diagnostic
                .help(format!("did you mean {}?", quote(near)))
                .fix(format!("use {}", quote(near)), path.span, near),
            None => diagnostic.help("`fsflowc explain report` lists its fields; one that is newer than this compiler stands in quotes"),
        });
        None
    }

    pub(super) fn comparison(&mut self, it: &ast::Comparison) -> Option<Comparison> {
        let left = self.value_path(&it.left);
        let operator = match find_operator(self.suggest, &it.operator) {
            Ok(operator) => operator,
            Err(diagnostic) => {
                self.report(*diagnostic);
                None
            }
        };
        let operator = operator?;
        let right = match (&it.right, operator.binary) {
            (Some(right), true) => Some(self.comparand(right)?),
            (None, false) => None,
            (right, _) => {
                self.report_sides(it, operator, right.as_ref());
                return None;
            }
        };
        Some(Comparison { span: it.span, left: left?, operator, right })
    }

    /// Reports a right side that is missing, or one too many.
    fn report_sides(&mut self, it: &ast::Comparison, operator: &Operator, right: Option<&ast::Value>) {
        let symbol = quote(operator.symbol);
        self.report(match right {
            Some(right) => {
                let cut = Span { start: it.operator.span.end, ..right.span };
                let message = format!("{symbol} takes no right side");
                Diagnostic::new(&WRONG_RULE, right.span, message)
                    .label("nothing stands here")
                    .help("remove it")
                    .fix("remove it", cut, "")
                    .tag(Tag::Unnecessary)
            }
            None => {
                let message = format!("{symbol} lacks its right side");
                Diagnostic::new(&WRONG_RULE, it.operator.span, message)
                    .label("compared with nothing")
                    .help("write a value after it; whether a value is there asks `exists`")
            }
        });
    }

    fn comparand(&mut self, right: &ast::Value) -> Option<Comparand> {
        if let ValueKind::Reference(reference) = &right.kind {
            let path = ast::ValuePath {
                span: reference.span,
                source: reference.source.clone(),
                keys: vec![reference.key.clone()],
            };
            return self.value_path(&path).map(Comparand::Value);
        }
        if matches!(right.kind, ValueKind::Null) {
            let message = "nothing is compared with `null`";
            let help = "whether a value is there asks `exists` or `not exists`";
            self.report(Diagnostic::new(&WRONG_TYPE, right.span, message).help(help));
            return None;
        }
        self.scalar(right).map(Comparand::Literal)
    }

    /// `provided.amount = 20000`
    pub(super) fn given_value(&mut self, it: &ast::GivenValue) -> Option<GivenValue> {
        let left = self.value_path(&it.left);
        let value = match &it.value.kind {
            ValueKind::Null => None,
            ValueKind::Missing => return None,
            _ => Some(self.scalar(&it.value)?),
        };
        Some(GivenValue { span: it.span, left: left?, value })
    }

    /// A string without parameters, a number, `true` or `false`.
    fn scalar(&mut self, value: &ast::Value) -> Option<Scalar> {
        let (message, help) = match &value.kind {
            ValueKind::Number(number) => return Some(Scalar::Number(number.clone())),
            ValueKind::Bool(yes) => return Some(Scalar::Bool(*yes)),
            ValueKind::Text(text) => match text.as_literal() {
                Some(text) => return Some(Scalar::Text(text.to_owned())),
                None => ("a decision knows no parameters", "write the value itself"),
            },
            ValueKind::Param(_) => ("a decision knows no parameters", "write the value itself"),
            ValueKind::Word(word) => {
                let diagnostic =
                    Diagnostic::new(&WRONG_TYPE, value.span, "a value is wanted, not a bare word");
                self.report(
                    diagnostic
                        .label("a bare word")
                        .help("put a string in quotes")
                        .fix("put it in quotes", value.span, quoted(word))
                        .safe(),
                );
                return None;
            }
            ValueKind::Missing => return None,
            _ => ("a string, a number, `true` or `false` is wanted", "write one of these"),
        };
        self.report(Diagnostic::new(&WRONG_TYPE, value.span, message).help(help));
        None
    }

    fn value_path(&mut self, path: &ast::ValuePath) -> Option<SessionValue> {
        let source = match path.source.text.as_str() {
            "extracted" => ValueSource::Extracted,
            "provided" => ValueSource::Provided,
            "report" => ValueSource::Report,
            other => {
                let message = format!("{} is no data of the session", quote(other));
                let help = "begin with `extracted.`, `provided.` or `report.`";
                self.report(Diagnostic::new(&BAD_REFERENCE, path.source.span, message).help(help));
                return None;
            }
        };
        let words: Vec<&str> = path.keys.iter().map(|key| key.text.as_str()).collect();
        if source == ValueSource::Report {
            return self.report_value(path, &words.join("."));
        }
        let [key] = words.as_slice() else {
            let message = format!("a value of {} has one dot", quote(source.word()));
            let help = format!("a key with a dot in it stands in quotes: `{}.\"…\"`", source.word());
            self.report(Diagnostic::new(&BAD_REFERENCE, path.span, message).help(help));
            return None;
        };
        Some(SessionValue { source, key: (*key).to_owned() })
    }
}
