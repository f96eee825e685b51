//! A list of tasks as a table: one row per item, rows over all columns its sections.

use super::columns::{ColumnKind, ReadColumns, column_kind};
use crate::document::numbering::heading::split_heading;
use crate::document::numbering::marks::mark_of;
use crate::document::text::without_blanks;
use crate::document::units::group::{GroupRole, UnitGroup};
use crate::document::{Covered, SourceRow, TextParagraph};

/// A heading or an item of a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct TableEntry {
    /// Its number; a row without one is counted.
    pub(crate) number: u32,
    pub(crate) heading: String,
    pub(crate) line_no: usize,
    pub(crate) is_item: bool,
    pub(crate) text: Vec<TextParagraph>,
    pub(crate) runs: Vec<(GroupRole, Vec<String>)>,
    pub(crate) due: Option<String>,
}

/// Reads the rows of a list of tasks.
pub(crate) fn table_entries(columns: &ReadColumns<'_>) -> Vec<TableEntry> {
    let mut list = TaskList::default();
    for at in 0..columns.rows.len() {
        list.read_row(columns, at);
    }
    list.entries
}

/// A list of tasks, read row by row.
#[derive(Default)]
struct TaskList {
    entries: Vec<TableEntry>,
    sections: u32,
    /// The number of the last item.
    counted: u32,
    /// The heading of the last row, from the column of headings.
    group: String,
}

impl TaskList {
    fn read_row(&mut self, columns: &ReadColumns<'_>, at: usize) {
        let row = &columns.rows[at];
        if let Some(text) = whole_row(row).or_else(|| numbered_section(columns, row)) {
            self.open_section(&text, row.line_no);
            return;
        }
        if let Some(name) = cell_of(columns, row, ColumnKind::Group)
            && name != self.group
        {
            name.clone_into(&mut self.group);
            self.open_section(name, row.line_no);
        }
        let task = cell_of(columns, row, ColumnKind::Task);
        let detail = cell_of(columns, row, ColumnKind::Detail);
        let Some(heading) = task.or(detail).filter(|text| !is_heading_of_column(text)) else {
            return;
        };
        // Rows of one task that have numbers of their own are items of their own; else they are one item.
        let parted = is_parted(columns, at);
        let goes_on = !parted
            && is_covered(columns, row, ColumnKind::Task)
            && self.entries.last().is_some_and(|last| last.is_item);
        if !goes_on {
            let number = cell_of(columns, row, ColumnKind::Number).and_then(number_of);
            self.counted = number.unwrap_or(self.counted + 1);
            let heading = detail.filter(|_| parted).unwrap_or(heading);
            self.entries.push(item(heading, self.counted, row.line_no));
        }
        let Some(entry) = self.entries.last_mut() else {
            return;
        };
        if let Some(detail) = detail.filter(|_| task.is_some() && !parted) {
            let lines = detail.lines();
            entry.text.extend(lines.map(|line| paragraph(line, row)));
        }
        fill(entry, columns, row);
    }

    fn open_section(&mut self, text: &str, line_no: usize) {
        self.sections += 1;
        self.entries.push(section(text, self.sections, line_no));
    }
}

/// The text in the first column of a kind that has one in a row.
fn cell_of<'t>(
    columns: &ReadColumns<'_>,
    row: &'t SourceRow,
    wanted: ColumnKind,
) -> Option<&'t str> {
    let cells = columns.kinds.iter().zip(&row.cells);
    let mut texts = cells
        .filter(|(kind, _)| **kind == wanted)
        .map(|(_, cell)| cell.text.trim());
    texts.find(|text| !text.is_empty())
}

/// Returns whether a cell has the heading of its column, printed again on the next page.
fn is_heading_of_column(text: &str) -> bool {
    column_kind(text) != ColumnKind::Other && text.chars().count() < 7
}

/// The number of an item: 3, 3.
fn number_of(text: &str) -> Option<u32> {
    text.trim_end_matches(['.', '、', '．']).parse().ok()
}

/// A text of a row as a paragraph.
fn paragraph(text: &str, row: &SourceRow) -> TextParagraph {
    TextParagraph {
        text: text.to_owned(),
        line_no: row.line_no,
        follows_mark: true,
    }
}

