//! How `decide`, `ensure` and `test` are laid out.

use super::columns::{Columns, Entry};
use super::flat::{self, Flat, WIDTH, unlimited, width};
use super::layout::Layout;
use super::strings;
use crate::syntax::ast::{
    Atom, Case, Condition, Decide, DecideEntry, Decision, Ensure, Expected, Expression, Given, Let, Test,
    ValuePath,
};

/// A condition or one of its operands.
enum Piece<'a> {
    /// `x and …` or `x or …`: the word, and what it joins.
    Joined(&'static str, &'a [Expression]),
    Other,
}

impl Layout<'_> {
    pub(super) fn decide(&mut self, decide: &Decide) {
        self.writer.push("decide ");
        self.writer.inline(decide.block.start as usize);
        let one = decide.entries.len() <= 1;
        if self.flat(decide.block, one, 0, |out| out.list_in_braces(&decide.entries, decide_entry)) {
            return;
        }
        let entries: Vec<Entry> = decide.rules().map(entry).collect();
        let columns = Columns::of(&entries);
        let mut heads = entries.iter();
        self.writer.open("{");
        for entry in &decide.entries {
            let span = entry.span();
            self.writer.item(span.start as usize);
            match entry {
                DecideEntry::Let(it) => {
                    self.writer.push(&unlimited(|out| let_head(out, it)));
                    it.condition.iter().for_each(|it| self.condition(it, 1));
                }
                DecideEntry::Rule(rule) => {
                    if let Some(head) = heads.next() {
                        self.writer.push(&columns.pad_head(head));
                    }
                    match &rule.condition {
                        Condition::Else(_) => self.writer.push("else"),
                        Condition::Expression(it) => self.condition(it, 1),
                        Condition::Missing => {}
                    }
                }
            }
            self.writer.inline(span.end as usize);
            self.writer.written_to(span.end as usize);
        }
        self.writer.close("}", (decide.block.end as usize).saturating_sub(1));
    }

    /// A condition on one line, or with each of its operands on a line of its own when it is too long; those after the
    /// first are `deeper` by so many steps.
    fn condition(&mut self, it: &Expression, deeper: usize) {
        let mut out = Flat::new(WIDTH.saturating_sub(self.writer.column()));
        if expression(&mut out, it).is_some() {
            return self.writer.push(&out.finish());
        }
        let Piece::Joined(word, operands) = piece(it) else {
            return self.writer.push(&unlimited(|out| expression(out, it)));
        };
        for (index, operand) in operands.iter().enumerate() {
            if index == 1 {
                self.writer.depth += deeper;
            }
            if index > 0 {
                self.writer.newline();
                self.writer.push(word);
                self.writer.push(" ");
            }
            self.writer.push(&unlimited(|out| expression(out, operand)));
        }
        self.writer.depth -= if operands.len() > 1 { deeper } else { 0 };
    }

    pub(super) fn ensure(&mut self, ensure: &Ensure) {
        let (never, joint) = if ensure.never { ("never ", " with ") } else { ("", " requires ") };
        self.writer.push("ensure ");
        self.writer.push(never);
        self.writer.push(&unlimited(|out| atom(out, &ensure.subject)));
        self.writer.push(joint);
        let mut out = Flat::new(WIDTH.saturating_sub(self.writer.column()));
        match (expression(&mut out, &ensure.condition), &ensure.condition) {
            // Between brackets the statement may go on on other lines.
            (None, Expression::Group(span, inner)) => {
                self.writer.open("(");
                self.writer.newline();
                self.condition(inner, 0);
                self.writer.close(")", (span.end as usize).saturating_sub(1));
            }
            (None, it) => self.writer.push(&unlimited(|out| expression(out, it))),
            (Some(()), _) => self.writer.push(&out.finish()),
        }
    }

    pub(super) fn test(&mut self, test: &Test) {
        self.writer.push("test ");
        self.text(&test.name, width(" {"));
        self.writer.inline(test.block.start as usize);
        self.writer.push(" ");
        // On one line the commas between cases could not be told from those inside them.
        if test.cases.len() <= 1
            && self.flat(test.block, true, 0, |out| out.list_in_braces(&test.cases, case))
        {
            return;
        }
        self.writer.open("{");
        for it in &test.cases {
            self.writer.item(it.span.start as usize);
            self.case(it);
            self.writer.inline(it.span.end as usize);
            self.writer.written_to(it.span.end as usize);
        }
        self.writer.close("}", (test.block.end as usize).saturating_sub(1));
    }

    /// A case on one line, or as many of its outcomes as fit on each, and what it expects in one piece.
    fn case(&mut self, it: &Case) {
        let mut pieces: Vec<String> = it.given.iter().map(|it| unlimited(|out| given(out, it))).collect();
        for piece in pieces.iter_mut().rev().skip(1) {
            piece.push(',');
        }
        if it.stop.is_some() {
            pieces.push(unlimited(|out| stop(out, it)));
        }
        pieces.push(unlimited(|out| expected(out, it)));
        let mut steps = 0;
        for (index, piece) in pieces.iter().enumerate() {
            if index > 0 && self.writer.column() + 1 + width(piece) > WIDTH {
                self.writer.newline();
                self.writer.depth += 1 - steps;
                steps = 1;
            } else if index > 0 {
                self.writer.push(" ");
            }
            self.writer.push(piece);
        }
        self.writer.depth -= steps;
    }
}

