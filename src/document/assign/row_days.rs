//! The days and the recurrence of the rows of a table: of an item, of a row, or of the works of one in turn.

use super::Assigner;
use super::due_words::{deed_of, doubt_of_due, due_of, is_unknown_day, recurrence_in};
use crate::document::aims::numbers::{FoundNumber, numbers};
use crate::document::numbering::branch::TextParagraph;
use crate::document::numbering::pieces::numbered_pieces;
use crate::document::structure::{PrintedEntry, RowTime};
use crate::document::tables::tasks::TableEntry;
use crate::document::text::{AnyOf, plain};
use crate::document::times::calendar::year_of;
use crate::document::times::deadlines::PrintedDeadline;
use crate::document::times::heading_day::split_day;
use crate::document::times::row_times::work_of;
use crate::plan::{Day, Recurrence};
use crate::text::Doubt;

impl Assigner {
    /// Gives an item the last day of its rows, and each row its own where they differ or it recurs.
    pub(super) fn take_days(&mut self, entry: &mut PrintedEntry, row: &TableEntry) {
        let read: Vec<ReadDays> = row
            .rows
            .iter()
            .map(|line_no| self.days_of_row(entry, row, *line_no))
            .collect();
        let last = read.iter().flat_map(|row| &row.days).map(|it| it.0).max();
        // 长期 beside a row with a day: that row has none.
        let is_open =
            |row: &ReadDays| row.days.is_empty() && row.every.is_none() && !row.words.is_empty();
        let has_open = read.len() > 1 && read.iter().any(is_open);
        if entry.due.is_none() && !has_open {
            entry.due = last;
        }
        let mut all = read.iter().flat_map(|row| &row.days).map(|it| it.0);
        let differ = has_open || all.any(|day| Some(day) != last);
        self.take_days_in_brackets(entry, row);
        let mut before: Option<RowTime> = None;
        let mut known: Vec<Day> = last.into_iter().collect();
        for row in read {
            let every = row.every;
            let time = match &row.days[..] {
                // What the row above says goes on.
                [] if every.is_none() && row.words.is_empty() => {
                    before.take().map(|before| RowTime {
                        line_no: row.line_no,
                        words: String::new(),
                        ..before
                    })
                }
                [] | [_] => Some(RowTime {
                    line_no: row.line_no,
                    due: row
                        .days
                        .first()
                        .map(|it| it.0)
                        .filter(|_| differ || every.is_some()),
                    every,
                    words: row.words.clone(),
                    part: None,
                }),
                _ if take_parts(entry, &row) => None,
                days => {
                    // Several days in turn are of parts of the work.
                    for (day, words) in days {
                        if !known.contains(day) {
                            known.push(*day);
                            entry.deadlines.push(PrintedDeadline {
                                title: work_of(entry, words, row.line_no, false),
                                due: Some(*day),
                                words: words.trim().to_owned(),
                                line_no: row.line_no,
                                ..PrintedDeadline::default()
                            });
                        }
                    }
                    None
                }
            };
            before.clone_from(&time);
            let time = time.filter(|time| time.due.is_some() || time.every.is_some());
            entry.row_times.extend(time);
        }
    }

    /// Gives the texts of the rows the days in the brackets at their ends: 改造户厕1200户（3月启动，10月底完成）.
    fn take_days_in_brackets(&self, entry: &mut PrintedEntry, row: &TableEntry) {
        for line_no in &row.rows {
            let texts = entry.text.iter().filter(|text| text.line_no == *line_no);
            let times = texts.enumerate().filter_map(|(nth, paragraph)| {
                let text = paragraph.text.trim_end_matches(['；', ';', '。']);
                let inside = text.strip_suffix(['）', ')'])?;
                let (work, words) = inside.rsplit_once(['（', '('])?;
                let last = words.rsplit(['，', ',']).next()?;
                let (_, due) = split_day(&format!("{work}（{last}）"), self.year)?;
                Some(RowTime {
                    line_no: *line_no,
                    due: Some(due),
                    every: None,
                    part: Some(nth),
                    words: words.to_owned(),
                })
            });
            let times: Vec<RowTime> = times.collect();
            entry.row_times.extend(times);
        }
    }

