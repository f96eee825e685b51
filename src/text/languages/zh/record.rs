//! 登记与撤销的用语。

use super::files::io_reason;
use crate::text::Note;
use crate::text::words::note;
use crate::text::words::record::RecordWords;

pub(super) const RECORD: RecordWords = RecordWords {
    changed: |id| note!("{id} 已被他人改动，未作登记", "请核对现状后再操作"),
    since_changed: |plan| {
        note!(
            "{plan} 的登记起始日已被他人改动，未作登记",
            "请核对现状后再操作"
        )
    },
    recorded_unsaid: |error| format!("已登记，但结果未能输出：{error}；请勿重复登记"),
    undone_plan_by_plan: "本次登记涉及多个方案，但这一情况未能记入状态文件夹；撤销时须逐个方案进行",
    undone_without_since: "本次登记设定了登记起始日，但这一情况未能记入状态文件夹；duban undo 只撤销其中的登记，不撤销登记起始日",
    since_undone: |day, was| match was {
        Some(was) => format!("登记起始日 {day}，恢复为 {was}"),
        None => format!("登记起始日 {day}"),
    },
    since_stays: |plan, day| format!("{plan} 的登记起始日 {day} 保持不变"),
    no_batch_note: |folder, error| {
        Note::new(
            format!(
                "跨方案登记须先在 {} 中写预备记录：{}；没有写入任何内容",
                folder.display(),
                io_reason(error)
            ),
            "请开放该文件夹的写权限，或逐个方案登记：duban --plan ID",
        )
    },
    marked_before: |first, count| match count {
        1 => format!("{first} 已是这一状态，未重复登记"),
        _ => format!("{first} 等 {count} 个节点已是这一状态，未重复登记"),
    },
    left_out: |first, count| match count {
        1 => format!("{first} 已办结、已销号或已中止，保持不变；要改动，用编号单独登记"),
        _ => {
            format!(
                "{first} 等 {count} 个节点已办结、已销号或已中止，保持不变；要改动，用编号单独登记"
            )
        }
    },
    increase_for_total: |typed, takes_increases| {
        Note::new(
            format!("「{typed}」像是增加的数，此处应填总数"),
            if takes_increases {
                "增加的数用 --add；总数不加 +"
            } else {
                "请填总数，不加 +"
            },
        )
    },
    later_entry_holds: |id, later, is_status_alone| {
        let what = if is_status_alone { "状态" } else { "现状" };
        format!("{id}：{what}仍以 {later} 的登记为准，本次登记的日期在其之前")
    },
    done_before: |id, day| {
        format!("{id}：{day} 已办结，办结日期不变；日期有误的，用 duban correct 更正")
    },
    after_as_of: |day, as_of| format!("登记日期 {day} 晚于截至日 {as_of}，截至该日的列表不显示"),
    clock_behind: |at| format!("最近一次登记的时间是 {at}，晚于本机时钟；请核对本机时间"),
    recorded_by: |units| format!("报送单位：{units}"),
    unit_count: |unit, count| format!("{unit} {count}个节点"),
    nobody: "未写明单位",
    undone_count: |count| format!("共撤销 {count} 条登记"),
    may_be_elsewhere: |id, plans| {
        Note::new(
            format!("方案 {} 无法读取，其中也可能有 {id}", plans.join("、")),
            format!("请写明方案，如 方案:{id}；运行 duban check 查看错误"),
        )
    },
    undo_unsure: |plans| {
        Note::new(
            format!(
                "方案 {} 无法读取，最近一次登记可能在其中；没有撤销",
                plans.join("、")
            ),
            "运行 duban check 查看错误；只撤销某一方案的登记：duban --plan ID undo",
        )
    },
    undo_over_unread: |plans| {
        Note::new(
            format!(
                "最近一次登记还涉及方案 {}，该方案无法读取；没有撤销",
                plans.join("、")
            ),
            "运行 duban check 查看错误，改正后可整体撤销；在此之前可用 duban correct 逐条更正",
        )
    },
    half_committed: |ids| {
        format!(
            "同一次登记中已存档的没有撤销：{}；需要更正的用 duban correct",
            ids.join(" ")
        )
    },
    deeds_unread: |file| {
        Note::new(
            format!(
                "{} 无法读取，不能确定最近一次登记涉及哪些方案；没有撤销",
                file.display()
            ),
            "检查该文件的权限，或移走该文件；只撤销某一方案的登记：duban --plan ID undo",
        )
    },
    only_others_recorded: |names| format!("没有本人可撤销的登记；未存档的由 {names} 登记"),
    nameless: "未署名者",
    from_elsewhere: |count, place| {
        format!(
            "另有 {count} 条登记从 {place} 以本账号登记，可能是同事所登，未撤销；请在 config.toml 设 actor 或用 DUBAN_ACTOR 区分登记人"
        )
    },
    taken_back: |what| format!("已撤销 {what}"),
    cannot_undo_committed: "已存档的登记不能撤销；请登记更正",
    recorded_as_of: |day| format!("登记日期为 {day}（不是今天）"),
    nothing_recorded: "未登记任何内容",
    nothing_ticked: "没有勾选，未登记",
    since_title: |day, was| match was {
        Some(was) => format!("登记起始日由 {was} 改为 {day}，亮灯将有以下变化："),
        None => format!("登记起始日定为 {day}，亮灯将有以下变化："),
    },
    since_change: |from, to, count| format!("{from} 变为 {to}：{count} 个节点"),
    since_no_change: "亮灯不变",
    ticked: |count| format!("将 {count} 个节点登记为已办结，办结日期按各自的完成时限"),
    confirm_record: "是否登记？",
    unit_not_in_plan: |unit, plan| {
        note!(
            "方案 {plan} 中没有单位「{unit}」",
            "各方案分别登记，或去掉 --by"
        )
    },
};
