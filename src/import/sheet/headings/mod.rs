//! Which column of a sheet holds what, by its heading.

mod chosen;
mod remarks;

use crate::plan::{narrow, plain_text};
use crate::store::ColumnChoice;
use crate::text::{CellRefusal, Lang, SheetField};

use super::cells::status;
use super::{SheetAnswer, SheetGrid, SheetValue, ToldAbove};

use chosen::ChosenColumns;
use remarks::is_of_another;
pub(super) use remarks::remarks_in;

/// The names of these columns in ledgers of offices. Of several columns for one field the first counts.
const SYNONYMS: &[(SheetField, &[&str])] = &[
    (
        SheetField::Id,
        &[
            "编号", "任务编号", "督办编号", "事项编号", "系统内编号", "id",
        ],
    ),
    (
        SheetField::Task,
        &[
            "重点任务", "任务内容", "任务事项", "工作任务", "任务名称", "事项名称", "督办事项",
            "工作目标", "改革举措", "工作项内容", "具体任务", "工作内容", "重点工作", "主要任务",
            "重点事项", "目标任务", "项目名称", "任务", "事项", "task",
        ],
    ),
    (
        SheetField::Milestone,
        &[
            "具体举措", "子任务内容", "工作措施", "具体措施", "支撑项目", "主要内容", "阶段性节点",
            "milestone",
        ],
    ),
    (
        SheetField::Lead,
        &[
            "牵头单位", "牵头部门", "主办单位", "主办部门", "承办部门", "责任主体", "责任单位",
            "责任部门", "lead",
        ],
    ),
    (
        SheetField::Reporter,
        &[
            "填报单位", "填报人单位", "填报部门", "填表单位", "填写单位", "报送单位", "报送部门",
            "上报单位", "上报部门", "反馈单位", "reportingunit",
        ],
    ),
    (SheetField::Year, &["年度", "年份", "year"]),
    (
        SheetField::Period,
        &[
            "月份", "月", "季度", "期", "期次", "所属期", "报告期", "统计期", "填报期", "填报月份",
            "报送月份", "统计月份", "报送期", "上报期", "报告月份", "所属月份", "month", "quarter",
            "period",
        ],
    ),
    (
        SheetField::Due,
        &[
            "完成时限", "现行时限", "完成时间", "办理时限", "办结期限", "拟办结时间", "截止时间",
            "整改期限", "最后时间", "考核时间", "时间节点", "due",
        ],
    ),
    (
        SheetField::Target,
        &[
            "量化指标", "目标", "年度目标", "全年目标", "年度目标值", "目标值", "指标值", "目标数",
            "计划数", "计划值", "target",
        ],
    ),
    (
        SheetField::Measure,
        &["计量单位", "指标单位", "数量单位", "unitofmeasure"],
    ),
    (
        SheetField::DoneOn,
        &[
            "办结时间", "办结日期", "实际办结时间", "实际完成时间", "doneon",
        ],
    ),
    (
        SheetField::Status,
        &[
            "状态", "完成状态", "办理状态", "督办状态", "推进状态", "进展状态", "是否完成",
            "当前状态", "子任务最新状态", "是否办结", "办结状态", "办理结果", "status",
        ],
    ),
    (
        SheetField::Date,
        &[
            "日期", "填报日期", "填报时间", "反馈日期", "最近反馈时间", "更新时间", "更新日期",
            "date",
        ],
    ),
    (
        SheetField::Value,
        &[
            "完成值", "完成数", "完成数量", "实际完成值", "当前值", "完成量", "实际完成", "value",
        ],
    ),
    (SheetField::Value, TOTALS),
    (
        SheetField::Progress,
        &[
            "进展情况", "具体进展", "工作进展", "最新进展", "办理进度", "推进情况", "办理情况",
            "落实情况", "完成情况", "当前进度", "进展", "目前进展", "当前进展", "工作进展情况",
            "工作进度", "完成进度", "指标完成情况", "指标运行情况", "progress",
        ],
    ),
    (
        SheetField::Problem,
        &[
            "存在问题", "存在的困难或问题", "存在的问题", "困难问题", "问题", "存在困难",
            "problems",
        ],
    ),
    (
        SheetField::Next,
        &[
            "下一步打算", "下一步推进计划", "下一步计划", "下一步工作", "下步打算", "工作计划",
            "nextsteps",
        ],
    ),
    (
        SheetField::Evidence,
        &["佐证", "佐证材料", "成果形式", "附件", "evidence"],
    ),
];

/// The columns of a total, which goes before the figure of a period.
const TOTALS: &[&str] = &[
    "累计", "累计数", "累计值", "累计量", "累计完成", "累计完成值", "累计完成数", "累计完成量",
    "累计完成数量", "累计实际完成", "本年累计", "年度累计", "本年累计完成", "年度累计完成",
];

