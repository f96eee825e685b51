//! `check` finds what is wrong, says where, and how to mend it: a small workspace a case in `tests/check/`, with what is
//! to be said of it. A case without a plan.toml has the sound one of `tests/check/plan.toml`; one without a
//! progress.toml has the one that `check --fix` makes. Where a case has `fixed.toml`, that is what `--fix` makes of its
//! progress.toml.
//!
//! `DUBAN_BLESS=1 cargo test check_` writes what is said now; read the difference before it is committed.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use duban::plan::Day;
use duban::store::{
    Fixed, Loaded, PlanFiles, Problem, check_counting, check_plan, fix_plan, render_problem,
};
use duban::text::Lang;
use tempfile::TempDir;

use crate::git_support::codes;

const AS_OF: &str = "2024-06-30";

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check")
}

struct Case {
    name: String,
    folder: TempDir,
}

impl Case {
    fn copy(from: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let plan_folder = folder.path().join("plans/demo");
        fs::create_dir_all(&plan_folder).unwrap();
        let own = from.join("plan.toml");
        let plan = if own.exists() {
            own
        } else {
            cases().join("plan.toml")
        };
        fs::copy(plan, plan_folder.join("plan.toml")).unwrap();
        let case = Self {
            name: from.file_name().unwrap().to_str().unwrap().to_owned(),
            folder,
        };
        let progress = from.join("progress.toml");
        if progress.exists() {
            fs::copy(progress, plan_folder.join("progress.toml")).unwrap();
        } else if !from.join("no-progress").exists() {
            case.fix();
        }
        case
    }

    fn of(plan: &[u8], progress: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let plan_folder = folder.path().join("plans/demo");
        fs::create_dir_all(&plan_folder).unwrap();
        fs::write(plan_folder.join("plan.toml"), plan).unwrap();
        fs::write(plan_folder.join("progress.toml"), progress).unwrap();
        Self {
            name: "demo".to_owned(),
            folder,
        }
    }

    fn files(&self) -> PlanFiles {
        PlanFiles::in_folder(self.folder.path().join("plans/demo"))
    }

    fn load(&self) -> Loaded {
        Loaded::read(&self.files(), AS_OF.parse::<Day>().unwrap())
    }

    fn fix(&self) -> Option<Fixed> {
        let plan = self.load().plan?;
        fix_plan(&self.files(), &plan).ok()
    }

    fn said(&self, lang: Lang) -> String {
        let mut said = String::new();
        for problem in self.problems() {
            let shown_as = problem.file.strip_prefix(self.folder.path()).unwrap();
            said.push_str(&render_problem(&problem, shown_as, lang.words()));
        }
        said
    }

    fn problems(&self) -> Vec<Problem> {
        let loaded = self.load();
        let mut problems = check_plan(&loaded, self.folder.path());
        problems.extend(check_counting(&loaded, AS_OF.parse::<Day>().unwrap()));
        problems
    }

    fn codes(&self) -> Vec<&'static str> {
        codes(&self.problems())
    }
}

