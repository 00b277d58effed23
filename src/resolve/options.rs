//! What the caller decides about a compilation, beside the text.

use std::collections::BTreeMap;

use crate::catalog::Version;
use crate::diag::levels::Levels;
use crate::flow::Literal;

/// What the caller decides about a compilation.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Compile for this version of the API, whatever the file pins.
    pub api: Option<Version>,
    /// Compile for this version when the file pins none; the newest known one otherwise.
    pub default_api: Option<Version>,
    /// The values of parameters. `None`: nobody gives values now, and none is missed. A name that no parameter has is
    /// passed over: the same values may serve several flows.
    pub values: Option<BTreeMap<String, ParamValue>>,
    /// Whether only the nodes are written, so that what the session's settings alone use needs no value.
    pub flow_alone: bool,
    /// The levels at which checks are reported.
    pub levels: Levels,
    /// Whether trees are dropped as soon as the flow is made of them, which takes half the memory. Who compiles a text once
    /// wants that; an editor needs the trees, and compiling again is sooner with them.
    pub drop_trees: bool,
}

/// A value that the caller gives for a parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum ParamValue {
    /// Text that is read as the parameter's type asks (`--set`).
    Raw(String),
    /// A value that has a type already (`--params`).
    Typed(Literal),
}

impl From<&str> for ParamValue {
    /// Text that is read as the parameter's type asks.
    fn from(text: &str) -> Self {
        Self::Raw(text.to_owned())
    }
}

impl From<String> for ParamValue {
    /// Text that is read as the parameter's type asks.
    fn from(text: String) -> Self {
        Self::Raw(text)
    }
}

impl From<bool> for ParamValue {
    fn from(yes: bool) -> Self {
        Self::Typed(Literal::Bool(yes))
    }
}

impl From<i64> for ParamValue {
    fn from(number: i64) -> Self {
        Self::Typed(Literal::Number(number.to_string()))
    }
}

impl From<f64> for ParamValue {
    /// What is not finite is no number of JSON: it is reported as a wrong value.
    fn from(number: f64) -> Self {
        let text = number.to_string();
        if number.is_finite() { Self::Typed(Literal::Number(text)) } else { Self::Raw(text) }
    }
}
