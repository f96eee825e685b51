//! 示例的经过

use crate::text::words::demo::DemoWords;
use crate::text::{ScreenCommand as Command, View};

pub(super) const DEMO: DemoWords = DemoWords {
    short: "示例",
    title: |title| format!("{title}（示例：进展均为虚构）"),
    mark: "（虚构）",
    towns: [
        "甲镇（虚构）", "乙镇（虚构）", "丙乡（虚构）", "丁街道（虚构）",
    ],
    desks: ["市教育局（示例，虚构）", "市科协（示例，虚构）"],
    first_commit: "示例：建立方案，登记表为空（以下进展均为虚构）\n",
    month_commit: |month, count| format!("示例：{month} 登记 {count} 条（虚构）"),
    evidence: |year, number| format!("（虚构）漳示〔{year}〕{number}号"),
    begun: ["已制定年度安排", "已召开部署会，明确分工", "已成立工作专班"],
    going: [
        "按计划推进",
        "已开展两批活动",
        "正在征求各单位意见",
        "经费已下达，正在组织",
    ],
    reached: |value| format!("累计完成{value}"),
    problems: [
        "名额不足，报名人数少于预期",
        "经费拨付偏晚",
        "人手不足，与其他任务时间冲突",
    ],
    next: ["下月组织第二批", "与财政部门对接", "纳入下季度重点"],
    finished: ["已全部完成", "已印发实施", "已完成并归档"],
    late: "受天气影响，活动顺延",
    short_of_target: "部分学员因病缺训，差额转入下年",
    checked: "已现场核查，资料齐全",
    blocked: ["场地未落实", "上级配套文件尚未出台"],
    returned: "佐证材料不全，请补充后再报",
    dropped: "机构调整，此项并入其他工作",
    asked: "需与配套项目同步，申请延期",
    granted: "同意延期",
    reminded: "请尽快报送进展",
    corrected: "初报口径有误",
    measured: "抽样调查",
    hint: |command, left| {
        let text = match command {
            Command::Show(View::Alerts) => "按 {alerts} 看预警：逾期最久的排在最前",
            Command::Search => "按 {search} 查找：输入 jyj 就能找到教育局",
            Command::ToggleDone => "按 {done} 把光标所在的节点记为已办结",
            Command::Undo => "按 {undo} 撤销刚才的登记",
            Command::Report => "按 {report} 出台账、通报、催办单",
            Command::Palette => "按 {palette} 按名称或拼音找到其他功能",
            _ => return None,
        };
        Some(format!("试一试（还有{left}条）：{text}"))
    },
};
