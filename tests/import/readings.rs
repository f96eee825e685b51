//! What a sentence, a heading or a table says of units, times and numbers is in the draft, or asked about.

use duban::document::SourceText;
use duban::import::Draft;

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
        for (lead, support) in [("县市监局", "县税务局"), ("县民政局", "县财政局")] {
            let units = format!("lead = [\"{lead}\"]\nsupport = [\"{support}\"]");
            assert!(plan.contains(&units), "{rule}: {plan}");
        }
    }
}
