//! The plan files on disk, compared with a commit.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::filtered::CommittedFile;
use super::renamed_plan::MovedFolder;
use crate::git::homes::{Scope, is_led_elsewhere, place_in};
use crate::git::objects::blob_id;
use crate::git::paths::{argument, shown};
use crate::git::plan_texts::{PlanBlobs, PlanBytes};
use crate::git::process::Call;
use crate::git::{CommitId, GitFault, PlanTexts, Repository};
use crate::plan::natural_cmp;
use crate::store::{PerPart, PlanFiles, PlanPart, Problem, Workspace, is_missing, read_plain};
use crate::text::Flaw;

impl Repository {
    /// Returns the plans whose files on disk differ byte for byte from a commit (`None` is before the first one), by
    /// id, with those that are gone. Nothing is read from git about the others.
    pub(crate) fn differing_on_disk(
        &self,
        from: Option<&CommitId>,
        workspace: &Workspace,
    ) -> Result<Vec<DifferingPlan>, GitFault> {
        let known = match from {
            Some(from) => self.plan_blobs(from.as_str())?,
            None => BTreeMap::new(),
        };
        let mut found = Vec::new();
        for files in self.plans_here(workspace, known.keys()) {
            let blobs = known.get(&files.id);
            let Some(mut disk) = DiskTexts::read(self, &files)? else {
                continue;
            };
            self.forgive_what_moved(from, blobs, &mut disk, &files)?;
            if disk.is_said() || !disk.is_as_in(blobs) {
                found.push((disk, blobs.cloned()));
            }
        }
        self.leave_what_git_leaves(&mut found)?;
        let blobs = found.iter().filter_map(|(_, blobs)| blobs.as_ref());
        let mut contents = self.contents(blobs.flat_map(PlanBlobs::ids))?;
        let files = found.iter().flat_map(|(disk, blobs)| {
            let both = PlanPart::BOTH.into_iter();
            both.filter_map(move |part| {
                let blobs = blobs.as_ref()?;
                Some(CommittedFile {
                    path: blobs.paths[part].as_deref()?,
                    blob: blobs.ids[part].as_ref()?,
                    on_disk: disk.texts[part].as_deref(),
                })
            })
        });
        contents.extend(self.as_checked_out(files)?);
        let with_before = |(disk, blobs): (DiskTexts, Option<PlanBlobs>)| DifferingPlan {
            before: blobs
                .as_ref()
                .map(|blobs| PlanTexts::new(disk.id.clone(), blobs.bytes(&contents))),
            paths_before: blobs.unwrap_or_default().paths,
            disk,
            left_behind: Vec::new(),
            moved: None,
            has_replaced: false,
        };
        let mut found: Vec<DifferingPlan> = found.into_iter().map(with_before).collect();
        // Only git's filters made some of them look different.
        found.retain(|plan| plan.disk.is_said() || plan.bytes_now() != plan.bytes_before());
        Ok(found)
    }

