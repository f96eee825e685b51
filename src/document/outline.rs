//! The structure of a document, found in its text alone: nothing that a plan or a record says is taken over.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use super::text::heading_of;

/// In characters; what is longer is prose.
const LONG_HEADING: usize = 30;

/// How an entry is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// 一、
    Chapter,
    /// （一）
    Subsection,
    /// 1. 1． 1、
    Number,
    /// ——
    Dash,
}

/// A marked entry of the document.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
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
    pub(crate) entries: Vec<Entry>,
    /// The lines outside of these chapters.
    pub(crate) prose: Vec<usize>,
}

/// A mark met while reading down the document.
struct Met {
    mark: Mark,
    number: u32,
    rest: String,
    line: usize,
    id: String,
    chapter: String,
    has_items: bool,
}

impl Outline {
    /// Reads down `lines` (the whole file; `document` are those that count, from 1). In the chapters listed everything
    /// marked is an entry; in the others only what is numbered.
    pub(crate) fn of(
        lines: &[&str],
        document: &RangeInclusive<usize>,
        chapters: &[String],
    ) -> Self {
        let met = meet(lines, document);
        let listed = |chapter: &String| chapters.contains(chapter);
        let mut entries = Vec::new();
        for (at, this) in met.iter().enumerate() {
            let is_item = match this.mark {
                Mark::Chapter => false,
                Mark::Number => true,
                Mark::Dash => listed(&this.chapter),
                Mark::Subsection => listed(&this.chapter) && !this.has_items,
            };
            if !is_item && !listed(&this.chapter) {
                continue;
            }
            let end = met[at + 1..]
                .iter()
                .find(|next| is_item || rank(next.mark) <= rank(this.mark))
                .map_or(*document.end(), |next| next.line - 1);
            entries.push(Entry {
                id: this.id.clone(),
                no: printed_number(this, is_item),
                rest: this.rest.clone(),
                lines: this.line..=end.min(lines.len()),
                is_item,
            });
        }
        let mut inside = false;
        let mut prose = Vec::new();
        for line in document.clone().take_while(|line| *line <= lines.len()) {
            if let Some(chapter) = met
                .iter()
                .find(|m| m.line == line && m.mark == Mark::Chapter)
            {
                inside = listed(&chapter.chapter);
            }
            if !inside {
                prose.push(line);
            }
        }
        Self { entries, prose }
    }

    /// The entry with this id.
    pub(crate) fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// The innermost entry that a line is part of.
    pub(crate) fn entry_at(&self, line: usize) -> Option<&Entry> {
        self.entries
            .iter()
            .rev()
            .find(|entry| entry.lines.contains(&line))
    }
}

fn meet(lines: &[&str], document: &RangeInclusive<usize>) -> Vec<Met> {
    let mut met: Vec<Met> = Vec::new();
    let (mut chapter, mut around) = (String::new(), String::new());
    let mut subsection: Option<usize> = None;
    let mut dashes: HashMap<String, u32> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        if !document.contains(&(at + 1)) {
            continue;
        }
        let Some((mark, number, rest)) = mark_of(line) else {
            continue;
        };
        let number = match mark {
            Mark::Dash => {
                let count = dashes.entry(around.clone()).or_default();
                *count += 1;
                *count
            }
            _ => number,
        };
        let id = match mark {
            Mark::Chapter => number.to_string(),
            Mark::Subsection => joined(&chapter, number),
            Mark::Number | Mark::Dash => joined(&around, number),
        };
        match mark {
            Mark::Chapter => {
                (chapter, around) = (id.clone(), id.clone());
                subsection = None;
            }
            Mark::Subsection => {
                around.clone_from(&id);
                subsection = Some(met.len());
            }
            Mark::Number | Mark::Dash => {
                if let Some(section) = subsection {
                    met[section].has_items = true;
                }
            }
        }
        met.push(Met {
            mark,
            number,
            rest: rest.to_owned(),
            line: at + 1,
            id,
            chapter: chapter.clone(),
            has_items: false,
        });
    }
    met
}

fn joined(path: &str, number: u32) -> String {
    if path.is_empty() {
        number.to_string()
    } else {
        format!("{path}.{number}")
    }
}

fn rank(mark: Mark) -> u8 {
    match mark {
        Mark::Chapter => 0,
        Mark::Subsection => 1,
        Mark::Number | Mark::Dash => 2,
    }
}

fn printed_number(met: &Met, is_item: bool) -> String {
    match met.mark {
        Mark::Chapter => chinese(met.number),
        Mark::Subsection if is_item => format!("({})", chinese(met.number)),
        Mark::Subsection => {
            let chapter = met.chapter.parse().map_or_else(|_| String::new(), chinese);
            format!("{chapter}({})", chinese(met.number))
        }
        Mark::Number => met.number.to_string(),
        Mark::Dash => "——".to_owned(),
    }
}

