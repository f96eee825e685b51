//! A copy of a plan and its record, to be spoilt.

use std::fs;
use std::path::{Path, PathBuf};

use duban::import::check_source;
use duban::plan::Day;
use duban::store::{Loaded, PlanFiles, TextPlace};

use crate::sources::originals;

/// Which of a plan's two files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum In {
    Plan,
    Record,
}

/// A folder with plans/ and seeds/ in it, for a deliberate mistake in one plan.
pub(super) struct Copy {
    folder: tempfile::TempDir,
    sources: PathBuf,
    plan: &'static str,
    mistake: &'static str,
}

impl Copy {
    /// One of the five plans, to be held against its original document.
    pub(super) fn of(plan: &'static str, mistake: &'static str) -> Self {
        let copy = Self {
            folder: tempfile::tempdir().unwrap(),
            sources: originals(),
            plan,
            mistake,
        };
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
        for file in [In::Plan, In::Record] {
            let text = fs::read_to_string(repository.join(copy.path(file))).unwrap();
            copy.write(file, &text);
        }
        copy
    }

    /// A made-up plan with its made-up document.
    pub(super) fn of_the_example(mistake: &'static str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let sources = folder.path().join("originals");
        fs::create_dir(&sources).unwrap();
        let document = include_str!("../data/source/document.txt");
        fs::write(sources.join("document.txt"), document).unwrap();
        let copy = Self {
            folder,
            sources,
            plan: "demo",
            mistake,
        };
        copy.write(In::Plan, include_str!("../data/source/plan.toml"));
        copy.write(In::Record, include_str!("../data/source/record.toml"));
        copy
    }

    pub(super) fn read(&self, file: In) -> String {
        fs::read_to_string(self.folder.path().join(self.path(file))).unwrap()
    }

    pub(super) fn write(&self, file: In, text: &str) {
        let path = self.folder.path().join(self.path(file));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn path(&self, file: In) -> PathBuf {
        PathBuf::from(match file {
            In::Plan => format!("plans/{}/plan.toml", self.plan),
            In::Record => format!("seeds/{}.toml", self.plan),
        })
    }

    /// The folder of the original documents.
    pub(super) fn sources(&self) -> &Path {
        &self.sources
    }

    /// The second text in the place of the first, which must be there once.
    pub(super) fn put(self, file: In, old: &str, new: &str) -> Self {
        let text = self.with_one(file, old);
        self.write(file, &text.replacen(old, new, 1));
        self
    }

    /// Below the first text, the third in the place of the first occurrence of the second.
    pub(super) fn below(self, file: In, mark: &str, old: &str, new: &str) -> Self {
        let text = self.with_one(file, mark);
        let (before, after) = text.split_at(text.find(mark).unwrap());
        let plan = self.plan;
        assert!(after.contains(old), "{old:?} below {mark:?} in {plan}");
        self.write(file, &format!("{before}{}", after.replacen(old, new, 1)));
        self
    }

    /// Without the action of this id and its milestones.
    pub(super) fn without_action(self, id: &str) -> Self {
        let text = self.read(In::Plan);
        let head = format!("[[action]]\nid = \"{id}\"\n");
        let (before, after) = text.split_once(&head).unwrap();
        let end = after.find("[[action]]\n").unwrap_or(after.len());
        self.write(In::Plan, &format!("{before}{}", &after[end..]));
        self
    }

    /// Without the one line that has this text.
    pub(super) fn without_line(self, file: In, part: &str) -> Self {
        let text = self.with_one(file, part);
        let lines = text.split_inclusive('\n');
        let kept: String = lines.filter(|line| !line.contains(part)).collect();
        self.write(file, &kept);
        self
    }

    /// Reads a file that must have this text once.
    fn with_one(&self, file: In, part: &str) -> String {
        let text = self.read(file);
        assert_eq!(text.matches(part).count(), 1, "{part:?} in {}", self.plan);
        text
    }

    /// All that is found: in which file, the code, and the line that is pointed at.
    pub(super) fn found(&self) -> Vec<(In, &'static str, String)> {
        let files = PlanFiles::in_folder(self.folder.path().join("plans").join(self.plan));
        let loaded = Loaded::read(&files, Day::from_ymd_opt(2024, 6, 30).unwrap());
        let mut broken = loaded.problems.iter().filter(|problem| problem.is_error());
        assert_eq!(broken.next(), None, "the plan by itself must be right");
        let problems = check_source(&loaded, self.folder.path(), &self.sources);
        let found = problems.into_iter().map(|problem| {
            let file = [In::Plan, In::Record]
                .into_iter()
                .find(|file| problem.file == self.folder.path().join(self.path(*file)));
            let file = file.unwrap_or_else(|| panic!("found in {}", problem.file.display()));
            let place = TextPlace::of(&self.read(file), &problem.span);
            (file, problem.flaw.code(), place.excerpt)
        });
        found.collect()
    }

    /// Exactly these are found: in which file, the code, and a part of the line that is pointed at.
    pub(super) fn finds(&self, expected: &[(In, &str, &str)]) {
        let found = self.found();
        let each = expected.iter().all(|(file, code, part)| {
            let mut found = found.iter();
            found.any(|(f, c, line)| f == file && c == code && line.contains(part))
        });
        let no_more = found.len() == expected.len();
        assert!(
            each && no_more,
            "{}: expected {expected:#?}\nfound {found:#?}",
            self.mistake
        );
    }
}
