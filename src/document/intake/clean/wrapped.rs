//! Lines that a fixed width cut: put together to the paragraphs that they were.

use std::ops::RangeInclusive;

use super::Cleaning;
use super::mark::mark;
use crate::document::intake::passage::Passage;
use crate::document::{Cleaned, SourceLine};
use crate::text::width;

/// The widest page, in columns.
const WIDEST: usize = 130;

/// The narrowest page, in columns; what is narrower is a table's column.
const NARROWEST: usize = 24;

/// How far a full line may stay behind the widest: a word, a bracket or a mark of punctuation that went over.
const SLACK: usize = 6;

/// Fewer lines than this say nothing about a width.
const FEWEST: usize = 8;

/// Puts wrapped lines together.
pub(super) fn clean(cleaning: &mut Cleaning) {
    let Some(page) = PageSetting::of(&cleaning.passages) else {
        return;
    };
    let mut joined = Vec::new();
    let mut out: Vec<Passage> = Vec::with_capacity(cleaning.passages.len());
    // Whether the last paragraph may go on, and whether a blank line came since.
    let mut open = false;
    let mut blank = false;
    for passage in std::mem::take(&mut cleaning.passages) {
        let line = match passage {
            Passage::Line(line) => line,
            table @ Passage::Table(_) => {
                out.push(table);
                open = false;
                continue;
            }
        };
        if line.text.trim().is_empty() {
            blank = true;
            open &= page.blanks_say_nothing;
            continue;
        }
        let goes_on = page.full.is_reached(&line.text);
        match out.last_mut() {
            Some(Passage::Line(last)) if open && page.joins(last, &line, blank) => {
                joined.push(line.line_no);
                join(last, &line);
            }
            _ => out.push(Passage::Line(line)),
        }
        open = goes_on;
        blank = false;
    }
    cleaning.passages = out;
    cleaning.note(Cleaned::HardWraps, joined);
}

/// The line lengths of programs that cut after so many characters.
const CUT_AT: RangeInclusive<usize> = 20..=120;

/// How the lines of a page are set.
struct PageSetting {
    full: FullLine,
    /// Paragraphs begin with blanks.
    is_indented: bool,
    /// Every line is followed by a blank one.
    blanks_say_nothing: bool,
}

/// The least that a full line has.
#[derive(Clone, Copy)]
enum FullLine {
    /// Cut where the page ends: Chinese characters count two.
    Columns(usize),
    /// Cut after so many characters of any width.
    Characters(usize),
}

impl FullLine {
    /// Finds the measure by which more lines are full.
    fn of(filled: &[&str]) -> Option<Self> {
        let reached = |least: &Self| filled.iter().filter(|text| least.is_reached(text)).count();
        let measures = [Self::by_columns(filled), Self::by_characters(filled)];
        let measures = measures.into_iter().flatten().rev();
        measures.max_by_key(reached)
    }

    fn by_columns(filled: &[&str]) -> Option<Self> {
        let mut widths: Vec<usize> = filled.iter().map(|text| width(text)).collect();
        widths.sort_unstable();
        // Most lines of a wrapped text are full, so nearly the widest is the width; the few wider ones are no harm.
        let page = widths[widths.len() * 9 / 10];
        let least = page.saturating_sub(SLACK);
        let full = widths.iter().filter(|width| **width >= least).count();
        let wide = widths.iter().filter(|width| **width > page * 5 / 4).count();
        let is_wrapped = (NARROWEST..=WIDEST).contains(&page)
            && full * 10 >= filled.len() * 3
            && wide * 20 <= filled.len();
        is_wrapped.then_some(Self::Columns(least))
    }

    fn by_characters(filled: &[&str]) -> Option<Self> {
        // Blanks at the beginning of a paragraph may have been half as many, and as wide.
        let own = filled.iter().filter(|text| indent(text) == 0);
        let longest = own.map(|text| text.chars().count()).max()?;
        let least = Self::Characters(longest);
        let full = filled.iter().filter(|text| least.is_reached(text)).count();
        let is_wrapped = CUT_AT.contains(&longest) && full >= 4 && full * 6 >= filled.len();
        is_wrapped.then_some(least)
    }

    fn is_reached(self, text: &str) -> bool {
        let text = text.trim_end();
        match self {
            Self::Columns(least) => width(text) >= least,
            Self::Characters(least) => text.chars().count() >= least,
        }
    }
}

impl PageSetting {
    /// Finds out whether the lines are wrapped, and how.
    fn of(passages: &[Passage]) -> Option<Self> {
        let lines: Vec<&SourceLine> = passages.iter().filter_map(Passage::line).collect();
        let filled: Vec<&str> = lines
            .iter()
            .map(|line| line.text.trim_end())
            .filter(|text| !text.is_empty())
            .collect();
        if filled.len() < FEWEST {
            return None;
        }
        let least = FullLine::of(&filled)?;
        let full = filled.iter().filter(|text| least.is_reached(text));
        let full: Vec<&&str> = full.collect();
        let torn = full.iter().filter(|text| !ends_sentence(text)).count();
        if torn * 2 < full.len() {
            return None;
        }
        let indented = filled.iter().filter(|text| indent(text) > 0).count();
        let blanks = lines.len() - filled.len();
        Some(Self {
            full: least,
            is_indented: indented * 20 >= filled.len() && indented * 10 <= filled.len() * 8,
            blanks_say_nothing: blanks * 10 >= filled.len() * 8,
        })
    }