    /// Returns the plans on disk and those that a commit has, without those that lie in another repository.
    fn plans_here<'k>(
        &self,
        workspace: &'k Workspace,
        known: impl Iterator<Item = &'k String>,
    ) -> Vec<PlanFiles> {
        let named = match self.scope() {
            Scope::Folder(_) => None,
            Scope::Named(folders) => Some(folders),
        };
        let elsewhere = match named {
            Some(_) => Vec::new(),
            None => self.plans_elsewhere(workspace),
        };
        let on_disk = workspace.plans.iter().map(|files| &files.id);
        let mut ids: Vec<&String> = on_disk.chain(known).collect();
        ids.retain(|id| {
            named.is_none_or(|folders| folders.contains_key(*id))
                && !elsewhere.iter().any(|(other, _)| other == *id)
        });
        ids.sort_by(|a, b| natural_cmp(a, b));
        ids.dedup();
        ids.into_iter()
            .map(|id| PlanFiles::in_folder(workspace.folder.join(id)))
            .collect()
    }

    /// Leaves out files at another path than in the commit: what was at the old path is git's to
    /// record, together with the link or the move.
    fn forgive_what_moved(
        &self,
        from: Option<&CommitId>,
        blobs: Option<&PlanBlobs>,
        disk: &mut DiskTexts,
        files: &PlanFiles,
    ) -> Result<(), GitFault> {
        let Some(from) = from else {
            return Ok(());
        };
        let Some(blobs) = blobs else {
            return self.forgive_new_link(from, disk, files);
        };
        for part in PlanPart::BOTH {
            let Some(was) = &blobs.paths[part] else {
                continue;
            };
            let on_disk = disk.paths[part].clone();
            match on_disk {
                // Gone by the way one goes to it, and still there: a link was taken away.
                None if self.top().join(argument(was)).exists() => {
                    disk.is_left[part] = true;
                    if is_missing(files.path(part)) {
                        disk.link = Some(self.link_to(files, part)?);
                    }
                }
                Some(now) if now != *was => match self.find_in(from.as_str(), &now)? {
                    Some(there) if Some(&there.id) == blobs.ids[part].as_ref() => {
                        disk.is_left[part] = true;
                    }
                    Some(_) => disk.link = Some(self.link_to(files, part)?),
                    None => disk.moved = Some(now),
                },
                _ => {}
            }
        }
        Ok(())
    }

    /// Leaves out the files of a new plan that the commit has as they are where a link leads: the link alone is new.
    fn forgive_new_link(
        &self,
        from: &CommitId,
        disk: &mut DiskTexts,
        files: &PlanFiles,
    ) -> Result<(), GitFault> {
        let mut led_by = None;
        for part in PlanPart::BOTH {
            let (Some(path), Some(bytes)) = (&disk.paths[part], &disk.texts[part]) else {
                continue;
            };
            let there = self.find_in(from.as_str(), path)?;
            if there.is_none_or(|there| blob_id(bytes, &there.id) != there.id) {
                return Ok(());
            }
            led_by = Some(self.link_to(files, part)?);
        }
        if led_by.is_some() {
            disk.is_left = PerPart::from_fn(|_| true);
            disk.link = led_by;
        }
        Ok(())
    }

    /// Returns the path of the link that leads, or led, to a file of a plan: its folder, else the file itself.
    fn link_to(&self, files: &PlanFiles, part: PlanPart) -> Result<Vec<u8>, GitFault> {
        let is_folder = !fs::symlink_metadata(&files.folder).is_ok_and(|there| there.is_dir());
        let folder = Path::new(&files.id);
        if is_folder {
            self.path_of(folder)
        } else {
            self.path_of(&folder.join(part.file_name()))
        }
    }

    /// Leaves out what git itself ignores: files that are not checked out (sparse checkouts, skip-worktree,
    /// assume-unchanged) are not deleted, and ignored files are not committed.
    fn leave_what_git_leaves(
        &self,
        found: &mut Vec<(DiskTexts, Option<PlanBlobs>)>,
    ) -> Result<(), GitFault> {
        let mut missing = Vec::new();
        let mut new = Vec::new();
        for (disk, blobs) in found.iter() {
            for part in PlanPart::BOTH {
                let was = blobs.as_ref().and_then(|blobs| blobs.paths[part].clone());
                match (was, &disk.paths[part]) {
                    (Some(was), _) => missing.push(was),
                    (None, Some(path)) => new.push(path.clone()),
                    (None, None) => {}
                }
            }
        }
        let flagged = self.flagged_in_index(&missing)?;
        let ignored = self.ignored(&new)?;
        for (disk, blobs) in found.iter_mut() {
            for part in PlanPart::BOTH {
                let was = blobs.as_ref().and_then(|blobs| blobs.paths[part].as_ref());
                let is_flagged = was.is_some_and(|was| flagged.contains(was));
                disk.is_flagged |= is_flagged;
                let path = disk.paths[part].clone();
                if is_flagged && path.is_none() {
                    disk.is_left[part] = true;
                }
                if let Some(path) = path
                    && let Some(by) = ignored.get(&path)
                {
                    disk.is_left[part] = true;
                    disk.ignored.push((path, by.clone()));
                }
            }
        }
        found.retain(|(disk, blobs)| disk.is_said() || !disk.is_as_in(blobs.as_ref()));
        Ok(())
    }

    /// Returns the paths that the index marks as not to be looked at on disk.
    pub(crate) fn flagged_in_index(&self, paths: &[Vec<u8>]) -> Result<HashSet<Vec<u8>>, GitFault> {
        if paths.is_empty() {
            return Ok(HashSet::new());
        }
        let mut call = Call::new(["ls-files", "-v", "-z", "--full-name", "--"]);
        for path in paths {
            call = call.with(argument(path));
        }
        let out = self.git().read(call)?;
        let flagged = out
            .split(|byte| *byte == 0)
            .filter_map(|line| line.split_first_chunk::<2>())
            .filter(|([tag, _], _)| *tag == b'S' || tag.is_ascii_lowercase());
        Ok(flagged.map(|(_, path)| path.to_vec()).collect())
    }

    /// Returns the paths that git is set to ignore and the index lacks, each with the file that says so.
    pub(crate) fn ignored(&self, paths: &[Vec<u8>]) -> Result<HashMap<Vec<u8>, String>, GitFault> {
        if paths.is_empty() {
            return Ok(HashMap::new());
        }
        let mut input = paths.join(&0);
        input.push(0);
        let call = Call::new(["check-ignore", "-v", "-z", "--stdin"])
            .input(input)
            // It knows no kinds of paths, and takes them as they are.
            .variable("GIT_LITERAL_PATHSPECS", "0");
        // It refuses where there is none.
        let said = self.git().try_read(call)?;
        // The file, the line in it, the pattern there and the path; a pattern with `!` takes a path out again.
        let fields: Vec<&[u8]> = said.out.split(|byte| *byte == 0).collect();
        let rules = fields.chunks_exact(4);
        let rules = rules.filter(|rule| !rule[2].starts_with(b"!"));
        Ok(rules
            .map(|rule| (rule[3].to_vec(), shown(rule[0])))
            .collect())
    }
}

