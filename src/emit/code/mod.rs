//! Flows as code: one folder a language behind [`language::Language`], all of them made from [`ir::Module`].

mod bounds;
mod characters;
pub(super) mod go;
mod identifiers;
pub(super) mod ir;
pub(super) mod javascript;
pub(super) mod language;
pub(super) mod lower;
mod numbers;
pub(super) mod python;
mod rules;
mod script;
mod tree;
pub(super) mod typescript;
mod values;
