//! What an office says beside its plans: its preferences (duban.toml) and whom to call (contacts.toml).

pub(crate) mod contacts;
pub(crate) mod settings;