/// Which column says what, by the headings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ColumnMap {
    /// The row of the headings.
    pub header: usize,
    /// What was found, in the order of the columns.
    pub found: Vec<(SheetField, usize)>,
    /// The headings of those columns.
    pub headings: Vec<String>,
    /// Headings that say nothing we record, with their columns.
    pub others: Vec<(String, usize)>,
    /// Columns whose heading means a recorded field that an earlier column has.
    pub(super) repeated: Vec<usize>,
    /// The unit of measure that is told once, above the table.
    pub(super) measure: Option<String>,
    /// Who filled it in, as lines of the sheet tell it.
    pub told_above: Vec<ToldAbove>,
    /// The period of the rows, as its name or what stands above the table tells it; no cell for its name.
    pub period: Option<ToldAbove>,
}

impl ColumnMap {
    /// Returns the column of a field.
    pub fn column(&self, field: SheetField) -> Option<usize> {
        let mut found = self.found.iter();
        found.find(|(known, _)| *known == field).map(|(_, at)| *at)
    }

    /// Finds the headings of a feedback sheet: the names that it was made with, in either language,
    /// wherever they are now.
    pub fn of_feedback(sheet: &SheetGrid) -> Option<Self> {
        const OF_LEDGERS: [SheetField; 3] =
            [SheetField::Reporter, SheetField::Year, SheetField::Period];
        let is_of_row = |field: &SheetField| !OF_LEDGERS.contains(field);
        let map = Self::best(sheet, &|heading, _| {
            let field = meant_by(&plain(heading)).filter(is_of_row)?;
            (!is_of_another(field, heading)).then_some(field)
        })?;
        let is_usable = map.column(SheetField::Id).is_some()
            && SheetField::FILLED
                .iter()
                .any(|field| map.column(*field).is_some());
        is_usable.then_some(map)
    }

    /// Returns whether what is filled in under a column of a feedback sheet must not be passed over: its heading stands
    /// twice, or says nothing while one of ours is gone.
    pub(super) fn is_stray(&self, column: usize, is_ours: bool) -> bool {
        let mut filled = SheetField::FILLED.iter();
        let is_known = self.found.iter().any(|(_, at)| *at == column);
        let lacks_one = is_ours && filled.any(|field| self.column(*field).is_none());
        self.repeated.contains(&column) || (lacks_one && !is_known)
    }

    /// Finds the headings of an office's own ledger: by what it calls the columns of ours, else by what offices call
    /// them.
    pub fn of_ledger(sheet: &SheetGrid, columns: &[ColumnChoice]) -> Option<Self> {
        let before = ChosenColumns::new(columns);
        let map = Self::best(sheet, &|heading, _| before.meaning(heading))?;
        let chosen = ChosenColumns::among(columns, &map);
        // A total goes before what else is a value, and before both what the office chose.
        let rank = |heading: &str| match chosen.meaning(heading) {
            Some(SheetField::Value) => {
                let is_total = TOTALS.contains(&plain(heading).as_str());
                Some((chosen.names(heading), is_total))
            }
            _ => None,
        };
        let first = map.all_headings().filter_map(rank).max();
        let is_first = |heading: &str| rank(heading).is_none_or(|of| Some(of) == first);
        let meant = |heading: &str| chosen.meaning(heading).filter(|_| is_first(heading));
        let map = Self::of_row(sheet, map.header, &|heading, _| meant(heading));
        // 完成情况 is where some offices tell of progress and others choose a status.
        let chooses = |heading: &str, column| {
            meant(heading) == Some(SheetField::Progress) && says_status(sheet, map.header, column)
        };
        let has = |field| map.column(field).is_some();
        let (has_status, has_period) = (has(SheetField::Status), has(SheetField::Period));
        let map = Self::of_row(sheet, map.header, &|heading, column| {
            let is_of_periods = || Self::is_of_periods(sheet, map.header, column, &plain(heading));
            if !has_status && chooses(heading, column) {
                let status = SheetField::Status;
                chosen.is_column_of(status, heading).then_some(status)
            } else if !has_period && is_of_periods() {
                Some(SheetField::Period)
            } else {
                meant(heading)
            }
        });
        let names = [SheetField::Id, SheetField::Task, SheetField::Milestone];
        let is_usable = names.iter().any(|field| map.column(*field).is_some())
            && SheetField::FILLED
                .iter()
                .any(|field| map.column(*field).is_some());
        is_usable.then_some(map)
    }

