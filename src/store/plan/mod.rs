//! Reading of plan.toml.

pub(crate) mod alert;
pub(crate) mod amendments;
pub(crate) mod assignment;
pub(crate) mod dates;
pub(crate) mod doubt_comment;
mod keys_below;
pub(crate) mod limits;
pub(crate) mod lookalikes;
pub(crate) mod numbers;
pub(crate) mod plan_file;
pub(crate) mod reporting;
pub(crate) mod units;