    /// Reads the days and the recurrence of a row.
    fn days_of_row(&mut self, entry: &PrintedEntry, item: &TableEntry, line_no: usize) -> ReadDays {
        let mut read = ReadDays {
            line_no,
            ..ReadDays::default()
        };
        for (cell, _) in item.dues.iter().filter(|(_, line)| *line == line_no) {
            for words in pieces_of_cell(&with_whole_days(cell), self.year) {
                let day = due_of(words, self.year);
                // 6月底完成50%，12月底全部完成
                let plain_words = plain(words);
                let is_share =
                    |it: &&FoundNumber| it.is_percent || plain_words[it.end..].starts_with('%');
                for number in numbers(&plain_words).iter().filter(is_share) {
                    let end = number.end_with_measure(&plain_words);
                    let number = plain_words[number.start..end].to_owned();
                    self.doubt(Doubt::NumberLeftOut { number }, line_no, &entry.id);
                }
                let unknown = || {
                    let words = words.trim().to_owned();
                    (day.is_none() && is_unknown_day(&words)).then_some(Doubt::DayNotRead { words })
                };
                if let Some(doubt) = doubt_of_due(words, self.year).or_else(unknown) {
                    self.doubt(doubt, line_no, &entry.id);
                }
                read.pieces.push((day, words.to_owned()));
                let is_new = |day: &Day| read.days.iter().all(|(known, _)| known != day);
                if let Some(day) = day.filter(is_new) {
                    read.days.push((day, words.to_owned()));
                }
            }
            read.take_recurrence(cell);
        }
        for (cell, _) in item.recurrences.iter().filter(|(_, line)| *line == line_no) {
            if !read.take_recurrence(cell) && is_recurrence(cell) {
                let words = cell.trim().to_owned();
                self.doubt(Doubt::RecurrenceNotRead { words }, line_no, &entry.id);
            }
        }
        read
    }
}

/// The days and the recurrence of a row.
#[derive(Debug, Default)]
struct ReadDays {
    line_no: usize,
    /// Its days, each with its words.
    days: Vec<(Day, String)>,
    /// The things that its cells list, each with its day.
    pieces: Vec<(Option<Day>, String)>,
    every: Option<Recurrence>,
    words: String,
}

impl ReadDays {
    /// Takes how often, if a cell says so. Returns whether it does.
    fn take_recurrence(&mut self, cell: &str) -> bool {
        let every = recurrence_in(cell);
        if every.is_some() || self.words.is_empty() {
            cell.trim().clone_into(&mut self.words);
        }
        self.every = self.every.or(every);
        every.is_some()
    }
}

/// Gives each text of a row its day from the cell that lists as many days. Returns whether it does.
fn take_parts(entry: &mut PrintedEntry, row: &ReadDays) -> bool {
    let is_here = |text: &TextParagraph| text.line_no == row.line_no;
    if entry.text.iter().filter(|text| is_here(text)).count() != row.pieces.len() {
        return false;
    }
    let times = row.pieces.iter().enumerate();
    let times = times.filter_map(|(nth, (due, words))| {
        due.map(|due| RowTime {
            line_no: row.line_no,
            due: Some(due),
            every: None,
            words: words.clone(),
            part: Some(nth),
        })
    });
    entry.row_times.extend(times);
    true
}

/// Returns a cell with the days on one line that a narrow column breaks behind the year: 2024年 over 11月底前.
fn with_whole_days(cell: &str) -> String {
    let is_year = |line: &str| {
        let digits = line.strip_suffix('年').unwrap_or_default();
        digits.len() == 4 && year_of(digits).is_some()
    };
    let is_month = |line: &str| {
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        rest.len() < line.len() && rest.starts_with('月')
    };
    let mut whole = String::new();
    let mut before = "";
    for line in cell.lines().map(str::trim) {
        let is_one_day = is_year(before) && is_month(line);
        if !whole.is_empty() && !is_one_day {
            whole.push('\n');
        }
        whole.push_str(line);
        before = line;
    }
    whole
}

/// Splits a cell that lists several days: by numbers, on lines, or nothing but days.
fn pieces_of_cell(cell: &str, year: Option<i32>) -> Vec<&str> {
    const LONGEST_DAY: usize = 12;
    let lines: Vec<&str> = cell
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let pieces = numbered_pieces(cell);
    let have_days =
        |parts: &[&str]| parts.len() > 1 && parts.iter().all(|part| due_of(part, year).is_some());
    if pieces.len() == 1 && have_days(&lines) {
        return lines;
    }
    // 2023年6月，2024年6月
    let days: Vec<&str> = cell
        .split(['，', ',', '、', '；', ';'])
        .map(str::trim)
        .collect();
    let is_day = |part: &&str| deed_of(part, year).is_none() && part.chars().count() <= LONGEST_DAY;
    if pieces.len() == 1 && days.iter().all(is_day) && have_days(&days) {
        return days;
    }
    pieces
}

/// Returns whether a cell says how often something is done, and not that it is done as need be.
fn is_recurrence(cell: &str) -> bool {
    const AS_NEEDED: [&str; 9] = [
        "不定期", "适时", "按需", "随时", "常态", "持续", "长期", "一次性", "及时",
    ];
    let names_span = cell.contains_any(&["每", "周", "日", "天", "月", "季", "年", "次"]);
    names_span && !cell.contains_any(&AS_NEEDED) && cell.trim() != "1次"
}
