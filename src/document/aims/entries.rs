//! The aims and days of a whole document: of its items, and of the plan.

use std::collections::HashSet;

use chrono::Datelike;

use super::aim::{AimContext, PrintedAim, aims, name_stages};
use crate::document::branch_roles::is_units_alone;
use crate::document::numbering::branch::{Branch, TextParagraph};
use crate::document::numbering::part_kind::PartKind;
use crate::document::numbering::{marks::MarkKind, tree::Tree};
use crate::document::structure::{
    DocumentStructure, PassedNumber, PlacedDoubt, PrintedEntry, PrintedIndicator,
};
use crate::document::text::{AnyOf, plain};
use crate::document::times::calendar::{five_years_end, year_of};
use crate::document::times::deadlines::{PrintedDeadline, deadlines};
use crate::document::times::named::times;
use crate::document::times::unplaced::unplaced_times;
use crate::plan::Day;
use crate::text::Doubt;

/// The doubts, and the numbers that are not aims.
#[derive(Debug, Default)]
struct AimNotes {
    doubts: Vec<PlacedDoubt>,
    passed_over: Vec<PassedNumber>,
}

/// The place of a paragraph.
#[derive(Clone, Copy, Debug)]
struct ParagraphPlace<'t> {
    line_no: usize,
    /// The item whose text it is.
    entry: Option<&'t str>,
}

/// Reads the numbers and days of a document into its structure.
pub(crate) fn read_aims(
    tree: &Tree,
    part: usize,
    kinds: &[PartKind],
    found: &mut DocumentStructure,
) {
    let how = of_tasks(found);
    let mut notes = AimNotes::default();
    let conditions: Vec<String> = found
        .entries
        .iter()
        .filter(|entry| sets_conditions(&entry.heading))
        .map(|entry| entry.id.clone())
        .collect();
    for entry in found.entries.iter_mut().filter(|entry| entry.is_item) {
        read_item(entry, how, &mut notes);
        if conditions.iter().any(|of| is_within(&entry.id, of)) {
            let aims = std::mem::take(&mut entry.aims);
            let numbers = aims.into_iter().map(|aim| PassedNumber {
                printed: aim.printed,
                line_no: aim.line_no,
            });
            notes.passed_over.extend(numbers);
        }
    }
    let paragraphs = whole_plan(tree, part, kinds, found);
    read_whole_plan(&paragraphs, how, &mut found.indicators, &mut notes);
    // A day in a bracket that assigns is told already.
    notes.doubts.retain(|doubt| !found.doubts.contains(doubt));
    found.doubts.append(&mut notes.doubts);
    notes.passed_over.append(&mut found.passed_over);
    notes.passed_over.sort_by_key(|number| number.line_no);
    found.passed_over = notes.passed_over;
}

/// Returns the circumstances in which the texts of a document's tasks are read.
pub(crate) fn of_tasks(found: &DocumentStructure) -> AimContext {
    let year = plan_year(found);
    AimContext {
        year,
        since: found.head.years.map(|(first, _)| first).or(year),
        until: found.head.years.map(|(_, last)| last),
        announced: None,
        is_of_whole_plan: false,
    }
}

/// Returns whether what stands under a heading are conditions that somebody has to fulfil: 必须满足以下条件, 申报条件.
fn sets_conditions(heading: &str) -> bool {
    const OF: [&str; 7] = ["申报", "申请", "认定", "准入", "设立", "遴选", "评选"];
    let names_them = heading
        .strip_suffix("条件")
        .is_some_and(|of| of.ends_with_any(&OF));
    names_them
        || heading.contains_any(&["以下条件", "下列条件", "符合下列", "符合以下", "具备下列"])
}

