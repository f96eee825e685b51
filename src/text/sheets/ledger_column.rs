//! The columns of a ledger.

use crate::plan::keyed;

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
