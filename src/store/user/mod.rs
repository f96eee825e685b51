//! What a user keeps outside the workspace: settings, colours, and where the screen was.

pub(crate) mod config;
pub(crate) mod screen_colours;
pub(crate) mod screen_place;
