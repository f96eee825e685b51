//! What numbers count: 名, 家, 场次, %.

/// Words of measure, by what they measure; the longest that fits counts.
const MEASURES: [&[&str]; 11] = [
    // Shares and multiples.
    &[
        "%", "‰", "/10万", "/万", "个百分点", "百分点", "倍", "番", "名次", "个名次",
    ],
    // People and households.
    &[
        "名", "人", "位", "户", "万人", "岗位", "人天", "人年", "人份",
    ],
    // How often something is done.
    &[
        "次", "场", "期", "轮", "批", "班", "讲", "起", "人次", "场次", "户次", "车次", "班次",
        "批次", "项次", "辆次", "课次", "家次", "亩次", "台次", "件次", "架次", "剂次", "门次",
    ],
    // Organisations, places and buildings.
    &[
        "家", "所", "处", "座", "站", "店", "村", "间", "床", "栋", "幢", "张床", "个床位", "席",
        "口", "眼", "标准铺位",
    ],
    // Things.
    &[
        "个", "支", "项", "件", "台", "套", "件套", "门", "部", "篇", "册", "份", "辆", "张", "条",
        "对", "头", "只", "羽", "株", "棵", "艘", "架", "列", "组", "类", "种", "款", "例", "盏",
        "块", "片", "幅", "本", "首", "枚", "根", "尾", "穴", "笔", "单", "票", "宗", "颗", "发",
        "剂", "集", "枝", "盆", "个品种", "标台",
    ],
    // Money.
    &[
        "元", "美元", "人民币", "元/人", "元/亩", "元/吨", "元/千克", "元/公斤",
    ],
    // Length and area.
    &[
        "米", "千米", "公里", "延米", "海里", "亩", "公顷", "平米", "平方米", "平方公里",
        "平方千米", "m2", "㎡",
    ],
    // Weight and volume.
    &[
        "斤", "公斤", "千克", "毫克", "微克", "吨", "吨级", "蒸吨", "立方", "立方米", "标方",
        "标准箱", "TEU", "m³", "m3",
    ],
    // Energy and computing.
    &[
        "千瓦", "兆瓦", "吉瓦", "千瓦时", "吨标准煤", "吨标煤", "P", "PFLOPS", "EFLOPS", "PFlops",
        "EFlops", "TB", "PB", "EB", "Mbps", "Gbps",
    ],
    // One by another.
    &[
        "克/千瓦时", "克标准煤/千瓦时", "吨/年", "吨/日", "吨/天", "立方米/年", "立方米/公顷",
        "立方米/日", "立方米/小时", "m³/小时", "m3/小时", "吨/万平方米", "千克标煤/平方米",
        "千克标准煤/平方米", "微克/立方米", "微克每立方米", "ug/m3", "ug/m³", "μg/m3", "μg/m³",
        "µg/m3", "µg/m³", "毫克/立方米", "mg/m3", "mg/m³", "毫克每升", "毫克/升", "克/千克",
        "公斤/亩", "斤/亩",
    ],
    // Time.
    &["小时", "分钟", "学时", "课时"],
];

/// Returns the text behind the digits and the 万 or 亿 that it begins with.
pub(crate) fn behind_number(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_ascii_digit() || ".万亿".contains(c))
}

/// Returns the word of measure that a text begins with.
pub(crate) fn measure_at(text: &str) -> Option<&'static str> {
    let measures = MEASURES.into_iter().flatten().copied();
    measures
        .filter(|measure| text.starts_with(*measure))
        .max_by_key(|measure| measure.len())
        .filter(|measure| !is_other_word(text, measure))
}