/// Writes the units and the day of a row into its item.
fn fill(entry: &mut TableEntry, columns: &ReadColumns<'_>, row: &SourceRow) {
    for (kind, cell) in columns.kinds.iter().zip(&row.cells) {
        if cell.text.trim().is_empty()
            || cell.covered == Some(Covered::FromAbove) && !entry.runs.is_empty()
        {
            continue;
        }
        match kind {
            ColumnKind::Units(role) => {
                let text = cell.text.replace('\n', "、");
                let group = UnitGroup::read(&text);
                for run in group.runs {
                    let role = if run.role == GroupRole::Unsaid {
                        *role
                    } else {
                        run.role
                    };
                    entry.runs.push((role, run.names));
                }
            }
            ColumnKind::Due => entry.due = Some(cell.text.clone()),
            ColumnKind::Target(_) => entry.text.push(paragraph(&cell.text, row)),
            _ => {}
        }
    }
}

/// Returns whether a column of a kind is covered from above in a row.
fn is_covered(columns: &ReadColumns<'_>, row: &SourceRow, wanted: ColumnKind) -> bool {
    let mut cells = columns.kinds.iter().zip(&row.cells);
    cells.any(|(kind, cell)| *kind == wanted && cell.covered == Some(Covered::FromAbove))
}

/// Returns whether a row shares its task with a neighbour and has a number of its own.
fn is_parted(columns: &ReadColumns<'_>, at: usize) -> bool {
    let shares = |at: usize| {
        columns.rows.get(at).is_some_and(|row| {
            is_covered(columns, row, ColumnKind::Task)
                && !is_covered(columns, row, ColumnKind::Number)
        })
    };
    let numbered = columns.has(|kind| kind == ColumnKind::Number);
    numbered && (shares(at) || shares(at + 1))
}

/// A section whose number has a cell of its own: 一 | 就业和人才.
fn numbered_section(columns: &ReadColumns<'_>, row: &SourceRow) -> Option<String> {
    let number = columns
        .kinds
        .iter()
        .position(|kind| *kind == ColumnKind::Number)?;
    let mark = row.cells.get(number)?.text.trim();
    let ordinal = crate::text::numerals::ordinal(mark.trim_matches(['（', '）', '、', '(', ')']))?;
    let mut others = row.cells.iter().enumerate().filter(|(at, cell)| {
        *at != number && cell.covered.is_none() && !cell.text.trim().is_empty()
    });
    let name = others.next()?.1.text.trim();
    others
        .next()
        .is_none()
        .then(|| format!("{}、{name}", crate::text::numerals::chinese(ordinal)))
}

/// The text of a row that is one cell over all columns.
fn whole_row(row: &SourceRow) -> Option<String> {
    let mut texts = row
        .cells
        .iter()
        .map(|cell| cell.text.trim())
        .filter(|text| !text.is_empty());
    let first = texts.next()?;
    let one_cell = row
        .cells
        .iter()
        .filter(|cell| cell.covered.is_none() && !cell.text.trim().is_empty())
        .count()
        == 1;
    let same = texts.all(|text| text == first);
    (one_cell && same && row.cells.len() > 1).then(|| first.to_owned())
}

/// Makes a section of a row over all columns: 一、知识产权保护方面（共5项）.
fn section(text: &str, counted: u32, line_no: usize) -> TableEntry {
    let mark = mark_of(text);
    let name = mark.as_ref().map_or(text, |mark| mark.rest);
    let end = name
        .match_indices(['（', '('])
        .find(|(at, open)| {
            name[at + open.len()..].starts_with("共")
                || name[at + open.len()..].starts_with(|c: char| c.is_ascii_digit())
        })
        .map_or(name.len(), |(at, _)| at);
    TableEntry {
        number: mark
            .as_ref()
            .filter(|mark| mark.number > 0)
            .map_or(counted, |mark| mark.number),
        heading: without_blanks(&name[..end]),
        line_no,
        ..TableEntry::default()
    }
}

