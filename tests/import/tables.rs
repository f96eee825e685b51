//! What tables say by their columns and rows is in the draft, or asked about.

use duban::document::PlacedDoubt;
use duban::document::intake::{IntakeError, receive};
use duban::import::Draft;
use duban::text::Doubt;

use super::{draft_of, errors};

/// Imports a table of separated values below the title of its plan, and asserts the milestones of the draft.
pub(super) fn reads(table: &str, milestones: &str) -> Draft {
    let draft = draft_of_table(table);
    assert_milestones(&draft, milestones);
    draft
}

pub(super) fn draft_of_table(table: &str) -> Draft {
    draft_of_file("table.csv", &without_indents(table))
}

fn without_indents(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_start).collect();
    lines.join("\n")
}

pub(super) fn draft_of_file(name: &str, text: &str) -> Draft {
    let intake = receive(name, text.as_bytes()).unwrap();
    let draft = draft_of(&intake.text, false);
    assert_eq!(errors(&draft), Vec::<String>::new(), "{}", draft.plan);
    draft
}

pub(super) fn doubts_of(draft: &Draft) -> Vec<&Doubt> {
    draft.doubts.iter().map(|it| &it.doubt).collect()
}

pub(super) fn left_out(number: &str) -> Doubt {
    let number = number.to_owned();
    Doubt::NumberLeftOut { number }
}

pub(super) fn unread_columns(headings: &[&str]) -> Doubt {
    let headings = headings.iter().map(ToString::to_string).collect();
    Doubt::ColumnsUnread { headings }
}

/// Asserts a text of the draft, its quotation marks left out.
pub(super) fn has(draft: &Draft, text: &str) {
    assert!(
        draft.plan.replace('"', "").contains(text),
        "{text}: {}",
        draft.plan
    );
}

/// Asserts the milestones of a draft, one a line: title, recurrence, target and day.
pub(super) fn assert_milestones(draft: &Draft, expected: &str) {
    let kept = |line: &&str| {
        let keys = ["title = ", "every = ", "target = ", "due = "];
        keys.iter().any(|key| line.starts_with(key))
    };
    let milestones = draft.plan.split("[[action.milestone]]").skip(1);
    let told = milestones.map(|text| {
        let text = text.split("[[").next().unwrap_or_default();
        let values = text.lines().filter(kept);
        let values = values.map(|line| line.split_once(" = ").unwrap_or_default().1);
        values.collect::<Vec<_>>().join(" | ").replace('"', "")
    });
    let told: Vec<String> = told.collect();
    assert_eq!(told.join("\n"), without_indents(expected), "{}", draft.plan);
}

#[test]
fn what_is_done_of_a_task_is_none() {
    let draft = draft_of_table(
        "2024年深松整地作业进度表
        序号,区县,下达任务面积(亩),当月完成面积(亩),任务完成量占比(%)
        1,东县,1000,200,20%
        2,西县,3000,900,30%",
    );
    assert_eq!(draft.plan.matches("value = ").count(), 2, "{}", draft.plan);
    has(&draft, "value = 1000");
    has(&draft, "value = 3000");
}

#[test]
fn a_project_beside_its_goal_names_the_task() {
    reads(
        "某县2024年目标任务分解表
        序号,项目,计量单位,2023年完成数,目标任务,责任单位
        1,生产总值增长,%,5.9,6以上,县发改局
        2,固定资产投资,亿元,88.3,96,县发改局",
        "生产总值增长 | { op = >=, value = 6, unit = %, baseline = { value = 5.9 } }
        固定资产投资 | { op = =, value = 9600000000, unit = 元 }",
    );
}

#[test]
fn a_cell_tells_work_under_headings_of_time() {
    reads(
        "某县2024年重点任务清单
        任务,时序进度,考核要点
        校园改造,3月-5月：编制方案；组织招标。,建成步道2公里
        ,6月：道路开工,
        科普,全年：巡讲4场,",
        "建成步道 | { op = =, value = 2, unit = 公里 }
        编制方案 | 2024-05-31
        组织招标 | 2024-05-31
        道路开工 | 2024-06-30
        巡讲 | { op = =, value = 4, unit = 场, by = 2024-12-31 }",
    );
}

