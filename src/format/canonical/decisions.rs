//! The canonical spelling of names in `decide`, `ensure` and `test`.

use std::collections::HashMap;

use super::names::{has_exits, outcome, unquote};
use crate::catalog::{self, NodeType};
use crate::syntax::ast::{
    Atom, Condition, Decide, DecideEntry, Ensure, Expression, File, Given, StatementKind, Test, ValuePath,
};
use crate::syntax::words::Position;

/// The types of the file's own nodes, each with whether one of its fields adds outcomes.
pub(super) type Types = HashMap<String, (&'static NodeType, bool)>;

pub(super) fn types(file: &File) -> Types {
    let nodes = file.statements.iter().filter_map(|statement| match &statement.kind {
        StatementKind::Node(node) => Some(node),
        _ => None,
    });
    let typed = nodes.filter_map(|node| {
        let row = catalog::node_type(&node.ty.as_ref().unwrap_or(&node.id).text)?;
        Some((node.id.text.clone(), (row, has_exits(node, row))))
    });
    typed.collect()
}

pub(super) fn decide(types: &Types, decide: &mut Decide) {
    for entry in &mut decide.entries {
        match entry {
            DecideEntry::Let(it) => {
                unquote(&mut it.name, Position::Condition);
                it.condition.iter_mut().for_each(|it| expression(types, it));
            }
            DecideEntry::Rule(rule) => {
                unquote(&mut rule.name, Position::Decision);
                if let Condition::Expression(it) = &mut rule.condition {
                    expression(types, it);
                }
            }
        }
    }
}

pub(super) fn ensure(types: &Types, ensure: &mut Ensure) {
    atom(types, &mut ensure.subject);
    expression(types, &mut ensure.condition);
}

pub(super) fn test(types: &Types, test: &mut Test) {
    for case in &mut test.cases {
        for given in &mut case.given {
            match given {
                Given::Atom(it) => atom(types, it),
                Given::Value(it) => value_path(&mut it.left),
            }
        }
        case.stop.iter_mut().for_each(|stop| unquote(&mut stop.node, Position::Target));
        case.expected.iter_mut().for_each(|it| unquote(&mut it.name, Position::Expected));
    }
}

fn expression(types: &Types, it: &mut Expression) {
    match it {
        Expression::Atom(it) => atom(types, it),
        Expression::Comparison(it) => value_path(&mut it.left),
        Expression::AtLeast(it) => it.parts.iter_mut().for_each(|part| expression(types, part)),
        Expression::Not(_, inner) | Expression::Group(_, inner) => expression(types, inner),
        Expression::And(operands) | Expression::Or(operands) => {
            operands.iter_mut().for_each(|operand| expression(types, operand));
        }
    }
}

fn atom(types: &Types, it: &mut Atom) {
    let found = types.get(&it.node.text);
    unquote(&mut it.node, Position::Condition);
    if let (Some((row, exits)), Some(name)) = (found, &mut it.outcome) {
        outcome(name, row, *exits, Position::ConditionOutcome);
    }
}

fn value_path(path: &mut ValuePath) {
    path.keys.iter_mut().for_each(|key| unquote(key, Position::ReferenceKey));
}
