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