#[test]
fn items_without_numbers_are_counted_in_their_sections() {
    let draft = draft_of_table(
        "某县2024年重点任务清单
        任务事项,牵头单位,完成时限
        一、扩大消费,,
        新建商场3家,县商务局,6月底前
        举办展销4场,县商务局,9月底前
        二、优化环境,,
        改造2000年底前建成的市场5家,县市场监管局,年底前",
    );
    let ids = draft.plan.split("[[action]]").skip(1);
    let ids: Vec<&str> = ids.filter_map(|text| text.split('"').nth(1)).collect();
    assert_eq!(ids, ["1.1", "1.2", "2.1"], "{}", draft.plan);
    has(&draft, "value = 5");
}

#[test]
fn kinds_of_tasks_are_no_sections_and_reports_no_recurrence_of_numbers() {
    let draft = draft_of_table(
        "某县2024年重点任务清单
        事项编号,事项类别,事项名称,任务要求,主办单位,拟办结时间,频次
        1,服务,推进一件事,新增主题18个,县数据局,9月底前,月报
        2,数据,归集数据,编制目录95条,县数据局,年底前,季报
        3,服务,延伸服务,新建服务区15处,县政务中心,年底前,",
    );
    assert!(!draft.plan.contains("[[section]]"), "{}", draft.plan);
    // 季报: told of each quarter, not done in each.
    has(&draft, "title = 编制目录\ntarget");
    let actions = draft.plan.matches("[[action]]").count();
    assert_eq!(actions, 3, "{}", draft.plan);
}

#[test]
fn each_row_of_a_task_keeps_its_day() {
    let page = "<h1>某县2024年重点任务清单</h1><table>\
        <tr><th>序号</th><th>任务</th><th>工作目标</th><th>牵头单位</th><th>完成时间</th></tr>\
        <tr><td rowspan=3>1</td><td rowspan=3>学校建设</td><td>新建学校5所</td>\
        <td rowspan=3>县教育局</td><td>2024年9月1日前</td></tr>\
        <tr><td>改建学校3所</td><td>2024年12月底前</td></tr>\
        <tr><td>修订办法</td><td>2024年10月底前</td></tr></table>";
    let expected = "新建学校 | { op = =, value = 5, unit = 所, by = 2024-09-01 }
        改建学校 | { op = =, value = 3, unit = 所 } | 2024-12-31
        修订办法 | 2024-10-31";
    assert_milestones(&draft_of_file("page.html", page), expected);
    let blank_below = "某县2024年重点任务清单
        序号,任务,工作目标,牵头单位,完成时间
        1,学校建设,新建学校5所,县教育局,2024年9月1日前
        ,,改建学校3所,,2024年12月底前
        ,,修订办法,,2024年10月底前";
    reads(blank_below, expected);
    reads(
        "某县2024年重点任务清单
        序号,任务,工作目标,目标值,计量单位,牵头单位,完成时间
        1,学校建设,新建学校,5,所,县教育局,2024年9月1日前
        ,,改建学校,3,所,,
        ,,扩建学校,不少于2,所,,2024年12月底前",
        "新建学校 | { op = =, value = 5, unit = 所, by = 2024-09-01 }
        改建学校 | { op = =, value = 3, unit = 所, by = 2024-09-01 }
        扩建学校 | { op = >=, value = 2, unit = 所 } | 2024-12-31",
    );
}