/// The mark that a line begins with, its number, and what follows.
fn mark_of(line: &str) -> Option<(Mark, u32, &str)> {
    let line = line.trim();
    if let Some(rest) = line.strip_prefix("——") {
        return Some((Mark::Dash, 0, rest.trim_start_matches('—').trim()));
    }
    if let Some(inside) = line.strip_prefix(['(', '（']) {
        let (number, rest) = inside.split_once([')', '）'])?;
        return Some((Mark::Subsection, from_chinese(number)?, rest.trim()));
    }
    let digits = line
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(line.len());
    if (1..=3).contains(&digits) {
        let rest = line[digits..].strip_prefix(['.', '．', '、'])?;
        // 2.5 begins no item.
        if rest.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        return Some((Mark::Number, line[..digits].parse().ok()?, rest.trim()));
    }
    let (number, rest) = line.split_once('、')?;
    Some((Mark::Chapter, from_chinese(number)?, rest.trim()))
}

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// 一 to 九十九.
fn from_chinese(text: &str) -> Option<u32> {
    let digit = |c: char| DIGITS.iter().position(|d| *d == c).map(|at| at as u32);
    let one = |part: &str| match part.chars().collect::<Vec<_>>()[..] {
        [c] if c != '零' => digit(c),
        _ => None,
    };
    match text.split_once('十') {
        None => one(text),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { one(tens)? };
            let ones = if ones.is_empty() { 0 } else { one(ones)? };
            Some(tens * 10 + ones)
        }
    }
}

fn chinese(number: u32) -> String {
    let digit = |n: u32| DIGITS.get(n as usize).copied();
    let (tens, ones) = (number / 10, number % 10);
    let mut text = String::new();
    if tens > 1 {
        text.extend(digit(tens));
    }
    if tens > 0 {
        text.push('十');
    }
    if ones > 0 {
        text.extend(digit(ones));
    }
    text
}

impl Entry {
    /// The line of its heading.
    pub(crate) fn line(&self) -> usize {
        *self.lines.start()
    }

    /// Its heading as far as the text tells: a sentence, or the first clause of a long one.
    pub(crate) fn heading(&self) -> &str {
        let sentence = heading_of(&self.rest);
        match sentence.split_once(['，', ',']) {
            Some((clause, _)) if self.is_item && sentence.chars().count() > LONG_HEADING => clause,
            _ => sentence,
        }
    }

    /// Whether `heading` is what is printed after the mark, ending where a sentence does or, of an item without a
    /// heading of its own, where its first clause does.
    pub(crate) fn is_headed(&self, heading: &str) -> bool {
        let clause = self.rest.find(['，', ',']).map(|end| &self.rest[..end]);
        heading == heading_of(&self.rest) || self.is_item && clause == Some(heading)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(
        text: &str,
        chapters: &[&str],
    ) -> Vec<(String, String, String, RangeInclusive<usize>)> {
        let lines: Vec<&str> = text.lines().collect();
        let chapters: Vec<String> = chapters.iter().map(|c| (*c).to_owned()).collect();
        Outline::of(&lines, &(1..=lines.len()), &chapters)
            .entries
            .into_iter()
            .map(|entry| {
                (
                    entry.id.clone(),
                    entry.no.clone(),
                    entry.heading().to_owned(),
                    entry.lines,
                )
            })
            .collect()
    }

    fn row(
        id: &str,
        no: &str,
        heading: &str,
        lines: RangeInclusive<usize>,
    ) -> (String, String, String, RangeInclusive<usize>) {
        (id.to_owned(), no.to_owned(), heading.to_owned(), lines)
    }

    #[test]
    fn numbers_become_dotted_paths() {
        let text = "一、目标\n到2025年,达到\n2.5元。\n二、任务\n（一）行动。\n  1.甲。说明\n 2． 乙，说明\n\n(十一)工程\n12、丙。\n三、保障\n（一）组织。各单位负责\n（二）经费。";
        assert_eq!(
            outline(text, &["2", "3"]),
            [
                row("2", "二", "任务", 4..=10),
                row("2.1", "二(一)", "行动", 5..=8),
                row("2.1.1", "1", "甲", 6..=6),
                row("2.1.2", "2", "乙，说明", 7..=8),
                row("2.11", "二(十一)", "工程", 9..=10),
                row("2.11.12", "12", "丙", 10..=10),
                row("3", "三", "保障", 11..=13),
                row("3.1", "(一)", "组织", 12..=12),
                row("3.2", "(二)", "经费", 13..=13),
            ]
        );
    }

    #[test]
    fn dashes_count_in_their_subsection_and_only_in_chapters_listed() {
        let text = "一、目标\n——深入人心。\n二、保障\n(一)组织\n——市政府领导。\n——各乡镇领导。\n(二)机制\n——共建。";
        let ids: Vec<String> = outline(text, &["2"]).into_iter().map(|row| row.0).collect();
        assert_eq!(ids, ["2", "2.1", "2.1.1", "2.1.2", "2.2", "2.2.1"]);
    }

    #[test]
    fn a_numbered_item_is_found_in_a_chapter_nobody_listed_too() {
        let ids: Vec<String> = outline("一、任务\n1.甲。\n二、保障\n2.乙。", &["1"])
            .into_iter()
            .map(|row| row.0)
            .collect();
        assert_eq!(ids, ["1", "1.1", "2.2"]);
    }

    #[test]
    fn a_heading_ends_where_the_sentence_or_the_first_clause_does() {
        let lines = ["1.结合特色，开展活动。组织好", "一、甲，乙"];
        let outline = Outline::of(&lines, &(1..=2), &["1".to_owned()]);
        let [item, chapter] = &outline.entries[..] else {
            panic!("{outline:?}")
        };
        assert!(item.is_headed("结合特色，开展活动") && item.is_headed("结合特色"));
        assert!(!item.is_headed("结合特") && !item.is_headed("结合特色，开展"));
        assert!(chapter.is_headed("甲，乙") && !chapter.is_headed("甲"));
    }

    #[test]
    fn chinese_numbers_go_there_and_back() {
        for number in 1..100 {
            assert_eq!(from_chinese(&chinese(number)), Some(number));
        }
        assert_eq!(from_chinese("十五年"), None);
        assert_eq!(from_chinese("五四"), None);
    }
}