/// Reads the numbers and days of an item.
fn read_item(entry: &mut PrintedEntry, how: AimContext, notes: &mut AimNotes) {
    let how = AimContext {
        announced: day_alone(&entry.heading, how.year),
        ..how
    };
    let cells = std::mem::take(&mut entry.aims);
    for paragraph in &sentences_of(entry) {
        // A heading 批发企业新增量达到300万元的 is the case that something is granted in.
        if is_units_alone(paragraph) || paragraph.text.ends_with('的') {
            continue;
        }
        let read = aims(&paragraph.text, paragraph.line_no, how);
        let printed: Vec<String> = read.aims.iter().map(|aim| aim.printed.clone()).collect();
        let mut days = deadlines(paragraph, how.year, &entry.heading, &printed);
        // The bracket that assigns has been read already.
        days.retain(|day| day.due.is_none() || day.due != entry.due);
        let is_told = |day: &PrintedDeadline| {
            let says_no_more = |known: &PrintedDeadline| {
                known.due == day.due && [&known.title, &entry.heading].contains(&&day.title)
            };
            day.due.is_some() && entry.deadlines.iter().any(says_no_more)
        };
        days.retain(|day| !is_told(day));
        let at = ParagraphPlace {
            line_no: paragraph.line_no,
            entry: Some(&entry.id),
        };
        notes.table(read.table, at);
        notes.pass_over(read.passed_over, at);
        notes.doubtful_numbers(read.left_out, &read.aims, at);
        // Of a plan of one year no other is meant.
        let is_of_one_year = how.until.is_some() && how.until == how.since;
        notes.doubtful_days(&days, is_of_one_year, at);
        notes.unplaced_days(&paragraph.text, how.year, at);
        entry.deadlines.extend(days);
        entry.aims.extend(read.aims);
    }
    name_stages(&mut entry.aims);
    for (number, line_no) in entry.settle_rows(cells) {
        let at = ParagraphPlace {
            line_no,
            entry: Some(&entry.id),
        };
        notes.doubt(Doubt::FigureUnsure { number }, at);
    }
    // What is due by the day of its number is that number.
    let aims = &entry.aims;
    let is_aim = |day: &PrintedDeadline| {
        let mut of_day = aims
            .iter()
            .filter(|aim| aim.by.is_some() && aim.by == day.due);
        of_day.any(|aim| day.title.contains(&aim.printed))
    };
    entry.deadlines.retain(|day| !is_aim(day));
}

/// Returns the paragraphs of an item, the first with the clause that its heading was made of.
fn sentences_of(entry: &PrintedEntry) -> Vec<TextParagraph> {
    let mut first = heading_as_text(&entry.heading, entry.line_no);
    let mut texts = entry.text.iter();
    if entry.opens_text
        && let Some(rest) = texts.next()
    {
        first.text = format!("{}，{}", first.text, rest.text);
    }
    std::iter::once(first).chain(texts.cloned()).collect()
}