    /// Returns whether `next` goes on where `last`, a full line, stopped.
    fn joins(&self, last: &SourceLine, next: &SourceLine, blank: bool) -> bool {
        if blank && !self.blanks_say_nothing {
            return false;
        }
        let text = next.text.trim_start();
        if self.is_indented && indent(&next.text) > 0 {
            return false;
        }
        if mark(text).is_some() || text.starts_with("——") {
            // 「第\n1.项」 is rare; a line that begins with a number begins a paragraph.
            return false;
        }
        // A bracket that names units follows the sentence it is about.
        let is_bracket = text.starts_with(['（', '(']) && !text.contains("此件");
        self.is_indented || is_bracket || !ends_sentence(&last.text)
    }
}

fn indent(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end().trim_end_matches(['”', '’', '」', '"']);
    text.ends_with(['。', '！', '？', '：', '；'])
        || text.ends_with("。)")
        || text.ends_with("。）")
}

fn join(last: &mut SourceLine, next: &SourceLine) {
    let is_whole = last.bold == last.text.len();
    let text = next.text.trim_start();
    let end = last.text.trim_end().len();
    last.text.truncate(end);
    let letters = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    if letters(last.text.chars().next_back()) && letters(text.chars().next()) {
        last.text.push(' ');
    }
    if is_whole {
        last.bold = last.text.len() + next.bold.saturating_sub(indent(&next.text));
    }
    last.text.push_str(text);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::intake::passage::{passages, texts};

    const PARAGRAPHS: [&str; 7] = [
        "一、总体要求",
        "深入实施科学素质提升行动，健全工作机制，整合各方面的资源，突出重点人群和薄弱环节，推动全市科普工作再上新的台阶，为建设现代化城市提供有力的支撑。",
        "二、重点任务",
        "（一）推进学校科技教育，到2025年全市建成科技教育特色学校60所，每校至少配备一名专职或兼职的科技辅导员。",
        "1.开展科技节和科普进校园活动，每年不少于200场，覆盖所有的乡镇中心小学和初级中学。",
        "责任单位：市教育局、市科协、市科技局、市文化广电和旅游局，各县（市、区）人民政府。",
        "2.加强农村中学科技馆建设，完善管理和使用的办法，提高使用的效率和社会的影响力。",
    ];

    fn wrapped(columns: usize, indent: &str, between: &str) -> String {
        let mut out = String::new();
        for paragraph in PARAGRAPHS {
            let mut line = indent.to_owned();
            for c in paragraph.chars() {
                if width(&line) + 2 > columns {
                    out += &line;
                    out += "\n";
                    out += between;
                    line.clear();
                }
                line.push(c);
            }
            out += &line;
            out += "\n";
            out += between;
        }
        out
    }

    fn put(text: &str) -> (Vec<String>, usize) {
        let mut cleaning = Cleaning {
            passages: passages(text),
            ..Cleaning::default()
        };
        clean(&mut cleaning);
        cleaning.trim();
        let count = cleaning.notes.iter().map(|note| note.count).sum();
        (
            texts(&cleaning.passages)
                .into_iter()
                .map(str::to_owned)
                .collect(),
            count,
        )
    }

    #[test]
    fn wrapped_paragraphs_come_together() {
        for (columns, indent, between) in [
            (40, "", ""),
            (56, "    ", ""),
            (40, "", "\n"),
            (64, "  ", ""),
        ] {
            let (put, count) = put(&wrapped(columns, indent, between));
            assert_eq!(put, PARAGRAPHS, "{columns} {indent:?} {between:?}");
            assert!(count > 3);
        }
    }

    #[test]
    fn lines_cut_after_so_many_characters_come_together() {
        for (length, indent) in [(20, ""), (30, "  "), (30, "    "), (30, "　　"), (38, "")] {
            let mut text = String::new();
            for paragraph in PARAGRAPHS {
                let paragraph = format!("{indent}{paragraph}");
                let mut rest = paragraph.chars().peekable();
                while rest.peek().is_some() {
                    text.extend(rest.by_ref().take(length));
                    text.push('\n');
                }
            }
            let (put, count) = put(&text);
            assert_eq!(put, PARAGRAPHS, "{length} {indent:?}");
            assert!(count > 3);
        }
    }

    #[test]
    fn paragraphs_that_are_lines_stay() {
        let text = PARAGRAPHS.join("\n").repeat(3);
        let (left, count) = put(&text);
        assert_eq!(left, text.lines().collect::<Vec<_>>());
        assert_eq!(count, 0);
    }
}
