//! Tests of reading the numbers of a paragraph.

use super::*;

fn how() -> AimContext {
    AimContext {
        year: Some(2024),
        since: Some(2024),
        until: None,
        announced: None,
        is_of_whole_plan: false,
    }
}

fn aims_of(text: &str) -> Vec<PrintedAim> {
    aims(text, 1, how()).aims
}

fn each<T>(text: &str, tell: impl Fn(PrintedAim) -> T) -> Vec<T> {
    aims_of(text).into_iter().map(tell).collect()
}

/// Returns the name, the comparison and the number of each aim.
fn rows(text: &str) -> Vec<String> {
    each(text, |aim| {
        assert_eq!(aim.max, None, "{text}");
        format!("{} {:?} {}{}", aim.name, aim.op, aim.value, aim.unit)
    })
}

fn values(text: &str) -> Vec<String> {
    each(text, |aim| aim.printed)
}

#[test]
fn several_numbers_of_a_sentence_are_told_apart() {
    assert_eq!(
        rows("义务教育巩固率、高中入学率分别达到99%和95%。"),
        ["义务教育巩固率 AtLeast 99%", "高中入学率 AtLeast 95%"]
    );
    assert_eq!(
        rows("污水处理率和垃圾处理率均达到90%以上。"),
        ["污水处理率 AtLeast 90%", "垃圾处理率 AtLeast 90%"]
    );
    assert_eq!(
        rows("每年培训骨干教师60名、乡村教师30名、科技辅导员60名。"),
        [
            "培训骨干教师 Exactly 60名",
            "乡村教师 Exactly 30名",
            "科技辅导员 Exactly 60名",
        ]
    );
}

#[test]
fn parts_of_a_year_and_recurrences_without_their_each_are_times() {
    use Recurrence::{HalfYear, Month, Quarter};
    let every = |text: &str| each(text, |aim| aim.every);
    assert_eq!(
        every("每月检查1次，每季度通报1次，半年总结1次。"),
        [Month, Quarter, HalfYear].map(Some)
    );
    assert_eq!(every("半年内培训骨干3次。"), [None]);
    let ends = |text: &str| each(text, |aim| aim.by);
    let day = |month, day| Day::from_ymd_opt(2024, month, day);
    assert_eq!(
        ends("开展检查，上半年1次、下半年1次。"),
        [day(6, 30), day(12, 31)]
    );
    assert_eq!(ends("3月、9月各举办1期。"), [day(3, 31), day(9, 30)]);
}

#[test]
fn a_name_keeps_no_torn_bracket() {
    let text = "安排经费300万元（其中市级200万元、县级100万元）。";
    assert_eq!(each(text, |aim| aim.name), ["安排经费", "市级", "县级"]);
}

#[test]
fn years_and_starts_belong_to_their_number() {
    let by = each("培训骨干2023年400名、2024年500名。", |aim| aim.by);
    assert_eq!(by, [2023, 2024].map(|year| Some(year_end(year))));
    let found = aims_of("人均经费由1.5元提高到2元。");
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].value, found[0].baseline), (2.0, Some(1.5)));
    let found = aims_of("到2025年,培训农民2000人次以上。");
    assert_eq!(
        (found[0].by, found[0].name.as_str()),
        (Some(year_end(2025)), "培训农民")
    );
    let found = aims_of("公民具备科学素质的比例稳定在平均水平以上,到2025年超过15%。");
    assert_eq!(
        (found[0].name.as_str(), found[0].op),
        ("公民具备科学素质的比例", Op::Over)
    );
}

#[test]
fn years_of_a_list_belong_to_numbers_by_their_place() {
    let text = "到2024年、2025年分别建成100个、200个以上。";
    assert_eq!(
        each(text, |aim| (aim.value, aim.op, aim.by)),
        [
            (100.0, Op::AtLeast, Some(year_end(2024))),
            (200.0, Op::AtLeast, Some(year_end(2025))),
        ]
    );
    let found = aims_of("通达率由2023年的85%提高到2025年的100%。");
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].value, found[0].op, found[0].by, found[0].baseline),
        (100.0, Op::AtLeast, Some(year_end(2025)), Some(85.0))
    );
    assert_eq!(
        aims_of("国际航班年底前恢复至2019年的80%以上。")[0].by,
        Some(year_end(2024))
    );
    assert_eq!(
        each("贷款年新增投放2亿元，年培训农民3000人次。", |aim| aim.every),
        [Some(Recurrence::Year); 2]
    );
    let found = aims_of("面积由2.3平方米增至2.5平方米。");
    assert_eq!((found.len(), found[0].value), (1, 2.5));
    assert_eq!(
        aims_of("企业由326家增加到450家，转化率由68%提高到80%。").len(),
        2
    );
    assert_eq!(aims_of("完成投资210亿元；其中亿元以上项目52个。").len(), 2);
    let found = aims_of("每月至少走访1次，解决用工2万人。");
    assert_eq!(found[0].every, Some(Recurrence::Month));
    assert_eq!(found[1].every, None);
    // A number of the whole time is not owed each year.
    let found = aims_of("每年改造5条，争创示范街2条以上。");
    assert_eq!(found[0].every, Some(Recurrence::Year));
    assert_eq!(found[1].every, None);
    assert_eq!(aims_of("2024年起5年内，引进人才2000名。")[0].by, None);
}

