//! A report as lines of a screen: text without markup, tables in columns.

use crate::report::content::{
    ColumnAlign, ParagraphStyle, ReportBlock, ReportDocument, ReportPlot, ReportTable,
};
use crate::text::{Words, fit, fit_right, push_blanks, width};

use super::{bar_line, course_lines, words_of};

/// A line of a report on a screen; one that is text may be longer than the screen is wide.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportLine {
    /// Its text.
    pub text: String,
    /// Whether it heads what follows.
    pub is_heading: bool,
}

/// Lays a report out in lines for a screen of so many columns; `shown` returns a text as the screen shows it.
pub fn report_lines(
    report: &ReportDocument,
    columns: usize,
    shown: &dyn Fn(&str) -> String,
) -> Vec<ReportLine> {
    let mut page = LinePage {
        lines: Vec::new(),
        columns,
        shown,
        words: words_of(report),
    };
    page.head(&report.title);
    for line in &report.subtitle {
        page.text(line);
    }
    for part in report.shown_parts() {
        if let Some(title) = &part.title {
            page.gap();
            page.head(title);
        }
        for block in &part.blocks {
            page.block(block);
        }
    }
    page.lines
}

/// The blanks between two columns of a table.
const GAP: usize = 2;
/// The width that a column of text keeps; ids, figures and days keep theirs. A table that needs more continues its rows
/// in further lines.
const LEAST: usize = 16;
/// The blanks before a line that continues a row.
const CONTINUED: usize = 2;

/// The lines of a report so far.
struct LinePage<'a> {
    lines: Vec<ReportLine>,
    columns: usize,
    shown: &'a dyn Fn(&str) -> String,
    words: &'static Words,
}

impl LinePage<'_> {
    fn text(&mut self, text: &str) {
        let text = (self.shown)(text);
        self.lines.push(ReportLine {
            text,
            is_heading: false,
        });
    }

    fn head(&mut self, text: &str) {
        self.text(text);
        if let Some(line) = self.lines.last_mut() {
            line.is_heading = true;
        }
    }

    /// Leaves one line free, however often it is asked to.
    fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.text.is_empty()) {
            self.lines.push(ReportLine::default());
        }
    }

    fn block(&mut self, block: &ReportBlock) {
        let colon = self.words.colon;
        let is_item = |block: &ReportBlock| {
            matches!(
                block,
                ReportBlock::Paragraph {
                    style: ParagraphStyle::Item,
                    ..
                }
            )
        };
        let follows_item = self
            .lines
            .last()
            .is_some_and(|line| line.text.starts_with(ITEM));
        if !(is_item(block) && follows_item) {
            self.gap();
        }
        match block {
            ReportBlock::Heading { text, .. } => self.head(text),
            ReportBlock::Paragraph { style, text } => match style {
                ParagraphStyle::Item => self.item(text),
                ParagraphStyle::Signature => {
                    let text = (self.shown)(text);
                    let blanks = self.columns.saturating_sub(width(&text));
                    self.text(&format!("{}{text}", " ".repeat(blanks)));
                }
                _ => self.text(text),
            },
            ReportBlock::Fields(lines) => {
                for line in lines {
                    self.text(&format!("{}{colon}{}", line.name, line.value.words()));
                }
            }
            ReportBlock::Table(table) => self.table(table),
            ReportBlock::Plot(ReportPlot::Bars { caption, bars }) => {
                self.head(caption);
                for bar in bars {
                    self.item(&bar_line(bar, self.words));
                }
            }
            ReportBlock::Plot(ReportPlot::Course(course)) => {
                self.head(&course.caption);
                for line in course_lines(course, self.words) {
                    self.item(&line);
                }
            }
            ReportBlock::Events(events) => {
                for event in events {
                    self.item(&format!("{} {}", event.day, event.title));
                    for line in &event.details {
                        self.text(&format!("    {line}"));
                    }
                }
            }
            // Only paper needs lines to write on.
            ReportBlock::Room(_) => {}
        }
    }

    fn item(&mut self, text: &str) {
        self.text(&format!("{ITEM}{text}"));
    }

    fn table(&mut self, table: &ReportTable) {
        if let Some(caption) = &table.caption {
            self.head(caption);
        }
        let titles: Vec<String> = table
            .columns
            .iter()
            .map(|column| (self.shown)(&column.title))
            .collect();
        let rows: Vec<Vec<String>> = table
            .rows
            .iter()
            .map(|row| {
                let cells = row.iter().map(|cell| (self.shown)(&cell.words()));
                cells.collect::<Vec<_>>()
            })
            .collect();
        let mut widest: Vec<usize> = titles.iter().map(|title| width(title)).collect();
        for row in &rows {
            for (widest, cell) in widest.iter_mut().zip(row) {
                *widest = width(cell).max(*widest);
            }
        }
        let least: Vec<usize> = (0..widest.len())
            .map(|nth| {
                let mut cells = rows.iter().filter_map(|row| row.get(nth));
                let is_whole = table.columns[nth].align != ColumnAlign::Left
                    || cells.all(|cell| cell.is_ascii() && !cell.contains(' '));
                widest[nth].min(if is_whole { usize::MAX } else { LEAST })
            })
            .collect();
        let layout = TableLines::new(&widest, &least, self.columns);
        for (cells, is_heading) in [(&titles, true)]
            .into_iter()
            .chain(rows.iter().map(|row| (row, false)))
        {
            let lines = layout.lines(table, cells);
            self.lines
                .extend(lines.map(|text| ReportLine { text, is_heading }));
        }
    }
}

/// The mark of an item.
const ITEM: &str = "- ";

