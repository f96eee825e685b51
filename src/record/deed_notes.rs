//! Notes in the state folder of which entries are one deed.

use std::path::{Path, PathBuf};

use crate::plan::Moment;
use crate::store::{
    Lock, is_absent, make_private_folder, read_private, real_or_named, write_private,
};

/// A log of deeds that span plans, which `undo` has to take back from all of them, or that came over SSH,
/// since several people may use one account. A deed of this machine in one plan needs no note: no other
/// entry there is of the same second.
///
/// Each line holds a deed: its second, its origin (`@` and an address), and the folders of its plans.
#[derive(Clone, Debug)]
pub struct DeedNotes {
    file: PathBuf,
    origin: Option<String>,
}

/// The size in bytes at which the older half of the file is dropped: nobody takes back deeds that old.
const LIMIT: usize = 64 << 10;

impl DeedNotes {
    /// Opens the notes in the user's state folder.
    pub fn in_folder(state: &Path) -> Self {
        Self {
            file: state.join("deeds"),
            origin: origin_of_session(),
        }
    }

    /// Returns whether a deed in this many plans is noted.
    pub(super) fn has_to_note(&self, plans: usize) -> bool {
        plans > 1 || (plans == 1 && self.origin.is_some())
    }

    /// Returns the origin of the entry of a moment in `folder`, if it was recorded elsewhere.
    pub(super) fn elsewhere(&self, at: Moment, folder: &Path) -> Option<String> {
        let (origin, _) = self.noted(at, folder)?;
        (origin != self.origin).then(|| origin.unwrap_or_else(|| "localhost".to_owned()))
    }

    /// Returns the notes' path if they are there and cannot be read: which deeds span plans is not known then.
    pub fn unreadable(&self) -> Option<&Path> {
        self.read().is_none().then_some(self.file.as_path())
    }

    /// Reads the notes, empty if there are none.
    fn read(&self) -> Option<String> {
        read_private(&self.file).or_else(|| is_absent(&self.file).then(String::new))
    }

    /// Notes that the entries of a moment are one deed in these folders; returns true on success.
    pub(super) fn note(&self, at: Moment, folders: &[PathBuf]) -> bool {
        let folder = self.file.parent().unwrap_or(&self.file);
        if make_private_folder(folder).is_err() {
            return false;
        }
        // Serializes programs that write the file at the same time.
        let Ok(_lock) = Lock::acquire(folder) else {
            return false;
        };
        let Some(mut text) = self.read() else {
            return false;
        };
        if text.len() > LIMIT {
            let lines: Vec<&str> = text.split_inclusive('\n').collect();
            text = lines[lines.len() / 2..].concat();
        }
        text.push_str(&self.line(at, folders));
        write_private(&self.file, text.as_bytes()).is_ok()
    }

    /// Returns all folders of the deed that recorded in `folder` at this moment, if it spanned several
    /// plans.
    pub(super) fn folders(&self, at: Moment, folder: &Path) -> Option<Vec<PathBuf>> {
        self.noted(at, folder).map(|(_, folders)| folders)
    }

    /// Returns from where, and in which folders, the deed of a moment was recorded.
    fn noted(&self, at: Moment, folder: &Path) -> Option<(Option<String>, Vec<PathBuf>)> {
        let text = self.read()?;
        let own = real_or_named(folder);
        text.lines().rev().find_map(|line| {
            let mut fields = line.split('\t').peekable();
            let is_of_moment = fields.next()?.parse() == Ok(at.instant());
            let origin = fields.next_if(|field| field.starts_with('@'));
            let folders: Vec<PathBuf> = fields.map(PathBuf::from).collect();
            let origin = origin.map(|field| field[1..].to_owned());
            // A folder that was renamed since is not known by its name any more.
            let is_renamed = || folders.iter().any(|folder| !folder.exists());
            let is_known = is_of_moment && (folders.contains(&own) || is_renamed());
            is_known.then_some((origin, folders))
        })
    }

    fn line(&self, at: Moment, folders: &[PathBuf]) -> String {
        let origin = self.origin.iter().map(|origin| format!("\t@{origin}"));
        let folders = folders
            .iter()
            .map(|folder| real_or_named(folder))
            .map(|folder| format!("\t{}", folder.display()));
        let fields: String = origin.chain(folders).collect();
        format!("{}{fields}\n", at.instant())
    }
}

/// Returns the address of the machine that somebody works from over the network; `None` at the machine itself.
fn origin_of_session() -> Option<String> {
    let client = std::env::var("SSH_CLIENT").or_else(|_| std::env::var("SSH_CONNECTION"));
    let address = client.ok()?.split(' ').next()?.to_owned();
    let is_address = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ':' | '%' | '-');
    (!address.is_empty() && address.chars().all(is_address)).then_some(address)
}