    /// Returns the columns of a sheet without a heading in which one of these rows has something, unless that is a
    /// fault of the row.
    pub(super) fn unheaded<'s>(
        &self,
        sheet: &'s SheetGrid,
        rows: &'s [SheetAnswer],
    ) -> impl Iterator<Item = usize> + use<'s> {
        let header = self.header;
        let is_empty = move |column: &usize| sheet.get_merged(header, *column).is_empty();
        let is_filled = |column: &usize| {
            let mut rows = rows.iter().filter(|row| row.beyond.is_none());
            rows.any(|row| !sheet.get(row.row, *column).is_empty())
        };
        (0..sheet.width()).filter(is_empty).filter(is_filled)
    }

    /// Iterates over the headings of all columns.
    fn all_headings(&self) -> impl Iterator<Item = &str> {
        let others = self.others.iter().map(|(heading, _)| heading);
        self.headings.iter().chain(others).map(String::as_str)
    }

    /// Returns whether a row is that of the headings, part of it, or repeats it.
    pub(super) fn is_headings(&self, sheet: &SheetGrid, row: usize) -> bool {
        if row == self.header {
            return true;
        }
        let mut columns = self.found.iter().zip(&self.headings);
        let is_part = |column| sheet.rows_of(row, column).contains(&self.header);
        if columns.clone().any(|((_, column), _)| is_part(*column)) {
            return true;
        }
        let is_heading = |((_, column), heading): &(&(SheetField, usize), &String)| {
            plain(&sheet.get(row, *column).words()) == plain(heading)
        };
        columns.by_ref().filter(is_heading).count() > 1
    }

    /// Returns the columns under the very heading of a column before that is filled in.
    pub(super) fn doubled(&self) -> impl Iterator<Item = usize> {
        let is_doubled = |(heading, column): &&(String, usize)| {
            let mut headings = self.headings.iter();
            self.repeated.contains(column) && headings.any(|it| plain(it) == plain(heading))
        };
        let doubled = self.others.iter().filter(is_doubled);
        doubled.map(|(_, column)| *column)
    }

    /// Returns the row among the first in which most headings are known.
    fn best(sheet: &SheetGrid, name: HeadingName<'_>) -> Option<Self> {
        const DEEPEST: usize = 30;
        let rows = 0..sheet.height().min(DEEPEST);
        let maps = rows.map(|row| Self::of_row(sheet, row, name));
        // Of equals the first: rows below may repeat it.
        maps.reduce(|best, next| {
            if next.found.len() > best.found.len() {
                next
            } else {
                best
            }
        })
        .filter(|map| map.found.len() > 1)
    }

    fn of_row(sheet: &SheetGrid, row: usize, name: HeadingName<'_>) -> Self {
        let mut map = Self {
            header: row,
            ..Self::default()
        };
        for column in 0..sheet.width() {
            // A heading over two rows stands in the first of them.
            let text = match sheet.get_merged(row, column) {
                SheetValue::Empty => continue,
                SheetValue::Text(text) => text,
                other => {
                    map.others.push((other.words(), column));
                    continue;
                }
            };
            match name(text, column) {
                Some(field) if map.column(field).is_none() => {
                    map.found.push((field, column));
                    map.headings.push(text.clone());
                }
                meant => {
                    map.others.push((text.clone(), column));
                    if meant.is_some_and(|field| SheetField::FILLED.contains(&field)) {
                        map.repeated.push(column);
                    }
                }
            }
        }
        map
    }
}

/// The meaning of a column's heading.
type HeadingName<'n> = &'n dyn Fn(&str, usize) -> Option<SheetField>;

/// Returns whether all that stands below a heading is a status.
fn says_status(sheet: &SheetGrid, header: usize, column: usize) -> bool {
    let below = (header + 1..sheet.height()).map(|row| sheet.get(row, column));
    let mut filled = below.filter(|value| !value.is_empty()).peekable();
    filled.peek().is_some()
        && filled.all(|value| !matches!(status(value), Err(CellRefusal::NoStatus)))
}

/// Returns what a heading means on a feedback sheet of ours, in either language, or on a ledger of an office.
fn meant_by(text: &str) -> Option<SheetField> {
    let mut languages = Lang::ALL.iter().map(|lang| lang.words().ledger.field);
    let ours = languages.find_map(|name| {
        let mut fields = SheetField::ALL.into_iter();
        fields.find(|field| plain(name(*field)) == text)
    });
    ours.or_else(|| synonym(text))
}

/// Returns whether a cell is a heading that is known.
pub(super) fn is_heading(cell: &str) -> bool {
    meant_by(&plain(cell)).is_some()
}

pub(super) fn synonym(text: &str) -> Option<SheetField> {
    let known = SYNONYMS.iter().find(|(_, names)| names.contains(&text));
    known.map(|(field, _)| *field)
}

/// Returns a heading without blanks, remarks in brackets and differences of width and case.
pub(super) fn plain(heading: &str) -> String {
    let mut plain = String::new();
    let mut depth = 0_usize;
    for c in plain_text(heading).chars() {
        match narrow(c) {
            '(' | '[' | '〔' | '【' => depth += 1,
            ')' | ']' | '〕' | '】' => depth = depth.saturating_sub(1),
            c if depth > 0 || c.is_whitespace() || matches!(c, '*' | ':' | '.') => {}
            c => plain.extend(c.to_lowercase()),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_read_as_offices_write_them() {
        assert_eq!(plain("主 要 内 容"), "主要内容");
        assert_eq!(plain("进展情况\n（截至6月底）"), "进展情况");
        assert_eq!(plain("＊完成值："), "完成值");
        assert_eq!(plain("⽇期"), "日期");
        assert_eq!(
            synonym(&plain("存在的困难 或问题")),
            Some(SheetField::Problem)
        );
        assert_eq!(synonym("牵头领导"), None);
    }

    #[test]
    fn no_name_means_two_columns() {
        let mut seen = Vec::new();
        for (_, names) in SYNONYMS {
            for name in *names {
                assert!(!seen.contains(name), "{name}");
                seen.push(*name);
            }
        }
    }
}
