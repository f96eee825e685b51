//! bulletins.toml: the issues of the bulletin (通报) of a plan.

use std::fs;
use std::path::{Path, PathBuf};

use crate::plan::Day;
use crate::store::check_days::day_flaw;
use crate::store::disk::file::{file_of_bytes, is_absent};
use crate::store::problem::Flaws;
use crate::store::toml_reader::fields::Fields;
use crate::store::{Fault, PlanFiles, Problem};
use crate::store::{Lock, replace_file};
use crate::text::{ExpectedValue, Flaw};

use super::read::{read_office_file, read_office_text};

/// The bulletin issues of a plan, beside plan.toml.
pub const ISSUES_FILE: &str = "bulletins.toml";

/// An issue of a plan's bulletin (督查通报第N期).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BulletinIssue {
    /// The number, counted per plan.
    pub number: u32,
    /// The as-of day.
    pub on: Day,
    /// The revision it was made from, if the plan is in git.
    pub revision: Option<String>,
    /// The number of the issue it corrects (更正).
    pub corrects: Option<u32>,
}

/// Reads the bulletin issues of a plan; a missing file is empty.
///
/// # Errors
/// Fails if the file cannot be read or is malformed: a number given twice is worse than none.
pub fn read_issues(files: &PlanFiles) -> Result<Vec<BulletinIssue>, Fault> {
    let (issues, problems) = read_list(files, Day::MAX);
    match problems.into_iter().find(Problem::is_error) {
        Some(problem) => Err(Fault::NotWritable(problem)),
        None => Ok(issues),
    }
}

/// Returns the issues of a list as far as they can be read; nothing if the text is not such a list.
pub fn issues_in(text: &str) -> Vec<BulletinIssue> {
    let table: toml::Table = text.parse().unwrap_or_default();
    let list = table.get("issue").and_then(toml::Value::as_array);
    let issue = |issue: &toml::Value| {
        let whole = |key| u32::try_from(issue.get(key)?.as_integer()?).ok();
        Some(BulletinIssue {
            number: whole("number")?,
            on: issue.get("on")?.as_datetime()?.to_string().parse().ok()?,
            revision: issue
                .get("revision")
                .and_then(|it| Some(it.as_str()?.to_owned())),
            corrects: whole("corrects"),
        })
    };
    list.into_iter().flatten().filter_map(issue).collect()
}

/// Finds the lists of bulletins in a folder of plans that lie there without a plan.
pub fn check_lists_alone(plans: &Path) -> Vec<Problem> {
    let listing = fs::read_dir(plans).into_iter().flatten().flatten();
    let folders = listing.map(|entry| PlanFiles::in_folder(entry.path()));
    let alone = folders.filter(|files| {
        let list = files.folder.join(ISSUES_FILE);
        list.is_file() && is_absent(&files.plan) && is_absent(&files.progress)
    });
    let lists = alone.map(|files| files.folder.join(ISSUES_FILE));
    let mut lists: Vec<PathBuf> = lists.collect();
    lists.sort();
    let problems = lists.iter();
    let problems = problems.map(|list| Problem::of_file(list, Flaw::IssuesWithoutPlan));
    problems.collect()
}

/// Finds what is wrong in the list of a plan's bulletins.
pub fn check_issues(files: &PlanFiles, today: Day) -> Vec<Problem> {
    read_list(files, today).1
}

/// Returns the problem that keeps the contents of a list of bulletins from being read, if any; one that reads, but gives
/// a number twice or corrects what is not there, is a list.
pub fn unreadable_issues(file: &Path, bytes: Vec<u8>) -> Option<Problem> {
    let text = match file_of_bytes(file, bytes) {
        Ok(text) => text,
        Err(problem) => return Some(problem),
    };
    let (_, flaws) = read_office_text(&text, |root, flaws| issues_of(root, Day::MAX, flaws));
    let mut problems = flaws.in_file(file);
    note_misnamed(&mut problems);
    problems.into_iter().find(|problem| {
        let reads = matches!(
            problem.flaw,
            Flaw::IssueTwice { .. } | Flaw::UnknownIssue { .. }
        );
        problem.is_error() && !reads
    })
}

