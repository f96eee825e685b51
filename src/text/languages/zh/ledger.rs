//! 台账、进展反馈表、工作日

use crate::plan::DayOff;
use crate::text::LedgerWords;

/// 台账和反馈表的用语。
pub(super) static LEDGER: LedgerWords = LedgerWords {
    columns: [
        "序号",
        "编号",
        "任务来源",
        "重点任务",
        "具体举措",
        "量化指标",
        "牵头单位",
        "配合单位",
        "启动时间",
        "完成时限",
        "现行时限",
        "进展情况",
        "完成值",
        "计量单位",
        "序时进度",
        "存在问题",
        "下一步打算",
        "亮灯",
        "原因",
        "状态",
        "办结时间",
        "销号时间",
        "延期说明",
        "催办",
        "佐证",
        "备注",
    ],
    font: Some("宋体"),
    title: "督办台账",
    title_of: |short| format!("{short}督办台账"),
    between: "；",
    then: |first, second| match second {
        "" => first.to_owned(),
        second => format!("{first}。{second}"),
    },
    not_among: |counts, names| format!("{counts}，未报：{names}"),
    postponed: |on, to, by, why| {
        let why = why.map(|why| format!("：{why}")).unwrap_or_default();
        match by {
            Some(by) => format!("{on} 经{by}批准延至 {to}{why}"),
            None => format!("{on} 申请延至 {to}（待批）{why}"),
        }
    },
    reminded: |count, on, level| format!("{count}次，最近 {on} {level}"),
    due_on_day_off: |why| match why {
        DayOff::Holiday(name) => format!("时限逢{name}放假"),
        DayOff::Weekend => "时限逢周末".to_owned(),
        DayOff::Own => "时限逢本单位放假".to_owned(),
    },
    day_off: |why| match why {
        DayOff::Holiday(name) => format!("逢{name}放假"),
        DayOff::Weekend => "逢周末".to_owned(),
        DayOff::Own => "逢本单位放假".to_owned(),
    },
    year_unknown: |year| format!("{year}年的放假安排尚无数据，工作日按周一至周五计算"),
    round: |plan, period, due| {
        format!(
            "{plan} 报送：{} 至 {}，限 {due} 前",
            period.start, period.end
        )
    },
    not_delivered: |units| format!("未报 {} 家：{}", units.len(), units.join("、")),
    delivered_late: |units| {
        let named = units
            .iter()
            .map(|(unit, days)| format!("{unit}（迟{days}天）"));
        let named = named.collect::<Vec<_>>().join("、");
        format!("迟报 {} 家：{named}", units.len())
    },
    all_delivered: "应报单位均已按时报送",
};
