//! A weakened commitment is seen, by name; what weakens nothing is never reproached. The cases are files in
//! tests/review/: a base plan, and for each case the edits of it and what must be seen.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use duban::diff::Version;
use duban::review::{Author, Authors, Review, review};
use serde::Deserialize;

/// Who wrote the base: some cases are about who writes the edit.
const FIRST_AUTHOR: &str = "张三";

fn author(name: &str) -> Author {
    Author {
        name: name.to_owned(),
        email: String::new(),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// In words, for people.
    what: String,
    /// Codes that must be seen, and no others.
    #[serde(default)]
    expect: Vec<String>,
    /// Who commits the edit.
    #[serde(default)]
    author: Option<String>,
    edit: Vec<Edit>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    file: String,
    #[serde(default)]
    find: Option<String>,
    #[serde(default)]
    replace: String,
    #[serde(default)]
    append: String,
    #[serde(default)]
    all: bool,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/review")
}

fn base() -> [String; 2] {
    ["plan", "progress"]
        .map(|name| fs::read_to_string(folder().join("base").join(format!("{name}.toml"))).unwrap())
}

fn version([plan, progress]: &[String; 2]) -> Version {
    Version::read(
        "base",
        Some(plan.clone().into_bytes()),
        Some(progress.clone().into_bytes()),
    )
}

impl Case {
    fn apply(&self, mut texts: [String; 2], path: &Path) -> [String; 2] {
        for edit in &self.edit {
            let text = &mut texts[usize::from(edit.file == "progress")];
            let Some(find) = &edit.find else {
                text.push_str(&edit.append);
                continue;
            };
            let times = text.matches(find.as_str()).count();
            assert!(times > 0, "{}: {find:?} is not in the base", path.display());
            assert!(
                times == 1 || edit.all,
                "{}: {find:?} stands {times} times",
                path.display()
            );
            *text = text.replace(find.as_str(), &edit.replace);
        }
        texts
    }

    fn review(&self, path: &Path) -> Review {
        let before = version(&base());
        let after = version(&self.apply(base(), path));
        let mut authors = Authors::default();
        authors.learn(&[&Version::default()], &before, &[author(FIRST_AUTHOR)]);
        if let Some(name) = &self.author {
            authors.learn(&[&before], &after, &[author(name)]);
        }
        review(&before, &after, &authors)
    }
}

fn cases(kind: &str) -> Vec<(PathBuf, Case)> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder().join(kind))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let case = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            (path, case)
        })
        .collect()
}

fn codes(weakenings: &[duban::review::Weakening]) -> BTreeSet<&'static str> {
    weakenings
        .iter()
        .map(|weakening| weakening.what.kind.key())
        .collect()
}

#[test]
fn the_base_is_a_plan_without_errors() {
    let base = version(&base());
    assert!(base.document.is_some());
    assert_eq!(base.errors, []);
    assert_eq!(base.progress.milestones.len(), 6);
}

#[test]
fn every_way_to_weaken_a_plan_is_seen_by_name() {
    let cases = cases("weaker");
    assert!(cases.len() >= 30, "only {}", cases.len());
    let mut missed = Vec::new();
    for (path, case) in &cases {
        let review = case.review(path);
        let seen = codes(&review.weakened);
        let wanted: BTreeSet<&str> = case.expect.iter().map(String::as_str).collect();
        if wanted.is_empty() || seen != wanted {
            missed.push(format!(
                "{} {}: wanted {:?}, saw {seen:?}",
                path.display(),
                case.what,
                case.expect
            ));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn no_harmless_edit_is_flagged() {
    let cases = cases("harmless");
    assert!(cases.len() >= 30, "only {}", cases.len());
    let mut flagged = Vec::new();
    for (path, case) in &cases {
        let review = case.review(path);
        if !review.weakened.is_empty() || !review.by_document.is_empty() {
            flagged.push(format!(
                "{} {}: {:#?}",
                path.display(),
                case.what,
                review.weakened
            ));
        }
    }
    assert!(flagged.is_empty(), "{}", flagged.join("\n"));
}

#[test]
fn what_a_numbered_document_changed_is_listed_under_it_and_not_reproached() {
    for (path, case) in cases("documented") {
        let review = case.review(&path);
        assert_eq!(review.weakened, [], "{} {}", path.display(), case.what);
        let seen = codes(&review.by_document);
        let wanted: BTreeSet<&str> = case.expect.iter().map(String::as_str).collect();
        assert!(
            !seen.is_empty() && seen.is_subset(&wanted),
            "{} {}: {seen:?}",
            path.display(),
            case.what
        );
        assert_eq!(review.documents.len(), 1, "{}", path.display());
        assert_eq!(
            review.documents[0].number.as_deref(),
            Some("示政办〔2024〕3号")
        );
    }
}

#[test]
fn a_plan_that_goes_away_is_seen() {
    let before = version(&base());
    let gone = review(&before, &Version::default(), &Authors::default());
    assert_eq!(codes(&gone.weakened), BTreeSet::from(["plan-gone"]));
    let [plan, progress] = base();
    let broken = Version::read(
        "base",
        Some(plan.replace("[[phase]]", "[[stage]]").into_bytes()),
        Some(progress.into_bytes()),
    );
    let seen = review(&before, &broken, &Authors::default());
    assert!(codes(&seen.weakened).contains("broken"));
}

#[test]
fn a_correction_is_listed_as_one() {
    let (path, case) = cases("harmless")
        .into_iter()
        .find(|(path, _)| path.ends_with("correction.toml"))
        .unwrap();
    let review = case.review(&path);
    assert_eq!(review.corrections.len(), 1);
    assert_eq!(review.progress, []);
    assert_eq!(review.commitments, []);
}
