//! `fsflowc lsp`: the language server.

use clap::Args;

use crate::verdict::{Ended, Verdict};

/// Serve an editor over standard input and output
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// Accepted because many editors pass it; there is no other way to talk
    #[arg(long, hide = true)]
    stdio: bool,
}

const AFTER_HELP: &str = "\
The server speaks the Language Server Protocol 3.17. An editor starts it; `editors/` has the settings for many. It
reads the files that are open and what they import, and no others.

Exit codes: 0 after `shutdown` and `exit`, 1 when the client went away without them.

Example, in Neovim:
  vim.lsp.start({ name = 'fsflow', cmd = { 'fsflowc', 'lsp' }, root_dir = vim.fn.getcwd() })";

/// Runs the command.
pub(super) fn run(_arguments: &Arguments) -> Ended {
    Ok(if crate::stdio::serve() { Verdict::Fine } else { Verdict::Faults })
}
