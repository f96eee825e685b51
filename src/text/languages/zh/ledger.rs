//! 台账、进展反馈表、工作日

use crate::plan::{DayOff, Delivery, Measure, Postponement, Refusal, Status};
use crate::text::words::note;
use crate::text::{CellRefusal, LedgerColumn, LedgerWords, Note, SheetConflict, SheetField};

/// 台账和反馈表的用语。
pub(super) const LEDGER: LedgerWords = LedgerWords {
    column: |column| match column {
        LedgerColumn::No => "序号",
        LedgerColumn::Id => "编号",
        LedgerColumn::Source => "任务来源",
        LedgerColumn::Task => "重点任务",
        LedgerColumn::Milestone => "具体举措",
        LedgerColumn::Target => "量化指标",
        LedgerColumn::Lead => "牵头单位",
        LedgerColumn::Support => "配合单位",
        LedgerColumn::Start => "启动时间",
        LedgerColumn::Due => "完成时限",
        LedgerColumn::DueNow => "现行时限",
        LedgerColumn::Progress => "进展情况",
        LedgerColumn::Value => "完成值",
        LedgerColumn::Unit => "计量单位",
        LedgerColumn::TimeShare => "序时进度",
        LedgerColumn::Problem => "存在问题",
        LedgerColumn::Next => "下一步打算",
        LedgerColumn::Lamp => "亮灯",
        LedgerColumn::Reason => "原因",
        LedgerColumn::Status => "状态",
        LedgerColumn::DoneOn => "办结时间",
        LedgerColumn::ClosedOn => "销号时间",
        LedgerColumn::Postponements => "延期说明",
        LedgerColumn::Reminders => "催办",
        LedgerColumn::Evidence => "佐证",
        LedgerColumn::Remarks => "备注",
    },
    font: Some("宋体"),
    title: "督办台账",
    title_of: |short| format!("{short}督办台账"),
    then: |first, second| match second {
        "" => first.to_owned(),
        second => format!("{first}。{second}"),
    },
    silent: |said, names| format!("{said}，未报：{names}"),
    unfinished: |said, names| format!("{said}，未办结：{names}"),
    postponed: |on, to, outcome, by, why| {
        let why = why.map(|why| format!("：{why}")).unwrap_or_default();
        match outcome {
            Postponement::Pending => format!("{on} 申请延至 {to}（待批）{why}"),
            Postponement::Decided => format!("{on} 申请延至 {to}{why}"),
            Postponement::Granted => format!("{on} 经{by}批准延至 {to}{why}"),
            Postponement::Refused => format!("{on} {by}未批准延期{why}"),
        }
    },
    reminded: |count, on, level| format!("{count}次，最近 {on} {level}"),
    due_on_day_off: |why| match why {
        DayOff::Holiday(name) => format!("时限逢{name}放假"),
        DayOff::Weekend => "时限逢周末".to_owned(),
        DayOff::Own => "时限逢本单位放假".to_owned(),
    },
    year_unknown: |year| format!("{year}年的放假安排尚无数据，工作日按周一至周五计算"),
    round: |plan, period, due| {
        format!(
            "{plan} 报送：{} 至 {}，限 {due} 前",
            period.start, period.end
        )
    },
    not_delivered: |units| format!("未报 {} 个单位：{}", units.len(), units.join("、")),
    delivered_late: |units| {
        let named = units
            .iter()
            .map(|(unit, days)| format!("{unit}（迟{days}天）"));
        let named = named.collect::<Vec<_>>().join("、");
        format!("迟报 {} 个单位：{named}", units.len())
    },
    report_on: |plan, period| {
        format!("{plan} {} 至 {} 进展", period.start, period.end)
            .trim_start()
            .to_owned()
    },
    delivery: |delivery| match delivery {
        Delivery::InTime(_) => "已报".to_owned(),
        Delivery::Late { days, .. } => format!("迟报{days}天"),
        Delivery::Missing => "未报".to_owned(),
    },
    all_delivered: "应报单位均已按时报送",
    field: |field| match field {
        SheetField::Id => "编号",
        SheetField::Task => "重点任务",
        SheetField::Milestone => "具体举措",
        SheetField::Due => "完成时限",
        SheetField::Target => "目标",
        SheetField::Measure => "计量单位",
        SheetField::StatusNow => "现状态",
        SheetField::ValueNow => "现完成值",
        SheetField::Status => "状态",
        SheetField::Date => "日期",
        SheetField::Value => "完成值",
        SheetField::Progress => "进展情况",
        SheetField::Problem => "存在问题",
        SheetField::Next => "下一步打算",
        SheetField::Evidence => "佐证",
        SheetField::Lead => "牵头单位",
        SheetField::Reporter => "填报单位",
        SheetField::Year => "年度",
        SheetField::Period => "月份",
        SheetField::DoneOn => "办结时间",
    },
    feedback_title: |unit| format!("{unit}进展反馈表"),
    feedback_line: |unit, day| format!("填报单位：{unit}    截至 {day}"),
    feedback_sheet: "进展反馈",
    help_sheet: "填表说明",
    feedback_help: &[
        "1. 只填浅黄色各列；没有变化的不填，整行可以留空。",
        "2. 状态从下拉框选：未启动、进行中、受阻、已办结。受阻的，请在存在问题一列写明原因。",
        "3. 日期填事项发生的日期，如 2024-06-28；不填则按收表日期登记。",
        "4. 没有变化也要报送的，填日期和状态。",
        "5. 完成值是到目前为止的累计数，只填数字，单位与目标一致。",
        "6. 进展情况写已做的工作；存在问题、下一步打算没有的可以不填。",
        "7. 佐证写文号或文件名，几项之间用分号隔开。",
        "8. 销号、中止、延期不在此表填报，请另行行文。",
        "9. 请不要改动编号一列；可以调整列宽、隐藏或移动各列。",
    ],
    nothing_to_report: |unit| {
        let none = match unit {
            Some(unit) => format!("{unit} 没有未办结的节点"),
            None => "各单位都没有未办结的节点".to_owned(),
        };
        format!("{none}，不需要发反馈表；用 duban units 查看各单位")
    },
    cell_refusal: |why| match why {
        CellRefusal::NoStatus => {
            Note::new("不是状态", "应填「未启动」「进行中」「受阻」或「已办结」")
        }
        CellRefusal::NotForUnits(Status::Closed) => Note::new(
            "销号由督查单位认定，不由填报单位填写",
            "改填「已办结」，由督查单位核实后销号",
        ),
        CellRefusal::NotForUnits(Status::Returned) => {
            Note::new("退办由督查单位作出，不由填报单位填写", "改填「进行中」")
        }
        CellRefusal::NotForUnits(_) => Note::new(
            "中止须经批准，不在反馈表填报",
            "改填「受阻」，并在存在问题一列写明原因",
        ),
        CellRefusal::NoDay => Note::new("不是日期", "应填如 2024-06-28、6月28日 或 2024年6月底"),
        CellRefusal::UnclearDay(other) => note!(
            "这个数可能由表格软件从 {other} 转换而来，无法确定是哪一天",
            "改填如 2024-06-30 或 6月30日"
        ),
        CellRefusal::NoNumber => Note::new("不是数字，或单位与目标不一致", "只填累计完成的数字"),
        CellRefusal::UnclearShare(share) => note!(
            "这个数可能由表格软件从 {share}% 转换而来，无法确定是哪一个",
            "是 {share}% 的改填 {share}；不是的用 duban progress 登记"
        ),
        CellRefusal::SharedNumber => {
            Note::new("合并单元格中的一个数涉及几个节点", "取消合并，各行分别填写")
        }
        CellRefusal::DoneOnAlone => Note::new(
            "填了办结的日期，但该行未报已办结",
            "已办结的，状态填「已办结」；是时限的，表头写「完成时限」；否则清空这一格",
        ),
        CellRefusal::NoHeading => Note::new(
            "所在列的表头被改动、清空或重复，未读取",
            "把表头改回发出时的名称，重复的列只留一列，或清空这一格",
        ),
        CellRefusal::BeyondHeadings => Note::new(
            "这一行的格子比表头多，前面各格可能已错位",
            "数字不写千位逗号，含逗号的文字加引号，或另存为 .xlsx",
        ),
        CellRefusal::LostCharacters => Note::new(
            "有读不出的字符",
            "改正这一格，或请发送方另存为 .xlsx 再发一次",
        ),
        CellRefusal::NotToFillIn(was) if was.is_empty() => Note::new(
            "这一列不用填，这一格原为空",
            "新的情况填在浅黄色的列里，这一格改回原样",
        ),
        CellRefusal::NotToFillIn(was) => note!(
            "这一列不用填，这一格原为：{was}",
            "新的情况填在浅黄色的列里，这一格改回原样"
        ),
        CellRefusal::NoSuchId(near) if near.is_empty() => {
            Note::new("没有这个编号的节点", "编号不要改动，照发出的表填写")
        }
        CellRefusal::NoSuchId(near) => Note::new(
            "没有这个编号的节点",
            format!("相近的编号：{}", near.join("、")),
        ),
        CellRefusal::GoneSince(near) => {
            let near = match near.as_slice() {
                [] => String::new(),
                near => format!("（相近的编号：{}）", near.join("、")),
            };
            note!(
                "反馈表发出后方案已改，不再有这个编号的节点",
                "核对后登记到方案现有的节点{near}，或删去这一行所填的内容"
            )
        }
        CellRefusal::EndedOn(day) => {
            let before = day.pred_opt().unwrap_or(*day);
            note!(
                "这个节点已由 {day} 的调整文件终止",
                "此前的进展，用 --as-of {before} 重新运行即可登记；此后的，删去这一行所填的内容"
            )
        }
        CellRefusal::OtherPlan(plan) => note!(
            "编号属于方案 {plan}，不在这次登记的方案中",
            "用 --plan 选那个方案；若本是这个方案的表，编号照发出的改回"
        ),
        CellRefusal::PlanGone(plan, plans) => Note::new(
            format!("编号属于方案 {plan}，现在没有这个方案"),
            format!(
                "文件夹已改名的，把编号开头的 {plan}: 都改成现在的方案（{}）再登记；否则编号照发出的改回",
                plans.join("、")
            ),
        ),
        CellRefusal::PlanMoved { id, now } => note!(
            "这一行属于现在的方案 {now}；{id} 现在是另一个方案",
            "把编号开头的 {id}: 都改成 {now}: 再登记"
        ),
        CellRefusal::OtherItem(id) => note!(
            "名称与编号 {id} 不符：可能是编号一列单独排过序，或保存时丢失了汉字",
            "照发出的表或方案把编号和名称对齐，另存为 .xlsx 或 UTF-8 的 .csv"
        ),
        CellRefusal::NotOfUnit => {
            Note::new("不是该单位的节点", "删去这一行所填的内容，由责任单位填报")
        }
        CellRefusal::IdTwice(first) => note!(
            "与 {first} 是同一个节点",
            "只留一行，完成值填累计数；分属几期的，各行写明期次"
        ),
        CellRefusal::Conflict(why, field) => conflict(why, *field),
        CellRefusal::NoSuchUnit { name, near } if near.is_empty() => {
            note!("方案中没有「{name}」", "写方案中的单位名称")
        }
        CellRefusal::NoSuchUnit { name, near } => Note::new(
            format!("无法确定「{name}」是哪个单位"),
            format!("写单位全称，如：{}", near.join("、")),
        ),
        CellRefusal::OtherMeasure { said, now } => note!(
            "这一行的计量单位是{said}，方案为{now}",
            "折算成{now}填写，并改正计量单位；数值已按{now}填写的，只改计量单位"
        ),
        CellRefusal::OtherPeriod(occurrence) => note!(
            "与本节点的期次 {occurrence} 不符，或无法确定是哪一期",
            "写如 2024年3月、一季度、上半年；方案中没有这一期的，删去这一行"
        ),
        CellRefusal::OtherReporter(said) => Note::new(
            format!("由谁填报，表格上方与本行所写不一：{}", said.join("、")),
            "核对后改正其一",
        ),
        CellRefusal::UnclearReporter(said) => Note::new(
            format!("不能确定由谁填报：表中写有{}", said.join("、")),
            "在这一行或这一段表格上方写明填报单位，只写一个",
        ),
        CellRefusal::SeveralUnits => Note::new(
            "本节点由各单位分别报送，这一行未写明是哪一个单位",
            "每个单位各填一行",
        ),
        CellRefusal::FailedFormula => Note::new("公式出错", "填写文字，不用公式"),
        CellRefusal::NeedsProblem => Note::new("受阻要说明原因", "在同一行的存在问题一列写明原因"),
        CellRefusal::Rules(refusal @ Refusal::ShortOfTarget { .. }) => {
            let note = (super::WORDS.refusal)(refusal);
            Note::new(note.what, "核实完成值，或在存在问题一列写明原因")
        }
        CellRefusal::Rules(refusal @ Refusal::NeedsValue) => {
            let note = (super::WORDS.refusal)(refusal);
            Note::new(note.what, "填写完成值，或在存在问题一列写明原因")
        }
        CellRefusal::DayRefused(refusal) => {
            let note = (super::WORDS.refusal)(refusal);
            Note::new(note.what, "改填实际日期")
        }
        CellRefusal::Rules(refusal) => (super::WORDS.refusal)(refusal),
    },
    cell: |sheet, cell, says| match (sheet, says) {
        ("", "") => cell.to_owned(),
        ("", says) => format!("{cell}「{says}」"),
        (sheet, "") => format!("{sheet} {cell}"),
        (sheet, says) => format!("{sheet} {cell}「{says}」"),
    },
    field_change: |name, from, to| match from {
        "" => format!("{name}：{to}"),
        from if from == to => format!("{name}：{to}（未变）"),
        from => format!("{name}：{from} 改为 {to}"),
    },
    field_change_then: |name, to, now, since| format!("{name}：当日为 {to}；{since} 起仍为 {now}"),
    row_applied: |id, day, changes| format!("{id}  {day}  {changes}"),
    applied: |rows| format!("已登记 {rows} 行，可用 duban undo 一次撤销"),
    would_apply: |rows| format!("将登记 {rows} 行"),
    nothing_new: "表中没有新的内容，未登记",
    cells_left: |cells, partial| {
        let then = if partial {
            "所在的行未登记"
        } else {
            "全部未登记；加 --partial 登记其余各行"
        };
        format!("{cells} 处不合要求，{then}")
    },
    row_unread: |sheet, row| format!("{sheet}第 {row} 行没有编号，未读取"),
    no_sheet: |path| {
        Note::new(
            format!(
                "{} 中没有反馈表：找不到编号和填报各列的表头",
                path.display()
            ),
            "用 duban report feedback 发出的表填报；本单位自己的台账用 duban apply --map",
        )
    },
    no_ledger: |path| {
        Note::new(
            format!("{} 不是台账：没有可对应的表头", path.display()),
            "表头须有编号、重点任务或具体举措，以及状态、完成值、进展情况等栏",
        )
    },
    send_again: "请发送方另存为 .xlsx 再发一次",
    sheet_tells_other: |cell, told, named| {
        note!(
            "{cell} 写明由{told}填报，不是{named}",
            "各单位的表分别存为一个文件，分别登记；确由{named}填报的，改正那一处的单位名称"
        )
    },
    sheet_of_other: |made_for, named| {
        note!(
            "这张表是发给{made_for}的，不是{named}的",
            "用 --unit {made_for}，或核对收到的是哪张表"
        )
    },
    needs_unit_or_all: "请用 --unit 写明单位，或用 --all -o 文件夹 给每个单位各出一份",
    sheet_is_of: |made_for| format!("填报单位：{made_for}（表中写明）"),
    sheet_of_unknown: |made_for| {
        note!(
            "这张表是发给{made_for}的，方案中没有这个单位",
            "请在方案中该单位的 aliases 里加上这个名称，或核对收到的是哪张表"
        )
    },
    needs_unit_or_map: "表中没有写明单位，请用 --unit 写明填报单位；本单位自己的台账用 --map",
    column_is: |heading, ours| format!("  {heading} = {ours}"),
    columns_unused: |headings| format!("  未用的列：{}", headings.join("、")),
    rows_matched: |found, all| format!("匹配 {found} 行，共 {all} 行"),
    row_of_other_plan: |sheet, row, says, plan| {
        format!("未匹配：{sheet}第 {row} 行 {says}，编号属于方案 {plan}，不在这次登记的方案中")
    },
    row_unmatched: |sheet, row, says, ids| match ids {
        [] => format!("未匹配：{sheet}第 {row} 行 {says}"),
        ids => format!(
            "未匹配：{sheet}第 {row} 行 {says}，可能是 {}",
            ids.join("、")
        ),
    },
};

