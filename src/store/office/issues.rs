use crate::plan::Day;
use crate::store::disk::file::is_absent;
use crate::store::disk::write::{Lock, replace_file};
use crate::store::problem::Flaws;
use crate::store::toml_reader::fields::Fields;
use crate::store::{Fault, PlanFiles, Problem};
use crate::text::ExpectedValue;

use super::read::read_office_file;

/// The bulletin issues of a plan, beside plan.toml.
pub const ISSUES_FILE: &str = "bulletins.toml";

/// An issue of a plan's bulletin (督查通报第N期).
#[derive(Clone, Debug, PartialEq, Eq)]
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
    let (issues, problems) = read_list(files);
    match problems.into_iter().find(Problem::is_error) {
        Some(problem) => Err(Fault::NotWritable(problem)),
        None => Ok(issues),
    }
}

/// Finds what is wrong in the list of a plan's bulletins.
pub fn check_issues(files: &PlanFiles) -> Vec<Problem> {
    read_list(files).1
}

fn read_list(files: &PlanFiles) -> (Vec<BulletinIssue>, Vec<Problem>) {
    read_office_file(&files.folder.join(ISSUES_FILE), |root, flaws| {
        let list: Vec<_> = root.tables("issue", flaws).collect();
        let list = list.into_iter().filter_map(|fields| issue(fields, flaws));
        list.collect()
    })
}

/// Reads one issue; `None` without a number or a day, which is a flaw.
fn issue(fields: Fields<'_, '_>, flaws: &mut Flaws) -> Option<BulletinIssue> {
    let whole = |key: &'static str, flaws: &mut Flaws| {
        let spot = fields.whole(key, flaws)?;
        let number = u32::try_from(spot.value).ok();
        if number.is_none() {
            flaws.wrong_type(spot.span, key, ExpectedValue::Whole);
        }
        number
    };
    let number = whole("number", flaws);
    let corrects = whole("corrects", flaws);
    let on = fields.date("on", flaws).map(|spot| spot.value);
    let revision = fields.text("revision", flaws);
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
pub fn note_issue(files: &PlanFiles, issue: &BulletinIssue, comment: &str) -> Result<(), Fault> {
    let _lock = Lock::acquire(&files.folder)?;
    let known = read_issues(files)?;
    let file = files.folder.join(ISSUES_FILE);
    if known.iter().any(|it| it.number == issue.number) {
        return Err(Fault::IssueTaken(issue.number));
    }
    let mut text = if is_absent(&file) {
        format!("# {comment}\n")
    } else {
        std::fs::read_to_string(&file).map_err(Fault::io(&file))?
    };
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
    Ok(())
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
        note_issue(&files, &second, "期号").unwrap();
        assert_eq!(read_issues(&files).unwrap(), [first.clone(), second]);
        // A number is given once.
        assert!(note_issue(&files, &first, "期号").is_err());
        let file = files.folder.join(ISSUES_FILE);
        for (flawed, place) in [
            ("[[issue]]\nnumber = 1\n", "[[issue]]"),
            ("[[issue]]\nnumber = -1\non = 2024-06-30\n", "-1"),
            ("[[issue]]\nnumber = 1\non = \"today\"\n", "\"today\""),
        ] {
            std::fs::write(&file, flawed).unwrap();
            assert!(read_issues(&files).is_err());
            let problems = check_issues(&files);
            assert_eq!(problems.len(), 1, "{problems:?}");
            assert_eq!(&flawed[problems[0].span.clone()], place);
        }
    }
}
