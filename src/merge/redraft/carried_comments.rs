//! Comments over an item that is drafted anew: those of people stay, the doubts are those of the newer reading.

use crate::store::plan::doubt_comment::doubt_in;

/// Returns the comments and blank lines of ours with those of the newer draft. A doubt that is still there gets its new
/// line; one of the earlier draft that is settled stays away. Without the earlier draft, new comments are those over a
/// changed item.
pub(super) fn carried_comments(
    base: Option<&str>,
    ours: &str,
    theirs: &str,
    is_changed: bool,
) -> String {
    let base_lines = base.into_iter().flat_map(str::lines);
    let mut before: Vec<(bool, &str)> = base_lines.filter_map(known_by).collect();
    let mut newer: Vec<((bool, &str), &str)> = theirs
        .split_inclusive('\n')
        .filter_map(|line| Some((known_by(line)?, line)))
        .collect();
    let mut carried = String::new();
    for line in ours.split_inclusive('\n') {
        let Some(said) = known_by(line) else {
            carried.push_str(line);
            continue;
        };
        let was_said = take(&mut before, |known| *known == said).is_some();
        match take(&mut newer, |(known, _)| *known == said) {
            Some(((true, _), newer)) => {
                let indent = line.len() - line.trim_start().len();
                carried.push_str(&line[..indent]);
                carried.push_str(newer.trim_start());
            }
            None if was_said => {}
            _ => carried.push_str(line),
        }
    }
    let mut is_new = |said: &(bool, &str)| match base {
        Some(_) => take(&mut before, |known| known == said).is_none(),
        None => is_changed,
    };
    let new: String = newer
        .iter()
        .filter(|(said, _)| is_new(said))
        .map(|(_, line)| *line)
        .collect();
    let blank_from = carried.trim_end().len();
    let at = carried[blank_from..]
        .find('\n')
        .map_or(carried.len(), |at| blank_from + at + 1);
    // Nothing but blank lines: the comment comes behind them, over what it is about.
    let at = if blank_from == 0 { carried.len() } else { at };
    carried.insert_str(at, &new);
    carried
}

/// Returns the key of a comment: whether it is a doubt of the reader, and its words, for a doubt without the number of
/// the line. `None` for a blank line.
fn known_by(line: &str) -> Option<(bool, &str)> {
    let line = line.trim();
    match doubt_in(line) {
        Some((_, said)) => Some((true, said)),
        None => line.starts_with('#').then_some((false, line)),
    }
}

fn take<T>(list: &mut Vec<T>, is_it: impl Fn(&T) -> bool) -> Option<T> {
    let at = list.iter().position(is_it)?;
    Some(list.remove(at))
}

#[cfg(test)]
mod tests {
    use super::carried_comments;

    #[test]
    fn comments_of_people_stay_and_settled_doubts_stay_away() {
        let base = "# doubt: [3] 甲\n# doubt: [4] 乙\n";
        let theirs = "# doubt: [7] 甲\n# doubt: [8] 乙\n# doubt: [9] 丙\n";
        let ours = "# 手写\n# doubt: [4] 乙\n";
        assert_eq!(
            carried_comments(Some(base), ours, theirs, false),
            "# 手写\n# doubt: [8] 乙\n# doubt: [9] 丙\n"
        );
        for (is_changed, carried) in [
            (false, "# 手写\n# doubt: [8] 乙\n"),
            (
                true,
                "# 手写\n# doubt: [8] 乙\n# doubt: [7] 甲\n# doubt: [9] 丙\n",
            ),
        ] {
            assert_eq!(carried_comments(None, ours, theirs, is_changed), carried);
        }
        // A doubt that the newer reading no longer has goes; one that people wrote stays.
        assert_eq!(carried_comments(Some(base), ours, "", true), "# 手写\n");
        assert_eq!(carried_comments(None, ours, "", true), ours);
    }

    #[test]
    fn new_comments_stand_over_what_they_are_about() {
        let new = "# doubt: [1] 甲\n";
        for (ours, carried) in [
            ("", "# doubt: [1] 甲\n"),
            ("\n", "\n# doubt: [1] 甲\n"),
            ("# 头\n\n", "# 头\n# doubt: [1] 甲\n\n"),
        ] {
            assert_eq!(carried_comments(Some(""), ours, new, true), carried);
        }
    }
}
