//! Numbers of tables are targets of the draft with their measure and day, or asked about.

use duban::text::Doubt;

use super::tables::{
    assert_milestones, doubts_of, draft_of_file, draft_of_table, has, left_out, reads,
    unread_columns,
};

#[test]
fn a_column_of_what_is_done_already_is_none_of_targets() {
    let page = "<h1>某县2024年重点任务清单</h1><table>\
        <tr><th rowspan=2>序号</th><th rowspan=2>乡镇</th><th colspan=2>整治计划（处）</th></tr>\
        <tr><th>2023年（已整治）</th><th>2024年</th></tr>\
        <tr><td>1</td><td>甲镇</td><td>3</td><td>4</td></tr>\
        <tr><td>2</td><td>乙镇</td><td>5</td><td>6</td></tr></table>";
    let draft = draft_of_file("table.html", page);
    let targets = draft.plan.matches("value = ").count();
    assert_eq!(targets, 2, "{}", draft.plan);
    has(&draft, "value = 4");
    has(&draft, "value = 6");
}

#[test]
fn measures_name_tasks_and_their_indicators_are_numbers() {
    let draft = draft_of_table(
        "某县2024年重点任务清单
        序号,问题,工作措施,牵头单位,完成时限,阶段性节点,跟踪指标
        1,偏慢,开展外贸帮扶,县商务局,12月底前,6月底前走访企业200家；9月底前完成建档,新增企业180家
        2,偏少,组织企业参展,县贸促会,全年,/,参展不少于60场次",
    );
    let titles = draft.plan.split("[[action]]").skip(1);
    let titles: Vec<&str> = titles.filter_map(|text| text.split('"').nth(3)).collect();
    assert_eq!(titles, ["开展外贸帮扶", "组织企业参展"], "{}", draft.plan);
    for number in [
        "value = 200", "value = 180", "value = 60", "by = 2024-06-30",
    ] {
        has(&draft, number);
    }
}

#[test]
fn places_have_this_years_numbers_and_no_sums() {
    let page = "<h1>某市2024年就业任务分解表</h1><table>\
        <tr><th rowspan=2>序号</th><th rowspan=2>县（市、区）</th><th colspan=2>新增就业（人）</th></tr>\
        <tr><th>2023年完成数</th><th>2024年目标数</th></tr>\
        <tr><td colspan=2>合计</td><td>300</td><td>500</td></tr>\
        <tr><td>1</td><td>东区</td><td>100</td><td>200</td></tr>\
        <tr><td>2</td><td>西县</td><td>200</td><td>300</td></tr></table>";
    let draft = draft_of_file("table.html", page);
    let values = draft.plan.split("value = ").skip(1);
    let values: Vec<&str> = values.filter_map(|rest| rest.split(',').next()).collect();
    assert_eq!(values, ["200", "300"], "{}", draft.plan);
}

#[test]
fn a_target_recurs_as_often_as_its_row_says() {
    let draft = reads(
        "某县2024年重点任务清单
        序号,任务,目标值,计量单位,频次,责任单位
        1,检查,4,次,每季度,县市监局
        2,投诉,不超过3,件,每季度,县信访局
        3,抽检,100,批次,每月,县市监局
        4,走访,,,每半年,县委办",
        "检查 | quarter | { op = =, value = 4, unit = 次 }
        投诉 | quarter | { op = <=, value = 3, unit = 件 }
        抽检 | month | { op = =, value = 100, unit = 批次 }
        走访 | half-year",
    );
    // As many as there are quarters may be those of the year.
    assert_eq!(draft.doubts.len(), 1, "{:?}", draft.doubts);
    // How often it is told of says nothing of the number.
    reads(
        "某县2024年重点任务清单
        序号,任务,目标值,计量单位,责任单位,报送频次
        1,招聘会,12,场,县人社局,每月",
        "招聘会 | { op = =, value = 12, unit = 场 }
        招聘会 | month",
    );
}

#[test]
fn a_number_that_counts_nothing_known_is_asked_about() {
    let draft = draft_of_table(
        "某县重点任务清单（2024—2025年）
        序号,任务,目标值,一季度目标,责任单位
        1,新建公厕,5,1/2,县城管局
        2,培训,200人次,50人次,县农业局",
    );
    let doubts: Vec<usize> = draft.doubts.iter().map(|doubt| doubt.line_no).collect();
    // 5 and 1/2 of nothing, a quarter of no year.
    assert_eq!(doubts, [3, 3, 4], "{:?}", draft.doubts);
}

