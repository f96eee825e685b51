//! The entries of a document's chapters, for the proof: nothing that a plan or a record says is taken over but which
//! lines are the document and which chapters hold items.

use std::ops::RangeInclusive;

use super::numbering::heading::LONG_HEADING;
use super::numbering::marks::MarkKind;
use super::numbering::{branch::Branch, tree::Tree};
use super::reader::tells_units;
use super::source_text::SourceLine;
use super::text::heading_of;
use super::times::heading_day::split_day;
use super::times::named::ANY_LEAP_YEAR;

/// A marked entry of the document.
#[derive(Clone, Debug)]
pub(crate) struct OutlineEntry {
    /// The dotted path that its number amounts to.
    pub(crate) id: String,
    /// Its number as a record writes it: `三`, `三(一)`, `(一)` of a subsection that is an item, `1`, `——`.
    pub(crate) no: String,
    /// What follows the mark on its line.
    pub(crate) rest: String,
    /// Its lines, up to the next entry that is not part of it.
    pub(crate) lines: RangeInclusive<usize>,
    /// Whether it is an item, not a section.
    pub(crate) is_item: bool,
}

/// Everything marked in the chapters that hold items.
#[derive(Debug)]
pub(crate) struct Outline {
    /// In the order of the document.
    pub(crate) entries: Vec<OutlineEntry>,
    /// The lines outside of these chapters.
    pub(crate) prose: Vec<usize>,
}

impl Outline {
    /// Reads down `lines` (the whole file; `document` are those that count, from 1). In the chapters listed everything
    /// marked is an entry; in the others only what is numbered.
    pub(crate) fn of(
        lines: &[&str],
        document: &RangeInclusive<usize>,
        chapters: &[String],
    ) -> Self {
        let tree = tree(lines, document);
        let branches = &tree.branches;
        let chapter = |branch: &Branch| branch.id.split('.').next().unwrap_or_default().to_owned();
        let listed = |branch: &Branch| chapters.contains(&chapter(branch));
        let mut entries = Vec::new();
        for (at, branch) in branches.iter().enumerate() {
            let is_item = match branch.kind {
                MarkKind::Digit => true,
                _ => listed(branch) && branch.children.is_empty() && is_inside(branch),
            };
            if !is_item && !listed(branch) {
                continue;
            }
            let end = branches[at + 1..]
                .iter()
                .find(|next| is_item || next.kind <= branch.kind)
                .map_or(*document.end(), |next| next.line_no - 1);
            entries.push(OutlineEntry {
                id: branch.id.clone(),
                no: branch.printed_number(is_item, &tree),
                rest: branch.rest.clone(),
                lines: branch.line_no..=end.max(branch.line_no).min(lines.len()),
                is_item,
            });
        }
        let mut inside = false;
        let mut prose = Vec::new();
        let mut roots = branches
            .iter()
            .filter(|branch| branch.parent.is_none())
            .peekable();
        for line in document.clone().take_while(|line| *line <= lines.len()) {
            while let Some(root) = roots.next_if(|root| root.line_no <= line) {
                if root.kind <= MarkKind::Han {
                    inside = listed(root);
                }
            }
            if !inside {
                prose.push(line);
            }
        }
        Self { entries, prose }
    }

    /// Returns the entry with this id.
    pub(crate) fn entry(&self, id: &str) -> Option<&OutlineEntry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// Returns the innermost entry that a line is part of.
    pub(crate) fn entry_at(&self, line: usize) -> Option<&OutlineEntry> {
        self.entries
            .iter()
            .rev()
            .find(|entry| entry.lines.contains(&line))
    }
}

/// Returns the tree of the lines that count.
fn tree(lines: &[&str], document: &RangeInclusive<usize>) -> Tree {
    let lines: Vec<SourceLine> = lines
        .iter()
        .enumerate()
        .filter(|(at, line)| document.contains(&(at + 1)) && !line.trim().is_empty())
        .map(|(at, line)| SourceLine {
            text: line.trim().to_owned(),
            line_no: at + 1,
            ..SourceLine::default()
        })
        .collect();
    Tree::of(&lines, |_| false, |_| None, tells_units)
}

/// Returns whether an entry may be an item: a chapter without entries is prose that was listed by mistake.
fn is_inside(branch: &Branch) -> bool {
    branch.parent.is_some() || branch.kind > MarkKind::Division
}

/// The signs that end the first clause of an item without a heading of its own.
const CLAUSE_ENDS: [char; 4] = ['，', ',', '；', ';'];

