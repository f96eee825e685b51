//! Numbers of grants: who is granted something, what is granted, and what is permitted.

use super::NumberContext;
use super::last_of;
use crate::document::text::{AnyOf, first_clause};
use crate::document::times::named::names_year_ahead;
use crate::plan::Op;

/// Verbs before something that is granted.
const GIVING: [&str; 7] = ["给予", "予以", "奖励", "奖补", "补助", "补贴", "资助"];

/// Other verbs by which those who fulfil a condition are granted something.
const FAVOURING: [&str; 9] = [
    "减免", "免征", "贴息", "发放", "享受", "返还", "补偿", "减征", "优先",
];

/// Words for what may be asked for so many times.
const ASKED: [&str; 8] = [
    "延期", "展期", "续期", "变更", "申请", "申报", "报名", "享受",
];

/// Returns whether a sentence grants something to those it is about, or says that conditions follow. The next sentence
/// may then be about them: 对上规企业，给予奖励。就业人数不少于100人.
pub(crate) fn speaks_of_beneficiaries(sentence: &str) -> bool {
    const CONDITIONS: [&str; 4] = ["以下条件", "下列条件", "以下要求", "下列要求"];
    let grants = |of: &str| of.contains_any(&GIVING);
    behind_beneficiary_mark(sentence).is_some_and(grants)
        || sentence.starts_with_any(&["给予", "予以"])
        || sentence.contains_any(&["的，给予", "的给予", "的，予以"])
        || sentence.contains_any(&CONDITIONS)
}

fn granting() -> impl Iterator<Item = &'static str> {
    GIVING.into_iter().chain(FAVOURING)
}

/// Words that begin a clause of what is aimed at behind a grant.
const AIMING_ANEW: [&str; 12] = [
    "力争", "全年", "累计", "三年", "撬动", "拉动", "每年新", "年内", "带动", "新增", "完成",
    "实现",
];

/// Returns whether a number is part of what describes those who are granted something:
/// 对入驻企业30家以上的园区，每年给予.
pub(super) fn is_of_beneficiary(it: &NumberContext<'_>) -> bool {
    let Some(of) = behind_beneficiary_mark(it.before) else {
        return false;
    };
    let is_open = !granting().any(|word| of.contains(word)) && !aims_anew(of);
    let Some(granting) = granting().filter_map(|word| it.after.find(word)).min() else {
        return false;
    };
    // 对500户给予补助 counts those who are granted it.
    let is_counted = of.is_empty();
    is_open
        && !is_counted
        && it.after[..granting].contains('的')
        && !aims_anew(&it.after[..granting])
}

/// Returns whether a number says how much is granted, in a sentence that grants: 对…给予…补助，并提供200平方米.
pub(super) fn is_granted(it: &NumberContext<'_>) -> bool {
    let Some(of) = behind_beneficiary_mark(it.before) else {
        return false;
    };
    let granted = last_of(of, &GIVING).is_some_and(|at| !aims_anew(&of[at..]));
    granted && matches!(it.measure, "元" | "%" | "倍" | "平方米" | "美元")
}

/// Returns the text behind 对 or 凡 at the head of a clause.
fn behind_beneficiary_mark(before: &str) -> Option<&str> {
    before
        .match_indices(['对', '凡'])
        .filter(|(at, _)| {
            let head = &before[..*at];
            head.is_empty() || head.ends_with(['，', ',', '：', ':', '、'])
        })
        .map(|(at, mark)| &before[at + mark.len()..])
        .next_back()
}

fn aims_anew(text: &str) -> bool {
    let mut clauses = text.split(['，', ',']);
    clauses.next();
    clauses.any(|clause| {
        let names_year = clause.starts_with('到') && names_year_ahead(clause);
        names_year || clause.starts_with_any(&AIMING_ANEW)
    })
}

/// Returns whether a number is part of a condition or a permission.
pub(super) fn is_conditional(it: &NumberContext<'_>) -> bool {
    is_conditional_clause(it.after) || permits(it.clause)
}

/// Returns whether the clause of a number is a condition by its end: 收入达到1000万元、3000万元的，分别给予.
fn is_conditional_clause(after: &str) -> bool {
    let own = first_clause(after);
    let is_condition = own.len() < after.len() && own.ends_with('的');
    is_condition
        || own.find("的可").is_some_and(|at| permits(&own[at..]))
        || own.contains_any(&["的给予", "的予以", "的奖励", "的补助", "的补贴", "的不得"])
}

/// Returns whether a clause says what may be: 可提高到25%, 可拿出不超过10%的岗位.
fn permits(clause: &str) -> bool {
    const OTHER_WORDS: [&str; 32] = [
        "调度", "容纳", "移动", "开发", "预期", "穿戴", "持续", "再生", "支配", "行", "靠", "比",
        "视", "降解", "研", "利用", "循环", "追溯", "控", "观", "感", "用", "能", "信", "复制",
        "带动", "新增", "提供", "吸入", "燃", "全程", "网办",
    ];
    clause.match_indices('可').any(|(at, word)| {
        let rest = &clause[at + word.len()..];
        // 可办率, 可追溯性
        let is_name = rest
            .char_indices()
            .take(4)
            .any(|(_, c)| matches!(c, '率' | '性'));
        !clause[..at].ends_with(['许', '认', '不', '宁', '尚'])
            && !is_name
            && !rest.starts_with_any(&OTHER_WORDS)
    }) || clause.contains("允许")
}