fn read_list(files: &PlanFiles, today: Day) -> (Vec<BulletinIssue>, Vec<Problem>) {
    let file = files.folder.join(ISSUES_FILE);
    let (issues, mut problems) =
        read_office_file(&file, |root, flaws| issues_of(root, today, flaws));
    note_misnamed(&mut problems);
    (issues, problems)
}

fn issues_of(root: &Fields<'_, '_>, today: Day, flaws: &mut Flaws) -> Vec<BulletinIssue> {
    root.note_items_as_list(&[LIST], flaws);
    let list: Vec<_> = root.tables(LIST, flaws).collect();
    let mut known: Vec<BulletinIssue> = Vec::new();
    for fields in list {
        known.extend(issue(fields, &known, today, flaws));
    }
    known
}

/// Says of a key that is meant for the list (`[[issues]]`) that its numbers would be given again.
fn note_misnamed(problems: &mut [Problem]) {
    for problem in problems {
        if let Flaw::UnknownKey { key, nearest } = &mut problem.flaw
            && nearest.as_deref() == Some(LIST)
        {
            let key = std::mem::take(key);
            problem.flaw = Flaw::IssuesMisnamed { key };
        }
    }
}

/// The key of the list of issues.
const LIST: &str = "issue";

/// Reads one issue that follows those known; `None` without a number or a day, which is a flaw.
fn issue(
    fields: Fields<'_, '_>,
    known: &[BulletinIssue],
    today: Day,
    flaws: &mut Flaws,
) -> Option<BulletinIssue> {
    let whole = |key: &'static str, flaws: &mut Flaws| {
        let spot = fields.whole(key, flaws)?;
        let number = u32::try_from(spot.value).ok();
        if number.is_none() {
            flaws.wrong_type(spot.span.clone(), key, ExpectedValue::Whole);
        }
        Some((number?, spot.span))
    };
    let has = |number| known.iter().any(|it| it.number == number);
    let number = whole("number", flaws).map(|(number, span)| {
        if number == 0 {
            let allowed = vec!["1, 2, 3 ..".to_owned()];
            let (key, value) = ("number".to_owned(), number.to_string());
            flaws.note(
                span,
                Flaw::BadValue {
                    key,
                    value,
                    allowed,
                },
            );
        } else if has(number) {
            flaws.note(span, Flaw::IssueTwice { number });
        }
        number
    });
    let corrects = whole("corrects", flaws).map(|(corrected, span)| {
        if !has(corrected) {
            flaws.note(span, Flaw::UnknownIssue { number: corrected });
        }
        corrected
    });
    let on = fields.date("on", flaws).map(|spot| {
        if let Some(flaw) = day_flaw(spot.value, today) {
            flaws.note(spot.span, flaw);
        }
        spot.value
    });
    let revision = fields.word("revision", flaws).map(|spot| {
        let is_id = spot.value.len() >= 7 && spot.value.chars().all(|c| c.is_ascii_hexdigit());
        if !is_id {
            let text = spot.value.to_owned();
            flaws.note(spot.span, Flaw::NotARevision { text });
        }
        spot.value.to_owned()
    });
    fields.need(&["number", "on"], flaws);
    fields.finish(flaws);
    Some(BulletinIssue {
        number: number?,
        on: on?,
        revision,
        corrects,
    })
}

