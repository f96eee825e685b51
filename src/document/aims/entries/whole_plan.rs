//! Paragraphs of the whole plan: its goals, and the days that hold for them.

use std::collections::HashSet;

use chrono::Datelike;

use super::notes::{AimNotes, ParagraphPlace};
use super::{day_alone, is_within};
use crate::document::aims::aim::{AimContext, PrintedAim, aims};
use crate::document::numbering::branch::{Branch, TextParagraph};
use crate::document::numbering::part_kind::PartKind;
use crate::document::numbering::{marks::MarkKind, tree::Tree};
use crate::document::structure::{DocumentStructure, PrintedIndicator};
use crate::document::text::{AnyOf, plain};
use crate::document::times::calendar::five_years_end;
use crate::document::times::named::times;
use crate::plan::Day;

/// Reads the numbers of the paragraphs that speak of the whole plan; a day that one announces holds for those after it.
pub(super) fn read_whole_plan(
    paragraphs: &[(String, TextParagraph)],
    how: AimContext,
    indicators: &mut Vec<PrintedIndicator>,
    notes: &mut AimNotes,
) {
    let mut announced: Option<(&str, Day)> = None;
    for (section, paragraph) in paragraphs {
        let how = AimContext {
            announced: announced
                .filter(|(of, _)| is_within(section, of))
                .map(|(_, day)| day),
            is_of_whole_plan: true,
            ..how
        };
        let read = aims(&paragraph.text, paragraph.line_no, how);
        let at = ParagraphPlace {
            line_no: paragraph.line_no,
            entry: None,
        };
        // ——2018年，新建公厕50座；…
        if let Some(day) = day_alone(&paragraph.text, how.year)
            && how.since.is_none_or(|since| day.year() >= since)
        {
            announced = Some((section, day));
        }
        notes.table(read.table, at);
        // Among goals, a number that is not said to be reached is not an aim.
        notes.pass_over(read.passed_over, at);
        notes.pass_over(read.left_out, at);
        let pictured = || pictured_day(&paragraph.text, how.until);
        let pictured = || read.aims.is_empty().then(pictured).flatten();
        if let Some(day) = announced_day(&paragraph.text, how.year).or_else(pictured) {
            let chapter = section.split('.').next().unwrap_or_default();
            announced = Some((chapter, day));
        }
        for aim in read.aims {
            add_indicator(aim, indicators);
        }
    }
}

/// Returns the day that a paragraph announces for those after it: 到2020年，目标是：.
fn announced_day(text: &str, year: Option<i32>) -> Option<Day> {
    let text = plain(text);
    let sentence = text.strip_suffix([':', '：'])?.rsplit('。').next()?;
    let named = times(sentence, year)
        .into_iter()
        .rfind(|time| {
            // 2025年的目标是：
            let is_of_goals = sentence[time.end..].starts_with('的') && sentence.contains("目标");
            time.is_bound || is_of_goals
        })
        .map(|time| time.day);
    named.or_else(|| five_years_end(sentence).filter(|_| sentence.contains("目标")))
}

/// Returns the day that an overall goal begins with, before the goals one by one: 聚焦短板，突破技术。
/// 到2025年，基本建成现代物流体系。 If several sentences begin with a day, that of the plan's last year, `until`,
/// counts; if none has that year, the first.
fn pictured_day(text: &str, until: Option<i32>) -> Option<Day> {
    let text = plain(text);
    let days = text.strip_suffix('。')?.split('。').filter_map(|sentence| {
        let named = times(sentence, None);
        let [time] = &named[..] else {
            return None;
        };
        let before = sentence[..time.start].strip_suffix(['到', '至'])?;
        let heads_clause = before.is_empty() || before.ends_with(['，', ',', ':']);
        let is_year = sentence[..time.end].ends_with_any(&["年", "年末", "年底"]);
        (heads_clause && is_year).then_some(time.day)
    });
    let days: Vec<Day> = days.collect();
    match &days[..] {
        [day] => Some(*day),
        days => {
            let mut of_plan = days
                .iter()
                .filter(|day| until.is_none_or(|it| day.year() == it));
            of_plan.next().copied()
        }
    }
}