#[test]
fn a_cell_may_tell_how_often_and_how_many_times() {
    let draft = reads(
        "某县2024年重点任务清单
        序号,任务,频次,责任单位,完成时限
        1,河湖巡查,每月2次,县水利局,9月底前
        2,调度会,1次/季度,县府办,
        3,演练,每半年至少1次,县应急局,
        4,排查,每周1次,县应急局,
        5,回访,不定期,县信访局,",
        "河湖巡查 | month | { op = =, value = 2, unit = 次 } | 2024-09-30
        调度会 | quarter | { op = =, value = 1, unit = 次 }
        演练 | half-year | { op = >=, value = 1, unit = 次 }",
    );
    let words = "每周1次".to_owned();
    assert_eq!(doubts_of(&draft), [&Doubt::RecurrenceNotRead { words }]);
}

#[test]
fn indicators_with_units_are_tasks_of_theirs() {
    let draft = reads(
        "某镇2024年目标责任书
        序号,考核指标,单位,年度目标,责任单位,权重
        1,新建高标准农田,亩,3000,农业办,10
        2,粮食播种面积,万亩,≥1.2,农业办,8",
        "新建高标准农田 | { op = =, value = 3000, unit = 亩 }
        粮食播种面积 | { op = >=, value = 12000, unit = 亩 }",
    );
    has(&draft, "lead = [农业办]");
    assert_eq!(doubts_of(&draft), [&unread_columns(&["权重"])]);
}

#[test]
fn numbers_under_a_heading_of_tasks_are_what_each_unit_is_to_reach() {
    let draft = reads(
        "2024年某县植树任务分解表
        责任单位,植树任务（亩）,植树内容,备注
        全县,350,,
        县教育局,200,校园绿化,
        县水利局,150,河岸绿化,",
        "校园绿化 | { op = =, value = 200, unit = 亩 }
        河岸绿化 | { op = =, value = 150, unit = 亩 }",
    );
    has(&draft, "lead = [县水利局]");
}

#[test]
fn a_table_of_units_and_their_numbers_makes_an_item_of_each() {
    let draft = reads(
        "2024年某市外贸任务分解表
        金额单位：万美元,,
        责任单位,外贸出口目标,实到外资目标（万元）
        甲区,1900,300
        乙县,2000,0
        合计,3900,300",
        "外贸出口 | { op = =, value = 19000000, unit = 美元 }
        实到外资 | { op = =, value = 3000000, unit = 元 }
        外贸出口 | { op = =, value = 20000000, unit = 美元 }",
    );
    has(&draft, "lead = [乙县]");
    assert_eq!(draft.doubts, []);
}

#[test]
fn goals_of_rows_named_by_their_measures_are_read() {
    let draft = reads(
        "2024年某县兴农任务清单
        序号,考核指标,考核内容,单位,年度目标,责任部门
        1,确保供给,增加值增幅,%,≥2,县农业农村局
        2,,粮食面积,万亩,0.07,县农业农村局
        3,,油菜面积,万亩,0,县农业农村局",
        "增加值增幅 | { op = >=, value = 2, unit = % }
        粮食面积 | { op = =, value = 700, unit = 亩 }",
    );
    assert_eq!(doubts_of(&draft), [&left_out("0万亩")]);
}

#[test]
fn parts_of_a_goal_have_its_name_and_measure() {
    let draft = reads(
        "某县2025年就业工作推进表
        序号,项目,目标任务,一季度,上半年,全年,牵头单位,完成时限
        1,新增就业,全年新增5000人,1250,2500,5000,县人社局,年底前
        2,就业服务,举办招聘会40场,10,20,40,县总工会,年底前
        3,零工市场,建成零工市场1个,选址,开工,投用,县住建局,年底前
        4,信保,覆盖面达到80%,,,,人民银行县支行,2025年6月，2025年12月",
        "新增就业 | { op = =, value = 5000, unit = 人 } | 2025-12-31
        新增就业 | { op = =, value = 1250, unit = 人, by = 2025-03-31 }
        新增就业 | { op = =, value = 2500, unit = 人, by = 2025-06-30 }
        举办招聘会 | { op = =, value = 40, unit = 场 } | 2025-12-31
        举办招聘会 | { op = =, value = 10, unit = 场, by = 2025-03-31 }
        举办招聘会 | { op = =, value = 20, unit = 场, by = 2025-06-30 }
        建成零工市场 | { op = =, value = 1, unit = 个 } | 2025-12-31
        零工市场选址 | 2025-03-31
        零工市场开工 | 2025-06-30
        零工市场投用 | 2025-12-31
        覆盖面 | { op = >=, value = 80, unit = % } | 2025-12-31
        信保 | 2025-06-30",
    );
    assert_eq!(draft.doubts, []);
}

