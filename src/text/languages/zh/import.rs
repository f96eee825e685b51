//! 导入用语

use super::files::io_reason;
use crate::text::words::import::{DraftCounts, ImportWords};
use crate::text::words::note;
use crate::text::{Cleaned, FileFormat, IntakeError, Note};

/// 导入的全部用语。
pub(super) const IMPORT: ImportWords = ImportWords {
    fault,
    read: |name, kind, how| match how {
        Some(how) => format!("已读取 {name}（{}，{how}）", format(kind)),
        None => format!("已读取 {name}（{}）", format(kind)),
    },
    cleaned: |cleaned, count| match cleaned {
        Cleaned::Furniture => format!("去掉网页上的附加内容 {count} 行"),
        Cleaned::PageNumbers => format!("去掉页码 {count} 处"),
        Cleaned::HardWraps => format!("接回被硬换行断开的 {count} 行"),
        Cleaned::LostLineBreaks => format!("正文丢失分段，按序号补回 {count} 处"),
        Cleaned::RepeatedBeginning => format!("开头重复出现，略去 {count} 行"),
        Cleaned::Lookalikes => format!("{count} 行中的全角数字、部首字已换成通行写法"),
        Cleaned::CellLines => format!("一格一行的表格已还原为 {count} 行"),
        Cleaned::SeparatedRows => format!("以制表符、竖线或空格分格的文本已还原为 {count} 行表格"),
        Cleaned::DeletedText => format!("修订中已删除的文字 {count} 处未读入"),
        Cleaned::Footnotes => format!("脚注、批注 {count} 处未读入"),
        Cleaned::Contents => format!("目录 {count} 行未读入"),
        Cleaned::NumberedByWord => format!("Word 自动编号 {count} 处已写成文字"),
        Cleaned::HiddenSheets => format!("隐藏的工作表 {count} 张未读入"),
    },
    from_line: |said, line| format!("{said}（自第 {line} 行起）"),
    counts: |counts: DraftCounts| {
        format!(
            "事项 {} 项，单位 {} 个，目标值 {} 个，存疑 {} 处",
            counts.items, counts.units, counts.targets, counts.doubts
        )
    },
    passed_over: |count, lines, are_all| {
        let rest = if are_all { "" } else { "等" };
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        format!(
            "未列为目标的数字 {count} 个：第 {} {rest}行",
            lines.join("、")
        )
    },
    doubt: |line, entry, said| match entry {
        Some(entry) => format!("第 {line} 行  {entry}  {said}"),
        None => format!("第 {line} 行  {said}"),
    },
    would_write: |path| format!("未写入（--dry-run）：{}", path.display()),
    next: |id, doubts, git, names| {
        if doubts > 0 {
            format!(
                "下一步：duban import --review {id} 逐条核对存疑之处；首次存档用 {git} add {names} 和 {git} commit"
            )
        } else {
            format!("下一步：duban show {id} 核对；首次存档用 {git} add {names} 和 {git} commit")
        }
    },
    exists: |id, path| {
        Note::new(
            format!("方案 {id} 已存在：{}", path.display()),
            format!("换一个 --id；要与原方案对照，用 duban import 文件 --id {id} --again"),
        )
    },
    into_plan: |path| {
        Note::new(
            format!("{} 是某个方案自己的文件夹", path.display()),
            "请指明存放各方案的文件夹，如 -o plans",
        )
    },
    record_exists: |path| {
        Note::new(
            format!("出处记录已存在：{}", path.display()),
            "换一个 --id；确认它无用后可先移走",
        )
    },
    bad_id: |id| {
        note!(
            "{id:?} 不能作方案的 id",
            "用小写字母、数字和连字符，例如 --id zhangping"
        )
    },
    no_plan: |id, path| {
        Note::new(
            format!("没有方案 {id}：{}", path.display()),
            format!("先导入：duban import 文件 --id {id}"),
        )
    },
    no_file: (
        "没有指明要导入的文件和 --id",
        "duban import 文件 --id ID；核对存疑之处：duban import --review ID",
    ),
    draft_broken: |what| {
        note!(
            "由此文件不能形成可用的方案草稿：{what}",
            "未写入任何内容；用 --dry-run 查看读到的内容"
        )
    },
    again_same: "与现有方案没有差别，未写入",
    again_ask: "是否将以上差别写入现有方案？进展登记不动。（是/否，也可输入 yes/no）",
    again_left: "未写入，现有方案没有改动",
    again_yes: &["yes", "y", "是", "好"],
    again_changed: |path| {
        Note::new(
            format!("核对期间文件被改动：{}", path.display()),
            "未写入；请重新运行",
        )
    },
    again_breaks: |errors| {
        note!(
            "重新导入会使已有登记的事项消失或对不上：{errors}",
            "未写入；请在 plan.toml 中手工修改"
        )
    },
    again_kept: |ids| {
        format!(
            "新文件已无、因有人工增加的节点而保留的事项：{}",
            ids.join("、")
        )
    },
    again_taken: |ids| {
        Note::new(
            format!(
                "新文件新增事项的编号已被人工增加的事项占用：{}",
                ids.join("、")
            ),
            "未写入：请在 plan.toml 和 progress.toml 中为人工增加的事项另取编号，然后重新运行",
        )
    },
    again_renumbered: |ids| {
        Note::new(
            format!("新文件改了编号，而这些事项已有登记：{}", ids.join("、")),
            "未写入：照改会把已有登记算到别的事项名下；请在 plan.toml 和 progress.toml 中手工改编号后重新运行",
        )
    },
    again_replaced: |milestones| {
        Note::new(
            format!(
                "同一编号下已有登记，新文件改为别的内容：{}",
                milestones.join("；")
            ),
            "未写入：照改会把已有登记算到别的内容名下；确为同一内容的，请在 plan.toml 中手工修改；不是的，请在 plan.toml 和 progress.toml 中为已有登记的另取编号；然后重新运行",
        )
    },
    again_laid_out: |path| {
        Note::new(
            format!("文件写法特殊，不能只改有差别之处：{}", path.display()),
            "未写入；可将新文件导入为另一个 --id，对照着手工修改",
        )
    },
    review_title: |id, at, count| format!("{id}：存疑 {at}/{count}"),
    review_keys: "a 无误  e 修改  x 不作事项  n/p 下/上一处  j/k 选行  空格 原文  q 以后再核",
    review_field_keys: "Enter 写入  Esc 不改",
    review_done: "存疑之处已全部核对。按任意键返回；用 {commit} 存档",
    review_later: "未核对的仍留在文件里，下次用 duban import --review 继续",
    review_settled: "已写入",
    review_no_item: "不能去掉：它不是事项，或已有登记。用 e 修改",
    review_no_source: "原文件不在本机",
    review_passed_over: |numbers| format!("未列为目标：{}", numbers.join("、")),
    review_check_numbers: "文件中下列数字未列为目标，请核对有无遗漏（空格、PgUp 翻页）：",
    no_doubts: |id| format!("{id}：没有存疑之处"),
    doubt_in_plan: |line, said| format!("plan.toml 第 {line} 行  {said}"),
};