/// Holds what is said against the file, or writes the file where that is asked for.
fn hold(path: &Path, said: &str, differences: &mut String) {
    if std::env::var_os("DUBAN_BLESS").is_some() {
        fs::write(path, said).unwrap();
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    if expected != said && std::env::var_os("UPDATE_CASES").is_some() {
        fs::write(path, said).unwrap();
    } else if expected != said {
        let _ = writeln!(
            differences,
            "== {}\n-- expected\n{expected}\n-- said\n{said}",
            path.display()
        );
    }
}

#[test]
fn check_says_of_every_case_what_is_wrong_where_and_how_to_mend_it() {
    let mut differences = String::new();
    let mut seen = 0;
    for entry in fs::read_dir(cases()).unwrap() {
        let from = entry.unwrap().path();
        if !from.is_dir() {
            continue;
        }
        seen += 1;
        let case = Case::copy(&from);
        hold(
            &from.join("said.en"),
            &case.said(Lang::En),
            &mut differences,
        );
        hold(
            &from.join("said.zh"),
            &case.said(Lang::Zh),
            &mut differences,
        );
        let fixable = check_plan(&case.load(), case.folder.path())
            .iter()
            .any(|problem| problem.flaw.is_fixable());
        if fixable && let Some(fixed) = case.fix() {
            assert!(!fixed.is_empty(), "{}", case.name);
            let text = fs::read_to_string(case.files().progress).unwrap();
            hold(&from.join("fixed.toml"), &text, &mut differences);
            let left = check_plan(&case.load(), case.folder.path());
            let left: Vec<_> = left
                .iter()
                .filter(|problem| problem.flaw.is_fixable())
                .collect();
            assert!(left.is_empty(), "{}: {left:?}", case.name);
        }
    }
    assert!(seen > 60, "the cases are not where they should be");
    assert!(differences.is_empty(), "{differences}");
}

// Too large to be kept as files

const PLAN: &str = include_str!("check/plan.toml");

#[test]
fn a_file_that_is_far_too_large_is_not_read() {
    let case = Case::of(PLAN.as_bytes(), b"");
    for path in [case.files().progress, case.files().plan] {
        let file = fs::OpenOptions::new().write(true).open(&path).unwrap();
        file.set_len(50 << 20).unwrap();
        assert_eq!(case.codes(), ["too-large"]);
        assert!(case.said(Lang::En).contains("50 MB"));
    }
}

/// Whatever a file holds, reading it ends soon, and in words.
#[test]
fn odd_files_are_told_in_time() {
    let after = |text: &str| format!("{PLAN}\n{text}");
    let deep = |open: &str, close: &str| {
        after(&format!(
            "x = {}{}\n",
            open.repeat(100_000),
            close.repeat(100_000)
        ))
    };
    let long = "甲".repeat(1_000_000);
    let plans: [(&str, String, &str); 9] = [
        ("arrays in arrays", deep("[", "]"), "syntax"),
        ("arrays that do not end", deep("[", ""), "syntax"),
        ("tables in tables", deep("{a=", "}"), "syntax"),
        (
            "a key of many parts",
            after(&format!("[{}]\n", vec!["a"; 100_000].join("."))),
            "syntax",
        ),
        ("many errors", after(&"a = = =\n".repeat(200_000)), "syntax"),
        (
            "a long unit",
            PLAN.replace("lead = [\"县教育局\"]", &format!("lead = [\"{long}\"]")),
            "unknown-unit",
        ),
        (
            "a long key",
            after(&format!("[{}]\n", "k".repeat(1_000_000))),
            "unknown-key",
        ),
        (
            "many unknown keys",
            after(&(0..5_000).map(|n| format!("[k{n}]\n")).collect::<String>()),
            "unknown-key",
        ),
        (
            "many equals signs",
            after(&"=======\n".repeat(200_000)),
            "syntax",
        ),
    ];
    for (what, plan, code) in plans {
        let started = std::time::Instant::now();
        let case = Case::of(plan.as_bytes(), b"schema = 1\nplan = \"demo\"\n");
        assert!(case.codes().contains(&code), "{what}: {:?}", case.codes());
        let said = case.said(Lang::Zh);
        assert!(
            said.lines().all(|line| line.chars().count() < 1_000),
            "{what}"
        );
        assert!(
            started.elapsed().as_secs() < 30,
            "{what}: {:?}",
            started.elapsed()
        );
    }
}

#[test]
fn logs_of_thousands_of_entries_are_read_in_time() {
    let entries: String = (0..10_000)
        .map(|n| {
            let (month, day) = (n / 28 % 12 + 1, n % 28 + 1);
            format!("  {{ on = 2022-{month:02}-{day:02}, by = \"县教育局\", value = {n}, text = \"第{n}次\" }},\n")
        })
        .collect();
    let progress =
        format!("schema = 1\nplan = \"demo\"\n[milestone.\"3.1/launch\"]\nlog = [\n{entries}]\n");
    let case = Case::of(PLAN.as_bytes(), progress.as_bytes());
    let started = std::time::Instant::now();
    let codes = case.codes();
    assert!(codes.contains(&"contradiction"));
    assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
}
