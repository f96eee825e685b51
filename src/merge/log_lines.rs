//! Merging of one block's log: everything either side added is kept.

use toml::de::DeTable;

use super::Versions;
use super::entry_keys::{key_of, merged_count};
use super::field_comments::{joined, with_joined_comment};
use crate::store::progress::splice::line_start;

/// A line of a log: an entry with its trailing comment, or a comment alone.
#[derive(Clone, Debug)]
struct LogLine {
    /// The entry from brace to brace, or the comment.
    text: String,
    /// The contents, independent of spacing.
    key: String,
    /// The comment behind the entry; empty if there is none.
    comment: String,
    entry: bool,
    /// The key of the entry below a comment.
    above: Option<String>,
}

#[derive(Default)]
struct LogText {
    /// `log = [`
    before: String,
    lines: Vec<LogLine>,
    /// `] # 3.1.4/launch`
    after: String,
    indent: String,
}

/// Merges `log = […]`, keeping what both sides added; `None` if a text is not a log.
pub(crate) fn merge_logs(base: Option<&str>, ours: &str, theirs: &str) -> Option<String> {
    let base = base.and_then(read).unwrap_or_default();
    let (ours, theirs) = (read(ours)?, read(theirs)?);
    let logs = Versions::new(&base, &ours, &theirs);
    let versions = logs.map(|log| log.lines.as_slice());
    let wanted = |line: &LogLine| merged_count(versions.map(|lines| count(lines, line)));
    let mut kept: Vec<LogLine> = Vec::new();
    for line in ours.lines.iter().chain(&theirs.lines) {
        let wanted = wanted(line);
        if count(&kept, line) < wanted {
            let comment = joined_comment(versions, line, count(&kept, line));
            insert(
                &mut kept,
                LogLine {
                    comment,
                    ..line.clone()
                },
            );
        } else if let Some(known) = kept.iter_mut().find(|known| known.is_as(line)) {
            // The same spacing whichever side merges.
            if line.text < known.text {
                known.text.clone_from(&line.text);
            }
        } else if let Some(comment) = line.orphaned_comment(versions.base)
            && count(&kept, &comment) == 0
        {
            insert(&mut kept, comment);
        }
    }
    let merged = LogText {
        lines: kept,
        after: with_joined_comment(&ours.after, logs.map(|log| log.after.as_str())),
        ..ours
    };
    Some(merged.render())
}

impl LogLine {
    fn of_comment(text: String) -> Self {
        Self {
            key: text.clone(),
            text,
            comment: String::new(),
            entry: false,
            above: None,
        }
    }

    fn is_as(&self, other: &Self) -> bool {
        self.entry == other.entry && self.key == other.key
    }

    /// Returns the comment behind an entry that is taken out, as a line of its own, if `base` does not have it.
    fn orphaned_comment(&self, base: &[Self]) -> Option<Self> {
        let mut known = base.iter().filter(|known| known.is_as(self));
        let is_known = known.any(|known| known.comment == self.comment);
        (!self.comment.is_empty() && !is_known).then(|| Self::of_comment(self.comment.clone()))
    }
}

/// Counts the lines that say what another does.
fn count(lines: &[LogLine], line: &LogLine) -> usize {
    lines.iter().filter(|known| known.is_as(line)).count()
}

/// Inserts a comment over the entry that it was above, anything else at the end.
fn insert(kept: &mut Vec<LogLine>, line: LogLine) {
    let is_below = |known: &LogLine| known.entry && line.above.as_ref() == Some(&known.key);
    let at = kept.iter().position(is_below);
    kept.insert(at.unwrap_or(kept.len()), line);
}

/// Returns the comment behind an entry, of those that say the same the one at `at`, as base, ours and theirs have it.
fn joined_comment(versions: Versions<&[LogLine]>, line: &LogLine, at: usize) -> String {
    let comments = versions.map(|lines| {
        let mut same = lines.iter().filter(|known| known.is_as(line));
        same.nth(at).map(|known| known.comment.as_str())
    });
    match (comments.ours, comments.theirs) {
        (Some(ours), Some(theirs)) => joined(Versions::new(
            comments.base.unwrap_or_default(),
            ours,
            theirs,
        )),
        (ours, theirs) => ours.or(theirs).unwrap_or_default().to_owned(),
    }
}

