//! Merging of bulletins.toml: every issue that either side noted is kept.

use std::collections::BTreeMap;

use super::Versions;
use super::written::merge_comments;
use crate::store::toml_reader::statements::{StatementKind, statements};

/// A merge of two lists of bulletin issues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum MergedBulletins {
    /// The list with the issues of both sides.
    List(String),
    /// Both sides gave one number to different issues.
    NumberTaken {
        number: u32,
        /// The first number that neither side has given.
        next: u32,
    },
}

/// A list as written: the lines before the first issue, and each issue by its number.
#[derive(Clone, Default)]
struct WrittenList<'t> {
    head: &'t str,
    issues: BTreeMap<u32, &'t str>,
}

impl WrittenList<'_> {
    /// Returns the list without its issues.
    fn emptied(self) -> Self {
        Self {
            issues: BTreeMap::new(),
            ..self
        }
    }
}

/// Merges two lists of a plan's bulletin issues, of which a side may have deleted its own; `None` if a text is not such
/// a list, or both sides changed one issue.
pub(crate) fn merge_bulletin_lists(
    base: Option<&str>,
    ours: Option<&str>,
    theirs: Option<&str>,
) -> Option<MergedBulletins> {
    let base = base.map_or(Some(WrittenList::default()), read)?;
    let sides = [ours.map(read), theirs.map(read)];
    let (ours, theirs) = match sides {
        [Some(ours), Some(theirs)] => (ours?, theirs?),
        [Some(ours), None] => (ours.clone()?, ours?.emptied()),
        [None, Some(theirs)] => (theirs.clone()?.emptied(), theirs?),
        [None, None] => return None,
    };
    let numbers = ours.issues.keys().chain(theirs.issues.keys());
    let next = numbers.max().map_or(1, |last| last + 1);
    let lists = Versions::new(&base, &ours, &theirs);
    let heads = merge_comments(lists.map(|list| list.head));
    let mut text = heads.trim_end().to_owned();
    let mut all = base.issues.clone();
    all.extend(&ours.issues);
    all.extend(&theirs.issues);
    for number in all.into_keys() {
        let issues = lists.map(|list| list.issues.get(&number));
        match issues.one_sided() {
            Some(Some(issue)) => text = format!("{text}\n\n{issue}"),
            Some(None) => {}
            None if issues.base.is_none() => {
                return Some(MergedBulletins::NumberTaken { number, next });
            }
            None => return None,
        }
    }
    Some(MergedBulletins::List(format!("{}\n", text.trim_start())))
}

/// Returns the numbers of the issues of a list that a later one lacks or has otherwise; none if a text is not such a
/// list.
pub(crate) fn lost_issues(was: &str, now: &str) -> Vec<u32> {
    let (Some(was), Some(now)) = (read(was), read(now)) else {
        return Vec::new();
    };
    let meaning = |issue: &str| issue.parse::<toml::Table>().ok();
    let is_kept = |number: &u32, issue: &str| {
        let later = now.issues.get(number);
        later.is_some_and(|later| meaning(later) == meaning(issue))
    };
    let lost = was.issues.iter();
    let lost = lost.filter(|(number, issue)| !is_kept(number, issue));
    lost.map(|(number, _)| *number).collect()
}

/// Reads a list; `None` if a number is missing or repeated, or something else than issues is in it.
fn read(text: &str) -> Option<WrittenList<'_>> {
    let table: toml::Table = text.parse().ok()?;
    let has_others = table.keys().any(|key| key != "issue");
    let listed = table
        .get("issue")
        .map_or(Some(&[][..]), |list| list.as_array().map(Vec::as_slice))?;
    let starts: Vec<usize> = statements(text)
        .into_iter()
        .filter(|it| matches!(it.kind, StatementKind::Header { .. }))
        .map(|it| it.span.start)
        .collect();
    if has_others || starts.len() != listed.len() {
        return None;
    }
    let mut issues = BTreeMap::new();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    for ((start, end), issue) in starts.iter().zip(ends).zip(listed) {
        let number = issue.get("number")?.as_integer()?;
        let known = issues.insert(u32::try_from(number).ok()?, text[*start..end].trim());
        if known.is_some() {
            return None;
        }
    }
    let head = starts.first().map_or(text, |first| &text[..*first]);
    Some(WrittenList { head, issues })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "# 期号\n";

    fn list(issues: &[(u32, &str)]) -> String {
        let issues = issues
            .iter()
            .map(|(number, on)| format!("\n[[issue]]\nnumber = {number}\non = {on}\n"));
        HEAD.to_owned() + &issues.collect::<String>()
    }

    fn merged(base: Option<&str>, ours: &str, theirs: &str) -> Option<String> {
        match merge_bulletin_lists(base, Some(ours), Some(theirs))? {
            MergedBulletins::List(text) => Some(text),
            MergedBulletins::NumberTaken { number, next } => Some(format!("{number} -> {next}")),
        }
    }

    #[test]
    fn the_issues_of_both_sides_are_kept() {
        let (one, two) = ((1, "2024-03-31"), (2, "2024-06-30"));
        let base = list(&[one]);
        let added = list(&[one, two]);
        assert_eq!(merged(Some(&base), &added, &base), Some(added.clone()));
        assert_eq!(merged(Some(&base), &base, &added), Some(added.clone()));
        assert_eq!(merged(None, &added, &base), Some(added.clone()));
        let third = list(&[one, (3, "2024-09-30")]);
        let all = list(&[one, two, (3, "2024-09-30")]);
        assert_eq!(merged(Some(&base), &third, &added), Some(all));
        // One that was taken out stays out.
        let none = list(&[]);
        assert_eq!(merged(Some(&base), &none, &added), Some(list(&[two])));
        // So do the issues of a list that one side deleted, but for those that are new on the other.
        for [ours, theirs] in [[None, Some(&*added)], [Some(&*added), None]] {
            let kept = merge_bulletin_lists(Some(&base), ours, theirs);
            assert_eq!(kept, Some(MergedBulletins::List(list(&[two]))));
        }
        // A note by hand, and a comment below an issue, stay.
        let noted = added.replace("number = 2", "number = 2 # 补发") + "# 第二期报县政府\n";
        assert_eq!(merged(Some(&base), &base, &noted), Some(noted.clone()));
    }

    #[test]
    fn one_number_for_two_issues_is_told() {
        let base = list(&[(1, "2024-03-31")]);
        let ours = list(&[(1, "2024-03-31"), (2, "2024-06-30")]);
        let theirs = list(&[(1, "2024-03-31"), (2, "2024-07-01"), (3, "2024-09-30")]);
        let told = merged(Some(&base), &ours, &theirs);
        assert_eq!(told.as_deref(), Some("2 -> 4"));
        assert_eq!(merged(None, &base, &ours), Some(ours.clone()));
    }

    #[test]
    fn what_is_no_list_or_was_changed_twice_is_left() {
        let base = list(&[(1, "2024-03-31")]);
        let [ours, theirs] = ["2024-04-01", "2024-04-02"].map(|on| list(&[(1, on)]));
        assert_eq!(merged(Some(&base), &ours, &theirs), None);
        assert_eq!(merge_bulletin_lists(Some(&base), None, Some(&ours)), None);
        for strange in ["office = \"甲\"\n", "[[issue]]\non = 2024-06-30\n", "x x"] {
            assert_eq!(merged(Some(&base), strange, &base), None, "{strange}");
        }
    }
}