fn entry(rule: &Decision) -> Entry {
    let head = unlimited(|out| decision_head(out, rule));
    Entry { head, target: String::new(), has_when: false, is_rule: false }
}

fn piece(it: &Expression) -> Piece<'_> {
    match it {
        Expression::And(operands) => Piece::Joined("and", operands),
        Expression::Or(operands) => Piece::Joined("or", operands),
        _ => Piece::Other,
    }
}

fn decide_entry(out: &mut Flat, it: &DecideEntry) -> Option<()> {
    match it {
        DecideEntry::Let(it) => {
            let_head(out, it)?;
            it.condition.as_ref().map_or(Some(()), |it| expression(out, it))
        }
        DecideEntry::Rule(it) => decision(out, it),
    }
}

fn let_head(out: &mut Flat, it: &Let) -> Option<()> {
    out.push("let ")?;
    out.name(&it.name)?;
    out.push(" = ")
}

/// What stands before the condition of a rule: `grant name because "…":`
fn decision_head(out: &mut Flat, it: &Decision) -> Option<()> {
    if it.grant.is_some() {
        out.push("grant ")?;
    }
    out.name(&it.name)?;
    if let Some(reason) = &it.reason {
        out.push(" because ")?;
        out.push(&strings::quoted(&reason.text))?;
    }
    out.push(":")
}

fn decision(out: &mut Flat, it: &Decision) -> Option<()> {
    decision_head(out, it)?;
    out.push(" ")?;
    match &it.condition {
        Condition::Else(_) => out.push("else"),
        Condition::Expression(it) => expression(out, it),
        Condition::Missing => Some(()),
    }
}

fn expression(out: &mut Flat, it: &Expression) -> Option<()> {
    match it {
        Expression::Atom(it) => atom(out, it),
        Expression::Comparison(it) => {
            value_path(out, &it.left)?;
            out.push(" ")?;
            out.push(&it.operator.text)?;
            let Some(right) = &it.right else { return Some(()) };
            out.push(" ")?;
            out.operand(right)
        }
        Expression::AtLeast(it) => {
            out.push(&it.count.to_string())?;
            out.push(" of (")?;
            flat::separated(out, &it.parts, expression)?;
            out.push(")")
        }
        Expression::Not(_, inner) => {
            out.push("not ")?;
            expression(out, inner)
        }
        Expression::And(operands) => joined(out, operands, " and "),
        Expression::Or(operands) => joined(out, operands, " or "),
        Expression::Group(_, inner) => {
            out.push("(")?;
            expression(out, inner)?;
            out.push(")")
        }
    }
}

fn joined(out: &mut Flat, operands: &[Expression], joint: &str) -> Option<()> {
    for (index, operand) in operands.iter().enumerate() {
        out.push(if index > 0 { joint } else { "" })?;
        expression(out, operand)?;
    }
    Some(())
}

fn atom(out: &mut Flat, it: &Atom) -> Option<()> {
    out.name(&it.node)?;
    let Some(outcome) = &it.outcome else { return Some(()) };
    out.push(".")?;
    out.name(outcome)
}

fn value_path(out: &mut Flat, it: &ValuePath) -> Option<()> {
    out.name(&it.source)?;
    for key in &it.keys {
        out.push(".")?;
        out.name(key)?;
    }
    Some(())
}

fn given(out: &mut Flat, it: &Given) -> Option<()> {
    match it {
        Given::Atom(it) => atom(out, it),
        Given::Value(it) => {
            value_path(out, &it.left)?;
            out.push(" = ")?;
            out.operand(&it.value)
        }
    }
}

fn stop(out: &mut Flat, it: &Case) -> Option<()> {
    let Some(stop) = &it.stop else { return Some(()) };
    out.push("stops at ")?;
    out.name(&stop.node)
}

fn case(out: &mut Flat, it: &Case) -> Option<()> {
    flat::separated(out, &it.given, given)?;
    out.push(if it.given.is_empty() { "" } else { " " })?;
    stop(out, it)?;
    out.push(if it.stop.is_none() { "" } else { " " })?;
    expected(out, it)
}

fn expected(out: &mut Flat, it: &Case) -> Option<()> {
    out.push("=> ")?;
    flat::separated(out, &it.expected, |out, Expected { not, name }| {
        out.push(if not.is_some() { "not " } else { "" })?;
        out.name(name)
    })
}