/// Reads `log = […]`: its lines, entries and comments, in order; `None` if it is not a log.
fn read(text: &str) -> Option<LogText> {
    let table = DeTable::parse(text).ok()?.into_inner();
    let (_, log) = table.iter().next()?;
    let array = log.span();
    let entries = log.get_ref().as_array()?;
    let spans: Vec<_> = entries.iter().map(toml::Spanned::span).collect();
    let mut lines: Vec<LogLine> = Vec::new();
    let mut at = array.start + 1;
    for (span, entry) in spans.iter().zip(entries.iter()) {
        comments(text, at, span.start, &mut lines);
        lines.push(LogLine {
            key: key_of(entry.get_ref()),
            text: text[span.clone()].to_owned(),
            comment: String::new(),
            entry: true,
            above: None,
        });
        at = span.end;
    }
    comments(text, at, array.end - 1, &mut lines);
    let mut below = None;
    for line in lines.iter_mut().rev() {
        if line.entry {
            below = Some(line.key.clone());
        } else {
            line.above.clone_from(&below);
        }
    }
    let indent = spans.first().map_or("  ", |span| {
        let before = &text[line_start(text, span.start)..span.start];
        if before.trim().is_empty() && !before.is_empty() {
            before
        } else {
            "  "
        }
    });
    Some(LogText {
        before: text[..=array.start].to_owned(),
        lines,
        after: text[array.end - 1..].to_owned(),
        indent: indent.to_owned(),
    })
}

/// Collects the comments between two entries: one on the entry's line belongs to it, others are lines of their own.
fn comments(text: &str, from: usize, to: usize, lines: &mut Vec<LogLine>) {
    let bytes = text.as_bytes();
    let mut at = from;
    let mut same_line = !lines.is_empty();
    while at < to {
        match bytes[at] {
            b'#' => {
                let end = text[at..].find('\n').map_or(text.len(), |more| at + more);
                let comment = text[at..end].trim_end().to_owned();
                match lines.last_mut().filter(|line| same_line && line.entry) {
                    Some(line) => line.comment = comment,
                    None => lines.push(LogLine::of_comment(comment)),
                }
                at = end;
            }
            b'\n' => {
                same_line = false;
                at += 1;
            }
            _ => at += 1,
        }
    }
}