/// Returns the name, number and year of each aim.
fn by_year(text: &str) -> Vec<String> {
    each(text, |aim| {
        let year = aim.by.map(|by| by.year().to_string());
        format!("{} {} {}", aim.name, aim.value, year.unwrap_or_default())
    })
}

#[test]
fn stages_in_a_bracket_are_aims_of_their_years() {
    let text = "到2026年，入网商户突破900家（2024年500家、2025年700家）。";
    let rows = [
        "入网商户 900 2026", "入网商户 500 2024", "入网商户 700 2025",
    ];
    assert_eq!(by_year(text), rows);
    let ops = each(text, |aim| aim.op);
    assert_eq!(ops, [Op::Over, Op::AtLeast, Op::AtLeast]);
    // Stages in the past, and stages of a number that is not an aim.
    let text = "到2026年，入网商户突破900家（2022年500家、2023年700家）。";
    assert_eq!(by_year(text), ["入网商户 900 2026"]);
    assert_eq!(
        values("现有商户900家（2024年500家、2025年700家）。"),
        [""; 0]
    );
}

#[test]
fn times_in_turn_are_of_their_numbers() {
    for text in [
        "新建泵房4座、水窖20口，分别于2024年、2025年底前投用。",
        "分别于2024年、2025年底前新建泵房4座、水窖20口。",
    ] {
        let rows = ["新建泵房 4 2024", "水窖 20 2025"];
        assert_eq!(by_year(text), rows, "{text}");
    }
    let text = "分别于2024年、2025年底前新建泵房4座、7座。";
    assert_eq!(by_year(text), ["新建泵房 4 2024", "新建泵房 7 2025"]);
    let text = "新建泵房4座、水窖20口、水塔2座，分别于2024年、2025年底前投用。";
    assert!(aims_of(text).iter().all(|aim| aim.by.is_none()));
}

#[test]
fn shares_are_named_by_the_work_that_is_done_in_the_end() {
    for (text, stage, whole) in [
        (
            "2024年底前完成30%，2025年底前完成70%，2026年底前全部完成水窖改造90口。",
            "水窖改造",
            "全部完成水窖改造",
        ),
        (
            "2024年建成2座、2025年建成5座，2026年全面建成乡镇水厂8座。",
            "建成乡镇水厂",
            "全面建成乡镇水厂",
        ),
    ] {
        let mut found = aims_of(text);
        name_stages(&mut found);
        let names: Vec<&str> = found.iter().map(|aim| aim.name.as_str()).collect();
        assert_eq!(names, [stage, stage, whole]);
    }
}

#[test]
fn a_sum_of_all_years_is_of_what_each_year_has() {
    for text in [
        "每年植树不少于200亩，三年共600亩。",
        "每年植树不少于200亩，3年累计600亩。",
    ] {
        let rows = each(text, |aim| {
            format!("{} {} {:?}", aim.name, aim.value, aim.every)
        });
        assert_eq!(rows, ["植树 200 Some(Year)", "植树 600 None"]);
    }
    assert_eq!(values("现场分布共5个点位。"), [""; 0]);
}

#[test]
fn a_part_of_a_number_is_asked_about() {
    for (text, left_out) in [
        ("新增就业3、000人以上。", "000人"),
        ("培训5×10^4人次以上。", "4人次"),
    ] {
        let found = aims(text, 1, how());
        assert_eq!(found.left_out, [left_out], "{text}");
    }
}

