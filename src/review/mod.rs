//! Review of changes: which differences weaken a commitment, and what a reviewer must see.

pub(crate) mod authority;
pub(crate) mod authors;
pub(crate) mod figures;
pub(crate) mod findings;
pub(crate) mod items;
pub(crate) mod json;
pub(crate) mod logs;
pub(crate) mod outline;
pub(crate) mod plan;
mod replaced;
pub(crate) mod review;
pub(crate) mod softer;
pub(crate) mod terms;
pub(crate) mod weakening;
pub(crate) mod wording;

pub use authors::{Author, Authors};
pub use json::{DifferenceJson, ReviewJson, SCHEMA, WeakeningJson};
pub use outline::{
    OutlineLine, difference_outline, outline_markdown, outline_text, review_outline, weakening_line,
};
pub use replaced::{ReplacedWork, replaced_work};
pub use review::{Review, review};
pub use weakening::{Weakened, Weakening};