fn item(text: &str, number: u32, line_no: usize) -> TableEntry {
    let mark = mark_of(text);
    let text = mark.as_ref().map_or(text, |mark| mark.rest);
    let one_line: String = text.lines().map(str::trim).collect();
    let heading = split_heading(&one_line, |_| false, false);
    let rest = heading.rest;
    TableEntry {
        number,
        heading: without_blanks(heading.text),
        line_no,
        is_item: true,
        text: (!rest.is_empty())
            .then(|| TextParagraph {
                text: rest.to_owned(),
                line_no,
                follows_mark: true,
            })
            .into_iter()
            .collect(),
        ..TableEntry::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::tables::columns::read_columns;
    use crate::document::{SourceCell, SourceTable};

    pub(crate) fn table(rows: &[&[&str]]) -> SourceTable {
        let width = rows.iter().map(|row| row.len()).max().unwrap_or(0);
        let rows = rows.iter().enumerate().map(|(at, row)| SourceRow {
            line_no: at + 1,
            cells: (0..width)
                .map(|column| {
                    // A row of one cell is merged over all columns, ↑ goes on from above.
                    let text = row.get(column).or(row.last()).copied().unwrap_or("");
                    SourceCell {
                        text: text.trim_start_matches('↑').to_owned(),
                        covered: if column >= row.len() {
                            Some(Covered::FromLeft)
                        } else {
                            text.starts_with('↑').then_some(Covered::FromAbove)
                        },
                    }
                })
                .collect(),
        });
        SourceTable {
            rows: rows.collect(),
            ..SourceTable::default()
        }
    }

    #[test]
    fn a_row_is_an_item_and_one_over_all_columns_a_section() {
        let table = table(&[
            &["序号", "改革举措", "主 要 内 容", "指导部门", "推广范围"],
            &["一、知识产权方面（共2项）"],
            &[
                "1",
                "专利保险机制",
                "开发保险产品。",
                "国家知识产权局、中国银保监会",
                "全国",
            ],
            &[
                "2",
                "技术调查官制度",
                "引入调查官。",
                "最高人民法院",
                "全国",
            ],
            &["二、管理方面（共1项）"],
            &["14", "容错机制", "制定法规。", "审计署", "全国"],
        ]);
        let columns = read_columns(&table).unwrap();
        assert!(columns.is_task_list());
        let rows: Vec<(u32, String, bool, usize)> = table_entries(&columns)
            .into_iter()
            .map(|entry| (entry.number, entry.heading, entry.is_item, entry.runs.len()))
            .collect();
        let row =
            |number, heading: &str, is_item, runs| (number, heading.to_owned(), is_item, runs);
        assert_eq!(
            rows,
            [
                row(1, "知识产权方面", false, 0),
                row(1, "专利保险机制", true, 1),
                row(2, "技术调查官制度", true, 1),
                row(2, "管理方面", false, 0),
                row(14, "容错机制", true, 1),
            ]
        );
    }

    #[test]
    fn rows_of_a_merged_task_are_one_item() {
        let table = table(&[
            &[
                "序号",
                "工作任务",
                "具体措施",
                "牵头单位",
                "配合单位",
                "完成时限",
            ],
            &[
                "1",
                "扩大就业",
                "办招聘会20场。",
                "县人社局",
                "县总工会、县妇联",
                "2024年12月底",
            ],
            &[
                "↑1",
                "↑扩大就业",
                "建平台。",
                "↑县人社局",
                "↑县总工会、县妇联",
                "↑2024年12月底",
            ],
            &["2", "稳定岗位", "落实政策。", "县财政局", "", "长期坚持"],
        ]);
        let entries = table_entries(&read_columns(&table).unwrap());
        assert_eq!(entries.len(), 2);
        assert_eq!(entries[0].text.len(), 2);
        assert_eq!(
            entries[0].runs,
            [
                (GroupRole::Lead, vec!["县人社局".to_owned()]),
                (
                    GroupRole::Support,
                    vec!["县总工会".to_owned(), "县妇联".to_owned()]
                ),
            ]
        );
        assert_eq!(entries[0].due.as_deref(), Some("2024年12月底"));
    }

    #[test]
    fn rows_of_a_merged_task_with_numbers_of_their_own_are_items() {
        let table = table(&[
            &["序号", "工作任务", "具体措施", "责任单位"],
            &["1", "护林", "巡山20次。", "县林业局"],
            &["2", "↑护林", "补种杉木。", "县林业局"],
            &["序号", "工作任务", "具体措施", "责任单位"],
            &["一", "修渠方面", "", ""],
            &["3", "修渠", "清淤。", "县水利局"],
        ]);
        let entries = table_entries(&read_columns(&table).unwrap());
        let rows: Vec<(u32, &str, bool)> = entries
            .iter()
            .map(|entry| (entry.number, entry.heading.as_str(), entry.is_item))
            .collect();
        assert_eq!(
            rows,
            [
                (1, "巡山20次", true),
                (2, "补种杉木", true),
                (1, "修渠方面", false),
                (3, "修渠", true),
            ]
        );
    }
}
