//! The words of ledgers and of sheets that come back, and why a cell is refused.

use crate::plan::{
    Day, DayOff, Delivery, Measure, Postponement, Refusal, Status, Window, coded, keyed,
};

use super::Note;

coded! {
    /// The reason a cell of a returned sheet is not accepted.
    #[derive(Clone, Debug, PartialEq)]
    pub enum CellRefusal {
        /// An unknown status.
        NoStatus = "no-status",
        /// A status that units may not set: 已销号, 退办, 中止.
        NotForUnits(Status) = "not-for-units",
        /// Not a day.
        NoDay = "no-day",
        /// A day that a spreadsheet may have shortened: 6.3 for 6.30.
        UnclearDay(String) = "unclear-day",
        /// Not a number in the target's unit of measure.
        NoNumber = "no-number",
        /// A number that is a percentage or the share of a hundred that a spreadsheet keeps of one: the percentage.
        UnclearShare(String) = "unclear-number",
        /// A number in one cell for several milestones.
        SharedNumber = "shared-number",
        /// A day on which it was done, in a row that does not say so.
        DoneOnAlone = "done-on-alone",
        /// Under a heading that was changed, emptied or doubled.
        NoHeading = "no-heading",
        /// Behind the last heading of a sheet that was saved as text.
        BeyondHeadings = "beyond-headings",
        /// A text with characters that could not be read.
        LostCharacters = "lost-characters",
        /// In a column that shows the state and is not filled in; what was written there.
        NotToFillIn(String) = "not-to-fill-in",
        /// An unknown milestone id, with the nearest that exist.
        NoSuchId(Vec<String>) = "no-such-id",
        /// The id of a milestone that the plan had when the sheet was made and has no more, with the nearest that exist.
        GoneSince(Vec<String>) = "no-such-id",
        /// An id of a plan that is not among those that are asked.
        OtherPlan(String) = "other-plan",
        /// An id of a plan that does not exist any more, with those that are asked.
        PlanGone(String, Vec<String>) = "other-plan",
        /// An id of a plan whose folder has another plan now.
        PlanMoved {
            /// The plan that the id names.
            id: String,
            /// The one that was meant.
            now: String,
        } = "other-plan",
        /// A title of another item than that of the row's id, or one whose characters are lost.
        OtherItem(String) = "other-item",
        /// A milestone of another unit.
        NotOfUnit = "not-of-unit",
        /// A milestone that is also in another row, at this cell.
        IdTwice(String) = "id-twice",
        /// A cell of this field that was meant for something else than the plan says now.
        Conflict(SheetConflict, SheetField) = "conflict",
        /// A name that fits no unit, or several, with these or the nearest.
        NoSuchUnit {
            /// The name.
            name: String,
            /// The units.
            near: Vec<String>,
        } = "no-such-unit",
        /// A value in another unit of measure than the plan's.
        OtherMeasure {
            /// The unit of measure of the row.
            said: String,
            /// That of the plan.
            now: String,
        } = "conflict",
        /// A period that is not that of the row's milestone, or that cannot be read; the occurrence of the milestone.
        OtherPeriod(String) = "other-period",
        /// Several that filled in one row, by the row and the lines above the table.
        OtherReporter(Vec<String>) = "other-reporter",
        /// Nobody alone that filled in a row: the names in one cell or line, or elsewhere on the sheet.
        UnclearReporter(Vec<String>) = "other-reporter",
        /// Several units, or none, where every unit reports its own part.
        SeveralUnits = "several-units",
        /// A formula that failed.
        FailedFormula = "failed-formula",
        /// 受阻 without the problem.
        NeedsProblem = "needs-problem",
        /// A day that is refused by the rules.
        DayRefused(Refusal) = "refused",
        /// Refused by the rules.
        Rules(Refusal) = "refused",
    }
}