/// 一格与方案不符：方案现在怎么说，怎样登记。
fn conflict(why: &SheetConflict, field: SheetField) -> Note {
    let deed = match field {
        SheetField::Status => "duban mark",
        _ => "duban progress",
    };
    let checked = |what: &str| format!("核对{what}后用 {deed} 登记，或清空这一格");
    let none = |target: &str| match target {
        "" => "空".to_owned(),
        target => format!(" {target}"),
    };
    match why {
        SheetConflict::Now(now) if now.is_empty() => {
            Note::new("反馈表发出后这一项已被改动，现为空", checked(""))
        }
        SheetConflict::Now(now) => {
            Note::new(format!("反馈表发出后这一项已改为 {now}"), checked(""))
        }
        SheetConflict::Target { then, now } => Note::new(
            format!("反馈表发出时目标为{}，现为{}", none(then), none(now)),
            checked("口径"),
        ),
        SheetConflict::Each(true) => Note::new(
            "反馈表发出时是整体填报，现改为各单位分别报送",
            checked("所填是否只是本单位的部分"),
        ),
        SheetConflict::Each(false) => Note::new(
            "反馈表发出时是各单位分别报送，现改为整体填报",
            checked("整体的情况"),
        ),
        SheetConflict::Measure(Measure::Stock) => {
            Note::new("反馈表发出时完成值按累计计，现按存量计", checked("口径"))
        }
        SheetConflict::Measure(Measure::Flow) => {
            Note::new("反馈表发出时完成值按存量计，现按累计计", checked("口径"))
        }
        SheetConflict::RowTarget { said, now } => note!(
            "这一行的目标是 {said}，方案为 {now}",
            "核对口径后改正这一行的目标，或用 {deed} 登记，并清空这一格"
        ),
    }
}
