//! What a sentence, a heading or a table says of units, times and numbers is in the draft, or asked about.

use duban::document::{PlacedDoubt, SourceText};
use duban::import::Draft;
use duban::text::Doubt;

use super::draft_of;

/// Imports the paragraphs of a plan for 2024.
fn draft(paragraphs: &[&str]) -> Draft {
    let text = format!("某县2024年工作要点\n{}\n", paragraphs.join("\n"));
    draft_of(&SourceText::from_plain(&text), false)
}

#[test]
fn a_rule_in_the_bracket_of_a_heading_tells_who_leads() {
    for rule in [
        "列第一位者为牵头单位，下同",
        "排在第一位的为牵头单位，下同",
        "排名第一的单位为牵头单位，其余为配合单位，下同",
        "以下任务第一责任单位为牵头单位",
    ] {
        let chapter = format!("一、重点任务（{rule}）");
        let draft = draft(&[
            &chapter,
            "1.审批。新建窗口5个。责任单位：县市监局、县税务局",
            "2.服务。新建站点6个（县民政局、县财政局负责）。",
        ]);
        let plan = draft.plan;
        assert!(plan.contains("title = \"重点任务\""), "{plan}");
        for (lead, support) in [("县市监局", "县税务局"), ("县民政局", "县财政局")]
        {
            let units = format!("lead = [\"{lead}\"]\nsupport = [\"{support}\"]");
            assert!(plan.contains(&units), "{rule}: {plan}");
        }
    }
}

#[test]
fn a_rule_behind_the_tasks_tells_who_leads_them() {
    let draft = draft(&[
        "一、重点任务",
        "1.审批。新建窗口5个。责任单位：县市监局、县税务局",
        "二、保障措施",
        "（一）强化落实。各项任务中排位靠前的责任单位为牵头单位。",
    ]);
    let units = "lead = [\"县市监局\"]\nsupport = [\"县税务局\"]";
    assert!(draft.plan.contains(units), "{}", draft.plan);
}

#[test]
fn words_for_a_time_may_tell_work_or_a_recurrence() {
    let draft = draft(&[
        "一、重点任务",
        "1.建馆。责任单位：县住建局；完成时限：2024年6月底前完成选址，12月底前开工。",
        "2.修订办法。（县人社局负责，2024年3月底前完成初稿，2024年6月底前印发）",
        "3.开展巡查。责任单位：县水利局；完成时限：每季度",
        "4.招商。责任单位：县商务局；完成时限：一季度签约3个、二季度签约5个",
    ]);
    let milestones = draft.plan.split("[[action.milestone]]").skip(1);
    let kept = milestones.map(|text| {
        let values = text.lines().filter_map(|line| line.split_once(" = "));
        let values = values.filter(|(key, _)| ["title", "every", "target", "due"].contains(key));
        values
            .map(|(_, value)| value)
            .take(2)
            .collect::<Vec<_>>()
            .join(" ")
    });
    let expected = [
        "\"完成选址\" 2024-06-30",
        "\"建馆开工\" 2024-12-31",
        "\"完成初稿\" 2024-03-31",
        "\"修订办法印发\" 2024-06-30",
        "\"开展巡查\" \"quarter\"",
        "\"签约\" { op = \"=\", value = 3, unit = \"个\", by = 2024-03-31 }",
        "\"签约\" { op = \"=\", value = 5, unit = \"个\", by = 2024-06-30 }",
    ];
    assert_eq!(kept.collect::<Vec<_>>(), expected, "{}", draft.plan);
}

#[test]
fn goals_under_a_year_are_of_it() {
    let text = "某县厕所改造三年行动方案（2022—2024年）\n一、总体目标\n\
        ——2022年，完成60个村庄旱厕改造；新建、改造50座公厕。\n\
        ——2023年，完成70个村庄旱厕改造；改造户厕4000户。\n\
        二、任务\n1.改厕。制定办法。责任单位：县农业农村局";
    let draft = draft_of(&SourceText::from_plain(text), false);
    for target in [
        "value = 60, unit = \"个\", by = 2022-12-31",
        "value = 50, unit = \"座\", by = 2022-12-31",
        "value = 70, unit = \"个\", by = 2023-12-31",
        "value = 4000, unit = \"户\", by = 2023-12-31",
        "name = \"村庄旱厕改造\"",
    ] {
        assert!(draft.plan.contains(target), "{target}: {}", draft.plan);
    }
}

#[test]
fn a_bracket_of_who_carries_it_out_leaves_those_who_answer() {
    let draft = draft(&[
        "一、重点任务",
        "1.社保。县税务局、县人社局按职责分工负责，养老保险参保率95%以上（县社保中心具体落实）。",
        "2.医保。县医保局牵头、县卫健局配合，医保参保率96%以上（县医保中心承办）。",
        "3.低保。县民政局负责，低保复核率100%（各乡镇具体实施）。",
        "4.救助。建成救助站5座。牵头单位：县应急局（6月底前）",
    ]);
    for units in [
        "lead = [\"县税务局\", \"县人社局\"]\nsupport = [\"县社保中心\"]",
        "lead = [\"县医保局\"]\nsupport = [\"县卫健局\", \"县医保中心\"]",
        "lead = [\"县民政局\"]\nsupport = [\"各乡镇\"]",
        "lead = [\"县应急局\"]\n",
        "due = 2024-06-30",
    ] {
        assert!(draft.plan.contains(units), "{units}: {}", draft.plan);
    }
    let several = |doubt: &&PlacedDoubt| matches!(doubt.doubt, Doubt::SeveralGroups { .. });
    assert_eq!(draft.doubts.iter().filter(several).count(), 3);
}

