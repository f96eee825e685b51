//! The columns of a sheet that comes back.

use crate::plan::keyed;

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
