//! 导入时的存疑事项

use crate::text::Doubt;

/// 存疑事项的说明。
pub(super) fn doubt(doubt: &Doubt) -> String {
    match doubt {
        Doubt::NoTitle => "未找到标题，请填写 title".to_owned(),
        Doubt::NoItems => "未找到带编号的任务，请确认是否为方案正文".to_owned(),
        Doubt::PeriodUnsaid { taken } => format!("原文未写明起止时间，暂按 {taken}"),
        Doubt::NumberGap { after, found } => format!("编号由 {after} 跳到 {found}，请核对是否缺项"),
        Doubt::NumberTwice { number } => format!("编号 {number} 重复"),
        Doubt::HeadingCut => "原文无小标题，暂以首句的首个分句为标题".to_owned(),
        Doubt::UnitsOfSection => "责任单位在末项之后，按整节的责任单位处理，请核对".to_owned(),
        Doubt::SeveralGroups { count } => {
            format!("本项有 {count} 处责任单位，各对应其前的内容，现已合并，请核对")
        }
        Doubt::BareUnits => "括号内只有单位名称，暂按责任单位处理".to_owned(),
        Doubt::OddUnit { name } => format!("「{name}」不像单位名称，请核对"),
        Doubt::UnitsInText { names } => format!("正文提到{names}，未作为责任单位，请酌定"),
        Doubt::UnitsOfTable { names } => {
            format!("表中列有{names}，正文未列，未作为责任单位，请核对")
        }
        Doubt::UnitsFromText { names } => {
            format!("责任单位{names}系从正文读出，请核对")
        }
        Doubt::NoUnits => "未明确责任单位".to_owned(),
        Doubt::NumberUnsure { number } => format!("「{number}」为约数或各自的数，请核对目标值"),
        Doubt::NumberLeftOut { number } => format!("「{number}」未作为目标，请确认"),
        Doubt::DayWorkedOut { words, day } => format!("「{words}」未写年份，暂按 {day}"),
        Doubt::DayWithoutYear { words } => {
            format!("「{words}」未写年份，无法确定日期，未读入，请填写")
        }
        Doubt::DayNotRead { words } => format!("「{words}」是哪一天，未读入，请填写日期"),
        Doubt::DayFromNumber { words, day } => {
            format!("「{words}」按电子表格的日期序号读作 {day}，请确认")
        }
        Doubt::TimesNotTold { words } => {
            format!("未能判定「{words}」各指哪一项，未读入，请分别填写日期")
        }
        Doubt::NoSuchDay { words } => format!("「{words}」不是有效日期，未读入，请填写日期"),
        Doubt::RecursOn { words } => {
            format!("「{words}」：节点按期末到期处理，具体日期请写入节点名称")
        }
        Doubt::RecursWithin { words } => {
            format!("「{words}」：循环的起止未读入，请填写 start 或 due")
        }
        Doubt::RecurrenceNotRead { words } => format!("频次「{words}」未读入，请填写 every"),
        Doubt::PhaseWithoutDates { name } => format!("阶段「{name}」没有起止时间"),
        Doubt::PartLeftOut { text } => format!("文件中的另一部分（{text}）未读入"),
        Doubt::ColumnsUnread { headings } => format!("表格中的列（{}）未读取", headings.join("、")),
        Doubt::TableLeftOut { header } => format!("表格（{header}）未能识别"),
    }
}