#[test]
fn a_bound_behind_a_grant_is_asked_about() {
    for text in [
        "对孵化园给予奖励。入驻企业不少于30家，产值达到5亿元。",
        "申报单位须符合下列条件。产值达到5亿元，职工不少于100人。",
    ] {
        let found = aims(text, 1, how());
        assert_eq!((found.aims.len(), found.left_out.len()), (0, 2), "{text}");
    }
    for text in [
        "对孵化园给予奖励。全年新增孵化园7家。",
        "对孵化园给予奖励。力争入驻企业不少于30家。",
        "对孵化园给予奖励。新培育孵化园7家以上。",
        "对孵化园给予奖励。到2025年，入驻企业不少于30家。",
        "建设孵化园。入驻企业不少于30家。",
    ] {
        assert_eq!(values(text).len(), 1, "{text}");
    }
}

#[test]
fn what_is_no_aim_stays_out() {
    for text in [
        "实施5项科学素质提升行动。",
        "深入开展“百千万工程”“三下乡”活动。",
        "按照《规划（2021—2035年）》（国发〔2021〕9号）要求推进。",
        "对符合条件的给予每人1500元补贴。",
        "一次性奖励不超过50万元。",
        "对吸纳10人以上的企业加强服务。",
        "截至2021年底，全市共有科普基地20家。",
        "一二三产业全覆盖，实现省、市、县三级联动。",
        "培育一批企业，打造一支队伍。",
        "在3个工作日内办结。",
        "打造15分钟健身圈。",
        "建立12345热线。",
        "服务60岁以上老年人。",
        "“十三五”期间，全市累计建成农田280万亩，产值年均增长9.2%。",
        "将验收合格的6家工坊纳入名录。",
        "对上年度出口额300万美元以下的企业给予补贴。",
        "推出4小时车程线路。",
        "2023年，各地共培育农民78万人次。",
        "每个项目培训不超过50人，培训课时不少于40课时。",
        "支持企业下沉，单店营业面积不少于60平方米。",
        "出台改造方案，加快2个国家试点和4个国家试点建设。",
    ] {
        assert_eq!(values(text), [""; 0], "{text}");
    }
}

#[test]
fn thresholds_are_conditions_and_a_span_is_due_with_its_last_year() {
    assert_eq!(values("编制50人（含）以上的机关带头安排。"), [""; 0]);
    let found = aims(
        "2022—2024年共实现新增就业100万人。",
        1,
        AimContext {
            year: Some(2022),
            ..how()
        },
    )
    .aims;
    assert_eq!(
        (found[0].name.as_str(), found[0].by),
        ("新增就业", Some(year_end(2024)))
    );
    assert_eq!(aims_of("每个单位至少安排1名。")[0].op, Op::AtLeast);
    let by = each("2025年、2026年各完成50万亩。", |aim| aim.by);
    assert_eq!(by, [2026, 2025].map(|year| Some(year_end(year))));
    // A year is of the whole sentence, a month of its part alone.
    for (text, by) in [
        (
            "到2025年，建成基地3家；引进人才20名。",
            Some(year_end(2025)),
        ),
        ("2025年6月底前建成基地3家；引进人才20名。", None),
        ("到2025年，建成基地3家。引进人才20名。", None),
        (
            "到2025年，在培育方面，建成基地3家。引进人才20名。",
            Some(year_end(2025)),
        ),
        (
            "到2026年，平台基本建成。建成基地3家，引进人才20名。",
            Some(year_end(2026)),
        ),
        (
            "“十五五”期间建成基地3家、引进人才20名。",
            Some(year_end(2030)),
        ),
    ] {
        assert_eq!(aims_of(text)[1].by, by, "{text}");
    }
    // As things were when the plan was made.
    assert_eq!(
        values("2022年底全国实有经营主体1.7亿户，占比超过80%。"),
        [""; 0]
    );
    assert_eq!(
        values("“十三五”以来建成粮田90万亩，“十四五”期间再建成30万亩。"),
        ["30万亩"]
    );
    assert_eq!(
        values("大豆播种面积2.1万亩，油菜扩种0.8万亩。"),
        ["2.1万亩", "0.8万亩"]
    );
}

#[test]
fn chinese_numerals_count_where_something_is_said_of_them() {
    assert_eq!(values("每季度至少召开两次会议。"), ["两次"]);
    assert_eq!(values("原则上每个县(区)建设一所学校。"), ["一所"]);
    assert_eq!(values("培训一百二十名骨干。"), ["一百二十名"]);
    let found = aims_of("经常参加锻炼的人数达到5亿，覆盖全民。");
    assert_eq!((found[0].value, found[0].unit.as_str()), (5e8, "人"));
    // The second part of a ratio has no measure.
    assert_eq!(
        values("新旧之比达到0.8：1，收购量较2023年增长15%。"),
        ["15%"]
    );
    assert_eq!(values("覆盖率达到百分之九十。"), ["百分之九十"]);
    assert_eq!(
        values("优良天数达到312天，评估得分不低于85分，死亡率降到6/10万。"),
        ["312天", "85分", "6/10万"]
    );
}

