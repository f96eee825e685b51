//! Files and folders: reading with limits, atomic writing under a lock, private files of the user.

pub(crate) mod absence;
pub(crate) mod file;
pub(crate) mod link;
pub(crate) mod lock;
pub(crate) mod new_plan;
pub(crate) mod output_file;
pub(crate) mod private_folder;
pub(crate) mod process_group;
pub(crate) mod rights;
pub(crate) mod stamp;
pub(crate) mod whole_or_nothing;
pub(crate) mod write;
