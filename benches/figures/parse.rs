//! The floor of reading without a cache: the toml crate on the same files, on all cores.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use toml::de::DeTable;

use crate::timing::Spread;

/// Reads and parses all TOML files of the plans in `folder`/plans, `runs` times, and prints a row: name, least, median,
/// most. What is parsed is dropped again, file after file.
pub(crate) fn parse(runs: usize, folder: &Path) -> std::io::Result<()> {
    let mut files: Vec<PathBuf> = Vec::new();
    for plan in fs::read_dir(folder.join("plans"))? {
        let plan = plan?.path();
        files.push(plan.join("plan.toml"));
        files.push(plan.join("progress.toml"));
    }
    files.sort();
    let workers = std::thread::available_parallelism()?.get();
    let share = files.len().div_ceil(workers).max(1);
    let mut took = Vec::new();
    for _ in 0..runs {
        let start = Instant::now();
        std::thread::scope(|scope| {
            for chunk in files.chunks(share) {
                scope.spawn(move || {
                    for file in chunk {
                        let text = fs::read_to_string(file).unwrap_or_default();
                        if DeTable::parse(&text).is_err() {
                            eprintln!("{}: does not parse", file.display());
                        }
                    }
                });
            }
        });
        took.push(start.elapsed());
    }
    println!(
        "| the toml crate on the same files | {} |",
        Spread::of(&took).row()
    );
    Ok(())
}
