//! The office's own files beside its plans: preferences (duban.toml), contacts (contacts.toml),
//! bulletin issues (bulletins.toml), and the hints of the sample.

pub(crate) mod contacts;
pub(crate) mod hints;
pub(crate) mod import_place;
pub(crate) mod issues;
mod read;
pub(crate) mod settings;
