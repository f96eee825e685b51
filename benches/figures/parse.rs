//! What reading without a cache is held against: the toml crate on the same files, on all cores.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use toml::de::DeTable;

use crate::timing::Spread;
use crate::typed::{Plan, Progress};

/// What the toml crate is asked to make of a file.
#[derive(Clone, Copy)]
pub(crate) enum Made {
    /// Its own tree, borrowed from the text: the least it can be asked for.
    Tree,
    /// Types that own what they hold, by serde: the most common thing to ask it for.
    Types,
}

impl Made {
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "tree" => Some(Self::Tree),
            "types" => Some(Self::Types),
            _ => None,
        }
    }

    fn parses(self, file: &Path, text: &str) -> Result<(), toml::de::Error> {
        let is_plan = file.ends_with("plan.toml");
        match self {
            Self::Tree => DeTable::parse(text).map(drop),
            Self::Types if is_plan => toml::from_str::<Plan>(text).map(drop),
            Self::Types => toml::from_str::<Progress>(text).map(drop),
        }
    }
}

/// Reads and parses all TOML files of the plans in `folder`/plans, `runs` times, and prints a row: name, least, median,
/// most. What is parsed is dropped again, file after file.
pub(crate) fn parse(made: Made, runs: usize, folder: &Path) -> std::io::Result<()> {
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
                        if let Err(error) = made.parses(file, &text) {
                            eprintln!("{}: {error}", file.display());
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
