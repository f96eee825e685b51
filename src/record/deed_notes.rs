//! Notes in the state folder of which entries are one deed.

use std::path::{Path, PathBuf};

use crate::plan::{Day, Moment, SinceChange};
use crate::store::{
    Lock, is_absent, make_private_folder, read_private, real_or_named, write_private,
};
use crate::text::clean;

/// Notes of the deeds that `undo` cannot know from the files: those over several plans, those made over SSH, where
/// several people may share an account, and those that set the day since which reporting began. Other deeds of this
/// machine need no note: no other entry of their plan has the same second.
///
/// Each line holds a deed: its second, its origin (`@` and an address), that day (`=`, with `<` the day before and `~` who
/// set it), and the folders of its plans, first the one with that day.
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

    /// Returns whether every deed of this session is noted, as it came over SSH.
    pub(super) fn has_origin(&self) -> bool {
        self.origin.is_some()
    }

    /// Returns the origin of the entry of a moment in `folder`, if it was recorded elsewhere.
    pub(super) fn elsewhere(&self, at: Moment, folder: &Path) -> Option<String> {
        self.origin_elsewhere(self.noted(at, folder)?.origin)
    }

    fn origin_elsewhere(&self, origin: Option<String>) -> Option<String> {
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

    /// Notes that the entries of a moment, and the day set in the first folder, are one deed in these folders; returns
    /// true on success.
    pub(super) fn note(&self, at: Moment, since: Option<&NotedSince>, folders: &[PathBuf]) -> bool {
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
        text.push_str(&self.line(at, since, folders));
        write_private(&self.file, text.as_bytes()).is_ok()
    }

    /// Returns the deed that recorded in `folder` at this moment, if it was noted.
    pub(super) fn noted(&self, at: Moment, folder: &Path) -> Option<NotedDeed> {
        let own = real_or_named(folder);
        let is_known = |deed: &NotedDeed| {
            // A folder that was renamed since is not known by its name any more.
            let is_renamed = || deed.folders.iter().any(|folder| !folder.exists());
            deed.second == at.instant() && (deed.folders.contains(&own) || is_renamed())
        };
        let text = self.read()?;
        text.lines().rev().filter_map(read_line).find(is_known)
    }

    /// Returns the second of the deed that set this day in `folder` last, and how, if it was this person's; somebody without a
    /// name is known by the machine.
    pub(super) fn setting(
        &self,
        day: Day,
        folder: &Path,
        who: Option<&str>,
    ) -> Option<(i64, SinceChange)> {
        let own = real_or_named(folder);
        let sets_it = |deed: &NotedDeed| {
            let since = deed.since.as_ref();
            let sets_day = since.is_some_and(|since| since.change.day == Some(day));
            sets_day && deed.folders.first() == Some(&own)
        };
        let text = self.read()?;
        let found = text.lines().rev().filter_map(read_line).find(sets_it)?;
        let is_from_here = who.is_some() || found.origin == self.origin;
        let since = found.since?;
        let is_own = is_from_here && since.who.as_deref() == who.map(clean).as_deref();
        is_own.then_some((found.second, since.change))
    }

    fn line(&self, at: Moment, since: Option<&NotedSince>, folders: &[PathBuf]) -> String {
        let origin = self.origin.iter().map(|origin| format!("\t@{origin}"));
        let since = since.iter().map(|since| {
            let was = since.change.was.map(|was| format!("<{was}"));
            let who = since.who.as_deref().map(|who| format!("~{}", clean(who)));
            let day = since.change.day.map(|day| day.to_string());
            let parts = [day, was, who].map(Option::unwrap_or_default);
            format!("\t={}", parts.concat())
        });
        let folders = folders
            .iter()
            .map(|folder| real_or_named(folder))
            .map(|folder| format!("\t{}", folder.display()));
        let fields: String = origin.chain(since).chain(folders).collect();
        format!("{}{fields}\n", at.instant())
    }
}

/// A deed as it was noted.
pub(super) struct NotedDeed {
    second: i64,
    origin: Option<String>,
    /// The day that it set in its first folder.
    pub(super) since: Option<NotedSince>,
    pub(super) folders: Vec<PathBuf>,
}

/// The day since which reporting began, as a deed set it.
pub(super) struct NotedSince {
    pub(super) change: SinceChange,
    pub(super) who: Option<String>,
}

fn read_line(line: &str) -> Option<NotedDeed> {
    let mut fields = line.split('\t').peekable();
    let second = fields.next()?.parse().ok()?;
    let origin = fields.next_if(|field| field.starts_with('@'));
    let since = fields.next_if(|field| field.starts_with('='));
    Some(NotedDeed {
        second,
        origin: origin.map(|field| field[1..].to_owned()),
        since: since.and_then(|field| read_since(&field[1..])),
        folders: fields.map(PathBuf::from).collect(),
    })
}

fn read_since(field: &str) -> Option<NotedSince> {
    let (days, who) = field.split_once('~').unzip();
    let days = days.unwrap_or(field);
    let (day, was) = days.split_once('<').unzip();
    Some(NotedSince {
        change: SinceChange {
            day: Some(day.unwrap_or(days).parse().ok()?),
            was: was.map(str::parse).transpose().ok()?,
        },
        who: who.map(str::to_owned),
    })
}

/// Returns the address of the machine that somebody works from over the network; `None` at the machine itself.
fn origin_of_session() -> Option<String> {
    let client = std::env::var("SSH_CLIENT").or_else(|_| std::env::var("SSH_CONNECTION"));
    let address = client.ok()?.split(' ').next()?.to_owned();
    let is_address = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ':' | '%' | '-');
    (!address.is_empty() && address.chars().all(is_address)).then_some(address)
}