/// Words that a word of measure is only the beginning of: the measure, and what makes another word of it.
const OTHER_WORDS: [(&str, &str); 33] = [
    // Units: 人均, 部门, 班子, 村级.
    ("人", "均 民 员 口 社 类 工智能 制 间 座 会"),
    ("家", "庭"),
    ("部", "门 分 委 署"),
    ("组", "织"),
    ("班", "级 子 线 主 制 列"),
    ("村", "级 民"),
    ("店", "主"),
    ("站", "式"),
    ("单", "位 元 一 个 纯 独 项"),
    // Times: 次年, 期间, 轮岗, 起步.
    ("次", "年 日 月 性"),
    ("期", "间 限 工程"),
    ("轮", "岗 训 值 换 候 滑 胎 番"),
    ("起", "步 来 点 到"),
    ("场", "所 地 馆"),
    // Things and kinds: 集中, 条例, 类型, 票据.
    ("集", "中 聚 体 团 成 群 约 镇"),
    ("根", "据 本"),
    ("讲", "座 话 解 习"),
    ("笔", "记 试"),
    ("票", "房 据"),
    ("件", "以上学历"),
    ("条", "例 款 规定"),
    ("例", "外"),
    ("类", "别 型"),
    ("本", "级 地 科 市 县"),
    ("对", "于 照 接"),
    ("口", "径"),
    ("位", "于 数 居 列"),
    ("所", "有 需 在"),
    (
        "发",
        "展 改 现 布 挥 放 动 表 明 电 生 证 起 达 扬 射 票 行 文 送 掘 育 出 酵 热 光",
    ),
    ("P", "M P O E F"),
    // Spans of time that say how long or how soon: 15分钟健身圈, 3个工作日, 24小时值守.
    (
        "个",
        "月 工作日 小时 星期 自然日 年度 学期 周 季度 位次 学分",
    ),
    (
        "分钟",
        "内 就业 通勤 便民 养老 阅读 品质 体育 社区 救助 车程 可达 步行 直达",
    ),
    (
        "小时",
        "内 开放 服务 自助 值班 在线 值守 车程 过境 免签 直达 可达 不打烊 便利店 通达",
    ),
];

/// Returns a text without the word of measure that it begins with.
pub(crate) fn behind_measure(text: &str) -> &str {
    &text[measure_at(text).map_or(0, str::len)..]
}

/// Returns whether a number says how far the circle reaches that is named behind its measure: 15分钟健身圈,
/// 5公里物流圈.
fn is_circle(measure: &str, rest: &str) -> bool {
    const LONGEST: usize = 16;
    let rest = further_reach(rest).unwrap_or(rest);
    let name = rest.chars().take(LONGEST);
    let mut name = name.take_while(|c| !matches!(c, '，' | ',' | '、' | '。'));
    matches!(measure, "分钟" | "小时" | "公里") && name.any(|c| c == '圈')
}

/// Returns the text behind the second reach of a circle: 步行15分钟、乡村5公里服务圈.
fn further_reach(rest: &str) -> Option<&str> {
    const MAKES: [&str; 5] = ["建", "打造", "构建", "形成", "新"];
    const LONGEST: usize = 4;
    let further = rest.strip_prefix('、')?;
    let digits = further.find(|c: char| c.is_ascii_digit())?;
    let (place, reach) = further.split_at(digits);
    let is_place =
        place.chars().count() <= LONGEST && !MAKES.iter().any(|make| place.starts_with(make));
    is_place.then_some(reach)
}

/// Returns whether a word of measure is the beginning of another word: 人均, 项目, 部门, 次年, 期间.
fn is_other_word(text: &str, measure: &str) -> bool {
    let rest = &text[measure.len()..];
    // 安远路899项目, but 10项目标
    let is_project = measure == "项" && rest.starts_with('目') && !rest.starts_with("目标");
    is_circle(measure, rest)
        || is_project
        || OTHER_WORDS
            .iter()
            .filter(|(word, _)| *word == measure)
            .any(|(_, ends)| ends.split(' ').any(|end| rest.starts_with(end)))
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
            ("分钟、农网45分钟抢修圈", None),
            ("分钟、乡村辐射5公里的社会保障便民服务圈", None),
            ("公里、建成15分钟生活圈", Some("公里")),
            ("公里“买菜”圈", None),
            ("公里绿道", Some("公里")),
            ("项目标", Some("项")),
            ("项目建设", None),
            ("微克/立方米以下", Some("微克/立方米")),
            ("μg/m³左右", Some("μg/m³")),
            ("人制足球场", None),
            ("单位", None),
            ("次性奖励", None),
            ("发商业火箭", Some("发")),
            ("发改部门", None),
            ("根充电桩", Some("根")),
            ("PFLOPS", Some("PFLOPS")),
            ("PB以上语料库", Some("PB")),
        ] {
            assert_eq!(measure_at(text), measure, "{text}");
        }
    }
}
