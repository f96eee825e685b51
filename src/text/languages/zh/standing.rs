//! 状态及其原因、不予登记的情形

use crate::plan::{
    Measure, Miss, Missed, Op, Pace, Reason, Refusal, Status, Target, Verdict, Withdrawn,
};
use crate::text::Note;
use crate::text::words::note;

use super::WORDS;

pub(super) fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Finished {
            on,
            is_closed,
            late,
            missed: miss,
        } => {
            // 逾期是办结逾期，不是销号逾期。
            let done = if *is_closed { "办结" } else { "" };
            let late = (*late > 0).then(|| format!("逾期{late}天{done}"));
            let Some(on) = on else {
                let said = late.into_iter().chain(miss.as_ref().map(missed));
                return said.collect::<Vec<_>>().join("，");
            };
            let late = late.map_or_else(String::new, |late| format!("（{late}）"));
            let miss = miss
                .as_ref()
                .map_or_else(String::new, |miss| format!(" {}", missed(miss)));
            format!("{on}{late}{miss}")
        }
        Reason::Unreported => "未报".to_owned(),
        Reason::Overdue {
            days,
            postponed: false,
        } => format!("逾期{days}天"),
        Reason::Overdue {
            days,
            postponed: true,
        } => format!("延期后逾期{days}天"),
        Reason::OverLimit(miss) => missed(miss),
        Reason::Behind { points } => format!("欠{points}个百分点"),
        Reason::Said(Some(words)) => words.clone(),
        Reason::Said(None) => "未说明原因".to_owned(),
        Reason::Left { days: 0 } => "今天到期".to_owned(),
        Reason::Left { days } => format!("剩{days}天"),
        Reason::Due(due) => due.to_string(),
        Reason::Starts(start) => format!("{start}启动"),
    }
}

/// 表头已写明「差距」，不再写「差」。
pub(super) fn gap(missed: &Missed) -> String {
    match missed.miss {
        Miss::Short(by) => format!("{by}{}", difference_unit(&missed.unit)),
        _ => self::missed(missed),
    }
}

pub(super) fn missed(missed: &Missed) -> String {
    let Missed { miss, target, unit } = missed;
    match miss {
        Miss::Short(by) => format!("差{by}{}", difference_unit(unit)),
        Miss::Over(by) => format!("超出{by}{}", difference_unit(unit)),
        Miss::NotAbove => format!("未超过{target}{unit}"),
        Miss::NotBelow => format!("未低于{target}{unit}"),
    }
}

const VALUE_OR_REASON: &str = "补报完成值（--value）或说明原因（--reason）";