/// Returns a heading without the day in the bracket at its end.
fn without_day(heading: &str) -> &str {
    split_day(heading, Some(ANY_LEAP_YEAR)).map_or(heading, |(title, _)| title)
}

impl OutlineEntry {
    /// Returns the line of its heading.
    pub(crate) fn line(&self) -> usize {
        *self.lines.start()
    }

    /// Returns the heading as far as it can be found in the text: a sentence, or the first clause of a long one.
    pub(crate) fn heading(&self) -> &str {
        let sentence = without_day(heading_of(&self.rest));
        match sentence.split_once(CLAUSE_ENDS) {
            Some((clause, _)) if self.is_item && sentence.chars().count() > LONG_HEADING => clause,
            _ => sentence,
        }
    }

    /// Returns whether `heading` is what is printed after the mark, ending where a sentence does or, of an item without a
    /// heading of its own, where its first clause does.
    pub(crate) fn is_headed(&self, heading: &str) -> bool {
        let clause = self.rest.find(CLAUSE_ENDS).map(|end| &self.rest[..end]);
        let whole = heading_of(&self.rest);
        let is_whole = heading == whole || heading == without_day(whole);
        is_whole || self.is_item && clause == Some(heading)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(text: &str, chapters: &[&str]) -> Vec<OutlineEntry> {
        let lines: Vec<&str> = text.lines().collect();
        let chapters: Vec<String> = chapters.iter().map(|c| (*c).to_owned()).collect();
        Outline::of(&lines, &(1..=lines.len()), &chapters).entries
    }

    fn ids(text: &str, chapters: &[&str]) -> Vec<String> {
        let entries = entries(text, chapters).into_iter();
        entries.map(|entry| entry.id).collect()
    }

    #[test]
    fn numbers_become_dotted_paths() {
        let text = "一、目标\n到2025年,达到\n2.5元。\n二、任务\n（一）行动。\n  1.甲。说明\n 2． 乙，说明\n\n(十一)工程\n12、丙。\n三、保障\n（一）组织。各单位负责\n（二）经费。";
        let row =
            |it: &OutlineEntry| format!("{} {} {} {:?}", it.id, it.no, it.heading(), it.lines);
        let rows: Vec<String> = entries(text, &["2", "3"]).iter().map(row).collect();
        let expected = [
            "2 二 任务 4..=10",
            "2.1 二(一) 行动 5..=8",
            "2.1.1 1 甲 6..=6",
            "2.1.2 2 乙，说明 7..=8",
            "2.11 二(十一) 工程 9..=10",
            "2.11.12 12 丙 10..=10",
            "3 三 保障 11..=13",
            "3.1 (一) 组织 12..=12",
            "3.2 (二) 经费 13..=13",
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn dashes_count_in_their_subsection_and_only_in_chapters_listed() {
        let text = "一、目标\n——深入人心。\n二、保障\n(一)组织\n——市政府领导。\n——各乡镇领导。\n(二)机制\n——共建。";
        assert_eq!(
            ids(text, &["2"]),
            ["2", "2.1", "2.1.1", "2.1.2", "2.2", "2.2.1"]
        );
    }

    #[test]
    fn a_numbered_item_is_found_in_a_chapter_nobody_listed_too() {
        let text = "一、任务\n1.甲。\n二、保障\n2.乙。";
        assert_eq!(ids(text, &["1"]), ["1", "1.1", "2.2"]);
    }

    #[test]
    fn a_heading_ends_where_the_sentence_or_the_first_clause_does() {
        let lines = ["一、甲，乙", "1.结合特色，开展活动。组织好"];
        let outline = Outline::of(&lines, &(1..=2), &["1".to_owned()]);
        let [chapter, item] = &outline.entries[..] else {
            panic!("{outline:?}")
        };
        assert!(item.is_headed("结合特色，开展活动") && item.is_headed("结合特色"));
        assert!(!item.is_headed("结合特") && !item.is_headed("结合特色，开展"));
        assert!(chapter.is_headed("甲，乙") && !chapter.is_headed("甲"));
        let lines = [
            "1.修订标准20项；达到40项",
            "2.摸底排查（2022年5月底前）。排查",
        ];
        let outline = Outline::of(&lines, &(1..=2), &[]);
        let [listed, dated] = &outline.entries[..] else {
            panic!("{outline:?}")
        };
        assert!(listed.is_headed("修订标准20项") && !listed.is_headed("修订标准"));
        assert!(dated.is_headed("摸底排查") && dated.is_headed("摸底排查（2022年5月底前）"));
    }
}
