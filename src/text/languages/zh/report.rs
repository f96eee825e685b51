//! 报表用语

use chrono::Datelike as _;

use crate::plan::{Day, IndicatorPace};
use crate::text::Note;
use crate::text::words::note;
use crate::text::words::report::{
    Became, BulletinWords, CalendarWords, CountWords, EvaluationWords, HandoverWords,
    ReminderWords, ReportCommandWords, ReportWords, RoundDays, StatusPageWords,
};

/// 报表的全部用语。
pub(super) const REPORT: ReportWords = ReportWords {
    phase: "阶段",
    indicator: "指标",
    target: "目标值",
    unit: "单位",
    contact: "联系人",
    standing: "情况",
    count: "节点数",
    share: "占比",
    total: "合计",
    days: "逾期天数",
    figures: "完成情况",
    asked: "申请延至",
    because: "理由",
    level: "级别",
    reminded_on: "催办日期",
    reminders: "次数",
    reminder_text: "催办内容",
    reminded: "催办次数",
    postponed: "延期次数",

    none: "无。",
    led_since: |day| format!("{day} 起由现单位牵头"),
    plan_line: |title, number| match number {
        Some(number) => format!("《{title}》（{number}）"),
        None => format!("《{title}》"),
    },
    dated: |day, unit, said| match unit {
        Some(unit) => format!("{day} {unit}：{said}"),
        None => format!("{day}：{said}"),
    },
    named: |name, said| format!("{name}：{said}"),
    day,
    pace: |pace| match pace {
        IndicatorPace::OnPace => "达序时",
        IndicatorPace::Behind => "未达序时",
        IndicatorPace::NotDue => "未到时限",
        IndicatorPace::Unmeasured => "暂无数据",
    },

    counts: CountWords {
        owed: "应完成",
        behind: "欠序时",
    },
    bulletin: BulletinWords {
        name: "督查通报",
        title: |number| format!("督查通报（第{number}期）"),
        corrects: |number| format!("本期更正第{number}期"),
        overall: "一、总体情况",
        done: "二、进展",
        laggards: "三、问题点名",
        required: "四、工作要求",
        intro: |as_of, actions, milestones, counts| {
            if milestones == 0 {
                format!("截至{}，没有符合条件的节点。", day(as_of))
            } else {
                format!(
                    "截至{}，共{actions}项任务、{milestones}个节点，其中：{counts}。",
                    day(as_of)
                )
            }
        },
        counted: |name, count, share| format!("{name}{count}个，占{share}"),
        by_standing: "节点亮灯情况",
        by_phase: "各阶段情况",
        by_unit: "各牵头单位情况",
        unit_table_note: "注：应完成数为除中止外的全部节点数；两个以上单位牵头的节点，各单位分别计数；各单位分别报送的节点，分别计入各单位；故不列合计。",
        change: "较上期",
        change_since_day: "增减",
        indicators: |count, said| format!("量化指标{count}项，其中：{said}。"),
        indicator_pace: |pace, count, share| {
            let name = (REPORT.pace)(pace);
            format!("{name}{count}项，占{share}")
        },
        since: |from,
                issue,
                entries,
                Became {
                    finished,
                    closed,
                    overdue,
                }| {
            let issue = issue.map_or_else(String::new, |issue| format!("（第{issue}期）"));
            format!(
                "自{}{issue}以来，登记进展{entries}条，新办结（含已销号）{finished}个，新销号{closed}个，新逾期{overdue}个。",
                day(from)
            )
        },
        nothing_done: "本期没有新的进展。",
        reporting: |RoundDays { start, end, due }, in_time, all| {
            format!(
                "{}至{}的进展应于{}前报送，{all}个单位中{in_time}个按时报送。",
                day(start),
                day(end),
                day(due)
            )
        },
        missing: |units| format!("未报：{units}。"),
        late: |units| format!("迟报：{units}。"),
        days_late: |unit, days| format!("{unit}（迟{days}天）"),
        named: |count| {
            if count == 0 {
                "没有逾期、超限、严重欠序时、退办和受阻的节点。".to_owned()
            } else {
                format!("以下{count}项逾期、超限、严重欠序时、退办或受阻，予以通报：")
            }
        },
    },
    reminder: ReminderWords {
        title: "催办单",
        numbered: |year, number| format!("催〔{year}〕{number}号"),
        recorded: |number, unit| format!("{number}，致{unit}"),
        number_taken: |number| {
            note!(
                "{number}已用于同时出具的另一份催办单，本单未作登记",
                "请重新生成，编号顺延"
            )
        },
        part_title: |number, copy| match copy {
            Some(copy) => format!("{number}（第{copy}份）"),
            None => number.to_owned(),
        },
        to: "致",
        reply_by: "反馈时限",
        address: |unit| format!("{unit}："),
        intro: |as_of, count, counts| {
            format!(
                "截至{}，由你单位负责的下列{count}项工作需要抓紧办理，其中：{counts}。",
                day(as_of)
            )
        },
        counted: |standing, count| format!("{standing}{count}项"),
        matter: "督办事项",
        matter_of: |action, milestone| format!("{action}：{milestone}"),
        late: "逾期或剩余天数",
        required: "办理要求",
        ask: |by| {
            format!(
                "请于{}前书面反馈办理情况，说明进展情况、存在问题和下一步打算；确需延期的，应在完成时限前提出申请并说明理由。",
                day(by)
            )
        },
        contact: |contact| match contact {
            Some(contact) => format!("联系人：{contact}"),
            None => "联系人：                    电话：".to_owned(),
        },
        seal: "（盖章）",
        receipt: "签收人：                    签收日期：",
    },
    status: StatusPageWords {
        title: "督办情况一览",
        state: "方案",
        period: "期限",
        milestones: "节点",
        finished: "已办结和已销号",
        lamps: "亮灯情况",
        phases: "各阶段情况",
        units: "各牵头单位情况",
        indicators: "量化指标",
        finished_of: |finished, owed| format!("办结 {finished}/{owed}"),
        indicator_note: |on, value, share, pace| match share {
            Some(share) => format!("最新值 {value}（{on}），完成率 {share}，{pace}"),
            None => format!("最新值 {value}（{on}），{pace}"),
        },
        worst: |shown, all| {
            if shown < all {
                format!("红灯和黄灯节点（最紧急的{shown}个，共{all}个）")
            } else {
                format!("红灯和黄灯节点（{all}个）")
            }
        },
    },
    evaluation: EvaluationWords {
        title: "总结评估表",
        indicators: "一、量化指标完成情况",
        items: "二、任务完成情况",
        short: "三、未完成和未达标事项及原因",
        to_write: ["四、主要做法和经验", "五、存在问题和下一步打算"],
        sheets: ["量化指标", "任务", "未完成和未达标"],
        summary: |as_of, all, finished, left| {
            let dropped = match all - finished - left {
                0 => String::new(),
                dropped => format!("，中止{dropped}个"),
            };
            format!(
                "截至{}，共{all}个节点，已办结和已销号{finished}个，未办结{left}个{dropped}。",
                day(as_of)
            )
        },
        baseline: "基数",
        read_on: "数据日期",
        rate: "完成率",
        met: "是否达标",
        is_met: "达标",
        why: "未完成原因",
    },
    handover: HandoverWords {
        title: "督办工作交接清单",
        open: |n| format!("一、未结事项（{n}项）"),
        to_accept: |n| format!("二、已办结待核（{n}项）"),
        asked: |n| format!("三、{}（{n}项）", super::ASKED),
        reminders: |n| format!("四、催办后未反馈（{n}项）"),
        contacts: |n| format!("五、联系人（{n}人）"),
    },
    calendar: CalendarWords {
        title: |plans| format!("时限日历：{plans}"),
        settled: |status, title| format!("〔{status}〕{title}"),
    },
    command: ReportCommandWords {
        kind_name: |key| match key {
            "ledger" => "台账",
            "bulletin" => "督查通报",
            "reminder" => "催办单",
            "feedback" => "进展反馈表",
            "status" => "情况一览",
            "evaluation" => "总结评估",
            "handover" => "交接清单",
            "calendar" => "时限日历",
            _ => "报表",
        },
        choose: "报表",
        preview_foot: "j k 滚动  w 写入文件  Esc 返回",
        reminder_foot: "j k 滚动  w 写入文件  y 登记催办  Esc 返回",
        write_keys: "Enter 写入  Esc 返回",
        ask_where: "保存位置（格式按后缀）",
        file: "文件",
        needs_output: |format| format!("{format} 不能输出到屏幕，请用 -o 指定文件"),
        needs_unit: "催办单须用 --unit 指明单位，或用 --all 逐个单位出单",
        nobody_late: |as_of, units| {
            let units = if units.is_empty() {
                "各单位都"
            } else {
                units
            };
            format!("截至 {as_of}，{units}没有需要催办的事项，不出催办单")
        },
        members_answer: |members| {
            format!("由成员单位分别报送，请指明成员单位：{}", members.join("、"))
        },
        issue_taken: |number| {
            note!(
                "第{number}期已由他人登记，本次通报未记入期号",
                "请重新生成，将使用下一期号"
            )
        },
        does_not_fit: |format, why| {
            note!(
                "{format} 容纳不下这份报表：{why}",
                "缩小范围，或换一种 --format"
            )
        },
        only_for: |option, kind| format!("{option} 只用于 {kind}"),
        issued: |number, path| format!("第{number}期已记入 {}", path.display()),
        issued_unrecorded: "方案文件有未存档的改动，这一期所记的版本不含这些改动；请先存档再出通报",
        no_such_issue: |number, known| {
            let known: Vec<String> = known.iter().map(ToString::to_string).collect();
            Note::new(
                format!("没有第{number}期通报"),
                if known.is_empty() {
                    "尚未出过通报".to_owned()
                } else {
                    format!("已有：{}", known.join("、"))
                },
            )
        },
        since_ahead: |since, as_of| {
            note!(
                "--since {since} 晚于截至日 {as_of}",
                "改用更早的日期，或用 --as-of 写明更晚的截至日"
            )
        },
        issued_later: |number, on| {
            note!(
                "第{number}期截至 {on}，新的一期不能早于该日",
                "去掉 --issue，或用 --corrects 更正某一期"
            )
        },
        reply_by_past: |day, as_of| {
            note!(
                "--reply-by {day} 早于发文日 {as_of}",
                "改用更晚的日期，或写工作日数，如 5wd"
            )
        },
        unreadable_then: |plan, at| {
            note!(
                "方案 {plan} 在 {at} 的版本无法读取，无从比较此后有何变化",
                "请改为与可读取的版本比较：duban log 方案编号 列出各版本"
            )
        },
        issue_revision_gone: |number, on, revision| {
            note!(
                "第{number}期依据版本 {revision} 制作（见 bulletins.toml），本仓库没有这个版本",
                "先试 git fetch；历史被改写过的，用 --since {on} 与该日的方案比较，或改正 bulletins.toml 中的 revision"
            )
        },
        never_issued: (
            "尚未出过通报，没有上期可比",
            "用 --since 日期 或 --since 版本",
        ),
        issues_comment: "督查通报的期号，由 duban report bulletin --issue 登记",
    },
};

fn day(day: Day) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}