/// Reads the numbers of the paragraphs that speak of the whole plan; a day that one announces holds for those after it.
fn read_whole_plan(
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
        // Where goals are told, what is not said to be reached is not an aim.
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

impl AimNotes {
    fn doubt(&mut self, doubt: Doubt, at: ParagraphPlace<'_>) {
        self.doubts.push(PlacedDoubt {
            doubt,
            line_no: at.line_no,
            entry: at.entry.map(str::to_owned),
        });
    }

    /// Notes a table that lost its lines.
    fn table(&mut self, header: Option<String>, at: ParagraphPlace<'_>) {
        if let Some(header) = header {
            self.doubt(Doubt::TableLeftOut { header }, at);
        }
    }

    /// Notes numbers that were taken for no aims.
    fn pass_over(&mut self, numbers: Vec<String>, at: ParagraphPlace<'_>) {
        let line_no = at.line_no;
        let numbers = numbers.into_iter();
        self.passed_over
            .extend(numbers.map(|printed| PassedNumber { printed, line_no }));
    }

    /// Notes numbers that may be aims, and aims that may mean something else.
    fn doubtful_numbers(
        &mut self,
        left_out: Vec<String>,
        aims: &[PrintedAim],
        at: ParagraphPlace<'_>,
    ) {
        for number in left_out {
            self.doubt(Doubt::FigureLeftOut { number }, at);
        }
        for aim in aims.iter().filter(|aim| !aim.is_sure) {
            let number = aim.printed.clone();
            self.doubt(Doubt::FigureUnsure { number }, at);
        }
    }

    /// Notes what is due on no day that can be told: 2月底前 of a plan of several years, 6月31日.
    fn unplaced_days(&mut self, text: &str, year: Option<i32>, at: ParagraphPlace<'_>) {
        for doubt in unplaced_times(&plain(text), year) {
            self.doubt(doubt, at);
        }
    }

    /// Notes days whose year was worked out, and those of each year: 每年6月底前.
    fn doubtful_days(
        &mut self,
        days: &[PrintedDeadline],
        is_of_one_year: bool,
        at: ParagraphPlace<'_>,
    ) {
        for deadline in days {
            let words = deadline.words.clone();
            if let Some(day) = deadline.due.filter(|_| deadline.is_worked_out) {
                let day = day.to_string();
                if !is_of_one_year {
                    self.doubt(Doubt::DayWorkedOut { words, day }, at);
                }
            } else if deadline.every.is_some() && words.contains('月') && !words.starts_with('每')
            {
                let words = format!("每年{words}");
                self.doubt(Doubt::RecursOn { words }, at);
            }
        }
    }
}

/// Returns a heading as the first paragraph of its entry's text.
fn heading_as_text(heading: &str, line_no: usize) -> TextParagraph {
    TextParagraph {
        text: heading.to_owned(),
        line_no,
        follows_mark: true,
    }
}

/// Returns the year of 年底前 where nothing else is said: the plan's only year, else that of its issue.
pub(crate) fn plan_year(found: &DocumentStructure) -> Option<i32> {
    match found.head.years {
        Some((from, to)) if from == to => Some(from),
        _ => found
            .head
            .issued
            .map(|day| day.year())
            .or_else(|| year_of_number(found.head.number.as_deref()?)),
    }
}

/// Returns the year in a document's number: 2021 of 东府〔2021〕54号.
fn year_of_number(number: &str) -> Option<i32> {
    let parts = number.split(|c: char| !c.is_ascii_digit());
    year_of(parts.into_iter().find(|part| part.len() == 4)?)
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

/// Returns the last day of a heading that names nothing but a time: 2025年6月底前, 2025年7月至12月.
fn day_alone(heading: &str, year: Option<i32>) -> Option<Day> {
    let heading = plain(heading);
    let named = times(&heading, year);
    let mut rest = heading.as_str();
    for time in named.iter().rev() {
        let between = rest[time.end..].chars().all(|c| "至到—-、,，".contains(c));
        rest = rest.get(..time.start).filter(|_| between)?;
    }
    named
        .last()
        .filter(|_| rest.is_empty())
        .map(|time| time.day)
}

/// Returns the day of a picture of the whole before its goals one by one, which one of its sentences begins with:
/// 聚焦短板，突破技术。 到2025年，基本建成现代物流体系。 Of several pictures that of the plan's last year, `until`, counts; where
/// none is told, the first.
fn pictured_day(text: &str, until: Option<i32>) -> Option<Day> {
    let text = plain(text);
    let days = text.strip_suffix('。')?.split('。').filter_map(|sentence| {
        let sentence = sentence.strip_prefix("总体目标:").unwrap_or(sentence);
        let sentence = sentence.strip_prefix(['到', '至'])?;
        let named = times(sentence, None);
        let [time] = &named[..] else {
            return None;
        };
        let is_head = time.start == 0 && sentence[..time.end].ends_with('年');
        is_head.then_some(time.day)
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

/// Returns whether a section is another one or stands in it.
fn is_within(section: &str, other: &str) -> bool {
    section
        .strip_prefix(other)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Returns the paragraphs that speak of the whole plan, with the id of their section: what stands before it, its goals,
/// what introduces a section.
fn whole_plan(
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
        // 总体要求 tells the goals too, often one by one under dashes.
        let tells = |branch: &Branch| branch.heading.contains("要求");
        let parent = branch.parent.map(|parent| &tree.branches[parent]);
        let is_told = tells(branch) || branch.kind == MarkKind::Dash && parent.is_some_and(tells);
        let is_goal = matches!(kinds[at], PartKind::Goals | PartKind::Indicators)
            || kinds[at] == PartKind::Prose && is_told;
        let is_section = !branch.children.is_empty() && kinds[at] == PartKind::Tasks;
        if is_goal || is_section && sections.contains(branch.id.as_str()) {
            if is_goal {
                let heading = heading_as_text(&branch.heading, branch.line_no);
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
pub(crate) fn add_indicator(aim: PrintedAim, indicators: &mut Vec<PrintedIndicator>) {
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
    fn a_heading_may_say_that_conditions_follow() {
        for (heading, conditions) in [
            ("申请建设基地必须满足以下条件", true),
            ("符合下列要求的社会团体予以保留", true),
            ("申报条件", true),
            ("改善办学条件", false),
        ] {
            assert_eq!(sets_conditions(heading), conditions, "{heading}");
        }
    }

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
            ("聚焦短板，突破技术。到2027年，生态基本形成。", Some(2027)),
            ("至2007年，成为高地。", Some(2007)),
        ] {
            let read = pictured_day(text, Some(2027));
            assert_eq!(read, year.map(year_end), "{text}");
        }
    }

    #[test]
    fn a_heading_may_be_nothing_but_a_time() {
        let day = |month, day| Day::from_ymd_opt(2026, month, day);
        for (heading, last) in [
            ("2026年6月底前", day(6, 30)),
            ("2026年6月", day(6, 30)),
            ("2026年7月至11月", day(11, 30)),
            ("2026年6月动员", None),
        ] {
            assert_eq!(day_alone(heading, None), last, "{heading}");
        }
    }

    #[test]
    fn what_looks_back_speaks_of_no_aims() {
        let lines = [
            "上年工作回顾", "建成水厂3座。", "今年工作安排", "建成水厂5座。",
        ];
        let paragraphs = lines.map(|line| heading_as_text(line, 1));
        let kept = without_reviews(&paragraphs);
        let kept: Vec<(&str, &str)> = kept
            .iter()
            .map(|(heading, paragraph)| (heading.as_str(), paragraph.text.as_str()))
            .collect();
        assert_eq!(kept, [("今年工作安排", "建成水厂5座。")]);
    }
}