/// A difference between the plan and the sheet from which a cell comes back.
#[derive(Clone, Debug, PartialEq)]
pub enum SheetConflict {
    /// The thing that the cell is to change is otherwise now, as said here.
    Now(String),
    /// Another target than when the sheet was made.
    Target {
        /// The target then.
        then: String,
        /// The target now.
        now: String,
    },
    /// `each` was set or taken out since the sheet was made; whether every unit reports its own part now.
    Each(bool),
    /// Values add up, or are a level, since the sheet was made; what they are now.
    Measure(Measure),
    /// The row of a ledger has another target than the plan.
    RowTarget {
        /// The target of the row.
        said: String,
        /// That of the plan.
        now: String,
    },
}

keyed! {
    /// A column of the ledger, in the promised order.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum LedgerColumn {
        /// 序号
        No = "no",
        /// 编号
        Id = "id",
        /// 任务来源
        Source = "source",
        /// 重点任务
        Task = "task",
        /// 具体举措
        Milestone = "milestone",
        /// 量化指标
        Target = "target",
        /// 牵头单位
        Lead = "lead",
        /// 配合单位
        Support = "support",
        /// 启动时间
        Start = "start",
        /// 完成时限
        Due = "due",
        /// 现行时限
        DueNow = "due_now",
        /// 进展情况
        Progress = "progress",
        /// 完成值
        Value = "value",
        /// 计量单位
        Unit = "unit",
        /// 序时进度
        TimeShare = "time_share",
        /// 存在问题
        Problem = "problem",
        /// 下一步打算
        Next = "next",
        /// 亮灯
        Lamp = "lamp",
        /// 原因
        Reason = "reason",
        /// 状态
        Status = "status",
        /// 办结时间
        DoneOn = "done_on",
        /// 销号时间
        ClosedOn = "closed_on",
        /// 延期说明
        Postponements = "postponements",
        /// 催办
        Reminders = "reminders",
        /// 佐证
        Evidence = "evidence",
        /// 备注
        Remarks = "remarks",
    }
}

/// Words of the hidden sheet in a feedback workbook, by which one that comes back is read.
pub(crate) mod hidden_sheet {
    /// The first cell.
    pub(crate) const MARK: &str = "duban";
    /// Precedes a plan's id, beside the plan's title.
    pub(crate) const PLAN_TITLE: &str = "plan ";
    /// Marks a milestone of which every unit reports its own part.
    pub(crate) const EACH: &str = "each";
}

keyed! {
    /// A column of a sheet that comes back.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum SheetField {
        /// 编号
        Id = "id",
        /// 重点任务
        Task = "task",
        /// 具体举措
        Milestone = "milestone",
        /// 牵头单位
        Lead = "lead",
        /// 填报单位
        Reporter = "reporter",
        /// 年度
        Year = "year",
        /// 月份, 季度
        Period = "period",
        /// 完成时限
        Due = "due",
        /// 目标
        Target = "target",
        /// 计量单位
        Measure = "measure",
        /// 办结时间
        DoneOn = "done_on",
        /// The status when the sheet was made.
        StatusNow = "status_now",
        /// The value when the sheet was made.
        ValueNow = "value_now",
        /// 状态
        Status = "status",
        /// 日期
        Date = "on",
        /// 完成值
        Value = "value",
        /// 进展情况
        Progress = "progress",
        /// 存在问题
        Problem = "problem",
        /// 下一步打算
        Next = "next",
        /// 佐证
        Evidence = "evidence",
    }
}

impl SheetField {
    /// The fields that are recorded.
    pub const FILLED: [Self; 7] = [
        Self::Status,
        Self::Date,
        Self::Value,
        Self::Progress,
        Self::Problem,
        Self::Next,
        Self::Evidence,
    ];
}

