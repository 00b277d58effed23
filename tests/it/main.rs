//! The one integration binary: a module for each edge of the project.

#[cfg(test)]
#[cfg(feature = "cli")]
mod cli;
