//! The numbering of a document: its marks, and the tree that they make.

mod bare_headings;
pub(crate) mod branch;
mod digit_marks;
pub(crate) mod heading;
pub(crate) mod inline;
pub(crate) mod marks;
pub(crate) mod part_kind;
pub(crate) mod pieces;
pub(crate) mod styled;
pub(crate) mod tree;
mod tree_builder;
