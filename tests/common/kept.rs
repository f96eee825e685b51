//! The small plan with any progress, and a cache folder that keeps it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use duban::cache::{Cache, RowScope};
use duban::plan::{Day, Standing};
use duban::query::{Board, one_by_one};
use duban::store::Workspace;
use proptest::prelude::*;
use tempfile::TempDir;

/// A folder with the small plan, whose progress is `progress`, and a cache for which its files are old.
pub(crate) struct Kept {
    _root: TempDir,
    pub(crate) workspace: Workspace,
    pub(crate) cache: Cache,
    pub(crate) files: PathBuf,
}

impl Kept {
    pub(crate) fn of(plan: &str, progress: &str) -> Self {
        let root = TempDir::new().unwrap();
        let demo = root.path().join("plans/demo");
        fs::create_dir_all(&demo).unwrap();
        fs::write(demo.join("plan.toml"), plan).unwrap();
        fs::write(demo.join("progress.toml"), progress).unwrap();
        let workspace = Workspace::open(&root.path().join("plans")).unwrap();
        let files = root.path().join("cache");
        let later = SystemTime::now() + Duration::from_secs(60);
        let cache = Cache::of(&files, &workspace.folder, later).unwrap();
        Self {
            _root: root,
            workspace,
            cache,
            files,
        }
    }

    pub(crate) fn plain(&self, day: Day) -> Board {
        Board::read(&self.workspace, None, day, None)
    }

    pub(crate) fn cached(&self, day: Day) -> Board {
        Board::read(&self.workspace, Some(&self.cache), day, None)
    }

    pub(crate) fn rows(&self, day: Day, rows: fn(Standing) -> bool) -> Board {
        self.one_by_one(day, rows, true)
    }

    pub(crate) fn rows_only(&self, day: Day, rows: fn(Standing) -> bool) -> Board {
        self.one_by_one(day, rows, false)
    }

    fn one_by_one(&self, day: Day, rows: fn(Standing) -> bool, counts: bool) -> Board {
        let seen = RowScope {
            rows: &rows,
            counts,
        };
        let of = (Some(&self.cache), day);
        let plans = one_by_one(&self.workspace, of, None, seen, |_, shown| shown.clone());
        Board { as_of: day, plans }
    }

    /// As the screen holds it.
    pub(crate) fn summarized(&self, day: Day) -> Board {
        let cache = Arc::new(self.cache.clone());
        Board::read_summaries(&self.workspace, Some(&cache), day, None, &|| {})
    }

    pub(crate) fn count(&self) -> usize {
        files_below(&self.files).len()
    }
}

/// Every file in a folder and in the folders in it.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .flat_map(|path| {
            if path.is_dir() {
                files_below(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

/// A file of the small plan.
pub(crate) fn fixture(file: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/demo");
    fs::read_to_string(folder.join(file)).unwrap()
}

/// A log, by its number, and what is written into it.
pub(crate) fn entry() -> impl Strategy<Value = (usize, usize, String)> {
    let unit = prop::sample::select(vec!["县教育局", "教育局", "县科协", "东山镇", "西河镇"]);
    let said = prop_oneof![
        Just("status = \"done\"".to_owned()),
        Just("status = \"closed\"".to_owned()),
        Just("status = \"doing\"".to_owned()),
        Just("status = \"blocked\", reason = \"缺 “经费”\\t\"".to_owned()),
        Just("status = \"returned\", reason = \"材料不全\"".to_owned()),
        Just("status = \"dropped\", reason = \"合并\"".to_owned()),
        (-5_i32..200).prop_map(|value| format!("value = {value}")),
        (0.0..60.0).prop_map(|add: f64| format!("add = {add:?}")),
        Just("text = \"讲座\", evidence = [\"示教〔2023〕3号\", \"a.pdf\"]".to_owned()),
        Just("postpone = 2025-03-31, reason = \"汛期\"".to_owned()),
        Just("postpone = 2024-09-30, approved_by = \"县政府\"".to_owned()),
        Just("remind = \"催办\"".to_owned()),
        Just("status = \"doing\", correct = true".to_owned()),
    ];
    (0_usize..14, unit, said)
        .prop_map(|(log, unit, said)| (log, said.len(), format!("by = \"{unit}\", {said}")))
}

/// progress.toml with these entries, each of a day of its own.
pub(crate) fn with_entries(entries: &[(usize, usize, String)], first: Day, step: u64) -> String {
    let mut text = fixture("progress.toml");
    for (place, (log, _, said)) in entries.iter().enumerate() {
        let day = first + chrono::Days::new(place as u64 * step);
        let starts: Vec<usize> = text.match_indices("log = [\n").map(|(at, _)| at).collect();
        let at = starts[log % starts.len()] + "log = [\n".len();
        text.insert_str(at, &format!("  {{ at = {day}T09:00:00+08:00, {said} }},\n"));
    }
    text
}
