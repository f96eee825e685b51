//! What numbers count: 名, 家, 场次, %.

/// Words of measure, sorted when they are looked for by their length: the longest that fits counts.
const MEASURES: [&str; 111] = [
    "门次",
    "批次",
    "项次",
    "辆次",
    "课次",
    "标方",
    "立方",
    "家次",
    "件套",
    "平方千米",
    "蒸吨",
    "标准铺位",
    "番",
    "吨级",
    "亩次",
    "台次",
    "件次",
    "个百分点",
    "平方公里",
    "立方米",
    "平方米",
    "千瓦时",
    "吨标准煤",
    "百分点",
    "标准箱",
    "个品种",
    "人民币",
    "人次",
    "场次",
    "户次",
    "车次",
    "班次",
    "公里",
    "公顷",
    "公斤",
    "千瓦",
    "兆瓦",
    "小时",
    "分钟",
    "学时",
    "课时",
    "美元",
    "张床",
    "个床位",
    "万人",
    "岗位",
    "人天",
    "名次",
    "名",
    "人",
    "家",
    "个",
    "场",
    "次",
    "所",
    "支",
    "项",
    "件",
    "处",
    "座",
    "台",
    "套",
    "期",
    "门",
    "部",
    "篇",
    "户",
    "亩",
    "元",
    "%",
    "‰",
    "册",
    "份",
    "辆",
    "吨",
    "张",
    "条",
    "对",
    "批",
    "头",
    "只",
    "羽",
    "株",
    "棵",
    "间",
    "床",
    "斤",
    "米",
    "艘",
    "架",
    "列",
    "组",
    "类",
    "种",
    "款",
    "例",
    "席",
    "位",
    "盏",
    "口",
    "眼",
    "块",
    "片",
    "栋",
    "村",
    "站",
    "店",
    "倍",
    "幅",
    "本",
    "首",
];

/// Returns the word of measure that a text begins with.
pub(crate) fn measure_at(text: &str) -> Option<&'static str> {
    MEASURES
        .into_iter()
        .filter(|measure| text.starts_with(measure))
        .max_by_key(|measure| measure.len())
        .filter(|measure| !is_other_word(text, measure))
}

/// Tells whether a word of measure is the beginning of another word: 人均, 项目, 部门, 次年, 期间.
fn is_other_word(text: &str, measure: &str) -> bool {
    const OTHERS: [(&str, &[&str]); 22] = [
        ("人", &["均", "民", "员", "口", "社", "类", "工智能"]),
        ("部", &["门", "分", "委", "署"]),
        ("次", &["年", "日", "月"]),
        ("期", &["间", "限", "工程"]),
        ("家", &["庭"]),
        ("所", &["有", "需", "在"]),
        ("场", &["所", "地", "馆"]),
        ("条", &["例", "款", "规定"]),
        ("位", &["于", "数", "居", "列"]),
        ("对", &["于", "照", "接"]),
        (
            "个",
            &[
                "月",
                "工作日",
                "小时",
                "星期",
                "自然日",
                "年度",
                "学期",
                "周",
                "季度",
            ],
        ),
        ("件", &["以上学历"]),
        ("例", &["外"]),
        ("组", &["织"]),
        ("类", &["别", "型"]),
        ("本", &["级", "地", "科", "市", "县"]),
        ("站", &["式"]),
        ("村", &["级", "民"]),
        ("店", &["主"]),
        ("口", &["径"]),
        (
            "分钟",
            &[
                "内",
                "健身圈",
                "生活圈",
                "通勤",
                "便民",
                "服务圈",
                "养老",
                "阅读",
                "品质",
                "体育",
                "社区",
                "救助",
            ],
        ),
        (
            "小时",
            &["内", "开放", "服务", "自助", "值班", "在线", "值守"],
        ),
    ];
    let rest = &text[measure.len()..];
    OTHERS
        .iter()
        .any(|(word, after)| *word == measure && after.iter().any(|next| rest.starts_with(next)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_measure_that_is_no_other_word_counts() {
        for (text, measure) in [
            ("人次以上", Some("人次")),
            ("名教师", Some("名")),
            ("个百分点", Some("个百分点")),
            ("人均", None),
            ("部门", None),
            ("个工作日", None),
            ("年底", None),
            ("%左右", Some("%")),
            ("分钟健身圈", None),
            ("项目标", Some("项")),
        ] {
            assert_eq!(measure_at(text), measure, "{text}");
        }
    }
}
