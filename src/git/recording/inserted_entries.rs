//! Finds the entries that a log gained if lines were only inserted into its file: the lines alone tell, and neither
//! version has to be parsed.

use std::ops::Range;

use crate::plan::{Entry, Log};
use crate::store::Loaded;

/// Returns the entries of a plan whose lines the old text lacks; `None` if something else differs, or the lines
/// cannot tell.
pub(crate) fn inserted_entries(before: Option<&[u8]>, now: &Loaded) -> Option<Vec<(Log, Entry)>> {
    let text = now.progress_text.as_ref()?;
    let file = now.progress.as_deref().filter(|file| file.writable)?;
    let lines = inserted_lines(std::str::from_utf8(before?).ok()?, &text.text)?;
    let milestones = file.places.iter();
    let indicators = file.indicator_places.iter();
    let logs = milestones
        .map(|(id, place)| (Log::Milestone(id.clone()), place))
        .chain(indicators.map(|(id, place)| (Log::Indicator(id.clone()), place)));
    let mut found = Vec::new();
    let mut seen = 0;
    for (log, place) in logs {
        for (span, entry) in &place.entries {
            let at = lines.partition_point(|line| line.end <= span.start);
            if lines.get(at).is_some_and(|line| line.contains(&span.start)) {
                seen += 1;
                found.push((log.clone(), entry.clone()));
            }
        }
    }
    // A line that was put in and was read as no entry, or as several, is for others to judge.
    (seen == lines.len()).then_some(found)
}

/// Returns the inserted lines, each with one entry; `None` if a line is gone, or one without an entry was inserted.
pub(crate) fn inserted_lines(before: &str, now: &str) -> Option<Vec<Range<usize>>> {
    let mut old = before.split_inclusive('\n').map(bare).peekable();
    let mut inserted = Vec::new();
    let mut at = 0;
    for line in now.split_inclusive('\n') {
        let span = at..at + line.len();
        at = span.end;
        if old.peek() == Some(&bare(line)) {
            old.next();
            continue;
        }
        let line = line.trim();
        let is_several = line.contains("}, {") || line.contains("},{");
        if is_several || !(line.starts_with('{') && line.ends_with("},")) {
            return None;
        }
        inserted.push(span);
    }
    old.peek().is_none().then_some(inserted)
}

fn bare(line: &str) -> &str {
    line.trim_end_matches(['\n', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_put_in_count() {
        let before = "a\nlog = [\n  { x = 1 },\n] # a\nlog = [\n] # b\n";
        let count = |now: &str| inserted_lines(before, now).map(|lines| lines.len());
        assert_eq!(count(before), Some(0));
        assert_eq!(count(&before.replace('\n', "\r\n")), Some(0));
        assert_eq!(
            count(&before.replace("] # b", "  { x = 1 },\n] # b")),
            Some(1)
        );
        assert_eq!(count(&before.replace("] #", "  { x = 2 },\n] #")), Some(2));
        // One gone, one moved, one altered; something that is no entry.
        assert_eq!(count(&before.replace("  { x = 1 },\n", "")), None);
        let moved = before
            .replace("  { x = 1 },\n", "")
            .replace("] # b", "  { x = 1 },\n] # b");
        assert_eq!(count(&moved), None);
        assert_eq!(count(&before.replace("x = 1", "x = 2")), None);
        assert_eq!(count(&format!("{before}# c\n")), None);
    }
}
