//! The office's own files beside its plans: preferences (duban.toml), contacts (contacts.toml) and
//! bulletin issues (bulletins.toml).

pub(crate) mod contacts;
pub(crate) mod import_place;
pub(crate) mod issues;
mod read;
pub(crate) mod settings;
