//! `fsflowc man`: the manual pages.

use std::fs;
use std::path::PathBuf;

use clap::{Args, Command};
use clap_mangen::Man;

use crate::failure::{Failure, reason};
use crate::replace;
use crate::terminal::Terminal;
use crate::verdict::{Ended, Verdict};

/// Write the manual pages
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// Write a page for each command into this folder; without it the main page goes to standard output
    #[arg(long, value_name = "DIR")]
    out_dir: Option<PathBuf>,
}

const AFTER_HELP: &str = "\
Examples:
  fsflowc man | man -l -
  fsflowc man --out-dir ~/.local/share/man/man1";

/// Runs the command.
pub(super) fn run(arguments: &Arguments, mut main: Command, terminal: &Terminal) -> Ended {
    main.build();
    let Some(folder) = &arguments.out_dir else {
        terminal.print(&page(main, "fsflowc")?)?;
        return Ok(Verdict::Fine);
    };
    fs::create_dir_all(folder).map_err(|error| {
        Failure::new(format!("can't make the folder `{}`: {}", folder.display(), reason(&error)))
    })?;
    let commands: Vec<_> =
        main.get_subcommands().filter(|command| command.get_name() != "help").cloned().collect();
    for command in commands {
        let name = format!("fsflowc-{}", command.get_name());
        replace::replace(&folder.join(format!("{name}.1")), &page(command, &name)?)?;
    }
    replace::replace(&folder.join("fsflowc.1"), &page(main, "fsflowc")?)?;
    Ok(Verdict::Fine)
}

fn page(command: Command, title: &str) -> Result<String, Failure> {
    let mut out = Vec::new();
    let rendered = Man::new(command).title(title).manual("fsflow").render(&mut out);
    rendered.map_err(|error| Failure::new(format!("can't write the page: {}", reason(&error))))?;
    Ok(String::from_utf8_lossy(&out).into_owned())
}
