//! What all TOML files have in common: tables read key by key, each value with its place.

pub(crate) mod fields;
pub(crate) mod ids;
pub(crate) mod locator;
pub(crate) mod text;
pub(crate) mod toml_1_0;
