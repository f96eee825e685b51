//! What an office says beside its plans: its preferences (duban.toml), whom to call (contacts.toml) and
//! which bulletins it issued (bulletins.toml).

pub(crate) mod contacts;
pub(crate) mod import_place;
pub(crate) mod issues;
pub(crate) mod settings;
