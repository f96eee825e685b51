//! Merging of one block's log: everything either side added is kept.

use toml::de::DeTable;

use super::entry_keys::{key_of, merged_count};
use crate::store::progress::splice::line_start;

/// A line of a log: an entry with its trailing comment, or a comment alone.
#[derive(Clone, Debug)]
struct LogLine {
    /// The entry from brace to brace, or the comment.
    text: String,
    /// The contents, independent of spacing.
    key: String,
    comment: Option<String>,
    entry: bool,
    /// The key of the entry that a comment stands above.
    above: Option<String>,
}

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
    let base_lines = match base {
        Some(base) => read(base)?.lines,
        None => Vec::new(),
    };
    let mut merged = read(ours)?;
    let theirs = read(theirs)?;
    let count = |lines: &[LogLine], line: &LogLine| {
        lines
            .iter()
            .filter(|known| known.entry == line.entry && known.key == line.key)
            .count()
    };
    let wanted = |line: &LogLine| {
        let versions = [&base_lines, &merged.lines, &theirs.lines];
        merged_count(versions.map(|lines| count(lines, line)))
    };
    let mut kept: Vec<LogLine> = Vec::new();
    for line in merged.lines.iter().chain(&theirs.lines) {
        if count(&kept, line) < wanted(line) {
            let is_below = |known: &LogLine| known.entry && line.above.as_ref() == Some(&known.key);
            let at = kept.iter().position(is_below);
            kept.insert(at.unwrap_or(kept.len()), line.clone());
            continue;
        }
        let mut same = kept.iter_mut().filter(|known| known.key == line.key);
        if let Some(known) = same.next() {
            // The same spacing whichever side merges.
            if line.text < known.text {
                known.text.clone_from(&line.text);
            }
            if known.comment.is_none() {
                known.comment.clone_from(&line.comment);
            }
        }
    }
    merged.lines = kept;
    Some(merged.render())
}

/// Reads `log = […]`: its lines, entries and comments, in order; `None` if it is no log.
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
            comment: None,
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

/// Collects the comments between two entries: one on the entry's line belongs to it, others stand
/// alone.
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
                    Some(line) => line.comment = Some(comment),
                    None => lines.push(LogLine {
                        key: comment.clone(),
                        text: comment,
                        comment: None,
                        entry: false,
                        above: None,
                    }),
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
            if let Some(comment) = &line.comment {
                out.push(' ');
                out.push_str(comment);
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
            "log = [\n  # 乙\n  { on = 2024-01-01 }, # 甲\n] # a\n"
        );
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
