//! The user's own files outside the workspace: settings, colours, and the place on the screen.

pub(crate) mod config;
pub(crate) mod screen_colours;
pub(crate) mod screen_place;
