//! A row whose cells are read, and the name of what its numbers count.

use super::cell_number::{CellNumber, DEEDS, own_measure};
use super::column_kind::ColumnKind;
use super::column_time::ColumnTime;
use super::columns::{ReadColumns, measure_below};
use super::name_measure::measure_at_end;
use super::named_number::NamedNumber;
use crate::document::SourceRow;
use crate::document::aims::aim::PrintedAim;
use crate::document::aims::numbers::numbers;
use crate::document::numbering::pieces::numbered_pieces;
use crate::document::text::{AnyOf, plain, without_blanks};
use crate::plan::Day;

/// A row whose cells are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct ValueRow<'r> {
    pub(super) columns: &'r ReadColumns<'r>,
    pub(super) row: &'r SourceRow,
    /// The title of its item.
    pub(super) task: &'r str,
    /// The year assumed for dates without one.
    pub(super) year: Option<i32>,
    /// The plan's first year.
    pub(super) since: Option<i32>,
}

impl ValueRow<'_> {
    /// Returns whether a column is of all of a year: 全年, 全年目标.
    pub(super) fn is_of_whole_year(self, column: usize) -> bool {
        let heading = self.columns.headings.get(column);
        heading.is_some_and(|it| it.starts_with("全年"))
    }

    /// Returns whether a time lies before the plan.
    pub(super) fn is_before(self, time: ColumnTime) -> bool {
        let ends = time.year.zip(self.since);
        ends.is_some_and(|(year, since)| year < since)
    }

    /// Returns the measure of the numbers in a column: that of its heading, of the cell for measures beside it, of the
    /// table, or behind the task.
    pub(super) fn measure(self, column: usize) -> String {
        let columns = self.columns;
        let kinds = columns.kinds.iter().enumerate();
        let all: Vec<usize> = kinds
            .filter(|(_, kind)| **kind == ColumnKind::Measure)
            .map(|(at, _)| at)
            .collect();
        let is_value = |at: usize| columns.kinds[at].is_target();
        let behind = all
            .iter()
            .find(|at| **at > column && !(column + 1..**at).any(is_value));
        let before = all.iter().rfind(|at| **at < column);
        let beside = behind.or(before).or(all.first());
        let told = beside
            .and_then(|at| self.row.cells.get(*at))
            .map(|cell| without_blanks(&cell.text))
            .map(|text| text.trim_matches(['（', '）', '(', ')']).to_owned())
            .filter(|text| {
                !text.is_empty() && !text.contains(['、', '，', ',', '或', '/', '-', '—'])
            })
            // 元/亩 is one measure.
            .or_else(|| {
                let text = without_blanks(&self.row.cells.get(*beside?)?.text);
                super::name_measure::is_measure(&text).then_some(text)
            });
        let of_heading = columns.measures.get(column).cloned().flatten();
        let heading = columns.headings.get(column).map_or("", String::as_str);
        let of_table = measure_below(columns.measure, heading).map(str::to_owned);
        let named = self.named();
        let of_name = measure_at_end(&named).or(measure_at_end(self.task));
        let of_task = of_name.map(|(_, measure)| measure.to_owned());
        let measure = of_heading.or(told).or(of_table).or(of_task);
        measure
            .or_else(|| self.measure_of_goal())
            .unwrap_or_default()
    }

    /// Returns the measure of the one number that the details of the row name: 全年新增5000人 beside 1250 of a quarter.
    pub(super) fn measure_of_goal(self) -> Option<String> {
        let details = self.texts(ColumnKind::Detail).map(|text| plain(&text));
        let mut counted = details.flat_map(|text| {
            let all = numbers(&text).into_iter();
            let measures = all.map(|number| {
                let own = own_measure(&text[number.end..]);
                let measure = if number.is_percent { "%" } else { own };
                measure.to_owned()
            });
            measures.collect::<Vec<_>>()
        });
        let measure = counted.next().filter(|measure| !measure.is_empty())?;
        counted.next().is_none().then_some(measure)
    }

    pub(super) fn aim(self, number: CellNumber, by: Option<Day>) -> PrintedAim {
        let name = with_deed(self.name(), number.deed);
        number.aim(name, by, self.row.line_no)
    }

    /// Returns the works that another cell of the row lists by as many numbers.
    pub(super) fn numbered_works(self, count: usize) -> Option<Vec<String>> {
        let cells = self.columns.kinds.iter().zip(&self.row.cells);
        let details = cells.filter(|(kind, _)| **kind == ColumnKind::Detail);
        let mut listed = details.map(|(_, cell)| {
            let pieces = numbered_pieces(cell.text.trim()).into_iter();
            let bare = pieces.map(|it| it.trim_end_matches(['；', ';', '。', '，']).to_owned());
            bare.collect::<Vec<String>>()
        });
        let is_work = |text: &String| is_name(text);
        listed.find(|works| works.len() == count && works.iter().all(is_work))
    }

    /// Returns the name of what the numbers of the row count, without its measure.
    fn name(self) -> String {
        let name = self.named();
        measure_at_end(&name).map_or(name.clone(), |(name, _)| name.to_owned())
    }

    /// Returns the name of what the numbers of the row count: its indicator, its own work or what its goal counts, else
    /// its task.
    fn named(self) -> String {
        let details = || self.texts(ColumnKind::Detail);
        let mut named = self.texts(ColumnKind::Indicator).chain(details());
        let own = named.find(|text| is_name(text));
        let task = || std::iter::once(self.task.to_owned());
        let goal = || only_name(details()).or_else(|| only_name(task()));
        own.or_else(goal).unwrap_or_else(|| self.task.to_owned())
    }

    /// Returns the texts of the row in the columns of a kind, without blanks.
    fn texts(self, wanted: ColumnKind) -> impl Iterator<Item = String> {
        let cells = self.columns.kinds.iter().zip(&self.row.cells);
        let cells = cells.filter(move |(kind, _)| **kind == wanted);
        cells.map(|(_, cell)| without_blanks(&cell.text))
    }
}

