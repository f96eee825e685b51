//! The items of the lists of tasks among a document's tables.

use std::collections::BTreeSet;

use super::Assigner;
use super::due_words::{
    deed_of, doubt_of_due, due_of, is_unknown_day, recurrence_in, take_recurrence,
};
use crate::document::aims::numbers::{FoundNumber, numbers};
use crate::document::numbering::branch::TextParagraph;
use crate::document::numbering::pieces::numbered_pieces;
use crate::document::source_text::{SourceLine, SourceTable};
use crate::document::structure::{DocumentStructure, PlacedDoubt, PrintedEntry, RowTime};
use crate::document::tables::column_kind::ColumnKind;
use crate::document::tables::columns::{ReadColumns, read_columns_below};
use crate::document::tables::tasks::{TableEntry, table_entries};
use crate::document::tables::unit_rows::unit_rows;
use crate::document::text::{AnyOf, plain, without_blanks};
use crate::document::times::calendar::year_of;
use crate::document::times::deadlines::PrintedDeadline;
use crate::document::times::heading_day::split_day;
use crate::document::times::row_times::work_of;
use crate::document::units::following_rules::without_rule;
use crate::document::units::group::{GroupRole, NameRun, UnitGroup};
use crate::document::units::kinds::ends_like_unit;
use crate::plan::{Day, Recurrence};
use crate::text::Doubt;

impl Assigner {
    /// Adds the items of the lists of tasks among the tables; one that repeats the text's items only completes them.
    pub(crate) fn tables(
        &mut self,
        tables: &[SourceTable],
        lines: &[SourceLine],
        found: &mut DocumentStructure,
    ) {
        let mut lists = 0;
        let of_text: BTreeSet<String> = found.entries.iter().map(|it| it.id.clone()).collect();
        for table in tables {
            let columns = read_columns_below(table, lines);
            let is_indicator_list = columns.as_ref().is_some_and(ReadColumns::is_indicator_list);
            let tasks = columns.as_ref().filter(|columns| columns.is_task_list());
            let read = columns.as_ref();
            if let Some(columns) = read.filter(|_| tasks.is_some() || is_indicator_list) {
                self.ask_about_unread(table, columns.unread());
            }
            let rows = if let Some(columns) = tasks {
                self.rows_of_tasks(table, columns)
            } else if is_indicator_list {
                continue;
            } else if let Some(rows) = unit_rows(table, lines, self.year, self.since) {
                self.ask_about_unread(table, rows.unread.into_iter());
                rows.entries
            } else {
                self.table_left_out(table);
                continue;
            };
            let passed = rows.iter().flat_map(|row| row.passed_over.clone());
            found.passed_over.extend(passed);
            let rows = self.complete_repeated(rows, &of_text, &mut found.entries);
            if rows.is_empty() {
                continue;
            }
            drop_announced(&mut found.entries, &rows);
            // A heading with nothing but the table below it is their section.
            if let Some(at) = heading_above(table, lines, &found.entries) {
                let behind = found.entries.split_off(at + 1);
                found.entries[at].is_item = false;
                let id = found.entries[at].id.clone();
                let is_answered =
                    |it: &PlacedDoubt| it.doubt == Doubt::NoUnits && it.entry.as_ref() == Some(&id);
                self.doubts.retain(|it| !is_answered(it));
                self.add_rows(&rows, &id, &mut found.entries);
                found.entries.extend(behind);
                continue;
            }
            // Beside a text the rows get a section of their own.
            let list_id = if found.entries.is_empty() {
                String::new()
            } else {
                lists += 1;
                let id = format!("t{lists}");
                found.entries.push(PrintedEntry {
                    id: id.clone(),
                    heading: caption(table, lines),
                    line_no: table.rows.first().map_or(1, |row| row.line_no),
                    ..PrintedEntry::default()
                });
                id
            };
            self.add_rows(&rows, &list_id, &mut found.entries);
        }
    }

    /// Asks about the columns of a table whose words are not read, once for each heading.
    fn ask_about_unread(&mut self, table: &SourceTable, unread: impl Iterator<Item = String>) {
        let told = |heading: &String| {
            let mut doubts = self.doubts.iter();
            doubts.any(|it| {
                matches!(&it.doubt, Doubt::ColumnsUnread { headings } if headings.contains(heading))
            })
        };
        let headings: Vec<String> = unread.filter(|heading| !told(heading)).collect();
        if !headings.is_empty() {
            let line_no = table.rows.first().map_or(1, |row| row.line_no);
            let unread = Doubt::ColumnsUnread { headings };
            self.doubts.push(PlacedDoubt::of_plan(unread, line_no));
        }
    }