#[test]
fn columns_have_times_of_their_own() {
    let quarters = reads(
        "某县2024年重点任务清单
        序号,任务,计量单位,一季度目标,上半年目标,1—9月,全年目标,责任单位
        1,新建公厕,座,1,3,5,8,县城管局
        2,平台,,完成招标,试运行,投入使用,,县数据局
        3,招商,亿元,—,2,开工3个,力争4,县商务局",
        "新建公厕 | { op = =, value = 1, unit = 座, by = 2024-03-31 }
        新建公厕 | { op = =, value = 3, unit = 座, by = 2024-06-30 }
        新建公厕 | { op = =, value = 5, unit = 座, by = 2024-09-30 }
        新建公厕 | { op = =, value = 8, unit = 座 }
        完成招标 | 2024-03-31
        平台试运行 | 2024-06-30
        投入使用 | 2024-09-30
        招商 | { op = =, value = 200000000, unit = 元, by = 2024-06-30 }
        招商开工 | { op = =, value = 3, unit = 个, by = 2024-09-30 }
        招商 | { op = =, value = 400000000, unit = 元 }",
    );
    assert_eq!(quarters.doubts, []);
    reads(
        "某县重点任务清单（2024—2025年）
        序号,任务,2024年目标,,2025年目标,,责任单位
        ,,数量,单位,数量,单位,
        1,新建公厕,5,座,8,座,县城管局
        2,培训,200,人次,0.03,万人次,县农业局",
        "新建公厕 | { op = =, value = 5, unit = 座, by = 2024-12-31 }
        新建公厕 | { op = =, value = 8, unit = 座, by = 2025-12-31 }
        培训 | { op = =, value = 200, unit = 人次, by = 2024-12-31 }
        培训 | { op = =, value = 300, unit = 人次, by = 2025-12-31 }",
    );
}

#[test]
fn several_things_of_a_cell_have_their_days_in_turn() {
    for (works, days) in [
        ("1.完成招标\n2.新建站点3个", "1.2024年3月底\n2.2024年6月底"),
        ("1.完成招标；2.新建站点3个", "2024年3月底\n2024年6月底"),
    ] {
        let table = format!(
            "某县2024年重点任务清单
            序号,重点任务,阶段性目标,完成时限,责任单位
            1,平台建设,\"{works}\",\"{days}\",县数据局"
        );
        reads(
            &table,
            "新建站点 | { op = =, value = 3, unit = 个 } | 2024-06-30
            完成招标 | 2024-03-31",
        );
    }
}

#[test]
fn a_cell_of_days_that_tells_work_by_each_gives_all_of_it() {
    let draft = reads(
        "某县2024年重点任务清单
        序号,任务,牵头单位,时间节点,分管领导,备注
        1,引才,县人社局,一季度：修订引才办法；二季度：组织招聘4场；四季度：开展评估,张三,
        2,公寓,县住建局,6月底前完成选址，12月底前开工,李四,
        3,年审,县民政局,10月底前,王五,",
        "组织招聘 | { op = =, value = 4, unit = 场, by = 2024-06-30 }
        修订引才办法 | 2024-03-31
        开展评估 | 2024-12-31
        完成选址 | 2024-06-30
        公寓开工 | 2024-12-31
        年审 | 2024-10-31",
    );
    assert_eq!(doubts_of(&draft), [&unread_columns(&["分管领导"])]);
}

#[test]
fn a_table_of_units_that_tells_how_things_are_makes_no_tasks() {
    for heading in [
        "乡镇,现状人口（人）", "乡镇,2023年（人）", "单位,联系电话", "单位,资金（万元）",
        "单位,备注数",
    ] {
        let table = format!("某县2024年工作方案\n{heading}\n东关镇,6221\n西岭乡,6222");
        let Draft { plan, doubts, .. } = draft_of_table(&table);
        assert!(!plan.contains("[[action]]"), "{heading}: {plan}");
        let left_out = |it: &PlacedDoubt| matches!(it.doubt, Doubt::TableLeftOut { .. });
        assert!(doubts.iter().any(left_out), "{heading}: {doubts:?}");
    }
}

#[test]
fn tasks_that_are_a_deed_and_a_number_stay_tasks() {
    reads(
        "某县2024年重点任务清单
        任务,责任单位
        培训500人次,县人社局
        引进50名,县委组织部",
        "培训 | { op = =, value = 500, unit = 人次 }
        引进 | { op = =, value = 50, unit = 名 }",
    );
}

