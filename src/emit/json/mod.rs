//! The JSON that the sessions API takes. The walk over a flow writes to any notation, so that code in other languages makes
//! the same values; how JSON itself is spelt is one of the notations.

pub(super) mod flow;
pub(super) mod session;
mod text;
pub(super) mod writer;

#[cfg(test)]
mod tests;