pub(super) fn refusal(refusal: &Refusal) -> Note {
    let status = |status: &Status| (WORDS.status)(*status);
    match refusal {
        Refusal::NeedsReason(s) => Note::new(format!("{}须说明原因", status(s)), "加 --reason"),
        Refusal::NeedsUnit(s) => Note::new(format!("{}须写明由哪个单位作出", status(s)), "加 --by"),
        Refusal::NeedsValue => Note::new("尚未报送完成值，无法认定是否达标", VALUE_OR_REASON),
        Refusal::ShortOfTarget {
            is_reported: false,
            missed: Missed { miss, target, unit },
            ..
        } => {
            let wanted = match miss {
                Miss::Short(_) => format!("{target}{unit}"),
                Miss::Over(_) => format!("不超过 {target}{unit}"),
                Miss::NotAbove => format!("超过 {target}{unit}"),
                Miss::NotBelow => format!("低于 {target}{unit}"),
            };
            Note::new(format!("尚未报送完成值，目标为 {wanted}"), VALUE_OR_REASON)
        }
        Refusal::ShortOfTarget {
            value,
            missed: Missed { miss, target, unit },
            ..
        } => Note::new(
            match miss {
                Miss::Short(_) => format!("完成值 {value}{unit} 未达目标 {target}{unit}"),
                Miss::Over(by) => {
                    let by_unit = difference_unit(unit);
                    format!("完成值 {value}{unit} 超过上限 {target}{unit}，超出 {by}{by_unit}")
                }
                Miss::NotAbove => format!("完成值 {value}{unit} 未超过目标 {target}{unit}"),
                Miss::NotBelow => format!("完成值 {value}{unit} 未低于上限 {target}{unit}"),
            },
            VALUE_OR_REASON,
        ),
        Refusal::NeedsOf(parts) => Note::new(
            "此节点由各单位分别报送，须写明是哪个单位",
            match parts.as_slice() {
                [] => "加 --of".to_owned(),
                parts => format!("--of 写其成员之一：{}", parts.join("、")),
            },
        ),
        Refusal::NotResponsible(name) => {
            note!("{name} 不在此节点的责任单位之列", "核对 --of")
        }
        Refusal::OwnAcceptance(name) => note!(
            "{name} 报送的事项，不能由该单位自行销号",
            "由督查单位销号，用 --by 写明"
        ),
        Refusal::NeedsPostponeReason => Note::new("延期须说明原因", "加 --reason"),
        Refusal::PostponedBeforeStart(start) => {
            note!("不能延期到启动日 {start} 之前", "核对日期")
        }
        Refusal::PostponedToEarlier(due) => note!(
            "延期后的时限不能早于现行时限 {due}",
            "核对日期；提前完成不必延期"
        ),
        Refusal::PostponedFinished(done) => note!(
            "已于 {done} 办结，此后批准的延期不起作用",
            "批准在办结之前的，用 --on 注明批准日期；实际未办结的，先更正状态"
        ),
        Refusal::AfterToday { day, today } => note!(
            "{day} 尚未到来（今天是 {today}），不能登记",
            "核对 --on 或 --as-of 的日期"
        ),
        Refusal::FarDay(day) => {
            note!("日期 {day} 不在 1900 至 2100 年之间", "核对日期")
        }
        Refusal::NeedsCorrectionReason => Note::new("更正须说明原因", "加 --reason"),
        Refusal::NothingToCorrect => Note::new(
            "当日该单位没有可更正的登记",
            "核对 --on、--by、--of，用 duban show 查看登记；误登的催办用 --withdraw reminder 撤回",
        ),
        Refusal::CorrectsNothing => Note::new(
            "更正没有写明改成什么",
            "加 --value、--text 等；误登的指标数据、催办用 --withdraw reading、--withdraw reminder 撤回，误报的状态和完成值用 --status todo、--add 0",
        ),
        Refusal::NothingToWithdraw(Withdrawn::Reading) => Note::new(
            "当日没有可撤回的指标数据",
            "核对指标和 --on；用 duban show 查看登记",
        ),
        Refusal::NothingToWithdraw(Withdrawn::Reminder) => Note::new(
            "当日没有发给该单位而可撤回的催办",
            "核对编号、--on 和 --of；用 duban show 查看登记",
        ),
        Refusal::SeveralLetters(letters) => Note::new(
            format!("当日发给几个单位的催办都可撤回：{}", letters.join("；")),
            "用 --of 写明撤回发给哪个单位的，逐件撤回",
        ),
        Refusal::NoReadingToCorrect => Note::new(
            "当日没有可更正的指标数据",
            "核对指标和 --on；尚未登记的用 duban reading 登记",
        ),
        Refusal::ReadingWithdrawn => Note::new(
            "当日的指标数据已撤回，没有可更正的",
            "用 duban reading 重新登记；用 duban show 查看登记",
        ),
        Refusal::SaysNothing => Note::new("没有要登记的内容", "加 --text、--value 等"),
        Refusal::NotANumber => Note::new("不是可登记的数", "写作 45 或 2.5"),
        Refusal::BelowZero(total) => note!(
            "累计的完成值不能小于零：{total}",
            "核对数字；报多了用 duban correct 更正"
        ),
    }
}

/// 窄列表中几列宽的原因。
pub(super) fn short_reason(verdict: &Verdict) -> String {
    match (&verdict.reason, verdict.standing) {
        (
            Reason::Finished {
                on,
                is_closed,
                late,
                missed: miss,
            },
            _,
        ) => {
            let word = if *is_closed { "销号" } else { "办结" };
            let day = on.map_or_else(String::new, |on| on.format("%m-%d").to_string());
            match (late, miss) {
                (_, Some(miss)) => missed(miss),
                (late, None) if *late > 0 => format!("逾期{late}天办结"),
                _ => format!("{word}{day}"),
            }
        }
        (Reason::Said(_) | Reason::Due(_), standing) => (WORDS.standing)(standing).to_owned(),
        (Reason::Overdue { days, .. }, _) => format!("逾期{days}天"),
        (Reason::Starts(_), _) => "待启动".to_owned(),
        (other, _) => reason(other),
    }
}

pub(super) fn bare_target(target: &Target) -> String {
    let (value, unit) = (target.value, &target.unit);
    match target.op {
        Op::AtLeast => format!("{value}{unit}以上"),
        Op::Over => format!("超过{value}{unit}"),
        Op::Exactly => format!("{value}{unit}"),
        Op::AtMost => format!("不超过{value}{unit}"),
        Op::Under => format!("低于{value}{unit}"),
        Op::Range => {
            let max = target.max.map_or_else(String::new, |it| it.to_string());
            format!("{value}-{max}{unit}")
        }
    }
}

pub(super) fn target(target: &Target) -> String {
    let (text, unit) = (bare_target(target), &target.unit);
    let measure = |it| match it {
        Measure::Flow => "累计".to_owned(),
        Measure::Stock => "存量".to_owned(),
    };
    let pace = |it| match it {
        Pace::Linear => "按序时".to_owned(),
        Pace::AtTheEnd => "不按序时".to_owned(),
    };
    let notes = [
        target.by.map(|by| format!("至 {by}")),
        target.unusual_measure().map(measure),
        target.baseline.map(|it| {
            let day = it.on.map_or_else(String::new, |on| format!("{on} "));
            format!("{day}基数 {}{unit}", it.value)
        }),
        target.unusual_pace().map(pace),
    ];
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    if notes.is_empty() {
        return text;
    }
    let notes = notes.join("，");
    format!("{text}（{notes}）")
}

/// 两个百分数之差以百分点计。
fn difference_unit(unit: &str) -> &str {
    if unit == "%" { "个百分点" } else { unit }
}
