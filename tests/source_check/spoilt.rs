//! A copy of plans and records, to be spoilt.

use std::fs;
use std::path::{Path, PathBuf};

use duban::import::check_source;
use duban::plan::Day;
use duban::store::{Loaded, PlanFiles, TextPlace};

/// Which of a plan's two files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum In {
    Plan,
    Record,
}

/// What is done to a file.
#[derive(Clone, Copy)]
pub(super) enum Slip {
    /// The second text in the place of the first, which must be there once.
    Put(In, &'static str, &'static str),
    /// Below the first text, the third in the place of the first occurrence of the second.
    Below(In, &'static str, &'static str, &'static str),
    /// Without the action of this id and its milestones.
    NoAction(&'static str),
    /// Without the one line that has this text.
    NoLine(In, &'static str),
}

/// What is found: in which file, the code, and a part of the line that is pointed at.
pub(super) type Finds = &'static [(In, &'static str, &'static str)];

/// A deliberate mistake in a plan, and all that is found in it.
#[derive(Clone, Copy)]
pub(super) struct Mistake {
    pub(super) what: &'static str,
    pub(super) plan: &'static str,
    pub(super) slips: &'static [Slip],
    pub(super) finds: Finds,
}

/// A folder with plans/ and seeds/ in it.
pub(super) struct Copy {
    folder: tempfile::TempDir,
    sources: PathBuf,
}

impl Copy {
    /// The five plans, to be held against the documents in `sources`.
    pub(super) fn of_the_five(sources: PathBuf) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let copy = Self { folder, sources };
        for id in super::five::PLANS {
            let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
            for file in [In::Plan, In::Record] {
                let text = fs::read_to_string(repository.join(path(id, file))).unwrap();
                copy.write(id, file, &text);
            }
        }
        copy
    }

    /// A made-up plan with its made-up document.
    pub(super) fn of_the_example() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let sources = folder.path().join("originals");
        fs::create_dir(&sources).unwrap();
        let document = include_str!("../data/source/document.txt");
        fs::write(sources.join("document.txt"), document).unwrap();
        let copy = Self { folder, sources };
        copy.write("demo", In::Plan, include_str!("../data/source/plan.toml"));
        copy.write(
            "demo",
            In::Record,
            include_str!("../data/source/record.toml"),
        );
        copy
    }

    pub(super) fn read(&self, id: &str, file: In) -> String {
        fs::read_to_string(self.folder.path().join(path(id, file))).unwrap()
    }

    pub(super) fn write(&self, id: &str, file: In, text: &str) {
        let path = self.folder.path().join(path(id, file));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The folder of the original documents.
    pub(super) fn sources(&self) -> &Path {
        &self.sources
    }

    pub(super) fn spoil(&self, id: &str, slip: &Slip) {
        match *slip {
            Slip::Put(file, old, new) => {
                let text = self.read(id, file);
                assert_eq!(text.matches(old).count(), 1, "{old:?} in {id}");
                self.write(id, file, &text.replacen(old, new, 1));
            }
            Slip::Below(file, mark, old, new) => {
                let text = self.read(id, file);
                assert_eq!(text.matches(mark).count(), 1, "{mark:?} in {id}");
                let (before, after) = text.split_at(text.find(mark).unwrap());
                assert!(after.contains(old), "{old:?} below {mark:?} in {id}");
                let after = after.replacen(old, new, 1);
                self.write(id, file, &format!("{before}{after}"));
            }
            Slip::NoAction(action) => {
                let text = self.read(id, In::Plan);
                let head = format!("[[action]]\nid = \"{action}\"\n");
                let (before, after) = text.split_once(&head).unwrap();
                let end = after.find("[[action]]\n").unwrap_or(after.len());
                self.write(id, In::Plan, &format!("{before}{}", &after[end..]));
            }
            Slip::NoLine(file, part) => {
                let text = self.read(id, file);
                assert_eq!(text.matches(part).count(), 1, "{part:?} in {id}");
                let kept: Vec<&str> = text
                    .split_inclusive('\n')
                    .filter(|line| !line.contains(part))
                    .collect();
                self.write(id, file, &kept.concat());
            }
        }
    }

    /// All that is found: in which file, the code, and the line that is pointed at.
    pub(super) fn found(&self, id: &str) -> Vec<(In, &'static str, String)> {
        let files = PlanFiles::in_folder(self.folder.path().join("plans").join(id));
        let loaded = Loaded::read(&files, Day::from_ymd_opt(2024, 6, 30).unwrap());
        let mut broken = loaded.problems.iter().filter(|problem| problem.is_error());
        assert_eq!(broken.next(), None, "the plan by itself must be right");
        let problems = check_source(&loaded, self.folder.path(), &self.sources);
        let found = problems.into_iter().map(|problem| {
            let file = [In::Plan, In::Record]
                .into_iter()
                .find(|file| problem.file == self.folder.path().join(path(id, *file)));
            let file = file.unwrap_or_else(|| panic!("found in {}", problem.file.display()));
            let place = TextPlace::of(&self.read(id, file), &problem.span);
            (file, problem.flaw.code(), place.excerpt)
        });
        found.collect()
    }

    /// Exactly these are found.
    pub(super) fn finds(&self, id: &str, what: &str, expected: Finds) {
        let found = self.found(id);
        let each = expected.iter().all(|(file, code, part)| {
            let mut found = found.iter();
            found.any(|(f, c, line)| f == file && c == code && line.contains(part))
        });
        let no_more = found.len() == expected.len();
        assert!(
            each && no_more,
            "{what}: expected {expected:#?}\nfound {found:#?}"
        );
    }
}

impl Mistake {
    /// Makes it on a copy; it must be found, and nothing else.
    pub(super) fn is_found_on(&self, copy: &Copy) {
        for slip in self.slips {
            copy.spoil(self.plan, slip);
        }
        copy.finds(self.plan, self.what, self.finds);
    }
}

fn path(id: &str, file: In) -> PathBuf {
    PathBuf::from(match file {
        In::Plan => format!("plans/{id}/plan.toml"),
        In::Record => format!("seeds/{id}.toml"),
    })
}