#[test]
fn a_size_in_the_name_of_what_is_counted_is_no_aim() {
    assert_eq!(
        values("努力建成10个百万亩、100个十万亩、1000个万亩基地。"),
        ["10个", "100个", "1000个"]
    );
}

#[test]
fn a_time_that_something_is_shortened_to_is_an_aim() {
    assert_eq!(
        rows(
            "接电时间分别压减至6个、22个工作日以内，平均审批时限不超过40个工作日，退税平均时间在5个工作日内。"
        ),
        [
            "接电时间 AtMost 6个工作日",
            "接电时间 AtMost 22个工作日",
            "平均审批时限 AtMost 40个工作日",
            "退税平均时间 AtMost 5个工作日",
        ]
    );
    assert_eq!(
        rows("企业开办时间缩短至1个工作日以内，办电时间由60天压缩到30天，跑动次数不超过1次。"),
        [
            "企业开办时间 AtMost 1个工作日",
            "办电时间 AtMost 30天",
            "跑动次数 AtMost 1次",
        ]
    );
    assert_eq!(
        rows("力争将审查流程压缩至3周以内。")[0],
        "审查流程 AtMost 3周"
    );
    for (text, name) in [
        ("人均经费由1.5元提高到2元。", "人均经费"),
        ("每季度召开1次调度会。", "召开调度会"),
        ("新建2所学校，培训60名以上。", "新建学校"),
        ("培训60名以上。", "培训"),
    ] {
        assert_eq!(aims_of(text)[0].name, name);
    }
    assert_eq!(rows("申请材料减少50%以上。")[0], "申请材料减少 AtLeast 50%");
}

#[test]
fn sizes_budgets_and_what_is_forbidden_are_no_aims() {
    assert_eq!(
        values("启动道路东延工程，全长1.4公里，概算1.5亿元。"),
        [""; 0]
    );
    assert_eq!(
        values("投资5000万元，提升改造公路40公里；计划投资1000万元，新建学校2所。"),
        ["40公里", "2所"]
    );
    assert_eq!(
        values("完成投资5000万元，改造公路40公里。"),
        ["5000万元", "40公里"]
    );
    assert_eq!(
        values("原则上不再新建35蒸吨以下锅炉，禁止新建10蒸吨及以下锅炉。"),
        [""; 0]
    );
}

#[test]
fn what_is_denied_is_a_limit_and_what_starts_somewhere_a_level() {
    let limits = rows("死亡人数不得超过3人，房价涨幅不突破5%，参保率不能低于95%。");
    assert_eq!(
        limits,
        [
            "死亡人数 AtMost 3人", "房价涨幅 AtMost 5%", "参保率 AtLeast 95%",
        ]
    );
    let found = aims("床位由500张增加到800张。", 1, how());
    let levels = found.aims.iter().map(|aim| (aim.is_level, aim.baseline));
    assert_eq!(levels.collect::<Vec<_>>(), [(true, Some(500.0))]);
    assert_eq!(found.left_out, [""; 0]);
}

#[test]
fn what_is_lowered_to_a_number_is_a_level_without_a_start() {
    let text = "不动产登记压减到3个工作日，粉尘浓度控制在35微克/立方米以内，积案减少到10件以内，库存控制到8件，\
                火灾控制在5起以内，新增站点12座。";
    assert!(aims_of(text).iter().all(|aim| aim.baseline.is_none()));
    assert_eq!(
        each(text, |aim| (aim.value, aim.is_level)),
        [
            (3.0, true),
            (35.0, true),
            (10.0, true),
            (8.0, true),
            (5.0, false),
            (12.0, false),
        ]
    );
}

