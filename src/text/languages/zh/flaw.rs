//! 文件中的问题与改法

use crate::plan::{Op, Withdrawn};
use crate::text::flaw::example_table;
use crate::text::header_of;
use crate::text::words::git::checkout;
use crate::text::words::note;
use crate::text::{ExpectedValue, Flaw, Lang, Limited, Note, PrintedOther, TomlForm};

use super::files::reason;
use super::history::HISTORY;
use super::toml_slips::toml_slip;

pub(super) fn wanted(wanted: ExpectedValue, key: &str) -> String {
    let example = example_table(key);
    let wanted = match wanted {
        ExpectedValue::Text => "字符串，如 \"市教育局\"",
        ExpectedValue::Choice(first) => return format!("字符串，如 \"{first}\""),
        ExpectedValue::Texts => "字符串数组，如 [\"市教育局\", \"市科协\"]",
        ExpectedValue::Date => "日期（不加引号），如 2025-12-31",
        ExpectedValue::Dates => "日期数组（不加引号），如 [2025-10-09]",
        ExpectedValue::Moment => "日期时间（不加引号），如 2022-11-03T09:12:40+08:00",
        ExpectedValue::Number => "数",
        ExpectedValue::Whole => "整数",
        ExpectedValue::Wholes => "整数的数组，如 [17, 181]",
        ExpectedValue::Bool => "true 或 false",
        ExpectedValue::Table => {
            let table = |example| format!("内联表，如 {example}");
            return example.map_or_else(|| "表".to_owned(), table);
        }
        ExpectedValue::Tables => {
            if let Some(header) = header_of(key) {
                return format!("表的数组，每项以 [[{header}]] 开头");
            }
            let tables = |example| format!("表的数组，如 [{example}]");
            return example.map_or_else(|| "表的数组".to_owned(), tables);
        }
    };
    wanted.to_owned()
}

