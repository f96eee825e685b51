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
    let mut before: Vec<SaidComment<'_>> = base_lines.filter_map(SaidComment::of).collect();
    let newer = theirs.split_inclusive('\n');
    let mut newer: Vec<SaidComment<'_>> = newer.filter_map(SaidComment::of).collect();
    let mut carried = String::new();
    for line in ours.split_inclusive('\n') {
        let Some(said) = SaidComment::of(line) else {
            carried.push_str(line);
            continue;
        };
        let was_said = said.take(&mut before).is_some();
        match said.take(&mut newer) {
            Some(newer) if newer.is_doubt => {
                let indent = line.len() - line.trim_start().len();
                carried.push_str(&line[..indent]);
                carried.push_str(newer.line.trim_start());
            }
            None if was_said => {}
            _ => carried.push_str(line),
        }
    }
    newer.retain(|said| match base {
        Some(_) => said.take(&mut before).is_none(),
        None => is_changed,
    });
    let new: String = newer.iter().map(|said| said.line).collect();
    let blank_from = carried.trim_end().len();
    let at = carried[blank_from..]
        .find('\n')
        .map_or(carried.len(), |at| blank_from + at + 1);
    // Nothing but blank lines: the comment comes behind them, over what it is about.
    let at = if blank_from == 0 { carried.len() } else { at };
    carried.insert_str(at, &new);
    carried
}

/// A comment over an item.
struct SaidComment<'t> {
    line: &'t str,
    /// Whether it is a doubt of the reader.
    is_doubt: bool,
    /// Its words, for a doubt without the number of the line.
    words: &'t str,
}

impl<'t> SaidComment<'t> {
    /// Reads a line; `None` for a blank one.
    fn of(line: &'t str) -> Option<Self> {
        let bare = line.trim();
        let doubt = doubt_in(bare);
        (doubt.is_some() || bare.starts_with('#')).then_some(Self {
            line,
            is_doubt: doubt.is_some(),
            words: doubt.map_or(bare, |(_, said)| said),
        })
    }

    /// Takes the first comment that says the same out of others.
    fn take(&self, others: &mut Vec<Self>) -> Option<Self> {
        let says_it = |it: &Self| it.is_doubt == self.is_doubt && it.words == self.words;
        let at = others.iter().position(says_it)?;
        Some(others.remove(at))
    }
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