/// Words of the ledger, of the sheets that units fill in, and of working days.
#[allow(missing_docs)] // each language's file shows what the words are
pub struct LedgerWords {
    /// The heading of a column of the ledger.
    pub column: fn(LedgerColumn) -> &'static str,
    /// The font of workbooks, if not the default.
    pub font: Option<&'static str>,
    pub title: &'static str,
    /// The ledger of a plan, by its short name.
    pub title_of: fn(&str) -> String,
    /// Two consecutive texts, either of which may be empty.
    pub then: fn(first: &str, second: &str) -> String,
    /// Adds the units that have not reported.
    pub silent: fn(said: &str, names: &str) -> String,
    /// Adds the units that have reported and not finished.
    pub unfinished: fn(said: &str, names: &str) -> String,
    /// A postponement: its day, the new date, its outcome, who decided it, the reason.
    pub postponed:
        fn(on: Day, to: Day, outcome: Postponement, by: &str, why: Option<&str>) -> String,
    /// The number of reminders, and the last one.
    pub reminded: fn(count: usize, on: Day, level: &str) -> String,
    /// A due date that is a day off.
    pub due_on_day_off: fn(&DayOff) -> String,
    /// A year without a published arrangement.
    pub year_unknown: fn(i32) -> String,
    /// The reporting round of a plan: its period and the last day.
    pub round: fn(plan: &str, period: Window, due: Day) -> String,
    /// Units that have not reported (未报).
    pub not_delivered: fn(&[&str]) -> String,
    /// Units that reported late (迟报), with the days.
    pub delivered_late: fn(&[(&str, i64)]) -> String,
    /// A report, in a list: the plan's short name (empty if there is one plan) and the period.
    pub report_on: fn(plan: &str, period: Window) -> String,
    /// The state of a report, in a column of about 12.
    pub delivery: fn(Delivery) -> String,
    pub all_delivered: &'static str,

    // the feedback sheet
    /// The heading of a column.
    pub field: fn(SheetField) -> &'static str,
    pub feedback_title: fn(&str) -> String,
    /// Its unit and day.
    pub feedback_line: fn(unit: &str, day: Day) -> String,
    pub feedback_sheet: &'static str,
    pub help_sheet: &'static str,
    pub feedback_help: &'static [&'static str],
    /// A unit has no open milestone; without one, no unit has.
    pub nothing_to_report: fn(Option<&str>) -> String,

    // a sheet that came back
    pub cell_refusal: fn(&CellRefusal) -> Note,
    /// A cell, by sheet and name, with its text.
    pub cell: fn(sheet: &str, cell: &str, says: &str) -> String,
    /// A changed field: name, old and new value.
    pub field_change: fn(name: &str, from: &str, to: &str) -> String,
    /// A field that is changed for its day alone, because of a later day something else is recorded: name, new and
    /// old value, and since when the old one holds.
    pub field_change_then: fn(name: &str, to: &str, now: &str, since: Day) -> String,
    pub row_applied: fn(id: &str, day: Day, changes: &str) -> String,
    pub applied: fn(usize) -> String,
    pub would_apply: fn(usize) -> String,
    pub nothing_new: &'static str,
    pub cells_left: fn(cells: usize, partial: bool) -> String,
    pub row_unread: fn(sheet: &str, row: usize) -> String,
    pub no_sheet: fn(&std::path::Path) -> Note,
    /// No headings of a ledger.
    pub no_ledger: fn(&std::path::Path) -> Note,
    /// The remedy for a file that cannot be read.
    pub send_again: &'static str,
    pub sheet_of_other: fn(made_for: &str, named: &str) -> Note,
    /// A sheet on which a cell names another unit than the one that speaks.
    pub sheet_tells_other: fn(cell: &str, told: &str, named: &str) -> Note,
    /// The unit that a sheet was made for, where none is given.
    pub sheet_is_of: fn(made_for: &str) -> String,
    /// A sheet made for a unit that no plan has.
    pub sheet_of_unknown: fn(made_for: &str) -> Note,
    pub needs_unit_or_map: &'static str,
    pub needs_unit_or_all: &'static str,
    /// A column recognised as one of ours.
    pub column_is: fn(heading: &str, ours: &str) -> String,
    pub columns_unused: fn(&[String]) -> String,
    pub rows_matched: fn(found: usize, all: usize) -> String,
    pub row_unmatched: fn(sheet: &str, row: usize, says: &str, ids: &[String]) -> String,
    /// A row whose id names a plan that is not among those that are asked.
    pub row_of_other_plan: fn(sheet: &str, row: usize, says: &str, plan: &str) -> String,
}