#[test]
fn a_cell_of_days_may_tell_how_much_by_each() {
    let draft = reads(
        "某县2024年重点任务清单
        序号,任务,年度目标,进度安排,牵头单位
        1,生产总值增长6.5%,6.5%,一季度6.0%，上半年6.2%，全年6.5%,县发改局
        2,建设公园,10个,6月底完成4个，9月底完成7个，12月底完成10个,县城管局
        3,培育企业,25家,每季度不少于5家,县工信局
        4,治理河道,20公里,6月底完成50%，12月底全部完成,县水利局",
        "生产总值增长 | { op = =, value = 6.5, unit = %, by = 2024-12-31 }
        生产总值增长 | { op = =, value = 6, unit = %, by = 2024-03-31 }
        生产总值增长 | { op = =, value = 6.2, unit = %, by = 2024-06-30 }
        建设公园 | { op = =, value = 10, unit = 个, by = 2024-12-31 }
        建设公园 | { op = =, value = 4, unit = 个, by = 2024-06-30 }
        建设公园 | { op = =, value = 7, unit = 个, by = 2024-09-30 }
        培育企业 | { op = =, value = 25, unit = 家 }
        培育企业 | quarter | { op = >=, value = 5, unit = 家 }
        治理河道 | { op = =, value = 20, unit = 公里 } | 2024-12-31",
    );
    assert_eq!(doubts_of(&draft), [&left_out("50%")]);
}

#[test]
fn a_level_begins_where_its_row_says_that_things_stood() {
    let draft = reads(
        "某县重点任务清单（2024—2025年）
        序号,任务,指标,单位,2023年,现状值,2025年,牵头单位
        1,提升教育,普惠园覆盖率,%,80,,95,县教育局
        2,治理河道,水质达标率,%,,72,90,县水利局
        3,建设公厕,新建公厕,座,6,,7,县城管局",
        "普惠园覆盖率 | { op = =, value = 95, unit = %, by = 2025-12-31, baseline = { value = 80 } }
        水质达标率 | { op = =, value = 90, unit = %, by = 2025-12-31, baseline = { value = 72 } }
        新建公厕 | { op = =, value = 7, unit = 座, by = 2025-12-31 }",
    );
    assert_eq!(draft.passed_over.len(), 1, "{:?}", draft.passed_over);
}

#[test]
fn numbers_of_columns_that_nobody_knows_are_asked_about() {
    let draft = reads(
        "某县2024年任务分解表
        任务,计量单位,甲镇,乙镇,合计,总投资（万元）,联系电话,牵头单位
        改造户厕,户,300,200,500,120,5661234,县农业局",
        "改造户厕 | { op = =, value = 500, unit = 户 }",
    );
    let expected = [
        &unread_columns(&["甲镇", "乙镇", "总投资（万元）", "联系电话"]),
        &left_out("甲镇300户、乙镇200户"),
    ];
    assert_eq!(doubts_of(&draft), expected);
    assert_eq!(draft.passed_over.len(), 1, "{:?}", draft.passed_over);
}

#[test]
fn a_column_of_goals_is_read_by_its_numbers() {
    let draft = reads(
        "某县2024年重点任务清单
        任务名称,目标任务,责任单位,时间安排
        技改,\"技改项目10个，投资5亿元\",县工信局,2024年3月1日—10月31日
        公厕,建设5座（城区3座、乡镇2座）,县城管局,11月底
        审批,压缩至3个工作日,县政务局,11月底
        养老,不少于三所,县民政局,11月底",
        "技改项目 | { op = =, value = 10, unit = 个 } | 2024-10-31
        投资 | { op = =, value = 500000000, unit = 元 } | 2024-10-31
        建设公厕 | { op = =, value = 5, unit = 座 } | 2024-11-30
        审批 | { op = <=, value = 3, unit = 个工作日, measure = stock } | 2024-11-30
        养老 | { op = >=, value = 3, unit = 所 } | 2024-11-30",
    );
    assert_eq!(draft.doubts, []);
    reads(
        "某县2024年重点任务清单
        重点任务,量化指标,Q1,前三季度,全年,牵头单位
        招商引资,签约项目（个）,5,15,20,县商务局
        ,到位资金（亿元）,1,3,4,",
        "签约项目 | { op = =, value = 5, unit = 个, by = 2024-03-31 }
        签约项目 | { op = =, value = 15, unit = 个, by = 2024-09-30 }
        签约项目 | { op = =, value = 20, unit = 个 }
        到位资金 | { op = =, value = 100000000, unit = 元, by = 2024-03-31 }
        到位资金 | { op = =, value = 300000000, unit = 元, by = 2024-09-30 }
        到位资金 | { op = =, value = 400000000, unit = 元 }",
    );
}

