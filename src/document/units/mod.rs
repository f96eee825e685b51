//! Who is responsible: the texts that assign units, the names in them, and which names are one unit.

pub(crate) mod assigning;
mod dues;
pub(crate) mod following_rules;
pub(crate) mod group;
pub(crate) mod kinds;
pub(crate) mod labels;
pub(crate) mod levels;
pub(crate) mod names;
pub(crate) mod register;
pub(crate) mod running;
pub(crate) mod spans;
mod verbs;