    /// Reads the rows of a list of tasks.
    fn rows_of_tasks(&mut self, table: &SourceTable, columns: &ReadColumns<'_>) -> Vec<TableEntry> {
        for heading in columns.header.split(" | ") {
            self.rules(heading);
        }
        let mut rows = table_entries(columns, self.year, self.since);
        if let Some(unit) = unit_of_sheet(table, columns) {
            for row in rows.iter_mut().filter(|row| row.is_item) {
                row.runs.push((GroupRole::Unsaid, vec![unit.to_owned()]));
            }
        }
        rows
    }

    /// Completes the items of the text that rows repeat, if most rows do. Returns the rows that are left.
    fn complete_repeated(
        &mut self,
        rows: Vec<TableEntry>,
        of_text: &BTreeSet<String>,
        entries: &mut [PrintedEntry],
    ) -> Vec<TableEntry> {
        let same = |row: &TableEntry| same_item(entries, of_text, &row.heading);
        let repeated: Vec<Option<usize>> = rows
            .iter()
            .map(|row| same(row).filter(|_| row.is_item))
            .collect();
        let items = rows.iter().filter(|row| row.is_item).count();
        if repeated.iter().flatten().count() * 2 <= items {
            return rows;
        }
        let mut left: Vec<TableEntry> = Vec::new();
        for (row, repeated) in rows.into_iter().zip(repeated) {
            match repeated {
                Some(at) => self.complete_with(&mut entries[at], &row),
                None => left.push(row),
            }
        }
        // A heading of rows that are all of the text heads nothing.
        let mut is_followed = false;
        let mut kept: Vec<TableEntry> = Vec::new();
        for row in left.into_iter().rev() {
            if row.is_item || is_followed {
                is_followed = row.is_item;
                kept.push(row);
            }
        }
        kept.reverse();
        kept
    }

    /// Gives an item of the text what the row that repeats it says too: its numbers, units and days.
    fn complete_with(&mut self, entry: &mut PrintedEntry, row: &TableEntry) {
        for (doubt, line_no) in &row.doubts {
            self.doubt(doubt.clone(), *line_no, &entry.id);
        }
        entry.repeated_aims.extend(row.aims.iter().cloned());
        if entry.units_line.is_some() {
            self.ask_about_other_units(entry, row);
        }
        self.complete(entry, row);
    }

    /// Asks about the units of a row that the text does not give to the item.
    fn ask_about_other_units(&mut self, entry: &PrintedEntry, row: &TableEntry) {
        let names = row.runs.iter().flat_map(|(_, names)| names);
        let (known, mut others): (Vec<&String>, Vec<&String>) =
            names.partition(|name| self.register.knows(name));
        let own = [&entry.lead, &entry.support, &entry.guide];
        for name in known {
            let run = NameRun {
                role: GroupRole::Unsaid,
                names: vec![name.clone()],
            };
            let group = UnitGroup {
                runs: vec![run],
                ..UnitGroup::default()
            };
            let units = self.enter(group, &[], row.line_no, true).units;
            if !units
                .iter()
                .all(|(unit, _)| own.iter().any(|of| of.contains(unit)))
            {
                others.push(name);
            }
        }
        if !others.is_empty() {
            let names: Vec<&str> = others.into_iter().map(String::as_str).collect();
            let names = names.join("、");
            self.doubt(Doubt::UnitsOfTable { names }, row.line_no, &entry.id);
        }
    }

    /// Adds the entries of a list. Where numbers begin again, ids would be given twice: the later ones end with -2.
    fn add_rows(&mut self, rows: &[TableEntry], list_id: &str, entries: &mut Vec<PrintedEntry>) {
        let mut section_id = list_id.to_owned();
        for row in rows {
            if !row.is_item {
                self.rules(&row.heading);
            }
            let around = if row.is_item { &section_id } else { list_id };
            let mut id = joined(around, row.number);
            let is_free = |id: &str| entries.iter().all(|entry| entry.id != id);
            if !is_free(&id) {
                let mut others = (2..).map(|times| format!("{id}-{times}"));
                id = others.find(|id| is_free(id)).unwrap_or(id);
            }
            if !row.is_item {
                section_id.clone_from(&id);
            }
            let mut entry = PrintedEntry {
                id,
                no: row.number.to_string(),
                heading: without_rule(&row.heading).to_owned(),
                line_no: row.line_no,
                is_item: row.is_item,
                text: row.text.clone(),
                ..PrintedEntry::default()
            };
            entry.aims.clone_from(&row.aims);
            entry.deadlines.clone_from(&row.deadlines);
            for (doubt, line_no) in &row.doubts {
                self.doubt(doubt.clone(), *line_no, &entry.id);
            }
            self.complete(&mut entry, row);
            entries.push(entry);
        }
    }

