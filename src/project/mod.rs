//! What holds for several flows together, and what their users decide about them: configuration, levels of checks, which
//! file is only a part of another. Every door to the compiler needs these rules; none of them reads a file.

pub mod api;
#[cfg(feature = "config")]
pub mod config;
pub mod levels;
pub mod parts;