#[test]
fn numbers_of_the_plan_leave_their_units_to_be_looked_at() {
    let text = "# 某县2024年工业工作方案\n\n一、工作任务\n1. 技改。新建站点10个。责任单位：县工信局\n\n\
        二、主要指标\n\n| 指标 | 单位 | 2024年目标 | 责任单位 |\n|---|---|---|---|\n\
        | 增加值增速 | % | 7 | 县统计局 |\n| 投入强度 | % | 2.5左右 | 县科技局 |\n";
    let draft = draft_of_file("plan.md", text);
    let names = "县统计局、县科技局".to_owned();
    let number = "2.5%".to_owned();
    let expected = [
        &Doubt::UnitsInText { names },
        &Doubt::NumberUnsure { number },
    ];
    assert_eq!(doubts_of(&draft), expected);
}

#[test]
fn places_and_what_each_is_to_reach_stand_under_several_headings() {
    let draft = reads(
        "某市2025年老旧小区改造进展表,,,,,
        序号,城市,县（市、区）,改造小区（个）,,涉及户数（万户）,,失业率低于（%）
        ,,,计划任务数,开工数,计划任务数,进度,目标任务
        ,某市,全市小计：,50,20,2.5,1.1,4
        1,,其中：1.东区,30,12,1.5,0.8,4
        2,,2.西县,20,8,1,0.3,4.5",
        "改造小区 | { op = =, value = 30, unit = 个 }
        涉及户数 | { op = =, value = 15000, unit = 户 }
        失业率 | { op = <, value = 4, unit = % }
        改造小区 | { op = =, value = 20, unit = 个 }
        涉及户数 | { op = =, value = 10000, unit = 户 }
        失业率 | { op = <, value = 4.5, unit = % }",
    );
    has(&draft, "title = 东区\n");
    has(&draft, "title = 西县\n");
    // The units that answer may head the columns.
    let draft = draft_of_table(
        "某市2025年就业目标表,,
        地区,新增就业（人）,再就业（人）
        ,市人社局,市总工会
        ,目标任务,目标任务
        东区,300,
        西县,200,60",
    );
    has(&draft, "lead = [市人社局]\n");
    has(&draft, "lead = [市人社局, 市总工会]");
}

#[test]
fn a_base_is_in_the_measure_of_its_targets() {
    let draft = draft_of_table(
        "某县2025年主要指标表
        序号,指标名称,计量单位,2024年实际,2025年目标
        1,技改投资,万元,4000,5000",
    );
    has(&draft, "value = 40000000");
    has(&draft, "value = 50000000");
}

#[test]
fn beside_what_has_been_done_goals_say_that_they_are() {
    let draft = reads(
        "某市2024年隐患整治进度表,,,,,
        县（市、区）,计划任务数（处）,项目建设情况,,,投入（万元）
        ,,新建（处）,占计划（%）,其他（处）,
        某市,60,20,33.3,5,90
        东区,10,5,50,1,20
        西县,20,7,35,2,30
        南县,30,8,26.7,2,40",
        "东区 | { op = =, value = 10, unit = 处 }
        西县 | { op = =, value = 20, unit = 处 }
        南县 | { op = =, value = 30, unit = 处 }",
    );
    // The row of the city is the sum of the others.
    assert_eq!(draft.items, 3);
    // Without such columns the title says that nothing is asked for.
    let draft = draft_of_table(
        "某市2024年隐患整治统计表,,
        县（市、区）,隐患（处）,村（个）
        东区,10,5
        西县,20,7",
    );
    assert!(!draft.plan.contains("value"), "{}", draft.plan);
}

#[test]
fn a_number_of_a_place_that_cannot_be_read_is_asked_about() {
    let draft = draft_of_table(
        "某市2024年能耗目标表,,
        地区,能耗增量控制目标（吨）,开工率
        东区,2600,40%
        西县,-15,30%
        南县,800,20%",
    );
    assert_eq!(draft.plan.matches("value = ").count(), 2, "{}", draft.plan);
    assert!(doubts_of(&draft).contains(&&left_out("-15吨")));
}