#[test]
fn a_task_called_as_a_column_is_one_and_a_person_no_unit() {
    let draft = reads(
        "某县2024年重点任务清单
        序号,事项,1月,2月,责任单位及责任人
        1,专项行动,动员部署,全面排查,县应急局 张三
        序号,事项,1月,2月,责任单位及责任人
        2,公厕,新建5座,建成3座,县城管局（李四）
        填报人：王五,,,审核人：赵六,",
        "动员部署 | 2024-01-31
        全面排查 | 2024-02-29
        新建公厕 | { op = =, value = 5, unit = 座, by = 2024-01-31 }
        公厕建成 | { op = =, value = 3, unit = 座, by = 2024-02-29 }",
    );
    has(&draft, "lead = [县应急局]");
    has(&draft, "lead = [县城管局]");
}

#[test]
fn columns_of_units_tell_how_each_takes_part() {
    let draft = draft_of_table(
        "某县2024年重点任务清单
        序号,任务,县教育局,县卫健局,县民政局,完成时限
        1,建设校医院,牵头,配合,,9月底
        2,助学,★,,△,8月底",
    );
    has(&draft, "lead = [县教育局]\nsupport = [县卫健局]");
    has(&draft, "lead = [县教育局]\nsupport = [县民政局]");
    // What signs mean is asked about, words are plain.
    let lines: Vec<usize> = draft.doubts.iter().map(|doubt| doubt.line_no).collect();
    assert_eq!(lines, [4, 4], "{:?}", draft.doubts);
}

#[test]
fn a_cell_of_several_works_is_read_one_by_one() {
    let draft = reads(
        "某县2024年重点任务清单
        序号,重点任务,工作举措,牵头单位,时间节点
        1,乡村振兴,1.建设示范村10个（3月启动，11月底完成）；2.改造户厕1200户（10月底完成）,县农业局,
        2,防汛,（1）修复工程12处；（2）储备物资3万件,县水利局,汛前",
        "建设示范村 | { op = =, value = 10, unit = 个, by = 2024-11-30 }
        改造户厕 | { op = =, value = 1200, unit = 户, by = 2024-10-31 }
        修复工程 | { op = =, value = 12, unit = 处 }
        储备物资 | { op = =, value = 30000, unit = 件 }",
    );
    let words = "汛前".to_owned();
    assert_eq!(doubts_of(&draft), [&Doubt::DayNotRead { words }]);
    let listed = reads(
        "某县2024年重点任务清单
        序号,报告内容,任务分解,牵头单位
        1,扩大就业,1.开展招聘会20场；2.发放贷款1亿元,县人社局",
        "开展招聘会 | { op = =, value = 20, unit = 场 }
        发放贷款 | { op = =, value = 100000000, unit = 元 }",
    );
    has(&listed, "title = 扩大就业\n");
}

#[test]
fn a_month_holds_until_the_next_is_named() {
    reads(
        "某局2024年工作计划表
        月份,工作内容,责任科室
        1月,制定年度计划,办公室
        ,开展培训2期,人事科
        2月,执法检查20家,执法科",
        "制定年度计划 | 2024-01-31
        开展培训 | { op = =, value = 2, unit = 期 } | 2024-01-31
        执法检查 | { op = =, value = 20, unit = 家 } | 2024-02-29",
    );
}

#[test]
fn a_row_with_a_lead_and_no_day_of_its_own_is_asked_about_and_has_no_day() {
    let draft = reads(
        "某县2024年重点任务清单
        序号,重点任务,具体措施,主管部门,次要责任单位,竣工时间
        1,就业,城镇新增就业3000人,县人社局,县总工会,9月底前
        ,,新建零工市场2个,县住建局,,长期
        ,,培训农民,县农业局,,9月底前",
        "城镇新增就业 | { op = =, value = 3000, unit = 人, by = 2024-09-30 }
        新建零工市场 | { op = =, value = 2, unit = 个 }
        培训农民 | 2024-09-30",
    );
    assert_eq!(doubts_of(&draft), [&Doubt::SeveralGroups { count: 3 }]);
}

#[test]
fn days_of_many_forms_are_read_and_what_else_their_cells_tell_is_asked_about() {
    let draft = draft_of_table(
        "某县2024年重点任务清单
        序号,重点任务,具体措施,办理单位,竣工时间
        1,桥梁,新建桥梁3座,县交通局,2024年Q3
        2,道路,新建道路6公里,县交通局,10.31
        3,水渠,新建水渠9公里,县水利局,202408
        4,清欠,清欠率100%,县财政局,6月底完成50%，12月底全部完成",
    );
    for due in ["2024-09-30", "2024-10-31", "2024-08-31"] {
        has(&draft, due);
    }
    assert!(doubts_of(&draft).contains(&&left_out("50%")));
}