/// A plan that differs between disk and a commit.
pub(crate) struct DifferingPlan {
    /// The committed texts; `None` if it is new.
    pub(crate) before: Option<PlanTexts>,
    /// The committed paths of both files from the repository's top.
    pub(crate) paths_before: PerPart<Option<Vec<u8>>>,
    /// The texts on disk.
    pub(crate) disk: DiskTexts,
    /// The committed files that are gone because the plan's folder was renamed or moved.
    pub(crate) left_behind: Vec<Vec<u8>>,
    /// The plan's folder before, if it was renamed or moved.
    pub(crate) moved: Option<MovedFolder>,
    /// Whether the committed plan of this folder is another one.
    pub(crate) has_replaced: bool,
}

impl DifferingPlan {
    /// Returns both files as they were committed.
    pub(crate) fn bytes_before(&self) -> PlanBytes {
        let before = self.before.as_ref();
        before.map_or_else(PlanBytes::default, |before| before.bytes.clone())
    }

    /// Returns both files as they are now: on disk, or in the commit if the disk does not show them.
    pub(crate) fn bytes_now(&self) -> PlanBytes {
        PlanBytes::from_fn(|part| {
            if self.disk.is_left[part] {
                self.before.as_ref()?.bytes[part].clone()
            } else {
                self.disk.texts[part].clone()
            }
        })
    }
}

/// The files of a plan on disk; `None` for a missing file.
#[derive(Default)]
pub(crate) struct DiskTexts {
    pub(crate) id: String,
    pub(crate) texts: PerPart<Option<Vec<u8>>>,
    /// The real paths of both files from the repository's top; `None` for a missing file.
    pub(crate) paths: PerPart<Option<Vec<u8>>>,
    /// Whether the disk does not show a file, which then counts as committed.
    pub(crate) is_left: PerPart<bool>,
    /// Whether the index marks a file as not to be looked at.
    pub(crate) is_flagged: bool,
    /// The problems of files that exist but cannot be read.
    pub(crate) unreadable: Vec<Problem>,
    /// The files that git is set to ignore, each with the file that says so.
    pub(crate) ignored: Vec<(Vec<u8>, String)>,
    /// The plan's new path, if an uncommitted link has replaced it.
    pub(crate) moved: Option<Vec<u8>>,
    /// The link to the plan, if the commit has the link alone otherwise, or not at all.
    pub(crate) link: Option<Vec<u8>>,
}

impl DiskTexts {
    /// Reads the files of a plan; `None` if one of them lies in another repository.
    fn read(repository: &Repository, files: &PlanFiles) -> Result<Option<Self>, GitFault> {
        let mut disk = Self {
            id: files.id.clone(),
            ..Self::default()
        };
        let is_led = is_led_elsewhere(files);
        for part in PlanPart::BOTH {
            let path = files.path(part);
            if is_missing(path) {
                continue;
            }
            let is_file = match fs::metadata(path) {
                Ok(meta) => meta.is_file(),
                Err(error) if error.kind() == ErrorKind::NotFound => false,
                Err(error) => return Err(GitFault::io(path)(error)),
            };
            let place = if is_led {
                place_in(path, repository.top())
            } else {
                let name = path.file_name().map_or(path, Path::new);
                Some(repository.path_of(&Path::new(&files.id).join(name))?)
            };
            let Some(place) = place else {
                // A log elsewhere than its plan, or a link to nothing, is not a file of this repository.
                return Ok(None);
            };
            if !is_file {
                disk.is_left[part] = true;
                disk.unreadable.push(Problem::of_file(path, Flaw::NotAFile));
                continue;
            }
            let bytes = read_plain(path).map_err(GitFault::io(path))?;
            disk.paths[part] = Some(place);
            disk.texts[part] = Some(bytes);
        }
        Ok(Some(disk))
    }

    /// Returns whether something is to be reported of them, whatever git holds.
    fn is_said(&self) -> bool {
        let is_led = self.moved.is_some() || self.link.is_some();
        is_led || !self.ignored.is_empty() || !self.unreadable.is_empty()
    }

    /// Returns whether git holds exactly these bytes. Line-end conversion and filters make equal files
    /// look different here.
    fn is_as_in(&self, blobs: Option<&PlanBlobs>) -> bool {
        PlanPart::BOTH.into_iter().all(|part| {
            let blob = blobs.and_then(|blobs| blobs.ids[part].as_ref());
            self.is_left[part]
                || match (&self.texts[part], blob) {
                    (None, None) => true,
                    (Some(bytes), Some(blob)) => blob_id(bytes, blob) == *blob,
                    _ => false,
                }
        })
    }
}
