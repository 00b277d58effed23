//! What holds for several flows together, and what their users decide about them: configuration, levels of checks, values of
//! parameters, which file is only a part of another, what was found in all, and what outputs are called. Every door to the compiler needs these
//! rules; none of them reads a file.

pub mod api;
pub mod batch;
#[cfg(feature = "config")]
pub mod config;
pub mod depfile;
pub mod levels;
pub mod outputs;
pub mod params;
pub mod parts;
