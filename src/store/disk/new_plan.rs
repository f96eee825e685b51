//! Creation of a new plan in one step: its folder with both files, and its source record.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::output_file::refuse_git_folder;
use super::write::{TEMPORARY, sync_folder, with_mode};
use crate::store::starter::keep_workspace_files;
use crate::store::toml_reader::ids::is_plan_id;
use crate::store::{Fault, PlanFiles, make_folder};

/// The texts of a new plan.
#[derive(Clone, Copy, Debug)]
pub struct NewPlan<'a> {
    /// The id: the folder's name.
    pub id: &'a str,
    /// plan.toml
    pub plan: &'a str,
    /// progress.toml
    pub progress: &'a str,
    /// seeds/ID.toml, beside the folder of plans.
    pub record: &'a str,
}

/// The paths of a new plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPlanPlaces {
    /// The plan's files.
    pub files: PlanFiles,
    /// The source record.
    pub record: PathBuf,
}

impl NewPlanPlaces {
    /// Returns the paths of a plan in a folder of plans.
    ///
    /// # Errors
    /// Fails if the id cannot be a folder's name.
    pub fn of(plans: &Path, id: &str) -> Result<Self, Fault> {
        if !is_plan_id(id) {
            return Err(Fault::BadPlanId(id.to_owned()));
        }
        refuse_git_folder(plans)?;
        let absolute = std::path::absolute(plans).map_err(Fault::io(plans))?;
        let parent = absolute.parent().unwrap_or(&absolute);
        Ok(Self {
            files: PlanFiles::in_folder(plans.join(id)),
            record: parent.join("seeds").join(id).with_extension("toml"),
        })
    }

    /// Checks that the paths are free.
    ///
    /// # Errors
    /// Fails if something exists there.
    pub fn are_free(&self) -> Result<(), Fault> {
        // A dangling link counts as existing.
        let is_there = |path: &Path| fs::symlink_metadata(path).is_ok();
        if is_there(&self.files.folder) {
            return Err(Fault::PlanExists(self.files.clone()));
        }
        if is_there(&self.record) {
            return Err(Fault::RecordExists(self.record.clone()));
        }
        Ok(())
    }
}

impl NewPlan<'_> {
    /// Writes everything or nothing.
    ///
    /// # Errors
    /// Fails if something exists there or the operating system refuses.
    pub fn create(&self, plans: &Path) -> Result<NewPlanPlaces, Fault> {
        let places = NewPlanPlaces::of(plans, self.id)?;
        places.are_free()?;
        let seeds = places.record.parent().unwrap_or(plans);
        make_folder(plans)?;
        make_folder(seeds)?;
        // Built under a hidden name and renamed when complete.
        let made = with_mode(0o777)
            .prefix(TEMPORARY)
            .tempdir_in(plans)
            .map_err(Fault::io(plans))?;
        let inside = PlanFiles::in_folder(made.path().to_owned());
        write(&inside.plan, self.plan)?;
        write(&inside.progress, self.progress)?;
        keep_workspace_files(seeds.parent().unwrap_or(plans))?;
        let mut record = with_mode(0o666)
            .prefix(TEMPORARY)
            .tempfile_in(seeds)
            .map_err(Fault::io(seeds))?;
        record
            .write_all(self.record.as_bytes())
            .and_then(|()| record.as_file().sync_all())
            .map_err(Fault::io(&places.record))?;
        record.persist_noclobber(&places.record).map_err(|error| {
            if error.error.kind() == std::io::ErrorKind::AlreadyExists {
                Fault::RecordExists(places.record.clone())
            } else {
                Fault::io(&places.record)(error.error)
            }
        })?;
        if let Err(error) = fs::rename(made.path(), &places.files.folder) {
            // A record without its plan would be wrong.
            let _ = fs::remove_file(&places.record);
            return Err(if fs::symlink_metadata(&places.files.folder).is_ok() {
                Fault::PlanExists(places.files.clone())
            } else {
                Fault::io(&places.files.folder)(error)
            });
        }
        // The folder was renamed, so there is nothing to delete.
        let _ = made.keep();
        sync_folder(plans);
        sync_folder(seeds);
        Ok(places)
    }
}

fn write(path: &Path, text: &str) -> Result<(), Fault> {
    let mut file = fs::File::create_new(path).map_err(Fault::io(path))?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(Fault::io(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: NewPlan<'static> = NewPlan {
        id: "demo",
        plan: "schema = 1\n",
        progress: "schema = 1\nplan = \"demo\"\n",
        record: "schema = 1\nplan = \"demo\"\n",
    };

    #[test]
    fn a_plan_is_written_whole_and_never_over_another() {
        let folder = tempfile::tempdir().unwrap();
        let plans = folder.path().join("plans");
        let places = PLAN.create(&plans).unwrap();
        assert_eq!(fs::read_to_string(&places.files.plan).unwrap(), PLAN.plan);
        assert_eq!(
            fs::read_to_string(&places.files.progress).unwrap(),
            PLAN.progress
        );
        assert_eq!(places.record, folder.path().join("seeds/demo.toml"));
        assert!(folder.path().join(".gitattributes").is_file());
        assert!(matches!(PLAN.create(&plans), Err(Fault::PlanExists(_))));
        fs::remove_dir_all(&places.files.folder).unwrap();
        assert!(matches!(PLAN.create(&plans), Err(Fault::RecordExists(_))));
        let names: Vec<_> = fs::read_dir(&plans).unwrap().collect();
        assert!(names.is_empty(), "{names:?}");
    }

    #[test]
    fn a_name_that_is_a_way_elsewhere_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        for id in ["..", "a/b", "", ".x", "A b"] {
            let plan = NewPlan { id, ..PLAN };
            assert!(
                matches!(plan.create(folder.path()), Err(Fault::BadPlanId(_))),
                "{id}"
            );
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
