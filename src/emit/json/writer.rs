//! What the walk over a flow asks of a notation: JSON, or the literals of a programming language.

use crate::flow::{Flow, ParamId, Text};

/// A text of nested values that grows from left to right. The walk keeps brackets in pairs, goes to an item before each
/// value of a list, and writes a key before each value of an object.
pub(in crate::emit) trait Writer {
    fn begin_object(&mut self);
    fn end_object(&mut self);
    fn begin_list(&mut self);
    fn end_list(&mut self);
    /// Goes to the next item of a list. Its value is written next.
    fn item(&mut self);
    /// Goes to the next member of an object and writes its key. Its value is written next.
    fn key(&mut self, key: &str);
    fn string(&mut self, text: &str);
    /// A number as it was spelt, valid as JSON.
    fn number(&mut self, token: &str);
    fn bool(&mut self, value: bool);
    fn null(&mut self);
    /// A string with parameters, behind a prefix without any.
    fn text(&mut self, flow: &Flow, prefix: &str, text: &Text);
    /// What a model is told to do: a parameter at its beginning can't turn it into literal speech.
    fn instruction(&mut self, flow: &Flow, text: &Text);
    /// The value of a parameter.
    fn param(&mut self, flow: &Flow, id: ParamId);

    /// A member whose value is a string.
    fn member(&mut self, key: &str, text: &str) {
        self.key(key);
        self.string(text);
    }
}
