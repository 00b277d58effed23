//! Owns the outputs. One file a target.
