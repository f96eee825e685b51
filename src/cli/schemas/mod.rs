//! The JSON Schemas by which editors check and complete our files.

/// plan.toml
pub(super) const PLAN_SCHEMA: &str = include_str!("plan.json");

/// progress.toml
pub(super) const PROGRESS_SCHEMA: &str = include_str!("progress.json");

/// config.toml
pub(super) const CONFIG_SCHEMA: &str = include_str!("config.json");