    fn table_left_out(&mut self, table: &SourceTable) {
        let header: Vec<&str> = table
            .rows
            .first()
            .into_iter()
            .flat_map(|row| &row.cells)
            .map(|cell| cell.text.trim())
            .take(4)
            .collect();
        self.doubts.push(PlacedDoubt::of_plan(
            Doubt::TableLeftOut {
                header: header.join(" | ").chars().take(40).collect(),
            },
            table.rows.first().map_or(1, |row| row.line_no),
        ));
    }

    /// Gives an item the last day of its rows, and each row its own where they differ or it recurs.
    fn take_days(&mut self, entry: &mut PrintedEntry, row: &TableEntry) {
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

    /// Gives an item the units and the day of its row.
    fn complete(&mut self, entry: &mut PrintedEntry, row: &TableEntry) {
        self.take_days(entry, row);
        for (words, line_no) in &row.reports {
            take_recurrence(entry, words, *line_no);
        }
        if entry.units_line.is_some() || row.runs.is_empty() {
            return;
        }
        let mut runs: Vec<NameRun> = row
            .runs
            .iter()
            .map(|(role, names)| NameRun {
                role: *role,
                names: names.clone(),
            })
            .collect();
        // Who leads, leads also where a column before names it as support.
        runs.sort_by_key(|run| run.role != GroupRole::Lead);
        let group = UnitGroup {
            runs,
            is_said: true,
            ..UnitGroup::default()
        };
        let group = self.enter(group, &[], row.line_no, true);
        self.settle(entry, &[group], &[]);
    }
}

/// Returns the unit that a sheet is named after, where no column has units.
fn unit_of_sheet<'t>(table: &'t SourceTable, columns: &ReadColumns<'_>) -> Option<&'t str> {
    const LONGEST: usize = 12;
    let name = table.name.as_deref().map(str::trim)?;
    let has_units = columns.has(|kind| matches!(kind, ColumnKind::Units(_) | ColumnKind::Unit));
    let is_unit = name.chars().count() <= LONGEST && ends_like_unit(name);
    (is_unit && !has_units).then_some(name)
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

fn joined(around: &str, number: u32) -> String {
    if around.is_empty() {
        number.to_string()
    } else {
        format!("{around}.{number}")
    }
}

/// Finds the item of the text that a row of a table repeats.
fn same_item(entries: &[PrintedEntry], of_text: &BTreeSet<String>, heading: &str) -> Option<usize> {
    const LEAST: usize = 5;
    let heading = without_blanks(heading);
    entries.iter().position(|entry| {
        let known = without_blanks(&entry.heading);
        let is_long = known.chars().count().min(heading.chars().count()) >= LEAST;
        entry.is_item
            && of_text.contains(&entry.id)
            && (known == heading
                || is_long && (known.starts_with(&heading) || heading.starts_with(&known)))
    })
}

/// Takes away items of the text that only announce the sections of a table: 知识产权保护方面5项.
fn drop_announced(entries: &mut Vec<PrintedEntry>, rows: &[TableEntry]) {
    let announced = |entry: &PrintedEntry| {
        entry.is_item
            && entry.units_line.is_none()
            && rows.iter().any(|row| {
                !row.is_item
                    && row.heading.chars().count() >= 4
                    && entry.heading.starts_with(&row.heading)
            })
    };
    if entries.iter().filter(|entry| announced(entry)).count() < 2 {
        return;
    }
    entries.retain(|entry| !announced(entry));
    let ids: Vec<String> = entries.iter().map(|entry| entry.id.clone()).collect();
    entries.retain(|entry| {
        let inside = format!("{}.", entry.id);
        entry.is_item || ids.iter().any(|id| id.starts_with(&inside))
    });
}

/// Finds the heading right over a table, if it has no text of its own; a line with the unit of measure may be between.
fn heading_above(
    table: &SourceTable,
    lines: &[SourceLine],
    entries: &[PrintedEntry],
) -> Option<usize> {
    let mut before = lines.get(..table.lines_before)?.iter().rev();
    let tells_measure = |text: &str| text.trim_start_matches(['（', '(']).starts_with("单位");
    let line = before.find(|line| !tells_measure(&line.text))?;
    let mut found = entries.iter().enumerate();
    let (at, entry) = found.find(|(_, entry)| entry.line_no == line.line_no)?;
    let inside = format!("{}.", entry.id);
    let is_bare = entry.text.iter().all(|text| tells_measure(&text.text))
        && entry.aims.is_empty()
        && entry.units_line.is_none()
        && !entries.iter().any(|entry| entry.id.starts_with(&inside));
    is_bare.then_some(at)
}

/// Returns the name of a table: the line over it, or that of its sheet.
fn caption(table: &SourceTable, lines: &[SourceLine]) -> String {
    let before = table
        .lines_before
        .checked_sub(1)
        .and_then(|at| lines.get(at));
    let named = before
        .map(|line| line.text.as_str())
        .filter(|text| text.chars().count() < 50 && !text.contains('。'));
    named.or(table.name.as_deref()).unwrap_or("附件").to_owned()
}
