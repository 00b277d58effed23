//! The parser that pest makes of `grammar/fsflow.pest`. Rule names never leave `syntax`, so that messages do not show them.

#![allow(missing_docs, reason = "pest generates the rules without documentation")]

use pest_derive::Parser;

/// The generated parser of one statement.
#[derive(Parser)]
#[grammar = "grammar/fsflow.pest"]
pub struct Grammar;