#[test]
fn what_describes_an_indicator_is_not_its_name() {
    let draft = draft_of_table(
        "某市2025年主要指标表,,,,
        序号,指标,指标描述,2025年目标值,是否达标
        1,素养水平（%）,具备素养的人所占比例,≥28,是",
    );
    has(&draft, "name = 素养水平");
    has(&draft, "value = 28, unit = %");
}

#[test]
fn thousandths_of_ten_thousands_are_whole() {
    let draft = draft_of_table(
        "某市2025年主要指标表,,,
        序号,指标,计量单位,2025年目标
        1,新增通自来水人口,万人,4.52
        2,新增投资,亿元,8.29",
    );
    has(&draft, "value = 45200, unit = 人");
    has(&draft, "value = 829000000, unit = 元");
}

#[test]
fn what_is_assessed_is_a_task_with_the_number_beside_it() {
    let draft = reads(
        "某市2024年民生实事完成情况表,,,,,,
        序号,考核指标,,单位,工作目标,已完成数,占年任务之比
        1,新增就业,,万人,5.2,7.23,139%
        2,改厕100万户以上,,户,144281,127258,88%
        3,残疾人救助,不低于每月标准,-,-,-,-
        ,,救助儿童,人,180,284,137%",
        "新增就业 | { op = =, value = 52000, unit = 人 }
        改厕 | { op = =, value = 144281, unit = 户 }
        救助儿童 | { op = =, value = 180, unit = 人 }",
    );
    assert_eq!(draft.items, 3);
}

#[test]
fn places_have_goals_by_nodes_and_a_column_of_words_is_asked_about() {
    let draft = draft_of_table(
        "某区2026年整治任务表,,,,,
        制表日期：2026.1,,,,,单位：亩
        序号,街镇,2026年任务量,2026年度任务量约900亩,,
        ,,,2月底前,3月底前完成20%,6月底前完成60%
        1,甲镇,300,完成制定方案和动员部署,60,180
        2,乙镇,400,,80,240",
    );
    assert_milestones(
        &draft,
        "甲镇 | { op = =, value = 300, unit = 亩, by = 2026-12-31 }
        甲镇 | { op = =, value = 60, unit = 亩, by = 2026-03-31 }
        甲镇 | { op = =, value = 180, unit = 亩, by = 2026-06-30 }
        乙镇 | { op = =, value = 400, unit = 亩, by = 2026-12-31 }
        乙镇 | { op = =, value = 80, unit = 亩, by = 2026-03-31 }
        乙镇 | { op = =, value = 240, unit = 亩, by = 2026-06-30 }",
    );
    assert!(doubts_of(&draft).contains(&&unread_columns(&["2月底前"])));
    // What a number counts may be said nowhere.
    let draft = draft_of_table(
        "某省2021年小区改造进度表,,
        市州,计划完成数,完成率
        甲市,150,95%
        乙市,71,62%",
    );
    assert_eq!(draft.items, 2);
    assert!(doubts_of(&draft).contains(&&unread_columns(&["计划完成数"])));
}

#[test]
fn the_last_of_three_levels_of_indicators_names_the_item() {
    let draft = draft_of_table(
        "某区人才发展三年行动主要指标（2026—2028年）
        一级指标,二级指标,三级指标,单位,2026年,2028年,牵头部门
        人才规模,总量,人才总量,万人,20,23,区委组织部
        人才规模,结构,高技能人才比例,%,33,36,区人社局
        引进培育,引才,引进高层次人才,名,150,320,区委组织部",
    );
    assert_milestones(
        &draft,
        "人才总量 | { op = =, value = 200000, unit = 人, by = 2026-12-31, measure = stock }
        人才总量 | { op = =, value = 230000, unit = 人, by = 2028-12-31, measure = stock }
        高技能人才比例 | { op = =, value = 33, unit = %, by = 2026-12-31 }
        高技能人才比例 | { op = =, value = 36, unit = %, by = 2028-12-31 }
        引进高层次人才 | { op = =, value = 150, unit = 名, by = 2026-12-31 }
        引进高层次人才 | { op = =, value = 320, unit = 名, by = 2028-12-31 }",
    );
    assert_eq!(doubts_of(&draft), [&unread_columns(&["二级指标"])]);
}

#[test]
fn a_goal_of_a_year_keeps_the_days_that_it_names() {
    reads(
        "某区2025年项目计划表
        序号,项目名称,2025年工作目标,责任单位
        1,健身步道,建成步道8.6公里，9月底完工,区园林中心
        2,体校迁建,三季度完成可行性研究报告,区教育局",
        "建成步道 | { op = =, value = 8.6, unit = 公里, by = 2025-09-30 }
        完成可行性研究报告 | 2025-09-30",
    );
}