#[test]
fn a_number_of_each_and_one_hoped_for_are_asked_about() {
    let sure = |text: &str| each(text, |aim| aim.is_sure);
    assert_eq!(sure("新建、改扩建幼儿园各5所。"), [false]);
    assert_eq!(sure("县、乡各开展1次督查。"), [false]);
    assert_eq!(sure("6月、12月各开展1次督查。"), [true, true]);
    assert_eq!(sure("新建幼儿园5所。"), [true]);
    assert_eq!(sure("每个街道至少建设1处养老服务设施。"), [false]);
    assert_eq!(sure("每村配备网格员1名。"), [false]);
    assert_eq!(sure("每千人口床位数达到3张。"), [true]);
    assert_eq!(sure("每月培训农民5名。"), [true]);
    assert_eq!(sure("每季度开展练兵1次，组织大比武1场。"), [true, false]);
    assert_eq!(
        sure("创建省级示范村3个、市级示范村10个，其中6月底前分别完成1个、4个。"),
        [true, true, false, false]
    );
    let found = aims("新建停车场3—5处，力争6处。", 1, how());
    assert_eq!((found.aims.len(), found.left_out), (1, vec!["6处".into()]));
    let found = aims("组建扑火队10支300人。", 1, how());
    assert_eq!(
        (found.aims.len(), found.left_out),
        (1, vec!["300人".into()])
    );
    let found = aims("网络零售额翻一番。", 1, how());
    assert_eq!((found.aims.len(), found.left_out.len()), (0, 1));
}

#[test]
fn a_mean_of_the_year_is_no_recurrence_and_this_year_is_its_own() {
    let found = aims_of("到2025年，年均浓度控制在29微克每立方米以下。");
    assert_eq!(
        (found[0].every, found[0].by, found[0].unit.as_str()),
        (None, Some(year_end(2025)), "微克每立方米")
    );
    assert_eq!(
        each("年出栏生猪2万头以上，年均新增就业3000人。", |aim| aim.every),
        [Some(Recurrence::Year); 2]
    );
    let text = "到2026年和2030年，参加锻炼的比例达到37%及以上和40%及以上。";
    let by = each(text, |aim| aim.by);
    assert_eq!(by, [2026, 2030].map(|year| Some(year_end(year))));
}

#[test]
fn what_is_newly_made_and_its_part_are_aims() {
    assert_eq!(
        values("全年扩种大豆3万亩，其中玉米大豆复合种植1.2万亩。"),
        ["3万亩", "1.2万亩"]
    );
    assert_eq!(values("2024年新创产业园区3个。"), ["3个"]);
    assert_eq!(
        values(
            "甲区优良天数比率不低于93.5%，可吸入颗粒物(PM10)和(PM2.5)平均浓度分别不高于53和32微克/立方米。"
        ),
        ["93.5%", "53", "32微克/立方米"]
    );
}

#[test]
fn a_table_that_lost_its_lines_is_not_read_as_text() {
    let text = "新增就业达到60万人。主要指标 2020年 2025年目标 1 新增就业 50万人 60万人 2 失业率 5.2% 5.5%";
    let found = aims(text, 1, how());
    assert_eq!(found.aims.len(), 1);
    assert!(found.table.is_some_and(|table| table.starts_with("2020年")));
    assert_eq!(aims("2023年 2024年各举办2场。", 1, how()).table, None);
}

#[test]
fn a_sentence_without_end_is_read_in_pieces_and_whole() {
    let listed: Vec<String> = (0..600).map(|nth| format!("建成{nth}号基地10家")).collect();
    let sentence = listed.join("，");
    let pieces = in_pieces(&sentence);
    assert!(pieces.len() > 1);
    assert!(pieces.iter().all(|piece| piece.len() <= LONGEST_SENTENCE));
    assert_eq!(pieces.concat(), sentence);
    let found = aims(&sentence, 1, how());
    assert_eq!(found.aims.len(), 600);
    // Nothing to cut at.
    assert_eq!(in_pieces(&"十".repeat(2000)).concat(), "十".repeat(2000));
}

#[test]
fn a_day_behind_a_number_is_its_own() {
    let days = |text: &str| {
        let how = AimContext {
            year: Some(2025),
            ..how()
        };
        let found = aims(text, 1, how).aims.into_iter();
        let days = found.map(|aim| (aim.value, aim.by.map(|by| by.format("%m-%d").to_string())));
        days.map(|(value, by)| format!("{value} {}", by.unwrap_or_default()))
            .collect::<Vec<_>>()
    };
    for (text, told) in [
        (
            "第一批改造管网12公里（5月底前），第二批改造管网18公里（10月底前）。",
            vec!["12 05-31", "18 10-31"],
        ),
        (
            "清欠率不低于50%（6月底）和100%（12月底）。",
            vec!["50 06-30", "100 12-31"],
        ),
        ("新建公厕5座，6月底前完成。", vec!["5 06-30"]),
        ("完成投资20亿元，6月底前建成投用。", vec!["2000000000 "]),
        (
            "一至三季度分别开工5个、10个、15个。",
            vec!["5 03-31", "10 06-30", "15 09-30"],
        ),
    ] {
        assert_eq!(days(text), told, "{text}");
    }
}
