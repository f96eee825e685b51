//! Comments over an item that is drafted anew: those of people stay, the doubts are those of the newer reading.

/// How a doubt of the reader begins.
const DOUBT: &str = "# doubt:";

/// Returns the comments and blank lines of ours with what the newer draft says. A doubt that still stands gets its new
/// line; one that the earlier draft had and that is settled stays away. Without the earlier draft, new comments are those
/// over a changed item.
pub(super) fn carried_comments(
    base: Option<&str>,
    ours: &str,
    theirs: &str,
    is_changed: bool,
) -> String {
    let of = |text: &str| text.lines().filter_map(known_by).collect::<Vec<String>>();
    let mut before = base.map(of).unwrap_or_default();
    let mut newer: Vec<(String, &str)> = theirs
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
            Some((_, newer)) if newer.trim_start().starts_with(DOUBT) => {
                let indent = line.len() - line.trim_start().len();
                carried.push_str(&line[..indent]);
                carried.push_str(newer.trim_start());
            }
            None if was_said => {}
            _ => carried.push_str(line),
        }
    }
    let is_new = |said: &String| match base {
        Some(_) => take(&mut before, |known| known == said).is_none(),
        None => is_changed,
    };
    let mut is_new = is_new;
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

/// Returns what a comment is known by: its words, of a doubt without the number of the line. `None` for a blank line.
fn known_by(line: &str) -> Option<String> {
    let line = line.trim();
    if !line.starts_with('#') {
        return None;
    }
    let Some(said) = line.strip_prefix(DOUBT) else {
        return Some(line.to_owned());
    };
    let said = said.trim();
    let numbered = said.strip_prefix('[').and_then(|said| said.split_once(']'));
    let said = match numbered {
        Some((number, said)) if number.bytes().all(|byte| byte.is_ascii_digit()) => said.trim(),
        _ => said,
    };
    Some(format!("{DOUBT} {said}"))
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
