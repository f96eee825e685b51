//! Reading of TOML tables key by key, each value with its position.

pub(crate) mod fields;
pub(crate) mod ids;
pub(crate) mod locator;
mod numbers_and_days;
pub(crate) mod statements;
pub(crate) mod text;
pub(crate) mod toml_1_0;

pub(crate) use numbers_and_days::moment;
