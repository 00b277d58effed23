//! What editors are given: the three grammars agree, and the words in them are those of the catalog.

mod agreement;
mod classes;
mod random_texts;
mod refusals;
mod textmate;
mod texts;
mod tree_sitter;
mod words;
