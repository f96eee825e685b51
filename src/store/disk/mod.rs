//! Files and folders: read with limits, written atomically under a lock, kept private where they are the user's own.

pub(crate) mod file;
pub(crate) mod link;
pub(crate) mod new_plan;
pub(crate) mod output_file;
pub(crate) mod private_folder;
pub(crate) mod write;
