//! What the fields that take a parameter as their whole value ask of it, so that generated code refuses what `build` refuses.

use crate::catalog::Kind;
use crate::flow::{Field, Flow, Operand, ParamId, Value, ValueKind};

/// What is asked of a parameter beyond its type.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Bounds {
    /// Whether it must be a whole number.
    pub(super) whole: bool,
    /// The least value.
    pub(super) min: Option<f64>,
    /// The greatest value.
    pub(super) max: Option<f64>,
    /// The values that it can have; `None` for any.
    pub(super) words: Option<Vec<&'static str>>,
}

impl Bounds {
    /// Asks for what a field of this kind takes as well.
    fn narrow(&mut self, kind: &'static Kind) {
        match kind {
            Kind::Integer { min, max } => {
                self.whole = true;
                self.at_least(*min as f64);
                if *max != i64::MAX {
                    self.at_most(*max as f64);
                }
            }
            Kind::Number { min, max } => {
                self.at_least(*min);
                self.at_most(*max);
            }
            Kind::Enum(words) => {
                let known = self.words.take();
                let is_known = |word: &&&str| known.as_ref().is_none_or(|known| known.contains(*word));
                self.words = Some(words.iter().filter(is_known).copied().collect());
            }
            _ => {}
        }
    }

    fn at_least(&mut self, min: f64) {
        if min.is_finite() {
            self.min = Some(self.min.map_or(min, |known| known.max(min)));
        }
    }

    fn at_most(&mut self, max: f64) {
        if max.is_finite() {
            self.max = Some(self.max.map_or(max, |known| known.min(max)));
        }
    }
}

/// What is asked of each parameter of a flow.
pub(super) fn bounds(flow: &Flow) -> Vec<Bounds> {
    let mut found = vec![Bounds::default(); flow.params.len()];
    let session = flow.session.iter().map(|session| &session.fields);
    for list in flow.nodes.iter().map(|node| &node.fields).chain(session) {
        fields(list, &mut found);
    }
    found
}

fn fields(list: &[Field], found: &mut [Bounds]) {
    for field in list {
        if let Some(it) = &field.value {
            value(it, field.row.map(|row| &row.kind), found);
        }
    }
}

/// Values nest as deep as the fields of the API do, and free ones as deep as the reader of files allows.
fn value(it: &Value, kind: Option<&'static Kind>, found: &mut [Bounds]) {
    match (&it.kind, kind) {
        (ValueKind::Param(id), Some(kind)) => param(*id, kind, found),
        (ValueKind::List(items), kind) => {
            let kind = match kind {
                Some(Kind::List { item, .. }) => Some(*item),
                _ => None,
            };
            items.iter().for_each(|item| value(item, kind, found));
        }
        (ValueKind::Object(inner), _) => fields(inner, found),
        (ValueKind::Vars(vars), _) => {
            for var in vars {
                if let Operand::Literal(literal) = &var.value {
                    value(literal, None, found);
                }
            }
        }
        _ => {}
    }
}

fn param(id: ParamId, kind: &'static Kind, found: &mut [Bounds]) {
    if let Some(bounds) = found.get_mut(id.0 as usize) {
        bounds.narrow(kind);
    }
}