/// Returns whether a number is the most that may be of those who are counted: 外援不超过5名, 补贴人数不超过100人.
pub(super) fn is_ceiling_of_count(it: &NumberContext<'_>) -> bool {
    let clause = it.clause;
    // 每年评选不超过10个: as many as may be chosen.
    let chooses = clause.contains_any(&["评选", "遴选", "择优", "评定"]);
    // 延期次数不超过2次: as often as it may be asked for.
    let is_asked = clause
        .rsplit_once("次数")
        .is_some_and(|(of, _)| of.ends_with_any(&ASKED));
    let is_most = it.before.ends_with("最多不超过") || clause.contains("名额") || is_asked;
    if it.op == Op::AtMost && (chooses || is_most) {
        return true;
    }
    it.op == Op::AtMost
        && (matches!(it.measure, "人" | "名" | "家" | "户")
            || matches!(it.measure, "平方米" | "亩") && clause.contains_any(&GIVING))
        && it.before.ends_with_any(&[
            "不超过", "不高于", "不多于", "不大于", "不得超过", "最多", "至多",
        ])
        && (clause.contains_any(&GIVING)
            || !clause.contains_any(&["死亡", "伤亡", "发病", "总数", "总量", "全市", "全县"]))
}

/// Returns whether a share belongs to the word behind it: 98%税目产品, 50%股权, 100%政策.
pub(super) fn is_share_of_word(it: &NumberContext<'_>) -> bool {
    const OWNERS: [&str; 20] = [
        "税目", "政策", "抽检", "抽查", "股权", "股份", "补贴", "补助", "返还", "贴息", "配套",
        "税率", "比例", "标准", "采购", "奖励", "资助", "关税", "减免", "报销",
    ];
    // 预留份额40%以上政策延续
    let is_policy = it.after.starts_with("以上政策");
    let after = it.after.strip_prefix("以下").unwrap_or(it.after);
    it.measure == "%" && (is_policy || after.starts_with_any(&OWNERS))
}

/// Returns whether a number says for how many of something there is a grant: 每招用1人, 每新增1家.
pub(super) fn is_one_of_each(it: &NumberContext<'_>) -> bool {
    it.clause
        .rsplit_once('每')
        .is_some_and(|(_, verb)| GAINING.contains(&verb))
}

/// Verbs of gaining one more, for which something is granted.
const GAINING: [&str; 20] = [
    "培育", "新建", "建成", "认定", "创建", "输出", "安置", "转移", "帮扶", "吸引", "招用", "带动",
    "新增", "吸纳", "引进", "培养", "推荐", "介绍", "增加", "减少",
];

/// Returns whether a number is an aim of another plan that this one serves: 为实现总量2750亿元的目标提供保证.
pub(super) fn is_of_served_aim(it: &NumberContext<'_>) -> bool {
    let own = first_clause(it.after);
    it.clause.starts_with('为')
        && !it.clause.ends_with_any(&["达到", "超过", "突破"])
        && own.contains_any(&["目标提供", "目标奠定", "目标作出", "目标做出", "目标贡献"])
}

#[cfg(test)]
mod tests {
    use super::super::{check, number};
    use super::*;

    #[test]
    fn what_describes_a_beneficiary_is_no_aim() {
        check(
            is_of_beneficiary,
            &[
                (
                    "对建筑面积",
                    "家",
                    "以上、入驻企业30家以上的园区，每年给予补贴",
                ),
                ("组织评审，对带动就业", "家", "以上的实体，予以补助"),
                ("凡吸纳", "家", "以上的企业，优先享受"),
            ],
            &[
                ("对", "家", "困难职工给予补助"),
                ("对困难职工给予补助，全年惠及", "家", "，发放物资"),
                ("建成基地", "家", "，对入驻的企业给予补助"),
            ],
        );
    }

    #[test]
    fn what_is_granted_is_no_aim() {
        check(
            is_granted,
            &[("对引进的团队，给予补助，并提供", "平方米", "")],
            &[
                ("对引进的团队，给予补助，全年引进", "家", ""),
                ("对企业给予补助，力争销售额增长", "%", ""),
                ("全年建成", "平方米", ""),
                ("对商户给予贴息，三年撬动贷款", "元", ""),
            ],
        );
    }

    #[test]
    fn conditions_permissions_and_ceilings_are_no_aims() {
        assert!(is_conditional_clause("、3000万元的，分别给予奖励"));
        assert!(is_conditional_clause("、宽度2米的可享受奖补"));
        assert!(!is_conditional_clause("的县达到标准"));
        assert!(!is_conditional_clause("的可再生能源装机"));
        assert!(is_share_of_word(&number("", "%", "税目产品")));
        assert!(is_share_of_word(&number(
            "预留份额提高至", "%", "以上政策延续"
        )));
        assert!(!is_share_of_word(&number("", "%", "以上的乡镇")));
        assert!(is_one_of_each(&number("每招用", "人", "")));
        assert!(!is_one_of_each(&number("每年引进", "人", "")));
        assert!(is_of_served_aim(&number(
            "为实现总量", "元", "左右的目标提供保证"
        )));
        assert!(!is_of_served_aim(&number("实现总量", "元", "左右的目标")));
        assert!(!is_of_served_aim(&number(
            "为实现水平达到", "元", "的目标奠定基础"
        )));
        assert!(permits("有突出贡献的可提高到"));
        assert!(!permits("农村居民人均可支配收入达到"));
        assert!(!permits("事项全程可办率达到"));
        assert!(!permits("实现可持续发展的企业达到"));
        assert!(is_ceiling_of_count(&number("补贴人数不超过", "人", "")));
        assert!(is_ceiling_of_count(&number("年延期次数不超过", "次", "")));
        assert!(!is_ceiling_of_count(&number("停电次数不超过", "次", "")));
        assert!(is_ceiling_of_count(&number("全市每年补助不超过", "人", "")));
        assert!(!is_ceiling_of_count(&number("死亡人数不超过", "人", "")));
        assert!(!is_ceiling_of_count(&number("全市总量控制在", "家", "")));
    }
}