/// Returns each number of a draft with the day by which it is owed.
fn numbers_by(draft: &Draft) -> Vec<String> {
    let mut numbers: Vec<String> = Vec::new();
    for line in draft.plan.lines() {
        if let Some((_, rest)) = line.split_once("value = ") {
            let value = rest.split([',', ' ']).next().unwrap_or_default();
            let day = rest.split_once("by = ").map(|(_, day)| &day[5..10]);
            numbers.push([value, day.unwrap_or_default()].join(" "));
        }
    }
    numbers
}

#[test]
fn each_number_of_a_sentence_has_its_own_part_of_the_year() {
    for (sentence, numbers) in [
        ("6月底前新建公厕5座，9月新建6座", "5 06-30|6 09-30"),
        (
            "3月底前完成招标1项，6月完成主体7座，10月底前全部投用8座",
            "1 03-31|7 06-30|8 10-31",
        ),
        ("一季度新建公厕5座，二季度新建6座", "5 03-31|6 06-30"),
        ("上半年新建公厕7座，下半年新建8座", "7 06-30|8 12-31"),
        ("4月完成设计3份、8月完成施工2处", "3 04-30|2 08-31"),
        (
            "3月底前新建公厕5座，9月新建6座，改造7座",
            "5 03-31|6 09-30|7 ",
        ),
        ("3月、9月各举办展会4场", "4 03-31|4 09-30"),
        ("每年9月举办展会4场", "4 "),
        ("3月—5月举办展会4场", "4 05-31"),
        (
            "一至三季度分别完成投资1、2、3亿元",
            "100000000 03-31|200000000 06-30|300000000 09-30",
        ),
        (
            "第一、二季度招商任务分别为80、60万元",
            "800000 03-31|600000 06-30",
        ),
        ("确保投资稳定、4个指标均实现10%以上增长", "10 "),
        ("对项目实行专班服务，2023年实施9个", ""),
        ("容错次数由1次放宽到3次", "3 "),
    ] {
        let item = format!("1.公厕。{sentence}。责任单位：县城管局");
        let draft = draft(&["一、重点任务", &item]);
        assert_eq!(numbers_by(&draft).join("|"), numbers, "{sentence}");
    }
}

#[test]
fn numbers_in_turn_are_named_by_what_they_count() {
    let draft = draft(&[
        "一、重点任务",
        "1.招商。固定资产投资一、二季度分别完成10亿元和20亿元。责任单位：县商务局",
        "2.公厕。一季度、二季度分别新建公厕4座、5座。责任单位：县城管局",
        "3.就业。第一、二季度任务分别为80、60人。责任单位：县人社局",
    ]);
    let titles = draft.plan.split("[[action.milestone]]").skip(1);
    let titles = titles.filter_map(|text| text.split('"').nth(3));
    let expected = [
        "固定资产投资", "固定资产投资", "新建公厕", "新建公厕", "就业", "就业",
    ];
    assert_eq!(titles.collect::<Vec<_>>(), expected, "{}", draft.plan);
}

/// Returns the numbers that a draft asks about.
fn asked(draft: &Draft) -> Vec<&str> {
    let numbers = draft.doubts.iter().filter_map(|doubt| match &doubt.doubt {
        Doubt::NumberLeftOut { number } => Some(number.as_str()),
        _ => None,
    });
    numbers.collect()
}

#[test]
fn a_limit_is_read_or_asked_about() {
    for (sentence, numbers, left_out) in [
        ("误差不大于千分之三", "0.3 ", ""),
        ("企业开办不超过0.5个工作日", "", "0.5个工作日"),
        ("工程审批不多于60个工作日", "", "60个工作日"),
        ("去化周期不长于18个月", "", "18个月"),
        ("平均办理时长不超过15个工作日", "15 ", ""),
        ("拥堵指数低于1.5，较去年下降0.2", "", "1.5"),
        ("违法占地比例不得超过5%", "", "5%"),
        ("撂荒面积不高于200亩", "", "200亩"),
        ("保证金不得超过5%", "", ""),
        ("处置时限≤3天", "", "3天"),
        ("厕所普及率达到八成以上", "80 ", ""),
        ("新增转运站两座，新建桥梁三座", "", "两座|三座"),
    ] {
        let item = format!("1.治理。{sentence}。责任单位：县城管局");
        let draft = draft(&["一、重点任务", &item]);
        let found = (numbers_by(&draft).join("|"), asked(&draft).join("|"));
        assert_eq!(found, (numbers.into(), left_out.into()), "{sentence}");
    }
}

#[test]
fn a_yearly_deed_is_not_of_the_recurrence_before_it() {
    let draft = draft(&[
        "一、重点任务",
        "1.巡查。夜查每月不少于2次，年度总结1次。责任单位：县应急局",
    ]);
    let every: Vec<&str> = draft
        .plan
        .lines()
        .filter(|it| it.starts_with("every"))
        .collect();
    assert_eq!(every, ["every = \"month\"", "every = \"year\""]);
}

#[test]
fn the_text_of_a_report_of_progress_has_no_goals_of_the_plan() {
    let text =
        "路跑办2026年三季度重点工作TITLE\n举办路跑赛事35场。\n新建跑道300公里，培训教练员200人。\n";
    let read = |title: &str| {
        let text = text.replace("TITLE", title);
        let draft = draft_of(&SourceText::from_plain(&text), false);
        (draft.targets, draft.passed_over.len())
    };
    // The same numbers, taken or passed over.
    let ((taken, other), report) = (read("安排"), read("完成情况"));
    assert!(taken > 0, "{other}");
    assert_eq!(report, (0, taken + other));
}