pub(super) fn flaw(flaw: &Flaw) -> Note {
    let nearest = |near: &[String]| {
        if near.is_empty() {
            String::new()
        } else {
            format!("，最接近的：{}", near.join("、"))
        }
    };
    match flaw {
        Flaw::Unreadable { kind, why } => Note::new(
            format!("无法读取：{}", reason(*kind, why)),
            "检查文件是否存在、权限是否允许",
        ),
        Flaw::LeadsNowhere { to } => note!(
            "此方案是一个链接，所指的 {to} 不存在",
            "恢复所指的文件夹，或改正、删去链接"
        ),
        Flaw::NotFetched { submodule } => note!(
            "此方案在子模块 {submodule} 中，该子模块尚未取回",
            "运行 git submodule update --init 取回"
        ),
        Flaw::NotAFile => Note::new("此处不是普通文件", "移走同名的文件夹"),
        Flaw::TooLarge { bytes, limit } => Note::new(
            format!(
                "文件过大：{} MB，上限 {} MB",
                bytes.div_ceil(1 << 20),
                limit >> 20
            ),
            "这多半不是方案文件，换回原来的文件",
        ),
        Flaw::NotUtf8 {
            looks_like_gbk: true,
        } => Note::new(
            "不是 UTF-8，像是 GBK 编码",
            "用编辑器另存为 UTF-8，或：iconv -f GBK -t UTF-8",
        ),
        Flaw::NotUtf8 {
            looks_like_gbk: false,
        } => Note::new("不是 UTF-8", "用编辑器另存为 UTF-8"),
        Flaw::LfsPointer => Note::new(
            "这是 Git LFS 的占位文件，方案内容还没有取回",
            "运行 git lfs pull；方案文件不宜放进 LFS，在 .gitattributes 中去掉",
        ),
        Flaw::CutShort => Note::new(
            "文件到此中断，后面的内容缺失，可能没有复制完整",
            "补全末行，或重新复制一次；用 git restore 取回会丢掉尚未存档的内容",
        ),
        Flaw::ConflictMarkers => Note::new(
            "git 合并冲突未解决，解决前不写此文件",
            "运行 duban resolve，或手工取舍后删去标记行",
        ),
        Flaw::ConflictByHand => Note::new(
            "此文件的 git 合并冲突未解决",
            "手工取舍并删去标记行；合并尚未完成的，再 git add、git commit",
        ),
        Flaw::FullWidthQuotes => Note::new("全角引号", "改为半角引号 \""),
        Flaw::FullWidthSign { sign, ascii } => {
            note!("全角符号 {sign}", "改为半角符号 {ascii}")
        }
        Flaw::Syntax { message } => Note::new(
            format!("TOML 语法错误：{}", toml_slip(message)),
            "修改此处；各项写法见 docs/format.zh-CN.md",
        ),
        Flaw::KeyTwice { key, values } => Note::new(
            format!("{key} 写了两次：{}，{}", values[0], values[1]),
            "删去不对的一处；由 git 合并而两处并存的，用 duban resolve 选定",
        ),
        Flaw::AfterClosing { is_joinable } => Note::new(
            "此行落在所属列表的右方括号 ] 之后",
            if *is_joinable {
                "由 git merge、revert、cherry-pick -x 造成的，运行 duban resolve 重新合并；其他情况运行 duban check --fix，只留末尾的 ]"
            } else {
                "由 git merge、revert、cherry-pick -x 按行合并两个版本造成的，运行 duban resolve 重新合并；否则删去多余的 ]"
            },
        ),
        Flaw::BadDate { text } => note!(
            "没有这个日期：{text}",
            "请填写真实存在的日期，如 2024-06-30"
        ),
        Flaw::NewerSchema { found, known } => note!(
            "文件格式版本 {found} 比本程序的 {known} 新，只读打开",
            "升级 duban"
        ),
        Flaw::MissingSchema => Note::new("没有 schema", "在文件首行写 schema = 1"),
        Flaw::MissingKey { key } => note!("缺 {key}", "补上 {key} = ..."),
        Flaw::WrongType { key, wanted: w } => Note::new(
            format!("{key} 的值类型不对"),
            format!("应为{}", wanted(*w, key)),
        ),
        Flaw::UnknownKey {
            key,
            nearest: Some(near),
        } => note!("不认识的键 {key}（原样保留）", "是否应为 {near}"),
        Flaw::UnknownKey { key, nearest: None } => {
            note!("不认识的键 {key}（原样保留）", "删去或改名")
        }
        Flaw::KeyBelow { key, .. } => note!(
            "{key} 是整个文件的键，却写在表头之下",
            "移到文件开头、第一个 [ 或 [[ 之前"
        ),
        Flaw::BadValue {
            key,
            value,
            allowed,
        } => Note::new(
            format!("{key} 不能是「{value}」"),
            format!("可用：{}", allowed.join("、")),
        ),
        Flaw::NotAKey { typed } => note!(
            "「{typed}」不是各种终端都能发出的按键",
            "可写单个字符（[ A B C D O 除外，慢线路会把方向键拆成这些）、Ctrl- 加小写字母（c i j m 除外），或 Space Enter Tab Home End PgUp PgDn Up Down Left Right Del F1 至 F12"
        ),
        Flaw::KeyTaken { key, command } => note!(
            "{key} 已是 {command} 的按键",
            "换一个，或同时给 {command} 另设按键"
        ),
        Flaw::NumberOutOfLimits { text } => note!(
            "{text} 超出了可准确计算的范围",
            "整数不超过 9007199254740992（2 的 53 次方），小数不超过 15 位数字、小数点后不超过 9 位；可换用更大的计量单位"
        ),
        Flaw::BadId { id, has_levels } => Note::new(
            format!("编号「{id}」不合要求"),
            if *has_levels {
                "只用小写字母、数字、连字符，层级用点隔开"
            } else {
                "只用小写字母、数字、连字符"
            },
        ),
        Flaw::IdIsNotFolder { id, folder } => {
            note!("id「{id}」与文件夹名「{folder}」不同", "两者改为一致")
        }
        Flaw::DuplicateId { id } => note!(
            "编号 {id} 重复",
            "改其中一个（a 与 A 视为同一编号）；合并带来的，运行 duban resolve"
        ),
        Flaw::NameTaken { name, owner } => {
            note!("名称「{name}」已属 {owner}", "一个名称只能指一个单位")
        }
        Flaw::NamesTogether { name, other, until } => note!(
            "{name}和{other}是同一单位截至 {until} 的曾用名，一个单位同时只有一个名称：此前两家各自的进展会混在一起",
            "几个单位合并的，原单位和新单位各列一个 [[unit]]，牵头、配合、成员的变动用 was 写明"
        ),
        Flaw::UnknownUnit {
            name,
            nearest: near,
        } => Note::new(
            format!("没有单位「{name}」{}", nearest(near)),
            "改为已有单位的名称，或在 [[unit]] 中增加它（或作为别名）",
        ),
        Flaw::UnknownPhase { id, known } => Note::new(
            format!("没有阶段「{id}」"),
            format!("可用：{}", known.join("、")),
        ),
        Flaw::UnknownAmendment { id } => {
            note!("没有调整文件「{id}」", "在 [[amendment]] 中增加它")
        }
        Flaw::UnknownSection { id } => {
            note!("{id} 没有所属章节", "在 [[section]] 中增加其上级编号")
        }
        Flaw::PhaseNotOfAction { phase, action } => note!(
            "{action} 不属于阶段「{phase}」",
            "改阶段，或在 phases 中加上它"
        ),
        Flaw::PhaseNeeded { action } => note!(
            "{action} 跨多个阶段，此节点须写明阶段",
            "加 phase = \"...\""
        ),
        Flaw::NoPhases => Note::new("没有阶段", "至少写一个 [[phase]]"),
        Flaw::PhasesEmpty => Note::new("phases 为空，事项就没有节点", "写上阶段，或删去 phases"),
        Flaw::ListedTwice { name } => note!("「{name}」列了两次", "删去一处"),
        Flaw::WindowTooLong { years, limit } => {
            note!("起止相隔 {years} 年，超过 {limit} 年", "检查年份是否写错")
        }
        Flaw::CircularMembers { name } => note!(
            "集合单位「{name}」的成员又包含它自己",
            "把它从 members 中去掉"
        ),
        Flaw::EndBeforeStart { start, end } => {
            note!("结束 {end} 早于开始 {start}", "改其中一个日期")
        }
        Flaw::DueDiffers { due, by } => {
            note!("due {due} 与目标的 by {by} 不同", "只留一个，或改为一致")
        }
        Flaw::DueBeforeAdded { due, added } => note!(
            "完成时限 {due} 早于增加该项的调整文件（{added}），该项不会出现在任何清单中",
            "把完成时限改到调整之日或以后"
        ),
        Flaw::ItemsAsList { key } => note!(
            "{key} 写成了一个列表，同步时作为一个值合并，两边各有修改的只能留一边",
            "每项各写在 [[...]] 之下"
        ),
        Flaw::DueBeforeAmended { due, amended } => note!(
            "完成时限 {due} 早于作出调整的文件（{amended}），未办结的自当日起即为逾期",
            "把完成时限改到调整之日或以后"
        ),
        Flaw::MaxWithoutRange => Note::new("只有区间目标有上限", "改为 op = \"range\"，或删去 max"),
        Flaw::BaselineOfFlow => Note::new(
            "累加的数从 0 算起，baseline 不起作用",
            "是现有水平的，写明 measure = \"stock\"；否则删去 baseline",
        ),
        Flaw::RedBeforeYellow => Note::new(
            "behind_red 小于 behind_yellow，欠序时不会亮黄灯",
            "behind_red 应为较大的一个",
        ),
        Flaw::RangeWithoutMax => Note::new("区间目标缺上限", "补 max = ..."),
        Flaw::NoMembers { name } => note!(
            "集合单位「{name}」的成员不明",
            "查明后补 members = [\"...\"]"
        ),
        Flaw::UnusedUnit { name } => {
            note!("单位「{name}」没有承担任何事项", "删去，或补到所承担的事项")
        }
        Flaw::AnswersNotResponsible { name } => {
            note!("主责「{name}」不在责任单位之列", "改 answers")
        }
        Flaw::SourceOutside { path } => note!(
            "出处记录 {path} 在工作区之外，未读取",
            "改为 plans/ 上一级文件夹之内的相对路径，如 seeds/ID.toml"
        ),
        Flaw::Lookalike { found, plain, .. } => Note::new(
            format!(
                "「{found}」含形似字符（{}），多为从 PDF 复制所致，应为「{plain}」",
                odd_characters(found)
            ),
            "运行 duban check --fix 改正，或重新录入",
        ),
        Flaw::SourceMissing { path } => {
            note!("找不到出处记录 {path}", "补上该文件，或改 source")
        }
        Flaw::PlanDiffers { found, expected } => note!(
            "plan 是「{found}」，应为「{expected}」",
            "核对是否放错了文件夹；没有放错的，把 plan 改为本方案的编号"
        ),
        Flaw::PlanTwice { other, entries: 0 } => note!(
            "与方案 {other} 内容相同：同一方案有两份（多半是两边给文件夹改了不同的名字）",
            "确为两个方案的，标题要有区别；否则留下一份，把另一份 progress.toml 中多出的登记行移入，再删去另一文件夹，运行 duban commit --deleted"
        ),
        Flaw::PlanTwice { other, entries } => note!(
            "与方案 {other} 标题相同，并有 {entries} 条相同的登记：同一方案有两份（多半是两边给文件夹改了不同的名字）",
            "留下一份，把另一份 progress.toml 中多出的登记行移入，再删去另一文件夹，运行 duban commit --deleted"
        ),
        Flaw::ProgressGone { file, is_deleted } => Note::new(
            if *is_deleted {
                "progress.toml 已丢失或内容为空，而最近一次存档中有"
            } else {
                "progress.toml 没有检出（稀疏检出），而存档中有"
            },
            format!("用 {} 找回", checkout(file)),
        ),
        Flaw::EntriesGone { id, count } => note!(
            "上次存档中 {id} 的 {count} 条登记，现已不在",
            "误删的照原样补回（git diff 可见）；有误的登记保留，用 duban correct 更正"
        ),
        Flaw::ProgressMissing => Note::new("没有 progress.toml", "运行 duban check --fix 新建"),
        Flaw::OrphanBlock {
            id,
            nearest: near,
            is_empty,
        } => Note::new(
            format!("方案中没有节点 {id}{}", nearest(near)),
            if *is_empty {
                "其中没有登记，可以删去，或改为方案中的编号"
            } else {
                "改为方案中的编号；其中的登记请移到正确的节点下"
            },
        ),
        Flaw::NoBlock { id } => note!("节点 {id} 没有登记块", "运行 duban check --fix 补上"),
        Flaw::DoubleBlock { id, is_joinable } => Note::new(
            format!("节点 {id} 出现两次"),
            if *is_joinable {
                "运行 duban check --fix 合并"
            } else {
                "把只有此处有的内容移到上面一处，再删去此处；其中另有错误的，先改正"
            },
        ),
        Flaw::StaleComment { id } => {
            note!("{id} 上方的注释与方案不符", "运行 duban check --fix 更新")
        }
        Flaw::TooMany { what, count, limit } => {
            let what = match what {
                Limited::Phases => "阶段",
                Limited::Units => "单位",
                Limited::Sections => "章节",
                Limited::Actions => "事项",
                Limited::Indicators => "指标",
                Limited::Amendments => "调整文件",
                Limited::OldValues => "一处 was 中的原值",
                Limited::Milestones => "节点（含每一期）",
                Limited::Reports => "逐单位报送的份数",
                Limited::Blocks => "登记块",
                Limited::Entries => "一个节点的登记",
            };
            note!(
                "{what}达 {count}，超过上限 {limit}，本方案不予打开",
                "多半是笔误或程序误写；确有这么多时请拆成几个方案（上限见 docs/format.zh-CN.md）"
            )
        }
        Flaw::MoreFlaws { count, .. } => note!(
            "此文件另有 {count} 处问题未列出",
            "改正上面列出的，再运行 duban check"
        ),
        Flaw::NewerToml { form } => match form {
            TomlForm::TableOverLines => Note::new(
                "花括号中间换了行：TOML 1.1 才允许，其他读取 TOML 1.0 的程序无法读取",
                "把 { 到 } 写在同一行；progress.toml 可运行 duban check --fix",
            ),
            TomlForm::TrailingComma => Note::new(
                "右花括号前多了逗号：TOML 1.1 才允许，其他读取 TOML 1.0 的程序无法读取",
                "删去 } 前面的逗号；progress.toml 可运行 duban check --fix",
            ),
            TomlForm::TimeWithoutSeconds => Note::new(
                "时刻没有写秒：TOML 1.1 才允许，其他读取 TOML 1.0 的程序无法读取",
                "把秒补上，如 09:00:00；progress.toml 可运行 duban check --fix",
            ),
            TomlForm::NewEscape => Note::new(
                "字符串中有 \\e 或 \\x 转义：TOML 1.1 才允许，其他读取 TOML 1.0 的程序无法读取",
                "改写为 \\u001B、\\u0041 的形式；progress.toml 可运行 duban check --fix",
            ),
        },
        Flaw::EntryOverLines => Note::new(
            "一条登记写成了多行：两人各添一条后，按行合并会打乱",
            "运行 duban check --fix 并为一行，或自行改成一行；其中有注释的，先把注释移出",
        ),
        Flaw::EntryWithoutComma { is_last } => Note::new(
            if *is_last {
                "这条登记后面没有逗号：现在能读取，但另一人也添一条、合并之后就不能读取"
            } else {
                "这条登记后面没有逗号，而下一行还有登记"
            },
            "运行 duban check --fix 补上，或自行在行末加逗号",
        ),
        Flaw::LogNotByLines { id } => note!(
            "{id} 的登记没有逐条分行：两人各添一条后，按行合并会打乱",
            "运行 duban check --fix 分行：每条一行，行末加逗号，方括号各占一行"
        ),
        Flaw::LogAsTables { id } => note!(
            "{id} 的登记写成了 [[...]] 的形式，无法逐行添加",
            "运行 duban check --fix 改为 log = [ ... ]，每条一行；其中有注释的，先把注释移出"
        ),
        Flaw::BlocksInline { kind } => note!(
            "{kind} = {{ ... }} 是一个整体，无法再添登记块",
            "运行 duban check --fix 改为 [{kind}.\"ID\"] 的形式；其中有注释或其他键的，先移出"
        ),
        Flaw::BlockWithoutLog { id } => note!(
            "{id} 的登记块没有登记列表",
            "由 git merge、revert、cherry-pick -x 造成的，运行 duban resolve 重新合并；其他情况运行 duban check --fix，补上空列表"
        ),
        Flaw::BlockWithoutHeader { id } => note!(
            "{id} 的登记没有自己的表头，两人同时登记无法合并",
            "运行 duban check --fix 改写到表头之下；其中有注释或其他键的，先移出"
        ),
        Flaw::LogNotWritable { id } => note!(
            "{id} 的登记能读取，但照这种写法无法再添",
            "请改为 [milestone.\"{id}\"] 之下的 log = [ ... ]，每条一行"
        ),
        Flaw::DayToCome { day, today } => note!(
            "登记日期 {day} 尚未到来（今天是 {today}）",
            "改为实际日期；计划中的时限写在 plan.toml"
        ),
        Flaw::FarDay { day } => note!("日期 {day} 不在 1900 至 2100 年之间", "检查年份是否写错"),
        Flaw::EntryWithoutDay => Note::new("登记没有日期", "补 on = 2024-06-30"),
        Flaw::EntrySaysNothing => Note::new("登记没有内容", "补内容或删去此行"),
        Flaw::EntryNeedsReason { status } => {
            note!("{status} 没有写明原因", "补 reason = \"...\"")
        }
        Flaw::EntryNeedsUnit { status } => {
            note!("{status} 没有写明由哪个单位作出", "补 by = \"...\"")
        }
        Flaw::ValueBelowZero { value } => {
            note!("累计的完成值小于零：{value}", "核实后用 duban correct 更正")
        }
        Flaw::Contradiction { day, first_line } => note!(
            "同一单位 {day} 的登记与第 {first_line} 行不一致",
            "核实后用 duban correct 更正"
        ),
        Flaw::Twice { first_line } => {
            note!("与第 {first_line} 行完全相同", "删去其一")
        }
        Flaw::SameDeedTwice { first_line } => note!(
            "与第 {first_line} 行同日、内容相同，重复登记（可能是两人或两份副本各登记了一次）",
            "是同一件事的，删去其一；确是两次的，用 text 写明各是什么"
        ),
        Flaw::SameMomentTwice { first_line } => note!(
            "与第 {first_line} 行同一时刻（at），两条都计入累计",
            "是同一条、两人各改了一处的，删去其一；确是两条的，把其一的 at 改动一秒"
        ),
        Flaw::OtherMeasure { id, was, now } => note!(
            "登记时单位为「{was}」，{id} 现按「{now}」计",
            "按「{now}」重新登记：方案调整过的，登记新的完成值（--value）；否则用 duban correct 更正"
        ),
        Flaw::PartAsWhole { id } => note!(
            "登记的是一个单位自己的部分，{id} 现改为整体一并登记，这一条算作整体的",
            "按整体的情况重新登记状态和完成值"
        ),
        Flaw::OccurrenceReplaced { id } => note!(
            "调整文件已用其他节点代替 {id}，其登记不再计入",
            "把完成情况登记到现在应报的节点"
        ),
        Flaw::AfterEnd { id, ended } => note!(
            "调整文件自 {ended} 起终止了 {id}，该日起的这条登记不计入",
            "事情在此之前的，用 --as-of 按当时的日期登记；该事项仍要办的，改正 plan.toml 的 ended；否则不必处理"
        ),
        Flaw::WholeAsPart { id } => note!(
            "登记的是整体，{id} 现改为各单位分别登记，这一条只算作一个单位的部分",
            "按各单位的情况分别重新登记状态和完成值（--of 单位）"
        ),
        Flaw::PartOfNone { id, unit } => Note::new(
            match unit {
                Some(unit) => format!("{id} 由各单位分别登记，{unit}不在其中，这一条不计入"),
                None => format!("{id} 由各单位分别登记，未写明是哪个单位的，这一条不计入"),
            },
            "把 of 改为所指的责任单位；该单位确应承担的，在 plan.toml 中写入其责任单位；否则删去此行",
        ),
        Flaw::NotOfIndicators { keys } => Note::new(
            format!("指标的登记只记数据（value），{} 不起作用", keys.join("、")),
            "数据用 duban reading 登记；办理情况登记到节点；否则删去此行",
        ),
        Flaw::GrantBeforeDue { date, due } => note!(
            "延期到 {date}，早于现行时限 {due}，不起作用",
            "如应是更晚的日期，用 duban postpone 重新登记；否则删去此行"
        ),
        Flaw::CorrectsNothing { day } => note!(
            "该单位 {day} 的登记中，没有在它之前、可更正的，这一条按新的登记计",
            "把日期（on）、单位和时刻（at）改对，使所更正的那一条在它之前；确是新登记的，删去此行的 correct"
        ),
        Flaw::CorrectsWithdrawn { day } => note!(
            "{day} 的指标数据已由另一方撤回，这一条在其后更正，以更正后的数为准",
            "数据属实的，再同步一次即可；应撤回的，用 duban correct --withdraw reading 撤回"
        ),
        Flaw::WithdrawsNothing { day, what } => Note::new(
            match what {
                Withdrawn::Reading => format!("{day} 没有在它之前、可撤回的指标数据"),
                Withdrawn::Reminder => format!("{day} 没有在它之前、发给该单位而可撤回的催办"),
            },
            "把日期（on）、单位（of）和时刻（at）改对，使所撤回的那一条在它之前",
        ),
        Flaw::LetterTwice {
            number,
            letters: [(one, day), (other, other_day)],
        } => Note::new(
            format!(
                "{} 既用于{day}致{one}的催办单，又用于{other_day}致{other}的另一份：两处各自编了同一文号",
                number.words(Lang::Zh.words()),
            ),
            "用 duban correct 编号 --on 日期 --of 单位 --withdraw reminder --reason 原因 逐项撤回后一份，再重发该单，即另编文号",
        ),
        Flaw::IssueTwice { number } => {
            note!("第{number}期重复", "把后一期改为下一个未用的期号")
        }
        Flaw::IssueGone { number } => note!(
            "上次存档中的第{number}期，在记录中已删去或改动",
            "已印发的照原样恢复（git diff 可见），否则这一期号会再用一次"
        ),
        Flaw::IssuesMisnamed { key } => {
            note!("{key} 中的期号不会读取，编号会重复", "改名为 [[issue]]")
        }
        Flaw::UnknownIssue { number } => {
            note!("更正的第{number}期不在前面", "写前面某一期的期号")
        }
        Flaw::IssuesWithoutPlan => Note::new(
            "此处只有通报期次，没有方案，其中的期号可能再用一次",
            "方案的文件夹改了名的，把各期并入现文件夹的 bulletins.toml；方案已不用的，删去此文件",
        ),
        Flaw::NotARevision { text } => note!(
            "「{text}」不是提交号",
            "写出这一期所依据的提交号（见 git log），或删去此行"
        ),
        Flaw::NoSourceRecord => Note::new(
            "没有出处记录，无从与原文核对",
            "写 source = \"seeds/编号.toml\" 并建立该文件",
        ),
        Flaw::RecordDiffers { what, plan, record } => note!(
            "{what}：方案为「{plan}」，出处记录为「{record}」",
            "按原文改正"
        ),
        Flaw::NotInSource { what, value } => {
            note!("{what}「{value}」在原文中找不到", "按原文改正")
        }
        Flaw::SourceNotFound { file } => {
            note!("找不到原文 {file}", "核对 --source 的文件夹")
        }
        Flaw::SourceIsTable { file } => note!(
            "原文 {file} 是表格，未逐项比对",
            "用 duban import {file} --id ID --again 查看方案与原文的差别"
        ),
        Flaw::HashDiffers { expected, found } => note!(
            "原文文件与编入时不同：sha256 应为 {expected}，实为 {found}",
            "取回当初的文件"
        ),
        Flaw::HeadingNotThere {
            id,
            heading,
            line,
            found,
            printed,
        } => note!(
            "{id} 的标题「{heading}」不在原文第 {line} 行；原文第 {found} 行为「{printed}」",
            "按原文改正标题或行号"
        ),
        Flaw::NameNotThere { id, name, line } => note!(
            "指标 {id} 的名称「{name}」不在原文第 {line} 行",
            "按原文改正名称或行号"
        ),
        Flaw::ItemNotInPlan { id, heading, line } => {
            note!("原文第 {line} 行有 {id}「{heading}」，方案没有", "补上此项")
        }
        Flaw::ItemNotInSource { id } => note!("原文没有 {id}", "删去或改编号"),
        Flaw::ItemNotInRecord { id, heading, line } => note!(
            "原文第 {line} 行有 {id}「{heading}」，出处记录没有",
            "在出处记录中补上"
        ),
        Flaw::IndicatorNotInPlan { id } => {
            note!("方案没有指标 {id}", "补上指标或删去此行")
        }
        Flaw::IndicatorNotInRecord { id } => note!(
            "出处记录没有写明指标 {id} 在原文哪一行",
            "在出处记录的 indicator 中补上"
        ),
        Flaw::TitleDiffers { id, plan, record } => note!(
            "{id} 的标题为「{plan}」，出处记录为「{record}」",
            "按原文改正"
        ),
        Flaw::NumberNotInText { id, number, line } => note!(
            "{id} 的目标 {number} 在原文第 {line} 行起的该项中找不到",
            "按原文改正"
        ),
        Flaw::NumberNotInPlan { number, line } => note!(
            "原文第 {line} 行起的「{number}」在方案中没有对应的目标",
            "若是目标，补上 target"
        ),
        Flaw::TargetSaysOther {
            id,
            number,
            key,
            printed,
            line,
        } => {
            let printed = printed_other(*printed);
            note!(
                "{id} 的目标 {number}：原文第 {line} 行起{printed}，与 {key} 不符",
                "按原文改正"
            )
        }
        Flaw::UnitNotInText { id, unit, line } => note!(
            "{id} 的单位「{unit}」不在原文第 {line} 行的分工中",
            "按原文改正"
        ),
        Flaw::UnitNotInPlan { id, unit, line } => note!(
            "原文第 {line} 行把 {id} 分给「{unit}」，方案没有",
            "按原文补上"
        ),
        Flaw::UnitNamedToo { id, unit, line } => note!(
            "原文第 {line} 行起的 {id} 还写到「{unit}」，方案没有列为责任单位",
            "按原文核对"
        ),
        Flaw::RoleDiffers { id, unit, line } => note!(
            "{id} 中「{unit}」的分工（牵头或配合）与原文第 {line} 行不符",
            "按原文改正"
        ),
        Flaw::UnreadUnitText { rest, line } => note!(
            "原文第 {line} 行的分工中「{rest}」不是已知单位",
            "在 [[unit]] 中增加它或别名"
        ),
        Flaw::NoUnitsLine { id } => note!(
            "{id} 有责任单位，出处记录没有写明分工在哪一行",
            "在出处记录的该项中补 units = 行号"
        ),
        Flaw::UnitsNotThere { id, line } => note!(
            "原文第 {line} 行没有写明 {id} 的责任单位",
            "改正 units 的行号"
        ),
        Flaw::UnitsNotRecorded { line } => note!(
            "原文第 {line} 行写有分工，出处记录没有记下",
            "在它所属的项或章节补 units = 行号"
        ),
    }
}

/// Returns the code points of characters that look like others, a few of them.
pub(super) fn odd_characters(text: &str) -> String {
    crate::text::flaw::odd_code_points(text).join("、")
}

/// 如：写的是达到一类的说法
fn printed_other(printed: PrintedOther) -> String {
    let said = match printed {
        PrintedOther::Op(Op::AtLeast) => "写的是达到、不少于一类的要求",
        PrintedOther::Op(Op::Over) => "写的是超过此数",
        PrintedOther::Op(Op::Exactly) => "只写了数字",
        PrintedOther::Op(Op::AtMost) => "写的是不超过、控制在以内一类的要求",
        PrintedOther::Op(Op::Under) => "写的是低于此数",
        PrintedOther::Op(Op::Range) => "写的是区间",
        PrintedOther::Every(every) => return format!("写的是{}", (HISTORY.every)(every)),
        PrintedOther::By(year) => return format!("写的是到 {year} 年"),
        PrintedOther::NoDate => "没有写时限",
    };
    said.to_owned()
}
