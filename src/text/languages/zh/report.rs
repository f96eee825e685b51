//! 报表用语

use crate::text::words::report::{HandoverWords, ReportCommandWords, ReportWords};

/// 报表的全部用语。
pub(super) static REPORT: ReportWords = ReportWords {
    id: "编号",
    task: "重点任务",
    milestone: "具体举措",
    lead: "牵头单位",
    due: "完成时限",
    due_now: "现行时限",
    lamp: "亮灯",
    reason: "原因",
    figures: "完成情况",
    progress: "进展情况",
    done_on: "办结时间",
    asked: "申请延至",
    because: "理由",
    level: "级别",
    reminded_on: "催办日期",
    reminders: "次数",
    reminder_text: "催办内容",

    none: "无。",
    plan_line: |title, number| match number {
        Some(number) => format!("《{title}》（{number}）"),
        None => format!("《{title}》"),
    },
    dated: |day, said| format!("{day}：{said}"),

    handover: HandoverWords {
        title: "督办工作交接清单",
        open: |n| format!("一、未结事项（{n} 个节点）"),
        to_accept: |n| format!("二、已办结待核（{n} 个节点）"),
        asked: |n| format!("三、延期待批（{n} 个节点）"),
        reminders: |n| format!("四、催办在途（{n} 个节点）"),
    },
    command: ReportCommandWords {
        needs_output: |format| format!("{format} 不能输出到屏幕，请用 -o 指定文件"),
        written: |path| format!("已写入 {}", path.display()),
    },
};
