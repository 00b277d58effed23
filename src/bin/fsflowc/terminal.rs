//! Owns what is written to the terminal and how: colour, characters and width, decided once from the flags, the
//! environment and the two streams.

use std::env;
use std::io::{self, IsTerminal, Write};

use clap::ValueEnum;
use fsflow::report::{self, Style};

use crate::failure::{Failure, reason};

/// The columns that are laid out for when nobody looks.
const WIDTH_WITHOUT_TERMINAL: usize = 110;

/// When colours are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The two streams that a command writes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stream {
    /// Standard output: what was asked for.
    Out,
    /// Standard error: what is said about it.
    Err,
}

impl Stream {
    /// Whether a person reads it as it is written.
    pub(crate) fn is_terminal(self) -> bool {
        match self {
            Self::Out => io::stdout().is_terminal(),
            Self::Err => io::stderr().is_terminal(),
        }
    }
}

/// The terminal.
#[derive(Debug)]
pub(crate) struct Terminal {
    color: Color,
}

impl Terminal {
    /// With the user's choice of colours.
    pub(crate) fn new(color: Color) -> Self {
        Self { color }
    }

    /// What a rendering on this stream may use.
    pub(crate) fn style(&self, stream: Stream) -> Style {
        let width = match stream {
            Stream::Out => terminal_size::terminal_size_of(io::stdout()),
            Stream::Err => terminal_size::terminal_size_of(io::stderr()),
        };
        let width = width.map_or(WIDTH_WITHOUT_TERMINAL, |(width, _)| usize::from(width.0));
        Style { color: self.has_color(stream), unicode: has_unicode(), width }
    }

    /// Writes to standard output. A reader that has gone away is no failure.
    pub(crate) fn print(&self, text: &str) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(Failure::new(format!("can't write to standard output: {}", reason(&error))))
            }
            _ => Ok(()),
        }
    }

    /// Writes to one of the streams.
    pub(crate) fn write(&self, stream: Stream, text: &str) -> Result<(), Failure> {
        match stream {
            Stream::Out => self.print(text),
            Stream::Err => {
                self.note(text);
                Ok(())
            }
        }
    }

    /// Writes to standard error. Nobody could be told if that failed.
    pub(crate) fn note(&self, text: &str) {
        let mut err = io::stderr().lock();
        let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
    }

    /// Says on standard error what went wrong.
    pub(crate) fn fail(&self, failure: &Failure) {
        let style = self.style(Stream::Err);
        match failure {
            Failure::Said { message, help } => {
                let (red, cyan, off) =
                    if style.color { ("\u{1b}[31;1m", "\u{1b}[36m", "\u{1b}[0m") } else { ("", "", "") };
                let mut text = format!("{red}error:{off} {}\n", report::safe(message));
                if let Some(help) = help {
                    text.push_str(&format!("  {cyan}help:{off} {}\n", report::safe(help)));
                }
                self.note(&text);
            }
            Failure::Shown(shown) => {
                if let Some(human) = report::format("human") {
                    self.note(&(human.render)(&shown.0, &shown.1, &style));
                }
            }
        }
    }

    fn has_color(&self, stream: Stream) -> bool {
        let is_set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto if is_set("NO_COLOR").is_some() => false,
            Color::Auto if is_set("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
            Color::Auto if is_set("CLICOLOR").is_some_and(|value| value == "0") => false,
            Color::Auto if is_set("TERM").is_some_and(|value| value == "dumb") => false,
            Color::Auto => stream.is_terminal(),
        }
    }
}

/// Whether the user's locale has more than ASCII. Without a locale it is taken to be so: containers set none.
fn has_unicode() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter_map(|name| env::var(name).ok())
        .find(|value| !value.is_empty());
    let Some(locale) = locale else { return true };
    let locale = locale.to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}
