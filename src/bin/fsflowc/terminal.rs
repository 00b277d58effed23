//! Owns what is written to the terminal and how: colour, characters and width, decided once from the flags, the
//! environment and the two streams.

use std::env;
use std::io::{self, IsTerminal, Write};

use clap::ValueEnum;
use fsflow::report::{self, Style};

use crate::failure::{Failure, reason};
use crate::lines::fold;

/// The columns that are laid out for when nobody looks.
const WIDTH_WITHOUT_TERMINAL: usize = 110;

/// The least columns that a sentence is laid out for.
const NARROWEST: usize = 30;

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
    quiet: bool,
}

impl Terminal {
    /// With the user's choice of colours; a quiet one says only what is wrong.
    pub(crate) fn new(color: Color, quiet: bool) -> Self {
        Self { color, quiet }
    }

    /// Whether only what is wrong is said.
    pub(crate) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Says on standard error what was done, unless that is not wanted.
    pub(crate) fn say(&self, text: &str) {
        if !self.quiet {
            self.note(text);
        }
    }

    /// What a rendering on this stream may use.
    pub(crate) fn style(&self, stream: Stream) -> Style {
        let width = Self::width(stream).unwrap_or(WIDTH_WITHOUT_TERMINAL);
        Style { color: self.has_color(stream), unicode: has_unicode(), width }
    }

    /// The columns that somebody sees, or asks for; `None` when nobody looks.
    fn width(stream: Stream) -> Option<usize> {
        let width = match stream {
            Stream::Out => terminal_size::terminal_size_of(io::stdout()),
            Stream::Err => terminal_size::terminal_size_of(io::stderr()),
        };
        width.map(|(width, _)| usize::from(width.0)).or_else(asked_width)
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

    /// Writes a page for people to standard output: its lines fit when somebody sees them.
    pub(crate) fn page(&self, text: &str) -> Result<(), Failure> {
        match Self::width(Stream::Out) {
            Some(width) => self.print(&fold(text, width)),
            None => self.print(text),
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
        self.tell("error:", "\u{1b}[31;1m", failure);
    }

    /// Says on standard error what may be wrong, while the command goes on.
    pub(crate) fn warn(&self, warning: &Failure) {
        self.tell("warning:", "\u{1b}[33;1m", warning);
    }

    fn tell(&self, head: &str, color: &str, failure: &Failure) {
        let style = self.style(Stream::Err);
        match failure {
            Failure::Said { message, help } => {
                let paint = |code: &str, text: &str| match style.color {
                    true => format!("{code}{text}\u{1b}[0m"),
                    false => text.to_owned(),
                };
                let lines = |head: String, columns: usize, text: &str| {
                    let text = report::safe(text);
                    // A program that reads it finds its sentences whole.
                    let Some(width) = Self::width(Stream::Err) else { return format!("{head}{text}\n") };
                    let lines = report::wrap(&text, width.saturating_sub(columns).max(NARROWEST));
                    format!("{head}{}\n", lines.join(&format!("\n{}", " ".repeat(columns))))
                };
                let mut text = lines(format!("{} ", paint(color, head)), head.len() + 1, message);
                if let Some(help) = help {
                    text.push_str(&lines(format!("  {} ", paint("\u{1b}[36m", "help:")), 8, help));
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

/// The columns that `COLUMNS` asks for where there is no terminal.
fn asked_width() -> Option<usize> {
    env::var("COLUMNS").ok()?.parse().ok().filter(|width| *width > 0)
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
