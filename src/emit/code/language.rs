//! What a programming language does: it writes a flow as files. It sees the flow only as [`Module`].

use std::fmt::Debug;

use super::ir::Module;
use crate::emit::output::{File, Options};

/// A language that flows are written in.
pub(in crate::emit) trait Language: Debug + Sync {
    /// The files of a flow, the one that is asked for first. `options` names them and what is in them.
    fn files(&self, module: &Module<'_>, options: &Options) -> Vec<File>;
}
