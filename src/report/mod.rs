//! Owns the renderings of diagnostics. One file a rendering.