/// The columns of a table in lines: each line's columns with their widths.
struct TableLines(Vec<Vec<(usize, usize)>>);

impl TableLines {
    /// Shares the room among columns of such widths: all as wide as they are if they fit, else the widest cut alike, down
    /// to the least.
    fn new(widest: &[usize], least: &[usize], room: usize) -> Self {
        let mut lines: Vec<Vec<usize>> = Vec::new();
        let mut used = 0;
        for (nth, least) in least.iter().enumerate() {
            let least = least + GAP;
            match lines.last_mut() {
                Some(line) if used + least <= room + GAP => line.push(nth),
                _ => {
                    used = if lines.is_empty() { 0 } else { CONTINUED };
                    lines.push(vec![nth]);
                }
            }
            used += least;
        }
        let lines = lines.into_iter().enumerate().map(|(nth, columns)| {
            let begin = if nth == 0 { 0 } else { CONTINUED };
            let room = room.saturating_sub(begin + GAP * (columns.len() - 1));
            let wanted = columns
                .iter()
                .map(|column| (least[*column], widest[*column]));
            let shares = shared(&wanted.collect::<Vec<_>>(), room);
            columns.into_iter().zip(shares).collect()
        });
        Self(lines.collect())
    }

    /// Returns a row's lines; one that would be empty is left out.
    fn lines<'r>(
        &'r self,
        table: &'r ReportTable,
        cells: &'r [String],
    ) -> impl Iterator<Item = String> + 'r {
        let lines = self.0.iter().enumerate();
        lines.filter_map(move |(nth, columns)| {
            let mut line = String::new();
            push_blanks(&mut line, if nth == 0 { 0 } else { CONTINUED });
            for (column, wide) in columns {
                let cell = cells.get(*column).map_or("", String::as_str);
                line += &match table.columns[*column].align {
                    ColumnAlign::Right => fit_right(cell, *wide),
                    _ => fit(cell, *wide),
                };
                push_blanks(&mut line, GAP);
            }
            let line = line.trim_end();
            (nth == 0 || !line.is_empty()).then(|| line.to_owned())
        })
    }
}

/// Shares room among columns that need and want so much: those that want little get it, the others as much as one another.
fn shared(columns: &[(usize, usize)], room: usize) -> Vec<usize> {
    let with = |most: usize| {
        let shares = columns
            .iter()
            .map(|(least, wanted)| most.clamp(*least, *wanted));
        shares.collect::<Vec<usize>>()
    };
    // The widest of a column that all fit with; a single one that is wider than the line is cut to it.
    let most = (1..=room)
        .rev()
        .find(|most| with(*most).iter().sum::<usize>() <= room);
    let shares = with(most.unwrap_or(1));
    shares.into_iter().map(|share| share.min(room)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Day;
    use crate::report::ReportKind;
    use crate::report::content::{ReportPart, TableCell, TableColumn};
    use crate::text::Lang;

    fn lines_of(columns: Vec<TableColumn>, row: &[&str], room: usize) -> Vec<String> {
        let day: Day = "2024-06-30".parse().unwrap();
        let mut report = ReportDocument::new(ReportKind::Reminder, Lang::Zh, day, "催办单".into());
        let row = row.iter().map(|cell| TableCell::text(*cell)).collect();
        let table = ReportTable::new(columns, [row]);
        report.parts = vec![ReportPart::new("", vec![ReportBlock::Table(table)])];
        let lines = report_lines(&report, room, &str::to_owned);
        lines.into_iter().skip(2).map(|line| line.text).collect()
    }

    #[test]
    fn a_table_stands_in_columns_without_marks() {
        let columns = || {
            vec![
                TableColumn::new("id", "编号", 8),
                TableColumn::new("title", "事项", 20),
                TableColumn::new("value", "完成", 6).right(),
            ]
        };
        let row = ["3.1", "建立县级科普教育基地联席会议制度_试行", "5"];
        assert_eq!(
            lines_of(columns(), &row, 60),
            [
                "编号  事项                                   完成",
                "3.1   建立县级科普教育基地联席会议制度_试行     5",
            ]
        );
        assert_eq!(
            lines_of(columns(), &row, 30),
            [
                "编号  事项                完成",
                "3.1   建立县级科普教育..     5"
            ]
        );
    }

    #[test]
    fn a_table_too_wide_for_one_line_continues_in_the_next() {
        let columns = || ["甲", "乙", "丙", "丁"].map(|title| TableColumn::new("", title, 9));
        let long = "一二三四五六七八九十";
        assert_eq!(
            lines_of(columns().into(), &[long, long, long, "是"], 36),
            [
                "甲                 乙",
                "  丙                    丁",
                "一二三四五六七..   一二三四五六七..",
                "  一二三四五六七八九十  是",
            ]
        );
        // A line with nothing in it is left out.
        let columns = ["甲", "乙", "一列很长的名称"].map(|title| TableColumn::new("", title, 9));
        let lines = lines_of(columns.into(), &[long, long, ""], 36);
        assert_eq!(lines.len(), 3);
    }

    #[test]
    fn the_narrow_columns_keep_their_width() {
        let of = |wanted: [usize; 3], room| shared(&wanted.map(|wanted| (1, wanted)), room);
        assert_eq!(of([4, 40, 30], 50), [4, 23, 23]);
        assert_eq!(of([4, 40, 10], 80), [4, 40, 10]);
        assert_eq!(of([4, 40, 10], 34), [4, 20, 10]);
        // What may not be cut takes of the others' room.
        assert_eq!(shared(&[(22, 22), (5, 40), (5, 40)], 42), [22, 10, 10]);
    }
}
