//! Where a value stands, and the fault that every kind of value can have there.

use super::scope::Scope;
use crate::catalog::{self, Version};
use crate::flow::Field;
use crate::source::Span;
use crate::syntax::ast;

crate::code! {
    /// A value is not of the type that the field takes: a string for a number, a word for a list.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: "true" } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static WRONG_TYPE = error "wrong-type";
}

/// The field that a value stands in.
pub(super) struct Slot<'a> {
    pub(super) field: &'static catalog::Field,
    /// The field's name as it is written.
    pub(super) written: &'a str,
    /// Where what is missing is said: the key, or the item of a list.
    pub(super) place: Span,
    /// The version that first had the field, or something around it.
    pub(super) base: Version,
}

/// Resolves the fields of an object that stands in a value: blocks of fields are made of values, so they hand themselves down.
pub(super) type Block = fn(&mut Scope<'_>, &Slot<'_>, &'static [catalog::Field], &[ast::Field]) -> Vec<Field>;
