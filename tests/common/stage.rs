//! The five plans with progress on which every lamp shows, the same in tests, figures and pictures. What is recorded here
//! is invented; it never leaves a temporary folder.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::DateTime;
use duban::plan::{Change, Day, Moment, Plan};
use duban::store::{Applied, Fault, HeldProgress, Lock, PlanFiles, put_all_in_place};
use tempfile::TempDir;

/// The day all of it is looked at.
pub(crate) const DAY: &str = "2024-06-30";

/// When all of it was recorded.
const AT: &str = "2024-06-30T09:30:00+08:00";

/// A workspace in a folder of its own, gone on drop.
pub(crate) struct Stage {
    folder: TempDir,
}

impl Stage {
    /// The five plans as they are, nothing recorded.
    pub(crate) fn bare() -> Self {
        let folder = TempDir::new().unwrap();
        let plans = Path::new(env!("CARGO_MANIFEST_DIR")).join("plans");
        for plan in fs::read_dir(plans).unwrap() {
            let plan = plan.unwrap();
            let to = folder.path().join("plans").join(plan.file_name());
            fs::create_dir_all(&to).unwrap();
            for file in ["plan.toml", "progress.toml"] {
                fs::copy(plan.path().join(file), to.join(file)).unwrap();
            }
        }
        Self { folder }
    }

    /// The five plans, with the deeds of `tests/fixtures/stage/`.
    pub(crate) fn set() -> Self {
        let stage = Self::bare();
        stage.record("zhangping", include_str!("../fixtures/stage/zhangping.txt"));
        stage.record("tunxi", include_str!("../fixtures/stage/tunxi.txt"));
        stage
    }

    /// The folder of plans.
    pub(crate) fn plans(&self) -> PathBuf {
        self.folder.path().join("plans")
    }

    /// Records deeds, one a line: the id of a log and the entry.
    fn record(&self, plan: &str, deeds: &str) {
        let file = self.plans().join(plan).join("progress.toml");
        let mut log = fs::read_to_string(&file).unwrap();
        for deed in deeds.lines() {
            let (id, entry) = deed.split_once(' ').unwrap();
            let end = format!("] # {id}\n");
            assert_eq!(log.matches(&end).count(), 1, "{id}");
            log = log.replace(&end, &format!("  {{ at = {AT}, {entry} }},\n{end}"));
        }
        fs::write(file, log).unwrap();
    }
}

/// Writes a change to a plan's progress.toml.
pub(crate) fn apply(files: &PlanFiles, plan: &Plan, change: &Change) -> Result<Applied, Fault> {
    let lock = Lock::acquire(&files.folder)?;
    let staged = HeldProgress::read(lock, files, plan, None)?.stage(plan, change)?;
    Ok(put_all_in_place(vec![staged])?.remove(0))
}

/// The fixed clock of tests.
pub(crate) fn moment() -> Moment {
    DateTime::parse_from_rfc3339(AT).unwrap().into()
}

/// A day as it is written.
pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}
