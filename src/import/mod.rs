//! Owns the way from JSON to tree.