/// Returns the name of the only number in texts: 地区生产总值增长 of 地区生产总值增长6.5%.
fn only_name(texts: impl Iterator<Item = String>) -> Option<String> {
    let mut all = texts
        .filter_map(|text| NamedNumber::all_in(&text))
        .flatten();
    let only = all.next().filter(|number| !number.is_bare())?;
    all.next().is_none().then_some(only.name)
}

/// Returns a name with what is done with what it names: 新建公厕, 公厕 of 开工2座: 公厕开工.
pub(super) fn with_deed(name: String, deed: Option<&str>) -> String {
    const BEHIND: [&str; 8] = [
        "开工", "竣工", "完工", "启动", "投用", "落地", "签约", "建成",
    ];
    match deed {
        Some(deed)
            if name.contains(deed) || name.starts_with_any(&DEEDS) && !BEHIND.contains(&deed) =>
        {
            name
        }
        Some(deed) if BEHIND.contains(&deed) => name + deed,
        Some(_) if name.ends_with_any(&DEEDS) => name,
        Some(deed) => format!("{deed}{name}"),
        None => name,
    }
}

/// Returns whether the words of a cell name what its row counts, and are not a sentence.
fn is_name(text: &str) -> bool {
    const LONGEST: usize = 16;
    let is_sentence = text.contains(['。', '，', '；', '：', ',', ';', ':', '、']);
    let has_digit = text.contains(|c: char| c.is_ascii_digit());
    (2..=LONGEST).contains(&text.chars().count())
        && !is_sentence
        && !has_digit
        && text.contains(char::is_alphabetic)
        && CellNumber::read(text, "").is_none()
        && !text.starts_with_any(&["同上", "详见", "无"])
}