/// Returns the paragraphs about the whole plan, each with the id of its section: the text before the sections, the
/// goals, and what introduces a section.
pub(super) fn whole_plan(
    tree: &Tree,
    part: usize,
    kinds: &[PartKind],
    found: &DocumentStructure,
) -> Vec<(String, TextParagraph)> {
    let title = found.head.title_line;
    let is_unmarked = tree.branches.is_empty();
    let before = &tree.preambles[part];
    let told = before.iter().filter(|paragraph| paragraph.line_no > title);
    let mut paragraphs: Vec<(String, TextParagraph)> = if is_unmarked {
        without_reviews(before)
    } else {
        told.map(|paragraph| (String::new(), paragraph.clone()))
            .collect()
    };
    let sections: HashSet<&str> = found
        .entries
        .iter()
        .filter(|entry| !entry.is_item)
        .map(|entry| entry.id.as_str())
        .collect();
    for (at, branch) in tree
        .branches
        .iter()
        .enumerate()
        .filter(|(_, branch)| branch.part == part)
    {
        // 总体要求 contains the goals too, often one by one under dashes.
        let tells = |branch: &Branch| branch.heading.contains("要求");
        let parent = branch.parent.map(|parent| &tree.branches[parent]);
        let is_told = tells(branch) || branch.kind == MarkKind::Dash && parent.is_some_and(tells);
        let is_goal = matches!(kinds[at], PartKind::Goals | PartKind::Indicators)
            || kinds[at] == PartKind::Prose && is_told;
        let is_section = !branch.children.is_empty() && kinds[at] == PartKind::Tasks;
        if is_goal || is_section && sections.contains(branch.id.as_str()) {
            if is_goal {
                let heading = TextParagraph::behind_mark(&branch.heading, branch.line_no);
                paragraphs.push((branch.id.clone(), heading));
            }
            let own = branch.paragraphs.iter();
            paragraphs.extend(own.map(|paragraph| (branch.id.clone(), paragraph.clone())));
        }
    }
    paragraphs
}

/// Returns the paragraphs of a text without marks, each with its heading, save those under headings that look back:
/// 工作回顾.
fn without_reviews(paragraphs: &[TextParagraph]) -> Vec<(String, TextParagraph)> {
    const LONGEST: usize = 24;
    let (mut looks_back, mut heading) = (false, String::new());
    let mut kept = Vec::new();
    for paragraph in paragraphs {
        let text = paragraph.text.trim();
        let is_heading = (4..=LONGEST).contains(&text.chars().count())
            && !text.contains(['。', '，', '；', '：', ':', ',']);
        if is_heading {
            looks_back = text.contains_any(&["回顾", "成效", "成绩", "总结", "现状", "基础"]);
            text.clone_into(&mut heading);
        } else if !looks_back {
            kept.push((heading.clone(), paragraph.clone()));
        }
    }
    kept
}

/// Adds a value to the indicator of its name, or a new one.
fn add_indicator(aim: PrintedAim, indicators: &mut Vec<PrintedIndicator>) {
    let is_same =
        |old: &PrintedAim| old.printed == aim.printed && old.by == aim.by && old.op == aim.op;
    let mut of_name = indicators.iter().filter(|known| known.name == aim.name);
    // A section says again what the goals said.
    if !aim.name.is_empty() && of_name.any(|known| known.aims.iter().any(is_same)) {
        return;
    }
    let known = indicators.iter_mut().find(|known| {
        !aim.name.is_empty()
            && known.name == aim.name
            && known
                .aims
                .iter()
                .all(|old| old.unit == aim.unit && old.by != aim.by)
    });
    match known {
        Some(known) => known.aims.push(aim),
        None => indicators.push(PrintedIndicator {
            name: aim.name.clone(),
            baseline: aim.baseline.map(|value| (value, None)),
            line_no: aim.line_no,
            aims: vec![aim],
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::times::calendar::year_end;

    #[test]
    fn a_paragraph_announces_the_day_of_those_after_it() {
        for (text, year) in [
            ("到2027年，主要目标是：", Some(2027)),
            ("工作目标（到2027年底前）：", Some(2027)),
            ("“十四五”期间的目标：", Some(2025)),
            ("“十四五”期间的做法：", None),
            ("到2027年，建成市场12家。", None),
        ] {
            assert_eq!(announced_day(text, None), year.map(year_end), "{text}");
        }
    }

    #[test]
    fn a_picture_of_the_whole_has_a_sentence_that_a_year_heads() {
        for (text, year) in [
            ("到2027年，建成现代水网。", Some(2027)),
            ("到2027年，建成现代水网。服务提升。", Some(2027)),
            (
                "总体目标：到2027年，建成现代水网。到2035年，全面提升。",
                Some(2027),
            ),
            ("到2026年，起步。到2035年，全面提升。", None),
            ("到2027年，建成现代水网，2030年再上台阶。", None),
            ("2027年，建成现代水网。", None),
            ("完善功能，到2027年末，建成现代水网。", Some(2027)),
            ("聚焦短板，突破技术。到2027年，生态基本形成。", Some(2027)),
            ("至2007年，成为高地。", Some(2007)),
        ] {
            let read = pictured_day(text, Some(2027));
            assert_eq!(read, year.map(year_end), "{text}");
        }
    }

    #[test]
    fn what_looks_back_speaks_of_no_aims() {
        let lines = [
            "上年工作回顾", "建成水厂3座。", "今年工作安排", "建成水厂5座。",
        ];
        let paragraphs = lines.map(|line| TextParagraph::behind_mark(line, 1));
        let kept = without_reviews(&paragraphs);
        let kept: Vec<(&str, &str)> = kept
            .iter()
            .map(|(heading, paragraph)| (heading.as_str(), paragraph.text.as_str()))
            .collect();
        assert_eq!(kept, [("今年工作安排", "建成水厂5座。")]);
    }
}