/// Appends an issue; `comment` is the first line of a new file.
///
/// # Errors
/// Fails if the file cannot be read or written, or has the number: somebody else issued it meanwhile.
pub fn note_issue(
    files: &PlanFiles,
    issue: &BulletinIssue,
    comment: &str,
) -> Result<NotedIssue, Fault> {
    let _lock = Lock::acquire(&files.folder)?;
    let (known, problems) = read_list(files, Day::MAX);
    // A list in brackets takes no header behind it.
    let is_in_the_way = |it: &Problem| it.is_error() || matches!(it.flaw, Flaw::ItemsAsList { .. });
    if let Some(problem) = problems.into_iter().find(is_in_the_way) {
        return Err(Fault::NotWritable(problem));
    }
    let file = files.folder.join(ISSUES_FILE);
    if known.iter().any(|it| it.number == issue.number) {
        return Err(Fault::IssueTaken(issue.number));
    }
    let before = if is_absent(&file) {
        None
    } else {
        Some(std::fs::read_to_string(&file).map_err(Fault::io(&file))?)
    };
    let mut text = before.clone().unwrap_or(format!("# {comment}\n"));
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text += &format!(
        "\n[[issue]]\nnumber = {}\non = {}\n",
        issue.number, issue.on
    );
    if let Some(revision) = &issue.revision {
        text += &format!("revision = \"{revision}\"\n");
    }
    if let Some(corrected) = issue.corrects {
        text += &format!("corrects = {corrected}\n");
    }
    replace_file(&file, text.as_bytes())?;
    Ok(NotedIssue {
        files: files.clone(),
        before,
        after: text,
    })
}

/// An issue that was appended, for when its bulletin cannot be put in place.
#[derive(Clone, Debug)]
pub struct NotedIssue {
    files: PlanFiles,
    before: Option<String>,
    after: String,
}

impl NotedIssue {
    /// Takes the issue back, unless somebody changed the file meanwhile.
    ///
    /// # Errors
    /// Fails if the file cannot be read or written.
    pub fn take_back(&self) -> Result<(), Fault> {
        let _lock = Lock::acquire(&self.files.folder)?;
        let file = self.files.folder.join(ISSUES_FILE);
        let now = std::fs::read_to_string(&file).map_err(Fault::io(&file))?;
        if now != self.after {
            return Ok(());
        }
        match &self.before {
            Some(before) => replace_file(&file, before.as_bytes()).map(|_| ()),
            None => std::fs::remove_file(&file).map_err(Fault::io(&file)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_noted_is_read() {
        let root = tempfile::tempdir().unwrap();
        let files = PlanFiles::in_folder(root.path().join("demo"));
        std::fs::create_dir(&files.folder).unwrap();
        assert_eq!(read_issues(&files).unwrap(), []);
        let first = BulletinIssue {
            number: 1,
            on: Day::from_ymd_opt(2024, 3, 31).unwrap(),
            revision: Some("0123abc".to_owned()),
            corrects: None,
        };
        let second = BulletinIssue {
            number: 2,
            on: Day::from_ymd_opt(2024, 6, 30).unwrap(),
            revision: None,
            corrects: Some(1),
        };
        note_issue(&files, &first, "期号").unwrap();
        let noted = note_issue(&files, &second, "期号").unwrap();
        noted.take_back().unwrap();
        assert_eq!(read_issues(&files).unwrap().len(), 1);
        note_issue(&files, &second, "期号").unwrap();
        assert_eq!(read_issues(&files).unwrap(), [first.clone(), second]);
        // A number is given once.
        assert!(note_issue(&files, &first, "期号").is_err());
        let file = files.folder.join(ISSUES_FILE);
        let list = "issue = [{ number = 3, on = 2024-05-30 }]\n";
        std::fs::write(&file, list).unwrap();
        assert_eq!(read_issues(&files).unwrap().len(), 1);
        assert!(matches!(
            note_issue(&files, &first, "期号"),
            Err(Fault::NotWritable(_))
        ));
        assert_eq!(std::fs::read_to_string(&file).unwrap(), list);
        for (flawed, place) in [
            ("[[issue]]\nnumber = 1\n", "[[issue]]"),
            ("[[issue]]\nnumber = -1\non = 2024-06-30\n", "-1"),
            ("[[issue]]\nnumber = 1\non = \"today\"\n", "\"today\""),
        ] {
            std::fs::write(&file, flawed).unwrap();
            assert!(read_issues(&files).is_err());
            let problems = check_issues(&files, Day::MAX);
            assert_eq!(problems.len(), 1, "{problems:?}");
            assert_eq!(&flawed[problems[0].span.clone()], place);
        }
    }
}