#[test]
fn works_without_units_and_days_are_tasks_under_their_groups() {
    let draft = reads(
        "某区2025年实事项目安排,,
        一、实事项目,,
        序号,类别,实事项目
        1,（一）老有所享,改建护理床位220张
        2,,新增社区食堂3家
        3,（二）儿童友好,开设爱心暑托班40个",
        "改建护理床位 | { op = =, value = 220, unit = 张 }
        新增社区食堂 | { op = =, value = 3, unit = 家 }
        开设爱心暑托班 | { op = =, value = 40, unit = 个 }",
    );
    has(&draft, "title = 老有所享\n");
    has(&draft, "title = 儿童友好\n");
}

#[test]
fn a_line_in_the_column_of_tasks_goes_on_with_the_row_above() {
    let draft = reads(
        "某县2024年重点任务清单
        序号,类别,项目名称,目标任务,牵头单位
        1,就业,稳定就业,城镇新增就业1100人,县人社局
        ,,,新增社区4个,
        ,,,规范工作流程,
        2,,家政行动,培训家政人员600人次,县科商局",
        "城镇新增就业 | { op = =, value = 1100, unit = 人 }
        新增社区 | { op = =, value = 4, unit = 个 }
        培训家政人员 | { op = =, value = 600, unit = 人次 }",
    );
    assert_eq!(draft.items, 2);
}

#[test]
fn a_name_over_a_blank_task_is_the_task_and_a_section_may_follow_on_items() {
    let draft = draft_of_table(
        "某县2024年重点任务清单
        序号,名称,工作任务,牵头责任单位
        1,高新技术产业产值增长10%,,工信局
        二、民生事业,,,
        1,新增就业9000人,,人社局",
    );
    assert_eq!(draft.items, 2);
    has(&draft, "title = 民生事业\n");
    has(&draft, "value = 9000");
}

#[test]
fn tasks_may_have_no_numbers_and_no_units() {
    reads(
        "某部门2024年目标责任书
        工作任务,目标要求,考核要点
        竞赛组织,举办技能竞赛3场。,有总结
        队伍建设,培训骨干教师40名。,",
        "举办技能竞赛 | { op = =, value = 3, unit = 场 }
        培训骨干教师 | { op = =, value = 40, unit = 名 }",
    );
    // What a list of days tells is to be done, whatever its heading; when it was done is not asked.
    reads(
        "某县2024年重点任务清单
        序号,计划完成目标,计划完成时间,实际完成时间
        1,建成乡镇站点16个,2024-05-31 00:00:00,2024-06-20 00:00:00",
        "建成乡镇站点 | { op = =, value = 16, unit = 个 } | 2024-05-31",
    );
    let draft = draft_of_table(
        "某县2024年重点任务清单
        序号,项目,责任单位,建设内容,总投资（万元）
        1,交通设施,县交通局,改造道路12公里。,4800
        ,,县住建局,改造桥梁2座。,",
    );
    assert_eq!(draft.items, 1, "{}", draft.plan);
    has(&draft, "title = 交通设施\n");
}

#[test]
fn a_pasted_table_may_have_headings_on_two_rows_and_two_measures_above() {
    let rows = [
        "2024年全县农田建设计划执行情况表",
        "单位：亩、万元",
        "序号\t乡镇\t年度目标任务\t已开工\t10月底完成情况\t\t存在问题",
        "\t\t\t\t建设规模\t完成投资\t",
        "1\t城关镇\t6200\t4100\t2100\t352\t",
        "2\t柳河镇\t9800\t7300\t2500\t371\t尚有370亩未开工",
        "填表人：甲\t\t\t\t\t\t",
        "注：每季度更新2次。",
    ];
    let draft = draft_of_file("table.txt", &rows.join("\n"));
    assert_milestones(
        &draft,
        "城关镇 | { op = =, value = 6200, unit = 亩 }
        柳河镇 | { op = =, value = 9800, unit = 亩 }",
    );
}

