//! The flags that say how findings are written.

use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;
use fsflow::report::{self, FORMATS, Format};

use crate::failure::Failure;
use crate::flows::Findings;
use crate::repository;
use crate::terminal::{Stream, Terminal};

/// `--format`, `--root` and `--statistics`.
#[derive(Debug, Args)]
pub(super) struct ReportFlags {
    /// How to write what was found
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    #[arg(value_parser = PossibleValuesParser::new(FORMATS.iter().map(|format| format.name)))]
    format: String,
    /// In the formats for services, write paths as seen from here [default: the repository's root]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Say how often each check has something to say
    #[arg(long)]
    statistics: bool,
}

impl ReportFlags {
    /// The rendering.
    pub(super) fn format(&self) -> Result<&'static Format, Failure> {
        self.format.parse().map_err(|error: report::UnknownFormat| Failure::new(error.to_string()))
    }

    /// Whether a person reads it, who wants to be told that nothing was found.
    pub(super) fn is_for_people(&self) -> bool {
        matches!(self.format.as_str(), "human" | "plain")
    }

    /// A path as the format wants it.
    pub(super) fn path(&self, name: &str) -> Result<String, Failure> {
        Ok(if self.format()?.from_root { repository::name(&self.root(), name) } else { name.to_owned() })
    }

    /// Writes findings to the stream; numbers go to standard error where a program reads the rest.
    pub(super) fn show(
        &self,
        findings: &Findings,
        stream: Stream,
        terminal: &Terminal,
    ) -> Result<(), Failure> {
        let format = self.format()?;
        if format.from_root {
            findings.seen_from(&self.root()).show(format, stream, terminal)?;
        } else {
            findings.show(format, stream, terminal)?;
        }
        if self.statistics {
            let is_text = self.is_for_people() || self.format == "short";
            terminal.write(if is_text { stream } else { Stream::Err }, &findings.statistics())?;
        }
        Ok(())
    }

    fn root(&self) -> PathBuf {
        self.root.clone().unwrap_or_else(repository::root)
    }
}