fn format(format: FileFormat) -> &'static str {
    match format {
        FileFormat::Text => "纯文本",
        FileFormat::Markdown => "Markdown",
        FileFormat::Html => "网页",
        FileFormat::WebArchive => "单个文件网页",
        FileFormat::Csv => "CSV 表格",
        FileFormat::Docx => "Word 文档",
        FileFormat::Xlsx | FileFormat::Xls => "Excel 工作簿",
        FileFormat::Odt => "OpenDocument 文本",
        FileFormat::Ods => "OpenDocument 表格",
        FileFormat::Doc => "Word 97-2003 文档",
        FileFormat::Wps => "WPS 文字",
        FileFormat::Et => "WPS 表格",
        FileFormat::Rtf => "RTF",
        FileFormat::Pdf => "PDF",
        FileFormat::Ofd => "OFD",
        FileFormat::Picture => "图片",
        FileFormat::Slides => "演示文稿",
        FileFormat::Archive => "压缩包",
        FileFormat::Compound => "Office 文件",
    }
}

fn fault(name: &str, error: &IntakeError) -> Note {
    let save = "在 Word 或 WPS 中另存为 .docx（表格存为 .xlsx）后再导入";
    match error {
        IntakeError::Io(error) => Note::new(
            format!("{name} 无法读取：{}", io_reason(error)),
            "检查路径和权限",
        ),
        IntakeError::Empty => note!("{name} 里没有文字", "检查是否选错了文件"),
        IntakeError::TooLarge { limit } => Note::new(
            format!("{name} 太大：文件或解压后的内容超过 {} MB", limit >> 20),
            "方案文件不会这么大；把正文另存为单独的文件再导入",
        ),
        IntakeError::TooMany { limit } => note!(
            "{name} 太大：段落、单元格或嵌套超过 {limit}",
            "把任务部分另存为单独的文件再导入"
        ),
        IntakeError::Encrypted(kind) => Note::new(
            format!("{name} 已加密（{}）", format(*kind)),
            "去掉密码另存后再导入",
        ),
        IntakeError::Damaged { format: kind, why } => Note::new(
            format!("{name} 已损坏或不完整（{}）{}", format(*kind), after(why)),
            save,
        ),
        IntakeError::NotText => Note::new(
            format!("{name} 不是文本：编码不是 UTF-8、UTF-16 或 GB18030"),
            save,
        ),
        IntakeError::OpenQuote { line } => note!(
            "{name} 第 {line} 行有引号没有成对，后面的内容会并入同一格",
            "补上引号；属于正文的引号写两次，整格放在引号内"
        ),
        IntakeError::Picture(kind) => Note::new(
            format!("{name} 是图片，没有可读的文字（{}）", format(*kind)),
            "先做文字识别（OCR），核对后存为 .docx 或 .txt 再导入",
        ),
        IntakeError::Unknown(kind) => {
            Note::new(format!("不支持直接导入{}：{name}", format(*kind)), save)
        }
        IntakeError::NoTool { format: kind, tool } => Note::new(
            format!("读取{}需要 {tool}，本机没有：{name}", format(*kind)),
            match *tool {
                "pdftotext" => {
                    "安装 poppler-utils（apt-get install poppler-utils），或在 Word、WPS 中另存为 .docx"
                }
                _ => {
                    "安装 LibreOffice（apt-get install libreoffice-writer libreoffice-calc），或在 Word、WPS 中另存为 .docx、.xlsx"
                }
            },
        ),
        IntakeError::ToolFailed {
            format: kind,
            tool,
            why,
        } => Note::new(
            format!("{tool} 无法读取 {name}（{}）{}", format(*kind), after(why)),
            save,
        ),
        IntakeError::ToolTooSlow {
            format: kind,
            tool,
            seconds,
        } => Note::new(
            format!(
                "{tool} 在 {seconds} 秒内没有读完 {name}（{}），已停止",
                format(*kind)
            ),
            save,
        ),
    }
}

fn after(why: &str) -> String {
    match why.lines().next() {
        Some(why) if !why.trim().is_empty() => format!("：{}", why.trim()),
        _ => String::new(),
    }
}