#[test]
fn what_a_table_says_otherwise_than_the_text_is_kept_and_asked_about() {
    let table = |unit: &str, number: &str| {
        format!(
            "\n| 序号 | 工作任务 | 目标值 | 牵头单位 |\n|---|---|---|---|\n| 1 | 建设基地 | {number} | {unit} |\n"
        )
    };
    let text = "# 某县方案（2026年）\n\n## 一、重点任务\n\n1．建设基地。建成基地8个。（牵头单位：县科协）\n\n附件：任务表\n";
    let draft = draft_of_file("plan.md", &(text.to_owned() + &table("县住建局", "12个")));
    let names = "县住建局".to_owned();
    let number = "12个".to_owned();
    assert_eq!(
        doubts_of(&draft),
        [
            &Doubt::UnitsOfTable { names },
            &Doubt::NumberUnsure { number }
        ]
    );
    assert_eq!((draft.items, draft.targets), (1, 2));
    // Of two tables one does not repeat the other.
    let sheets = format!(
        "# 某市任务表（2026年）\n\n## 甲县\n{}\n## 乙县\n{}",
        table("甲县政府", "8个"),
        table("乙县政府", "5个")
    );
    let draft = draft_of_file("plan.md", &sheets);
    assert_eq!((draft.items, draft.targets), (2, 2));
}

#[test]
fn a_heading_with_nothing_but_a_table_below_it_is_the_section_of_its_rows() {
    let draft = draft_of_file(
        "plan.txt",
        "某市充电方案\n一、建设\n（一）建设桩群。建成6座。（市能源局负责）\n二、任务分解\n（单位：个）\n\
         区域\t2026年任务数\n东区\t120\n西区\t95\n三、保障\n（一）强化督导。每月通报。（市发改委负责）",
    );
    let at = |header: &str| {
        draft
            .plan
            .find(header)
            .unwrap_or_else(|| panic!("{header}: {}", draft.plan))
    };
    for section in ["2", "3"] {
        at(&format!("[[section]]\nid = {section:?}"));
    }
    let items = ["1.1", "2.1", "2.2", "3.1"];
    assert!(
        items
            .map(|id| at(&format!("[[action]]\nid = {id:?}")))
            .is_sorted()
    );
    assert!(!doubts_of(&draft).contains(&&Doubt::NoUnits));
}

#[test]
fn a_quote_that_takes_the_rows_below_into_one_cell_refuses_the_file() {
    let table = "序号,重点任务,牵头单位\n1,\"建成公厕5座,城管局\n2,新建学校2所,教育局\n";
    let refused = receive("table.csv", table.as_bytes()).unwrap_err();
    assert!(
        matches!(refused, IntakeError::OpenQuote { line: 2 }),
        "{refused:?}"
    );
}

#[test]
fn kinds_that_come_again_behind_others_are_no_sections() {
    let draft = draft_of_table(
        "某区2025年任务清单
        任务名称,类别,牵头部门,具体任务,完成时限
        打造夜间消费集聚区,促消费,区商务局,新建集聚区2处,2025/9/30
        完善县域商业,商贸,区农业局,改造商贸中心4个,2025/11/30
        举办美食节,促消费,区商务局,举办活动12场,2025/12/31",
    );
    assert!(!draft.plan.contains("[[section]]"), "{}", draft.plan);
    assert!(
        doubts_of(&draft).contains(&&unread_columns(&["类别"])),
        "{:?}",
        draft.doubts
    );
}

#[test]
fn lines_of_a_task_are_clauses() {
    reads(
        "某局2025年督办事项台账
        序号,任务名称,承办部门,完成时限
        1,\"参加境内外展会60场次以上
        其中境外展会25场次\",外贸科,2025-12-31
        2,\"其中：出口额增长5%\",外贸科,2025-12-31",
        "参加境内外展会 | { op = >=, value = 60, unit = 场次 } | 2025-12-31
        境外展会 | { op = =, value = 25, unit = 场次 } | 2025-12-31
        出口额增长 | { op = =, value = 5, unit = % } | 2025-12-31",
    );
}