impl LogText {
    fn render(&self) -> String {
        let mut out = self.before.clone();
        out.push('\n');
        for line in &self.lines {
            out.push_str(&self.indent);
            out.push_str(&line.text);
            if line.entry {
                out.push(',');
            }
            if !line.comment.is_empty() {
                out.push(' ');
                out.push_str(&line.comment);
            }
            out.push('\n');
        }
        out.push_str(&self.after);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_and_comments_of_both_sides_stay() {
        let base = "log = [\n] # a\n";
        let ours = "log = [\n  { on = 2024-01-01 }, # 甲\n] # a\n";
        let theirs = "log = [ { on = 2024-01-02 } ] # a\n";
        assert_eq!(
            merge_logs(Some(base), ours, theirs).unwrap(),
            "log = [\n  { on = 2024-01-01 }, # 甲\n  { on = 2024-01-02 },\n] # a\n"
        );
        let theirs = "log = [\n  # 乙\n  { on = 2024-01-01 } # 丙\n]\n";
        assert_eq!(
            merge_logs(None, ours, theirs).unwrap(),
            "log = [\n  # 乙\n  { on = 2024-01-01 }, # 丙 # 甲\n] # a\n"
        );
    }

    #[test]
    fn a_comment_behind_a_line_stays_whatever_the_other_side_does_with_the_line() {
        let log = |entry: &str, end: &str| format!("log = [\n{entry}] # a{end}\n");
        let (was, edited) = (
            "  { on = 2024-01-01, add = 5 },",
            "  { on = 2024-01-01, add = 6 },",
        );
        for (base, ours, theirs, merged) in [
            ("", " # 甲核", " # 乙核", " # 乙核 # 甲核"),
            (" # 待核", " # 待核", " # 甲核", " # 甲核"),
            (" # 待核", "", " # 待核", ""),
            ("", " # 甲核", " # 甲核，属实", " # 甲核，属实"),
        ] {
            let line = |comment: &str| log(&format!("{was}{comment}\n"), "");
            for [ours, theirs] in [[ours, theirs], [theirs, ours]] {
                let both = merge_logs(Some(&line(base)), &line(ours), &line(theirs));
                assert_eq!(both, Some(line(merged)), "{ours} {theirs}");
            }
        }
        let end = |comment: &str| log("", comment);
        let both = merge_logs(Some(&end("")), &end(" 甲核"), &end(" 乙核"));
        assert_eq!(both, Some(end(" 乙核 # a 甲核")));
        // A new comment behind an entry that the other side took out becomes a line of its own.
        let noted = log(&format!("{was} # 甲核\n"), "");
        let out = log("  { on = 2024-02-01 },\n", "");
        for [ours, theirs] in [[&noted, &out], [&out, &noted]] {
            let both = merge_logs(Some(&log(&format!("{was}\n"), "")), ours, theirs).unwrap();
            assert_eq!(both.matches("# 甲核").count(), 1, "{both}");
            assert!(
                both.parse::<toml::Table>().is_ok() && !both.contains("add"),
                "{both}"
            );
        }
        let file = |entry: &str| format!("plan = \"a\"\n\n[milestone.x]\n{}", log(entry, ""));
        for (noted, merged) in [
            (format!("{was} # 甲核\n"), format!("{edited} # 甲核\n")),
            (
                format!("  # 甲核：\n{was}\n"),
                format!("  # 甲核：\n{edited}\n"),
            ),
        ] {
            let [base, edited] = [was, edited].map(|entry| file(&format!("{entry}\n")));
            let (noted, merged) = (file(&noted), file(&merged));
            for [ours, theirs] in [[&noted, &edited], [&edited, &noted]] {
                let both = crate::merge::merge_progress(&base, ours, theirs, &|_| None).unwrap();
                assert_eq!((both.text, both.conflicts), (merged.clone(), Vec::new()));
            }
        }
    }

    #[test]
    fn a_comment_of_one_side_stays_where_the_other_adds_an_entry() {
        let entry = "{ on = 2024-01-01 }";
        let base = format!("plan = \"a\"\n\n[milestone.x]\nlog = [\n  {entry},\n] # x\n");
        let noted = base.replace(entry, &format!("# 电话核实\n  {entry}"));
        let added = base.replace("] #", "  { on = 2024-01-02 },\n] #");
        let both = added.replace(entry, &format!("# 电话核实\n  {entry}"));
        for (ours, theirs) in [(&noted, &added), (&added, &noted)] {
            assert_eq!(
                crate::merge::merge_progress(&base, ours, theirs, &|_| None)
                    .unwrap()
                    .text,
                both
            );
        }
    }

    #[test]
    fn what_one_side_took_out_is_gone_and_what_it_left_is_not_doubled() {
        let base = "log = [\n  { on = 2024-01-01 },\n  { on = 2024-01-02 },\n]\n";
        let ours = "log = [\n  { on = 2024-01-02 },\n  { on = 2024-01-03 },\n]\n";
        let theirs =
            "log = [\n  { on = 2024-01-01 },\n  { on = 2024-01-02 },\n  { on = 2024-01-04 },\n]\n";
        assert_eq!(
            merge_logs(Some(base), ours, theirs).unwrap(),
            "log = [\n  { on = 2024-01-02 },\n  { on = 2024-01-03 },\n  { on = 2024-01-04 },\n]\n"
        );
    }
}
